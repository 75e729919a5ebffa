"""Runs the web server: granian's workers over WSGI, stopped gracefully by SIGINT and SIGTERM."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from gongdao.kernel.errors import Refused
from gongdao.policy.library import pack_of
from gongdao.service import closing, databases, screener
from gongdao.service.database_trouble import told
from gongdao.service.database_url import check_there, without_password
from gongdao.service.installation import law, now
from gongdao.service.listening import Listening, tell_systemd

WEB, TOGETHER = "gongdao.service.wsgi:application", "gongdao.service.together:application"
LIVE = "gongdao.service.live_app:application"
# What the one process of a demo says once it is ready.
ADDRESS = "GONGDAO_SAY_ADDRESS"
# A request in hand is finished when the server stops, for as long as this.
GRACE, GRACE_LIVE = 30, 5
# A thread keeps its connection to the database for as long as it lives.
IDLE = 600
# Nearly all that a request makes goes by itself; cycles are looked for after so many new objects instead of 700.
LOOKED_FOR_AFTER = 10_000


@dataclass(frozen=True, slots=True)
class Plan:
    """Where a server listens (a host and a port, or the path of a socket), and with how many hands."""

    host: str
    port: int
    workers: int
    threads: int
    file: Path | None = None


def hands(url: str) -> tuple[int, int]:
    """Give the workers and threads that suit a database: a file has one process, a server is shared by two.

    Writers to a file wait for one another, each on a thread. With a server one thread computes while another waits for
    the database; more of them only fight for the interpreter, and every answer takes more CPU (`bench/web.py`).
    """
    return (1, 4) if url.startswith("sqlite") else (2, 2)


def prepare(url: str, *, pages: bool = True) -> None:
    """Look whether the service can start, and read what every worker needs, so that all share it.

    :raises Refused: there is no secret, or the database is away or has not the tables of this version.
    :raises BadInput: the packs are wrong.
    """
    check_there(url)
    databases.setup()
    if not secret():
        raise Refused("secret-missing")
    with told(url):
        try:
            check_tables(url)
            law()
            if pages:
                import_module(settings.ROOT_URLCONF)
                _read_ahead()
        finally:
            connections.close_all()


def _read_ahead() -> None:
    """Read what the first requests would wait for: the models of screening and the pack of this marketplace."""
    screener.ready()
    library, today = law().library, now().date()
    family = library.families.get(settings.GONGDAO_PLATFORM)
    begun = [version for version in family.versions if version.since <= today] if family else []
    if begun:
        pack_of(library, max(begun, key=lambda version: version.since).id)


def secret() -> str:
    """Give the secret of this installation, or nothing where it has none, which Django does not say."""
    try:
        return settings.SECRET_KEY
    except ImproperlyConfigured:
        return ""


def check_tables(url: str) -> None:
    """Look whether the database has the tables of this version.

    :raises Refused: it has none, or those of another version.
    """
    executor = MigrationExecutor(connection)
    if not executor.loader.applied_migrations:
        raise Refused("database-without-tables", url=without_password(url))
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Refused("database-outdated", url=without_password(url))


def run(plan: Plan, target: str) -> None:
    """Serve until told to stop; requests in hand are finished. A worker that breaks is replaced.

    :raises SystemExit: the workers break again and again.
    """
    _set_aside()
    live = target == LIVE
    kind = Granian if plan.file else Listening
    server = kind(
        target,
        address=plan.host,
        port=plan.port,
        uds=plan.file,
        interface=Interfaces.ASGINL if live else Interfaces.WSGI,
        workers=plan.workers,
        blocking_threads=1 if live else plan.threads,
        blocking_threads_idle_timeout=IDLE,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE_LIVE if live else GRACE,
        log_level=LogLevels.warning,
    )
    server.on_startup(closing.watch)
    server.on_startup(tell_systemd)
    server.serve()


def _set_aside() -> None:
    """Let the garbage collector pass over what was read to start, and what workers share; it all stays in use."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(LOOKED_FOR_AFTER, *gc.get_threshold()[1:])
