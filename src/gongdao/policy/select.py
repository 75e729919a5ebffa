"""Which version of a family governs a case: a rule of the family itself (CV-11, TB-92, JD-54)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from gongdao.kernel.errors import Refused
from gongdao.policy.pack import Version


def select(versions: Iterable[Version], at: datetime, zone: str) -> Version:
    """Give the version in force at an instant; of two in force the later one, which stands on top of the other.

    The day is that of the zone; of the instant's own offset where days are those of the start (CV-21).

    :raises Refused: no version was in force then.
    """
    day = (at if zone == "start" else at.astimezone(ZoneInfo(zone))).date()
    known = tuple(versions)
    in_force = [v for v in known if v.since <= day and (v.until is None or day < v.until)]
    if not in_force:
        first = min(v.since for v in known)
        raise Refused("no-version-in-force", at=at.isoformat(), first=first.isoformat())
    return max(in_force, key=lambda v: v.since)
