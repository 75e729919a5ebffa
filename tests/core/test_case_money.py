"""Money in the running case: planned by source, answered in every way, and gone on with until it is paid or short."""

from __future__ import annotations

import pytest

from court_room import COURT, UNSHIPPED, at, given, opened, refusal, ruled, when
from gongdao.case import money
from gongdao.case.codec import decode, encode
from gongdao.case.decider import decide, fold
from gongdao.case.payments import LegHeld
from gongdao.case.stages import remedy
from gongdao.case.stages.negotiation import AgreeRefund
from gongdao.case.stages.remedy import AnswerLeg, FailLeg, GiveUpLeg, RetryLeg, SendLeg
from gongdao.case.state import Case, Offer, changed
from paid_out import PAID, agreed, answer, balance, leg, legs, seller, sent


def test_a_refund_is_held_out_of_escrow_and_paid_back_the_way_it_came():
    case = agreed()

    assert legs(case) == [("escrow", "buyer_payment", PAID, "held", 0)]
    assert money.balances(case)["escrow:X-1>buyer_payment:X-1/cash"] == PAID
    paid = given(sent(1), answer(1, PAID), case=case)
    assert (paid.stage, balance(paid, "escrow"), balance(paid, "buyer_payment")) == ("closed", 0, 0)


def test_every_part_of_the_payment_gets_its_share_back():
    case = agreed(leg("coupon", "shop_coupon", 1000), leg("subsidy", "platform_subsidy", 500))

    assert sorted(legs(case)) == [
        ("escrow", "buyer_payment", 4500, "held", 0),
        ("escrow", "platform_subsidy", 500, "held", 0),
        ("escrow", "shop_coupon", 1000, "held", 0),
    ]


def test_what_one_source_refuses_the_next_one_pays():
    refused = given(sent(1), answer(1, 0, reason="account frozen"), case=agreed())

    assert legs(refused) == [
        ("escrow", "buyer_payment", PAID, "failed", 0),
        ("seller_settlement", "buyer_payment", PAID, "held", 0),
    ]
    assert refused.stage == "remedy"


def test_what_a_part_answer_leaves_the_next_source_pays():
    part = given(sent(1), answer(1, 2000), case=agreed())

    assert legs(part)[1] == ("seller_settlement", "buyer_payment", 4000, "held", 0)
    assert given(sent(2, 4), answer(2, 4000, hours=5), case=part).stage == "closed"


def test_an_answer_that_comes_twice_changes_nothing():
    case = given(sent(1), answer(1, 2000), case=agreed())

    assert when(case, answer(1, 2000, hours=4)) == []


def test_what_was_paid_too_much_is_the_platforms_loss():
    case = given(sent(1), answer(1, 7000), case=agreed())

    assert (case.legs[0].surplus, balance(case, "platform"), balance(case, "overpaid")) == (1000, -1000, 1000)


def test_a_late_answer_still_counts_and_what_was_held_instead_goes_back():
    case = given(sent(1), FailLeg(at(3), "platform", "L1", "no answer"), case=agreed())
    given_up = given(GiveUpLeg(at(4), "staff:7", "L1"), case=case)
    assert legs(given_up)[1] == ("seller_settlement", "buyer_payment", PAID, "held", 0)

    late = given(answer(1, PAID, hours=5), case=given_up)

    assert [it.state.value for it in late.legs] == ["confirmed", "released"]
    assert (late.stage, balance(late, "escrow")) == ("closed", 0)


def test_a_failed_payment_is_seen_and_tried_again():
    failed = given(sent(1), FailLeg(at(3), "platform", "L1", "bank closed"), case=agreed())

    assert (failed.stage, failed.legs[0].state.value, failed.legs[0].held) == ("remedy", "failed", PAID)
    assert given(RetryLeg(at(4), "staff:7", "L1"), answer(1, PAID, hours=5), case=failed).stage == "closed"


def test_what_no_source_meets_is_recorded():
    case = agreed(seller(balance=0, deposit=1500))

    short = given(sent(1), answer(1, 0), sent(2, 4), answer(2, 1500, hours=5), case=case)

    assert short.plans[0].debts[0].short == 4500
    assert (short.stage, balance(short, "shortfall")) == ("closed", 0)
    assert money.balances(short)["shortfall:seller:seller"] == -4500


