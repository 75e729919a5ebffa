"""Carrying out a ruling or an agreement by the ledger: what its settlement does next, told as events of payments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from gongdao.case import payments
from gongdao.case.accounts import book, parties, payment_legs
from gongdao.case.heads import several, undecided
from gongdao.case.payments import Event, LegAnswered, LegHeld, LegReleased, PlanEnded, ShortfallRecorded
from gongdao.case.state import Case, Ruled
from gongdao.ledger.account import Funders, account_of
from gongdao.ledger.execution import Answer, Payment, State, release
from gongdao.ledger.payment import refundable
from gongdao.ledger.posting import Book, available, post
from gongdao.ledger.reversal import ended, reverse
from gongdao.ledger.settlement import Debt, Settlement, Source, give_up, hear, plan, proceed, withdraw

OVERTURNS = ("correct_ruling", "pay_seller", "dismiss")
PLATFORM = "platform"
PRICE = "price"
BACK = "-back"
# The order in which the seller's money is drawn on, where no rule says otherwise (CV-10).
CV_10 = ("escrow", "seller_settlement", "seller_deposit")
Step = Callable[[Case], Iterable[Event]]
Rows = list[dict[str, Any]]


def heard(case: Case, answer: Answer, at: datetime, by: str, reason: str) -> Iterator[Event]:
    """Take the marketplace's answer to a payment and go on with what it leaves.

    :raises Refused: the payment was never sent, or the amount is below nothing.
    """
    before = payments.plan_of(case, answer.key.ruling)
    after, _ = hear(_numbered(case, before), book(case), answer)
    yield from _all(case, lambda _: _changes(before, after, at, (answer, by, reason)), lambda c: _others(c, at))


def given_up(case: Case, leg: str, at: datetime) -> Iterator[Event]:
    """Give up a payment and ask the next source.

    :raises Refused: the marketplace has it, or nothing is held for it.
    """
    payment = payments.leg_of(case, leg)
    before = payments.plan_of(case, payment.key.ruling)
    after, _ = give_up(_numbered(case, before), book(case), payment.key)
    yield from _all(case, lambda _: _changes(before, after, at), lambda c: _others(c, at))


def agreement(case: Case, at: datetime, kept: Funders) -> Iterator[Event]:
    """Plan the payment the parties settled on: a refund out of what was paid, a compensation of the seller's own."""
    if case.settled is None:
        return
    debt = "compensation" if case.settled.kind == "compensate" else "refund"
    words = ("seller_settlement", "seller_deposit") if debt == "compensation" else CV_10
    rows = [{"from": words[0], "to": "buyer", "for": debt, "amount": case.settled.amount}]
    whose = parties(case)
    name = f"A{1 + sum(plan.ruling.startswith('A') for plan in case.plans)}"
    sources = [Source(account_of(word, whose), None, (debt,)) for word in words]
    made = plan(name, rows, sources, whose, refundable(payment_legs(case), kept))
    steps = [_undone(old.ruling, False, at) for old in case.plans if _pays_price(old)]
    yield from _all(case, *steps, lambda c: _begun(c, made, at))


def _pays_price(settlement: Settlement) -> bool:
    """Whether a plan still gives the seller what is in escrow, though he agreed since to give it back."""
    return not settlement.reversed_by and any(debt.name == PRICE for debt in settlement.debts)


def ruling(case: Case, at: datetime, kept: Funders) -> Iterator[Event]:
    """Plan what the last ruling asks for, in place of what the rulings before it asked for."""
    last = case.rulings[-1]
    before = [old for old in case.rulings[:-1] if old.head == last.head]
    if last.outcome == "inadmissible" and before:
        return
    rows = _rows(last.payers)
    pays_seller = any(row["from"] == PLATFORM and row["to"] == "seller" for row in rows)
    overturned = last.outcome in OVERTURNS and bool(before) and before[-1].winner == "buyer"
    steps: list[Step] = []
    if not pays_seller:
        steps = [_undone(old.ruling, overturned, at) for old in _in_place_of(case, last) if not old.reversed_by]
    yield from _all(case, *steps, lambda c: _begun(c, _of_ruling(c, last, kept), at))


def dropped(case: Case, names: Iterable[str], at: datetime) -> Iterator[Event]:
    """End plans that waited for goods which never came back (TB-43): what is held for them is free again."""
    yield from _all(case, *(_undone(plan.ruling, False, at) for plan in case.plans if plan.ruling in names))


def _in_place_of(case: Case, last: Ruled) -> list[Settlement]:
    """The plans a ruling takes the place of; what was ruled on another head of claim stands beside it."""
    others = {f"R{old.number}" for old in case.rulings if old.head != last.head}
    return [plan for plan in case.plans if plan.ruling.removesuffix(BACK) not in others]


