"""Silence: a deadline passed and the pack says what that does; written at the instant it fell due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongdao.case.due import Clock
from gongdao.case.overlays import resumed
from gongdao.case.state import CLOSED, REVIEW, Case, changed


@dataclass(frozen=True, slots=True)
class DeadlinePassed:
    at: datetime
    by: str
    deadline: str
    due: datetime
    party: str
    effect: str
    rule: str


Event = DeadlinePassed


def passed(clock: Clock, at: datetime) -> DeadlinePassed:
    """Tell that a clock ended and nobody acted."""
    return DeadlinePassed(at, "clerk", clock.name, clock.at, clock.party, clock.effect, clock.rule)


def evolve(case: Case, event: DeadlinePassed) -> Case:
    case = changed(case, passed=case.passed | {f"{event.deadline}@{event.due.isoformat()}"})
    match event.effect:
        case "refund":
            return changed(case, ripe="silence")
        case "closes" | "request_closes":
            return changed(case, stage=CLOSED)
        case "close_evidence":
            return changed(case, stage=REVIEW, evidence_closed_at=event.at)
        case "decide_on_file":
            return changed(case, stage=REVIEW, evidence_closed_at=event.at, ripe="file")
        case "staff_review":
            return changed(case, stage=REVIEW)
        case "escalate":
            return changed(case, escalated=True)
        case "resume" | "resume_processing":
            return resumed(case, event.at)
        case _:
            return case
