"""Jury: the public votes, each vote with a reason; the pack counts, and staff take over a tie or when time is up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from gongdao.case.court import Court, ask
from gongdao.case.state import EVIDENCE, JURY, REVIEW, Case, changed, merged
from gongdao.kernel.errors import Refused

SIDES = ("buyer", "seller", "none")


@dataclass(frozen=True, slots=True)
class OpenJury:
    at: datetime
    by: str
    size: int
    to_win: int
    pool: str


@dataclass(frozen=True, slots=True)
class CastVote:
    at: datetime
    by: str
    side: str
    reason: str


@dataclass(frozen=True, slots=True)
class VoidVote:
    at: datetime
    by: str
    juror: str
    reason: str


@dataclass(frozen=True, slots=True)
class JuryOpened:
    at: datetime
    by: str
    size: int
    to_win: int
    pool: str


@dataclass(frozen=True, slots=True)
class VoteCast:
    at: datetime
    by: str
    side: str
    reason: str


@dataclass(frozen=True, slots=True)
class VoteVoided:
    at: datetime
    by: str
    juror: str
    reason: str


@dataclass(frozen=True, slots=True)
class MajorityReached:
    at: datetime
    by: str
    side: str


@dataclass(frozen=True, slots=True)
class JuryTied:
    """Neither side can reach the majority any more; the votes are for reference only."""

    at: datetime
    by: str
    buyer: int
    seller: int


Command = OpenJury | CastVote | VoidVote
Event = JuryOpened | VoteCast | VoteVoided | MajorityReached | JuryTied
WHERE: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {
    OpenJury: (("platform", "staff", "supervisor"), (EVIDENCE, REVIEW)),
    CastVote: (("juror",), (JURY,)),
    VoidVote: (("staff", "supervisor"), (JURY,)),
}


def decide(case: Case, command: Command, court: Court) -> list[Event]:
    match command:
        case OpenJury(at, by, size, to_win, pool):
            _check_jury(case, command)
            return [JuryOpened(at, by, size, to_win, pool)]
        case CastVote(at, by, side, reason):
            _check_vote(case, command)
            vote = VoteCast(at, by, side, reason)
            return [vote, *_counted_out(evolve(case, vote), court, at)]
        case VoidVote(at, by, juror, reason):
            _check_void(case, command)
            void = VoteVoided(at, by, juror, reason)
            return [void, *_counted_out(evolve(case, void), court, at)]
        case _:
            assert_never(command)


def _check_jury(case: Case, command: OpenJury) -> None:
    if not case.facts.get("buyer", {}).get("chose_jury"):
        raise Refused("jury-not-chosen")
    if "jury" in case.facts:
        raise Refused("jury-heard-before")
    if not command.to_win <= command.size < 2 * command.to_win:
        raise Refused("jury-cannot-win", size=command.size, to_win=command.to_win)


def _check_vote(case: Case, command: CastVote) -> None:
    if command.side not in SIDES:
        raise Refused("unknown-side", side=command.side, allowed=SIDES)
    if command.by in case.void:
        raise Refused("vote-void", juror=command.by)
    if any(name == command.by for name, _ in case.voted):
        raise Refused("voted-before", juror=command.by)
    if not command.reason.strip():
        raise Refused("reason-missing")


def _check_void(case: Case, command: VoidVote) -> None:
    if all(name != command.juror for name, _ in case.voted):
        raise Refused("no-such-vote", juror=command.juror)
    if not command.reason.strip():
        raise Refused("reason-missing")


def _counted_out(case: Case, court: Court, at: datetime) -> list[Event]:
    """The first side with the majority wins (P-JURY-31); when neither can reach it any more, staff decide."""
    side = {"for_buyer": "buyer", "for_seller": "seller"}.get(str(ask(court, case, at, "jury")["jury"]))
    if side:
        return [MajorityReached(at, "platform", side)]
    jury = case.facts["jury"]
    seats_left = jury["size"] - len(case.voted) - len(case.void)
    buyer, seller = jury["votes"]["buyer"], jury["votes"]["seller"]
    within_reach = max(buyer, seller) + seats_left >= jury["to_win"]
    return [] if within_reach else [JuryTied(at, "platform", buyer, seller)]


def evolve(case: Case, event: Event) -> Case:
    match event:
        case JuryOpened():
            seats = {"opened_at": event.at, "size": event.size, "to_win": event.to_win}
            return _counted(changed(merged(case, "jury", seats), stage=JURY, voted=(), void=()))
        case VoteCast():
            return _counted(changed(case, voted=(*case.voted, (event.by, event.side))))
        case VoteVoided():
            left = tuple(vote for vote in case.voted if vote[0] != event.juror)
            return _counted(changed(case, voted=left, void=(*case.void, event.juror)))
        case MajorityReached():
            return changed(case, ripe="jury")
        case JuryTied():
            return returned(case, event.at)
        case _:
            assert_never(event)


def is_voting(case: Case) -> bool:
    """Whether a jury votes on a case and has not decided yet."""
    return case.stage == JURY and case.ripe != "jury"


def sealed(case: Case, juror: str = "") -> Case:
    """Give a case as it is known while its jury votes: with the vote of that juror at most, and with none counted."""
    if not is_voting(case):
        return case
    own = tuple(vote for vote in case.voted if vote[0] == juror)
    void = tuple(name for name in case.void if name == juror)
    return merged(changed(case, voted=own, void=void), "jury.votes", dict.fromkeys(SIDES, 0))


def returned(case: Case, at: datetime) -> Case:
    """Hand the case to staff, who decide it as one that no jury heard; the votes are for reference only."""
    return changed(merged(case, "jury", {"returned_at": at}), stage=REVIEW)


def _counted(case: Case) -> Case:
    sides = [side for _, side in case.voted]
    return merged(case, "jury.votes", {side: sides.count(side) for side in SIDES})