def _of_ruling(case: Case, last: Ruled, kept: Funders) -> Settlement:
    whose = parties(case)
    rows, short = _rows(last.payers), _short_rows(last.shortfalls)
    sources = [_source(key, upto, case) for key, upto in last.sources]
    made = plan(f"R{last.number}", rows, sources, whose, refundable(payment_legs(case), kept), short)
    debts = [replace(debt, owed=_still_owed(case, last, debt)) for debt in made.debts]
    made = replace(made, debts=tuple(debts), sources=(*made.sources, *_where_the_price_went(case)))
    return _with_price(case, made) if _all_the_sellers(case, last) else made


def _all_the_sellers(case: Case, last: Ruled) -> bool:
    """Whether nobody but the seller has a claim to the price: of several heads, when all were ruled for the seller."""
    now = [ruling for ruling in case.rulings if ruling.round == last.round] if last.head else [last]
    return all(ruling.outcome == "pay_seller" for ruling in now) and not (several(case) and undecided(case))


def _with_price(case: Case, made: Settlement) -> Settlement:
    """The money in escrow is the seller's: nobody claims it any more."""
    whose = parties(case)
    escrow, to = account_of("escrow", whose), account_of("seller_settlement", whose)
    left = available(book(case), escrow) or 0
    owed = max(0, left - sum(debt.owed for debt in made.debts))
    debts = (*made.debts, Debt(PRICE, to, owed)) if owed else made.debts
    return replace(made, debts=debts, sources=(*made.sources, Source(escrow, None, (PRICE,))))


def _where_the_price_went(case: Case) -> tuple[Source, ...]:
    """What an earlier ruling paid the seller out of escrow answers for the refund of a later one."""
    paid = sum(leg.paid for leg in case.legs if leg.debt == PRICE)
    return (Source(account_of("seller_settlement", parties(case)), paid, ("refund",)),) if paid else ()


def _still_owed(case: Case, last: Ruled, debt: Debt) -> int:
    """What a ruling asks for less what was paid before it, of which the pack may have counted a part (CV-10.23)."""
    counted = max(0, last.refund - debt.owed) if debt.legs else 0
    return max(0, debt.owed - max(0, _paid_before(case, last, debt) - counted))


def _paid_before(case: Case, last: Ruled, debt: Debt) -> int:
    kept = {plan.ruling for plan in _in_place_of(case, last) if not _brought_back(case, plan)}
    return sum(leg.paid for leg in case.legs if leg.debt == debt.name and leg.key.ruling in kept)


def _brought_back(case: Case, plan: Settlement) -> bool:
    return plan.reversed_by.endswith(BACK)


def _undone(name: str, overturned: bool, at: datetime) -> Step:
    """End an earlier plan; where its ruling was overturned, what was paid is brought back too."""

    def step(case: Case) -> Iterator[Event]:
        before = payments.plan_of(case, name)
        after, purse = _cleared(before, book(case))
        instead = f"R{len(case.rulings)}"
        if not overturned or not any(leg.paid for leg in after.payments):
            over, _ = ended(after, purse, instead)
            yield from _changes(before, over, at)
            return
        debtor = account_of("buyer", parties(case))
        over, back, _ = reverse(after, purse, f"{instead}{BACK}", debtor, others=len(case.legs))
        yield from _changes(before, over, at)
        yield from _first(back, at)

    return step


def _cleared(settlement: Settlement, purse: Book) -> tuple[Settlement, Book]:
    """Give back all that is held; nothing is with the marketplace now."""
    settlement, purse = withdraw(settlement, purse)
    for leg in settlement.payments:
        if leg.held and leg.state is State.FAILED:
            after, posting = release(leg)
            kept = tuple(after if p.key == leg.key else p for p in settlement.payments)
            settlement, purse = replace(settlement, payments=kept), post(purse, posting)
    return settlement, purse


def _begun(case: Case, made: Settlement, at: datetime) -> Iterator[Event]:
    """Hold the first payments. What another case has refunded of the order is owed until it comes back."""
    debts = []
    for debt in made.debts:
        owed = min(debt.owed, _not_refunded(case, debt)) if debt.legs else debt.owed
        debts += [replace(debt, owed=owed)] if owed > 0 else []
    if debts:
        owing = replace(made, debts=tuple(debts), sources=tuple(_of_use(made.sources, debts)))
        yield from _first(proceed(_numbered(case, owing), book(case))[0], at)


