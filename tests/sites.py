"""Whole installations for browser tests: a demo seeded once per database, and a server of its own on a copy of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any

from grounds import Ground, copied, dropped, kept
from served import free_port
from shared import shared

HOST = "127.0.0.1"
FILES = "files"
# What the process of pages, clerk and courier says once it is ready stands in this variable.
ADDRESS = "GONGDAO_SAY_ADDRESS"
READY, STOPPED = "ready", "stopped"
SERVING = Path(__file__).parent / "serving.py"
# The only site that may show our pages inside its own; nothing listens there, a test answers for it.
SHOP = "http://localhost:9"
SECRET = "of the tests, and of nobody else: long enough to be one"
# It runs in a process of its own, since Django reads once in a process whether it is a demo.
SEED = """
import json
from gongdao.service import databases
databases.setup()
from django.db import connection
from gongdao.service.demo.seed import seed
from gongdao.service.installation import law
assert seed(law())
with connection.cursor() as cursor:
    cursor.execute("SELECT order_id, stream FROM record_case ORDER BY opened_at")
    print(json.dumps(dict(cursor.fetchall())))
connection.close()
"""
SERVE = """
import sys
from gongdao.service import serve
serve.prepare(sys.argv[1])
serve.run(serve.Plan(sys.argv[2], int(sys.argv[3]), 1, 4), serve.TOGETHER)
"""


# It has read all that installations share, and forks a process that serves for each of them.
Server = subprocess.Popen[str]


@dataclass(frozen=True, slots=True)
class Seeded:
    """A demo's data, the stream of the case about each order, and where the files of evidence lie."""

    ground: Ground
    streams: Mapping[str, str]
    files: Path


@dataclass(frozen=True, slots=True)
class Site:
    """A running installation: where it is, where its mail lies, and the stream of the case about each order."""

    url: str
    ground: Ground
    streams: Mapping[str, str]
    mail: Path

    def by_name(self) -> Site:
        """The same by a name: passkeys belong to one, and the address of a computer is none."""
        return replace(self, url=self.url.replace(HOST, "localhost"))

    def case(self, order: str) -> str:
        """The path of the page of the case about an order."""
        return f"/cases/{self.streams[order]}"


@contextmanager
def seeded(vendor: str, folder: Path) -> Iterator[Seeded]:
    """This function will make a demo's data, or take those another process of this run made in the same folder."""
    with shared(folder, lambda: _seed(vendor, folder), _forget) as made:
        yield Seeded(Ground(**made["ground"]), made["streams"], folder / FILES)


def _seed(vendor: str, folder: Path) -> dict[str, Any]:
    ground = kept(vendor, folder)
    ran = subprocess.run(
        [sys.executable, "-c", SEED], env=_surroundings(ground.url, str(folder)), stdout=subprocess.PIPE, check=True
    )
    return {"ground": asdict(ground), "streams": json.loads(ran.stdout)}


def _forget(made: Mapping[str, Any]) -> None:
    dropped(Ground(**made["ground"]))


@contextmanager
def server(**more: str) -> Iterator[Server]:
    """This function will start the process that sites come from, in surroundings of which ``more`` is said."""
    said = {**_surroundings("", ""), ADDRESS: READY, **more}
    pipe = subprocess.PIPE
    process = subprocess.Popen([sys.executable, SERVING], env=said, stdin=pipe, stdout=pipe, text=True)
    with process:
        yield process
        process.terminate()


def _asked(server: Server, **wanted: object) -> str:
    assert server.stdin is not None
    server.stdin.write(f"{json.dumps(wanted)}\n")
    server.stdin.flush()
    return _said(server)


def _said(server: Server) -> str:
    """The next word of the process; what its web server says of itself between brackets is not for us."""
    assert server.stdout is not None
    while (line := server.stdout.readline().strip()).startswith("["):
        pass
    return line


@contextmanager
def running(made: Seeded, server: Server) -> Iterator[Site]:
    """This function will serve a copy of a demo's data, pages, clerk and courier together, on a free port."""
    with TemporaryDirectory(prefix="gongdao-site-") as folder, copied(made.ground, Path(folder)) as ground:
        copytree(made.files, Path(folder, FILES))
        port = free_port()
        process = int(_asked(server, url=ground.url, folder=folder, host=HOST, port=port))
        try:
            assert _said(server) == READY, "the server did not start"
            yield Site(f"http://{HOST}:{port}", ground, made.streams, Path(folder, "mail"))
        finally:
            assert _asked(server, stop=process) == STOPPED


def _surroundings(url: str, folder: str) -> dict[str, str]:
    own = {"GONGDAO_MAIL": f"file://{folder}/mail", "GONGDAO_FILES": f"{folder}/{FILES}"}
    given = {"GONGDAO_DEMO": "1", "GONGDAO_SECRET_KEY": SECRET, "DATABASE_URL": url, "GONGDAO_EMBED_ORIGINS": SHOP}
    return {**os.environ, **given, **own, "PYTHONPATH": os.pathsep.join(sys.path)}
