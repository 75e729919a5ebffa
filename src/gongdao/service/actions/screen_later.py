"""Notes what is to be screened again; the rounds of the courier take it from there (`gongdao.service.work.nightly`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.db import connection

from gongdao.telling.instants import HOME

# What a signal of the watch is about, and the first word of a subject of `market_screening`.
SHOP, BUYER, NIGHT = "shop", "buyer", "night"
# When the night's work begins, in Beijing.
NIGHTLY = time(3, 30)
_ROW = "(%s, %s, %s)"
_NOTE = (
    "INSERT INTO market_screening (source, subject, due_at) VALUES {} ON CONFLICT (source, subject)"
    " DO UPDATE SET due_at = excluded.due_at WHERE market_screening.due_at > excluded.due_at"
)


def look_again(source: str, subjects: Sequence[str], at: datetime) -> None:
    """Have some shops (``shop:`` and a key) and buyers (``buyer:`` and a person) screened again; one statement.

    From then on the whole marketplace is screened every night.
    """
    wanted = {**dict.fromkeys(subjects, at), NIGHT: next_night(at)}
    rows = [(source, subject, connection.ops.adapt_datetimefield_value(due)) for subject, due in wanted.items()]
    with connection.cursor() as cursor:
        cursor.execute(_NOTE.format(", ".join([_ROW] * len(rows))), [it for row in rows for it in row])


def next_night(at: datetime) -> datetime:
    """Give the next time at which everything is screened."""
    tonight = datetime.combine(at.astimezone(HOME).date(), NIGHTLY, HOME)
    return tonight if tonight > at else tonight + timedelta(days=1)
