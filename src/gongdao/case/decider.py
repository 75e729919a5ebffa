"""The decider: what fell due first, then the command, then what follows; a case is the fold of what it wrote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from gongdao.case import messaging, overlays, rounds, signals, silence
from gongdao.case.court import Court
from gongdao.case.due import clocks, next_due, next_edition
from gongdao.case.stages import (
    evidence,
    jury,
    negotiation,
    offers,
    opening,
    performance,
    remedy,
    returning,
    review,
    ruled,
)
from gongdao.case.state import NEGOTIATION, OPENING, REMEDY, RETURNING, RULED, Case, placed, role
from gongdao.kernel.errors import Refused

Command = (
    opening.Command | offers.Command | negotiation.Command | returning.Command | performance.Command | evidence.Command
    | jury.Command | review.Command | ruled.Command | remedy.Command | rounds.Command | overlays.Command
    | messaging.Command | signals.Command
)  # fmt: skip
Event = (
    opening.Event | offers.Event | negotiation.Event | returning.Event | performance.Event | evidence.Event | jury.Event
    | review.Event | ruled.Event | remedy.Event | rounds.Event | overlays.Event | silence.Event
    | messaging.Event | signals.Event
)  # fmt: skip
PAGES: tuple[Any, ...] = (
    opening, offers, negotiation, returning, performance, evidence, jury, review, ruled, remedy, rounds, overlays,
    messaging, signals,
)  # fmt: skip
WHERE: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {k: v for page in PAGES for k, v in page.WHERE.items()}
_DECIDES: dict[type, Any] = {kind: page.decide for page in PAGES for kind in page.WHERE}
_EVOLVES: dict[type, Any] = {
    kind: page.evolve for page in (*PAGES, silence) for kind in getattr(page.Event, "__args__", (page.Event,))
}
COMMANDS = tuple(WHERE)
# What only the owner of a case does, or a supervisor, once it has one; other commands of the owner's look themselves.
OF_THE_OWNER = (evidence.AskEvidence, evidence.CloseEvidence, ruled.CorrectClericalError)
EVENTS = tuple(_EVOLVES)
# What may be done while the case is suspended: nothing waits for it, and nothing is lost by waiting.
WHILE_SUSPENDED = (
    opening.TakeFacts, overlays.ResumeCase, evidence.SubmitEvidence, review.TakeCase, review.HandOver,
    remedy.AnswerLeg, remedy.FailLeg, offers.MakeOffer, offers.AcceptOffer, negotiation.AgreeRefund,
    *messaging.WHERE, *signals.WHERE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event, which holds the instant it took effect, with the instant it became known."""

    event: Event
    recorded_at: datetime


def decide(case: Case, command: Command, court: Court, caught_up: bool = False) -> list[Recorded]:
    """Answer a command with what fell due before it, what it does and what follows from it.

    ``caught_up``: the caller knows that nothing fell due, because `due.wake` of this case is later than the command.

    :raises Refused: the rules forbid it; the details say why and, where it will be allowed, ``since`` when.
    :raises BadInput: the case asks for a pack there is none of.
    """
    at = max(command.at, case.last_at or command.at)
    command = replace(command, at=at)
    before = [] if caught_up else catch_up(case, court, at)
    case = fold(case, before)
    check(case, command)
    made: list[Event] = _DECIDES[type(command)](case, command, court)
    return [*before, *(Recorded(event, at) for event in _with_what_follows(case, made, court, at))]


def check(case: Case, command: Command) -> None:
    """Ask what stands for every command: the stage, whose it is, and whether the case rests.

    :raises Refused: it is not the stage, not the actor, or the case is suspended.
    """
    roles, stages = WHERE[type(command)]
    if case.stage not in stages:
        raise Refused("wrong-stage", stage=case.stage, allowed=stages)
    if role(command.by) not in roles:
        raise Refused("not-yours", by=role(command.by), allowed=roles)
    _check_person(case, command)
    if case.suspended and not isinstance(command, WHILE_SUSPENDED):
        raise Refused("suspended", ground=case.stops[-1].ground)


