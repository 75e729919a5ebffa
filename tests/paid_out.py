"""Money in the running case, for tests: facts of payments, acts of courier and marketplace, plans of rulings."""

from __future__ import annotations

from court_room import START, UNSHIPPED, at, given, opened
from gongdao.case import money
from gongdao.case.decider import evolve
from gongdao.case.stages import remedy
from gongdao.case.stages.negotiation import AgreeRefund
from gongdao.case.stages.opening import TakeFacts
from gongdao.case.stages.remedy import AnswerLeg, SendLeg
from gongdao.case.state import RULED, Ruled, changed

PAID = 6000


def seller(**facts: int) -> TakeFacts:
    return TakeFacts(START, "marketplace", "accounts", START, "seller", tuple(facts.items()))


def leg(instrument: str, funder: str, amount: int) -> TakeFacts:
    row = (("instrument", instrument), ("funder", funder), ("amount", amount))
    return TakeFacts(START, "marketplace", "orders", START, "payments", row)


def agreed(*more, order=UNSHIPPED):
    """A refund that the seller agreed to, after what else is known of the order and the seller."""
    *facts, request = opened(order)
    return given(*facts, *more, request, AgreeRefund(at(1), "seller"))


def sent(number: int, hours: float = 2) -> SendLeg:
    return SendLeg(at(hours), "platform", f"L{number}")


def answer(number: int, amount: int, receipt: str = "", hours: float = 3, reason: str = "") -> AnswerLeg:
    return AnswerLeg(at(hours), "marketplace", f"L{number}", receipt or f"r{number}", amount, reason)


def legs(case):
    return [(it.source.kind.value, it.to.kind.value, it.amount, it.state.value, it.paid) for it in case.legs]


def balance(case, word: str) -> int:
    return sum(amount for name, amount in money.balances(case).items() if name.startswith(f"{word}:"))


def planned(case, payers, sources, short=(), winner="buyer", outcome="refund"):
    """The case after the plan of a ruling that pins these payers and sources."""
    number = len(case.rulings) + 1
    numbered = tuple((f"{n}|{source}", upto) for n, (source, upto) in enumerate(sources, 1))
    made = Ruled(number, at(6), outcome, winner, PAID, "tb-2025-08", "", payers, numbered, short)
    ruled_case = changed(case, rulings=(*case.rulings, made), stage=RULED)
    for event in remedy.plan(ruled_case, at(6)):
        ruled_case = evolve(ruled_case, event)
    return ruled_case
