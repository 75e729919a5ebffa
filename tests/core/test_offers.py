"""Offers between the parties: countered, lapsed, below the floor, accepted once; a settlement is only performed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from court_room import COURT, HOLE, SIGNED, START, UNSHIPPED, at, given, named, opened, refusal, ruled, when
from gongdao.case.decider import catch_up, decide, fold
from gongdao.case.due import due
from gongdao.case.stages.negotiation import CallPlatform, RefuseRequest, WithdrawRequest
from gongdao.case.stages.offers import AcceptOffer, MakeOffer, RefuseOffer, WithdrawOffer
from gongdao.case.stages.performance import ShipGoods, SignGoods
from gongdao.case.stages.returning import InspectReturn, ShipReturn
from gongdao.kernel.errors import Refused
from gongdao.kernel.money import amount_text

NO_REASON = (("type", "return_refund"), ("reason", "no_reason"), ("amount", 6000), ("goods_received", True))
TWENTY = MakeOffer(at(1), "seller", "S1", "refund", 2000, "")
FORTY = MakeOffer(at(2), "buyer", "B1", "refund", 4000, "", answers="S1")


def negotiating(*commands):
    return given(*opened(SIGNED, HOLE), *commands)


def test_a_counter_offer_ends_the_offer_it_answers():
    case = negotiating(TWENTY, FORTY)

    assert [(offer.id, offer.state) for offer in case.offers] == [("S1", "countered"), ("B1", "open")]
    assert refusal(case, AcceptOffer(at(3), "buyer", "S1")) == "offer-not-open"
    assert when(case, AcceptOffer(at(3), "seller", "B1"))[0] == "OfferAccepted"


def test_nobody_counters_an_offer_of_his_own():
    assert refusal(negotiating(TWENTY), replace(FORTY, by="seller")) == "offer-of-your-own"


def test_an_offer_lapses_at_the_hour_its_maker_said():
    case = negotiating(replace(TWENTY, hours=24))

    assert (due(case, COURT)["buyer"].effect, due(case, COURT)["buyer"].at) == ("offer_lapses", at(25))
    lapsed = fold(case, catch_up(case, COURT, at(25)))
    assert lapsed.offers[0].state == "lapsed"
    assert refusal(case, AcceptOffer(at(25), "buyer", "S1")) == "offer-not-open"
    assert when(case, AcceptOffer(at(24.9), "buyer", "S1"))[0] == "OfferAccepted"


def test_an_offer_says_its_extras_and_what_they_are_worth():
    case = negotiating(replace(TWENTY, extras=(("coupon", 500), ("apology", 0))))

    assert dict(case.offers[0].extras) == {"coupon": 500, "apology": 0}


@pytest.mark.parametrize(
    ("offer", "code"),
    [
        (replace(TWENTY, extras=(("bribe", 1),)), "unknown-extra"),
        (replace(TWENTY, extras=(("coupon", -1),)), "extra-amount"),
        (replace(TWENTY, freight="carrier"), "unknown-freight"),
        (replace(TWENTY, hours=-1), "offer-hours"),
        (replace(TWENTY, answers="B9"), "no-such-offer"),
    ],
)
def test_an_offer_that_says_what_cannot_be_is_refused(offer, code):
    assert refusal(negotiating(), offer) == code


def test_an_offer_is_refused_with_a_reason():
    assert refusal(negotiating(TWENTY), RefuseOffer(at(2), "buyer", "S1", " ")) == "reason-missing"


@pytest.mark.parametrize("offer", [MakeOffer(at(1), "seller", "S1", "return_refund", 3000, "")])
def test_nobody_offers_less_than_the_law_grants_already(offer):
    case = given(*opened(SIGNED, NO_REASON))

    with pytest.raises(Refused) as no:
        decide(case, offer, COURT)

    assert (no.value.code, no.value.details["least"]) == ("offer-below-floor", amount_text(6000, "CNY"))
    assert "CPL-25" in no.value.details["law"]
    assert when(case, replace(offer, amount=6000)) == ["OfferMade"]


def test_money_for_goods_that_are_kept_is_another_bargain():
    case = given(*opened(SIGNED, NO_REASON))

    assert when(case, MakeOffer(at(1), "seller", "S1", "refund", 1500, "")) == ["OfferMade"]


def test_what_is_still_in_dispute_sets_no_floor():
    assert when(negotiating(), MakeOffer(at(1), "seller", "S1", "return_refund", 100, "")) == ["OfferMade"]


def test_a_rule_of_the_platform_alone_gives_way_to_an_agreement():
    late = (*UNSHIPPED[:3], ("paid_at", START.replace(day=1)), ("promise_ship_h", 48))
    asked = (("type", "refund_only"), ("reason", "not_shipped"), ("amount", 6000), ("goods_received", False))

    assert when(given(*opened(late, asked)), TWENTY) == ["OfferMade"]


def test_both_accepting_each_other_at_the_same_instant_make_one_settlement():
    case = negotiating(TWENTY, replace(FORTY, answers=""))
    first = given(AcceptOffer(at(3), "buyer", "S1"), case=case)

    assert refusal(first, AcceptOffer(at(3), "seller", "B1")) == "settled-already"
    assert refusal(first, AcceptOffer(at(3), "buyer", "S1")) == "settled-already"
    assert first.settled is not None
    assert (first.settled.id, sum(leg.amount for leg in first.legs)) == ("S1", 2000)
    assert {offer.id: offer.state for offer in first.offers} == {"S1": "accepted", "B1": "lapsed"}


def test_after_a_settlement_only_its_performance_is_left():
    case = negotiating(MakeOffer(at(1), "seller", "S1", "return_refund", 6000, "seller"))
    settled = given(AcceptOffer(at(2), "buyer", "S1"), case=case)

    assert settled.stage == "returning"
    for command in (TWENTY, WithdrawOffer(at(3), "seller", "S1"), RefuseOffer(at(3), "buyer", "S1", "no")):
        assert refusal(settled, replace(command, id="S1", at=at(3))) == "settled-already"


RESEND = MakeOffer(at(1), "seller", "S1", "resend", 0, "")


def settled_on(offer, *commands):
    return negotiating(offer, AcceptOffer(at(2), "buyer", offer.id), *commands)


def test_goods_that_are_sent_again_end_the_case_when_they_arrive():
    case = settled_on(RESEND)

    assert (case.stage, case.goods, due(case, COURT)["seller"].effect) == ("remedy", "owed", "intervene")
    sent = given(ShipGoods(at(20), "seller", "SF9", "SF"), case=case)
    assert sent.stage == "remedy"
    assert given(SignGoods(at(60), "buyer"), case=sent).stage == "closed"


def test_goods_that_do_not_come_bring_the_request_before_the_platform():
    case = settled_on(RESEND)

    with pytest.raises(Refused) as no:
        decide(case, CallPlatform(at(3), "buyer"), COURT)
    assert (no.value.code, no.value.details["since"]) == (
        "performance-not-due",
        due(case, COURT)["seller"].at.isoformat(),
    )
    late = due(case, COURT)["seller"].at
    written = catch_up(case, COURT, late)
    assert (named(written), fold(case, written).stage) == (["DeadlinePassed"], "evidence")
    acts = [row["act"] for row in fold(case, written).facts["events"]]
    assert acts[-2:] == ["refuse_resend", "intervene_and_request_evidence"]


def test_the_seller_does_not_complain_of_goods_it_owes():
    assert refusal(settled_on(RESEND), CallPlatform(at(400), "seller")) in ("not-yours", "wrong-stage")
    assert refusal(settled_on(TWENTY), CallPlatform(at(3), "buyer")) == "nothing-to-perform"


def test_goods_that_come_wrong_are_brought_at_once():
    case = settled_on(RESEND, ShipGoods(at(20), "seller", "SF9", "SF"))

    called = given(CallPlatform(at(30), "buyer"), case=case)
    assert (called.stage, called.goods, called.settled) == ("evidence", "unperformed", None)


def test_an_exchange_goes_back_first_and_then_comes_anew():
    exchange = MakeOffer(at(1), "seller", "S1", "exchange", 0, "seller")
    back = (ShipReturn(at(20), "buyer", "SF1", "SF"), InspectReturn(at(60), "seller", "sound", ""))

    case = settled_on(exchange, *back)

    assert (case.stage, case.goods) == ("remedy", "owed")
    assert refusal(case, SignGoods(at(61), "buyer")) == "goods-not-so"
    done = given(ShipGoods(at(61), "seller", "SF9", "SF"), SignGoods(at(99), "buyer"), case=case)
    assert done.stage == "closed"


def test_a_request_is_withdrawn_only_until_it_is_ruled():
    assert negotiating(RefuseRequest(at(1), "seller", "no"), WithdrawRequest(at(2), "buyer")).stage == "closed"
    assert refusal(given(*ruled()), WithdrawRequest(at(9), "buyer")) == "ruled-already"
