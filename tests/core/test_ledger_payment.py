"""A refund goes back the way each part of the payment came, and never beyond it."""

from __future__ import annotations

import pytest

from gongdao.kernel.errors import Refused
from gongdao.ledger.account import Kind
from gongdao.ledger.payment import PaymentLeg, paid_in, refund_room, refundable, spread
from gongdao.ledger.posting import Book, Key, post, transfer
from purses import CASH, COUPON, ESCROW, LEGS, SUBSIDY, paid_order


def refund(book: Book, amount: int, number: int = 1, legs=LEGS) -> Book:
    for leg, part in spread(book, legs, amount):
        book = post(book, transfer(Key("C1", f"R{number}", leg.instrument), ESCROW, leg.account, part))
    return book


def test_a_refund_goes_back_to_each_funder_in_proportion():
    assert spread(paid_order(*LEGS), LEGS, 5_000) == [(CASH, 4_000), (COUPON, 500), (SUBSIDY, 500)]


def test_the_last_leg_takes_the_remainder():
    assert [part for _, part in spread(paid_order(*LEGS), LEGS, 1_003)] == [802, 100, 101]


def test_a_remainder_for_which_the_last_leg_has_no_room_goes_to_those_before():
    legs = [PaymentLeg("O1", str(n), Kind.BUYER_PAYMENT, amount) for n, amount in enumerate((3, 3, 3, 1))]

    assert [part for _, part in spread(paid_order(*legs), legs, 8)] == [2, 2, 3, 1]


def test_a_full_refund_gives_every_leg_what_it_paid():
    assert refund_room(refund(paid_order(*LEGS), 10_000), LEGS) == 0


def test_equal_partial_refunds_are_both_made():
    book = refund(refund(paid_order(*LEGS), 3_000, 1), 3_000, 2)

    assert [book.balance(leg.account) for leg in LEGS] == [-3_200, -400, -400]


def test_partial_refunds_do_not_exceed_the_payment():
    book = refund(paid_order(*LEGS), 9_999)

    with pytest.raises(Refused) as refused:
        spread(book, LEGS, 2)

    assert (refused.value.code, refused.value.details) == ("refund-above-payment", {"amount": 2, "left": 1})


def test_an_order_that_was_not_paid_has_nothing_to_refund():
    assert refund_room(Book(), LEGS) == 0


def test_a_second_payment_makes_room_for_a_second_refund():
    book = refund(paid_order(CASH), 8_000, 1, [CASH])
    again = PaymentLeg("O1", "instalment", Kind.BUYER_PAYMENT, 500)
    book = post(book, paid_in(Key("", "O1", "paid-2"), [again], ESCROW))

    assert spread(book, [CASH, again], 500) == [(again, 500)]


def test_a_used_coupon_that_the_pack_keeps_does_not_come_back():
    legs = refundable(LEGS, {Kind.SHOP_COUPON})

    assert spread(paid_order(*LEGS), legs, 9_000) == [(CASH, 8_000), (SUBSIDY, 1_000)]


@pytest.mark.parametrize(("funder", "amount"), [(Kind.BUYER_PAYMENT, 0), (Kind.ESCROW, 100)])
def test_a_leg_of_nothing_or_of_no_funder_is_refused(funder, amount):
    with pytest.raises(Refused) as refused:
        paid_in(Key("", "O1", "paid"), [PaymentLeg("O1", "card", funder, amount)], ESCROW)

    assert refused.value.code == "payment-leg-impossible"