def _check_person(case: Case, command: Command) -> None:
    """A name after the role is a person: the buyer is who asked, and of a case that somebody owns he alone is staff."""
    who, _, name = command.by.partition(":")
    if who == "buyer" and name and case.buyer and name != case.buyer:
        raise Refused("not-yours", by=command.by, allowed=(f"buyer:{case.buyer}",))
    if who == "staff" and case.owner and command.by != case.owner and isinstance(command, OF_THE_OWNER):
        raise Refused("not-the-owner", owner=case.owner)


def catch_up(case: Case, court: Court, now: datetime) -> list[Recorded]:
    """Write what fell due until now, each at its own instant: all that the clerk does."""
    written: list[Recorded] = []
    while (found := _first(case, court, now)) is not None:
        at, event = found
        events = [Recorded(e, now) for e in _with_what_follows(case, [event], court, at)]
        written += events
        case = fold(case, events)
    return written


def _first(case: Case, court: Court, now: datetime) -> tuple[datetime, Event] | None:
    """Give the first thing that takes effect by itself until now: a clock that ended, or a new edition of the rules."""
    if case.last_at is None:
        return None
    clock, edition = next_due(case, court), next_edition(case, court)
    if clock is not None and clock.at <= now and (edition is None or clock.at <= edition[0]):
        at = max(clock.at, case.last_at)
        return at, silence.passed(clock, at)
    if edition is not None and edition[0] <= now:
        return edition[0], overlays.change(case, court, *edition)
    return None


def _with_what_follows(case: Case, made: Sequence[Event], court: Court, at: datetime) -> list[Event]:
    """Go on until nothing follows by itself: a route, a ruling that is ripe, the plan of its payments."""
    events: list[Event] = []
    fresh: Sequence[Event] = made
    while fresh:
        for event in fresh:
            case = evolve(case, event)
        events += fresh
        asked = any(isinstance(event, opening.RouteTaken) for event in fresh) and case.stage == NEGOTIATION
        fresh = (offers.standing(case, court, at) if asked else []) or _follows(case, court, at)
    return events


def _follows(case: Case, court: Court, at: datetime) -> Sequence[Event]:
    if case.stage == OPENING:
        return opening.route(case, court, at)
    if case.ripe in ("settlement", "return") and case.settled is not None:
        return remedy.agreed(case, at, remedy.kept(case, court, at))
    if case.stage == RULED and case.planned < len(case.rulings):
        return remedy.plan(case, at, remedy.kept(case, court, at)) if not _waits(case, court) else []
    if case.ripe:
        return [ruled.rule(case, court, at)]
    if case.stage in (REMEDY, RETURNING) and ruled.reserved(case):
        return ruled.reserve(case, at)
    return remedy.resumed(case, at) or remedy.closing(case, at) or remedy.dropped(case, at)


def _waits(case: Case, court: Court) -> bool:
    return remedy.waits(case) or any(clock.effect == "platform_executes" for clock in clocks(case, court))


def evolve(case: Case, event: Event) -> Case:
    """Give the case after an event; asked again for the same event, the same case with all that is known of it."""
    told, known = case.memo.get("next", (None, case))
    if told is event:
        after: Case = known
        return after
    after = _next(case, event)
    case.memo["next"] = (event, after)
    return after


def _next(case: Case, event: Event) -> Case:
    # Who contests a signal, or is held back, has not spoken to the matter: no clock of the pack begins by it.
    by = "" if isinstance(event, signals.Event | messaging.MessageHeld) else event.by
    return placed(case, _EVOLVES[type(event)](case, event), event.at, by)


def fold(case: Case, events: Iterable[Recorded]) -> Case:
    """Give the case after some more events."""
    for recorded in events:
        case = evolve(case, recorded.event)
    return case


def replay(events: Iterable[Event]) -> Case:
    """Give the case that a whole stream of events makes."""
    case = Case()
    for event in events:
        case = _next(case, event)
    return case
