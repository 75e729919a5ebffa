"""A ruling overturned on appeal: who got the money gives it back, or who the pack names pays."""

from __future__ import annotations

import pytest

from gongdao.kernel.errors import Refused
from gongdao.ledger.account import Account, Kind
from gongdao.ledger.posting import Book
from gongdao.ledger.reversal import net, reverse
from gongdao.ledger.settlement import Settlement, Source, begin, plan
from purses import (
    ADVANCE,
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

BUYER_DEBT = Account(Kind.SHORTFALL, str(BUYER))


def refunded(*legs) -> tuple[Settlement, Book]:
    rows = [row("escrow", "refund", sum(leg.amount for leg in legs))]
    return carried_out(*begun(paid_order(*legs), rows, sources(ESCROW), legs))


def test_a_reversal_brings_every_leg_of_the_refund_back():
    _, back, book = reverse(*refunded(*LEGS), "R2", BUYER)
    back, book = carried_out(back, book)

    assert book.balance(ESCROW) == 10_000
    assert [book.balance(leg.account) for leg in LEGS] == [-8_000, -1_000, -1_000]
    assert net(back) == {CASH.account: -8_000, LEGS[1].account: -1_000, LEGS[2].account: -1_000, ESCROW: 10_000}


def test_a_reversal_is_a_payment_like_any_other():
    _, back, book = reverse(*refunded(CASH), "R2", BUYER)

    assert [(str(p.key), p.source, p.held) for p in back.payments] == [("C1/R2/1", CASH.account, 8_000)]
    assert book.balance(ESCROW) == 0


def test_a_second_appeal_may_refund_again_what_was_brought_back():
    _, back, book = reverse(*refunded(CASH), "R2", BUYER)
    _, book = carried_out(back, book)
    _, book = carried_out(*begin(plan("R3", [row("escrow", "refund", 8_000)], sources(ESCROW), PARTIES, [CASH]), book))

    assert (book.balance(CASH.account), book.balance(ESCROW)) == (0, 0)


def test_what_the_buyer_does_not_give_back_is_the_buyers_debt():
    _, back, book = reverse(*refunded(CASH), "R2", BUYER)
    _, book = told(sent(back), book, 1, 3_000)

    assert (book.balance(ESCROW), book.balance(BUYER_DEBT)) == (3_000, -5_000)


def test_the_platform_pays_what_the_buyer_does_not_give_back_where_the_pack_says_so():
    _, back, book = reverse(*refunded(CASH), "R2", BUYER, [Source(PLATFORM)])
    back, book = told(sent(back), book, 1, 3_000)
    _, book = carried_out(back, book)

    assert (book.balance(ESCROW), book.balance(PLATFORM), book.balance(BUYER_DEBT)) == (8_000, -5_000, 0)


def test_the_platform_pays_the_seller_instead_where_the_new_ruling_says_so():
    _, book = refunded(CASH)
    rows = [row("platform", "redress", 8_000, "seller")]
    _, after = carried_out(*begin(plan("R2", rows, [Source(PLATFORM)], PARTIES), book))

    assert after.balance(PLATFORM) == -8_000
    assert after.balance(CASH.account) == book.balance(CASH.account)


def test_an_advance_and_its_recovery_cancel_out():
    rows = [row("platform_advance", "refund", 800), row("seller_settlement", "advance", 800, "platform")]
    granted = [Source(ADVANCE, None, ("refund",)), Source(SETTLEMENT, None, ("advance",))]
    settling, book = carried_out(*begun(paid_order(CASH, settlement=900), rows, granted, [CASH]))
    _, back, book = reverse(settling, book, "R2", BUYER)
    _, book = carried_out(back, book)

    assert [(p.source, p.to, p.amount) for p in back.payments] == [(CASH.account, SETTLEMENT, 800)]
    assert (book.balance(SETTLEMENT), book.balance(ADVANCE)) == (900, 0)


def test_what_was_only_held_goes_back_to_its_source():
    settling, book = begun(paid_order(CASH), [row("escrow", "refund", 8_000)], sources(ESCROW), [CASH])
    over, back, book = reverse(settling, book, "R2", BUYER)

    assert (numbered(over, 1).held, back.payments, book.balance(ESCROW)) == (0, (), 8_000)


def test_the_shortfall_of_a_reversed_ruling_is_owed_no_longer():
    rows = [row("seller_deposit", "compensation", 500)]
    settling, book = begun(paid_order(CASH, deposit=200), rows, sources(DEPOSIT))
    _, _, book = reverse(settling, book, "R2", BUYER)

    assert book.balance(SELLER_DEBT) == 0


def test_a_late_answer_to_a_reversed_ruling_is_overpaid():
    rows = [row("seller_deposit", "compensation", 500)]
    settling, book = begun(paid_order(CASH, deposit=900), rows, sources(DEPOSIT))
    settling, book = told(sent(settling), book, 1, 0)
    over, _, book = reverse(settling, book, "R2", BUYER)
    _, book = told(over, book, 1, 500, "late")

    assert (book.balance(DEPOSIT), book.balance(BUYER), book.balance(PLATFORM)) == (900, 0, -500)


def test_what_the_platform_bore_comes_back_to_it():
    rows = [row("seller_deposit", "compensation", 500)]
    settling, book = begun(paid_order(CASH, deposit=500), rows, sources(DEPOSIT))
    settling, book = told(sent(settling), book, 1, 0)
    other = plan("R0", [row("seller_deposit", "freight", 500)], sources(DEPOSIT), PARTIES)
    _, book = carried_out(*begin(other, book))
    settling, book = told(settling, book, 1, 500, "late")
    _, back, book = reverse(settling, book, "R2", BUYER)

    assert [(p.source, p.to, p.amount) for p in back.payments] == [(BUYER, PLATFORM, 500)]


def test_a_ruling_is_reversed_once():
    over, _, book = reverse(*refunded(CASH), "R2", BUYER)

    with pytest.raises(Refused, match=r"^reversed-before$"):
        reverse(over, book, "R3", BUYER)


def test_a_payment_with_the_marketplace_is_answered_before_it_is_reversed():
    settling, book = begun(paid_order(CASH), [row("escrow", "refund", 8_000)], sources(ESCROW), [CASH])

    with pytest.raises(Refused, match=r"^payment-unanswered$"):
        reverse(sent(settling), book, "R2", BUYER)
