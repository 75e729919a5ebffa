"""What a posted transfer costs beside django-hordak: one durable transaction each, on the same PostgreSQL.

    .venv/bin/python bench/ledger.py [--transfers 200] [--rounds 9] [--accounts 50] [--postgres URL]

In each round both post the same transfers between the same accounts in turn. Ours keeps each account's balance and
refuses what an account does not have; hordak sums the legs when it is asked. Printed are medians over the rounds of our
process's CPU per transfer, of the server's where it can be seen, of the time until it was durable, and the ratio of the
CPU. Both books are read in the end: they must hold the same. hordak is in the bench group (scripts/setup bench).
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import django
import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from psycopg import sql

from gongdao.ledger.account import Account, Kind
from gongdao.ledger.posting import Key, transfer
from gongdao.service.database_url import database
from gongdao.service.record import journal

ROOT = Path(__file__).resolve().parent.parent
NAME = "gongdao_bench_ledger"
MOST = 1 / 3
STREAM = "bench:C-1"
NOW = datetime(2025, 9, 22, 2, tzinfo=UTC)
APPS = ["django.contrib.contenttypes", "django.contrib.auth", "mptt", "hordak", "gongdao.service.record"]
Transfer = tuple[int, int, int]


@dataclass
class Measured:
    """Milliseconds per transfer in each round."""

    name: str
    cpu: list[float] = field(default_factory=list)
    server: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    def tell(self) -> None:
        cpu, server, wall = (statistics.median(each) if each else 0.0 for each in (self.cpu, self.server, self.wall))
        print(f"  {self.name:<14} our CPU {cpu:6.3f} ms   server's CPU {server:6.3f} ms   durable after {wall:6.3f} ms")


class Journal:
    """Our journal."""

    name = "journal.post"

    def __init__(self, accounts: int) -> None:
        self.shops = [Account(Kind.SELLER, f"shop-{n}") for n in range(accounts)]
        self.orders = [Account(Kind.ESCROW, f"order-{n}") for n in range(accounts)]
        self.posted = 0

    def post(self, moves: list[Transfer]) -> None:
        for shop, order, amount in moves:
            self.posted += 1
            key = Key("C-1", "R1", str(self.posted))
            posting = transfer(key, self.shops[shop], self.orders[order], amount)
            with transaction.atomic(durable=True), connection.cursor() as cursor:
                journal.post(cursor, STREAM, [journal.Line(1, journal.key_of(STREAM, key), NOW, posting)])

    def held(self) -> list[int]:
        with connection.cursor() as cursor:
            found = journal.balances(cursor, "bench", self.orders, lock=False)
        return [found.get(str(order), 0) for order in self.orders]


class Hordak:
    """The same with the models of django-hordak."""

    name = "django-hordak"

    def __init__(self, accounts: int) -> None:
        from hordak.models import Account as Book

        def opened(kind: str, name: str) -> Any:
            return Book.objects.create(name=name, type=kind, currencies=["CNY"])

        self.shops = [opened("LI", f"shop-{n}") for n in range(accounts)]
        self.orders = [opened("AS", f"order-{n}") for n in range(accounts)]

    def post(self, moves: list[Transfer]) -> None:
        from moneyed import CNY, Money

        for shop, order, amount in moves:
            self.shops[shop].transfer_to(self.orders[order], Money(amount, CNY) / 100)

    def held(self) -> list[int]:
        return [int(order.get_balance()["CNY"].amount * 100) for order in self.orders]


def main() -> int:
    args = arguments()
    url = args.postgres or _cluster("start")
    base = url.rpartition("/")[0]
    try:
        _admin(url, "DROP DATABASE IF EXISTS {} WITH (FORCE)")
        _admin(url, "CREATE DATABASE {}")
        settings.configure(
            DATABASES={"default": database(f"{base}/{NAME}")},
            INSTALLED_APPS=APPS,
            USE_TZ=True,
            DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
            DEFAULT_CURRENCY="CNY",
        )
        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
        return compare(args)
    finally:
        connection.close()
        _admin(url, "DROP DATABASE IF EXISTS {} WITH (FORCE)")
        if not args.postgres:
            _cluster("stop")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--transfers", type=int, default=200, help="per round")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--accounts", type=int, default=50, help="on each side")
    parser.add_argument("--postgres", metavar="URL", help="an owner's address; by default scripts/postgres starts one")
    return parser.parse_args()


def compare(args: argparse.Namespace) -> int:
    rng = Random(1)
    books = (Journal(args.accounts), Hordak(args.accounts))
    measured = [Measured(book.name) for book in books]
    for number in range(args.rounds + 1):
        moves = [(rng.randrange(args.accounts), rng.randrange(args.accounts), rng.randint(1, 99_999))
                 for _ in range(args.transfers)]  # fmt: skip
        for book, result in zip(books, measured, strict=True):
            # The first round begins the accounts and prepares the statements.
            timed(lambda book=book, moves=moves: book.post(moves), args.transfers, result if number else None)
    if books[0].held() != books[1].held():
        print("the two books do not hold the same", file=sys.stderr)
        return 1
    print(f"{args.rounds} rounds of {args.transfers} transfers, one durable transaction each:")
    for result in measured:
        result.tell()
    ratio = statistics.median(mine / theirs for mine, theirs in zip(measured[0].cpu, measured[1].cpu, strict=True))
    print(f"  ratio of our CPU: {ratio:.3f} (at most {MOST:.3f})")
    return 0


def timed(run: Callable[[], object], count: int, result: Measured | None) -> None:
    server, wall, cpu = _server_cpu(), time.perf_counter(), time.process_time()
    run()
    spent = (time.process_time() - cpu, time.perf_counter() - wall, _server_cpu() - server)
    if result is not None:
        mine, until, theirs = (it / count * 1000 for it in spent)
        result.cpu.append(mine)
        result.wall.append(until)
        result.server.append(theirs)


def _server_cpu() -> float:
    """Seconds of CPU of the server's process for our connection; nothing where it cannot be seen from here."""
    pid = connection.connection.info.backend_pid if connection.connection else 0
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _cluster(what: str) -> str:
    return subprocess.check_output([ROOT / "scripts" / "postgres", what, str(os.getpid())]).decode().strip()


def _admin(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(sql.SQL(statement).format(sql.Identifier(NAME)))


if __name__ == "__main__":
    sys.exit(main())
