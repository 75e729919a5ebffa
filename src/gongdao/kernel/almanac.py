"""Reads a calendar file: which days of which years are free or worked, and by which notice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from gongdao.kernel.calendar import Calendar, Notice
from gongdao.kernel.errors import Place, Problem
from gongdao.kernel.source import Node, key_place
from gongdao.kernel.text import Text, nearest

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

# Years around the published ones in which days can be counted, provisionally.
_YEARS_BEFORE = 15
_YEARS_AFTER = 60

_KEYS = {
    "": ("calendar", "zh", "en", "note", "weekend", "unpublished", "years"),
    "unpublished": ("every_year", "days"),
    "year": ("notices", "free", "worked"),
    "notices": ("notice", "on", "trust"),
    "free": ("zh", "en", "first", "last"),
}


def read_calendar(node: Node) -> tuple[Calendar | None, list[Problem]]:
    """The calendar that a file holds and what is wrong with the file; None where something is."""
    problems: list[Problem] = []
    top = _mapping(node, "", problems)
    weekend = frozenset(_weekday(day, problems) for day in _items(top.get("weekend"), problems))
    years = {_year(key, node, problems): _mapping(year, "year", problems) for key, year in _years(top, problems)}
    unpublished = _mapping(top["unpublished"], "unpublished", problems) if "unpublished" in top else {}
    yearly = frozenset(_month_day(item, problems) for item in _items(unpublished.get("every_year"), problems))
    foreseen = frozenset(_date(item, problems) for item in _items(unpublished.get("days"), problems))
    free = {day: why for year in years.values() for day, why in _free(year, problems)}
    worked = frozenset(
        _date(item, problems) for year in years.values() for item in _items(year.get("worked"), problems)
    )
    notices = {number: _notices(year, problems) for number, year in years.items()}
    for day in sorted(worked & free.keys()):
        problems.append(Problem("calendar-free-and-worked", _at(node), {"day": day}))
    if sorted(years) != list(range(min(years, default=0), max(years, default=-2) + 1)):
        problems.append(Problem("calendar-years", _at(node), {"years": sorted(years)}))
    if problems:
        return None, problems
    first, last = date(min(years), 1, 1), date(max(years), 12, 31)
    working = tuple(_working(first, last, weekend, free.keys(), worked, yearly, foreseen))
    name = str(top["calendar"].value) if "calendar" in top else ""
    return Calendar(name, first, last, working, free, worked, notices, weekend), []


def _working(
    first: date,
    last: date,
    weekend: frozenset[int],
    free: Any,
    worked: frozenset[date],
    yearly: frozenset[tuple[int, int]],
    foreseen: frozenset[date],
) -> Iterator[int]:
    """Every working day as a number, from some years before the published ones to many after."""
    start = date(first.year - _YEARS_BEFORE, 1, 1)
    end = date(last.year + _YEARS_AFTER, 12, 31)
    statutory = {
        date(year, month, day).toordinal()
        for year in range(start.year, end.year + 1)
        if not first.year <= year <= last.year
        for month, day in yearly
    }
    closed = {day.toordinal() for day in free} | {day.toordinal() for day in foreseen} | statutory
    opened = {day.toordinal() for day in worked}
    for number in range(start.toordinal(), end.toordinal() + 1):
        if number in opened or ((number - 1) % 7 not in weekend and number not in closed):
            yield number


def _free(year: dict[str, Node], problems: list[Problem]) -> Iterator[tuple[date, Text]]:
    for node in _items(year.get("free"), problems):
        span = _mapping(node, "free", problems)
        if missing := [key for key in ("zh", "en", "first") if key not in span]:
            problems.append(Problem("calendar-missing", _at(node), {"keys": missing}))
            continue
        first = _date(span["first"], problems)
        last = _date(span["last"], problems) if "last" in span else first
        name = Text(str(span["zh"].value), str(span["en"].value))
        if not 0 <= (last - first).days < 60:
            problems.append(Problem("calendar-span", _at(node), {"first": first, "last": last}))
            continue
        for number in range((last - first).days + 1):
            yield first + timedelta(number), name


def _notices(year: dict[str, Node], problems: list[Problem]) -> tuple[Notice, ...]:
    found = []
    for node in _items(year.get("notices"), problems):
        notice = {key: str(child.value) for key, child in _mapping(node, "notices", problems).items()}
        found.append(Notice(notice.get("notice", ""), notice.get("on", ""), notice.get("trust", "")))
    return tuple(found)


def _years(top: dict[str, Node], problems: list[Problem]) -> list[tuple[str, Node]]:
    if "years" not in top or not isinstance(top["years"].value, dict):
        problems.append(Problem("calendar-missing", _at(top["years"]) if "years" in top else None, {"keys": ["years"]}))
        return []
    return list(top["years"].value.items())


def _mapping(node: Node, kind: str, problems: list[Problem]) -> dict[str, Node]:
    if not isinstance(node.value, dict):
        problems.append(Problem("calendar-mapping", _at(node)))
        return {}
    for key in node.value.keys() - set(_KEYS[kind]):
        details = {"key": key, "nearest": nearest(key, _KEYS[kind]) or _KEYS[kind]}
        problems.append(Problem("calendar-key", key_place(node, (key,)), details))
    return node.value


def _items(node: Node | None, problems: list[Problem]) -> list[Node]:
    if node is None or node.value is None:
        return []
    if not isinstance(node.value, list):
        problems.append(Problem("calendar-list", _at(node)))
        return []
    return node.value


def _date(node: Node, problems: list[Problem]) -> date:
    try:
        return date.fromisoformat(str(node.value))
    except ValueError:
        problems.append(Problem("calendar-date", _at(node), {"value": node.value}))
        return date.min


def _month_day(node: Node, problems: list[Problem]) -> tuple[int, int]:
    try:
        day = date.fromisoformat(f"2001-{node.value}")
    except ValueError:
        problems.append(Problem("calendar-month-day", _at(node), {"value": node.value}))
        return 1, 1
    return day.month, day.day


def _weekday(node: Node, problems: list[Problem]) -> int:
    if node.value not in WEEKDAYS:
        details = {"value": node.value, "nearest": nearest(str(node.value), WEEKDAYS) or WEEKDAYS}
        problems.append(Problem("calendar-weekday", _at(node), details))
        return 0
    return WEEKDAYS.index(node.value)


def _year(key: str, node: Node, problems: list[Problem]) -> int:
    if len(key) == 4 and key.isascii() and key.isdigit() and key > "1900":
        return int(key)
    problems.append(Problem("calendar-year", key_place(node, ("years", key)), {"value": key}))
    return 1


def _at(node: Node) -> Place:
    return Place(node.file, node.line, node.column)
