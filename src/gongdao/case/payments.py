"""What happens to the payments of a case: events that hold the amounts, and the posting each makes in the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from gongdao.case.accounts import moved, parties
from gongdao.case.state import Case, Row, changed
from gongdao.ledger.account import Kind, account_named
from gongdao.ledger.execution import Payment, State, answer_posting, fail, hold_posting, release_posting, send
from gongdao.ledger.payment import PaymentLeg
from gongdao.ledger.posting import Key, Posting
from gongdao.ledger.settlement import Debt, Settlement, Source, shortfall_posting


@dataclass(frozen=True, slots=True)
class PaymentsPlanned:
    """``sources`` are numbered, ``1|escrow:X-1|refund,compensation``, up to an amount or without limit (empty).

    ``legs`` are the parts the order was paid in, ``cash|buyer_payment``; the debts of ``over_legs`` go back over them.
    """

    at: datetime
    by: str
    plan: str
    debtor: str
    debts: Row
    to: Row
    sources: Row
    legs: Row
    over_legs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LegHeld:
    at: datetime
    by: str
    leg: str
    plan: str
    debt: str
    source: str
    to: str
    amount: int


@dataclass(frozen=True, slots=True)
class LegSent:
    at: datetime
    by: str
    leg: str


@dataclass(frozen=True, slots=True)
class LegAnswered:
    """``amount`` is what the marketplace says it moved; ``paid`` of it met the debt, ``surplus`` was too much.

    ``back`` returned to the source; ``borne`` is the part of ``paid`` that the source no longer had.
    """

    at: datetime
    by: str
    leg: str
    receipt: str
    amount: int
    paid: int
    back: int
    borne: int
    surplus: int
    reason: str


@dataclass(frozen=True, slots=True)
class LegFailed:
    at: datetime
    by: str
    leg: str
    reason: str


@dataclass(frozen=True, slots=True)
class LegReleased:
    at: datetime
    by: str
    leg: str
    amount: int


@dataclass(frozen=True, slots=True)
class PlanEnded:
    at: datetime
    by: str
    plan: str
    instead: str


@dataclass(frozen=True, slots=True)
class ShortfallRecorded:
    """``amount`` is what no source meets now, ``more`` than it was (below nothing: less)."""

    at: datetime
    by: str
    plan: str
    debt: str
    amount: int
    more: int


Event = PaymentsPlanned | LegHeld | LegSent | LegAnswered | LegFailed | LegReleased | PlanEnded | ShortfallRecorded
MOVES = (LegHeld, LegAnswered, LegReleased, ShortfallRecorded)


def evolve(case: Case, event: Event) -> Case:
    """Give the case after an event of its payments, with the balances it moved."""
    case = moved(case, postings(case, event))
    match event:
        case PaymentsPlanned():
            return changed(case, plans=(*case.plans, _planned(case, event)))
        case LegHeld():
            return with_plan(case, event.plan, lambda plan: replace(plan, payments=(*plan.payments, held(case, event))))
        case LegSent():
            return _with_leg(case, event.leg, send)
        case LegAnswered():
            return _with_leg(case, event.leg, lambda leg: _answered(leg, event))
        case LegFailed():
            return _with_leg(case, event.leg, fail)
        case LegReleased():
            return _with_leg(case, event.leg, lambda leg: replace(leg, state=State.RELEASED, held=0))
        case PlanEnded():
            return with_plan(case, event.plan, lambda plan: _ended(plan, event))
        case ShortfallRecorded():
            return with_plan(case, event.plan, lambda plan: _short(plan, event))
        case _:
            assert_never(event)


def postings(case: Case, event: object) -> tuple[Posting, ...]:
    """Give what an event of the payments of a case posts, from the event and the case before it alone."""
    match event:
        case LegHeld():
            return (hold_posting(held(case, event)),)
        case LegAnswered(paid=paid, borne=borne, surplus=surplus):
            return _booked(answer_posting(leg_of(case, event.leg), event.receipt, paid, borne, surplus))
        case LegReleased():
            return (release_posting(leg_of(case, event.leg)),)
        case ShortfallRecorded():
            plan = plan_of(case, event.plan)
            return (shortfall_posting(plan, _debt_after(plan, event), event.more),)
        case _:
            return ()


def _booked(posting: Posting) -> tuple[Posting, ...]:
    return (posting,) if posting.entries else ()


def leg_of(case: Case, id_: str) -> Payment:
    """Give a payment by what people call it.

    :raises StopIteration: no payment is called so.
    """
    return next(leg for leg in case.legs if leg.id == id_)


def plan_of(case: Case, name: str) -> Settlement:
    """Give a plan by its name, ``R1`` for the first ruling's.

    :raises StopIteration: no plan is called so.
    """
    return next(plan for plan in case.plans if plan.ruling == name)


def held(case: Case, event: LegHeld) -> Payment:
    """Give the payment that an event sets money aside for."""
    key = Key(parties(case).case, event.plan, event.leg.removeprefix("L"))
    source, to = account_named(event.source), account_named(event.to)
    return Payment(key, event.debt, source, to, event.amount, held=event.amount)


def with_plan(case: Case, name: str, change: Callable[[Settlement], Settlement]) -> Case:
    """Give the case with one plan changed."""
    return changed(case, plans=tuple(change(plan) if plan.ruling == name else plan for plan in case.plans))


def _with_leg(case: Case, id_: str, change: Callable[[Payment], Payment]) -> Case:
    name = leg_of(case, id_).key.ruling
    return with_plan(case, name, lambda plan: replace(plan, payments=tuple(_changed(plan, id_, change))))


def _changed(plan: Settlement, id_: str, change: Callable[[Payment], Payment]) -> Iterator[Payment]:
    return (change(leg) if leg.id == id_ else leg for leg in plan.payments)


def _answered(leg: Payment, event: LegAnswered) -> Payment:
    refused = State.FAILED if leg.held else leg.state
    return replace(
        leg,
        state=State.CONFIRMED if event.paid else refused,
        held=0,
        paid=leg.paid + event.paid,
        borne=leg.borne + event.borne,
        surplus=leg.surplus + event.surplus,
        receipts=(*leg.receipts, event.receipt),
    )


def _ended(plan: Settlement, event: PlanEnded) -> Settlement:
    debts = tuple(replace(debt, owed=debt.owed - plan.left(debt)) for debt in plan.debts)
    return replace(plan, debts=debts, reversed_by=event.instead)


def _short(plan: Settlement, event: ShortfallRecorded) -> Settlement:
    after = _debt_after(plan, event)
    return replace(plan, debts=tuple(after if debt.name == event.debt else debt for debt in plan.debts))


def _debt_after(plan: Settlement, event: ShortfallRecorded) -> Debt:
    debt = next(debt for debt in plan.debts if debt.name == event.debt)
    return replace(debt, short=event.amount, shortfalls=debt.shortfalls + 1)


def planned(plan: Settlement, at: datetime) -> PaymentsPlanned:
    """Tell of a plan as an event."""
    legs = {leg.instrument: leg for debt in plan.debts for leg in debt.legs}.values()
    return PaymentsPlanned(
        at,
        "platform",
        plan.ruling,
        str(plan.debtor),
        tuple((debt.name, debt.owed) for debt in plan.debts),
        tuple((debt.name, str(debt.to)) for debt in plan.debts),
        tuple((_source_key(n, source), "" if source.upto is None else source.upto)
              for n, source in enumerate(plan.sources, 1)),
        tuple((f"{leg.instrument}|{leg.funder}", leg.amount) for leg in legs),
        tuple(debt.name for debt in plan.debts if debt.legs),
    )  # fmt: skip


def _source_key(number: int, source: Source) -> str:
    return f"{number}|{source.account}|{','.join(source.debts)}"


def _planned(case: Case, event: PaymentsPlanned) -> Settlement:
    to = {name: account_named(str(account)) for name, account in event.to}
    legs = tuple(_leg(parties(case).order, key, amount) for key, amount in event.legs if isinstance(amount, int))
    debts = tuple(
        Debt(name, to[name], owed, legs if name in event.over_legs else ())
        for name, owed in event.debts
        if isinstance(owed, int)
    )
    sources = tuple(_source(key, upto if isinstance(upto, int) else None) for key, upto in event.sources)
    return Settlement(parties(case).case, event.plan, account_named(event.debtor), debts, sources)


def _leg(order: str, key: str, amount: int) -> PaymentLeg:
    instrument, _, funder = key.rpartition("|")
    return PaymentLeg(order, instrument, Kind(funder), amount)


def _source(key: str, upto: int | None) -> Source:
    _, _, rest = key.partition("|")
    account, _, debts = rest.rpartition("|")
    return Source(account_named(account), upto, tuple(debts.split(",")) if debts else ())
