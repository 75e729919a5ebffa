"""Laws of the money of running cases: two cases on one order, every kind of answer, appeals, in any order."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from random import Random

from hypothesis import given as drawn, strategies as st

from counts import examples
from court_room import COURT, HOLE, HOUR, SIGNED, START, at, given, heard, opened
from gongdao.case import money
from gongdao.case.accounts import book as seen
from gongdao.case.allowed import sample
from gongdao.case.decider import COMMANDS, Command
from gongdao.case.rounds import Appeal
from gongdao.case.stages.evidence import ConcludeEvidence, SubmitEvidence
from gongdao.case.stages.negotiation import AgreeRefund
from gongdao.case.stages.opening import TakeFacts
from gongdao.case.stages.remedy import AnswerLeg, FailLeg, GiveUpLeg, RetryLeg, SendLeg
from gongdao.case.stages.returning import InspectReturn, ShipReturn
from gongdao.case.stages.review import JudgeEvidence, TakeCase
from gongdao.case.stages.ruled import GiveRuling
from gongdao.case.state import CLOSED, REVIEW, Case
from gongdao.ledger.account import Account, Kind
from gongdao.ledger.execution import Payment, State
from gongdao.ledger.payment import refund_room
from gongdao.ledger.posting import Key, available, post, room, transfer
from gongdao.ledger.settlement import Debt, Settlement
from tills import Till, till

SEEDS = st.integers(0, 2**32)
often = examples(short=60, long=1_500)
# What a book would say of a mistake of ours: no case may lead there.
BROKEN = {
    "overdrawn", "given-back-too-much", "posting-unbalanced", "posting-key-reused", "refund-above-payment",
    "row-without-source", "debt-to-two", "account-unknown",
}  # fmt: skip
ACTS = (
    *("send", "send", "answer", "answer", "answer", "fail", "retry", "give up", "again", "late", "late"),
    *("pay all", "pay some", "pay some", "appeal", "appeal", "agree", "goods", "anything", "wait"),
)
CARD = (("instrument", "card"), ("funder", "buyer_payment"), ("amount", 3100))
COUPON = (("instrument", "coupon"), ("funder", "shop_coupon"), ("amount", 700))
POINTS = (("instrument", "points"), ("funder", "points"), ("amount", 1))
PAID_WITH = ((), (CARD, COUPON), (COUPON, POINTS))


def begun(rng: Random) -> Till:
    """Two cases of one order, ruled on or not, with little or much money on the seller's side."""
    parts = rng.randrange(len(PAID_WITH))
    cases = {name: _heard(name, parts, rng.random() < 0.8) for name in ("C-1", "C-2")}
    book = till(**cases)
    for account in [it for it in book.book.balances if it.kind in ("seller_settlement", "seller_deposit")]:
        outside = Account(Kind.SELLER, "seller")
        away = book.book.balance(account) - rng.choice((0, 700, 100_000))
        book.book = post(book.book, transfer(Key("", str(account), "drawn"), account, outside, away))
    for name, case in cases.items():
        book.take(name, GiveRuling(at(8), "staff:7") if case.stage == REVIEW else AgreeRefund(at(8), "seller"))
        happen(book, name, rng.choice(("goods", "goods", "wait")), rng)
    return book


@cache
def _heard(name: str, parts: int, heard_by_staff: bool) -> Case:
    *before, request = opened(SIGNED, HOLE)
    rows = [TakeFacts(START, "marketplace", "orders", START, "payments", row) for row in PAID_WITH[parts]]
    rest = heard()[4:] if heard_by_staff else []
    return given(*before, *rows, replace(request, id=name), *rest)


