"""Review: the case's one owner weighs the evidence and finds the facts, each with a reason; nobody types a remedy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from gongdao.case.court import Court, pack
from gongdao.case.state import EVIDENCE, JURY, REVIEW, Case, changed, merged
from gongdao.kernel.errors import Refused

STAFF = ("staff", "supervisor")
JUDGMENTS = ("valid", "insufficient", "no_proof", "does_not_show_state_at_signing")
PRIMA_FACIE = ("", "accepted", "rejected")
FOUND = "findings_by_staff."


@dataclass(frozen=True, slots=True)
class TakeCase:
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class HandOver:
    at: datetime
    by: str
    to: str
    reason: str


@dataclass(frozen=True, slots=True)
class AskRecusal:
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Recuse:
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class JudgeEvidence:
    at: datetime
    by: str
    id: str
    judged: str
    prima_facie: str
    reason: str


@dataclass(frozen=True, slots=True)
class FindFact:
    at: datetime
    by: str
    fact: str
    holds: bool
    evidence: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class CaseTaken:
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class CaseHandedOver:
    at: datetime
    by: str
    to: str
    reason: str


@dataclass(frozen=True, slots=True)
class RecusalAsked:
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Recused:
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class EvidenceJudged:
    at: datetime
    by: str
    id: str
    judged: str
    prima_facie: str
    reason: str


@dataclass(frozen=True, slots=True)
class FactFound:
    at: datetime
    by: str
    fact: str
    holds: bool
    evidence: tuple[str, ...]
    reason: str


Command = TakeCase | HandOver | AskRecusal | Recuse | JudgeEvidence | FindFact
Event = CaseTaken | CaseHandedOver | RecusalAsked | Recused | EvidenceJudged | FactFound
_HANDLED = (EVIDENCE, JURY, REVIEW)
WHERE: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {
    TakeCase: (STAFF, _HANDLED),
    HandOver: (STAFF, _HANDLED),
    AskRecusal: (("buyer", "seller"), _HANDLED),
    Recuse: (STAFF, _HANDLED),
    JudgeEvidence: (STAFF, (REVIEW,)),
    FindFact: (STAFF, (REVIEW,)),
}


def decide(case: Case, command: Command, court: Court) -> list[Event]:
    match command:
        case TakeCase(at, by):
            _check_free(case, by)
            return [CaseTaken(at, by)]
        case HandOver(at, by, to, reason):
            if not by.startswith("supervisor"):
                _check_owner(case, by)
            _check_free(changed(case, owner=""), to)
            return [CaseHandedOver(at, by, to, _reasoned(reason))]
        case AskRecusal(at, by, reason):
            return [RecusalAsked(at, by, _reasoned(reason))]
        case Recuse(at, by, reason):
            _check_owner(case, by)
            return [Recused(at, by, _reasoned(reason))]
        case JudgeEvidence():
            return [_judged(case, command)]
        case FindFact():
            return [_found(case, command, court)]
        case _:
            assert_never(command)


def _check_free(case: Case, by: str) -> None:
    if case.owner:
        raise Refused("case-has-owner", owner=case.owner)
    if by in case.recusals:
        raise Refused("recused-before", by=by)


def _check_owner(case: Case, by: str) -> None:
    if case.owner != by:
        raise Refused("not-the-owner", owner=case.owner or "-")


def _reasoned(reason: str) -> str:
    if not reason.strip():
        raise Refused("reason-missing")
    return reason


def _judged(case: Case, command: JudgeEvidence) -> EvidenceJudged:
    _check_owner(case, command.by)
    _check_evidence(case, command.id)
    if command.judged not in JUDGMENTS or command.prima_facie not in PRIMA_FACIE:
        raise Refused("unknown-judgment", judged=command.judged, allowed=JUDGMENTS)
    reason = _reasoned(command.reason)
    return EvidenceJudged(command.at, command.by, command.id, command.judged, command.prima_facie, reason)


def _check_evidence(case: Case, id_: str) -> None:
    if all(row["id"] != id_ for row in case.facts.get("evidence", ())):
        raise Refused("no-such-evidence", id=id_)


def _found(case: Case, command: FindFact, court: Court) -> FactFound:
    """Discretion exists only as a finding the pack names."""
    _check_owner(case, command.by)
    named = findings(case, court)
    if command.fact not in named:
        raise Refused("no-such-finding", fact=command.fact, allowed=named)
    for id_ in command.evidence:
        _check_evidence(case, id_)
    reason = _reasoned(command.reason)
    return FactFound(command.at, command.by, command.fact, command.holds, command.evidence, reason)


def findings(case: Case, court: Court) -> tuple[str, ...]:
    """Give the findings that the pack of the case leaves to a person."""
    facts = pack(court, case).facts.values()
    paths = {fact.finding for fact in facts} | {fact.binding.path for fact in facts if fact.binding}
    return tuple(sorted(path.removeprefix(FOUND) for path in paths if path.startswith(FOUND)))


def evolve(case: Case, event: Event) -> Case:
    match event:
        case CaseTaken():
            return changed(case, owner=event.by)
        case CaseHandedOver():
            return changed(case, owner=event.to, former=(*case.former, case.owner))
        case RecusalAsked():
            return case
        case Recused():
            return changed(case, owner="", former=(*case.former, event.by), recusals=(*case.recusals, event.by))
        case EvidenceJudged():
            return _weighed(case, event)
        case FactFound():
            return merged(case, "findings_by_staff", {event.fact: event.holds})
        case _:
            assert_never(event)


def _weighed(case: Case, event: EvidenceJudged) -> Case:
    said = {"judged": event.judged, **({"prima_facie": event.prima_facie} if event.prima_facie else {})}
    rows = [{**row, **said} if row["id"] == event.id else row for row in case.facts["evidence"]]
    return changed(case, facts={**case.facts, "evidence": rows})