def _not_refunded(case: Case, debt: Debt) -> int:
    """How much of the parts of the payment that come back this case itself did not refund."""
    stands = {plan.ruling for plan in case.plans if not _brought_back(case, plan)}
    given = sum(leg.paid + leg.held for leg in case.legs if leg.debt == debt.name and leg.key.ruling in stands)
    return sum(leg.amount for leg in debt.legs) - given


def _of_use(sources: Iterable[Source], debts: Iterable[Debt]) -> Iterator[Source]:
    """The sources that may pay what is owed, each for that alone."""
    owed = [debt.name for debt in debts]
    for source in sources:
        served = tuple(name for name in owed if source.serves(name))
        if served:
            yield replace(source, debts=served)


def _first(after: Settlement, at: datetime) -> Iterator[Event]:
    """The events of a plan with the first payments held for it."""
    if after.debts:
        fresh = tuple(replace(debt, short=0, shortfalls=0) for debt in after.debts)
        yield payments.planned(after, at)
        yield from _changes(replace(after, debts=fresh, payments=()), after, at)


def owing(case: Case) -> bool:
    """Tell whether something is owed that found no source, or no room in what the order was paid."""
    return any(plan.left(debt) > 0 for plan in case.plans if not plan.reversed_by for debt in plan.debts)


def resumed(case: Case, at: datetime) -> Iterator[Event]:
    """Go on with what was short, where there is money for it now."""
    yield from _others(case, at)


def _others(case: Case, at: datetime) -> Iterator[Event]:
    """Go on with every plan: money that came back for one may meet what another still owes."""
    steps = [_proceeded(plan.ruling, at) for plan in case.plans if not plan.reversed_by]
    yield from _all(case, *steps)


def _proceeded(name: str, at: datetime) -> Step:
    def step(case: Case) -> Iterator[Event]:
        before = payments.plan_of(case, name)
        yield from _changes(before, proceed(_numbered(case, before), book(case))[0], at)

    return step


def _numbered(case: Case, settlement: Settlement) -> Settlement:
    return replace(settlement, others=len(case.legs) - len(settlement.payments))


def _all(case: Case, *steps: Step) -> Iterator[Event]:
    """Take steps one after the other, each on the case that those before it made."""
    for number, step in enumerate(steps, 1):
        events = list(step(case))
        yield from events
        for event in events if number < len(steps) else ():
            case = payments.evolve(case, event)


def _changes(
    before: Settlement, after: Settlement, at: datetime, said: tuple[Answer, str, str] | None = None
) -> Iterator[Event]:
    """Tell what became of a settlement: what was given back, answered and ended, then what is held and is short."""
    old = {leg.key: leg for leg in before.payments}
    for leg in after.payments:
        if leg.state is State.RELEASED and old[leg.key].held:
            yield LegReleased(at, PLATFORM, leg.id, old[leg.key].held)
    if said is not None:
        yield _answer(old[said[0].key], after.payment(said[0].key), said, at)
    if after.reversed_by != before.reversed_by:
        yield PlanEnded(at, PLATFORM, after.ruling, after.reversed_by)
    for leg in after.payments:
        if leg.key not in old:
            source, to = str(leg.source), str(leg.to)
            yield LegHeld(at, PLATFORM, leg.id, leg.key.ruling, leg.debt, source, to, leg.amount)
    for was, debt in zip(before.debts, after.debts, strict=True):
        if debt.short != was.short:
            yield ShortfallRecorded(at, PLATFORM, after.ruling, debt.name, debt.short, debt.short - was.short)


def _answer(was: Payment, leg: Payment, said: tuple[Answer, str, str], at: datetime) -> LegAnswered:
    answer, by, reason = said
    paid, borne, surplus = leg.paid - was.paid, leg.borne - was.borne, leg.surplus - was.surplus
    back = was.held - paid if was.held else 0
    return LegAnswered(at, by, leg.id, answer.receipt, answer.amount, paid, back, borne, surplus, reason)


def _rows(payers: Iterable[tuple[str, object]]) -> Rows:
    """The rows of a ruling: ``escrow|buyer|refund`` and the amount."""
    rows = [(key.split("|"), amount) for key, amount in payers]
    return [{"from": source, "to": to, "for": debt, "amount": amount} for (source, to, debt), amount in rows]


def _short_rows(shortfalls: Iterable[tuple[str, object]]) -> list[Mapping[str, Any]]:
    rows = [(key.split("|"), amount) for key, amount in shortfalls]
    return [{"to": to, "for": debt, "amount": amount} for (to, debt), amount in rows]


def _source(key: str, upto: object, case: Case) -> Source:
    _, word, debts = key.split("|")
    return Source(account_of(word, parties(case)), upto if isinstance(upto, int) else None, tuple(debts.split(",")))
