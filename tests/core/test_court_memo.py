"""A decision that is asked for twice on the same facts is made once; on any others it is made anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from court_room import COURT, START, UNSHIPPED, WANTS_MONEY, at, given, opened
from gongdao.case.court import MEMO, decision
from gongdao.case.state import Stop, changed, merged

CASE = given(*opened(UNSHIPPED, WANTS_MONEY))
LATER = at(50)


def test_what_lies_in_the_accounts_changes_no_decision_and_so_asks_for_no_new_one():
    court = replace(COURT)
    told = changed(CASE, facts={**CASE.facts, "accounts": {"escrow:X-1": 1}})

    assert decision(court, told, LATER) is decision(court, CASE, LATER)


def test_another_fact_instant_case_or_court_is_decided_anew():
    court = replace(COURT)
    first = decision(court, CASE, LATER)

    paid = decision(court, merged(CASE, "order", {"paid": 5000}), LATER)
    assert paid.decision["refund"] != first.decision["refund"]
    assert decision(court, CASE, at(51)).decision["decided_at"] == at(51).isoformat()
    assert decision(court, changed(CASE, id="C-9"), LATER).decision["id"] == "C-9"
    assert decision(court, changed(CASE, pack="tb-2024-08"), LATER).decision["selected_pack"] == "tb-2024-08"
    assert decision(replace(court), CASE, LATER) is not decision(court, CASE, LATER)


def test_a_time_that_stood_still_meanwhile_is_decided_anew():
    court = replace(COURT)
    first = decision(court, CASE, LATER)

    assert decision(court, changed(CASE, stops=(Stop(START, at(1), "police"),)), LATER) is not first


def test_the_same_instant_told_in_another_zone_has_other_bytes():
    court = replace(COURT)
    decision(court, CASE, LATER)

    there = decision(court, CASE, LATER.astimezone(UTC)).decision["decided_at"]

    assert there == LATER.astimezone(UTC).isoformat()
    assert datetime.fromisoformat(there) == LATER


def test_of_many_cases_only_some_are_kept():
    court = replace(COURT)
    for number in range(3 * MEMO):
        decision(court, changed(CASE, id=f"C-{number}"), LATER)

    assert 0 < len(court.memo) <= MEMO
