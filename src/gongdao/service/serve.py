"""Runs the web server: granian's workers over WSGI, stopped gracefully by SIGINT and SIGTERM."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from gongdao.kernel.errors import Refused
from gongdao.service import databases
from gongdao.service.database_trouble import told
from gongdao.service.database_url import check_there
from gongdao.service.installation import law

WEB, TOGETHER = "gongdao.service.wsgi:application", "gongdao.service.together:application"
LIVE = "gongdao.service.live:application"
# What the one process of a demo says once it is ready.
ADDRESS = "GONGDAO_SAY_ADDRESS"
# A request in hand is finished when the server stops, for as long as this.
GRACE = 30
# A thread keeps its connection to the database for as long as it lives.
IDLE = 600
# Where a demo looks for a free port when nobody named one.
NEIGHBOURS = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """Where a server listens (a host and a port, or the path of a socket), and with how many hands."""

    host: str
    port: int
    workers: int
    threads: int
    socket: Path | None = None


def hands(url: str) -> tuple[int, int]:
    """Give the workers and threads that suit a database: a file has one process, a server is shared by two."""
    return (1, 4) if url.startswith("sqlite") else (2, 4)


def prepare(url: str) -> None:
    """Look whether the service can start, and read what every worker needs, so that all share it.

    :raises Refused: there is no secret, or the database is away or has not the tables of this version.
    :raises BadInput: the packs are wrong.
    """
    check_there(url)
    databases.setup()
    if not settings.SECRET_KEY:
        raise Refused("secret-missing")
    with told(url):
        try:
            check_tables(url)
            law()
        finally:
            connections.close_all()


def check_tables(url: str) -> None:
    """Look whether the database has the tables of this version.

    :raises Refused: it has none, or those of another version.
    """
    executor = MigrationExecutor(connection)
    if not executor.loader.applied_migrations:
        raise Refused("database-without-tables", url=url)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Refused("database-outdated", url=url)


def shown(host: str, port: int) -> str:
    """Give the address of a server as a browser takes it."""
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def free_port(host: str, port: int, most: int = 1) -> int:
    """Give the port, or the next free one among so many; 0 is any. Two servers could share one without a word.

    :raises Refused: it is taken, or may not be opened.
    """
    why = ""
    for number in range(port, port + most):
        try:
            return _bound(host, number)
        except OSError as error:
            why = error.strerror or str(error)
    raise Refused("port-taken", host=host, port=port, why=why)


def _bound(host: str, port: int) -> int:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
        return int(probe.getsockname()[1])


def run(plan: Plan, target: str) -> None:
    """Serve until told to stop; requests in hand are finished. A worker that breaks is replaced.

    :raises SystemExit: the workers break again and again.
    """
    live = target == LIVE
    Granian(
        target,
        address=plan.host,
        port=plan.port,
        uds=plan.socket,
        interface=Interfaces.ASGINL if live else Interfaces.WSGI,
        workers=plan.workers,
        blocking_threads=1 if live else plan.threads,
        blocking_threads_idle_timeout=IDLE,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE,
        log_level=LogLevels.warning,
    ).serve()
