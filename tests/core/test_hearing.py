"""The hearing: who must prove what until when, what is admitted, let in late, judged or left, and who stands aside."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from court_room import COURT, HOLE, SIGNED, at, found, given, heard, named, opened, refusal, ruled, when
from gongdao.case.burden import steps
from gongdao.case.decider import catch_up, decide, fold
from gongdao.case.due import clocks, due, turn
from gongdao.case.stages.evidence import (
    AdmitFact,
    AskEvidence,
    ChallengeEvidence,
    ConcludeEvidence,
    ReopenEvidence,
    SubmitEvidence,
)
from gongdao.case.stages.negotiation import CallPlatform, RefuseRequest
from gongdao.case.stages.review import (
    AskRecusal,
    DecideRecusal,
    FindFact,
    HandOver,
    JudgeEvidence,
    LeaveEvidence,
    Recuse,
    TakeCase,
)
from gongdao.case.stages.ruled import CorrectClericalError, GiveRuling
from gongdao.kernel.errors import Refused
from gongdao.policy.given import State

PHOTO = SubmitEvidence(at(3), "buyer", "E1", "photo", "0" * 64, (("shows", "hole"),))
REBUTTAL = SubmitEvidence(at(3.5), "seller", "E2", "video", "1" * 64, ())


def before_evidence():
    """The platform was called; both have three days."""
    return given(*opened(SIGNED, HOLE), RefuseRequest(at(1), "seller", "no hole"), CallPlatform(at(2), "buyer"))


def step(case, fact):
    return next((each for each in steps(case, COURT) if each.fact == fact), None)


def test_the_first_step_is_the_buyers_with_the_clock_and_the_default_of_the_pack():
    first = step(before_evidence(), "prima_facie")

    assert (first.bearer, first.state, first.due) == ("buyer", State.ALLEGED, at(74))
    assert (first.standard, first.default) == ("preponderance", "refuted")
    assert step(before_evidence(), "rebuttal") is None


def test_the_burden_moves_when_the_step_before_is_met():
    case = given(PHOTO, case=before_evidence())

    assert (step(case, "prima_facie").state, step(case, "prima_facie").evidence) == (State.PROVED, ("E1",))
    assert (step(case, "rebuttal").bearer, step(case, "rebuttal").due) == ("seller", at(74))


def test_a_case_nobody_opened_has_no_burden():
    assert steps(given(), COURT) == ()


def test_evidence_is_asked_of_the_one_who_bears_the_burden():
    case = given(PHOTO, ConcludeEvidence(at(4), "buyer"), ConcludeEvidence(at(5), "seller"), case=before_evidence())
    ask = AskEvidence(at(6), "staff:7", "supplement", "the packing video", "rebuttal", "seller")

    assert refusal(case, replace(ask, party="buyer")) == "not-the-bearer"
    assert refusal(case, replace(ask, fact="delivered")) == "fact-not-in-dispute"
    assert refusal(case, replace(ask, fact="", party="carrier")) == "unknown-party"
    asked = given(ask, case=case)
    assert (asked.stage, set(due(asked, COURT))) == ("evidence", {"seller"})
    assert given(ConcludeEvidence(at(7), "seller"), case=asked).stage == "review"


def test_a_fact_is_not_asked_for_without_end():
    ask = AskEvidence(at(6), "staff:7", "supplement", "x", "rebuttal")
    case = given(PHOTO, ask, case=before_evidence())

    assert refusal(case, replace(ask, at=at(7))) == "asked-enough"


def test_what_is_asked_for_and_not_brought_goes_against_its_bearer():
    case = given(PHOTO, AskEvidence(at(6), "staff:7", "supplement", "x", "rebuttal"), case=before_evidence())

    closed = fold(case, catch_up(case, COURT, clocks(case, COURT)[-1].at))
    done = given(TakeCase(at(100), "staff:7"), judged("E1", 101), GiveRuling(at(102), "staff:7"), case=closed)

    assert (closed.stage, done.rulings[0].winner) == ("review", "buyer")


def test_after_the_buyers_evidence_the_seller_has_a_day_to_agree_and_silence_is_not_consent():
    case = given(PHOTO, case=before_evidence())
    clock = due(case, COURT)["seller"]

    assert (clock.name, clock.effect, clock.at) == ("seller_confirm_due", "review", PHOTO.at + timedelta(hours=24))
    silent = fold(case, catch_up(case, COURT, clock.at))
    assert (silent.stage, silent.settled, due(silent, COURT)["seller"].effect) == ("evidence", None, "close_evidence")


def judged(id_, hours, says="valid", prima_facie="accepted"):
    return JudgeEvidence(at(hours), "staff:7", id_, says, prima_facie, "seen")


def test_a_party_admits_against_itself_what_the_other_must_prove():
    case = given(AdmitFact(at(3), "seller", "prima_facie"), case=before_evidence())

    assert step(case, "prima_facie").state == State.ADMITTED
    assert refusal(case, AdmitFact(at(4), "seller", "prima_facie")) == "fact-settled"


def test_a_party_that_gives_up_its_own_proof_has_not_proved_it():
    case = given(PHOTO, AdmitFact(at(4), "seller", "rebuttal"), case=before_evidence())

    assert step(case, "rebuttal").state == State.REFUTED
    assert refusal(before_evidence(), AdmitFact(at(4), "seller", "delivered")) == "fact-not-in-dispute"


LATE = replace(REBUTTAL, at=at(9))
OPEN_AGAIN = ReopenEvidence(at(10), "staff:7", "evasion", ("E2",), "the seller was asked twice")


def test_late_evidence_is_let_in_only_when_the_window_is_reopened_with_a_reason():
    case = given(*heard(), LATE)

    assert refusal(case, replace(judged("E2", 10, prima_facie=""), at=at(9.5))) == "evidence-late"
    assert refusal(case, replace(OPEN_AGAIN, reason=" ")) == "reason-missing"
    assert refusal(case, replace(OPEN_AGAIN, ground="pity")) == "unknown-reopening"
    assert refusal(case, replace(OPEN_AGAIN, evidence=("E1",))) == "evidence-not-late"
    assert refusal(case, replace(OPEN_AGAIN, by="staff:8")) == "not-the-owner"
    again = given(OPEN_AGAIN, case=case)
    assert (again.stage, [row.get("late", False) for row in again.facts["evidence"]]) == ("evidence", [False, False])
    more = given(SubmitEvidence(at(11), "seller", "E3", "photo", "2" * 64, ()), case=again)
    assert "late" not in more.facts["evidence"][-1]


def test_every_piece_is_judged_or_left_with_a_reason_before_the_ruling():
    case = given(
        PHOTO, REBUTTAL, ConcludeEvidence(at(4), "buyer"), ConcludeEvidence(at(5), "seller"),
        TakeCase(at(6), "staff:7"), judged("E1", 7), case=before_evidence(),
    )  # fmt: skip
    rule, leave = GiveRuling(at(9), "staff:7"), LeaveEvidence(at(8), "staff:7", "E2", "shows another order")

    with pytest.raises(Refused) as no:
        decide(case, rule, COURT)
    assert (no.value.code, no.value.details["ids"]) == ("evidence-unweighed", ("E2",))
    assert refusal(case, replace(leave, reason="")) == "reason-missing"
    left = given(leave, case=case)
    assert when(left, rule)[0] == "RulingGiven"
    ruling = given(rule, case=left).rulings[0]
    assert ruling.winner == "buyer"


def test_what_was_left_unweighed_weighs_nothing():
    report = SubmitEvidence(at(3), "lab", "E2", "lab_report", "1" * 64, (("issuer", "accredited"),))
    case = given(PHOTO, report, case=before_evidence())
    assert "E2" in {piece for each in steps(case, COURT) for piece in each.evidence}
    done = given(
        ConcludeEvidence(at(4), "buyer"), ConcludeEvidence(at(5), "seller"), TakeCase(at(6), "staff:7"),
        judged("E1", 7), LeaveEvidence(at(8), "staff:7", "E2", "of another article"), case=case,
    )  # fmt: skip

    assert [row.get("left", False) for row in done.facts["evidence"]] == [False, True]
    assert "E2" not in {piece for each in steps(done, COURT) for piece in each.evidence}


def test_nothing_is_ruled_while_a_side_may_still_challenge_what_it_was_served():
    last = replace(PHOTO, at=at(73.5))
    case = given(last, case=before_evidence())
    closed = fold(case, catch_up(case, COURT, at(74)))
    case = given(TakeCase(at(75), "staff:7"), judged("E1", 76), case=closed)

    with pytest.raises(Refused) as no:
        decide(case, GiveRuling(at(77), "staff:7"), COURT)
    assert (no.value.code, no.value.details["since"]) == ("challenge-window-open", at(97.5).isoformat())
    assert when(case, ChallengeEvidence(at(97), "seller", "E1", "old")) == ["EvidenceChallenged"]
    assert refusal(case, ChallengeEvidence(at(97.5), "seller", "E1", "old")) == "challenge-too-late"
    assert when(case, GiveRuling(at(97.5), "staff:7"))[0] == "RulingGiven"


def test_the_owner_stops_until_a_recusal_is_decided_by_somebody_else():
    case = given(*heard(), AskRecusal(at(8), "seller", "a cousin"))

    assert refusal(case, GiveRuling(at(9), "staff:7")) == "recusal-pending"
    assert refusal(case, found("defect_established", 9)) == "recusal-pending"
    assert refusal(case, AskRecusal(at(9), "buyer", "x")) == "recusal-pending"
    assert turn(case, COURT) == ("supervisor",)
    kept = given(DecideRecusal(at(9), "supervisor:1", granted=False, reason="no cousin"), case=case)
    assert (kept.owner, when(kept, GiveRuling(at(10), "staff:7"))[0]) == ("staff:7", "RulingGiven")
    gone = given(DecideRecusal(at(9), "supervisor:1", granted=True, reason="a cousin"), case=case)
    assert (gone.owner, gone.former, gone.recusals) == ("", ("staff:7",), ("staff:7",))
    assert refusal(gone, TakeCase(at(10), "staff:7")) == "recused-before"


def test_nobody_decides_on_his_own_recusal():
    handed = given(*heard(), HandOver(at(8), "supervisor:1", "supervisor:1", "complex"))
    case = given(AskRecusal(at(9), "seller", "a cousin"), case=handed)

    assert refusal(case, DecideRecusal(at(10), "supervisor:1", granted=False, reason="no")) == "own-recusal"
    assert refusal(handed, DecideRecusal(at(10), "supervisor:2", granted=True, reason="x")) == "no-recusal-asked"
    assert given(Recuse(at(10), "supervisor:1", "a cousin"), case=case).recusal_asked == ""


def test_a_case_without_an_owner_has_nobody_to_recuse():
    assert refusal(before_evidence(), AskRecusal(at(3), "seller", "a cousin")) == "nobody-to-recuse"


def test_a_finding_prevails_over_an_admission():
    case = given(*heard(), AdmitFact(at(7.2), "seller", "rebuttal"))
    sure = FindFact(at(7.5), "staff:7", "defect_established", holds=False, evidence=("E1",), reason="an old picture")

    assert given(sure, GiveRuling(at(8), "staff:7"), case=case).rulings[0].winner == "seller"


def test_a_correction_says_what_it_corrects_and_changes_no_decision():
    case = given(*ruled())

    assert refusal(case, CorrectClericalError(at(9), "staff:7", 1, " ")) == "reason-missing"
    assert refusal(case, CorrectClericalError(at(9), "staff:7", 2, "x")) == "no-such-ruling"
    written = decide(case, CorrectClericalError(at(9), "staff:7", 1, "the name"), COURT)
    assert named(written) == ["ClericalErrorCorrected"]
    assert replace(fold(case, written), last_at=case.last_at, seq=case.seq) == case
