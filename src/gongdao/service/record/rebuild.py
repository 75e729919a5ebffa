"""Writes all views and balances anew from the events and the journal, as if nobody had ever written them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.db import connections, transaction

from gongdao.kernel.errors import BadInput, Problem
from gongdao.ledger.account import account_named
from gongdao.service.record import projections, store, tables
from gongdao.service.record.journal import ACCOUNT_COLUMNS, begun
from gongdao.service.record.law import Law
from gongdao.service.record.pauses import REGISTER
from gongdao.service.record.projections import PARTY_COLUMNS
from gongdao.service.record.proof import Step, steps
from gongdao.service.record.rows import EVENT, some
from gongdao.service.record.stream import Stored, head_of

BATCH = 100
VIEWS = ("record_deadline", "record_party", "record_ruling")
_SUMS = "SELECT account, SUM(amount) AS total FROM record_entry GROUP BY account"


def rebuild(law: Law, tell: Callable[[int], None]) -> list[Problem]:
    """Write everything that follows from the events, so many cases in a transaction; gives what cannot be followed.

    ``tell`` is told of how many cases were written. Others may write meanwhile: a case is locked while it is read.
    """
    problems: list[Problem] = []
    count, last = 0, ""
    while names := _names(law.using, last):
        with transaction.atomic(using=law.using, durable=True), connections[law.using].cursor() as cursor:
            for name in names:
                problems += _rebuilt(law, cursor, name) if name != REGISTER else ()
        count, last = count + len(names), names[-1]
        tell(count)
    with transaction.atomic(using=law.using, durable=True), connections[law.using].cursor() as cursor:
        _clear_strays(cursor)
        _count_pauses(cursor)
        _balance(cursor)
    return problems


def _names(using: str, last: str) -> list[str]:
    rows = some(
        using, f"SELECT DISTINCT stream FROM record_event WHERE stream > %s ORDER BY stream LIMIT {BATCH}", [last]
    )
    return [name for (name,) in rows]


def _rebuilt(law: Law, cursor: Any, stream: str) -> Sequence[Problem]:
    locked, register, _ = tables.lock(cursor, stream, "")
    cursor.execute(f"SELECT {EVENT} FROM record_event WHERE stream = %s ORDER BY seq", [stream])
    try:
        done = list(steps(stream, [Stored(*row[1:]) for row in cursor.fetchall()]))
    except BadInput as wrong:
        return wrong.problems
    _write(law, cursor, locked, register.pauses, done)
    return ()


def _write(law: Law, cursor: Any, locked: tables.Locked, pauses: int, done: Sequence[Step]) -> None:
    stream, last = locked.stream, done[-1]
    view = projections.view(stream, last.after, store.court(law, pauses), head_of(last.row), pauses)
    for table in VIEWS:
        cursor.execute(f"DELETE FROM {table} WHERE stream = %s", [stream])
    source, _, case_id = stream.partition(":")
    cursor.execute("UPDATE record_case SET source = %s, case_id = %s WHERE stream = %s", [source, case_id, stream])
    tables.show(cursor, [tables.shown(stream, view, replace(locked, deadlines=""), ())])
    ever = {row for step in done for row in projections.party_rows(stream, step.after)}
    rulings = [
        row
        for step in done
        for row in projections.ruling_rows(stream, step.before, [step.recorded], [head_of(step.row)])
    ]
    tables.insert(cursor, "record_party", PARTY_COLUMNS, sorted(ever), " ON CONFLICT DO NOTHING")
    tables.show_rulings(cursor, rulings)


def _clear_strays(cursor: Any) -> None:
    for table in ("record_case", *VIEWS):
        cursor.execute(f"DELETE FROM {table} WHERE stream NOT IN (SELECT stream FROM record_event WHERE seq = 1)")


def _count_pauses(cursor: Any) -> None:
    cursor.execute(
        "UPDATE record_register SET pauses_seq = (SELECT COUNT(*) FROM record_event WHERE stream = %s) WHERE id = 1",
        [REGISTER],
    )


def _balance(cursor: Any) -> None:
    """Every account is the sum of its entries, and what its name says it is."""
    if cursor.db.vendor == "postgresql":
        cursor.execute("LOCK TABLE record_account IN EXCLUSIVE MODE")
    cursor.execute("DELETE FROM record_account")
    cursor.execute(f"{_SUMS} ORDER BY account")
    while rows := cursor.fetchmany(BATCH):
        with cursor.db.cursor() as writing:
            tables.insert(
                writing,
                "record_account",
                ACCOUNT_COLUMNS,
                [begun(account_named(name), int(total)) for name, total in rows],
            )
