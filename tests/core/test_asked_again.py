"""What may still be asked for of an order, after the cases that were about it before."""

from __future__ import annotations

from court_room import given, opened
from gongdao.case.again import came_back, left
from paid_out import PAID, answer, planned, sent

REFUND = (("escrow|buyer|refund", PAID),)
OF_ESCROW = (("escrow|refund", ""),)


def refunded():
    case = planned(given(*opened()), REFUND, OF_ESCROW)
    return given(sent(1, 7), answer(1, PAID, hours=8), case=case)


def test_what_was_refunded_is_not_left_and_what_was_fetched_back_after_an_appeal_is():
    paid = refunded()
    assert (came_back(paid), left([paid], PAID, {}, ())) == (PAID, 0)

    overturned = planned(paid, (), (), winner="seller", outcome="pay_seller")
    fetched = next(leg for leg in overturned.legs if leg.source.kind == "buyer_payment")
    back = given(sent(int(fetched.id[1:]), 9), answer(int(fetched.id[1:]), fetched.amount, hours=10), case=overturned)
    assert (came_back(back), left([back], PAID, {}, ())) == (0, PAID)


def test_of_a_line_no_more_is_left_than_it_cost_whatever_came_back_for_others():
    assert left([], PAID, {"A": 4000, "B": 2000}, ("B",)) == 2000
    assert left([refunded()], PAID, {"A": 4000, "B": 2000}, ("B",)) == 0
