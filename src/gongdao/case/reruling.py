"""Ruling every ruling of a stream again: the same facts under the same law must give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gongdao.case.court import Court
from gongdao.case.decider import Event, evolve
from gongdao.case.stages import ruled
from gongdao.case.state import Case, changed


def given_again(case: Case, event: ruled.RulingGiven, court: Court) -> Event:
    """Rule again what was ruled over a case; ``court`` knows the pauses as they were known then.

    What it decided before is not asked.
    """
    return ruled.rule(changed(case, ripe=event.basis), replace(court), event.at, event.by)


def differing(events: Iterable[Event], court: Court) -> tuple[int, ...]:
    """Give the numbers of the rulings that this court would not give as they stand in the stream."""
    case, found = Case(), list[int]()
    for event in events:
        if isinstance(event, ruled.RulingGiven):
            found += [] if given_again(case, event, court) == event else [event.number]
        case = evolve(case, event)
    return tuple(found)
