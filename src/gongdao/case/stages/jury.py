"""Jury: the public votes, each vote with a reason; the pack counts, and staff take over when time is up."""

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


Command = OpenJury | CastVote | VoidVote
Event = JuryOpened | VoteCast | VoteVoided | MajorityReached
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
            return [vote, *_majority(evolve(case, vote), court, at)]
        case VoidVote(at, by, juror, reason):
            if all(name != juror for name, _ in case.voted):
                raise Refused("no-such-vote", juror=juror)
            return [VoteVoided(at, by, juror, reason)]
        case _:
            assert_never(command)


def _check_jury(case: Case, command: OpenJury) -> None:
    if not case.facts.get("buyer", {}).get("chose_jury"):
        raise Refused("jury-not-chosen")
    if "jury" in case.facts:
        raise Refused("jury-heard-before")
    if not 0 < command.to_win <= command.size:
        raise Refused("jury-cannot-win", size=command.size, to_win=command.to_win)


def _check_vote(case: Case, command: CastVote) -> None:
    if command.side not in SIDES:
        raise Refused("unknown-side", side=command.side, allowed=SIDES)
    if any(name == command.by for name, _ in case.voted):
        raise Refused("voted-before", juror=command.by)
    if len(case.voted) >= case.facts["jury"]["size"]:
        raise Refused("jury-full", size=case.facts["jury"]["size"])


def _majority(case: Case, court: Court, at: datetime) -> list[Event]:
    said = ask(court, case, at, "jury")["jury"]
    side = {"for_buyer": "buyer", "for_seller": "seller"}.get(str(said))
    return [MajorityReached(at, "platform", side)] if side else []


def evolve(case: Case, event: Event) -> Case:
    match event:
        case JuryOpened():
            seats = {"opened_at": event.at, "size": event.size, "to_win": event.to_win}
            return _counted(changed(merged(case, "jury", seats), stage=JURY, voted=()))
        case VoteCast():
            return _counted(changed(case, voted=(*case.voted, (event.by, event.side))))
        case VoteVoided():
            return _counted(changed(case, voted=tuple(v for v in case.voted if v[0] != event.juror)))
        case MajorityReached():
            return changed(case, ripe="jury")
        case _:
            assert_never(event)


def _counted(case: Case) -> Case:
    sides = [side for _, side in case.voted]
    return merged(case, "jury.votes", {side: sides.count(side) for side in SIDES})