def happen(book: Till, name: str, act: str, rng: Random) -> None:
    """What one act brings, an hour or some days after the last; an appeal comes while evidence is still in time."""
    case = book.cases[name]
    now = case.last_at + (1 if act in ("goods", "appeal") else rng.choice((1, 1, 1, 1, 30, 200))) * HOUR
    if act == "wait":
        book.wait(name, now)
    elif act in ("pay all", "pay some"):
        for leg in [leg for leg in case.legs if leg.state is State.HELD]:
            book.take(name, SendLeg(now, "platform", leg.id))
            book.take(name, _answer(leg, now, leg.amount if act == "pay all" else leg.amount // 3, rng))
    else:
        for minutes, command in enumerate(_commands(case, act, now, rng)):
            book.take(name, replace(command, at=now + timedelta(minutes=minutes)))


def _commands(case: Case, act: str, now: datetime, rng: Random) -> list[Command]:
    if act == "goods":
        return [ShipReturn(now, "buyer", "SF1", "SF"), InspectReturn(now, "seller", "sound", "")]
    if act == "appeal":
        return _appeal(case, now, rng)
    if act == "agree":
        return [AgreeRefund(now, "seller")]
    if act == "anything":
        return [sample(case, COURT, rng.choice(COMMANDS), rng.choice(("buyer", "seller", "staff:9")), now)]
    leg = _leg(case, act, rng)
    return [] if leg is None else [_about(leg, act, now, rng)]


def _appeal(case: Case, now: datetime, rng: Random) -> list[Command]:
    """An appeal of one side, with a report or with nothing that convinces, heard up to a new ruling."""
    side, id_ = rng.choice(("buyer", "seller", "seller")), f"E{len(case.facts.get('evidence', ())) + 1}"
    shows = (("finding", "qualified"), ("issuer", "accredited"))
    report = SubmitEvidence(now, side, id_, "sampling_report", "1" * 64, shows)
    judged = JudgeEvidence(now, "staff:8", id_, "valid", "", "an accredited laboratory")
    proof = rng.random() < 0.7
    return [
        Appeal(now, side, "", "lab report"),
        *([report] if proof else []),
        ConcludeEvidence(now, "buyer"),
        ConcludeEvidence(now, "seller"),
        TakeCase(now, "staff:8"),
        *([judged] if proof else []),
        GiveRuling(now, "staff:8"),
    ]


def _about(leg: Payment, act: str, now: datetime, rng: Random) -> Command:
    match act:
        case "send":
            return SendLeg(now, "platform", leg.id)
        case "fail":
            return FailLeg(now, "platform", leg.id, "no answer")
        case "retry":
            return RetryLeg(now, "staff:7", leg.id)
        case "give up":
            return GiveUpLeg(now, "staff:7", leg.id)
        case "again":
            return replace(_answer(leg, now, leg.amount, rng), receipt=leg.receipts[0])
        case _:
            return _answer(leg, now, rng.choice((0, leg.amount, leg.amount // 2, leg.amount * 2, 1)), rng)


def _answer(leg: Payment, now: datetime, amount: int, rng: Random) -> AnswerLeg:
    return AnswerLeg(now, "marketplace", leg.id, f"r{rng.randrange(10**9)}", amount, "")


def _leg(case: Case, act: str, rng: Random) -> Payment | None:
    """One of the payments to which the act can happen."""
    fits = {
        "send": lambda leg: leg.state is State.HELD,
        "answer": lambda leg: leg.state is State.SENT,
        "fail": lambda leg: leg.state is State.SENT,
        "retry": lambda leg: leg.state is State.FAILED and leg.held,
        "give up": lambda leg: leg.state is not State.SENT and leg.held,
        "again": lambda leg: leg.receipts,
        "late": lambda leg: leg.attempts and not leg.held,
    }
    found = [leg for leg in case.legs if fits[act](leg)]
    return rng.choice(found) if found else None


def check(book: Till) -> None:
    """What must hold after every act; that no posting overdraws an account the book itself refuses."""
    assert not BROKEN & set(book.refused)
    assert sum(book.book.balances.values()) == 0
    for case in book.cases.values():
        for leg in money.payment_legs(case):
            assert 0 <= (room(book.book, leg.account) or 0) <= leg.amount
        for account in money.accounts(case):
            assert (available(book.book, account) or 0) >= 0
        assert case.stage != CLOSED or all(told(case, plan, debt) for plan in case.plans for debt in plan.debts)


def told(case: Case, plan: Settlement, debt: Debt) -> bool:
    """Whether what is left of a debt stands as short, or what the order was paid has no room for it."""
    return plan.left(debt) <= debt.short or (bool(debt.legs) and refund_room(seen(case), debt.legs) <= debt.short)


def lived(seed: int) -> Till:
    rng = Random(seed)
    book = begun(rng)
    for act in rng.choices(ACTS, k=rng.randint(8, 30)):
        happen(book, rng.choice(sorted(book.cases)), act, rng)
        check(book)
    return book


@often
@drawn(SEEDS)
def test_nothing_that_happens_breaks_the_book(seed):
    lived(seed)


@often
@drawn(SEEDS)
def test_what_is_under_way_is_what_the_payments_of_all_cases_hold(seed):
    book = lived(seed)
    held: Counter[str] = Counter()
    for case in book.cases.values():
        for leg in case.legs:
            held[str(leg.under_way)] += leg.held

    assert {str(a): n for a, n in book.book.balances.items() if a.bound_for} == {a: n for a, n in held.items() if n}
