"""The case before the platform, told in steps: evidence, review, jury, ruling, payment, appeal, suspension."""

from __future__ import annotations

from dataclasses import replace

import pytest

from court_room import (
    COURT,
    HOLE,
    HOUR,
    SIGNED,
    START,
    at,
    found,
    given,
    heard,
    named,
    opened,
    refusal,
    ruled,
    when,
)
from gongdao.case.court import Court
from gongdao.case.decider import catch_up, decide, fold, replay
from gongdao.case.due import due, put_off
from gongdao.case.overlays import ResumeCase, SuspendCase
from gongdao.case.rounds import Appeal
from gongdao.case.stages.evidence import (
    AskEvidence,
    ChallengeEvidence,
    CloseEvidence,
    ConcludeEvidence,
    SubmitEvidence,
)
from gongdao.case.stages.jury import CastVote, OpenJury, VoidVote
from gongdao.case.stages.negotiation import AgreeRefund, AgreeReturn, RefuseRequest, WithdrawRequest
from gongdao.case.stages.offers import MakeOffer
from gongdao.case.stages.opening import TakeFacts
from gongdao.case.stages.remedy import AnswerLeg, FailLeg, RetryLeg, SendLeg
from gongdao.case.stages.returning import InspectReturn, ShipReturn
from gongdao.case.stages.review import AskRecusal, HandOver, JudgeEvidence, Recuse, TakeCase
from gongdao.case.stages.ruled import CorrectClericalError, GiveRuling
from gongdao.case.state import Case, Stop

PHOTO = SubmitEvidence(at(3), "buyer", "E1", "photo", "0" * 64, (("shows", "hole"),))


def test_evidence_closes_by_itself_after_three_days():
    case = given(*heard()[:6])

    after = fold(case, catch_up(case, COURT, at(75)))

    assert (after.stage, after.evidence_closed_at) == ("review", at(74))


def test_both_may_end_the_window_early_and_staff_may_not():
    case = given(*heard()[:6], PHOTO)

    assert refusal(case, CloseEvidence(at(4), "staff:7")) == "evidence-window-open"
    done = given(ConcludeEvidence(at(4), "buyer"), ConcludeEvidence(at(5), "seller"), case=case)
    assert done.stage == "review"


def test_who_is_asked_again_has_time_to_answer():
    case = given(*heard(), AskEvidence(at(80), "staff:7", "supplement", "waybill"))

    assert refusal(case, CloseEvidence(at(81), "staff:7")) == "evidence-window-open"
    assert due(case, COURT)["buyer"].at == at(152)


def test_late_evidence_is_kept_and_marked():
    case = given(*heard(), SubmitEvidence(at(9), "seller", "E2", "photo", "1" * 64, ()))

    assert [(row["id"], row.get("late", False)) for row in case.facts["evidence"]] == [("E1", False), ("E2", True)]


def test_nobody_judges_his_own_evidence():
    judged = replace(PHOTO, shows=(("judged", "valid"),))

    assert refusal(given(*heard()[:6]), judged) == "evidence-says-too-much"


def test_evidence_is_served_on_the_other_side_at_once_with_proof():
    case = given(*heard()[:6])
    taken, served = (recorded.event for recorded in decide(case, PHOTO, COURT))

    assert (served.id, served.to, served.at) == (taken.id, "seller", taken.at)
    assert len(served.proof) == 64
    after = given(PHOTO, case=case)
    assert when(after, ChallengeEvidence(at(4), "seller", "E1", "old picture")) == ["EvidenceChallenged"]
    assert refusal(after, ChallengeEvidence(at(4), "buyer", "E1", "x")) == "challenge-of-your-own"


def test_what_a_carrier_s_head_office_hands_in_is_served_on_both():
    record = SubmitEvidence(at(3), "carrier", "E1", "courier_hq_record", "0" * 64, ())

    served = [recorded.event for recorded in decide(given(*heard()[:6]), record, COURT)][1:]

    assert [event.to for event in served] == ["buyer", "seller"]
    assert given(record, case=given(*heard()[:6])).facts["evidence"][0]["by"] == "carrier_hq"


