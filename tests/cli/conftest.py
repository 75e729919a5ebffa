"""Runs the command line inside the test, and names the small market that the tests decide by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from cli_files import MARKET
from gongdao.cli.main import main


@dataclass(frozen=True)
class Ran:
    """What a command gave: its exit status and what it printed."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


@pytest.fixture
def gongdao(capsys) -> Callable[..., Ran]:
    """``gongdao("decide", file)`` runs the command in Chinese, or as ``--lang`` says."""

    def run(*arguments: object) -> Ran:
        words = [str(it) for it in arguments]
        if "--lang" not in words:
            words += ["--lang", "zh"]
        try:
            status = main(words)
        except SystemExit as stop:
            status = int(stop.code or 0)
        said = capsys.readouterr()
        return Ran(status, said.out, said.err)

    return run


@pytest.fixture
def small(gongdao) -> Callable[..., Ran]:
    """The same with the small market's packs beside the shipped ones."""
    return lambda *arguments: gongdao(*arguments, "--packs", MARKET)


@pytest.fixture
def written(tmp_path) -> Callable[..., Path]:
    """``written(text)`` writes a case file."""

    def write(text: str, name: str = "case.yaml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write
