"""Review: the case's one owner weighs the evidence and finds the facts, each with a reason; nobody types a remedy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, assert_never

from gongdao.case.court import Court, pack
from gongdao.case.state import EVIDENCE, JURY, REVIEW, Case, changed, merged, role
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
class DecideRecusal:
    at: datetime
    by: str
    granted: bool
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
class LeaveEvidence:
    at: datetime
    by: str
    id: str
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
class RecusalDecided:
    at: datetime
    by: str
    granted: bool
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
class EvidenceLeft:
    at: datetime
    by: str
    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class FactFound:
    at: datetime
    by: str
    fact: str
    holds: bool
    evidence: tuple[str, ...]
    reason: str


Command = TakeCase | HandOver | AskRecusal | Recuse | DecideRecusal | JudgeEvidence | LeaveEvidence | FindFact
Event = (
    CaseTaken | CaseHandedOver | RecusalAsked | Recused | RecusalDecided | EvidenceJudged | EvidenceLeft | FactFound
)  # fmt: skip
_HANDLED = (EVIDENCE, JURY, REVIEW)
WHERE: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {
    TakeCase: (STAFF, _HANDLED),
    HandOver: (STAFF, _HANDLED),
    AskRecusal: (("buyer", "seller"), _HANDLED),
    Recuse: (STAFF, _HANDLED),
    DecideRecusal: (("supervisor",), _HANDLED),
    JudgeEvidence: (STAFF, (REVIEW,)),
    LeaveEvidence: (STAFF, (REVIEW,)),
    FindFact: (STAFF, (REVIEW,)),
}


def decide(case: Case, command: Command, court: Court) -> list[Event]:
    match command:
        case TakeCase(at, by):
            _check_free(case, by)
            return [CaseTaken(at, by)]
        case HandOver(at, by, to, reason):
            if role(by) != "supervisor":
                _check_owner(case, by)
            _check_free(changed(case, owner=""), to)
            return [CaseHandedOver(at, by, to, _reasoned(reason))]
        case AskRecusal(at, by, reason):
            _check_recusal(case, asked=False)
            return [RecusalAsked(at, by, _reasoned(reason))]
        case Recuse(at, by, reason):
            _check_owner(case, by)
            return [Recused(at, by, _reasoned(reason))]
        case DecideRecusal(at, by, granted, reason):
            _check_recusal(case, asked=True)
            if by == case.owner:
                raise Refused("own-recusal", by=by)
            return [RecusalDecided(at, by, granted, _reasoned(reason))]
        case JudgeEvidence():
            return [_judged(case, command)]
        case LeaveEvidence(at, by, id_, reason):
            _check_may_act(case, by)
            _check_evidence(case, id_)
            return [EvidenceLeft(at, by, id_, _reasoned(reason))]
        case FindFact():
            return [_found(case, command, court)]
        case _:
            assert_never(command)


def _check_free(case: Case, by: str) -> None:
    if case.owner:
        raise Refused("case-has-owner", owner=case.owner)
    if role(by) not in STAFF:
        raise Refused("not-yours", by=role(by), allowed=STAFF)
    if by in case.recusals:
        raise Refused("recused-before", by=by)
    _check_unruled(case, by)
    complained = case.facts.get("complained")
    if complained is not None and by == complained.get("staff"):
        raise Refused("complained-about", by=by)
    if complained is not None and role(by) != "supervisor":
        raise Refused("supervisor-answers", by=by, rule="GD-20")


def _check_unruled(case: Case, by: str) -> None:
    """Nobody hears the appeal against his own ruling: a case sent back goes to other judges (民事诉讼法第四十一条)."""
    own = next((ruling for ruling in case.rulings if ruling.by == by and ruling.round < case.round), None)
    if own is not None:
        raise Refused("ruled-before", by=by, number=own.number)


def _check_owner(case: Case, by: str) -> None:
    if case.owner != by:
        raise Refused("not-the-owner", owner=case.owner or "-")


def _check_may_act(case: Case, by: str) -> None:
    """Who is asked to stand aside stops until that is decided (P-RECUSE)."""
    _check_owner(case, by)
    if case.recusal_asked:
        raise Refused("recusal-pending", by=case.recusal_asked, rule="P-RECUSE")


def _check_recusal(case: Case, asked: bool) -> None:
    if asked and not case.recusal_asked:
        raise Refused("no-recusal-asked")
    if not asked and case.recusal_asked:
        raise Refused("recusal-pending", by=case.recusal_asked, rule="P-RECUSE")
    if not asked and not case.owner:
        raise Refused("nobody-to-recuse")


def _reasoned(reason: str) -> str:
    if not reason.strip():
        raise Refused("reason-missing")
    return reason


def _judged(case: Case, command: JudgeEvidence) -> EvidenceJudged:
    _check_may_act(case, command.by)
    row = _check_evidence(case, command.id)
    if row.get("late"):
        raise Refused("evidence-late", id=command.id)
    if command.judged not in JUDGMENTS or command.prima_facie not in PRIMA_FACIE:
        raise Refused("unknown-judgment", judged=command.judged, allowed=JUDGMENTS)
    reason = _reasoned(command.reason)
    return EvidenceJudged(command.at, command.by, command.id, command.judged, command.prima_facie, reason)


def _check_evidence(case: Case, id_: str) -> dict[str, Any]:
    for row in case.facts.get("evidence", ()):
        if row["id"] == id_:
            return dict(row)
    raise Refused("no-such-evidence", id=id_)


def _found(case: Case, command: FindFact, court: Court) -> FactFound:
    """Discretion exists only as a finding the pack names."""
    _check_may_act(case, command.by)
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
            former = (*case.former, case.owner) if case.owner else case.former
            return changed(case, owner=event.to, former=former, recusal_asked="")
        case RecusalAsked():
            return changed(case, recusal_asked=event.by)
        case Recused():
            return _stood_aside(case)
        case RecusalDecided():
            return _stood_aside(case) if event.granted else changed(case, recusal_asked="")
        case EvidenceJudged():
            said = {"judged": event.judged, **({"prima_facie": event.prima_facie} if event.prima_facie else {})}
            return _weighed(case, event.id, said)
        case EvidenceLeft():
            return _weighed(case, event.id, {"left": True})
        case FactFound():
            return merged(case, "findings_by_staff", {event.fact: event.holds})
        case _:
            assert_never(event)


def _stood_aside(case: Case) -> Case:
    former, recusals = (*case.former, case.owner), (*case.recusals, case.owner)
    return changed(case, owner="", former=former, recusals=recusals, recusal_asked="")


def _weighed(case: Case, id_: str, said: Mapping[str, object]) -> Case:
    """The last word on a piece counts: judged after it was left it is weighed, left after it was judged it is not."""
    old = ("judged", "prima_facie", "left")
    kept = {row["id"]: {k: v for k, v in row.items() if k not in old} for row in case.facts["evidence"]}
    rows = [{**kept[id_], **said} if row["id"] == id_ else row for row in case.facts["evidence"]]
    return changed(case, facts={**case.facts, "evidence": rows})
