"""Runs conditions over the values of one evaluation, three-valued."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache, partial
from typing import Any

from gongdao.kernel.calendar import Calendar, Due, due
from gongdao.policy import kleene
from gongdao.policy.functions import FUNCTIONS
from gongdao.policy.given import Stops
from gongdao.policy.pack import Pack, Span
from gongdao.policy.syntax import Expr

RESUMES = ("resume", "resume_processing")
_NO_STOPS = Stops()


def after(calendar: Calendar | None, zone: str, start: datetime, n: int, unit: str, roll: bool = False) -> datetime:
    """Give the instant at which a period of n units ends."""
    return due(start, n, unit, zone=zone, calendar=calendar, roll=roll).at


def standstill(span: Span, stops: Stops, own: object = ()) -> Sequence[Any]:
    """Give the times in which a deadline stands still: those its own rule names, and those of the case.

    What ends a suspension runs on while the case is suspended; what an outside body counts never stops for ours.
    """
    named = own if isinstance(own, list) else ()
    if span.never_stops or stops == _NO_STOPS:
        return named
    return (*named, *stops.pauses, *(() if span.effect in RESUMES else stops.suspended))


def countdown(
    pack: Pack, calendars: Mapping[str, Calendar], span: Span, start: datetime, n: int, pauses: Sequence[Any] = ()
) -> Due:
    """Count one deadline of a pack, from its start over n of its units."""
    zone = span.zone or pack.zone
    calendar = calendars.get(span.calendar or pack.calendar)
    return due(
        start, n, span.unit, zone="" if zone == "start" else zone, calendar=calendar, roll=span.roll, pauses=pauses
    )  # fmt: skip


def counting(pack: Pack, calendar: Calendar | None) -> Callable[..., datetime]:
    """Give the function `after` as it counts in a pack."""
    return partial(after, calendar, "" if pack.zone == "start" else pack.zone)


@lru_cache(maxsize=64)
def _functions(pack: Pack, calendar: Calendar | None) -> Mapping[str, Callable[..., Any]]:
    return {**FUNCTIONS, "after": counting(pack, calendar)}


class Machine:
    """Answers conditions; holds the values and parameters of one evaluation."""

    __slots__ = ("scope",)

    def __init__(self, pack: Pack, calendars: Mapping[str, Calendar]) -> None:
        self.scope = kleene.Scope({}, {}, _functions(pack, calendars.get(pack.calendar)))

    def bind(self, values: Mapping[str, Any], params: Mapping[str, Any]) -> None:
        """Point the machine at the values it reads."""
        self.scope.facts, self.scope.params = values, params

    def run(self, expr: Expr) -> Any:
        """Give the value of an expression; UNKNOWN where it is open."""
        return kleene.evaluate(expr, self.scope)

    def truth(self, expr: Expr) -> bool | None:
        """Tell whether a condition is true; None where that is unknown."""
        return kleene.truth(expr, self.scope)

    def at_line(self, lines: Sequence[Mapping[str, Any]], index: int) -> None:
        """Set the order line that ``line`` means; -1 for none."""
        self.scope.at_line(lines, index)
