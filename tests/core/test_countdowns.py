"""Deadlines as a pack says them: where they start, how long they run, what stops and what moves them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from builders import at, decide, pack_from
from gongdao.policy.kleene import UNKNOWN
from gongdao.policy.work import Countdown, Evaluation

FACTS = """
facts:
  opened:  {type: instant, optional: true}
  extra:   {type: int, presumption: 0}
  stopped: {type: intervals, optional: true}
  late:    {type: bool, presumption: false}
  x:       {type: bool, prove: {by: buyer}}
params: {days: {type: int, values: {2020-01-01: 3}}}
"""


def counted(
    then: str, closed: bool = True, when: str = "has(opened)", header: dict | None = None, **facts: Any
) -> Evaluation:
    text = f"{FACTS}\ndeadlines: {{due: {{rules: [{{id: D1, when: {when}, then: {{starts: opened, {then}}}}}]}}}}"
    values = {"opened": at("2025-09-26T10:00")} | facts
    return decide(pack_from(text, **(header or {})), values, closed=closed)


def countdown(then: str, **facts: Any) -> Countdown:
    return counted(then, **facts).countdowns["due"]


def due(then: str, **facts: Any) -> datetime:
    return countdown(then, **facts).due.at


@pytest.mark.parametrize(
    ("length", "end"),
    [
        ("72 hour", "2025-09-29T10:00"),
        ("7 civil_day", "2025-10-04T00:00"),
        ("2 working_day", "2025-09-30T00:00"),  # Sunday 28 September 2025 was worked
        ("1 month", "2025-10-27T00:00"),
        ("24 next_midnight_hour", "2025-09-28T00:00"),
        ("8 jd_service_hour", "2025-09-26T18:00"),
    ],
)
def test_a_deadline_runs_in_one_of_six_units(length, end):
    assert due(f"length: {length}") == at(end)


def test_a_length_may_be_computed():
    assert due("length: {n: 'p.days + extra', unit: civil_day}", extra=2) == at("2025-10-02T00:00")


def test_a_deadline_that_rolls_ends_after_the_free_days():
    found = countdown("length: 7 civil_day, roll: true")

    assert (found.due.at, found.due.rolled, found.roll) == (at("2025-10-10T00:00"), True, True)


def test_a_deadline_may_count_on_another_calendar():
    found = countdown("length: 1 working_day, calendar: us", opened=at("2025-10-10T10:00"))

    assert (found.due.at, found.calendar) == (at("2025-10-15T00:00"), "us")  # 13 October is Columbus Day


def test_a_deadline_may_count_in_another_zone():
    assert due("length: 1 civil_day, zone: UTC", opened=at("2025-09-26T07:00")) == at("2025-09-27T00:00:00+00:00")


def test_where_days_are_those_of_the_start_its_offset_counts():
    end = due("length: 1 civil_day", opened=at("2025-09-26T22:00:00-05:00"), header={"zone": "start"})

    assert end == at("2025-09-28T00:00:00-05:00")


def test_a_clock_that_stands_still_runs_on_afterwards():
    pause = [(at("2025-09-27T00:00"), at("2025-09-28T12:00"))]

    assert due("length: 72 hour, stops_while: stopped", stopped=pause) == at("2025-09-30T22:00")
    assert due("length: 72 hour, stops_while: stopped") == at("2025-09-29T10:00")


def test_past_the_last_published_year_a_deadline_is_provisional():
    assert countdown("length: 4 working_day", opened=at("2026-12-30T10:00")).due.provisional
    assert not countdown("length: 4 working_day").due.provisional


def test_a_deadline_says_what_it_does_and_by_which_rule():
    found = countdown("length: 48 hour, effect: refund")

    assert (found.rule.id, found.start, found.n, found.unit, found.effect) == (
        "D1", at("2025-09-26T10:00"), 48, "hour", "refund"
    )  # fmt: skip


def test_a_deadline_that_does_not_apply_is_not_counted():
    found = counted("length: 48 hour", opened=None)

    assert found.values["due"] is None
    assert found.countdowns == {}


def test_a_deadline_whose_condition_is_open_is_open():
    found = counted("length: 48 hour", closed=False, when="has(opened) && x")

    assert found.values["due"] is UNKNOWN
    assert found.countdowns == {}


SEVERAL = pack_from(f"""{FACTS}
deadlines:
  short: {{hidden: true, rules: [{{id: D1, when: has(opened), then: {{starts: opened, length: 24 hour}}}}]}}
  window:
    hit: highest
    rules:
    - {{id: D2, when: has(opened), then: {{starts: opened, length: 7 civil_day}}}}
    - {{id: D3, when: has(opened), then: {{starts: opened, length: 240 hour}}}}
decisions:
  over: {{answer: bool, rules: [{{id: R1, when: has(window), then: "decided_at >= window"}}]}}
""")


@pytest.mark.parametrize(
    ("when", "over"), [("2025-10-06T09:59:59", False), ("2025-10-06T10:00:00", True), ("2025-10-07", True)]
)
def test_an_act_is_in_time_only_before_the_later_of_two_deadlines(when, over):
    found = decide(SEVERAL, {"opened": at("2025-09-26T10:00")}, on=at(when))

    assert found.countdowns["window"].rule.id == "D3"
    assert found.values["over"] is over


def test_a_hidden_deadline_is_counted_for_the_rules_that_ask_for_it():
    found = decide(SEVERAL, {"opened": at("2025-09-26T10:00")})

    assert found.values["short"] == at("2025-09-27T10:00")
    assert found.countdowns["short"].decision.hidden
