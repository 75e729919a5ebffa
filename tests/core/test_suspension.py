"""A case is suspended by whoever may, resumed by whoever may, and what stopped its clocks stays in its facts."""

from __future__ import annotations

import pytest

from court_room import COURT, HOUR, at, given, heard, named, opened, refusal, when
from gongdao.case.decider import catch_up, fold
from gongdao.case.due import due, next_due, turn
from gongdao.case.overlays import ResumeCase, SuspendCase
from gongdao.case.stages.ruled import GiveRuling

ACCEPTANCE = "a" * 64


def suspended(ground: str, by: str = "seller", proof: str = ACCEPTANCE, days: int = 0) -> SuspendCase:
    return SuspendCase(at(10), by, ground, proof, days)


@pytest.mark.parametrize("by", ["buyer", "seller", "staff:7"])
@pytest.mark.parametrize("ground", ["police", "court"])
def test_whoever_brings_papers_of_police_or_court_suspends(ground, by):
    assert when(given(*opened()), suspended(ground, by)) == ["CaseSuspended"]


def test_a_lawsuit_is_not_believed_without_papers_nor_the_police_twice():
    once = given(*opened(), suspended("police", proof=""), ResumeCase(at(20), "seller", "withdrawn"))

    assert refusal(given(*opened()), suspended("court", proof=" ")) == "papers-missing"
    assert refusal(once, SuspendCase(at(30), "buyer", "police", "", 0)) == "papers-missing"


def test_both_parties_together_suspend_for_a_term():
    asked = given(*opened(), suspended("agreement", "buyer", "", 5))

    assert (asked.suspended, due(asked, COURT)["seller"].effect) == (False, "refund")
    assert refusal(asked, suspended("agreement", "buyer", "", 5)) == "suspension-asked-before"
    assert when(asked, suspended("agreement", "seller", "", 6)) == ["SuspensionAsked"]
    both = given(suspended("agreement", "seller", "", 5), case=asked)
    assert (both.suspended, next_due(both, COURT).at) == (True, at(5 * 24 + 14))
    assert due(fold(both, catch_up(both, COURT, at(134))), COURT)["seller"].at == at(48 + 124)


@pytest.mark.parametrize("days", [0, -1, 181])
def test_an_agreement_names_a_term(days):
    assert refusal(given(*opened()), suspended("agreement", "buyer", "", days)) == "term-missing"


def test_both_parties_together_end_what_they_agreed_on():
    both = given(*opened(), *(suspended("agreement", who, "", 5) for who in ("buyer", "seller")))
    asked = given(ResumeCase(at(20), "seller", "we talked"), case=both)

    assert asked.suspended
    assert refusal(asked, ResumeCase(at(21), "seller", "again")) == "resumption-asked-before"
    assert not given(ResumeCase(at(21), "buyer", "yes"), case=asked).suspended


def test_only_who_announced_or_staff_says_that_it_is_over():
    case = given(*opened(), suspended("police", "seller"))

    assert refusal(case, ResumeCase(at(20), "buyer", "nonsense")) == "not-your-suspension"
    assert when(case, ResumeCase(at(20), "seller", "withdrawn")) == ["CaseResumed"]
    assert when(case, ResumeCase(at(20), "supervisor:1", "a judgment came")) == ["CaseResumed"]


def test_without_a_certificate_it_ends_after_seven_working_days():
    case = given(*opened(), suspended("police", proof=""))

    assert (turn(case, COURT), next_due(case, COURT).rule) == (("platform",), "TB-83.1")
    assert next_due(case, COURT).at.isoformat() == "2025-10-01T00:00:00+08:00"  # Sunday 28 September is worked


def test_what_was_announced_stays_in_the_facts():
    case = given(*opened(), suspended("police"), ResumeCase(at(20), "staff:7", "nothing came of it"))

    assert [(row["act"], row["at"]) for row in case.facts["events"]] == [
        ("announce_police_report", at(10)),
        ("resume_processing", at(20)),
    ]


def test_after_a_suspension_the_case_is_ruled_as_without_it():
    plain = given(*heard(), GiveRuling(at(40), "staff:7"))
    paused = [suspended("police"), ResumeCase(at(20), "seller", "withdrawn")]
    stopped = given(*heard(), *paused, GiveRuling(at(40), "staff:7"))

    assert [ruling.outcome for ruling in stopped.rulings] == [ruling.outcome for ruling in plain.rulings]


def test_a_clock_that_nearly_ended_ends_later_by_the_time_it_stood_still():
    case = given(
        *opened(), SuspendCase(at(47), "buyer", "court", ACCEPTANCE, 0), ResumeCase(at(100), "buyer", "settled")
    )

    assert due(case, COURT)["seller"].at == at(48) + 53 * HOUR
    assert named(catch_up(case, COURT, at(101)))[:1] == ["DeadlinePassed"]
