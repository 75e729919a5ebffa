"""Silence: a deadline passed and the pack says what that does; written at the instant it fell due."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from gongdao.case.due import OFFER, Clock
from gongdao.case.overlays import resumed
from gongdao.case.stages import jury
from gongdao.case.stages.returning import received
from gongdao.case.state import CLOSED, EVIDENCE, RETURNING, REVIEW, Case, changed, told


@dataclass(frozen=True, slots=True)
class DeadlinePassed:
    at: datetime
    by: str
    deadline: str
    start: datetime
    due: datetime
    party: str
    effect: str
    rule: str


Event = DeadlinePassed


def passed(clock: Clock, at: datetime) -> DeadlinePassed:
    """Tell that a clock ended and nobody acted."""
    return DeadlinePassed(at, "clerk", clock.name, clock.start, clock.at, clock.party, clock.effect, clock.rule)


def evolve(case: Case, event: DeadlinePassed) -> Case:
    case = changed(case, passed={**case.passed, event.deadline: (event.start, event.at)})
    match event.effect:
        case "refund":
            return _refunded(case)
        case "system_decides":
            return changed(case, ripe="silence")
        case "closes" | "request_closes":
            return changed(case, stage=CLOSED)
        case "close_evidence":
            return changed(case, stage=REVIEW, evidence_closed_at=event.at)
        case "decide_on_file":
            return changed(case, stage=REVIEW, evidence_closed_at=event.at, ripe="file")
        case "staff_review":
            return jury.returned(case, event.at)
        case "escalate":
            return _escalated(case, event.at)
        case "intervene":
            return _intervened(case, event)
        case "counts_as_received":
            return changed(case, goods="signed")
        case "offer_lapses":
            return _lapsed(case, event.deadline.removeprefix(OFFER))
        case "resume" | "resume_processing":
            return resumed(case, event.at)
        case _:
            return case


def _escalated(case: Case, at: datetime) -> Case:
    """Count how often the case was passed on in this stage: each time the next reminder comes later."""
    before = case.escalated if case.overdue_at is not None else 0
    return changed(case, escalated=before + 1, escalated_at=at)


def _refunded(case: Case) -> Case:
    """Silence about goods sent back counts as their receipt: what was ruled or agreed on is paid, not ruled again."""
    if case.stage == RETURNING and (case.plans or case.goods_first or case.settled is not None):
        return received(case, "sound")
    return changed(case, ripe="silence")


def _intervened(case: Case, event: DeadlinePassed) -> Case:
    """The platform takes up by itself what the parties left lying; goods agreed on and not sent count as refused."""
    if case.goods == "owed":
        case = changed(told(case, event.at, "seller", "refuse_resend"), goods="unperformed", settled=None)
    asked = told(case, event.at, "platform", "intervene_and_request_evidence")
    return changed(asked, stage=EVIDENCE, done=frozenset(), evidence_closed_at=None)


def _lapsed(case: Case, offer: str) -> Case:
    return changed(case, offers=tuple(replace(o, state="lapsed") if o.id == offer else o for o in case.offers))
