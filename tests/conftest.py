"""The options of ``./test``: how long, on which public data and case files, in which order."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from counts import LONG, count as count_of

if TYPE_CHECKING:
    from xdist.workermanage import WorkerController

    from grounds import Ground

# Django's settings are read once in a process, by whichever test comes first.
os.environ.setdefault("GONGDAO_SECRET_KEY", "of the tests, and of nobody else")
LEFT_OUT = pytest.StashKey[int]()

# Short runs repeat the same examples, so that a change is judged and not chance; long runs look further.
settings.register_profile("short", max_examples=100, derandomize=True, deadline=None, database=None)
settings.register_profile(
    "long",
    max_examples=2000,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("gongdao")
    group.addoption("--long", action="store_true", help="the same tests at the counts that a release needs")
    group.addoption("--data", metavar="DIR", help="folder of the public data (or GONGDAO_DATA)")
    group.addoption(
        "--cases", metavar="FILE", action="append", help="a case file that must come out as it says (or GONGDAO_CASES)"
    )
    group.addoption("--shuffle", metavar="SEED", help="run the tests in an order drawn from SEED")


def pytest_configure(config: pytest.Config) -> None:
    is_long = config.getoption("--long")
    os.environ[LONG] = "1" if is_long else ""
    settings.load_profile("long" if is_long else "short")
    given = _data_folder(config)
    if given and not given.is_dir():
        raise pytest.UsageError(f"no such folder of public data: {given}")
    for path in _case_files(config):
        if not path.is_file():
            raise pytest.UsageError(f"no such case file: {path}")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "case_file" in metafunc.fixturenames:
        metafunc.parametrize("case_file", _case_files(metafunc.config), ids=lambda path: path.stem)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    config.stash[LEFT_OUT] = 0
    items[:] = [item for item in items if _case_files(config) or not item.get_closest_marker("cases")]
    if not _data_folder(config):
        kept = [item for item in items if not item.get_closest_marker("data")]
        config.stash[LEFT_OUT] = len(items) - len(kept)
        items[:] = kept
    if not _tesseract():
        items[:] = [item for item in items if not item.get_closest_marker("tesseract")]
    if seed := config.getoption("--shuffle"):
        items.sort(key=lambda item: hashlib.sha256(f"{seed} {item.nodeid}".encode()).digest())


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of several processes tells the one that prints how many tests it left out; each counted them all."""
    if (told := getattr(session.config, "workeroutput", None)) is not None:
        told["left_out"] = session.config.stash[LEFT_OUT]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: WorkerController) -> None:
    if told := getattr(node, "workeroutput", None):
        node.config.stash[LEFT_OUT] = told["left_out"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    left_out = config.stash.get(LEFT_OUT, 0)
    if not _data_folder(config):
        terminalreporter.write_line(
            f"tests not collected for want of public data: {left_out} (name its folder with --data DIR or GONGDAO_DATA)"
        )
    if not _tesseract():
        terminalreporter.write_line(
            "the words in pictures were not read: Tesseract is not installed (apt-get install tesseract-ocr-chi-sim)"
        )
    if not _case_files(config):
        terminalreporter.write_line(
            "no case file of yours was decided (name one with --cases FILE or GONGDAO_CASES; several are possible)"
        )


def _data_folder(config: pytest.Config) -> Path | None:
    given = config.getoption("--data") or os.environ.get("GONGDAO_DATA")
    return Path(given).expanduser().resolve() if given else None


def _tesseract() -> bool:
    from gongdao.service.intake.ocr import available

    return available()


def _case_files(config: pytest.Config) -> list[Path]:
    given = config.getoption("--cases") or os.environ.get("GONGDAO_CASES", "").split(os.pathsep)
    return [Path(name).expanduser().resolve() for name in given if name]


@pytest.fixture(scope="session")
def data_folder(request: pytest.FixtureRequest) -> Path:
    """The public data; only for tests marked ``data``."""
    folder = _data_folder(request.config)
    assert folder is not None, "a test that uses data_folder must be marked data"
    return folder


@pytest.fixture(scope="session")
def count() -> Callable[..., int]:
    """``count(short=200, long=5000)``: how many repetitions this run asks for."""
    return count_of


@pytest.fixture(scope="session")
def checkout() -> Path:
    return Path(__file__).resolve().parent.parent


@pytest.fixture(params=("sqlite", "postgres"))
def standing(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ground]:
    """A fresh, migrated database of either vendor that the service stands on; `installation.law` sits on it."""
    from grounds import fresh
    from standing import standing_on

    with fresh(request.param, tmp_path) as ground, standing_on(ground.url):
        yield ground


def pytest_unconfigure(config: pytest.Config) -> None:
    """Give back the databases' templates, where a test asked for any."""
    if grounds := sys.modules.get("grounds"):
        grounds.release()
