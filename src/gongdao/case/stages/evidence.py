"""Evidence: the platform asks, the parties submit, each piece is served on the other side, which may challenge it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, assert_never

from gongdao.case.court import Court
from gongdao.case.due import clocks
from gongdao.case.state import EVIDENCE, REVIEW, Case, Row, added, changed, role, told
from gongdao.kernel.errors import Refused

PARTIES = ("buyer", "seller")
STAFF = ("staff", "supervisor")
ASKS = {
    "evidence": "intervene_and_request_evidence",
    "supplement": "request_supplement",
    "buyer_test": "request_buyer_test",
}


@dataclass(frozen=True, slots=True)
class AskEvidence:
    at: datetime
    by: str
    what: str
    note: str


@dataclass(frozen=True, slots=True)
class SubmitEvidence:
    at: datetime
    by: str
    id: str
    kind: str
    digest: str
    shows: Row


@dataclass(frozen=True, slots=True)
class ServeEvidence:
    at: datetime
    by: str
    id: str
    to: str
    proof: str


@dataclass(frozen=True, slots=True)
class ChallengeEvidence:
    at: datetime
    by: str
    id: str
    ground: str


@dataclass(frozen=True, slots=True)
class ConcludeEvidence:
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class CloseEvidence:
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class EvidenceAsked:
    at: datetime
    by: str
    what: str
    note: str


@dataclass(frozen=True, slots=True)
class EvidenceSubmitted:
    at: datetime
    by: str
    id: str
    kind: str
    digest: str
    shows: Row
    late: bool


@dataclass(frozen=True, slots=True)
class EvidenceServed:
    at: datetime
    by: str
    id: str
    to: str
    proof: str


@dataclass(frozen=True, slots=True)
class EvidenceChallenged:
    at: datetime
    by: str
    id: str
    ground: str


@dataclass(frozen=True, slots=True)
class EvidenceConcluded:
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class EvidenceClosed:
    at: datetime
    by: str


Command = AskEvidence | SubmitEvidence | ServeEvidence | ChallengeEvidence | ConcludeEvidence | CloseEvidence
Event = EvidenceAsked | EvidenceSubmitted | EvidenceServed | EvidenceChallenged | EvidenceConcluded | EvidenceClosed
_OPEN = (EVIDENCE, REVIEW)
WHERE: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {
    AskEvidence: (STAFF, _OPEN),
    SubmitEvidence: (PARTIES, ("negotiation", "returning", *_OPEN)),
    ServeEvidence: (("platform", *STAFF), ("negotiation", "returning", *_OPEN)),
    ChallengeEvidence: (PARTIES, _OPEN),
    ConcludeEvidence: (PARTIES, (EVIDENCE,)),
    CloseEvidence: (STAFF, (EVIDENCE,)),
}


def decide(case: Case, command: Command, court: Court) -> list[Event]:
    match command:
        case AskEvidence(at, by, what, note):
            if what not in ASKS:
                raise Refused("unknown-request", what=what, allowed=tuple(ASKS))
            return [EvidenceAsked(at, by, what, note)]
        case SubmitEvidence(at, by, id_, kind, digest, shows):
            _check_new(case, command)
            late = case.evidence_closed_at is not None and at >= case.evidence_closed_at
            return [EvidenceSubmitted(at, by, id_, kind, digest, shows, late)]
        case ServeEvidence(at, by, id_, to, proof):
            _check_other(_item(case, id_), to)
            return [EvidenceServed(at, by, id_, to, proof)]
        case ChallengeEvidence(at, by, id_, ground):
            _check_challenge(case, command)
            return [EvidenceChallenged(at, by, id_, ground)]
        case ConcludeEvidence(at, by):
            return _concluded(case, at, by)
        case CloseEvidence(at, by):
            _check_window(case, court)
            return [EvidenceClosed(at, by)]
        case _:
            assert_never(command)


def _check_new(case: Case, command: SubmitEvidence) -> None:
    if any(row["id"] == command.id for row in case.facts.get("evidence", ())):
        raise Refused("evidence-known", id=command.id)
    told_by_us = sorted({"id", "by", "at", "late", "judged", "prima_facie"} & dict(command.shows).keys())
    if told_by_us:
        raise Refused("evidence-says-too-much", fields=tuple(told_by_us))


def _item(case: Case, id_: str) -> dict[str, Any]:
    for row in case.facts.get("evidence", ()):
        if row["id"] == id_:
            return dict(row)
    raise Refused("no-such-evidence", id=id_)


def _check_other(item: dict[str, Any], to: str) -> None:
    if role(to) not in PARTIES or role(to) == item["by"]:
        raise Refused("serve-the-other-side", id=item["id"])


def _check_challenge(case: Case, command: ChallengeEvidence) -> None:
    if _item(case, command.id)["by"] == role(command.by):
        raise Refused("challenge-of-your-own", id=command.id)
    if (command.id, role(command.by)) not in case.served:
        raise Refused("evidence-not-served", id=command.id)


def _concluded(case: Case, at: datetime, by: str) -> list[Event]:
    if role(by) in case.done:
        raise Refused("concluded-before")
    said: list[Event] = [EvidenceConcluded(at, by)]
    return [*said, EvidenceClosed(at, "platform")] if case.done else said


def _check_window(case: Case, court: Court) -> None:
    """Staff close evidence only where no clock of the pack runs: a window is the parties' own."""
    running = [clock.at for clock in clocks(case, court) if clock.party == "both"]
    if running:
        raise Refused("evidence-window-open", since=min(running).isoformat())


def evolve(case: Case, event: Event) -> Case:
    match event:
        case EvidenceAsked():
            again = changed(case, done=frozenset(), evidence_closed_at=None, stage=EVIDENCE)
            return told(again, event.at, "platform", ASKS[event.what])
        case EvidenceSubmitted():
            row = {"id": event.id, "by": role(event.by), "kind": event.kind, "at": event.at, **dict(event.shows)}
            return added(case, "evidence", {**row, "late": True} if event.late else row)
        case EvidenceServed():
            return changed(case, served=case.served | {(event.id, role(event.to))})
        case EvidenceChallenged():
            return changed(case, challenged=case.challenged | {(event.id, event.ground)})
        case EvidenceConcluded():
            return changed(case, done=case.done | {role(event.by)})
        case EvidenceClosed():
            return changed(case, evidence_closed_at=event.at, stage=REVIEW)
        case _:
            assert_never(event)