def test_a_case_has_one_owner_and_keeps_its_history():
    case = given(*heard(), HandOver(at(8), "supervisor:1", "staff:8", "shift"))

    assert (case.owner, case.former) == ("staff:8", ("staff:7",))
    assert refusal(case, TakeCase(at(9), "staff:9")) == "case-has-owner"
    assert refusal(case, GiveRuling(at(9), "staff:7")) == "not-the-owner"


def test_who_was_recused_does_not_come_back():
    asked = AskRecusal(at(7), "seller", "a cousin")
    case = given(*heard(), asked, Recuse(at(8), "staff:7", "a cousin"))

    assert refusal(case, TakeCase(at(9), "staff:7")) == "recused-before"


def test_people_find_only_facts_that_the_pack_names():
    case = given(*heard())

    assert refusal(case, found("buyer_is_nice")) == "no-such-finding"
    assert given(found("defect_established"), case=case).facts["findings_by_staff"] == {"defect_established": True}
    assert refusal(case, replace(found("defect_established"), reason=" ")) == "reason-missing"


def test_a_judgment_names_evidence_of_the_file():
    assert refusal(given(*heard()), JudgeEvidence(at(8), "staff:7", "E9", "valid", "", "x")) == "no-such-evidence"


def test_the_ruling_is_what_the_pack_says_of_the_findings():
    case = given(*ruled())

    assert (case.rulings[0].outcome, case.rulings[0].winner, case.rulings[0].refund) == ("return_refund", "buyer", 6000)
    assert (case.stage, [leg.state for leg in case.legs]) == ("returning", ["held"])


def test_an_overdue_review_goes_to_the_supervisor():
    case = given(*heard()[:-2])

    after = fold(case, catch_up(case, COURT, at(400)))

    assert (after.stage, after.escalated > 0) == ("review", True)


def test_goods_come_back_before_the_money_goes():
    case = given(*ruled())

    assert refusal(case, SendLeg(at(9), "platform", "L1")) == "goods-not-back"
    back = [ShipReturn(at(20), "buyer", "SF1", "SF"), InspectReturn(at(60), "seller", "sound", "")]
    paid = given(
        *back, SendLeg(at(61), "platform", "L1"), AnswerLeg(at(62), "marketplace", "L1", "r1", 6000, ""), case=case
    )
    assert (paid.stage, paid.legs[0].state) == ("closed", "confirmed")


def test_a_payment_may_fail_and_come_in_parts():
    case = given(*opened(), AgreeRefund(at(1), "seller"), SendLeg(at(2), "platform", "L1"))
    failed = given(FailLeg(at(3), "platform", "L1", "bank"), RetryLeg(at(4), "platform", "L1"), case=case)
    part = given(AnswerLeg(at(5), "marketplace", "L1", "r1", 2000, ""), case=failed)

    assert (part.stage, [(leg.source.kind, leg.state, leg.paid) for leg in part.legs]) == (
        "remedy",
        [("escrow", "confirmed", 2000), ("seller_settlement", "held", 0)],
    )
    rest = [SendLeg(at(6), "platform", "L2"), AnswerLeg(at(7), "marketplace", "L2", "r2", 4000, "")]
    assert given(*rest, case=part).stage == "closed"


def test_a_clerical_error_leaves_the_ruling_as_it_is():
    case = given(*ruled())

    assert given(CorrectClericalError(at(9), "staff:7", 1, "name"), case=case).rulings == case.rulings


def test_an_appeal_needs_something_new_and_suspends_nothing():
    case = given(*opened(), at_silence := WithdrawRequest(at(1), "buyer"))
    assert refusal(case, Appeal(at(2), at_silence.by, "x", "")) == "nothing-to-appeal"

    decided = fold(silent := given(*opened()), catch_up(silent, COURT, at(50)))
    assert refusal(decided, Appeal(at(51), "seller", " ", "")) == "appeal-brings-nothing"
    again = given(Appeal(at(51), "seller", "", "a waybill"), case=decided)
    assert (again.stage, again.round) == ("evidence", 1)
    assert given(SendLeg(at(52), "platform", "L1"), case=again).legs[0].state == "sent"


