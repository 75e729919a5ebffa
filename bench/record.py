"""How much a command costs the service: locked, decided, chained, projected, posted, made durable and answered.

    .venv/bin/python bench/record.py [--streams 20] [--rounds 9] [--events 40] [--postgres URL]

Each round gives one command to each stream of 40 events (offers and evidence, with an idempotency key). Printed are
medians over the rounds of CPU per command: of our process with the folded cases at hand, with every case folded
anew from its rows, and the floor: the same SQL sent by the bare driver (for SQLite it holds the database itself,
which runs inside the process). PostgreSQL's own CPU is told apart where the server is on this machine.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import case as disputes
import psycopg
from psycopg import sql

from gongdao.service import databases
from gongdao.service.kept import open_packs
from gongdao.service.packs import find_packs
from gongdao.service.record import folded, store
from gongdao.service.record.law import Law

ROOT = Path(__file__).resolve().parent.parent
TARGET_MS = 2.0
Statement = tuple[str, Any]


def main() -> None:
    args = arguments()
    shelf = find_packs()
    library = open_packs(shelf)
    with tempfile.TemporaryDirectory() as folder:
        for place in (Sqlite(Path(folder)), Postgres(args.postgres)):
            with place.opened() as alias:
                measure(place, Law(library, shelf.calendars, using=alias), args)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--streams", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--events", type=int, default=40)
    parser.add_argument("--postgres", metavar="URL", help="an owner's address; by default scripts/postgres starts one")
    return parser.parse_args()


class Sqlite:
    """A record in a file."""

    name = "SQLite"

    def __init__(self, folder: Path) -> None:
        self.file = folder / "record.sqlite3"
        self.copy = folder / "copy.sqlite3"

    @contextmanager
    def opened(self) -> Iterator[str]:
        alias = databases.connect(f"sqlite:///{self.file}")
        databases.migrate(alias)
        yield alias
        databases.close(alias)

    def bare(self, alias: str) -> Callable[[list[Statement]], None]:
        """Copy the record as it is, and give what sends statements to the copy in one transaction."""
        from django.db import connections

        connections[alias].cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(self.file, self.copy)
        connection = sqlite3.connect(self.copy, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "recursive_triggers=ON", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
        cursor = connection.cursor()

        def send(statements: list[Statement]) -> None:
            cursor.execute("BEGIN IMMEDIATE")
            for text, values in statements:
                cursor.execute(text.replace("%s", "?"), values).fetchall()
            cursor.execute("COMMIT")

        return send

    def server_cpu(self, _alias: str) -> float | None:
        return None


class Postgres:
    """A record on a server."""

    name = "PostgreSQL"

    def __init__(self, url: str | None) -> None:
        self.url = url or subprocess.check_output([ROOT / "scripts" / "postgres", "start", str(os.getpid())]).decode()
        self.own = not url
        self.base, _, _ = self.url.strip().rpartition("/")

    @contextmanager
    def opened(self) -> Iterator[str]:
        self._admin("DROP DATABASE IF EXISTS {} WITH (FORCE)", "gongdao_bench")
        self._admin("CREATE DATABASE {}", "gongdao_bench")
        alias = databases.connect(f"{self.base}/gongdao_bench")
        try:
            databases.migrate(alias)
            yield alias
        finally:
            databases.close(alias)
            for name in ("gongdao_bench", "gongdao_bench_copy"):
                self._admin("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
            if self.own:
                subprocess.run([ROOT / "scripts" / "postgres", "stop", str(os.getpid())], check=True)

    def bare(self, alias: str) -> Callable[[list[Statement]], None]:
        """Copy the record as it is, and give what sends statements to the copy in one transaction."""
        databases.close(alias)
        self._admin("DROP DATABASE IF EXISTS {} WITH (FORCE)", "gongdao_bench_copy")
        self._admin("CREATE DATABASE {} TEMPLATE gongdao_bench", "gongdao_bench_copy")
        connection = psycopg.connect(f"{self.base}/gongdao_bench_copy", prepare_threshold=2)

        def send(statements: list[Statement]) -> None:
            with connection.cursor() as cursor:
                for text, values in statements:
                    cursor.execute(text, values)
                    if cursor.description:
                        cursor.fetchall()
            connection.commit()

        return send

    def server_cpu(self, alias: str) -> float | None:
        """Seconds of CPU of the server's process for our connection, where it can be seen from here."""
        from django.db import connections

        pid = connections[alias].connection.info.backend_pid if connections[alias].connection else 0
        try:
            fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        except OSError:
            return None
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _admin(self, statement: str, name: str) -> None:
        with psycopg.connect(self.url.strip(), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


def measure(place: Sqlite | Postgres, law: Law, args: argparse.Namespace) -> None:
    streams = [f"bench:C-{n}" for n in range(args.streams)]
    for stream in streams:
        fill(law, stream, args.events)
    record: list[list[Statement]] = [[] for _ in streams]
    send = place.bare(law.using)
    for stream, statements in zip(streams, record, strict=True):
        with captured(law.using, statements):
            one_round(law, [stream], args.events, 0)
    floor = per_command(lambda: [send(each) for each in record], args.streams)
    warm, cold, wall = [], [], []
    before, commands = place.server_cpu(law.using), 0
    for n in range(1, args.rounds + 1):
        begin = time.perf_counter()
        warm.append(per_command(lambda n=n: one_round(law, streams, args.events, 2 * n - 1), args.streams))
        wall.append((time.perf_counter() - begin) / args.streams * 1000)
        cold.append(per_command(lambda n=n: one_round(law, streams, args.events, 2 * n, anew=True), args.streams))
        commands += 2 * args.streams
    after = place.server_cpu(law.using)
    tell(place.name, len(record[0]), warm, cold, wall, floor)
    if before is not None and after is not None:
        print(f"  the server's own CPU                {(after - before) / commands * 1000:6.2f} ms")


def tell(name: str, statements: int, warm: list[float], cold: list[float], wall: list[float], floor: float) -> None:
    median, anew = statistics.median(warm), statistics.median(cold)
    print(f"{name}: {statements} statements per command, {1000 / statistics.median(wall):.0f} durable commands/s")
    print(f"  our CPU, folded cases at hand       {median:6.2f} ms  (at most {TARGET_MS:.1f})")
    print(f"  our CPU, every case folded anew     {anew:6.2f} ms")
    print(f"  floor: the same SQL, bare driver    {floor:6.2f} ms  ({median / floor:.1f} times)")


def per_command(run: Callable[[], object], count: int) -> float:
    """Milliseconds of CPU per command."""
    begin = time.process_time()
    run()
    return (time.process_time() - begin) / count * 1000


def one_round(law: Law, streams: list[str], events: int, number: int, anew: bool = False) -> None:
    for stream in streams:
        if anew:
            folded.forget()
        at = disputes.START + 3 * disputes.HOUR + timedelta(seconds=10 * (events + number))
        command = disputes.message(Counted(events + number), at)
        store.submit(law, stream, command, at, key=f"{stream}-{number}")


class Counted:
    """All that `case.message` asks of a case: how long it is."""

    def __init__(self, seq: int) -> None:
        self.seq = seq


def fill(law: Law, stream: str, events: int) -> None:
    """Bring a dispute to so many events."""
    for command in disputes.opening():
        receipt = store.submit(law, stream, command, command.at)
    at = disputes.START + 3 * disputes.HOUR
    while receipt.seq < events:
        receipt = store.submit(law, stream, disputes.message(receipt.case, at), at)


@contextmanager
def captured(alias: str, statements: list[Statement]) -> Iterator[None]:
    """Note the statements of a command."""
    from django.db import connections

    def note(execute: Any, text: str, values: Any, many: bool, context: Any) -> Any:
        assert not many
        if not text.startswith("BEGIN"):
            statements.append((text, list(values or ())))
        return execute(text, values, many, context)

    with connections[alias].execute_wrapper(note):
        yield


if __name__ == "__main__":
    sys.exit(main())
