"""What falls due in a running case: for whom, when, and what silence does; a function of the state alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from gongdao.case.court import Court, countdowns, pack, pack_for
from gongdao.case.state import CLOSED, EVIDENCE, JURY, NEGOTIATION, NEW, RETURNING, REVIEW, RULED, Case, Stop
from gongdao.policy.work import Countdown

# Whom a clock waits for, by stage and by what silence does; other clocks of the pack are not the case's own.
WAITS_FOR = {
    (NEGOTIATION, "refund"): "seller",
    (NEGOTIATION, "closes"): "buyer",
    (RETURNING, "request_closes"): "buyer",
    (RETURNING, "refund"): "seller",
    (EVIDENCE, "close_evidence"): "both",
    (EVIDENCE, "decide_on_file"): "both",
    (REVIEW, "escalate"): "platform",
    (JURY, "staff_review"): "jury",
    (RULED, "platform_executes"): "platform",
}
RESUMES = ("resume", "resume_processing")


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline that runs: whose it is, when it is over, what happens then, and the rule that says so."""

    name: str
    party: str
    at: datetime
    effect: str
    rule: str
    provisional: bool

    @property
    def key(self) -> str:
        """Name this very window: the same clock started again is another."""
        return f"{self.name}@{self.at.isoformat()}"


def clocks(case: Case, court: Court) -> tuple[Clock, ...]:
    """Give the clocks that wait for somebody, the first to end first.

    The pack is asked as of the last event, so that whoever asks, and whenever, is told the same.
    """
    if case.stage in (NEW, CLOSED) or case.last_at is None:
        return ()
    found = (_clock(case, court, count) for count in countdowns(court, case, case.last_at).values())
    running = [clock for clock in found if clock is not None and clock.key not in case.passed]
    return tuple(sorted(running, key=lambda clock: (clock.at, clock.name)))


def next_due(case: Case, court: Court) -> Clock | None:
    """Give the clock that ends first."""
    return next(iter(clocks(case, court)), None)


def next_edition(case: Case, court: Court) -> tuple[datetime, str] | None:
    """Give the next version of the platform's rules that will govern this case, and the instant it begins."""
    if not case.platform or case.last_at is None or case.stage in (NEW, CLOSED):
        return None
    zone = ZoneInfo(pack(court, case).zone)
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


# Who acts where no clock runs.
_TURNS = {
    NEGOTIATION: ("buyer", "seller"),
    EVIDENCE: ("buyer", "seller", "platform"),
    JURY: ("jury",),
    NEW: ("buyer",),
    CLOSED: (),
}


def turn(case: Case, court: Court) -> tuple[str, ...]:
    """Give whose turn it is: those whom a clock waits for, else those whom the stage waits for."""
    waited = tuple(due(case, court))
    if waited:
        return waited
    if case.stage == RETURNING and not case.suspended:
        return _returning(case)
    return ("platform",) if case.suspended else _TURNS.get(case.stage, ("platform",))


def _returning(case: Case) -> tuple[str, ...]:
    if case.inspected:
        return ("buyer", "seller")
    return ("seller",) if _did(case, "ship_return") else ("buyer",)


def _clock(case: Case, court: Court, count: Countdown) -> Clock | None:
    party = _waits_for(case, count.effect)
    if party is None:
        return None
    stops = court.pauses if count.effect in RESUMES else (*court.pauses, *case.stops)
    end = count.due.at
    if count.effect not in RESUMES:
        end = max(end, case.promised.get(count.decision.id, end))
    over = extended(count.start, end, stops)
    # A window that ended before the stage began is not this stage's: evidence may be asked for again after its end.
    if over is None or (case.entered is not None and over <= case.entered):
        return None
    return Clock(count.decision.id, party, over, count.effect, count.rule.id, count.due.provisional)


def _waits_for(case: Case, effect: str) -> str | None:
    if case.suspended:
        return "platform" if effect in RESUMES else None
    if _settled_otherwise(case, effect):
        return None
    return WAITS_FOR.get((case.stage, effect))


def _settled_otherwise(case: Case, effect: str) -> bool:
    """Whether the party did what the clock waited for."""
    match case.stage, effect:
        case "negotiation", "refund":
            return case.answered
        case "returning", "request_closes":
            return _did(case, "ship_return")
        case "returning", "refund":
            return case.inspected != "" or not _did(case, "ship_return")
        case "review", "escalate":
            return case.escalated
        case _:
            return False


def _did(case: Case, act: str) -> bool:
    return any(row["act"] == act for row in case.facts.get("events", ()))


def extended(start: datetime, end: datetime, stops: Iterable[Stop]) -> datetime | None:
    """Put off the end by the time in which the clock stood still; None while it stands still now."""
    for since, until in _united(stops):
        if since >= end:
            break
        if until is None:
            return None
        if until > start:
            end += until - max(since, start)
    return end


def _united(stops: Iterable[Stop]) -> list[tuple[datetime, datetime | None]]:
    """Stops in order; those that overlap are one, so that no time counts twice."""
    spans: list[tuple[datetime, datetime | None]] = []
    for stop in sorted(stops, key=lambda stop: stop.since):
        last = spans[-1] if spans else None
        if last is None or (last[1] is not None and stop.since > last[1]):
            spans.append((stop.since, stop.until))
        elif last[1] is not None:
            spans[-1] = (last[0], None if stop.until is None else max(last[1], stop.until))
    return spans
