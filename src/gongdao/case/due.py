"""What falls due in a running case: for whom, when, and what silence does; a function of the state alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from gongdao.case.court import Court, countdowns, pack, pack_for
from gongdao.case.state import (
    CLOSED,
    EVIDENCE,
    JURY,
    NEGOTIATION,
    NEW,
    OTHER,
    REMEDY,
    RETURNING,
    REVIEW,
    RULED,
    Case,
    Stop,
    did,
    open_offers,
    role,
)
from gongdao.kernel.units import zone_of
from gongdao.policy.machine import RESUMES
from gongdao.policy.pack import RANKS
from gongdao.policy.work import Countdown

# Whom a clock waits for, by stage and by what silence does; other clocks of the pack are not the case's own.
WAITS_FOR = {
    (NEGOTIATION, "refund"): "seller",
    (NEGOTIATION, "platform_may_be_asked"): "seller",
    (NEGOTIATION, "closes"): "buyer",
    (NEGOTIATION, "system_decides"): "platform",
    (RETURNING, "request_closes"): "buyer",
    (RETURNING, "refund"): "seller",
    (RETURNING, "intervene"): "both",
    (EVIDENCE, "close_evidence"): "both",
    (EVIDENCE, "decide_on_file"): "both",
    (EVIDENCE, "review"): "seller",
    (REVIEW, "escalate"): "platform",
    (JURY, "staff_review"): "jury",
    (RULED, "platform_executes"): "platform",
    (RULED, "escalate"): "platform",
    (REMEDY, "escalate"): "platform",
    (REMEDY, "intervene"): "seller",
    (REMEDY, "counts_as_received"): "buyer",
}
OFFER = "offer:"
TALKING = (NEGOTIATION, RETURNING, EVIDENCE, JURY, REVIEW)
_EFFECTS = {stage: frozenset(effect for at, effect in WAITS_FOR if at == stage) for stage, _ in WAITS_FOR}
# A rule of this rank speaks only where no other rule of the pack set a clock.
DEFAULT = RANKS.index("default")


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline that runs: since when, whose it is, when it is over, what happens then, and the rule that says so."""

    name: str
    party: str
    start: datetime
    at: datetime
    effect: str
    rule: str
    provisional: bool


def clocks(case: Case, court: Court) -> tuple[Clock, ...]:
    """Give the clocks that wait for somebody, the first to end first.

    The pack is asked as of the last event, so that whoever asks, and whenever, is told the same.
    """
    known = case.memo.get("clocks")
    if known is None or known[0] is not court:
        known = case.memo["clocks"] = (court, _clocks(case, court))
    found: tuple[Clock, ...] = known[1]
    return found


def _clocks(case: Case, court: Court) -> tuple[Clock, ...]:
    if case.stage in (NEW, CLOSED) or case.last_at is None:
        return ()
    effects = frozenset(RESUMES) if case.suspended else _EFFECTS.get(case.stage, frozenset())
    counted = [count for count in countdowns(court, case, case.last_at, effects).values() if count.effect in effects]
    running = [(count, clock) for count in counted if (clock := _clock(case, court, count)) is not None]
    own = [clock for count, clock in running if count.rule.rank != DEFAULT]
    found = [*(own or (clock for _, clock in running)), *_offers(case, court)]
    return tuple(sorted(found, key=lambda clock: (clock.at, clock.name)))


def _offers(case: Case, court: Court) -> Iterator[Clock]:
    """An offer stands as long as who made it said (Civil Code 481); then it lapses."""
    stops = (*court.pauses, *case.stops)
    for offer in case.offers if case.stage in TALKING and not case.suspended else ():
        if offer.state == "open" and offer.hours and offer.at is not None:
            end = put_off(offer.at, offer.at + timedelta(hours=offer.hours), stops)
            party = "seller" if role(offer.by) == "buyer" else "buyer"
            if not _stands_still(stops, end):
                yield Clock(f"{OFFER}{offer.id}", party, offer.at, end, "offer_lapses", "GD-29", provisional=False)


def next_due(case: Case, court: Court) -> Clock | None:
    """Give the clock that ends first."""
    return next(iter(clocks(case, court)), None)


def next_edition(case: Case, court: Court) -> tuple[datetime, str] | None:
    """Give the next version of the platform's rules that will govern this case, and the instant it begins."""
    if not case.platform or case.last_at is None or case.stage in (NEW, CLOSED):
        return None
    zone = zone_of(pack(court, case).zone, case.last_at)
    for version in sorted(court.library.families[case.platform].versions, key=lambda version: version.since):
        at = datetime.combine(version.since, time(), zone).astimezone(case.last_at.tzinfo)
        if case.last_at < at and (governs := pack_for(court, case, at)) != case.pack:
            return at, governs
    return None


def wake(case: Case, court: Court) -> datetime | None:
    """Give the next instant at which something takes effect by itself; None while nothing waits."""
    clock, edition = next_due(case, court), next_edition(case, court)
    ends = [clock.at] if clock is not None else []
    return min([*ends, edition[0]]) if edition is not None else next(iter(ends), None)


