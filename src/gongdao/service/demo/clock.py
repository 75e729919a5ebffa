"""Lets time pass in the demo's marketplace: what falls due on the way is written at its instant, payments are made."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from gongdao.service.installation import go_forward, now
from gongdao.service.record.instants import read
from gongdao.service.record.law import Law
from gongdao.service.record.outbox import MONEY
from gongdao.service.work import sending
from gongdao.service.work.clerk import sweep
from gongdao.service.work.courier import Answer, Parcel, Send, deliver

# A clock that is put off by what it does itself would never end.
MOST_WAKES = 500


@dataclass(frozen=True, slots=True)
class Due:
    """When something falls due, and in which case."""

    at: datetime
    stream: str
    number: str


def pass_time(law: Law, until: datetime, unpaid: Collection[str] = ()) -> None:
    """Move the clock on to an instant, from one thing that falls due to the next."""
    for _ in range(MOST_WAKES):
        wake = next_wake()
        if wake is None or wake > until:
            break
        go_forward(wake)
        carry_out(law, unpaid)
    go_forward(until)


def carry_out(law: Law, unpaid: Collection[str] = ()) -> None:
    """Write what is due now and make the payments that follow from it, but for those of some cases."""
    sweep(law, now())
    while deliver(law, at := now(), _but(unpaid, sending.sender(law, at))).sent:
        pass


def _but(unpaid: Collection[str], send: Send) -> Send:
    def sent(parcel: Parcel) -> Answer | None:
        return None if parcel.kind == MONEY and parcel.stream in unpaid else send(parcel)

    return sent


def next_wake() -> datetime | None:
    """Give when the next thing falls due in any case; None where nothing does."""
    found = next_due()
    return found.at if found else None


def next_due() -> Due | None:
    """Give the case in which the next thing falls due; None where nothing does."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT wake, stream, case_id FROM record_case WHERE wake IS NOT NULL ORDER BY wake, stream LIMIT 1"
        )
        row = cursor.fetchone()
    return Due(read(row[0]), row[1], row[2]) if row else None


def cases_of(orders: Collection[str]) -> dict[str, str]:
    """Give the stream of the latest case about each of these orders."""
    if not orders:
        return {}
    marks = ", ".join(["%s"] * len(orders))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT order_id, stream FROM record_case WHERE order_id IN ({marks}) ORDER BY opened_at", list(orders)
        )
        return dict(cursor.fetchall())
