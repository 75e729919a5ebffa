"""Laws of the ledger, over any sequence of rulings, answers, retries and reversals."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random

from hypothesis import example, given, strategies as st

from counts import examples
from gongdao.kernel.errors import Refused
from gongdao.ledger.account import FUNDERS, Account, Kind
from gongdao.ledger.execution import Answer, Payment, State, fail, send
from gongdao.ledger.payment import PaymentLeg
from gongdao.ledger.posting import Book, available, post, replay, room
from gongdao.ledger.reconcile import Moved, Verdict, compare, journal
from gongdao.ledger.reversal import reverse
from gongdao.ledger.settlement import Settlement, Source, begin, give_up, hear, plan, proceed, step, withdraw
from gongdao.policy.pack import Source as Granted
from gongdao.policy.waterfall import pour
from purses import ADVANCE, BUYER, DEPOSIT, ESCROW, PARTIES, PLATFORM, SETTLEMENT, carried_out, paid_order, row

AMOUNTS = st.integers(1, 1_000)
POTS = st.integers(0, 600)
ACTS = (
    *("plan", "send", "send", "fail", "give up", "answer", "answer", "answer late", "answer late", "answer again"),
    *("send all", "send all", "send all", "answer all", "answer all", "reverse", "withdraw", "proceed"),
)


SEEDS = st.integers(0, 2**32)
LEGS = st.lists(st.tuples(st.sampled_from(sorted(FUNDERS)), AMOUNTS), min_size=1, max_size=4).map(
    lambda drawn: tuple(PaymentLeg("O1", f"leg{n}", *leg) for n, leg in enumerate(drawn))
)
SOURCES = (
    Source(ESCROW, None, ("refund", "compensation")),
    Source(SETTLEMENT),
    Source(DEPOSIT, None, ("compensation", "advance")),
    Source(ADVANCE, 300, ("refund",)),
)
RECOURSE = (
    Source(ADVANCE, 300, ("refund",)),
    Source(ESCROW),
    Source(SETTLEMENT, None, ("advance",)),
    Source(DEPOSIT, 100, ("compensation", "advance")),
)
# What a book would say of a mistake of ours: no act may lead there.
BROKEN = {"overdrawn", "given-back-too-much", "posting-unbalanced", "posting-key-reused"}
often = examples(short=150, long=1_500)


@dataclass
class Court:
    """Everything that happens to one order, and every answer that was taken."""

    legs: tuple[PaymentLeg, ...]
    book: Book
    settlements: list[Settlement] = field(default_factory=list)
    heard: list[Answer] = field(default_factory=list)
    rulings: int = 0


def happen(court: Court, act: str, which: int, one: int, other: int) -> None:
    """One act; one that the rules forbid changes nothing."""
    try:
        _happen(court, act, which, one, other)
    except Refused as refused:
        if refused.code in BROKEN:
            raise


def _happen(court: Court, act: str, which: int, one: int, other: int) -> None:
    if act == "plan":
        court.rulings += 1
        rows = [row("escrow", "refund", one), row("escrow", "compensation", other)]
        rows.append(row("seller_settlement", "advance", one, "platform"))
        sources = RECOURSE if which % 2 else SOURCES
        settling, court.book = begin(plan(f"R{court.rulings}", rows, sources, PARTIES, court.legs), court.book)
        court.settlements.append(settling)
    elif court.settlements:
        place = which % len(court.settlements)
        court.settlements[place], court.book = _go_on(court, court.settlements[place], act, one, other)


def _go_on(court: Court, settling: Settlement, act: str, one: int, other: int) -> tuple[Settlement, Book]:
    book = court.book
    if act == "reverse":
        court.rulings += 1
        over, back, book = reverse(settling, book, f"R{court.rulings}", BUYER, [Source(PLATFORM)] if one % 2 else [])
        court.settlements.append(back)
        return over, book
    if act in ("withdraw", "proceed"):
        return (withdraw if act == "withdraw" else proceed)(settling, book)
    for payment in _chosen(settling, act, one):
        if act.startswith("send"):
            settling = step(settling, payment.key, send)
        elif act == "fail":
            settling = step(settling, payment.key, fail)
        elif act == "give up":
            settling, book = give_up(settling, book, payment.key)
        else:
            settling, book = _hear(court, settling, book, payment, act, other)
    return settling, book


def _chosen(settling: Settlement, act: str, number: int) -> list[Payment]:
    """The payments to which the act can happen: one of them, or all."""
    fits = {
        "send": lambda p: p.held and p.state is not State.SENT,
        "send all": lambda p: p.held and p.state is not State.SENT,
        "fail": lambda p: p.state is State.SENT,
        "give up": lambda p: p.held and p.state is State.FAILED,
        "answer": lambda p: p.attempts,
        "answer all": lambda p: p.attempts and p.held,
        "answer late": lambda p: p.attempts and not p.held,
        "answer again": lambda p: p.receipts,
    }
    found = [payment for payment in settling.payments if fits[act](payment)]
    return found if act.endswith("all") or not found else [found[number % len(found)]]


def _hear(
    court: Court, settling: Settlement, book: Book, payment: Payment, act: str, other: int
) -> tuple[Settlement, Book]:
    if act == "answer again":
        answer = next(answer for answer in court.heard if answer.key == payment.key)
        assert hear(settling, book, answer) == (settling, book)
        return settling, book
    amounts = (0, payment.amount, payment.amount // 2, payment.amount * 2, other)
    amount = payment.amount if act == "answer all" else amounts[other % 5]
    court.heard.append(Answer(payment.key, f"r{len(court.heard)}", amount))
    return hear(settling, book, court.heard[-1])


def check(court: Court) -> None:
    """What must hold after every act."""
    book = court.book
    assert sum(book.balances.values()) == 0
    assert all(amount > 0 or account.may_be_negative for account, amount in book.balances.items())
    for leg in court.legs:
        assert 0 <= (room(book, leg.account) or 0) <= leg.amount
    assert (room(book, ADVANCE) or 0) >= 0
    for settling in court.settlements:
        for payment in settling.payments:
            assert 0 <= payment.borne <= payment.paid
            assert payment.paid + payment.held <= payment.amount
        assert all(settling.left(debt) >= 0 for debt in settling.debts)


def lived(seed: int) -> Court:
    """An order and what happens to it, the first of it a ruling; drawn evenly, so that the rare turns are taken too."""
    rng = Random(seed)
    funders = rng.choices(sorted(FUNDERS), k=rng.randint(1, 4))
    legs = tuple(PaymentLeg("O1", f"leg{n}", funder, rng.randint(1, 400)) for n, funder in enumerate(funders))
    court = Court(legs, paid_order(*legs, settlement=rng.randint(0, 400), deposit=rng.randint(0, 400)))
    for act in ["plan", *rng.choices(ACTS, k=rng.randint(4, 30))]:
        happen(court, act, rng.randrange(10), rng.randint(1, 400), rng.randint(1, 400))
        check(court)
    return court


@often
@given(SEEDS)
def test_no_sequence_of_acts_breaks_the_book(seed):
    court = lived(seed)

    for posting in court.book.postings.values():
        assert sum(entry.amount for entry in posting.entries) == 0


@often
@given(SEEDS)
def test_every_amount_that_the_marketplace_moved_is_paid_or_overpaid(seed):
    court = lived(seed)
    moved: Counter[str] = Counter()
    for answer in court.heard:
        moved[str(answer.key)] += answer.amount
    payments = [payment for settling in court.settlements for payment in settling.payments]

    assert {str(p.key): p.paid + p.surplus for p in payments if p.receipts} == dict(moved)
    overpaid = sum(amount for account, amount in court.book.balances.items() if account.kind is Kind.OVERPAID)
    assert sum(p.surplus for p in payments) == overpaid


@often
@given(SEEDS)
def test_what_is_under_way_is_what_the_payments_hold(seed):
    court = lived(seed)
    held: Counter[Account] = Counter()
    for settling in court.settlements:
        for payment in settling.payments:
            held[payment.under_way] += payment.held

    assert {a: n for a, n in court.book.balances.items() if a.bound_for} == {a: n for a, n in held.items() if n}


@often
@given(SEEDS)
def test_a_replay_of_the_postings_gives_the_same_book(seed):
    book = lived(seed).book
    again = replay(book.postings.values())

    assert again == book
    for posting in book.postings.values():
        assert post(again, posting) is again


@often
@given(SEEDS)
def test_the_same_acts_give_the_same_court(seed):
    assert lived(seed) == lived(seed)


@often
@given(SEEDS)
@example(27905)  # after a reversal the buyer owes, and is owed
def test_the_recorded_shortfalls_are_what_is_owed_and_met_by_nothing(seed):
    court = lived(seed)
    owed: Counter[str] = Counter()
    for settling in court.settlements:
        for debt in settling.debts:
            owed[str(settling.debtor)] -= debt.short
            owed[str(debt.to)] += debt.short
    recorded = {a.owner: n for a, n in court.book.balances.items() if a.kind is Kind.SHORTFALL}

    assert recorded == {owner: amount for owner, amount in owed.items() if amount}


@often
@given(LEGS, st.lists(AMOUNTS, max_size=8))
def test_partial_refunds_never_exceed_what_each_leg_paid(legs, amounts):
    book = paid_order(*legs)
    refunded = 0
    for number, amount in enumerate(amounts):
        left = sum(leg.amount for leg in legs) - refunded
        settling = plan(f"R{number}", [row("escrow", "refund", amount)], [Source(ESCROW)], PARTIES, legs)
        try:
            _, book = carried_out(*begin(settling, book))
        except Refused:
            assert amount > left
        else:
            refunded += amount

    assert all(-leg.amount <= book.balance(leg.account) <= 0 for leg in legs)
    assert book.balance(ESCROW) == sum(leg.amount for leg in legs) - refunded


@often
@given(LEGS, POTS, POTS, AMOUNTS, AMOUNTS)
def test_a_reversal_that_is_carried_out_leaves_every_account_as_before(legs, settlement, deposit, one, other):
    before = paid_order(*legs, settlement=settlement, deposit=deposit)
    refund = min(one, sum(leg.amount for leg in legs))
    rows = [row("escrow", "refund", refund), row("escrow", "compensation", other)]
    settling, book = carried_out(*begin(plan("R1", rows, SOURCES, PARTIES, legs), before))
    _, back, book = reverse(settling, book, "R2", BUYER)
    _, book = carried_out(back, book)

    assert dict(book.balances) == dict(before.balances)


@often
@given(POTS, POTS, st.lists(AMOUNTS, min_size=1, max_size=3))
def test_the_first_payments_are_the_rows_that_the_policy_derived(settlement, deposit, owed):
    book = paid_order(settlement=settlement, deposit=deposit)
    pots = (SETTLEMENT, DEPOSIT)
    granted = [(Granted(pot.kind, None), available(book, pot)) for pot in pots]
    rows, short = pour([(f"debt{n}", amount) for n, amount in enumerate(owed)], granted, "buyer")
    settling, _ = begin(plan("R1", rows, [Source(pot) for pot in pots], PARTIES), book)

    assert [(p.source.kind, p.debt, p.amount) for p in settling.payments] == [
        (r["from"], r["for"], r["amount"]) for r in rows
    ]
    assert sum(p.amount for p in settling.payments) + short == sum(owed)


@often
@given(SEEDS)
def test_a_statement_that_says_what_the_journal_says_matches_row_by_row(seed):
    rows = journal(lived(seed).settlements)

    assert [finding.verdict for finding in compare(rows, rows)] == [Verdict.MATCHED] * len(rows)


ROWS = st.lists(st.builds(Moved, st.sampled_from("abc"), st.integers(1, 3)), max_size=8)


@often
@given(ROWS, ROWS)
def test_every_row_of_either_side_is_found_once(here, there):
    found = compare(here, there)

    assert Counter((f.key, f.here) for f in found if f.here) == Counter((r.key, r.amount) for r in here)
    assert Counter((f.key, f.there) for f in found if f.there) == Counter((r.key, r.amount) for r in there)
