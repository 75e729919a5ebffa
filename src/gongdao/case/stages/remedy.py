"""Remedy: what a ruling or an agreement asks for is paid, source by source, until it is paid or found to be short."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from gongdao.case import execution, payments
from gongdao.case.court import Court, ask
from gongdao.case.heads import several, undecided
from gongdao.case.payments import LegFailed, LegSent
from gongdao.case.state import CLOSED, NEW, REMEDY, RETURNING, STAGES, Case, Ruled, changed
from gongdao.kernel.errors import Refused
from gongdao.ledger.account import Funders
from gongdao.ledger.execution import Answer, Payment, State
from gongdao.ledger.settlement import FORFEIT


@dataclass(frozen=True, slots=True)
class SendLeg:
    at: datetime
    by: str
    leg: str


@dataclass(frozen=True, slots=True)
class AnswerLeg:
    """What the marketplace says of a payment: how much it moved, nothing when it refused, under its own receipt."""

    at: datetime
    by: str
    leg: str
    receipt: str
    amount: int
    reason: str


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
class GiveUpLeg:
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


Command = SendLeg | AnswerLeg | FailLeg | RetryLeg | GiveUpLeg
Event = (
    RemedyPlanned | CaseClosed | payments.PaymentsPlanned | payments.LegHeld | LegSent | payments.LegAnswered
    | LegFailed | payments.LegReleased | payments.PlanEnded | payments.ShortfallRecorded
)  # fmt: skip
# An appeal does not suspend: the payments of a ruling go on while the case is heard again.
_PAYING = tuple(stage for stage in STAGES if stage != NEW)
# What the marketplace did is true whatever the case has come to meanwhile.
_HEARING = tuple(stage for stage in STAGES if stage != NEW)
WHERE: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {
    SendLeg: (("platform",), _PAYING),
    AnswerLeg: (("platform", "marketplace"), _HEARING),
    FailLeg: (("platform", "marketplace"), _HEARING),
    RetryLeg: (("platform", "staff", "supervisor"), _PAYING),
    GiveUpLeg: (("platform", "staff", "supervisor"), _HEARING),
}


def decide(case: Case, command: Command, court: Court) -> list[Event]:
    match command:
        case SendLeg(at, by, leg):
            _check_goods(case, _leg(case, leg, State.HELD))
            return [LegSent(at, by, leg)]
        case AnswerLeg():
            return _heard(case, command)
        case FailLeg(at, by, leg, reason):
            _leg(case, leg, State.SENT)
            return [LegFailed(at, by, leg, reason)]
        case RetryLeg(at, by, leg):
            _check_held(_leg(case, leg, State.FAILED))
            return [LegSent(at, by, leg)]
        case GiveUpLeg(at, by, leg):
            _check_held(_leg(case, leg, State.FAILED, State.HELD))
            return list(execution.given_up(case, leg, at))
        case _:
            assert_never(command)


def _heard(case: Case, command: AnswerLeg) -> list[Event]:
    """The same receipt again changes nothing."""
    leg = _leg(case, command.leg, *State)
    if not command.receipt.strip():
        raise Refused("receipt-missing", leg=leg.id)
    if command.receipt in leg.receipts:
        return []
    answer = Answer(leg.key, command.receipt, command.amount)
    return list(execution.heard(case, answer, command.at, command.by, command.reason))


def _leg(case: Case, id_: str, *states: State) -> Payment:
    for leg in case.legs:
        if leg.id == id_:
            if leg.state not in states:
                raise Refused("leg-not-so", leg=id_, state=leg.state, wanted=tuple(state.value for state in states))
            return leg
    raise Refused("no-such-leg", leg=id_)


def _check_held(leg: Payment) -> None:
    if not leg.held:
        raise Refused("payment-closed", key=leg.id, state=leg.state)


def _check_goods(case: Case, leg: Payment) -> None:
    if not goods_back(case, leg):
        raise Refused("goods-not-back", leg=leg.id)


def goods_back(case: Case, leg: Payment) -> bool:
    """Tell whether a payment waits for no goods."""
    return leg.key.ruling not in case.goods_first or case.inspected == "sound"


def closing(case: Case, at: datetime) -> list[Event]:
    """Close a case of which nothing is left to be done: no payment, no goods agreed on, no head of claim."""
    paid = case.stage == REMEDY and not any(leg.held for leg in case.legs)
    open_heads = several(case) and case.settled is None and bool(case.rulings) and bool(undecided(case))
    return [CaseClosed(at, "platform")] if paid and not case.goods_due and not open_heads else []


def waits(case: Case) -> bool:
    """Tell whether a plan must wait, because the marketplace has not answered a payment of the plan before."""
    return any(leg.state == State.SENT for leg in case.legs)


def dropped(case: Case, at: datetime) -> list[Event]:
    """Free the payments that waited for a return, once the case closed without it."""
    waiting = {leg.key.ruling for leg in case.legs if leg.state is State.HELD and not goods_back(case, leg)}
    return list(execution.dropped(case, waiting, at)) if case.stage == CLOSED and waiting else []


def resumed(case: Case, at: datetime) -> list[Event]:
    """Pay what was short, once there is money for it, also after the case was closed; not while it is suspended."""
    at_rest = case.suspended or case.planned < len(case.rulings) or bool(case.ripe)
    return [] if at_rest or not execution.owing(case) else list(execution.resumed(case, at))


def kept(case: Case, court: Court, at: datetime) -> Funders:
    """Ask the pack which parts of the payment a refund does not give back, such as a used coupon."""
    if not case.facts.get("payments"):
        return frozenset()
    return frozenset(ask(court, case, at, "kept_funders")["kept_funders"] or ())


def agreed(case: Case, at: datetime, kept: Funders = frozenset()) -> list[Event]:
    """Plan what the parties agreed on."""
    return _planned(case, list(execution.agreement(case, at, kept)), at, goods_first=False)


def plan(case: Case, at: datetime, kept: Funders = frozenset()) -> list[Event]:
    """Plan what the last ruling asks for, less what was paid before; take back what it overturned."""
    goods_first = case.rulings[-1].outcome == "return_refund" and not case.inspected and not _back_already(case)
    return _planned(case, list(execution.ruling(case, at, kept)), at, goods_first)


def _planned(case: Case, events: list[Event], at: datetime, goods_first: bool) -> list[Event]:
    return [*events, RemedyPlanned(at, "platform", len(case.rulings), goods_first)]


def _back_already(case: Case) -> bool:
    return any(row["act"] in ("ship_return", "sign_return") for row in case.facts.get("events", ()))


def evolve(case: Case, event: Event) -> Case:
    match event:
        case RemedyPlanned():
            first = case.goods_first | ({f"R{event.ruling}"} if event.goods_first else set())
            stage = RETURNING if event.goods_first else REMEDY
            # Of several heads decided on one occasion the next one follows.
            ripe = case.ripe if case.rest else ""
            return _executed(changed(case, ripe=ripe, planned=event.ruling, stage=stage, goods_first=first))
        case CaseClosed():
            return changed(case, stage=CLOSED)
        case payments.LegAnswered():
            return _executed(payments.evolve(case, event))
        case _:
            return payments.evolve(case, event)


def _executed(case: Case) -> Case:
    """Where all that a ruling asks for is paid, the facts say that it was carried out."""
    rows = list(case.facts.get("events", ()))
    given = [n for n, row in enumerate(rows) if row["act"] == "ruling"]
    before = False
    for n, ruling in zip(given, case.rulings, strict=False):
        before = bool(rows[n].get("executed")) or _met(case, ruling) or (before and _stands(case, ruling))
        rows[n] = {**rows[n], "executed": True} if before else rows[n]
    return changed(case, facts={**case.facts, "events": rows})


def _stands(case: Case, ruling: Ruled) -> bool:
    """Whether a ruling leaves an earlier one as it is, so that there is nothing more to pay."""
    earlier = [old for old in case.rulings[: ruling.number - 1] if old.head == ruling.head]
    same = bool(earlier) and earlier[-1].winner == ruling.winner
    return same and ruling.number <= case.planned and all(plan.ruling != f"R{ruling.number}" for plan in case.plans)


def _met(case: Case, ruling: Ruled) -> bool:
    """Whether the buyer was to be paid, and nothing of it is left or under way."""
    plans = [plan for plan in case.plans if plan.ruling == f"R{ruling.number}" and not plan.reversed_by]
    held = any(leg.held for plan in plans for leg in plan.payments if leg.debt != FORFEIT)
    debts = [(plan, debt) for plan in plans for debt in plan.debts if debt.name not in (execution.PRICE, FORFEIT)]
    return bool(debts) and not held and all(plan.left(debt) == 0 for plan, debt in debts)
