"""Lets time pass in the demo's marketplace: what falls due on the way is written at its instant, payments are made."""

from __future__ import annotations

from collections.abc import Collection
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
    with connection.cursor() as cursor:
        cursor.execute("SELECT MIN(wake) FROM record_case WHERE wake IS NOT NULL")
        (wake,) = cursor.fetchone()
    return read(wake) if wake is not None else None
