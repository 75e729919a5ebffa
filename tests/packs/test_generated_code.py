"""Generated code answers as the engine does without it, in every example of every pack."""

from __future__ import annotations

import pytest

from gongdao.case.facts import bind
from gongdao.case.ruling import choose
from gongdao.policy.code import PAYS_AFTER, code_of, code_when_it_pays
from gongdao.policy.evaluate import evaluate
from shelf import EXAMPLES, SHELF, VERSIONS, cases_of, example_name, library, pack


@pytest.mark.parametrize("closed", [True, False], ids=["closed", "open"])
@pytest.mark.parametrize("example", EXAMPLES, ids=example_name)
def test_generated_code_gives_the_same_answers(example, closed):
    for case in cases_of(example):
        governing, _ = choose(library(), case)
        given = bind(governing, case.facts, case.policy.decided_at, SHELF.calendars, case.words).given
        plain = evaluate(governing, given, SHELF.calendars, closed=closed, generated=False)
        fast = evaluate(governing, given, SHELF.calendars, closed=closed, generated=True)

        assert fast.values == plain.values, case.id
        assert fast.states == plain.states, case.id
        assert fast.countdowns == plain.countdowns, case.id
        for name, answer in plain.answers.items():
            assert fast.answers[name] == answer, (case.id, name)


def test_code_is_made_only_when_a_pack_is_asked_often():
    one = pack(VERSIONS[0])
    calendar = SHELF.calendars.get(one.calendar)
    given = [code_when_it_pays(one, calendar) for _ in range(PAYS_AFTER + 1)]

    assert given[-1] is code_of(one, calendar)
