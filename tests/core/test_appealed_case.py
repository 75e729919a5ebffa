"""Appeals that really reverse: what was paid is made good, what was not paid is not paid, nothing is paid twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from court_room import COURT, SIGNED, at, given, opened, refusal, ruled, when
from gongdao.case.decider import Command, catch_up, fold
from gongdao.case.rounds import Appeal, appeal_end
from gongdao.case.stages.evidence import ConcludeEvidence, SubmitEvidence
from gongdao.case.stages.negotiation import CallPlatform, RefuseRequest
from gongdao.case.stages.opening import TakeFacts
from gongdao.case.stages.remedy import AnswerLeg, FailLeg, SendLeg
from gongdao.case.stages.returning import InspectReturn, ShipReturn
from gongdao.case.stages.review import HandOver, JudgeEvidence, TakeCase
from gongdao.case.stages.ruled import GiveRuling
from gongdao.case.state import changed

BACK = [ShipReturn(at(20), "buyer", "SF1", "SF"), InspectReturn(at(60), "seller", "sound", "")]
SENT = SendLeg(at(61), "platform", "L1")
PAID = [SENT, AnswerLeg(at(62), "marketplace", "L1", "r1", 6000, "")]
LAB = SubmitEvidence(
    at(64), "seller", "E2", "sampling_report", "1" * 64, (("finding", "qualified"), ("issuer", "accredited"))
)


def appealed(*paid, proof: bool = True):
    """The ruling for the buyer, appealed by the seller, heard again up to the ruling."""
    return given(
        *ruled(),
        *BACK,
        *paid,
        Appeal(at(63), "seller", "", "lab report"),
        *([LAB] if proof else []),
        ConcludeEvidence(at(65), "buyer"),
        ConcludeEvidence(at(66), "seller"),
        TakeCase(at(67), "staff:8"),
        *([JudgeEvidence(at(68), "staff:8", "E2", "valid", "", "an accredited laboratory")] if proof else []),
    )


RULE = GiveRuling(at(69), "staff:8")


def legs(case):
    return [(leg.source.kind, leg.to.kind, leg.amount, leg.state) for leg in case.legs]


def test_overturned_after_the_money_moved_the_platform_pays_the_seller():
    case = given(RULE, case=appealed(*PAID))

    assert case.rulings[-1].outcome == "correct_ruling"
    assert legs(case) == [("escrow", "buyer_payment", 6000, "confirmed"), ("platform", "seller", 6000, "held")]


@pytest.mark.parametrize("paid", [(), (SENT, FailLeg(at(62), "platform", "L1", "bank"))])
def test_overturned_before_the_money_moved_nothing_is_paid(paid):
    case = given(RULE, case=appealed(*paid))

    assert legs(case) == [("escrow", "buyer_payment", 6000, "released")]
    assert case.stage == "closed"


def test_what_comes_later_in_the_stream_is_later_also_at_the_same_instant():
    steps = [*PAID, Appeal(at(63), "seller", "", "lab report"), LAB, ConcludeEvidence(at(65), "buyer"),
             ConcludeEvidence(at(66), "seller"), TakeCase(at(67), "staff:8"),
             JudgeEvidence(at(68), "staff:8", "E2", "valid", "", "an accredited laboratory"), RULE]  # fmt: skip
    together = [replace(step, at=at(8)) for step in (*BACK, *steps)]

    case = given(*ruled(), *together)

    assert case.rulings[-1].outcome == "correct_ruling"
    assert {ruling.at for ruling in case.rulings} == {at(8)}


def test_what_was_paid_in_part_is_taken_back():
    part = (SENT, AnswerLeg(at(62), "marketplace", "L1", "r1", 2000, ""))

    case = given(RULE, case=appealed(*part))

    assert legs(case) == [
        ("escrow", "buyer_payment", 6000, "confirmed"),
        ("seller_settlement", "buyer_payment", 4000, "released"),
        ("buyer_payment", "escrow", 2000, "held"),
    ]


def test_an_appeal_that_fails_pays_nothing_twice():
    case = given(RULE, case=appealed(*PAID, proof=False))

    assert case.rulings[-1].winner == "buyer"
    assert legs(case) == [("escrow", "buyer_payment", 6000, "confirmed")]
    assert case.stage == "closed"


def test_nothing_is_ruled_while_a_payment_is_under_way():
    assert refusal(appealed(SENT), RULE) == "payment-under-way"


def test_while_the_goods_come_back_under_a_ruling_nobody_has_it_decided_again():
    case = given(*ruled())
    case = fold(case, catch_up(case, COURT, at(48)))

    assert case.stage == "returning"
    assert refusal(case, CallPlatform(at(49), "buyer")) == "ruled-already"
    assert when(case, Appeal(at(49), "buyer", "new ground", ""))[0] == "Appealed"


ROTTEN = (("type", "refund_only"), ("reason", "fresh_rotten"), ("amount", 6000), ("goods_received", True))


def rotten(hours: float, count: int) -> TakeFacts:
    row = (("type", "fresh_fruit"), ("rotten", count), ("total", 40))
    return TakeFacts(at(hours), "marketplace", "orders", at(hours), "goods", row)


def test_a_buyer_who_wins_more_on_appeal_is_paid_the_difference():
    *facts, request = opened(SIGNED, ROTTEN)
    first = [CallPlatform(at(2), "buyer"), *decided(3, "staff:7"), SendLeg(at(9), "platform", "L1")]
    paid = given(*facts, rotten(0, 2), request, RefuseRequest(at(1), "seller", "no"), *first)
    paid = given(AnswerLeg(at(10), "marketplace", "L1", "r1", 300, ""), case=paid)
    assert [(it.outcome, it.refund) for it in paid.rulings] == [("partial_refund", 300)]

    case = given(rotten(11, 20), Appeal(at(12), "buyer", "half are rotten", ""), *decided(13, "staff:8"), case=paid)

    assert dict(case.rulings[-1].payers) == {"escrow|buyer|refund": 5700}
    assert legs(case)[1:] == [("escrow", "buyer_payment", 5700, "held")]


def decided(hours: float, by: str) -> list[Command]:
    """Both have nothing more to bring, and staff rules."""
    told = [ConcludeEvidence(at(hours), who) for who in ("buyer", "seller")]
    return [*told, TakeCase(at(hours + 1), by), GiveRuling(at(hours + 2), by)]


HEARD_AGAIN = [*BACK, *PAID, Appeal(at(63), "seller", "", "lab report")]


@pytest.mark.parametrize("again", [TakeCase(at(64), "staff:7"), HandOver(at(64), "supervisor:1", "staff:7", "shift")])
def test_who_gave_a_ruling_does_not_hear_the_appeal_against_it(again):
    case = given(*ruled(), *HEARD_AGAIN)

    assert refusal(case, again) == "ruled-before"
    assert given(TakeCase(at(64), "staff:8"), case=case).owner == "staff:8"


def test_who_heard_the_case_and_gave_no_ruling_may_hear_the_appeal():
    handed_over = [HandOver(at(8), "staff:7", "staff:8", "shift"), GiveRuling(at(8), "staff:8")]

    case = given(*ruled()[:-1], *handed_over, *HEARD_AGAIN)

    assert refusal(case, TakeCase(at(64), "staff:8")) == "ruled-before"
    assert given(TakeCase(at(64), "staff:7"), case=case).owner == "staff:7"


def test_the_last_day_to_appeal_is_known_before_anybody_appeals_also_where_a_pack_counts_for_who_does():
    case = given(*ruled())
    here = changed(case, pack="jd-2025-07", platform="jd")

    ends = {side: appeal_end(here, COURT, at(20), side) for side in ("buyer", "seller")}

    assert {side: end.rule.id for side, end in ends.items()} == {"buyer": "JD-9d.1", "seller": "JD-9e.1"}
    assert {(end.due.at - case.rulings[-1].at).days for end in ends.values()} == {7}
    assert appeal_end(here, COURT, at(24 * 30), "buyer") is None
    assert appeal_end(case, COURT, at(20), "buyer") is None