def due(case: Case, court: Court) -> dict[str, Clock]:
    """Give each party's own next deadline, with the effect of silence."""
    own: dict[str, Clock] = {}
    for clock in clocks(case, court):
        for party in ("buyer", "seller") if clock.party == "both" else (clock.party,):
            own.setdefault(party, clock)
    return own


# Who acts where no clock runs, as while the platform itself stands still.
_TURNS = {
    NEGOTIATION: ("buyer", "seller"),
    EVIDENCE: ("buyer", "seller", "platform"),
    JURY: ("jury",),
    NEW: ("buyer",),
    CLOSED: (),
}


def turn(case: Case, court: Court) -> tuple[str, ...]:
    """Give whose turn it is: those whom a clock or an open offer waits for, else those whom the stage waits for."""
    asked = answerers(case)
    waited = tuple(due(case, court)) or (asked if case.stage == NEGOTIATION else ()) or _of_the_stage(case)
    return (*waited, *(party for party in asked if party not in waited))


def answerers(case: Case) -> tuple[str, ...]:
    """Give who has an open offer of the other side to answer."""
    if case.suspended or case.stage not in TALKING:
        return ()
    return tuple(party for party in ("buyer", "seller") if open_offers(case, OTHER[party]))


def _of_the_stage(case: Case) -> tuple[str, ...]:
    if case.suspended or case.stage in (REVIEW, RULED, REMEDY):
        return (desk(case),)
    return _returning(case) if case.stage == RETURNING else _TURNS.get(case.stage, ("platform",))


def _returning(case: Case) -> tuple[str, ...]:
    if case.inspected:
        return ("buyer", "seller")
    return ("seller",) if did(case, "ship_return") else ("buyer",)


def desk(case: Case) -> str:
    """Give who acts for the platform: the marketplace where only its answer lacks, else the case's staff, or above."""
    states = {leg.state for leg in case.legs}
    if case.stage in (RULED, REMEDY) and "sent" in states and not states & {"held", "failed"}:
        return "marketplace"
    if case.recusal_asked:
        return "supervisor"
    return "supervisor" if case.overdue_at is not None else "platform"


def _clock(case: Case, court: Court, count: Countdown) -> Clock | None:
    party = _waits_for(case, count.effect)
    if party is None or _passed(case, count):
        return None
    resumes = count.effect in RESUMES
    stops = court.pauses if resumes else (*court.pauses, *case.stops)
    end = count.due.at if resumes else _promised(case, court, count)
    # A window that ended before the stage began is not this stage's: evidence may be asked for again after its end.
    if _stands_still(stops, end) or (case.entered is not None and end <= case.entered):
        return None
    return Clock(count.decision.id, party, count.start, end, count.effect, count.rule.id, count.due.provisional)


def _passed(case: Case, count: Countdown) -> bool:
    """Whether this window is over: the same clock begun again is another; one moved by a later found pause is not."""
    began, over = case.passed.get(count.decision.id, (None, None))
    return over is not None and (count.start < over or count.start == began)


def _waits_for(case: Case, effect: str) -> str | None:
    if case.suspended:
        return "platform" if effect in RESUMES else None
    if _settled_otherwise(case, effect):
        return None
    party = WAITS_FOR.get((case.stage, effect))
    if (case.stage, effect) == (RETURNING, "intervene") and not case.inspected:
        return "seller"
    if case.stage == EVIDENCE and case.asked and case.entered is not None and case.asked[-1].at >= case.entered:
        return party if effect == "review" else case.asked[-1].party or party
    return desk(case) if party == "platform" else party


def _settled_otherwise(case: Case, effect: str) -> bool:
    """Whether the party did what the clock waited for."""
    match case.stage, effect:
        case "negotiation", "refund" | "platform_may_be_asked":
            return case.answered
        case "evidence", "review":
            return "seller" in case.done
        case "returning", "request_closes":
            return did(case, "ship_return")
        case "returning", "refund":
            return case.inspected != "" or not did(case, "ship_return")
        case _:
            return False


def _promised(case: Case, court: Court, count: Countdown) -> datetime:
    """The end as counted, or as an earlier edition promised it, put off by what stood still since."""
    end, promised = count.due.at, case.promised.get(count.decision.id)
    if promised is None or case.promised_at is None:
        return end
    return max(end, put_off(case.promised_at, promised, (*court.pauses, *case.stops)))


def _stands_still(stops: Iterable[Stop], end: datetime) -> bool:
    return any(stop.until is None and stop.since < end for stop in stops)


def put_off(start: datetime, end: datetime, stops: Iterable[Stop]) -> datetime:
    """Give the end, later by the time between start and end in which the clock stood still."""
    last = start
    for stop in sorted(stops, key=lambda stop: stop.since):
        since = max(stop.since, last)
        if stop.until is not None and since < min(end, stop.until):
            end += stop.until - since
            last = stop.until
    return end
