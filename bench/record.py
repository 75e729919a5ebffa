"""How much a command costs the service: locked, decided, chained, projected, posted, made durable and answered.

    .venv/bin/python bench/record.py [--streams 10] [--rounds 7] [--events 40] [--postgres URL]

Each round gives one command of a kind, with an idempotency key, to each of some streams of 40 events. Printed is the
CPU of our process per command: with the folded cases at hand; with every case folded anew from its rows; and the floor,
the same SQL sent by the bare driver (for SQLite it holds the database itself, which runs inside the process). What
PostgreSQL's own process used is told apart where the server is on this machine.
"""

from __future__ import annotations

import argparse
import itertools
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
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import case as disputes
import psycopg
from psycopg import sql

from gongdao.case.decider import Command
from gongdao.case.stages.evidence import SubmitEvidence
from gongdao.case.stages.offers import MakeOffer
from gongdao.service import databases
from gongdao.service.kept import open_packs
from gongdao.service.packs import find_packs
from gongdao.service.record import folded, store
from gongdao.service.record.law import Law

ROOT = Path(__file__).resolve().parent.parent
TARGET_MS = 2.0
COPIES = itertools.count()
Statement = tuple[str, Any]
Kind = Callable[[int, datetime], Command]


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
    parser.add_argument("--streams", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--events", type=int, default=40)
    parser.add_argument("--postgres", metavar="URL", help="an owner's address; by default scripts/postgres starts one")
    return parser.parse_args()


class Sqlite:
    """A record in a file."""

    name = "SQLite"

    def __init__(self, folder: Path) -> None:
        self.file = folder / "record.sqlite3"

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
        copy = self.file.with_name(f"copy-{next(COPIES)}.sqlite3")
        shutil.copy(self.file, copy)
        connection = sqlite3.connect(copy, isolation_level=None)
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
    print(f"{place.name}, streams of {args.events} events; milliseconds of CPU per command, medians of {args.rounds}")
    print(f"  {'':24}{'ours':>8}{'folded anew':>14}{'floor':>8}{'ratio':>8}{'SQL':>6}{'durable/s':>12}")
    for name, kind in KINDS.items():
        at_hand = [f"bench:{kind.__name__}-{n}" for n in range(args.streams)]
        anew = [f"bench:{kind.__name__}-anew-{n}" for n in range(args.streams)]
        for stream in (*at_hand, *anew):
            fill(law, stream, args.events)
        record: list[list[Statement]] = [[] for _ in at_hand]
        send = place.bare(law.using)
        for stream, statements in zip(at_hand, record, strict=True):
            with captured(law.using, statements):
                give(law, [stream], kind, args.events)
        give(law, anew, kind, args.events)
        floor = per_command(lambda record=record, send=send: [send(each) for each in record], args.streams)
        tell(name, len(record[0]), floor, *rounds(place, law, kind, args, at_hand, anew))


def rounds(
    place: Sqlite | Postgres, law: Law, kind: Kind, args: argparse.Namespace, at_hand: list[str], anew: list[str]
) -> tuple[list[float], list[float], list[float], float | None]:
    """CPU with the cases at hand and with each folded anew, wall time, and what the server used, per command."""
    ours, cold, wall = [], [], []
    before = place.server_cpu(law.using)
    numbers = range(args.events + 1, args.events + args.rounds + 1)
    for n in numbers:
        begin = time.perf_counter()
        ours.append(per_command(lambda n=n: give(law, at_hand, kind, n), args.streams))
        wall.append((time.perf_counter() - begin) / args.streams)
    for n in numbers:
        cold.append(per_command(lambda n=n: give(law, anew, kind, n, anew=True), args.streams))
    after = place.server_cpu(law.using)
    used = None if before is None or after is None else (after - before) / (2 * args.rounds * args.streams) * 1000
    return ours, cold, wall, used


def tell(
    name: str, statements: int, floor: float, ours: list[float], cold: list[float], wall: list[float],
    server: float | None,
) -> None:  # fmt: skip
    median, durable = statistics.median(ours), 1 / statistics.median(wall)
    figures = (
        f"{median:8.2f}{statistics.median(cold):14.2f}{floor:8.2f}{median / floor:8.1f}{statements:6}{durable:12.0f}"
    )
    said = f"   the server's own: {server:.2f}" if server is not None else ""
    print(f"  {name:24}{figures}{'   above the ' + str(TARGET_MS) if median > TARGET_MS else ''}{said}")


def per_command(run: Callable[[], object], count: int) -> float:
    """Milliseconds of CPU per command."""
    begin = time.process_time()
    run()
    return (time.process_time() - begin) / count * 1000


def give(law: Law, streams: list[str], kind: Kind, number: int, anew: bool = False) -> None:
    for stream in streams:
        if anew:
            folded.forget()
        at = disputes.START + 3 * disputes.HOUR + timedelta(seconds=10 * number)
        store.submit(law, stream, kind(number, at), at, key=f"{stream}-{number}")


def evidence(number: int, at: datetime) -> Command:
    return SubmitEvidence(at, "buyer:p-1", f"X{number}", "photo", "0" * 64, (("shows", "hole"),))


def extra(number: int, at: datetime) -> Command:
    """What the seller gives on top of everything needs no look at what the law grants."""
    return MakeOffer(at, "seller:s-1", f"X{number}", "compensate", 10 * number, "")


def refund(number: int, at: datetime) -> Command:
    """A refund may not be below what the law grants, so the pack is asked first."""
    return MakeOffer(at, "seller:s-1", f"X{number}", "refund", 10 * number, "seller")


KINDS: dict[str, Kind] = {
    "a piece of evidence": evidence,
    "an offer of an extra": extra,
    "an offer of a refund": refund,
}


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
        if not text.startswith("BEGIN"):
            statements.extend((text, list(row or ())) for row in (values if many else (values,)))
        return execute(text, values, many, context)

    with connections[alias].execute_wrapper(note):
        yield


if __name__ == "__main__":
    sys.exit(main())
