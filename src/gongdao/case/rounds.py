"""Rounds: an appeal brings a new ground or new evidence, is heard at most twice, and suspends nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongdao.case.court import Court, ask
from gongdao.case.state import CLOSED, EVIDENCE, REMEDY, RETURNING, RULED, Case, changed, role, told
from gongdao.kernel.errors import Refused

MOST = 2


@dataclass(frozen=True, slots=True)
class Appeal:
    at: datetime
    by: str
    ground: str
    new_evidence: str


@dataclass(frozen=True, slots=True)
class Appealed:
    at: datetime
    by: str
    ground: str
    new_evidence: str
    number: int


Command = Appeal
Event = Appealed
WHERE: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Appeal: (("buyer", "seller"), (RULED, RETURNING, REMEDY, CLOSED)),
}


def decide(case: Case, command: Appeal, court: Court) -> list[Event]:
    if not case.rulings:
        raise Refused("nothing-to-appeal")
    if case.round >= MOST:
        raise Refused("appeals-used-up", most=MOST)
    if not command.ground.strip() and not command.new_evidence.strip():
        raise Refused("appeal-brings-nothing")
    event = Appealed(command.at, command.by, command.ground, command.new_evidence, case.round + 1)
    if ask(court, _appealed(case, event), command.at, "appeal")["appeal"] == "inadmissible":
        raise Refused("appeal-inadmissible")
    return [event]


def evolve(case: Case, event: Event) -> Case:
    again = changed(
        _appealed(case, event),
        round=event.number, stage=EVIDENCE, done=frozenset(), evidence_closed_at=None, owner="", escalated=False,
        former=(*case.former, case.owner) if case.owner else case.former,
    )  # fmt: skip
    return told(again, event.at, "platform", "intervene_and_request_evidence")


def _appealed(case: Case, event: Appealed) -> Case:
    brings = event.new_evidence or event.ground
    return told(case, event.at, role(event.by), "appeal", n=event.number, new_evidence=brings)
