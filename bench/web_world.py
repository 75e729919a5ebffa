"""Where the service is measured: a database of its own, a marketplace with orders, and a server of both."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TICK = os.sysconf("SC_CLK_TCK")
# The header in which an answer tells what CPU it took.
CPU = "X-Bench-CPU"


@contextmanager
def database(given: str | None) -> Iterator[str]:
    """This function will give a migrated database of its own."""
    import psycopg

    from gongdao.service import databases

    script = [ROOT / "scripts" / "postgres"]
    url = given or subprocess.check_output([*script, "start", str(os.getpid())]).decode().strip()
    name = f"gongdao_http_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
    try:
        made = f"{url.rpartition('/')[0]}/{name}"
        databases.stand_on(made)
        databases.migrate("default")
        yield made
    finally:
        from django.db import connection

        connection.close()
        with psycopg.connect(url, autocommit=True) as admin:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
        if not given:
            subprocess.run([*script, "stop", str(os.getpid())], check=True)


@dataclass(frozen=True, slots=True)
class World:
    """Orders of a marketplace with its key, and the session of the buyer."""

    token: str
    orders: Sequence[str]
    session: str


@contextmanager
def seeded(url: str, cases: int) -> Iterator[World]:
    """This function will tell of as many orders as cases are opened."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from gongdao.service.actions import mirror
    from gongdao.service.people import keys
    from gongdao.service.people.actor import MARKETPLACE, Actor

    now = datetime.now(UTC)
    actor = Actor(None, "", "bench", frozenset({MARKETPLACE}), via="key", source="shop")
    mirror.put_shop(actor, "S", {"name": "S", "facts": {"score": 475, "deposit": 10**9, "balance": 10**9}})
    buyer = mirror.put_user(actor, "U", {"name": "U"}).row
    facts = {
        "order": {name: (now - timedelta(hours=hours)).isoformat() for name, hours in
                  (("paid_at", 72), ("shipped_at", 48), ("signed_at", 3))},
        "goods": {"type": "fresh_fruit", "rotten": 5, "total": 10}, "items": [{"sku": "A", "qty": 1, "list": 9900}],
    }  # fmt: skip
    order = {
        "buyer": "U",
        "shop": "S",
        "title": "O",
        "status": "signed",
        "paid": 9900,
        "placed_at": now,
        "facts": facts,
    }
    orders = [mirror.put_order(actor, f"O-{number}", order).row.external_id for number in range(cases)]
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session.update({
        SESSION_KEY: str(buyer.pk), BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[1],
        HASH_SESSION_KEY: buyer.get_session_auth_hash(),
    })  # fmt: skip
    session.save()
    _, token = keys.make("bench", keys.SCOPES, now, source="shop")
    yield World(token, orders, f"{settings.SESSION_COOKIE_NAME}={session.session_key}")


@contextmanager
def served(command: Sequence[str], url: str) -> Iterator[tuple[int, int]]:
    """This function will start a server and give its port and its process."""
    port = _free_port()
    environment = {**os.environ, "DATABASE_URL": url, "GONGDAO_RATE": "10000000", "GONGDAO_BENCH_PORT": str(port)}
    words = [sys.executable, *command, *(["--port", str(port)] if "--threads" in command else [])]
    process = subprocess.Popen(words, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)  # a server says nothing when it is ready; nothing is timed yet
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def cpu_of(process: int) -> float:
    """Seconds of CPU of a process and of those it started."""
    total = 0.0
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(folder.name) == process or int(stat[1]) == process:
                total += (int(stat[11]) + int(stat[12])) / TICK
    return total
