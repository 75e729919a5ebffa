"""Ruling every ruling of a stream again: the same facts under the same law must give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable

from gongdao.case.court import Court
from gongdao.case.decider import Event, evolve
from gongdao.case.stages import ruled
from gongdao.case.state import Case, changed


def differing(events: Iterable[Event], court: Court) -> tuple[int, ...]:
    """Give the numbers of the rulings that this court would not give as they stand in the stream."""
    case, found = Case(), list[int]()
    for event in events:
        if isinstance(event, ruled.RulingGiven):
            again = ruled.rule(changed(case, ripe=event.basis), court, event.at, event.by)
            found += [] if again == event else [event.number]
        case = evolve(case, event)
    return tuple(found)
