"""One evaluation while it runs: the values known so far, the clocks, and how an expression gets its value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from gongdao.kernel.calendar import Calendar, Due
from gongdao.policy.code import Code
from gongdao.policy.given import Given, State
from gongdao.policy.kleene import Maybe, Unknown
from gongdao.policy.machine import Machine
from gongdao.policy.pack import Decision, Pack, Param, Rule, Source
from gongdao.policy.settle import Answer
from gongdao.policy.syntax import Expr, Literal

_OPEN = frozenset({Unknown, Maybe})


@dataclass(frozen=True, slots=True)
class Countdown:
    """A deadline as it was computed."""

    decision: Decision
    rule: Rule
    start: datetime
    n: int
    unit: str
    due: Due
    roll: bool
    calendar: str
    effect: str


class Counted(NamedTuple):
    """When a period starts, how many units it has, and when it is due."""

    start: datetime
    n: int
    due: Due


@dataclass(frozen=True, slots=True)
class Poured:
    """What a waterfall was made of: its debts, the sources that may pay up to an amount (None: all), who is owed."""

    debts: tuple[tuple[str, int], ...]
    sources: tuple[tuple[Source, int | None], ...]
    to: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything the pack answers about one dispute, closed or open."""

    pack: Pack
    given: Given
    closed: bool
    values: Mapping[str, object]
    params: Mapping[str, object]
    states: Mapping[str, State]
    answers: Mapping[str, Answer]
    countdowns: Mapping[str, Countdown]
    shortfalls: Mapping[str, int]
    poured: Mapping[str, Poured]


@dataclass(slots=True)
class Work:
    """An evaluation while it runs; ``code`` is for what is asked just now, ``unknown`` all names that are open."""

    pack: Pack
    given: Given
    closed: bool
    calendars: Mapping[str, Calendar]
    machine: Machine
    code: Code | None
    assumed: Mapping[str, bool] = field(default_factory=dict)
    params: Mapping[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    states: dict[str, State] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    counted: dict[str, Counted] = field(default_factory=dict)
    countdowns: dict[str, Countdown] = field(default_factory=dict)
    shortfalls: dict[str, int] = field(default_factory=dict)
    poured: dict[str, Poured] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)


class Params(dict[str, object]):
    """The parameters in force, each looked up by its clock when it is first asked for."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self.work = work

    def __missing__(self, name: str) -> object:
        value = param_on(self.work.pack.params[name], day_of(self.work, self.work.pack.params[name].clock))
        self[name] = value
        return value


def param_on(param: Param, day: date) -> object:
    """Give a parameter's value on a day; before its first date the first value stands."""
    value = param.values[0][1]
    for since, later in param.values:
        if since <= day:
            value = later
    return value


def zone_of(pack: Pack) -> ZoneInfo | None:
    """Give the zone days are counted in; None where it is the offset of the start (CV-21)."""
    return None if pack.zone == "start" else ZoneInfo(pack.zone)


def day_in(pack: Pack, at: date) -> date:
    """Give the day of an instant where the pack counts days; a day is its own."""
    if not isinstance(at, datetime):
        return at
    zone = zone_of(pack)
    return (at.astimezone(zone) if zone else at).date()


def day_of(work: Work, clock: str) -> date:
    """Give the day a clock shows, kept inside the window of the version for the family's own clock (CV-11)."""
    if clock not in work.days:
        shown = work.values.get(clock)
        day = day_in(work.pack, shown if isinstance(shown, date) else work.given.decided_at)
        work.days[clock] = within_version(work.pack, day) if clock == work.pack.governs.clock else day
    return work.days[clock]


def within_version(pack: Pack, day: date) -> date:
    """Keep a day inside the window of the version (CV-11)."""
    last = pack.version.until - timedelta(days=1) if pack.version.until else day
    return max(pack.version.since, min(day, last))


def run(work: Work, expr: Expr) -> Any:
    """Give the value of an expression: by generated code where all it asks for is known, else by Kleene's logic."""
    if type(expr) is Literal:
        return expr.value
    if work.code is not None and (value := work.code.values.get(id(expr))) is not None:
        return value(work.values, work.params)
    return work.machine.run(expr)


def keep(work: Work, name: str, value: object) -> None:
    """Note the value of a name; generated code is of no use for what asks for an open one, or one made of such."""
    work.values[name] = value
    if type(value) in _OPEN or (work.code is None and isinstance(value, (dict, list))):
        work.unknown.add(name)


def truth(work: Work, expr: Expr) -> bool | None:
    value = run(work, expr)
    return value if value is True or value is False else None
