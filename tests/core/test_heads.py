"""Several heads of claim over several order lines: each is checked, routed, clocked, decided and paid alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from court_room import COURT, START, at, given, named, refusal, when
from gongdao.case.decider import catch_up, decide, fold
from gongdao.case.due import clocks, due
from gongdao.case.heads import heads, undecided
from gongdao.case.reruling import differing
from gongdao.case.rounds import Appeal
from gongdao.case.stages.evidence import ConcludeEvidence, SubmitEvidence
from gongdao.case.stages.negotiation import AgreeRefund, CallPlatform, RefuseRequest
from gongdao.case.stages.offers import MakeOffer
from gongdao.case.stages.opening import OpenRequest, TakeFacts
from gongdao.case.stages.remedy import AnswerLeg, SendLeg
from gongdao.case.stages.returning import InspectReturn, ShipReturn
from gongdao.case.stages.review import FindFact, JudgeEvidence, TakeCase
from gongdao.case.stages.ruled import GiveRuling, RulingGiven
from gongdao.case.state import Case

# A cup that came with a hole, a lamp that never left, a rug that is kept: 300 were paid for lines of 400.
ORDER = (
    ("id", "X-3"), ("paid", 30000), ("status", "partial"), ("paid_at", at(-200)), ("signed_at", at(-3)),
    ("shipped_at", at(-90)),
)  # fmt: skip
LINES = {"cup": (10000, "signed"), "lamp": (20000, "unshipped"), "rug": (10000, "signed")}
ASK = OpenRequest(
    START, "buyer", "C-1", "taobao", "auto",
    (("type", "return_refund"), ("goods_received", True)),
    heads=(("quality_visible", ("cup",)), ("not_shipped", ("lamp",))),
    lines=(("cup", 7500), ("lamp", 15000)),
)  # fmt: skip
PHOTO = SubmitEvidence(at(52), "buyer", "E1", "photo", "0" * 64, (("shows", "hole"),))


def told(order=ORDER):
    goods = (("type", "household"), ("seven_day", "supported"))
    rows = [(("sku", sku), ("list", price), ("qty", 1), ("state", state)) for sku, (price, state) in LINES.items()]
    return [
        TakeFacts(START, "marketplace", "orders", START, "order", order),
        TakeFacts(START, "marketplace", "orders", START, "goods", goods),
        TakeFacts(START, "marketplace", "accounts", START, "seller", (("balance", 100000), ("deposit", 100000))),
        *(TakeFacts(START, "marketplace", "orders", START, "items", row) for row in rows),
    ]


def asked(ask=ASK):
    return given(*told(), ask)


def silent():
    """The seller lets the 48 hours for the lamp go by."""
    case = asked()
    return fold(case, catch_up(case, COURT, at(49)))


def heard(case):
    return given(
        RefuseRequest(at(50), "seller", "no hole"),
        CallPlatform(at(51), "buyer"),
        PHOTO,
        ConcludeEvidence(at(53), "buyer"),
        ConcludeEvidence(at(54), "seller"),
        TakeCase(at(55), "staff:7"),
        JudgeEvidence(at(56), "staff:7", "E1", "valid", "accepted", "the hole is seen"),
        case=case,
    )


def test_a_request_names_its_heads_and_the_amount_of_each_line():
    case = asked()

    assert [(head.ground, head.kind, head.items, head.amount) for head in heads(case)] == [
        ("quality_visible", "return_refund", ("cup",), 7500),
        ("not_shipped", "refund_only", ("lamp",), 15000),
    ]
    assert (case.facts["claim"]["amount"], case.stage) == (22500, "negotiation")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"lines": (("cup", 7501), ("lamp", 15000))}, "line-amount"),
        ({"lines": (("cup", 0), ("lamp", 15000))}, "line-amount"),
        ({"lines": (("cup", 7500), ("sofa", 1))}, "line-unknown"),
        ({"lines": (("cup", 7500), ("lamp", 15000), ("rug", 1))}, "line-under-no-head"),
        ({"claim": (*ASK.claim, ("amount", 22501))}, "claim-sum"),
        ({"heads": (("quality_visible", ("cup",)), ("not_shipped", ("lamp", "rug")))}, "line-not-claimed"),
        ({"heads": (("quality_visible", ("cup",)), ("not_shipped", ("lamp", "cup")))}, "line-twice"),
        ({"heads": (("ugly", ("cup",)), ("not_shipped", ("lamp",)))}, "unknown-head"),
        ({"heads": (("quality_visible", 1), ("not_shipped", ("lamp",)))}, "head-lines"),
        ({"heads": (*ASK.heads, ("test_fee", 0))}, "head-amount"),
    ],
)
def test_a_request_that_does_not_add_up_is_refused(change, code):
    assert refusal(given(*told()), replace(ASK, **change)) == code


def test_a_line_costs_its_share_of_what_was_paid():
    # 300.00 paid for lines of 100, 200 and 100: 75.00, 150.00 and 75.00.
    assert when(given(*told()), ASK)[0] == "RequestOpened"


def test_each_head_has_its_own_clock():
    case = asked()

    assert (due(case, COURT)["seller"].name, due(case, COURT)["seller"].at) == ("auto_refund_at", at(48))
    assert {clock.rule for clock in clocks(case, COURT)} >= {"P-48H.1"}


def test_silence_refunds_what_was_not_shipped_and_the_other_head_goes_on():
    written = catch_up(asked(), COURT, at(49))
    case = fold(asked(), written)

    assert named(written)[:2] == ["DeadlinePassed", "RulingGiven"]
    assert (case.rulings[0].head, case.rulings[0].outcome, case.rulings[0].refund) == ("not_shipped", "refund", 15000)
    assert (case.rulings[0].heads, case.rulings[0].lines) == ((("not_shipped", "buyer"),), (("lamp", 15000),))
    assert (case.stage, [head.ground for head in undecided(case)]) == ("negotiation", ["quality_visible"])
    assert sum(leg.amount for leg in case.legs) == 15000


def test_what_was_refunded_is_paid_while_the_rest_is_negotiated():
    case = given(SendLeg(at(49), "platform", "L1"), case=silent())

    paid = given(AnswerLeg(at(50), "marketplace", "L1", "r1", 15000, ""), case=case)
    assert (paid.stage, paid.legs[0].state.value) == ("negotiation", "confirmed")


def test_three_lines_and_two_heads_go_from_the_request_to_the_last_payment():
    case = heard(silent())

    done = given(GiveRuling(at(57), "staff:7"), case=case)

    assert [(ruling.head, ruling.outcome, ruling.refund, ruling.lines) for ruling in done.rulings] == [
        ("not_shipped", "refund", 15000, (("lamp", 15000),)),
        ("quality_visible", "return_refund", 7500, (("cup", 7500),)),
    ]
    assert done.stage == "returning"
    lamp, cup = done.legs
    assert (lamp.amount, cup.amount) == (15000, 7500)
    assert refusal(done, SendLeg(at(58), "platform", cup.id)) == "goods-not-back"
    end = given(
        SendLeg(at(58), "platform", lamp.id),
        AnswerLeg(at(59), "marketplace", lamp.id, "r1", 15000, ""),
        ShipReturn(at(60), "buyer", "SF1", "SF"),
        InspectReturn(at(99), "seller", "sound", ""),
        SendLeg(at(100), "platform", cup.id),
        AnswerLeg(at(101), "marketplace", cup.id, "r2", 7500, ""),
        case=done,
    )
    assert (end.stage, sum(leg.paid for leg in end.legs)) == ("closed", 22500)


def test_a_head_may_be_lost_while_another_is_won():
    judged = JudgeEvidence(at(56.5), "staff:7", "E1", "no_proof", "rejected", "an old picture")

    done = given(judged, GiveRuling(at(57), "staff:7"), case=heard(silent()))

    assert [dict(ruling.heads) for ruling in done.rulings] == [
        {"not_shipped": "buyer"},
        {"quality_visible": "seller"},
    ]
    assert sum(leg.amount for leg in done.legs if leg.to.kind.value == "buyer_payment") == 15000


def test_heads_that_are_ripe_together_are_ruled_together():
    late = given(*told((*ORDER, ("promise_ship_h", 48))), ASK)
    case = given(
        RefuseRequest(at(1), "seller", "no"), CallPlatform(at(2), "buyer"), replace(PHOTO, at=at(3)),
        ConcludeEvidence(at(4), "buyer"), ConcludeEvidence(at(5), "seller"), TakeCase(at(6), "staff:7"),
        JudgeEvidence(at(7), "staff:7", "E1", "valid", "accepted", "seen"), case=late,
    )  # fmt: skip

    events = [recorded.event for recorded in decide(case, GiveRuling(at(8), "staff:7"), COURT)]
    rulings = [event for event in events if isinstance(event, RulingGiven)]

    assert [(ruling.head, ruling.by, ruling.rest) for ruling in rulings] == [
        ("not_shipped", "staff:7", ("quality_visible",)),
        ("quality_visible", "staff:7", ()),
    ]


def test_an_agreement_to_refund_is_about_what_is_not_decided_yet():
    case = given(AgreeRefund(at(50), "seller"), case=silent())

    assert (case.settled.amount, sum(leg.amount for leg in case.legs)) == (7500, 22500)
    assert case.stage == "remedy"


def test_rulings_on_heads_come_out_again_as_they_were_given():
    case, stream = Case(), []
    for command in [*told(), ASK]:
        events = decide(case, command, COURT)
        stream += [recorded.event for recorded in events]
        case = fold(case, events)
    stream += [recorded.event for recorded in catch_up(case, COURT, at(49))]

    assert differing(stream, COURT) == ()


def test_an_appeal_hears_all_heads_again():
    done = given(GiveRuling(at(57), "staff:7"), case=heard(silent()))

    again = given(Appeal(at(58), "seller", "", "a lab report"), case=done)

    assert [head.ground for head in undecided(again)] == ["quality_visible", "not_shipped"]
    assert again.stage == "evidence"


def test_quality_with_dislike_falls_back_to_the_seven_day_right():
    whole = (("quality_visible", ("cup",)), ("no_reason", ("cup",)))
    order = (*(pair for pair in ORDER if pair[0] != "status"), ("status", "signed"))
    case = given(*told(order), replace(ASK, heads=whole, lines=(("cup", 7500),)))

    assert [(head.ground, head.fallback) for head in heads(case)] == [("quality_visible", True)]
    rejected = JudgeEvidence(at(56), "staff:7", "E1", "no_proof", "rejected", "no hole is seen")
    done = given(rejected, GiveRuling(at(57), "staff:7"), case=heard(case))
    assert dict(done.rulings[0].heads) == {"quality": "seller", "no_reason_return": "buyer"}
    assert (done.rulings[0].winner, done.rulings[0].lines) == ("split", (("cup", 7500),))


def test_a_test_fee_is_a_head_of_its_own():
    case = asked(replace(ASK, heads=(("quality_visible", ("cup",)), ("test_fee", 900)), lines=(("cup", 7500),)))

    assert case.facts["claim"]["claims_test_fee"] == 900


SIGNED_THREE_MONTHS_AGO = (
    ("id", "X-4"), ("paid", 89000), ("status", "completed"), ("signed_at", at(-2200)), ("completed_at", at(-2190)),
    ("shipped_at", at(-2300)),
)  # fmt: skip


def test_a_window_that_closed_through_the_sellers_delay_does_not_shut_the_buyer_out():
    leak = replace(ASK, heads=(), lines=(), claim=(("type", "return_refund"), ("reason", "quality_visible"),
                                                  ("amount", 89000), ("goods_received", True)))  # fmt: skip
    evaded = FindFact(
        at(56), "staff:7", "seller_evaded", holds=True, evidence=("E1",), reason="answered by a second account"
    )
    weighed = JudgeEvidence(at(57), "staff:7", "E1", "insufficient", "rejected", "not enough")
    case = heard(given(*told(SIGNED_THREE_MONTHS_AGO), leak))

    shut = given(weighed, GiveRuling(at(58), "staff:7"), case=case)
    heard_anyway = given(evaded, weighed, GiveRuling(at(58), "staff:7"), case=case)

    assert (shut.rulings[0].outcome, heard_anyway.rulings[0].outcome) == ("inadmissible", "pay_seller")


def test_what_the_removal_cost_is_a_head_of_claim_with_a_rule():
    costs = replace(ASK, heads=(("quality_visible", ("cup",)), ("costs", 3000)), lines=(("cup", 7500),))
    shown = FindFact(at(56.5), "staff:7", "costs_shown", holds=True, evidence=("E1",), reason="the plumber's bill")
    case = heard(given(*told((*ORDER[:2], ("status", "signed"), *ORDER[3:])), costs))

    won = given(shown, GiveRuling(at(57), "staff:7"), case=case).rulings[0]
    lost = given(GiveRuling(at(57), "staff:7"), case=case).rulings[0]

    assert dict(won.heads) == {"goods": "buyer", "costs": "buyer"}
    assert (won.refund, "escrow|buyer|refund" in dict(won.payers)) == (7500, True)
    assert sum(amount for key, amount in won.payers if key.endswith("|compensation")) == 3000
    assert (dict(lost.heads), lost.winner) == ({"goods": "buyer", "costs": "seller"}, "split")


def test_the_price_is_the_sellers_only_when_every_head_is():
    both = (("quality_visible", ("cup",)), ("surface_mismatch_broken", ("rug",)))
    ask = replace(ASK, heads=both, lines=(("cup", 7500), ("rug", 7500)))
    signed = (*ORDER[:2], ("status", "signed"), *ORDER[3:])
    rejected = JudgeEvidence(at(56), "staff:7", "E1", "no_proof", "rejected", "nothing is seen")
    wrong = TakeFacts(START, "carrier", "scans", START, "logistics", (("scan", "signed"), ("signer", "Li")))
    receiver = TakeFacts(START, "marketplace", "orders", START, "order", (("receiver", "Li"),))
    case = heard(given(*told(signed), receiver, replace(wrong, by="marketplace"), ask))

    events = [recorded.event for recorded in decide(given(rejected, case=case), GiveRuling(at(57), "staff:7"), COURT)]
    done = given(rejected, GiveRuling(at(57), "staff:7"), case=case)

    assert [event.outcome for event in events if isinstance(event, RulingGiven)] == ["pay_seller", "pay_seller"]
    assert [(leg.debt, leg.amount) for leg in done.legs] == [("price", 30000)]


def test_an_offer_is_not_below_what_the_law_grants_on_all_heads_together():
    both = (("no_reason", ("cup",)), ("quality_visible", ("rug",)))
    signed = (*ORDER[:2], ("status", "signed"), *ORDER[3:])
    case = given(*told(signed), replace(ASK, heads=both, lines=(("cup", 7500), ("rug", 7500))))
    offer = MakeOffer(at(1), "seller", "S1", "return_refund", 7499, "")

    assert refusal(case, offer) == "offer-below-floor"
    assert when(case, replace(offer, amount=7500)) == ["OfferMade"]