def test_an_agreed_compensation_is_the_sellers_own_money():
    offer = Offer("O1", "seller", "compensate", 800, "")
    case = changed(given(*opened()), settled=offer, ripe="settlement")

    held = [it for it in remedy.agreed(case, at(1)) if isinstance(it, LegHeld)]

    assert [(it.source, it.to, it.amount) for it in held] == [("seller_settlement:seller", "buyer:buyer", 800)]


def test_a_payment_waits_for_the_goods():
    assert refusal(given(*ruled()), SendLeg(at(9), "platform", "L1")) == "goods-not-back"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (sent(9), "no-such-leg"),
        (RetryLeg(at(2), "staff:7", "L1"), "leg-not-so"),
        (answer(1, PAID), "payment-not-sent"),
        (AnswerLeg(at(2), "marketplace", "L1", " ", 1, ""), "receipt-missing"),
        (FailLeg(at(2), "platform", "L1", "?"), "leg-not-so"),
    ],
)
def test_a_payment_is_only_asked_what_it_can_do(command, code):
    assert refusal(agreed(), command) == code


def test_an_answer_is_not_below_nothing():
    assert refusal(given(sent(1), case=agreed()), answer(1, -1)) == "answer-below-nothing"


def test_what_is_given_up_has_money_held_for_it():
    refused = given(sent(1), answer(1, 0), case=agreed())

    assert refusal(refused, GiveUpLeg(at(4), "staff:7", "L1")) == "payment-closed"


def test_the_ruling_pins_who_pays_and_who_may_pay():
    ruling = given(*ruled()).rulings[0]

    assert dict(ruling.payers) == {"escrow|buyer|refund": PAID}
    assert [key.split("|")[1] for key, _ in ruling.sources[:3]] == ["escrow", "seller_settlement", "seller_deposit"]
    assert ruling.shortfalls == ()


def test_money_comes_back_from_its_events_alone():
    case = given(*opened())
    events = decide(case, AgreeRefund(at(1), "seller"), COURT)
    again = fold(case, [type(it)(decode(encode(it.event)), it.recorded_at) for it in events])

    assert again.plans == fold(case, events).plans
    assert sum(entry.amount for it in events for p in money.postings(again, it.event) for entry in p.entries) == 0


def test_a_part_of_the_payment_that_the_pack_keeps_does_not_come_back():
    *facts, request = opened()
    case = given(*facts, leg("coupon", "shop_coupon", 1000), request)
    settled = changed(case, settled=Offer("O1", "seller", "refund", PAID, ""), ripe="settlement")

    held = [it for it in remedy.agreed(settled, at(1), {"shop_coupon"}) if isinstance(it, LegHeld)]

    assert [(it.to, it.amount) for it in held] == [("buyer_payment:X-1/cash", 5000)]
    assert remedy.kept(case, COURT, at(1)) == frozenset()


@pytest.mark.parametrize("wrong", [leg("", "points", 5), leg("card", "uncle", 5), leg("card", "points", 0)])
def test_a_part_of_a_payment_has_an_instrument_a_funder_and_an_amount(wrong):
    assert refusal(Case(), wrong) == "payment-leg-impossible"


def test_no_mark_of_an_owner_reaches_into_the_names_of_accounts():
    order = (("id", "O>buyer:x|a,b%"), *UNSHIPPED[1:])

    case = given(sent(1), answer(1, 0), case=agreed(order=order))

    assert legs(case)[1] == ("seller_settlement", "buyer_payment", PAID, "held", 0)
    assert case.legs[0].source.owner == "O%3Ebuyer:x%7Ca%2Cb%25"


def test_what_was_short_is_paid_once_there_is_money():
    case = agreed(seller(balance=0, deposit=0))
    short = given(sent(1), answer(1, 2000), case=case)
    assert (short.stage, short.plans[0].debts[0].short) == ("closed", 4000)
    richer = {**short.facts["accounts"], "seller_deposit:seller": 2500}

    later = given(seller(score=480), case=changed(short, facts={**short.facts, "accounts": richer}))

    assert legs(later)[1] == ("seller_deposit", "buyer_payment", 2500, "held", 0)
    assert later.plans[0].debts[0].short == 1500
