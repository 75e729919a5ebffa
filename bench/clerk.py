"""How fast two clerks write what fell due, beside how fast two writers give commands to the same record.

    .venv/bin/python bench/clerk.py [--deadlines 20000] [--rounds 5] [--batch 50] [--postgres URL]

Half of the cases are requests that no seller answered (the money is refunded), half are quarrels for which nobody
brought evidence (the window closes). In each round a share of them falls due at once and two clerks, each a process
of its own, write it; then two writers give offers and evidence to cases of 40 events, as in `record.py`. Printed are
medians over the rounds: effects and commands per second, made durable, their ratio, CPU per effect; and how many
open cases a second are computed again after a pause.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

from django.db import connections, transaction

from gongdao.service import databases

databases.setup()  # what the clerk imports has tables

import case as disputes
import record

from gongdao.case.decider import Command
from gongdao.case.stages.negotiation import CallPlatform, RefuseRequest
from gongdao.case.stages.opening import OpenRequest, TakeFacts
from gongdao.service.kept import open_packs
from gongdao.service.packs import find_packs
from gongdao.service.record import pauses, renewal, store
from gongdao.service.record.law import Law
from gongdao.service.record.stream import GENESIS, link
from gongdao.service.work import clerk

TARGET = 0.5
CLERKS = 2
RENEWALS = 10
# Everything falls due at one instant, before anything is due in the cases of the writers.
DUE = disputes.START + 4 * disputes.HOUR
LATER = DUE + timedelta(minutes=1)
TABLES = ("record_event", "record_case", "record_deadline", "record_party", "record_entry", "record_account")
KINDS = tuple(record.KINDS.values())
MOULDS = ("silent-0000000", "quarrel-0000000")
Row = dict[str, Any]


def main() -> None:
    args = arguments()
    shelf = find_packs()
    library = open_packs(shelf)
    with tempfile.TemporaryDirectory() as folder:
        for place in (record.Sqlite(Path(folder)), record.Postgres(args.postgres)):
            with place.opened() as alias:
                measure(place.name, Law(library, shelf.calendars, using=alias), args)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--deadlines", type=int, default=20000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--batch", type=int, default=clerk.BATCH)
    parser.add_argument("--commands", type=int, default=400, help="commands per round")
    parser.add_argument("--postgres", metavar="URL", help="an owner's address; by default scripts/postgres starts one")
    return parser.parse_args()


def measure(name: str, law: Law, args: argparse.Namespace) -> None:
    moulds = {mould: cast(law, mould) for mould in MOULDS}
    writers = [[f"bench:writer-{n}-{k}" for k in range(4)] for n in range(CLERKS)]
    for stream in (stream for streams in writers for stream in streams):
        record.fill(law, stream, 40)
    share, fired, submitted, cpu = args.deadlines // args.rounds, [], [], []
    for n in range(args.rounds):
        copies(law, moulds, range(1 + n * share, 1 + (n + 1) * share))
        seconds, spent = at_once(law, lambda _: work(law, args.batch))
        fired.append(share / seconds)
        cpu.append(spent / share * 1000)
        assert clerk.lag(law, LATER) is None, "something due was left"
        assert passed(law) == (n + 1) * share, "not every deadline was written once"
        seconds, _ = at_once(law, lambda k, n=n: write(law, writers[k], n, args.commands // CLERKS))
        submitted.append(args.commands / seconds)
    tell(name, args, fired, submitted, cpu)
    print(f"  computed again       {renewed(law, args.batch):7.0f} /s  by one clerk after a pause", flush=True)


def passed(law: Law) -> int:
    """How many deadlines were written of the copies."""
    statement = "SELECT COUNT(*) FROM record_event WHERE type = 'DeadlinePassed'"
    with connections[law.using].cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0]) - len(MOULDS)


def renewed(law: Law, batch: int) -> float:
    """Register a pause and give how many cases a second are computed again."""
    pauses.add(law, LATER, LATER + disputes.HOUR, "bench", "supervisor:1", LATER)
    begin = time.perf_counter()
    done = sum(renewal.renew(law, LATER, batch) for _ in range(RENEWALS))
    return done / (time.perf_counter() - begin)


def tell(name: str, args: argparse.Namespace, fired: list[float], submitted: list[float], cpu: list[float]) -> None:
    ratio = statistics.median(one / other for one, other in zip(fired, submitted, strict=True))
    print(f"{name}: {args.deadlines} due deadlines in {args.rounds} rounds, {CLERKS} clerks, batches of {args.batch}")
    print(
        f"  deadlines written    {statistics.median(fired):7.0f} /s  ({statistics.median(cpu):.2f} ms of our CPU each)"
    )
    print(f"  commands submitted   {statistics.median(submitted):7.0f} /s  by {CLERKS} writers")
    print(f"  ratio                {ratio:7.2f}     (at least {TARGET})", flush=True)


def work(law: Law, batch: int) -> None:
    clerk.run(law, lambda: LATER, Event(), lambda swept, at: None, batch=batch, until_idle=True)


def write(law: Law, streams: list[str], number: int, commands: int) -> None:
    rounds = commands // len(streams)
    for n in range(number * rounds, (number + 1) * rounds):
        kind = KINDS[n % len(KINDS)]
        record.give(law, streams, kind, 40 + n)


def at_once(law: Law, act: Callable[[int], None]) -> tuple[float, float]:
    """Let as many processes as there are clerks do something at once; gives seconds of the clock and of their CPU."""
    connections[law.using].close()
    before, begin = os.times(), time.perf_counter()
    for child in [started(act, n) for n in range(CLERKS)]:
        _, status = os.waitpid(child, 0)
        assert status == 0, "a process failed"
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - begin, spent


def started(act: Callable[[int], None], number: int) -> int:
    child = os.fork()
    if child == 0:
        status = 1
        try:
            act(number)
            status = 0
        finally:
            os._exit(status)
    return child


def cast(law: Law, mould: str) -> dict[str, list[Row]]:
    """Bring a case into the record by the store, and give its rows."""
    for command in silent(mould) if mould == MOULDS[0] else quarrel(mould):
        store.submit(law, f"bench:{mould}", command, command.at)
    return rows_of(law, mould)


def silent(name: str) -> list[Command]:
    """A request that its seller does not answer; the money goes back after 48 hours."""
    start = DUE - timedelta(hours=48)
    order = (("id", f"order-{name}"), ("paid", 6000), ("status", "paid_unshipped"), ("paid_at", start))
    claim = (("type", "refund_only"), ("reason", "changed_mind_unshipped"), ("amount", 6000), ("goods_received", False))
    return beginning(name, start, order, claim)


def quarrel(name: str) -> list[Command]:
    """A quarrel before the platform for which nobody brings evidence; its window closes after three days."""
    start = DUE - timedelta(days=3)
    order = (
        ("id", f"order-{name}"), ("paid", 6000), ("status", "signed"), ("shipped_at", start - timedelta(days=4)),
        ("signed_at", start - disputes.HOUR),
    )  # fmt: skip
    calls = [RefuseRequest(start, "seller:s-1", "no hole"), CallPlatform(start, "buyer:p-1")]
    return [*beginning(name, start, order, disputes.CLAIM), *calls]


def beginning(name: str, at: datetime, order: Any, claim: Any) -> list[Command]:
    seller = (("id", f"shop-{name}"), ("balance", 100000), ("deposit", 100000))
    goods = (("type", "household"), ("seven_day", "supported"))
    facts = {"order": order, "goods": goods, "seller": seller}
    told = [TakeFacts(at, "marketplace", "orders", at, path, row) for path, row in facts.items()]
    return [*told, OpenRequest(at, "buyer:p-1", name, "taobao", "auto", claim)]


def rows_of(law: Law, mould: str) -> dict[str, list[Row]]:
    """All rows of a case, by table; without the ids that the database gives."""
    found = {}
    for table in TABLES:
        column = "account" if table == "record_account" else "stream"
        with connections[law.using].cursor() as cursor:
            order = "ORDER BY seq" if table == "record_event" else ""
            cursor.execute(f"SELECT * FROM {table} WHERE {column} LIKE %s {order}", [f"%{mould}%"])
            names = [column.name if hasattr(column, "name") else column[0] for column in cursor.description]
            found[table] = [
                {name: value for name, value in zip(names, row, strict=True) if name != "id"}
                for row in cursor.fetchall()
            ]
    return found


def copies(law: Law, moulds: dict[str, dict[str, list[Row]]], numbers: range) -> None:
    """Copy the cases so many times, each with an order and a shop of its own and a chain that holds."""
    made: dict[str, list[Row]] = {table: [] for table in TABLES}
    for number in numbers:
        mould = MOULDS[number % len(MOULDS)]
        for table, rows in copied(moulds[mould], mould, mould.replace("0000000", f"{number:07}")).items():
            made[table] += rows
    with transaction.atomic(using=law.using), connections[law.using].cursor() as cursor:
        for table, rows in made.items():
            columns = list(rows[0])
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", [list(row.values()) for row in rows]
            )


def copied(rows: dict[str, list[Row]], mould: str, name: str) -> dict[str, list[Row]]:
    made = {table: [renamed(row, mould, name) for row in found] for table, found in rows.items()}
    previous = GENESIS
    for row in made["record_event"]:
        said = (row["stream"], row["seq"], row["type"], row["version"], row["body"], row["recorded_at"])
        row["previous"], row["digest"] = previous, link(*said, previous)
        previous = row["digest"]
    made["record_case"][0]["digest"] = previous
    return made


def renamed(row: Row, mould: str, name: str) -> Row:
    return {key: value.replace(mould, name) if isinstance(value, str) else value for key, value in row.items()}


if __name__ == "__main__":
    sys.exit(main())
