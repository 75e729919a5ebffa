"""How a period was counted, step by step, so that a person can count it again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from gongdao.kernel.calendar import WEEKEND, Calendar, Due
from gongdao.kernel.text import Text
from gongdao.kernel.units import (
    DAY_UNITS,
    SERVICE_LASTS,
    SERVICE_OPENS,
    Days,
    Pauses,
    joined,
    midnight,
    paused_days,
    zone_of,
)

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Step:
    """Days (or instants, for hours) that were treated alike.

    ``kind``: ``start`` does not count; ``counted``; ``weekends`` is counted but for the weekends in it; ``made_up`` is
    counted though it is a weekend; ``free`` and ``paused`` do not count; ``rolled`` is free at the end of a statutory
    period; ``ends`` is the day after it; ``midnight`` and ``open`` are when hours begin to run and when they ran.
    """

    kind: str
    first: date
    last: date
    days: int = 0
    why: Text | None = None


def steps(
    start: datetime, due: Due, unit: str, *, zone: str, calendar: Calendar | None, pauses: Pauses, nominal: Due
) -> list[Step]:
    """The steps from ``start`` to ``due``; ``nominal`` is the due instant without rolling."""
    tz = zone_of(zone, start)
    if unit not in DAY_UNITS:
        return list(_hours(start.astimezone(tz), due.at.astimezone(tz), unit, tz, pauses))
    day = start.astimezone(tz).date()
    end, last = _last_day(due), _last_day(nominal)
    by = calendar if unit == "working_day" else None
    paused = paused_days(pauses, tz)
    walked = [_step(day + timedelta(n), by, paused) for n in range(1, (last - day).days + 1)]
    if calendar and last < end:
        walked += [_rolled(last + timedelta(n), calendar, paused) for n in range((end - last).days)]
        walked.append(Step("ends", end, end, 1))
    return [Step("start", day, day), *_merged(_grouped(walked))]


def _last_day(due: Due) -> date:
    return (due.at - timedelta.resolution).date()


def _step(day: date, calendar: Calendar | None, paused: Days) -> Step:
    if any(first <= day <= last for first, last in paused):
        return Step("paused", day, day)
    why = calendar.why_free(day) if calendar else None
    if why:
        return Step("free", day, day, 0, why)
    made_up = calendar is not None and day.weekday() in calendar.weekend
    return Step("made_up" if made_up else "counted", day, day, 1)


def _rolled(day: date, calendar: Calendar, paused: Days) -> Step:
    step = _step(day, calendar, paused)
    return replace(step, kind="rolled" if step.kind == "free" else step.kind)


def _grouped(walked: list[Step]) -> list[Step]:
    groups: list[Step] = []
    for step in walked:
        before = groups[-1] if groups else None
        if before and (before.kind, before.why) == (step.kind, step.why):
            groups[-1] = replace(before, last=step.last, days=before.days + step.days)
        else:
            groups.append(step)
    return groups


def _merged(groups: list[Step]) -> list[Step]:
    """Counted days on both sides of a plain weekend become one step."""
    merged: list[Step] = []
    for step in groups:
        if step.kind == "counted" and len(merged) > 1 and _is_weekend(merged[-1]) and _counts(merged[-2]):
            merged.pop()
            before = merged.pop()
            step = Step("weekends", before.first, step.last, before.days + step.days)
        merged.append(step)
    return merged


def _is_weekend(step: Step) -> bool:
    return step.kind == "free" and step.why == WEEKEND


def _counts(step: Step) -> bool:
    return step.kind in ("counted", "weekends")


def _hours(start: datetime, end: datetime, unit: str, zone: tzinfo, pauses: Pauses) -> Iterator[Step]:
    begins = start
    if unit == "next_midnight_hour":
        begins = midnight(start.date() + _DAY, zone).astimezone(zone)
        yield Step("midnight", begins, begins)
    stops = [(max(a, begins).astimezone(zone), b.astimezone(zone)) for a, b in joined(pauses) if a < end and b > begins]
    spans = _windows(start, end) if unit == "jd_service_hour" else [(begins, end)]
    marks = [Step("paused", first, last) for first, last in stops]
    marks += [Step("open", first, last) for span in spans for first, last in _without(span, stops)]
    yield from sorted(marks, key=lambda step: (step.first, step.last))


def _windows(start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    day = start.replace(hour=0, minute=0, second=0, microsecond=0)
    while day < end:
        first, last = max(start, day + SERVICE_OPENS), min(end, day + SERVICE_OPENS + SERVICE_LASTS)
        if first < last:
            yield first, last
        day += _DAY


def _without(
    span: tuple[datetime, datetime], stops: list[tuple[datetime, datetime]]
) -> Iterator[tuple[datetime, datetime]]:
    first, end = span
    for begin, until in stops:
        if begin >= end or until <= first:
            continue
        if first < begin:
            yield first, begin
        first = until
    if first < end:
        yield first, end
