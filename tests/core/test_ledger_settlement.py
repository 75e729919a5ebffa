"""The waterfall goes on with what each answer leaves: full, part, late, doubled, refused or none at all."""

from __future__ import annotations

import pytest

from gongdao.kernel.errors import Refused
from gongdao.ledger.account import Account, Kind
from gongdao.ledger.execution import Answer, State, fail, send
from gongdao.ledger.posting import Key
from gongdao.ledger.settlement import begin, give_up, hear, plan, proceed, step
from purses import (
    BUYER,
    CASH,
    DEPOSIT,
    ESCROW,
    LEGS,
    PARTIES,
    PLATFORM,
    SELLER_DEBT,
    SETTLEMENT,
    begun,
    carried_out,
    numbered,
    paid_order,
    row,
    sent,
    sources,
    told,
)

OVERPAID = Account(Kind.OVERPAID, str(BUYER))


def compensation(amount: int, *from_: Account, settlement: int = 0, deposit: int = 0):
    """A debt to the buyer that the sources meet in their order; all of it is sent."""
    book = paid_order(CASH, settlement=settlement, deposit=deposit)
    settling, book = begun(book, [row(from_[0].kind, "compensation", amount)], sources(*from_))
    return sent(settling), book


def refused_with(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def test_what_a_ruling_pays_is_held_at_once():
    settling, book = begun(paid_order(CASH), [row("escrow", "compensation", 300)], sources(ESCROW))

    assert [(p.state, p.held) for p in settling.payments] == [(State.HELD, 300)]
    assert (book.balance(ESCROW), book.balance(BUYER)) == (7_700, 0)
    assert book.balance(Account(Kind.ESCROW, "O1", BUYER)) == 300


def test_a_payment_confirmed_in_full_has_arrived():
    settling, book = told(*compensation(300, ESCROW), 1, 300)

    assert numbered(settling, 1).state is State.CONFIRMED
    assert (book.balance(ESCROW), book.balance(BUYER)) == (7_700, 300)


def test_a_refund_goes_back_over_the_legs_of_the_payment():
    settling, book = begun(paid_order(*LEGS), [row("escrow", "refund", 5_000)], sources(ESCROW), LEGS)
    settling, book = carried_out(settling, book)

    assert [(p.to, p.paid) for p in settling.payments] == [
        (leg.account, paid) for leg, paid in zip(LEGS, (4_000, 500, 500), strict=True)
    ]
    assert book.balance(ESCROW) == 5_000


def test_a_source_with_too_little_leaves_the_rest_to_the_next():
    settling, _ = compensation(9_000, ESCROW, SETTLEMENT, DEPOSIT, settlement=600, deposit=900)

    assert [(p.source, p.amount) for p in settling.payments] == [(ESCROW, 8_000), (SETTLEMENT, 600), (DEPOSIT, 400)]


def test_what_no_source_meets_is_recorded_as_the_sellers_debt_to_the_buyer():
    settling, book = compensation(9_000, ESCROW, DEPOSIT, deposit=900)

    assert settling.debts[0].short == 100
    assert book.balance(SELLER_DEBT) == -100
    assert book.balance(Account(Kind.SHORTFALL, "buyer:lin")) == 100


def test_a_shortfall_that_the_ruling_knew_of_is_paid_where_there_is_money_after_all():
    book = paid_order(CASH, deposit=700)
    settling, book = begun(
        book,
        [row("seller_deposit", "compensation", 500)],
        sources(DEPOSIT),
        (),
        [{"to": "buyer", "for": "compensation", "amount": 300}],
    )

    assert [p.amount for p in settling.payments] == [700]
    assert book.balance(SELLER_DEBT) == -100


def test_after_a_part_answer_the_next_source_gives_the_rest():
    settling, book = told(*compensation(500, SETTLEMENT, DEPOSIT, settlement=500, deposit=900), 1, 200)

    assert [(p.source, p.amount) for p in settling.payments] == [(SETTLEMENT, 500), (DEPOSIT, 300)]
    assert (book.balance(SETTLEMENT), book.balance(BUYER)) == (300, 200)


def test_after_a_refusal_the_next_source_gives_all():
    settling, book = told(*compensation(500, SETTLEMENT, DEPOSIT, settlement=500, deposit=900), 1, 0)

    assert [(p.source, p.state) for p in settling.payments] == [(SETTLEMENT, State.FAILED), (DEPOSIT, State.HELD)]
    assert book.balance(SETTLEMENT) == 500


def test_a_refusal_of_the_last_source_is_a_shortfall():
    _, book = told(*compensation(500, DEPOSIT, deposit=900), 1, 0)

    assert (book.balance(DEPOSIT), book.balance(SELLER_DEBT)) == (900, -500)


def test_the_same_answer_twice_is_one_answer():
    once = told(*compensation(300, ESCROW), 1, 300)

    assert told(*once, 1, 300) == once


def test_a_doubled_payment_is_the_platforms_loss_and_stands_as_overpaid():
    settling, book = told(*compensation(300, ESCROW), 1, 300)
    settling, book = told(settling, book, 1, 300, "second")

    assert numbered(settling, 1).surplus == 300
    assert (book.balance(ESCROW), book.balance(BUYER)) == (7_700, 300)
    assert (book.balance(PLATFORM), book.balance(OVERPAID)) == (-300, 300)


def test_an_answer_above_what_was_asked_is_overpaid_too():
    _, book = told(*compensation(300, ESCROW), 1, 310)

    assert (book.balance(BUYER), book.balance(OVERPAID)) == (300, 10)


def test_a_payment_without_answer_is_seen_to_have_failed_and_keeps_its_money():
    settling, book = compensation(300, ESCROW)
    settling = step(settling, numbered(settling, 1).key, fail)

    assert numbered(settling, 1).state is State.FAILED
    assert (numbered(settling, 1).held, book.balance(ESCROW)) == (300, 7_700)


def test_a_failed_payment_is_sent_again_under_the_same_key():
    settling, book = compensation(300, ESCROW)
    key = numbered(settling, 1).key
    for act in (fail, send, fail, send):
        settling = step(settling, key, act)
    settling, book = told(settling, book, 1, 300)

    assert (numbered(settling, 1).attempts, book.balance(BUYER)) == (3, 300)


def test_an_answer_that_comes_after_the_payment_failed_still_counts():
    settling, book = compensation(300, ESCROW)
    settling = step(settling, numbered(settling, 1).key, fail)
    settling, book = told(settling, book, 1, 300)

    assert (numbered(settling, 1).state, book.balance(BUYER)) == (State.CONFIRMED, 300)


def given_up(**pots: int):
    """The first of two sources did not answer and was given up; the second holds the money."""
    settling, book = compensation(500, SETTLEMENT, DEPOSIT, **pots)
    key = numbered(settling, 1).key
    return give_up(step(settling, key, fail), book, key)


def test_a_payment_given_up_leaves_its_debt_to_the_next_source():
    settling, book = given_up(settlement=500, deposit=900)

    assert [(p.source, p.held) for p in settling.payments] == [(SETTLEMENT, 0), (DEPOSIT, 500)]
    assert book.balance(SETTLEMENT) == 500


def test_a_late_answer_takes_the_place_of_what_was_only_held():
    settling, book = told(*given_up(settlement=500, deposit=900), 1, 500)

    assert [(p.source, p.paid, p.held) for p in settling.payments] == [(SETTLEMENT, 500, 0), (DEPOSIT, 0, 0)]
    assert numbered(settling, 1).state is State.CONFIRMED
    assert (book.balance(SETTLEMENT), book.balance(DEPOSIT), book.balance(BUYER)) == (0, 900, 500)


def test_a_late_answer_for_a_part_leaves_the_rest_to_the_next_source():
    settling, _ = told(*given_up(settlement=500, deposit=900), 1, 200)

    assert [(p.source, p.paid, p.held) for p in settling.payments] == [
        (SETTLEMENT, 200, 0),
        (DEPOSIT, 0, 0),
        (DEPOSIT, 0, 300),
    ]


def test_a_late_answer_when_the_next_source_has_paid_is_overpaid():
    settling, book = given_up(settlement=500, deposit=900)
    settling, book = told(sent(settling), book, 2, 500)
    settling, book = told(settling, book, 1, 500)

    assert (book.balance(BUYER), book.balance(OVERPAID), book.balance(SETTLEMENT)) == (500, 500, 500)


def test_a_late_answer_from_a_source_that_was_emptied_meanwhile_is_borne_by_the_platform():
    settling, book = given_up(settlement=500)
    other = plan("R2", [row("seller_settlement", "freight", 500)], sources(SETTLEMENT), PARTIES)
    _, book = carried_out(*begin(other, book))
    settling, book = told(settling, book, 1, 500)

    assert (numbered(settling, 1).paid, numbered(settling, 1).borne) == (500, 500)
    assert (book.balance(BUYER), book.balance(PLATFORM)) == (1_000, -500)
    assert book.balance(SELLER_DEBT) == 0


def test_a_late_refusal_moves_nothing():
    before = given_up(settlement=500, deposit=900)
    settling, book = told(*before, 1, 0)

    assert book == before[1]
    assert numbered(settling, 1).receipts == ("r1",)


def test_going_on_when_nothing_changed_changes_nothing():
    settling, book = compensation(9_000, ESCROW, DEPOSIT, deposit=900)

    assert proceed(settling, book) == (settling, book)


def test_two_cases_on_one_order_do_not_refund_it_twice():
    rows = [row("escrow", "refund", 6_000)]
    _, book = begun(paid_order(CASH), rows, sources(ESCROW), [CASH])

    with refused_with("refund-above-payment"):
        begin(plan("R2", rows, sources(ESCROW), PARTIES, [CASH]), book)


def test_a_row_from_what_is_no_source_is_refused():
    with refused_with("row-without-source"):
        plan("R1", [row("seller_deposit", "refund", 1)], sources(ESCROW), PARTIES)


def test_one_debt_to_two_receivers_is_refused():
    with refused_with("debt-to-two"):
        plan("R1", [row("escrow", "refund", 1), row("escrow", "refund", 1, "seller")], sources(ESCROW), PARTIES)


def test_an_answer_is_refused_where_nothing_was_asked():
    settling, book = begun(paid_order(CASH), [row("escrow", "compensation", 300)], sources(ESCROW))

    with refused_with("payment-not-sent"):
        told(settling, book, 1, 300)
    with refused_with("payment-unknown"):
        hear(settling, book, Answer(Key("C1", "R1", "9"), "r", 300))
    with refused_with("answer-below-nothing"):
        told(sent(settling), book, 1, -1)


def test_a_payment_with_the_marketplace_is_not_given_up():
    settling, book = compensation(300, ESCROW)

    with refused_with("payment-unanswered"):
        give_up(settling, book, numbered(settling, 1).key)


def test_a_closed_payment_is_neither_sent_nor_failed_nor_given_up():
    settling, book = told(*compensation(300, ESCROW), 1, 300)
    key = numbered(settling, 1).key

    with refused_with("payment-closed"):
        step(settling, key, send)
    with refused_with("payment-not-sent"):
        step(settling, key, fail)
    with refused_with("payment-closed"):
        give_up(settling, book, key)
