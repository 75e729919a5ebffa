"""The service as processes of their own: `gongdao serve` on a free port, and other commands beside it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from select import select
from socket import AF_UNIX, SOCK_DGRAM
from subprocess import PIPE, STDOUT
from tempfile import TemporaryDirectory

import httpx

from sources import ROOT

COMMAND = [sys.executable, "-c", "import sys; from gongdao.cli.main import main; sys.exit(main())"]
SECRET = "for tests only, and so it need not be hard to guess at all"
# A demo makes its data first, on a computer that may be busy with other things.
PATIENCE = 300.0  # seconds
READY = b"READY=1"


class Started(subprocess.Popen[str]):
    """A command of the service that runs; what it tells systemd comes to ``news``."""

    news: socket.socket


def environment(**more: str) -> dict[str, str]:
    """This function will give the environment of a process of the service."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GONGDAO_", "DATABASE_"))}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "LANG": "en_GB.UTF-8", "GONGDAO_SECRET_KEY": SECRET, **more}


def run(*arguments: str, **more: str) -> tuple[int, str]:
    """This function will run a command of the service to its end; gives its status and all that it said."""
    said = environment(**more)
    ran = subprocess.run([*COMMAND, *arguments], env=said, capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout + ran.stderr


def free_port() -> int:
    """This function will find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(*arguments: str, **more: str) -> Iterator[Started]:
    """This function will start a command of the service for as long as it is needed, and stop it as a person would."""
    with TemporaryDirectory(prefix="gongdao-news-") as folder, socket.socket(AF_UNIX, SOCK_DGRAM) as news:
        news.bind(f"{folder}/news")
        said = environment(NOTIFY_SOCKET=f"{folder}/news", **more)
        process = Started([*COMMAND, *arguments], env=said, stdout=PIPE, stderr=STDOUT, text=True)
        process.news = news
        try:
            yield process
        finally:
            process.terminate()
            process.communicate(timeout=PATIENCE)


@contextmanager
def serving(url: str, *arguments: str, ready: str = "/readyz", **more: str) -> Iterator[str]:
    """This function will serve a database on a free port; gives the address of the server once it answers."""
    port = free_port()
    with started("serve", "--port", str(port), "--database", url, *arguments, **more) as process:
        base = f"http://127.0.0.1:{port}"
        answers(f"{base}{ready}", process)
        yield base


def answers(address: str, process: Started) -> None:
    """This function will wait until a server says that it is ready, and ask it."""
    if not is_ready(process):
        raise AssertionError(f"no answer from {address}: {process.communicate()[0]}")
    httpx.get(address, timeout=PATIENCE)


def is_ready(process: Started) -> bool:
    """This function will wait until a server says that it takes connections; False where it ended instead."""
    ended = os.pidfd_open(process.pid)
    try:
        told = select([process.news, ended], [], [], PATIENCE)[0]
    finally:
        os.close(ended)
    return process.news in told and process.news.recv(100) == READY
