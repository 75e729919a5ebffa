"""Whom screening labelled wrongly, by the groups that a marketplace told: what the report on fairness is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from gongdao.case.signals import SignalContested, SignalDecided, SignalRaised, SignalWithdrawn
from gongdao.screening.fairness import Share, fairness
from gongdao.service.queries.watched import events_of
from gongdao.service.queries.watched_claimants import YEAR, groups_of
from gongdao.service.record.instants import stored
from gongdao.service.record.rows import some

NO_GROUP = "-"
TYPES = ("SignalRaised", "SignalContested", "SignalDecided", "SignalWithdrawn")
_CLAIMED = "SELECT stream, buyer FROM record_case WHERE source = %s AND opened_at >= %s AND stage <> 'new'"


@dataclass(frozen=True, slots=True)
class Report:
    """The false labels of each group in a year; who is left out: ``upheld`` by a person, and ``waiting`` for a look.

    ``honest`` of a share are those who claimed and of whom nothing was upheld or waits; ``labelled`` of them those of
    whom it was said all the same: taken down by a person, withdrawn, or ended without a look.
    """

    shares: tuple[Share, ...]
    upheld: int
    waiting: int


def report(using: str, source: str, at: datetime) -> Report:
    """Give the report on a marketplace as things stand."""
    buyers = dict(some(using, _CLAIMED, [source, stored(at - YEAR)]))
    states = _states(using, source, at)
    of_people: defaultdict[str, list[str]] = defaultdict(list)
    for (stream, _), state in states.items():
        if stream in buyers:
            of_people[buyers[stream]].append(state)
    upheld = {person for person, seen in of_people.items() if "upheld" in seen}
    waiting = {person for person, seen in of_people.items() if "open" in seen} - upheld
    honest = sorted(set(buyers.values()) - upheld - waiting)
    groups = groups_of(source, using)
    judged = [(group, bool(of_people[one])) for one in honest for group in groups.get(one) or (NO_GROUP,)]
    return Report(fairness(judged), len(upheld), len(waiting))


def sources(using: str) -> tuple[str, ...]:
    """Give the marketplaces that have a case."""
    rows = some(using, "SELECT DISTINCT source FROM record_case ORDER BY source")
    return tuple(source for (source,) in rows)


def _states(using: str, source: str, at: datetime) -> dict[tuple[str, str], str]:
    """How each signal about somebody who claims stands: open, upheld or over."""
    found: dict[tuple[str, str], str] = {}
    ends: dict[tuple[str, str], SignalRaised] = {}
    for stream, event in events_of(source, at - YEAR, TYPES, using=using):
        if isinstance(event, SignalRaised):
            if event.kind.startswith("claimant."):
                found[stream, event.id], ends[stream, event.id] = "open", event
        elif isinstance(event, SignalContested | SignalDecided | SignalWithdrawn) and (stream, event.id) in found:
            found[stream, event.id] = _after(event)
    return {key: "over" if state == "open" and _ended(ends[key], at) else state for key, state in found.items()}


def _after(event: SignalContested | SignalDecided | SignalWithdrawn) -> str:
    if isinstance(event, SignalContested):
        return "open"
    return "upheld" if isinstance(event, SignalDecided) and not event.lifted else "over"


def _ended(event: SignalRaised, at: datetime) -> bool:
    return bool(event.days) and (at - event.at).days >= event.days


def shares_of(groups: Iterable[Share]) -> list[dict[str, object]]:
    """Give the shares as JSON: fractions with their 95 % bounds."""
    return [
        {"group": it.group, "honest": it.honest, "labelled": it.labelled, "low": it.low, "high": it.high,
         "stands_out": it.apart}
        for it in groups
    ]  # fmt: skip
