"""How disputes of a kind ended before: how many, how often for the buyer, with the range of chance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt
from typing import Any

from django.db import connection

from gongdao.service.queries.kept_answers import kept
from gongdao.service.record.instants import stored

DAYS, FRESH = 180, timedelta(hours=1)
# How far an observed share may be from the true one, 19 times out of 20.
Z = 1.959964
_READ = (
    "SELECT COUNT(*), SUM(CASE WHEN f.winner IS NULL THEN 0 ELSE 1 END),"
    " SUM(CASE WHEN f.winner IN ('buyer', 'split') THEN 1 ELSE 0 END) FROM record_case c"
    " LEFT JOIN record_ruling f ON f.stream = c.stream AND f.number ="
    " (SELECT MAX(r.number) FROM record_ruling r WHERE r.stream = c.stream)"
    " WHERE c.closed_at >= %s AND c.reason = %s AND c.platform = %s"
)


@dataclass(frozen=True, slots=True)
class Alike:
    """Disputes of one reason closed in the last half year: all, those ruled on, and those found for the buyer."""

    days: int
    closed: int
    ruled: int
    for_buyer: int


def alike(reason: str, platform: str, now: datetime) -> Alike:
    """Give how disputes for a reason ended; at most an hour old. One indexed read where it is known."""
    body = kept({"what": "alike", "reason": reason, "platform": platform}, now, lambda: _made(reason, platform, now))
    return Alike(DAYS, body["closed"], body["ruled"], body["for_buyer"])


def _made(reason: str, platform: str, now: datetime) -> tuple[dict[str, Any], datetime]:
    with connection.cursor() as cursor:
        cursor.execute(_READ, [stored(now - timedelta(days=DAYS)), reason, platform])
        closed, ruled, for_buyer = cursor.fetchone()
    return {"closed": closed, "ruled": int(ruled or 0), "for_buyer": int(for_buyer or 0)}, now + FRESH


def share_range(part: int, whole: int) -> tuple[float, float]:
    """Give the range in which the true share lies, 19 times out of 20, by Wilson's interval; of nothing, everything."""
    if not whole:
        return 0.0, 1.0
    share, spread = part / whole, Z * Z / whole
    middle = (share + spread / 2) / (1 + spread)
    half = Z * sqrt(share * (1 - share) / whole + spread / (4 * whole)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)
