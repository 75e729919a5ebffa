"""Ruled: the policy derives the ruling from the facts found; there is no other way to one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any, assert_never

from gongdao.case.court import Court, decision
from gongdao.case.state import CLOSED, NEGOTIATION, REMEDY, RETURNING, REVIEW, RULED, Case, Row, Ruled, changed, told
from gongdao.kernel.digest import digest
from gongdao.kernel.errors import Refused
from gongdao.policy.work import Evaluation

FINAL = ("refund", "return_refund", "partial_refund", "repair", "pay_seller", "dismiss", "inadmissible",
         "correct_ruling")  # fmt: skip
DECISION = ("admissible", "winner", "outcome", "remedy", "refund", "compensation", "compensation_items", "deductions",
            "freight", "risk", "payers", "shortfall", "heads", "flags", "cites", "needs_human", "pins")  # fmt: skip


@dataclass(frozen=True, slots=True)
class GiveRuling:
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class CorrectClericalError:
    at: datetime
    by: str
    ruling: int
    note: str


@dataclass(frozen=True, slots=True)
class RulingGiven:
    at: datetime
    by: str
    number: int
    basis: str
    outcome: str
    winner: str
    refund: int
    rules: tuple[str, ...]
    law: tuple[str, ...]
    evidence: tuple[str, ...]
    pack: str
    pack_digest: str
    floor: tuple[str, ...]
    calendar_digest: str
    pauses_digest: str
    facts_digest: str
    edition: str
    digest: str
    payers: Row
    sources: Row
    shortfalls: Row


@dataclass(frozen=True, slots=True)
class RulingDeferred:
    at: datetime
    by: str
    outcome: str


@dataclass(frozen=True, slots=True)
class ClericalErrorCorrected:
    at: datetime
    by: str
    ruling: int
    note: str


Command = GiveRuling | CorrectClericalError
Event = RulingGiven | RulingDeferred | ClericalErrorCorrected
WHERE: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {
    GiveRuling: (("staff", "supervisor"), (REVIEW,)),
    CorrectClericalError: (("staff", "supervisor"), (RULED, RETURNING, REMEDY, CLOSED)),
}


def decide(case: Case, command: Command, court: Court) -> list[Event]:
    match command:
        case GiveRuling(at, by):
            if case.owner != by:
                raise Refused("not-the-owner", owner=case.owner or "-")
            return [_by_owner(case, command, court)]
        case CorrectClericalError(at, by, number, note):
            if not 1 <= number <= len(case.rulings):
                raise Refused("no-such-ruling", number=number)
            return [ClericalErrorCorrected(at, by, number, note)]
        case _:
            assert_never(command)


def _by_owner(case: Case, command: GiveRuling, court: Court) -> Event:
    moving = [leg.id for leg in case.legs if leg.state == "sent"]
    if moving:
        raise Refused("payment-under-way", leg=moving[0])
    said = rule(changed(case, ripe="findings"), court, command.at, command.by)
    if isinstance(said, RulingDeferred) and said.outcome != "continue_negotiation":
        raise Refused("not-ripe", outcome=said.outcome)
    return said


def rule(case: Case, court: Court, at: datetime, by: str = "platform") -> RulingGiven | RulingDeferred:
    """Apply the pack to the case as it stands; what it leaves open is no ruling."""
    decided = decision(court, case, at)
    made = decided.decision
    outcome = str(made["outcome"] or "open")
    if outcome not in FINAL:
        return RulingDeferred(at, by, outcome)
    pins, law = made["pins"], decided.evaluation.pack
    refund = decided.evaluation.values.get("refund")
    return RulingGiven(
        at, by, len(case.rulings) + 1, case.ripe, outcome, str(made["winner"]), _minor(refund),
        tuple(made["cites"]["rules"]), tuple(made["cites"]["law"]), tuple(str(row["id"]) for row in made["evidence"]),
        pins["pack"], pins["digest"], tuple(pins["extends"]), digest(court.calendars.get(law.calendar)),
        digest(court.pauses), pins["facts"], pins["edition"], decided_as(made), *_money(decided.evaluation),
    )  # fmt: skip


def _minor(amount: object) -> int:
    return amount if isinstance(amount, int) else 0


def _money(evaluation: Evaluation) -> tuple[Row, Row, Row]:
    """Give what is paid as ``escrow|buyer|refund``, all that may pay as ``1|escrow|refund``, up to an amount or
    without limit (empty), and what finds no source as ``buyer|refund``; in minor units.
    """
    paid: Counter[str] = Counter()
    sources: list[tuple[str, str | int]] = []
    short: Counter[str] = Counter()
    for name, pool in sorted(evaluation.poured.items()):
        rows: Any = evaluation.values[name]
        to = pool.to
        short.update({f"{to}|{debt}": max(0, owed) for debt, owed in pool.debts})
        for row in rows:
            paid[f"{row['from']}|{row['to']}|{row['for']}"] += row["amount"]
            short[f"{to}|{row['for']}"] -= row["amount"]
        for source, upto in pool.sources:
            debts = ",".join(source.debts or (debt for debt, _ in pool.debts))
            sources.append((f"{len(sources) + 1}|{source.account}|{debts}", "" if upto is None else max(0, upto)))
    return tuple(paid.items()), tuple(sources), tuple((key, amount) for key, amount in short.items() if amount)


def decided_as(made: dict[str, Any]) -> str:
    """Give the digest of a decision, which never covers its wording."""
    return digest({key: made[key] for key in DECISION})


def evolve(case: Case, event: Event) -> Case:
    match event:
        case RulingGiven():
            return _given(case, event)
        case RulingDeferred():
            back = NEGOTIATION if event.outcome == "continue_negotiation" else REVIEW
            return changed(case, ripe="", stage=back)
        case ClericalErrorCorrected():
            return case
        case _:
            assert_never(event)


def _given(case: Case, event: RulingGiven) -> Case:
    made = Ruled(event.number, event.at, event.outcome, event.winner, event.refund, event.pack, event.digest,
                 event.payers, event.sources, event.shortfalls)  # fmt: skip
    winner = event.winner if event.winner in ("buyer", "seller", "split", "none") else ""
    said = told(case, event.at, "platform", "ruling", winner=winner, amount=event.refund)
    return changed(said, ripe="", stage=RULED, rulings=(*case.rulings, made))
