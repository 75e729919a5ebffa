"""Overlays: a case is suspended and resumed whatever its stage; a new edition of the rules takes effect over it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from gongdao.case.court import Court, differences
from gongdao.case.due import clocks
from gongdao.case.state import CLOSED, NEW, STAGES, Case, Row, Stop, changed, role, told
from gongdao.kernel.errors import Refused

PARTIES = ("buyer", "seller")
STAFF = ("staff", "supervisor")
GROUNDS = ("police", "court", "agreement")
OUTSIDE = ("police", "court")
OPEN = tuple(stage for stage in STAGES if stage not in (NEW, CLOSED))
LONGEST = 180  # days; no more than the police are waited for (TB-83)


@dataclass(frozen=True, slots=True)
class SuspendCase:
    """``proof`` are the papers of police or court; ``days`` the term of an agreement, which both parties name alike."""

    at: datetime
    by: str
    ground: str
    proof: str = ""
    days: int = 0


@dataclass(frozen=True, slots=True)
class ResumeCase:
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class SuspensionAsked:
    at: datetime
    by: str
    days: int


@dataclass(frozen=True, slots=True)
class CaseSuspended:
    at: datetime
    by: str
    ground: str
    proof: str
    days: int


@dataclass(frozen=True, slots=True)
class ResumptionAsked:
    at: datetime
    by: str
    reason: str


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
    before: str
    promised: Row
    deadlines: tuple[str, ...]
    answers: tuple[str, ...]


Command = SuspendCase | ResumeCase
Event = SuspensionAsked | CaseSuspended | ResumptionAsked | CaseResumed | VersionChanged
WHERE: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {
    SuspendCase: ((*PARTIES, *STAFF), OPEN),
    ResumeCase: ((*PARTIES, *STAFF), OPEN),
}


def decide(case: Case, command: Command, court: Court) -> list[Event]:
    match command:
        case SuspendCase():
            _check_suspension(case, command)
            return [_suspended(case, command)]
        case ResumeCase():
            if not case.suspended:
                raise Refused("not-suspended")
            return [_resumption(case, command)]
        case _:
            assert_never(command)


def _check_suspension(case: Case, command: SuspendCase) -> None:
    """TB-82: a party announces court or police, or both ask together and name a term."""
    ground = command.ground
    if case.suspended:
        raise Refused("suspended-already")
    if ground not in GROUNDS:
        raise Refused("unknown-ground", ground=ground, allowed=GROUNDS)
    before = any(stop.ground == ground for stop in case.stops)
    if ground in OUTSIDE and (ground == "court" or before) and not command.proof.strip():
        raise Refused("papers-missing", ground=ground)
    if ground == "agreement" and not 0 < command.days <= LONGEST:
        raise Refused("term-missing", days=command.days, most=LONGEST)
    if ground == "agreement" and case.pause_asked == (role(command.by), command.days):
        raise Refused("suspension-asked-before")


def _suspended(case: Case, command: SuspendCase) -> Event:
    """An agreement needs both: whoever asks second, for the same term, completes it."""
    at, by, ground, days = command.at, command.by, command.ground, command.days
    asked, term = case.pause_asked
    if ground == "agreement" and role(by) in PARTIES and (asked in ("", role(by)) or term != days):
        return SuspensionAsked(at, by, days)
    return CaseSuspended(at, by, ground, command.proof, days if ground == "agreement" else 0)


def _resumption(case: Case, command: ResumeCase) -> Event:
    """Who announced may say that it is over; what both agreed on, both end."""
    at, by, reason = command.at, command.by, command.reason
    ground = case.stops[-1].ground
    if role(by) in STAFF:
        return CaseResumed(at, by, reason)
    if ground in OUTSIDE:
        if role(by) != case.stops[-1].by:
            raise Refused("not-your-suspension", by=case.stops[-1].by)
        return CaseResumed(at, by, reason)
    asked = case.pause_asked[0]
    if asked == role(by):
        raise Refused("resumption-asked-before")
    return CaseResumed(at, by, reason) if asked else ResumptionAsked(at, by, reason)


def evolve(case: Case, event: Event) -> Case:
    match event:
        case SuspensionAsked():
            return changed(case, pause_asked=(role(event.by), event.days))
        case CaseSuspended():
            stop = Stop(event.at, None, event.ground, role(event.by))
            stopped = changed(case, stops=(*case.stops, stop), suspended_days=event.days, pause_asked=("", 0))
            outside = event.ground in OUTSIDE
            return told(stopped, event.at, role(event.by), "announce_police_report") if outside else stopped
        case ResumptionAsked():
            return changed(case, pause_asked=(role(event.by), 0))
        case CaseResumed():
            return resumed(case, event.at)
        case VersionChanged():
            promised = {name: due for name, due in event.promised if isinstance(due, datetime)}
            promised = {**case.promised, **promised}
            return changed(case, pack=event.pack, promised=promised, promised_at=event.at)
        case _:
            assert_never(event)


def change(case: Case, court: Court, at: datetime, pack_id: str) -> VersionChanged:
    """Tell that another edition takes effect over the case, what was promised before, and what is different now."""
    running = resumed(case, at) if case.suspended else case
    promised = tuple((clock.name, clock.at) for clock in clocks(running, court))
    deadlines, answers = differences(court, case, at, pack_id)
    return VersionChanged(at, "platform", pack_id, case.pack, promised, deadlines, answers)


def resumed(case: Case, at: datetime) -> Case:
    """Let the clocks run again, and tell the pack that what was announced to stop them is over."""
    stop = case.stops[-1]
    running = changed(case, stops=(*case.stops[:-1], replace(stop, until=at)), pause_asked=("", 0), suspended_days=0)
    return told(running, at, "platform", "resume_processing") if stop.ground in OUTSIDE else running
