"""Evidence: asked for, submitted, served on the other side, challenged, admitted; its window closes and reopens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, assert_never

from gongdao.case.burden import bearer_of, check_ask
from gongdao.case.court import Court
from gongdao.case.due import clocks
from gongdao.case.served import OTHER, challenge_until, proof_of_service
from gongdao.case.state import (
    EVIDENCE,
    JURY,
    NEGOTIATION,
    RETURNING,
    REVIEW,
    Asked,
    Case,
    Row,
    added,
    changed,
    merged,
    role,
    told,
)
from gongdao.kernel.errors import Refused

PARTIES = ("buyer", "seller")
STAFF = ("staff", "supervisor")
# Who may hand in evidence, and as what a case file knows them.
GIVERS = {"buyer": "buyer", "seller": "seller", "carrier": "carrier_hq", "lab": "third_party_lab",
          "brand": "brand_owner"}  # fmt: skip
ASKS = {
    "evidence": "intervene_and_request_evidence",
    "supplement": "request_supplement",
    "buyer_test": "request_buyer_test",
}
REOPENS = ("evasion", "not_served", "excused", "new_issue")


@dataclass(frozen=True, slots=True)
class AskEvidence:
    """``fact`` and ``party`` name what is to be proved and by whom; without a fact both may bring what they have."""

    at: datetime
    by: str
    what: str
    note: str
    fact: str = ""
    party: str = ""


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
class AdmitFact:
    at: datetime
    by: str
    fact: str


@dataclass(frozen=True, slots=True)
class ConcludeEvidence:
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class CloseEvidence:
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ReopenEvidence:
    """``evidence`` names the late pieces that are let in after all."""

    at: datetime
    by: str
    ground: str
    evidence: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class EvidenceAsked:
    at: datetime
    by: str
    what: str
    note: str
    fact: str
    party: str


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
class FactAdmitted:
    at: datetime
    by: str
    fact: str
    holds: bool


@dataclass(frozen=True, slots=True)
class EvidenceConcluded:
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class EvidenceClosed:
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class EvidenceReopened:
    at: datetime
    by: str
    ground: str
    evidence: tuple[str, ...]
    reason: str


Command = (
    AskEvidence | SubmitEvidence | ServeEvidence | ChallengeEvidence | AdmitFact | ConcludeEvidence | CloseEvidence
    | ReopenEvidence
)  # fmt: skip
Event = (
    EvidenceAsked | EvidenceSubmitted | EvidenceServed | EvidenceChallenged | FactAdmitted | EvidenceConcluded
    | EvidenceClosed | EvidenceReopened
)  # fmt: skip
_HEARD = (EVIDENCE, REVIEW)
_OPEN = (NEGOTIATION, RETURNING, *_HEARD)
WHERE: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {
    AskEvidence: (STAFF, _HEARD),
    SubmitEvidence: (tuple(GIVERS), _OPEN),
    ServeEvidence: (("platform", *STAFF), _OPEN),
    ChallengeEvidence: (PARTIES, _HEARD),
    AdmitFact: (PARTIES, (*_OPEN, JURY)),
    ConcludeEvidence: (PARTIES, (EVIDENCE,)),
    CloseEvidence: (STAFF, (EVIDENCE,)),
    ReopenEvidence: (STAFF, (REVIEW,)),
}


def decide(case: Case, command: Command, court: Court) -> list[Event]:
    match command:
        case AskEvidence(at, by, what, note, fact, party):
            if what not in ASKS:
                raise Refused("unknown-request", what=what, allowed=tuple(ASKS))
            return [EvidenceAsked(at, by, what, note, fact, check_ask(case, court, fact, party))]
        case SubmitEvidence():
            return _submitted(case, command)
        case ServeEvidence(at, by, id_, to, proof):
            _check_other(_item(case, id_), to)
            return [EvidenceServed(at, by, id_, to, proof)]
        case ChallengeEvidence(at, by, id_, ground):
            _check_challenge(case, command, court)
            return [EvidenceChallenged(at, by, id_, ground)]
        case AdmitFact(at, by, fact):
            return [_admitted(case, command, court)]
        case ConcludeEvidence(at, by):
            return _concluded(case, at, by)
        case CloseEvidence(at, by):
            _check_window(case, court)
            return [EvidenceClosed(at, by)]
        case ReopenEvidence(at, by, ground, evidence, reason):
            _check_reopening(case, command)
            return [EvidenceReopened(at, by, ground, evidence, reason)]
        case _:
            assert_never(command)


def _submitted(case: Case, command: SubmitEvidence) -> list[Event]:
    """Take a piece in and serve it on whoever of the parties did not hand it in."""
    _check_new(case, command)
    at, by = command.at, role(command.by)
    late = case.evidence_closed_at is not None and at >= case.evidence_closed_at
    taken = EvidenceSubmitted(at, command.by, command.id, command.kind, command.digest, command.shows, late)
    served = [
        EvidenceServed(at, "platform", command.id, to, proof_of_service(case, taken.id, taken.digest, to, at))
        for to in OTHER.get(by, PARTIES)
    ]
    return [taken, *served]


def _check_new(case: Case, command: SubmitEvidence) -> None:
    if any(row["id"] == command.id for row in case.facts.get("evidence", ())):
        raise Refused("evidence-known", id=command.id)
    told_by_us = sorted({"id", "by", "at", "late", "judged", "prima_facie", "left"} & dict(command.shows).keys())
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


def _check_challenge(case: Case, command: ChallengeEvidence, court: Court) -> None:
    party = role(command.by)
    if _item(case, command.id)["by"] == party:
        raise Refused("challenge-of-your-own", id=command.id)
    if (command.id, party) not in case.served:
        raise Refused("evidence-not-served", id=command.id)
    until = challenge_until(case, court, command.id, party)
    if case.stage == REVIEW and until is not None and command.at >= until:
        raise Refused("challenge-too-late", id=command.id, until=until.isoformat())


def _admitted(case: Case, command: AdmitFact, court: Court) -> FactAdmitted:
    """A party admits only against itself: what the other must prove holds, what it must prove itself does not."""
    bearer = bearer_of(case, court, command.fact)
    if command.fact in case.facts.get("admissions", {}):
        raise Refused("admitted-before", fact=command.fact)
    return FactAdmitted(command.at, command.by, command.fact, role(command.by) != bearer)


def _concluded(case: Case, at: datetime, by: str) -> list[Event]:
    if role(by) in case.done:
        raise Refused("concluded-before")
    said: list[Event] = [EvidenceConcluded(at, by)]
    return [*said, EvidenceClosed(at, "platform")] if case.done else said


def _check_window(case: Case, court: Court) -> None:
    """Staff close evidence only where no clock of the pack runs: a window is the parties' own."""
    running = [clock for clock in clocks(case, court) if clock.effect in ("close_evidence", "decide_on_file")]
    if running:
        raise Refused("evidence-window-open", since=running[0].at.isoformat(), rule=running[0].rule)


