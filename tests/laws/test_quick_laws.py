"""Laws of the quick answers: what they say, the whole evaluation says; what they do not know, they leave to it."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, strategies as st

from builders import calendars
from counts import examples
from gongdao.policy.compiled import LAW_OF
from gongdao.policy.evaluate import evaluate
from gongdao.policy.quick import PAYS_AFTER, against, quick
from gongdao.policy.settle import is_open
from scenes import scene
from shelf import VERSIONS, pack

ASKED = ("outcome", "refund", "freight_return")
CALENDARS = calendars()
EVERY_VERSION = pytest.mark.parametrize("version", [version for version in VERSIONS if version != "conventions"])


@cache
def asked_often(version: str) -> tuple[str, ...]:
    """The questions, put so often that code is made for them."""
    wanted = tuple(name for name in ASKED if name in pack(version).decisions)
    drawn = scene(pack(version), 1).given()
    for _ in range(PAYS_AFTER):
        quick(pack(version), drawn, CALENDARS, wanted)
    return wanted


def different(found, values) -> dict[str, object]:
    known = {name: value for name, value in values.items() if name in found and not is_open(value)}
    return {name: (found[name], value) for name, value in known.items() if found[name] != value}


@EVERY_VERSION
@examples(short=4, long=120)
@given(seed=st.integers(0, 10**9))
def test_a_quick_answer_is_the_answer_of_the_whole_evaluation(version, seed):
    law, facts = pack(version), scene(pack(version), seed).given()

    found = quick(law, facts, CALENDARS, asked_often(version)) or {}

    assert different(found, evaluate(law, facts, CALENDARS, only=asked_often(version)).values) == {}


@EVERY_VERSION
@pytest.mark.parametrize("party", ["buyer", "seller"])
@examples(short=4, long=120)
@given(seed=st.integers(0, 10**9))
def test_what_is_certain_while_evidence_is_open_is_so_when_all_goes_against_one_party(version, party, seed):
    law, facts, wanted = pack(version), scene(pack(version), seed).given(), asked_often(version)

    found = quick(law, facts, CALENDARS, wanted, against(law, facts, wanted, party)) or {}

    open_ = evaluate(law, facts, CALENDARS, closed=False, only=wanted)
    assert different(found, open_.values) == {}


@EVERY_VERSION
@examples(short=4, long=120)
@given(seed=st.integers(0, 10**9))
def test_what_is_certain_by_a_law_while_evidence_is_open_has_a_law_behind_it_when_all_goes_against_the_buyer(
    version, seed
):
    law, facts, wanted = pack(version), scene(pack(version), seed).given(), asked_often(version)

    found = quick(law, facts, CALENDARS, wanted, against(law, facts, wanted, "buyer")) or {}

    open_ = evaluate(law, facts, CALENDARS, closed=False, only=wanted)
    by_law = [name for name in wanted if any(rule.law for rule in open_.answers[name].winners)]
    assert [name for name in by_law if found.get(LAW_OF + name) is False and not is_open(open_.values[name])] == []
