"""What is said against the platform itself: staff that erred, a measure against a shop, a complaint about staff."""

from __future__ import annotations

from dataclasses import replace

import pytest

from court_room import COURT, START, at, given, refusal, ruled, when
from gongdao.case.decider import catch_up, decide, fold
from gongdao.case.due import due, turn
from gongdao.case.rounds import Appeal
from gongdao.case.stages.evidence import ConcludeEvidence, SubmitEvidence
from gongdao.case.stages.opening import OpenRequest, TakeFacts
from gongdao.case.stages.returning import GiveReturnAddress, InspectReturn, ShipReturn
from gongdao.case.stages.review import FindFact, JudgeEvidence, TakeCase
from gongdao.case.stages.ruled import GiveRuling
from gongdao.case.state import Case
from gongdao.kernel.errors import Refused

LAB = SubmitEvidence(at(64), "seller", "E2", "sampling_report", "1" * 64, (("finding", "qualified"),))


def appealed_by_the_seller():
    """A ruling for the buyer by staff:7, heard again by staff:8 with a laboratory's report."""
    return given(
        *ruled(),
        ShipReturn(at(20), "buyer", "SF1", "SF"),
        InspectReturn(at(60), "seller", "sound", ""),
        Appeal(at(63), "seller", "", "lab report"),
        replace(LAB, shows=(*LAB.shows, ("issuer", "accredited"))),
        ConcludeEvidence(at(65), "buyer"),
        ConcludeEvidence(at(66), "seller"),
        TakeCase(at(67), "staff:8"),
        JudgeEvidence(at(68), "staff:8", "E2", "valid", "", "an accredited laboratory"),
    )


def test_a_ruling_corrected_on_appeal_counts_as_an_error_of_who_gave_it():
    written = decide(appealed_by_the_seller(), GiveRuling(at(69), "staff:8"), COURT)
    case = fold(appealed_by_the_seller(), written)

    assert case.rulings[-1].outcome == "correct_ruling"
    assert case.errors == ("staff:7",)


def test_an_appeal_on_the_same_ground_is_not_a_second_one():
    again = given(GiveRuling(at(69), "staff:8"), case=appealed_by_the_seller())

    assert refusal(again, Appeal(at(70), "seller", "", "lab report")) == "appeal-brings-nothing"
    assert when(again, Appeal(at(70), "buyer", "the report is of another article", ""))[0] == "Appealed"


def test_a_third_appeal_is_told_what_remains():
    twice = replace(given(GiveRuling(at(69), "staff:8"), case=appealed_by_the_seller()), round=2)

    with pytest.raises(Refused) as no:
        decide(twice, Appeal(at(70), "buyer", "x", ""), COURT)
    assert (no.value.code, no.value.details["most"]) == ("appeals-used-up", 2)
    assert {"12315", "court"} <= set(no.value.details["remains"])


MEASURE = TakeFacts(
    START, "platform", "measures", START, "measure",
    (("kind", "listing_removed"), ("informed_at", at(-5)), ("rule_id", "SH-FAKE"), ("rule_version", "tb-2025-08"),
     ("fact", "no scan within 24 hours")),
)  # fmt: skip
CONTEST = OpenRequest(START, "seller:shop-3", "M-1", "taobao", "auto", (("type", "contest_measure"),))


def answered(finding, holds, *opening):
    return given(
        *opening,
        TakeCase(at(1), "supervisor:1"),
        FindFact(at(2), "supervisor:1", finding, holds=holds, evidence=(), reason="read the records"),
        GiveRuling(at(3), "supervisor:1"),
    )


def test_a_shop_contests_a_measure_with_its_facts_rule_and_version():
    case = given(MEASURE, CONTEST)

    assert (case.stage, case.buyer, turn(case, COURT)) == ("review", "", ("platform",))
    assert (due(case, COURT)["platform"].name, due(case, COURT)["platform"].effect) == (
        "contest_answer_due",
        "escalate",
    )
    assert refusal(Case(), CONTEST) == "grounds-not-known"