def _check_reopening(case: Case, command: ReopenEvidence) -> None:
    if command.by != case.owner and role(command.by) != "supervisor":
        raise Refused("not-the-owner", owner=case.owner or "-")
    if command.ground not in REOPENS:
        raise Refused("unknown-reopening", ground=command.ground, allowed=REOPENS)
    if not command.reason.strip():
        raise Refused("reason-missing")
    for id_ in command.evidence:
        if not _item(case, id_).get("late"):
            raise Refused("evidence-not-late", id=id_)


def evolve(case: Case, event: Event) -> Case:
    match event:
        case EvidenceAsked():
            return _asked(case, event)
        case EvidenceSubmitted():
            by = GIVERS[role(event.by)]
            row = {"id": event.id, "by": by, "kind": event.kind, "at": event.at, **dict(event.shows)}
            return added(case, "evidence", {**row, "late": True} if event.late else row)
        case EvidenceServed():
            return changed(case, served={**case.served, (event.id, role(event.to)): event.at})
        case EvidenceChallenged():
            return changed(case, challenged=case.challenged | {(event.id, event.ground)})
        case FactAdmitted():
            return merged(case, "admissions", {event.fact: event.holds})
        case EvidenceConcluded():
            return changed(case, done=case.done | {role(event.by)})
        case EvidenceClosed():
            return changed(case, evidence_closed_at=event.at, stage=REVIEW)
        case EvidenceReopened():
            return _reopened(case, event)
        case _:
            assert_never(event)


def _asked(case: Case, event: EvidenceAsked) -> Case:
    """Whom nothing is asked of has said all there is to say."""
    asked = (*case.asked, Asked(event.at, event.what, event.fact, event.party))
    done = frozenset(OTHER[event.party]) if event.party else frozenset[str]()
    again = changed(case, asked=asked, done=done, evidence_closed_at=None, stage=EVIDENCE)
    return told(again, event.at, "platform", ASKS[event.what])


def _reopened(case: Case, event: EvidenceReopened) -> Case:
    """The pack lets in what comes after its window when a supplement is asked for (CV-12)."""
    rows = [_let_in(row) if row["id"] in event.evidence else row for row in case.facts.get("evidence", ())]
    again = changed(case, facts={**case.facts, "evidence": rows}, done=frozenset(), evidence_closed_at=None)
    return told(changed(again, stage=EVIDENCE), event.at, "platform", "request_supplement")


def _let_in(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != "late"}
