"""A running case, told in steps: given what happened, when somebody acts, then this is written or refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from court_room import (
    COURT,
    HOLE,
    HOUR,
    SECOND,
    SIGNED,
    START,
    UNSHIPPED,
    at,
    given,
    named,
    opened,
    refusal,
    returning,
    when,
)
from gongdao.case.decider import catch_up, fold
from gongdao.case.due import due, turn
from gongdao.case.stages.negotiation import AgreeRefund, CallPlatform, RefuseRequest, WithdrawRequest
from gongdao.case.stages.offers import AcceptOffer, MakeOffer, RefuseOffer, TakeStandingOffer, WithdrawOffer
from gongdao.case.stages.opening import OpenRequest, TakeFacts
from gongdao.case.stages.returning import InspectReturn, ShipReturn
from gongdao.case.state import Case


def test_a_missed_reply_refunds_the_buyer_at_the_instant_it_was_missed():
    case = given(*opened())

    written = catch_up(case, COURT, at(60))

    assert named(written) == ["DeadlinePassed", "RulingGiven", "PaymentsPlanned", "LegHeld", "RemedyPlanned"]
    assert {recorded.event.at for recorded in written} == {at(48)}
    assert {recorded.recorded_at for recorded in written} == {at(60)}
    assert fold(case, written).rulings[0].refund == 6000


def test_an_answer_a_second_before_the_end_is_in_time():
    case = given(*opened(), RefuseRequest(at(48) - SECOND, "seller", "shipped"))

    assert case.stage == "negotiation"
    assert {party: clock.effect for party, clock in due(case, COURT).items()} == {"buyer": "closes"}


def test_an_answer_at_the_very_end_comes_too_late():
    assert refusal(given(*opened()), RefuseRequest(at(48), "seller", "shipped")) == "wrong-stage"


def test_silence_decides_the_same_with_and_without_a_clerk():
    case = given(*opened())
    with_clerk = fold(case, catch_up(case, COURT, at(48)))

    without = catch_up(case, COURT, at(60))

    assert fold(case, without) == with_clerk


def test_a_request_out_of_the_window_is_heard_while_an_exception_may_be_proved():
    order = (("id", "X"), ("paid", 100), ("status", "completed"), ("completed_at", START - 400 * HOUR))

    assert given(*opened(order, HOLE)).stage == "negotiation"


def test_a_request_nothing_can_save_is_declined():
    order = (("id", "X"), ("paid", 100), ("status", "completed"), ("paid_at", START - 9000 * HOUR))
    late = OpenRequest(START, "buyer", "C", "paypal", "auto", HOLE)

    assert when(given(*opened(order)[:1]), late) == ["RequestOpened", "RequestDeclined"]


def test_a_request_needs_its_order():
    assert refusal(Case(), OpenRequest(START, "buyer", "C", "taobao", "auto", HOLE)) == "order-not-known"


def test_facts_of_tomorrow_are_not_taken_in():
    late = TakeFacts(START, "platform", "x", START + SECOND, "order", (("id", "X"),))

    assert refusal(Case(), late) == "facts-from-the-future"


def test_a_finding_does_not_come_from_outside():
    assert (
        refusal(Case(), TakeFacts(START, "platform", "x", START, "findings_by_staff", ())) == "facts-not-from-outside"
    )


def test_an_accepted_offer_binds_and_is_paid():
    offer = MakeOffer(at(1), "seller", "O1", "refund", 2000, "seller")
    case = given(*opened(SIGNED, HOLE), offer)

    assert when(case, AcceptOffer(at(2), "buyer", "O1")) == [
        "OfferAccepted",
        "PaymentsPlanned",
        "LegHeld",
        "RemedyPlanned",
    ]
    settled = given(AcceptOffer(at(2), "buyer", "O1"), case=case)
    assert [(leg.source.kind, leg.to.kind, leg.amount) for leg in settled.legs] == [("escrow", "buyer_payment", 2000)]
    assert settled.facts["events"][-1]["act"] == "settle"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (AcceptOffer(at(2), "seller", "O1"), "offer-of-your-own"),
        (RefuseOffer(at(2), "seller", "O1", "no"), "offer-of-your-own"),
        (WithdrawOffer(at(2), "buyer", "O1"), "offer-of-the-other"),
        (AcceptOffer(at(2), "buyer", "O2"), "no-such-offer"),
        (MakeOffer(at(2), "buyer", "O1", "refund", 1, ""), "offer-known"),
        (MakeOffer(at(2), "buyer", "O2", "refund", 6001, ""), "offer-beyond-paid"),
        (MakeOffer(at(2), "buyer", "O2", "bribe", 1, ""), "unknown-offer-kind"),
    ],
)
def test_an_offer_is_answered_by_the_other_side(command, code):
    case = given(*opened(SIGNED, HOLE), MakeOffer(at(1), "seller", "O1", "refund", 2000, "seller"))

    assert refusal(case, command) == code


def test_a_withdrawn_offer_cannot_be_accepted():
    offer = MakeOffer(at(1), "seller", "O1", "refund", 2000, "")
    case = given(*opened(SIGNED, HOLE), offer, WithdrawOffer(at(2), "seller", "O1"))

    assert refusal(case, AcceptOffer(at(3), "buyer", "O1")) == "offer-not-open"


def test_the_platform_cannot_be_called_before_the_seller_had_his_time():
    case = given(*opened(SIGNED, HOLE))

    assert refusal(case, CallPlatform(at(1), "buyer")) == "call-too-early"
    assert given(CallPlatform(at(72), "buyer"), case=case).stage == "evidence"


def test_after_a_refusal_either_side_may_call_the_platform():
    case = given(*opened(SIGNED, HOLE), RefuseRequest(at(1), "seller", "no"))

    assert given(CallPlatform(at(2), "seller"), case=case).stage == "evidence"


def test_a_request_withdrawn_is_closed():
    assert given(*opened(), WithdrawRequest(at(1), "buyer")).stage == "closed"


def test_the_seller_agrees_and_the_money_goes_back():
    case = given(*opened(), AgreeRefund(at(1), "seller"))

    assert (case.stage, case.legs[0].amount) == ("remedy", 6000)


def test_a_return_that_is_never_sent_closes_the_request():
    case = given(*returning())

    assert due(case, COURT)["buyer"].effect == "request_closes"
    assert fold(case, catch_up(case, COURT, at(400))).stage == "closed"


def test_a_sound_return_is_paid_for():
    case = given(*returning(), ShipReturn(at(20), "buyer", "SF1", "SF"), InspectReturn(at(60), "seller", "sound", ""))

    assert (case.stage, case.legs[0].to.kind, case.legs[0].amount) == ("remedy", "buyer_payment", 6000)


def test_a_seller_silent_on_the_return_pays():
    case = given(*returning(), ShipReturn(at(20), "buyer", "SF1", "SF"))

    after = fold(case, catch_up(case, COURT, at(261)))

    assert (after.stage, after.legs[0].amount, after.entered) == ("remedy", 6000, at(260))
    assert after.rulings == ()


def test_other_goods_in_the_parcel_may_be_brought_at_once():
    shipped = given(*returning(), ShipReturn(at(20), "buyer", "SF1", "SF"))
    case = given(InspectReturn(at(60), "seller", "different", "clothes"), case=shipped)

    assert {party: clock.effect for party, clock in due(case, COURT).items()} == {
        "buyer": "intervene",
        "seller": "intervene",
    }
    assert given(CallPlatform(at(61), "seller"), case=case).stage == "evidence"


def test_goods_not_sent_cannot_be_inspected():
    assert refusal(given(*returning()), InspectReturn(at(2), "seller", "sound", "")) == "return-not-shipped"


STANDING = TakeStandingOffer(START, "marketplace", "S1", "quality_visible", "compensate", 500)


def test_a_standing_offer_of_the_seller_is_made_with_the_request():
    case = given(STANDING, *opened(SIGNED, HOLE))

    assert [(offer.by, offer.kind, offer.amount) for offer in case.offers] == [("seller", "compensate", 500)]
    leg = given(AcceptOffer(at(1), "buyer", "S1"), case=case).legs[0]
    assert (leg.source.kind.value, leg.amount) == ("seller_settlement", 500)


def test_a_standing_offer_for_another_reason_is_not_made():
    assert given(STANDING, *opened()).offers == ()


def test_a_standing_offer_below_what_the_pack_grants_already_is_not_made():
    late = (*UNSHIPPED[:3], ("paid_at", START - 300 * HOUR), ("promise_ship_h", 48))
    asked = (("type", "refund_only"), ("reason", "not_shipped"), ("amount", 6000), ("goods_received", False))
    offers = [replace(STANDING, id=str(amount), reason="not_shipped", amount=amount) for amount in (500, 6000)]

    assert [offer.amount for offer in given(*offers, *opened(late, asked)).offers] == [6000]


def test_it_is_always_somebodys_turn_while_the_case_is_open():
    refused = given(*opened(SIGNED, HOLE), RefuseRequest(at(1), "seller", "no"))
    sent = given(*returning(), ShipReturn(at(20), "buyer", "SF1", "SF"))

    assert turn(refused, COURT) == ("buyer",)
    assert turn(given(*returning()), COURT) == ("buyer",)
    assert turn(sent, COURT) == ("seller",)
    assert turn(given(InspectReturn(at(30), "seller", "empty", ""), case=sent), COURT) == ("buyer", "seller")
    assert turn(given(WithdrawRequest(at(2), "buyer"), case=refused), COURT) == ()
