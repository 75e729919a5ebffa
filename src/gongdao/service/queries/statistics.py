"""The public figures of a month: how many cases were closed, who won, how fast, how often the platform erred."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection

from gongdao.service.queries.kept_answers import kept
from gongdao.service.record.instants import read, stored
from gongdao.telling.instants import HOME

FRESH = timedelta(hours=1)
FIRST = date(2015, 1, 1)
_HAS = "EXISTS (SELECT 1 FROM record_event e WHERE e.stream = c.stream AND e.type = '{}')"
_AGREED = (
    "EXISTS (SELECT 1 FROM record_event e WHERE e.stream = c.stream"
    " AND e.type IN ('RefundAgreed', 'ReturnAgreed', 'OfferAccepted'))"
)
_LATE = (
    "EXISTS (SELECT 1 FROM record_event e WHERE e.stream = c.stream AND e.type = 'DeadlinePassed'"
    " AND e.body LIKE '%%\"escalate\"%%')"
)
_CASES = (
    f"SELECT c.opened_at, c.closed_at, c.round, a.winner, z.winner, {_HAS.format('JuryOpened')}, {_AGREED}, {_LATE},"
    f" {_HAS.format('StaffErrorNoted')}, {_HAS.format('ClericalErrorCorrected')} FROM record_case c"
    " LEFT JOIN record_ruling a ON a.stream = c.stream AND a.number = 1 LEFT JOIN record_ruling z"
    " ON z.stream = c.stream AND z.number = (SELECT MAX(r.number) FROM record_ruling r WHERE r.stream = c.stream)"
    " WHERE c.closed_at >= %s AND c.closed_at < %s AND c.reason <> ''"
)
_MONEY = (
    "SELECT COALESCE(SUM(e.amount), 0) FROM record_entry e JOIN record_case c ON c.stream = e.stream"
    " WHERE c.closed_at >= %s AND c.closed_at < %s AND e.amount > 0 AND e.account LIKE 'buyer%%'"
    " AND e.account NOT LIKE '%%>%%'"
)
_ANCHOR = "SELECT day, root FROM record_anchor WHERE day < %s ORDER BY day DESC LIMIT 1"
WAYS = ("settled", "staff", "jury", "appealed")


@dataclass(frozen=True, slots=True)
class Month:
    """The figures of the cases closed in a month; money in minor units.

    ``won`` counts the last rulings by winner, ``times`` are days from the request to the end by way: the number of
    cases, the fastest tenth, the median and the slowest tenth. ``anchor`` is the day and root of the last seal.
    """

    first: date
    ends: date
    closed: int
    money: int
    settled: int
    ruled: int
    appealed: int
    changed: int
    late: int
    staff_errors: int
    slips: int
    won: dict[str, int]
    times: dict[str, tuple[int, float, float, float]]
    anchor: tuple[str, str]
    made_at: datetime


def month_of(text: str, now: datetime) -> date:
    """Give the first day of the month that ``2026-10`` names; of this one where it names none that has begun."""
    this = now.astimezone(HOME).date().replace(day=1)
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return this
    return found if FIRST <= found <= this else this


def month(first: date, now: datetime) -> Month:
    """Give the figures of a month, at most an hour old. One indexed read where they are known."""
    ends = (first + timedelta(days=31)).replace(day=1)
    body = kept({"what": "statistics", "month": first.isoformat()}, now, lambda: (_made(first, ends, now), now + FRESH))
    times = {way: (n, low, middle, high) for way, (n, low, middle, high) in body.pop("times").items()}
    anchor, made = tuple(body.pop("anchor")), datetime.fromisoformat(body.pop("made_at"))
    return Month(first, ends, **body, times=times, anchor=(anchor[0], anchor[1]), made_at=made)


def _made(first: date, ends: date, now: datetime) -> dict[str, Any]:
    since, until = (stored(datetime.combine(day, time(), HOME)) for day in (first, ends))
    with connection.cursor() as cursor:
        cursor.execute(_CASES, [since, until])
        rows = cursor.fetchall()
        cursor.execute(_MONEY, [since, until])
        money = int(cursor.fetchone()[0])
        cursor.execute(_ANCHOR, [ends.isoformat()])
        anchor = cursor.fetchone() or ("", "")
    return {**_counted(rows), "money": money, "anchor": list(anchor), "made_at": now.isoformat()}


def _counted(rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    spans = dict[str, list[float]]()
    for opened, closed, round_, first, _, jury, agreed, *_ in rows:
        way = _way(round_, first, bool(jury), bool(agreed))
        if way and opened:
            spans.setdefault(way, []).append((read(closed) - read(opened)).total_seconds() / 86400)
    won = Counter(row[4] for row in rows if row[4] is not None)
    return {
        "closed": len(rows),
        "settled": sum(bool(row[6]) and row[3] is None for row in rows),
        "ruled": sum(won.values()),
        "appealed": sum(row[2] > 0 for row in rows),
        "changed": sum(row[2] > 0 and row[3] != row[4] for row in rows),
        "late": sum(map(bool, (row[7] for row in rows))),
        "staff_errors": sum(map(bool, (row[8] for row in rows))),
        "slips": sum(map(bool, (row[9] for row in rows))),
        "won": dict(won),
        "times": {way: [len(days), *_tenths(sorted(days))] for way, days in spans.items()},
    }


def _way(round_: int, first: str | None, jury: bool, agreed: bool) -> str:
    if round_ > 0:
        return "appealed"
    if first is None:
        return "settled" if agreed else ""
    return "jury" if jury else "staff"


def _tenths(values: Sequence[float]) -> tuple[float, float, float]:
    return values[len(values) // 10], values[len(values) // 2], values[-1 - len(values) // 10]
