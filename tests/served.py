"""The service as processes of their own: `gongdao serve` on a free port, and other commands beside it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from select import select
from time import monotonic
from urllib.parse import urlsplit

import httpx

from sources import ROOT

COMMAND = [sys.executable, "-c", "import sys; from gongdao.cli.main import main; sys.exit(main())"]
SECRET = "for tests only, and so it need not be hard to guess at all"
# A demo makes its data first, on a computer that may be busy with other things.
PATIENCE, AGAIN = 300.0, 0.02  # seconds


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
def started(*arguments: str, **more: str) -> Iterator[subprocess.Popen[str]]:
    """This function will start a command of the service for as long as it is needed, and stop it as a person would."""
    process = subprocess.Popen(
        [*COMMAND, *arguments], env=environment(**more), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
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


def answers(address: str, process: subprocess.Popen[str]) -> None:
    """This function will wait until a server answers."""
    port = urlsplit(address).port
    assert port is not None
    if not takes_connections(port, process.pid):
        raise AssertionError(f"no answer from {address}: {process.communicate()[0]}")
    httpx.get(address, timeout=PATIENCE)


def takes_connections(port: int, process: int) -> bool:
    """This function will wait until a server takes connections; False where its process ended instead.

    Nobody can wait for a port: whether its process ends is waited for, and between whiles it is tried.
    """
    ended, until = os.pidfd_open(process), monotonic() + PATIENCE
    try:
        while not _taken(port):
            assert monotonic() < until, f"nobody listens on {port}"
            if select([ended], [], [], AGAIN)[0]:
                return False
    finally:
        os.close(ended)
    return True


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
