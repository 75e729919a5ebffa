"""Remedy: the payments that a ruling or a settlement asks for, planned, sent, confirmed, failed and tried again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from gongdao.case.court import Court
from gongdao.case.state import CLOSED, EVIDENCE, JURY, REMEDY, RETURNING, REVIEW, Case, Leg, Ruled, changed
from gongdao.kernel.errors import Refused

OVERTURNS = ("correct_ruling", "pay_seller", "dismiss")
OVER = ("confirmed", "cancelled")
Payment = tuple[str, str, int, str]


@dataclass(frozen=True, slots=True)
class SendLeg:
    at: datetime
    by: str
    leg: str


@dataclass(frozen=True, slots=True)
class ConfirmLeg:
    at: datetime
    by: str
    leg: str
    amount: int


@dataclass(frozen=True, slots=True)
class FailLeg:
    at: datetime
    by: str
    leg: str
    reason: str


@dataclass(frozen=True, slots=True)
class RetryLeg:
    at: datetime
    by: str
    leg: str


@dataclass(frozen=True, slots=True)
class LegHeld:
    at: datetime
    by: str
    leg: str
    source: str
    to: str
    amount: int
    reason: str


@dataclass(frozen=True, slots=True)
class LegSent:
    at: datetime
    by: str
    leg: str


@dataclass(frozen=True, slots=True)
class LegConfirmed:
    at: datetime
    by: str
    leg: str
    amount: int


@dataclass(frozen=True, slots=True)
class LegFailed:
    at: datetime
    by: str
    leg: str
    reason: str


@dataclass(frozen=True, slots=True)
class LegCancelled:
    at: datetime
    by: str
    leg: str


@dataclass(frozen=True, slots=True)
class RemedyPlanned:
    at: datetime
    by: str
    ruling: int
    goods_first: bool


@dataclass(frozen=True, slots=True)
class CaseClosed:
    at: datetime
    by: str


Command = SendLeg | ConfirmLeg | FailLeg | RetryLeg
Event = LegHeld | LegSent | LegConfirmed | LegFailed | LegCancelled | RemedyPlanned | CaseClosed
# An appeal does not suspend: the payments of a ruling go on while the case is heard again.
_PAYING = (REMEDY, EVIDENCE, JURY, REVIEW, CLOSED)
WHERE: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {
    SendLeg: (("platform",), _PAYING),
    ConfirmLeg: (("platform", "marketplace"), _PAYING),
    FailLeg: (("platform", "marketplace"), _PAYING),
    RetryLeg: (("platform", "staff"), _PAYING),
}


def decide(case: Case, command: Command, court: Court) -> list[Event]:
    match command:
        case SendLeg(at, by, leg):
            _leg(case, leg, "held")
            return [LegSent(at, by, leg)]
        case ConfirmLeg(at, by, leg, amount):
            sent = _leg(case, leg, "sent")
            if not 0 < amount <= sent.amount - sent.paid:
                raise Refused("leg-amount", amount=amount, left=sent.amount - sent.paid)
            done: list[Event] = [LegConfirmed(at, by, leg, amount)]
            return [*done, *_closing(evolve(case, done[0]), at)]
        case FailLeg(at, by, leg, reason):
            _leg(case, leg, "sent")
            return [LegFailed(at, by, leg, reason)]
        case RetryLeg(at, by, leg):
            _leg(case, leg, "failed")
            return [LegSent(at, by, leg)]
        case _:
            assert_never(command)


def _leg(case: Case, id_: str, state: str) -> Leg:
    for leg in case.legs:
        if leg.id == id_:
            if leg.state != state:
                raise Refused("leg-not-so", leg=id_, state=leg.state, wanted=state)
            return leg
    raise Refused("no-such-leg", leg=id_)


def _closing(case: Case, at: datetime) -> list[Event]:
    done = case.stage == REMEDY and all(leg.state in OVER for leg in case.legs)
    return [CaseClosed(at, "platform")] if done else []


def owed(ruling: Ruled) -> list[Payment]:
    """Give the payments of a ruling: from which account, to whom, how much, what for."""
    rows = [(key.split("|"), amount) for key, amount in ruling.payers]
    return [(source, to, amount, reason) for (source, to, reason), amount in rows if isinstance(amount, int)]


def plan(case: Case, payers: Sequence[Payment], at: datetime) -> list[Event]:
    """Plan what is still to be paid: what is owed now, less what was planned before; take back what was overturned."""
    number = len(case.rulings)
    gone = _overturned(case, payers)
    events: list[Event] = [LegCancelled(at, "platform", leg.id) for leg in gone if leg.state in ("held", "failed")]
    back = [(leg.to, leg.source, leg.paid, "reversal") for leg in gone if leg.paid]
    wanted = [*back, *_missing(case, payers)]
    first = len(case.legs) + 1
    events += [LegHeld(at, "platform", f"L{n}", *leg) for n, leg in enumerate(wanted, first)]
    goods_first = number > 0 and case.rulings[-1].outcome == "return_refund" and not case.inspected
    events.append(RemedyPlanned(at, "platform", number, goods_first and not _back_already(case)))
    planned = case
    for event in events:
        planned = evolve(planned, event)
    return [*events, *_closing(planned, at)]


def _back_already(case: Case) -> bool:
    return any(row["act"] in ("ship_return", "sign_return") for row in case.facts.get("events", ()))


def _overturned(case: Case, payers: Sequence[Payment]) -> list[Leg]:
    """The payments to the buyer that a later ruling overturned; none where the platform pays for its error."""
    if len(case.rulings) < 2 or case.rulings[-1].outcome not in OVERTURNS or case.rulings[-2].winner != "buyer":
        return []
    if any(source == "platform" and to == "seller" for source, to, _, _ in payers):
        return []
    return [leg for leg in case.legs if leg.to == "buyer" and leg.state != "cancelled"]


def _missing(case: Case, payers: Sequence[Payment]) -> list[Payment]:
    before: dict[tuple[str, str], int] = {}
    for leg in case.legs:
        if leg.state != "cancelled":
            before[leg.source, leg.to] = before.get((leg.source, leg.to), 0) + leg.amount
    rows = [(source, to, amount - before.get((source, to), 0), reason) for source, to, amount, reason in payers]
    return [row for row in rows if row[2] > 0]


def evolve(case: Case, event: Event) -> Case:
    match event:
        case LegHeld():
            leg = Leg(event.leg, event.source, event.to, event.amount, event.reason)
            return changed(case, legs=(*case.legs, leg))
        case LegSent():
            return _changed(case, event.leg, "sent", tried=1)
        case LegConfirmed():
            return _paid(case, event)
        case LegFailed():
            return _changed(case, event.leg, "failed")
        case LegCancelled():
            return _changed(case, event.leg, "cancelled")
        case RemedyPlanned():
            return changed(case, ripe="", planned=event.ruling, stage=RETURNING if event.goods_first else REMEDY)
        case CaseClosed():
            return changed(case, stage=CLOSED)
        case _:
            assert_never(event)


def _changed(case: Case, id_: str, state: str, tried: int = 0) -> Case:
    legs = tuple(replace(x, state=state, attempts=x.attempts + tried) if x.id == id_ else x for x in case.legs)
    return changed(case, legs=legs)


def _paid(case: Case, event: LegConfirmed) -> Case:
    """A part paid leaves the rest to be tried again."""
    legs = tuple(replace(x, paid=x.paid + event.amount) if x.id == event.leg else x for x in case.legs)
    full = all(x.paid == x.amount for x in legs if x.id == event.leg)
    return _executed(_changed(changed(case, legs=legs), event.leg, "confirmed" if full else "failed"))


def _executed(case: Case) -> Case:
    """When the last payment arrived, the facts say that the ruling was carried out."""
    rows = list(case.facts.get("events", ()))
    last = max((n for n, row in enumerate(rows) if row["act"] == "ruling"), default=None)
    if last is None or any(leg.state not in OVER for leg in case.legs):
        return case
    rows[last] = {**rows[last], "executed": True}
    return changed(case, facts={**case.facts, "events": rows})
