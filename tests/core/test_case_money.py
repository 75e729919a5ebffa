"""Money in the running case: planned by source, answered in every way, and gone on with until it is paid or short."""

from __future__ import annotations

import pytest

from court_room import COURT, START, UNSHIPPED, at, given, opened, refusal, ruled, when
from gongdao.case import money
from gongdao.case.codec import decode, encode
from gongdao.case.decider import decide, evolve, fold
from gongdao.case.payments import LegHeld
from gongdao.case.stages import remedy
from gongdao.case.stages.negotiation import AgreeRefund
from gongdao.case.stages.opening import TakeFacts
from gongdao.case.stages.remedy import AnswerLeg, FailLeg, GiveUpLeg, RetryLeg, SendLeg
from gongdao.case.state import RULED, Case, Offer, Ruled, changed

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


def planned(case, payers, sources, short=(), winner="buyer", outcome="refund"):
    """The case after the plan of a ruling that pins these payers and sources."""
    number = len(case.rulings) + 1
    numbered = tuple((f"{n}|{source}", upto) for n, (source, upto) in enumerate(sources, 1))
    made = Ruled(number, at(6), outcome, winner, PAID, "tb-2025-08", "", payers, numbered, short)
    ruled_case = changed(case, rulings=(*case.rulings, made), stage=RULED)
    for event in remedy.plan(ruled_case, at(6)):
        ruled_case = evolve(ruled_case, event)
    return ruled_case


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


def test_more_on_appeal_after_a_part_was_paid_pays_the_difference():
    first = planned(given(*opened()), (("escrow|buyer|refund", 1000),), (("escrow|refund", PAID),), winner="split")
    paid = given(sent(1, 7), answer(1, 1000, hours=8), case=first)

    # The pack already counts what an executed ruling gave (CV-10.23).
    counted = planned(paid, (("escrow|buyer|refund", PAID - 1000),), (("escrow|refund", PAID),))

    assert [(it.key.ruling, it.paid, it.held) for it in counted.legs] == [("R1", 1000, 0), ("R2", 0, 5000)]


def test_what_was_short_is_paid_once_there_is_money():
    case = agreed(seller(balance=0, deposit=0))
    short = given(sent(1), answer(1, 2000), case=case)
    assert (short.stage, short.plans[0].debts[0].short) == ("closed", 4000)
    richer = {**short.facts["accounts"], "seller_deposit:seller": 2500}

    later = given(seller(score=480), case=changed(short, facts={**short.facts, "accounts": richer}))

    assert legs(later)[1] == ("seller_deposit", "buyer_payment", 2500, "held", 0)
    assert later.plans[0].debts[0].short == 1500