def test_there_is_no_third_appeal():
    decided = fold(silent := given(*opened()), catch_up(silent, COURT, at(50)))

    assert refusal(replace(decided, round=2), Appeal(at(51), "seller", "", "more")) == "appeals-used-up"


def test_no_clock_runs_while_the_case_is_suspended():
    case = given(*opened(), SuspendCase(at(10), "seller", "police", "0" * 64, 0))

    assert refusal(case, WithdrawRequest(at(11), "buyer")) == "suspended"
    assert catch_up(case, COURT, at(60)) == []
    resumed = given(ResumeCase(at(60), "staff:7", "settled"), case=case)
    assert due(resumed, COURT)["seller"].at == at(98)


def test_a_suspension_without_papers_ends_by_itself():
    case = given(*opened(), SuspendCase(at(10), "seller", "police", "0" * 64, 0))

    assert named(catch_up(case, COURT, at(1000)))[0] == "DeadlinePassed"
    assert not fold(case, catch_up(case, COURT, at(1000))).suspended


def test_a_pause_of_the_platform_puts_every_end_off():
    court = Court(COURT.library, COURT.calendars, (Stop(at(10), at(15), "outage"),))
    case = given(*opened(), court=court)

    assert due(case, court)["seller"].at == at(53)


@pytest.mark.parametrize(
    ("stops", "end"),
    [
        ((), 10),
        ((Stop(at(-9), at(-1)),), 10),
        ((Stop(at(-1), at(2)),), 12),
        ((Stop(at(1), at(3)), Stop(at(2), at(5))), 14),
        ((Stop(at(10), at(11)),), 10),
        ((Stop(at(9), at(12)), Stop(at(12.5), at(13))), 13.5),
    ],
)
def test_time_that_stood_still_is_given_back_once(stops, end):
    assert put_off(at(0), at(10), stops) == at(end)


def test_a_jury_decides_by_the_first_majority():
    chosen = TakeFacts(START, "marketplace", "x", START, "buyer", (("chose_jury", True),))
    case = given(chosen, *heard(), OpenJury(at(8), "platform", 5, 3, "0" * 64))
    votes = [CastVote(at(9 + n), f"juror:{n}", "seller", "x") for n in range(3)]

    assert refusal(given(votes[0], case=case), votes[0]) == "voted-before"
    assert given(votes[0], VoidVote(at(10), "staff:7", "juror:0", "kin"), case=case).voted == ()
    after = given(*votes, case=case)
    assert (after.rulings[0].outcome, after.rulings[0].winner) == ("pay_seller", "seller")


def test_a_jury_that_reaches_nothing_hands_back_to_staff():
    chosen = TakeFacts(START, "marketplace", "x", START, "buyer", (("chose_jury", True),))
    case = given(chosen, *heard(), OpenJury(at(8), "platform", 5, 3, "0" * 64))

    assert fold(case, catch_up(case, COURT, at(56))).stage == "review"


def test_a_new_edition_never_shortens_a_promised_window():
    start = START.replace(month=8, day=14, hour=20)
    case = given(*opened(start=start))
    promised = due(case, COURT)["seller"].at

    after = fold(case, catch_up(case, COURT, start + 5 * HOUR))

    assert (case.pack, after.pack) == ("tb-2024-08", "tb-2025-08")
    assert due(after, COURT)["seller"].at >= promised


def test_a_command_never_stands_before_the_last_event():
    case = given(*opened(), RefuseRequest(at(5), "seller", "no"))

    assert {r.event.at for r in decide(case, MakeOffer(at(4), "buyer", "O", "refund", 1, ""), COURT)} == {at(5)}


def test_a_stream_replays_to_the_same_case():
    case, stream = Case(), []
    for command in ruled():
        events = decide(case, command, COURT)
        stream += [recorded.event for recorded in events]
        case = fold(case, events)

    assert replay(stream) == case


def test_agreeing_to_a_return_is_the_sellers():
    assert refusal(given(*opened(SIGNED, HOLE)), AgreeReturn(at(1), "buyer", "", True)) == "not-yours"
