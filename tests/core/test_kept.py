"""What a case keeps of what was worked out in it is never told of other facts, days or times."""

from __future__ import annotations

from datetime import timedelta

import pytest

from court_room import COURT, HOUR, SECOND, at, heard, opened, ruled, several
from gongdao.case.court import countdowns, given_for
from gongdao.case.decider import decide, fold
from gongdao.case.kept import made_of
from gongdao.case.state import Case, changed
from gongdao.policy.library import pack_of
from gongdao.policy.machine import RESUMES

EFFECTS = frozenset(
    {"refund", "platform_may_be_asked", "closes", "close_evidence", "decide_on_file", "review", *RESUMES}
)
ASKED = ("outcome", "refund", "freight_return")


@pytest.mark.parametrize("story", [opened, several, heard, ruled])
def test_a_case_that_keeps_what_it_found_is_told_the_same_as_one_that_finds_everything_anew(story):
    case = Case()
    for command in story():
        case = fold(case, decide(case, command, COURT))
        for later in (timedelta(), SECOND, HOUR, timedelta(days=1), timedelta(days=40)):
            same_as_anew(case, case.last_at + later)


def same_as_anew(case, now):
    if case.pack:
        anew = changed(case, kept={})
        names = tuple(name for name in ASKED if name in pack_of(COURT.library, case.pack).decisions)
        assert given_for(COURT, case, now, names) == given_for(COURT, anew, now, names)
        assert countdowns(COURT, case, now, EFFECTS) == countdowns(COURT, anew, now, EFFECTS)


def test_what_was_made_of_the_same_parts_on_the_same_day_is_made_once():
    kept, parts = {}, ([1], "two")
    first = made_of(kept, "it", parts, object, at(0).date())

    assert made_of(kept, "it", parts, object, at(0).date()) is first
    assert made_of(kept, "it", parts, object, at(24).date()) is not first
    assert made_of({}, "it", parts, object, at(0).date()) is not first


def test_parts_that_are_only_equal_are_other_parts():
    kept = {}
    first = made_of(kept, "it", ([1],), object)

    assert made_of(kept, "it", ([1],), object) is not first
    assert made_of(kept, "it", ([1], [2]), object) is not first
