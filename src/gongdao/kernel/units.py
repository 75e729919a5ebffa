"""The clocks that periods run on: absolute hours, service hours, months, and what pauses take away from each."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gongdao.kernel.errors import Refused

UNITS = ("hour", "civil_day", "working_day", "month", "next_midnight_hour", "jd_service_hour")
DAY_UNITS = frozenset(("civil_day", "working_day", "month"))

Pauses = Sequence[tuple[datetime, datetime]]
Days = list[tuple[date, date]]

# JD's general rules, article 9: evidence may be supplemented from 09:00 to 18:00 on every calendar day.
SERVICE_OPENS = timedelta(hours=9)
SERVICE_LASTS = timedelta(hours=9)

_DAY = timedelta(days=1)


def zone_of(name: str, start: datetime) -> tzinfo:
    """The zone of that name; without one (or with ``start``) the offset of the start.

    :raises Refused: there is no such zone.
    """
    if name in ("", "start"):
        return timezone(start.utcoffset() or timedelta())
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Refused("zone-unknown", zone=name) from error


def fixed(instant: datetime, zone: tzinfo) -> datetime:
    """The instant with the offset that ``zone`` has then: comparable and the same bytes everywhere."""
    local = instant.astimezone(UTC).astimezone(zone)
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta()), fold=0)


def midnight(day: date, zone: tzinfo) -> datetime:
    """The instant at which ``day`` begins in ``zone``."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def joined(pauses: Pauses) -> list[tuple[datetime, datetime]]:
    """The pauses in order, those that touch made one.

    :raises Refused: a pause ends before it begins, or has no offset.
    """
    stops: list[tuple[datetime, datetime]] = []
    for begin, end in sorted(_checked(pauses)):
        if stops and begin <= stops[-1][1]:
            stops[-1] = (stops[-1][0], max(end, stops[-1][1]))
        elif begin < end:
            stops.append((begin, end))
    return stops


def _checked(pauses: Pauses) -> list[tuple[datetime, datetime]]:
    for begin, end in pauses:
        if begin.utcoffset() is None or end.utcoffset() is None:
            raise Refused("instant-without-offset", instant=begin if begin.utcoffset() is None else end)
        if end < begin:
            raise Refused("pause-reversed", begin=begin, end=end)
    return [(begin.astimezone(UTC), end.astimezone(UTC)) for begin, end in pauses]


def run(start: datetime, length: timedelta, pauses: Pauses) -> datetime:
    """When ``length`` has run since ``start`` on a clock that stands still during every pause."""
    at = start.astimezone(UTC) + length
    for begin, end in joined(pauses):
        begin = max(begin, start)
        if begin < min(end, at):
            at += end - begin
    return at


def serve(start: datetime, hours: int, zone: tzinfo, pauses: Pauses) -> datetime:
    """When so many service hours have run since ``start``; a paused service hour does not run."""
    if not hours:
        return start
    target = _served(start, zone) + timedelta(hours=hours)
    for begin, end in joined(pauses):
        begin = max(begin, start)
        if begin < min(end, _service_ends(target, zone)):
            target += _served(end, zone) - _served(begin, zone)
    return _service_ends(target, zone)


def _served(instant: datetime, zone: tzinfo) -> timedelta:
    """All service time up to ``instant``, counted from the first day there is."""
    local = instant.astimezone(zone).replace(tzinfo=None)
    today = local - datetime.combine(local.date(), time()) - SERVICE_OPENS
    return local.toordinal() * SERVICE_LASTS + min(max(today, timedelta()), SERVICE_LASTS)


def _service_ends(target: timedelta, zone: tzinfo) -> datetime:
    """The first instant at which that much service time is over: 18:00, not 09:00 of the next day."""
    days, rest = divmod(target, SERVICE_LASTS)
    if not rest:
        days, rest = days - 1, SERVICE_LASTS
    local = datetime.combine(date.fromordinal(days), time()) + SERVICE_OPENS + rest
    return local.replace(tzinfo=zone).astimezone(UTC)


def add_months(day: date, n: int) -> date:
    """The day of the same number ``n`` months later, else that month's last day (CV-20)."""
    years, month = divmod(day.month - 1 + n, 12)
    year = day.year + years
    if year > date.max.year:
        raise OverflowError
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def paused_days(pauses: Pauses, zone: tzinfo) -> Days:
    """The days of ``zone`` that a pause touches, as spans in order."""
    spans: Days = []
    for begin, end in joined(pauses):
        first = begin.astimezone(zone).date()
        last = (end - timedelta.resolution).astimezone(zone).date()
        if spans and first <= spans[-1][1] + _DAY:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
        else:
            spans.append((first, last))
    return spans


def count_days(
    day: date,
    advance: Callable[[int], date],
    lost: Callable[[date, date], int],
    paused: Days,
) -> date:
    """The last day of a period that begins after ``day``; a day on which the clock stood still does not count.

    ``advance(extra)`` is the last day when ``extra`` days more are needed, ``lost(first, last)`` how many days that
    would have counted lie in a pause.
    """
    extra = 0
    last = advance(0)
    for first, end in paused:
        first = max(first, day + _DAY)
        if first <= min(end, last):
            extra += lost(first, end)
            last = advance(extra)
    return last
