"""Overlays: a case is suspended and resumed whatever its stage; a new edition of the rules takes effect over it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from gongdao.case.court import Court
from gongdao.case.due import clocks
from gongdao.case.state import CLOSED, NEW, STAGES, Case, Row, Stop, changed, role, told
from gongdao.kernel.errors import Refused

GROUNDS = {"police": ("buyer", "seller"), "court": ("buyer", "seller"), "agreement": ("staff", "supervisor")}
OPEN = tuple(stage for stage in STAGES if stage not in (NEW, CLOSED))


@dataclass(frozen=True, slots=True)
class SuspendCase:
    at: datetime
    by: str
    ground: str
    proof: str


@dataclass(frozen=True, slots=True)
class ResumeCase:
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class CaseSuspended:
    at: datetime
    by: str
    ground: str
    proof: str


@dataclass(frozen=True, slots=True)
class CaseResumed:
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class VersionChanged:
    at: datetime
    by: str
    pack: str
    promised: Row


Command = SuspendCase | ResumeCase
Event = CaseSuspended | CaseResumed | VersionChanged
WHERE: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {
    SuspendCase: (("buyer", "seller", "staff", "supervisor"), OPEN),
    ResumeCase: (("staff", "supervisor"), OPEN),
}


def decide(case: Case, command: Command, court: Court) -> list[Event]:
    match command:
        case SuspendCase(at, by, ground, proof):
            _check_ground(case, command)
            return [CaseSuspended(at, by, ground, proof)]
        case ResumeCase(at, by, reason):
            if not case.suspended:
                raise Refused("not-suspended")
            return [CaseResumed(at, by, reason)]
        case _:
            assert_never(command)


def _check_ground(case: Case, command: SuspendCase) -> None:
    if case.suspended:
        raise Refused("suspended-already")
    if command.ground not in GROUNDS:
        raise Refused("unknown-ground", ground=command.ground, allowed=tuple(GROUNDS))
    if role(command.by) not in GROUNDS[command.ground]:
        raise Refused("not-your-ground", ground=command.ground, allowed=GROUNDS[command.ground])


def evolve(case: Case, event: Event) -> Case:
    match event:
        case CaseSuspended():
            stopped = changed(case, stops=(*case.stops, Stop(event.at, None, event.ground)))
            outside = event.ground in ("police", "court")
            return told(stopped, event.at, role(event.by), "announce_police_report") if outside else stopped
        case CaseResumed():
            return resumed(case, event.at)
        case VersionChanged():
            promised = {name: due for name, due in event.promised if isinstance(due, datetime)}
            return changed(case, pack=event.pack, promised={**case.promised, **promised})
        case _:
            assert_never(event)


def change(case: Case, court: Court, at: datetime, pack_id: str) -> VersionChanged:
    """Tell that another edition takes effect over the case, and what was promised under the one before."""
    promised = tuple((clock.name, clock.at) for clock in clocks(case, court))
    return VersionChanged(at, "platform", pack_id, promised)


def resumed(case: Case, at: datetime) -> Case:
    """Let the clocks run again; the announcement that stopped them speaks no more to the pack."""
    rows = [row for row in case.facts.get("events", ()) if row["act"] != "announce_police_report"]
    stops = (*case.stops[:-1], replace(case.stops[-1], until=at))
    return changed(case, stops=stops, facts={**case.facts, "events": rows})