@pytest.mark.parametrize(("holds", "outcome"), [(True, "keep_measure"), (False, "lift_measure")])
def test_a_measure_stands_only_where_the_facts_and_the_rule_bear_it(holds, outcome):
    case = answered("measure_justified", holds, MEASURE, CONTEST)

    assert (case.rulings[0].outcome, case.rulings[0].winner, case.stage) == (outcome, "none", "closed")
    assert case.legs == ()


def test_a_measure_that_does_not_say_its_rule_is_decided_anew():
    bare = replace(MEASURE, row=MEASURE.row[:2])

    assert answered("measure_justified", True, bare, CONTEST).rulings[0].outcome == "redo_internal_review_by_human"


COMPLAINED = TakeFacts(
    START, "platform", "cases", START, "complained", (("case", "C-1"), ("staff", "staff:7"), ("about", "unanswered"))
)
COMPLAINT = OpenRequest(START, "buyer:p-1", "K-1", "taobao", "auto", (("type", "complaint_about_staff"),))


def test_a_complaint_about_staff_has_an_owner_and_a_clock_of_its_own():
    case = given(COMPLAINED, COMPLAINT)

    assert refusal(case, TakeCase(at(1), "staff:7")) == "complained-about"
    assert refusal(case, TakeCase(at(1), "staff:8")) == "supervisor-answers"
    assert (case.stage, due(case, COURT)["platform"].name) == ("review", "complaint_answer_due")
    late = fold(case, catch_up(case, COURT, due(case, COURT)["platform"].at))
    assert (late.stage, late.escalated) == ("review", True)


@pytest.mark.parametrize(("erred", "outcome"), [(True, "uphold_complaint"), (False, "reject_complaint")])
def test_a_complaint_about_staff_is_answered_by_a_finding(erred, outcome):
    case = answered("staff_erred", erred, COMPLAINED, COMPLAINT)

    assert (case.rulings[0].outcome, case.rulings[0].winner, case.stage) == (outcome, "none", "closed")


def test_a_claim_on_an_order_is_its_buyers():
    order = TakeFacts(START, "marketplace", "orders", START, "order", (("id", "X"), ("paid", 100)))
    ask = replace(CONTEST, claim=(("type", "refund_only"), ("reason", "not_received")))

    assert refusal(given(order), ask) == "not-yours"


def test_the_seller_changes_the_return_address_only_until_the_goods_are_sent():
    case = given(*ruled(), GiveReturnAddress(at(9), "seller", "warehouse A"))

    assert refusal(case, GiveReturnAddress(at(10), "seller", "warehouse A")) == "address-known"
    assert refusal(case, GiveReturnAddress(at(10), "seller", " ")) == "address-missing"
    moved = given(GiveReturnAddress(at(10), "seller", "warehouse B"), case=case)
    order = moved.facts["order"]
    assert (order["system_return_address"], order["seller_later_address"]) == ("warehouse A", "warehouse B")
    assert moved.facts["buyer"]["consented_return_address"] is False
    sent = given(ShipReturn(at(11), "buyer", "SF1", "SF"), case=moved)
    assert sent.facts["events"][-1]["to"] == "warehouse B"
    assert refusal(sent, GiveReturnAddress(at(12), "seller", "warehouse C")) == "return-under-way"


def test_a_disputed_inspection_names_its_evidence():
    shipped = given(*ruled(), ShipReturn(at(20), "buyer", "SF1", "SF"))
    inspect = InspectReturn(at(60), "seller", "different", "clothes", ("E9",))

    assert refusal(shipped, inspect) == "no-such-evidence"
    video = SubmitEvidence(at(59), "seller", "E9", "unboxing_video", "2" * 64, (("at_signing", True),))
    assert given(video, inspect, case=shipped).inspected == "different"
