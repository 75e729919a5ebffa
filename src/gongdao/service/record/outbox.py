"""What is to leave the house, written in the same transaction as what it tells of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from gongdao.case.codec import encode
from gongdao.case.court import Court
from gongdao.case.decider import Event, Recorded, evolve
from gongdao.case.notices import Notice, notices
from gongdao.case.payments import LegHeld, LegSent, leg_of
from gongdao.case.state import Case
from gongdao.kernel.digest import plain
from gongdao.ledger.execution import Payment, State
from gongdao.service.record.journal import key_of
from gongdao.service.record.projections import CURRENCY, Row
from gongdao.service.record.stream import Head
from gongdao.service.record.tables import insert

COLUMNS = ("stream", "seq", "kind", "key", "body", "created_at", "next_try_at", "attempts", "last_error")
NOTICE, MONEY = "notice", "money.execute"


def rows_of(
    stream: str, before: Case, events: Sequence[Recorded], after: Case, court: Court, head: Head
) -> list[Row]:  # fmt: skip
    """Give the notices of new events and the payments they ask for, each with the end of the case's chain."""
    happened = [recorded.event for recorded in events]
    told = notices(before, happened, after, court)
    written = {seq: encode(happened[seq - before.seq - 1]) for seq in {it.seq for it in told}}
    rows = [_notice_row(stream, head, number, it, written[it.seq]) for number, it in enumerate(told, 1)]
    return rows + [payment_row(stream, head, seq, leg) for seq, leg in asked(before, happened)]


def put(cursor: Any, rows: Sequence[Row]) -> None:
    """Write what is to leave the house."""
    insert(cursor, "record_outbox", COLUMNS, rows)


def asked(case: Case, events: Sequence[Event]) -> Iterator[tuple[int, Payment]]:
    """Give the payments that the marketplace is now to be asked for: the new ones, and those that are tried again."""
    if not any(isinstance(event, LegHeld | LegSent) for event in events):
        return
    for event in events:
        name = _asked_leg(case, event)
        case = evolve(case, event)
        if name:
            yield case.seq, leg_of(case, name)


def _asked_leg(case: Case, event: Event) -> str:
    match event:
        case LegHeld(leg=name):
            return name
        case LegSent(leg=name) if leg_of(case, name).state is State.FAILED:
            return name
        case _:
            return ""


def payment_row(stream: str, head: Head, seq: int, leg: Payment) -> Row:
    """Give what asks for a payment; however often that happens, the marketplace knows it by one name."""
    name = key_of(stream, leg.key)
    what = {"payment": name, "leg": leg.id, "source": str(leg.source), "to": str(leg.to), "debt": leg.debt}
    chain = {"stream": stream, "seq": head.seq, "digest": head.digest}
    body = plain({**what, "amount": leg.held, "currency": CURRENCY, "head": chain})
    return (stream, seq, MONEY, f"{name}/{leg.attempts or 1}", body, head.recorded_at, head.recorded_at, 0, "")


def _notice_row(stream: str, head: Head, number: int, notice: Notice, event: dict[str, Any]) -> Row:
    body = plain(
        {
            "to": notice.to,
            "about": notice.about,
            "deadline": notice.deadline,
            "due": notice.due.isoformat() if notice.due else None,
            "effect": notice.effect,
            "seq": notice.seq,
            "event": event,
            "head": {"stream": stream, "seq": head.seq, "digest": head.digest},
        }
    )
    key = f"{stream}/{head.seq}/{number}/{seal(body)}"
    return (stream, notice.seq, NOTICE, key, body, head.recorded_at, head.recorded_at, 0, "")


def seal(body: str) -> str:
    """Give the part of a notice's key that shows whether its text is as it was written."""
    return sha256(body.encode()).hexdigest()[:16]
