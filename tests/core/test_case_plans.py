"""What rulings plan: who pays in which order, advances and forfeits, and what a later ruling does to an earlier one."""

from __future__ import annotations

from court_room import given, opened
from gongdao.case.stages import remedy
from gongdao.case.state import changed
from paid_out import PAID, answer, balance, legs, planned, seller, sent

ADVANCED = (("platform_advance|buyer|refund", PAID), ("seller_settlement|platform|advance", PAID))
RECOURSE = (
    ("platform_advance|refund", PAID),
    ("seller_settlement|advance", PAID),
    ("seller_deposit|advance", PAID),
    ("affiliate_deposit|advance", PAID),
)


def test_an_advance_is_recovered_once_it_was_paid():
    case = planned(given(*opened()), ADVANCED, RECOURSE)
    assert legs(case) == [("platform_advance", "buyer_payment", PAID, "held", 0)]

    paid = given(sent(1, 7), answer(1, PAID, hours=8), case=case)

    assert legs(paid)[1] == ("seller_settlement", "platform_advance", PAID, "held", 0)
    back = given(sent(2, 9), answer(2, 1000, hours=10), sent(3, 11), answer(3, 5000, hours=12), case=paid)
    assert (back.stage, balance(back, "platform_advance")) == ("closed", 0)


def test_recourse_goes_as_far_as_the_deposit_of_affiliates():
    *facts, request = opened()
    rich = given(*facts, seller(balance=0, deposit=0, affiliate_deposit=2500), request)

    case = given(sent(1, 7), answer(1, PAID, hours=8), case=planned(rich, ADVANCED, RECOURSE))

    assert legs(case)[1] == ("affiliate_deposit", "platform_advance", 2500, "held", 0)
    assert case.plans[0].debts[1].short == 3500


def test_what_the_ruling_found_no_source_for_is_owed_to_whom_it_was_due():
    case = planned(given(*opened()), (), (("escrow|refund", 0),), (("platform|advance", 700),))

    assert (case.plans[0].debts[0].to.kind, case.plans[0].debts[0].owed) == ("platform_advance", 700)


def test_return_freight_is_paid_by_the_insurance_and_the_rest_by_the_seller():
    payers = (("insurance|buyer|return_freight", 1200), ("seller_settlement|buyer|return_freight", 300))
    sources = (("insurance|return_freight", 1200), ("seller_settlement|return_freight", 5000))

    case = planned(given(*opened()), payers, sources)

    assert legs(case) == [
        ("insurance", "buyer", 1200, "held", 0),
        ("seller_settlement", "buyer", 300, "held", 0),
    ]


FORFEIT = (("escrow|buyer|refund", PAID), ("seller_deposit|platform|forfeit", 2000))
OF_DEPOSIT = (("escrow|refund", PAID), ("seller_deposit|forfeit", 2000))


def test_a_forfeit_is_paid_out_of_the_deposit_beside_the_refund():
    case = planned(given(*opened()), FORFEIT, OF_DEPOSIT)

    paid = given(sent(1, 7), answer(1, PAID, hours=8), sent(2, 9), answer(2, 2000, hours=10), case=case)

    assert legs(paid)[1] == ("seller_deposit", "platform", 2000, "confirmed", 2000)
    assert (paid.stage, balance(paid, "platform")) == ("closed", 2000)


def test_a_second_ruling_that_forfeits_the_same_takes_nothing_more():
    case = planned(given(*opened()), FORFEIT, OF_DEPOSIT)
    paid = given(sent(1, 7), answer(1, PAID, hours=8), sent(2, 9), answer(2, 2000, hours=10), case=case)

    assert legs(planned(paid, FORFEIT, OF_DEPOSIT)) == legs(paid)


def test_a_forfeit_is_given_back_when_the_ruling_is_overturned():
    case = planned(given(*opened()), FORFEIT, OF_DEPOSIT)
    paid = given(sent(1, 7), answer(1, PAID, hours=8), sent(2, 9), answer(2, 2000, hours=10), case=case)

    overturned = planned(paid, (), (), winner="seller", outcome="pay_seller")

    assert ("platform", "seller_deposit", 2000, "held", 0) in legs(overturned)


def test_a_ruling_for_the_seller_pays_what_is_in_escrow():
    case = planned(given(*opened()), (), (), winner="seller", outcome="pay_seller")

    assert legs(case) == [("escrow", "seller_settlement", PAID, "held", 0)]
    paid = given(sent(1, 7), answer(1, PAID, hours=8), case=case)
    assert (paid.stage, paid.facts["seller"]["balance"]) == ("closed", 100000)


def test_what_the_seller_was_paid_answers_for_a_later_refund():
    first = planned(given(*opened()), (), (), winner="seller", outcome="pay_seller")
    paid = given(sent(1, 7), answer(1, PAID, hours=8), case=first)

    case = planned(paid, (("escrow|buyer|refund", PAID),), (("escrow|refund", PAID),))

    assert legs(case)[1] == ("seller_settlement", "buyer_payment", PAID, "held", 0)


def test_what_was_held_for_an_earlier_ruling_is_taken_back_and_what_was_paid_counts():
    first = planned(given(*opened()), (("escrow|buyer|refund", 4000),), (("escrow|refund", PAID),))
    part = given(sent(1, 7), answer(1, 1000, hours=8), case=first)

    case = planned(part, (("escrow|buyer|refund", PAID),), (("escrow|refund", PAID),))

    assert [(it.key.ruling, it.paid, it.held) for it in case.legs] == [("R1", 1000, 0), ("R2", 0, 5000)]
    assert case.plans[0].reversed_by == "R2"


def test_an_appeal_that_is_not_admitted_leaves_the_payments_as_they_are():
    first = planned(given(*opened()), (("escrow|buyer|refund", PAID),), (("escrow|refund", PAID),))

    assert planned(first, (), (), outcome="inadmissible").plans == first.plans


def test_a_plan_waits_for_the_answer_to_the_payment_before():
    case = given(
        sent(1, 7), case=planned(given(*opened()), (("escrow|buyer|refund", PAID),), (("escrow|refund", PAID),))
    )

    assert remedy.waits(case)
    assert not remedy.waits(given(answer(1, PAID, hours=8), case=case))


def test_a_refund_is_never_more_than_what_the_order_has_left():
    first = planned(given(*opened()), (("escrow|buyer|refund", 4000),), (("escrow|refund", PAID),))
    other = (("seller_settlement|buyer|refund", 4000),), (("seller_settlement|refund", 9000),)

    case = planned(changed(first, plans=(), rulings=()), *other)

    assert [it.amount for it in case.legs] == [2000]


def test_more_on_appeal_after_a_part_was_paid_pays_the_difference():
    first = planned(given(*opened()), (("escrow|buyer|refund", 1000),), (("escrow|refund", PAID),), winner="split")
    paid = given(sent(1, 7), answer(1, 1000, hours=8), case=first)

    # The pack already counts what an executed ruling gave (CV-10.23).
    counted = planned(paid, (("escrow|buyer|refund", PAID - 1000),), (("escrow|refund", PAID),))

    assert [(it.key.ruling, it.paid, it.held) for it in counted.legs] == [("R1", 1000, 0), ("R2", 0, 5000)]
