"""What the marketplace tells of money: what it knew last prevails, and an order is never paid with less."""

from __future__ import annotations

from court_room import at, given, opened, refusal
from gongdao.case import money
from gongdao.case.stages.opening import TakeFacts


def told(path: str, known: float, **row: object) -> TakeFacts:
    return TakeFacts(at(1), "marketplace", "orders", at(known), path, tuple(row.items()))


def test_an_older_statement_changes_nothing():
    case = given(*opened(), told("seller", 0, balance=700))

    seen = given(told("seller", -1, balance=1, deposit=2, score=480), case=case).facts["seller"]

    assert (seen["balance"], seen["deposit"], seen["score"]) == (700, 100000, 480)


def test_of_two_statements_known_at_the_same_instant_the_last_counts():
    case = given(*opened(), told("seller", 0, balance=700), told("seller", 0, balance=500))

    assert case.facts["seller"]["balance"] == 500


def test_an_order_is_not_said_to_have_been_paid_with_less():
    case = given(*opened())

    assert refusal(case, told("order", 1, paid=5999)) == "paid-lowered"
    assert sum(leg.amount for leg in money.payment_legs(given(told("order", 1, paid=6001), case=case))) == 6001


def test_before_the_request_the_order_may_still_be_told_right():
    *facts, request = opened()

    assert given(*facts, told("order", -1, paid=5999), request).facts["order"]["paid"] == 5999
