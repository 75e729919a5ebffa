"""Rounds: an appeal brings a new ground or new evidence, is heard at most twice, and suspends nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongdao.case.court import Court, ask, asked, countdowns, rules_of
from gongdao.case.state import CLOSED, EVIDENCE, REMEDY, RETURNING, RULED, Case, changed, role, told
from gongdao.kernel.errors import Refused
from gongdao.policy.work import Countdown, Evaluation

MOST = 2
OUTSIDE = ("12315", "court")
# The ends of the time to appeal, by what the packs call them and what they do.
ENDS, NAME = frozenset(("inadmissible", "lost", "")), "appeal"


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


def decide(case: Case, command: Command, court: Court) -> list[Event]:
    if not case.rulings:
        raise Refused("nothing-to-appeal")
    event = Appealed(command.at, command.by, command.ground, command.new_evidence, case.round + 1)
    said = asked(court, _appealed(case, event), command.at, "appeal", "admissible", "referrals")
    if case.round >= MOST:
        raise Refused("appeals-used-up", most=MOST, rule="P-APPEAL-2", remains=_remains(said))
    if not _brings(command) - case.appeals:
        raise Refused("appeal-brings-nothing", rule="P-APPEAL-2")
    if said.values.get("appeal") == "inadmissible":
        raise Refused("appeal-inadmissible", rules=rules_of(said, "appeal"))
    if said.values.get("admissible") is False and ask(court, case, command.at, "admissible")["admissible"] is not False:
        raise Refused("appeal-inadmissible", rules=rules_of(said, "admissible"))
    return [event]


def appeal_end(case: Case, court: Court, at: datetime, side: str) -> Countdown | None:
    """Give the clock at whose end a side may no longer appeal the last ruling; None where the rules name no last day.

    Some packs count only for who appeals, so the side is taken to appeal now.
    """
    tried = _appealed(case, Appealed(at, side, NAME, "", case.round + 1))
    running = [count for count in countdowns(court, tried, at, ENDS).values() if NAME in count.decision.id]
    return min((count for count in running if count.due.at > at), key=lambda count: count.due.at, default=None)


def _brings(appeal: Appeal | Appealed) -> frozenset[str]:
    """What an appeal rests on; a ground or a piece that was brought before is not new."""
    return frozenset(text for text in (appeal.ground.strip(), appeal.new_evidence.strip()) if text)


def _remains(said: Evaluation) -> tuple[str, ...]:
    """Where a party may still go when its appeals are used up (TB-93, CPL-39)."""
    rows = said.values.get("referrals")
    bodies = [str(row["to"]) for row in rows if row.get("ready")] if isinstance(rows, list) else []
    return tuple(dict.fromkeys((*bodies, *OUTSIDE)))


def evolve(case: Case, event: Event) -> Case:
    again = changed(
        _appealed(case, event),
        round=event.number, stage=EVIDENCE, done=frozenset(), evidence_closed_at=None, owner="", escalated=0,
        former=(*case.former, case.owner) if case.owner else case.former, asked=(), recusal_asked="",
        appeals=case.appeals | _brings(event),
    )  # fmt: skip
    return told(again, event.at, "platform", "intervene_and_request_evidence")


def _appealed(case: Case, event: Appealed) -> Case:
    brings = event.new_evidence or event.ground
    return told(case, event.at, role(event.by), "appeal", n=event.number, new_evidence=brings)
