"""Which days are worked, and when a period that is counted in one of the six units ends."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text, nearest
from gongdao.kernel.units import (
    DAY_UNITS,
    UNITS,
    Days,
    Pauses,
    add_months,
    count_days,
    fixed,
    midnight,
    paused_days,
    run,
    serve,
    zone_of,
)

WEEKEND = Text("周末", "weekend")
STATUTORY = Text("法定节假日", "public holiday")


@dataclass(frozen=True, slots=True)
class Notice:
    """The act that fixed the days of a year: its number or title, its day and how we know of it."""

    name: str
    on: str
    trust: str


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The working days of a country; ``first`` to ``last`` are the days of its published years."""

    id: str
    first: date
    last: date
    working: tuple[int, ...]
    free: Mapping[date, Text]
    worked: frozenset[date]
    notices: Mapping[int, tuple[Notice, ...]]
    weekend: frozenset[int]

    def is_working(self, day: date) -> bool:
        """Whether people work on ``day``."""
        at = bisect_left(self.working, day.toordinal())
        return at < len(self.working) and self.working[at] == day.toordinal()

    def is_published(self, day: date) -> bool:
        """Whether a notice fixed the year of ``day``; else only the statutory days of every year are known."""
        return self.first <= day <= self.last

    def add_working_days(self, day: date, n: int) -> date:
        """The ``n``-th working day after ``day``; ``day`` itself for 0.

        :raises Refused: the calendar does not reach so far.
        """
        return self._at(day, bisect_right(self.working, day.toordinal()) + n - 1) if n else day

    def next_working(self, day: date) -> date:
        """``day`` if it is worked, else the first working day after it.

        :raises Refused: the calendar does not reach so far.
        """
        return self._at(day, bisect_left(self.working, day.toordinal()))

    def count_working(self, first: date, last: date) -> int:
        """How many working days lie from ``first`` to ``last``, both included."""
        return max(0, bisect_right(self.working, last.toordinal()) - bisect_left(self.working, first.toordinal()))

    def why_free(self, day: date) -> Text | None:
        """Why nobody works on ``day``; None on a working day."""
        if self.is_working(day):
            return None
        return self.free.get(day) or (WEEKEND if day.weekday() in self.weekend else STATUTORY)

    def _at(self, day: date, index: int) -> date:
        first, last = self.working[0], self.working[-1]
        if day.toordinal() < first or index >= len(self.working):
            details = {"first": date.fromordinal(first), "last": date.fromordinal(last)}
            raise Refused("calendar-range", calendar=self.id, **details)
        return date.fromordinal(self.working[index])


@dataclass(frozen=True, slots=True)
class Due:
    """When a period ends: an act is in time if and only if it is before ``at`` (CV-1).

    ``provisional``: a day was counted of a year whose notice is not published. ``rolled``: the last day was free.
    """

    at: datetime
    provisional: bool = False
    rolled: bool = False


def due(
    start: datetime,
    n: int,
    unit: str,
    *,
    zone: str,
    calendar: Calendar | None = None,
    roll: bool = False,
    pauses: Pauses = (),
) -> Due:
    """When ``n`` units after ``start`` are over, counted in ``zone`` (none: the offset of the start, CV-21).

    In a pause the clock stands still: hours (of service) run on after it, a day that it touches does not count.

    :raises Refused: the start has no offset, the period is negative or too long, the unit or zone unknown, hours were
        to roll, or a calendar is needed and none was given.
    """
    _check(start, n, unit, calendar, roll)
    tz = zone_of(zone, start)
    try:
        if unit in DAY_UNITS:
            return _days(start, n, unit, tz, calendar, roll, pauses)
        return Due(fixed(_hours(start, n, unit, tz, pauses), tz))
    except (OverflowError, ValueError) as error:
        raise Refused("period-too-long", n=n, unit=unit) from error


def _check(start: datetime, n: int, unit: str, calendar: Calendar | None, roll: bool) -> None:
    if unit not in UNITS:
        raise Refused("unit-unknown", unit=unit, nearest=nearest(unit, UNITS) or UNITS)
    if start.utcoffset() is None:
        raise Refused("instant-without-offset", instant=start)
    if n < 0:
        raise Refused("period-negative", n=n)
    if roll and unit not in DAY_UNITS:
        raise Refused("hours-never-roll", unit=unit)
    if calendar is None and (roll or unit == "working_day"):
        raise Refused("calendar-needed", unit=unit)


def _hours(start: datetime, n: int, unit: str, zone: tzinfo, pauses: Pauses) -> datetime:
    if unit == "jd_service_hour":
        return serve(start, n, zone, pauses)
    if unit == "next_midnight_hour":
        start = midnight(start.astimezone(zone).date() + timedelta(days=1), zone)
    return run(start, timedelta(hours=n), pauses)


def _days(
    start: datetime, n: int, unit: str, zone: tzinfo, calendar: Calendar | None, roll: bool, pauses: Pauses
) -> Due:
    day = start.astimezone(zone).date()
    paused = paused_days(pauses, zone)
    if unit == "working_day" and calendar:
        last = count_days(day, lambda extra: calendar.add_working_days(day, n + extra), calendar.count_working, paused)
        asked = [min(day + timedelta(days=1), last), last]
    else:
        end = add_months(day, n) if unit == "month" else day + timedelta(days=n)
        last = count_days(day, lambda extra: end + timedelta(days=extra), _length, paused)
        asked = []
    ends = _roll(last, calendar, paused) if roll and calendar else last
    asked += [last, ends] if roll else []
    provisional = calendar is not None and not all(calendar.is_published(it) for it in asked)
    return Due(fixed(midnight(ends + timedelta(days=1), zone), zone), provisional, ends != last)


def _roll(day: date, calendar: Calendar, paused: Days) -> date:
    """The first working day from ``day`` on on which no clock stands still (CV-5)."""
    rolled = calendar.next_working(day)
    for first, last in paused:
        if first <= rolled <= last:
            rolled = calendar.next_working(last + timedelta(days=1))
    return rolled


def _length(first: date, last: date) -> int:
    return (last - first).days + 1
