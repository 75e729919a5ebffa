"""The official CEL binding gives the same answers to the same conditions, closed and open."""

from __future__ import annotations

from random import Random

import pytest

from cel_oracle import cel_value
from conditions import closed_facts, condition, opened, scope_of, some_params
from counts import count
from gongdao.policy.kleene import UNKNOWN, Scope, evaluate, truth
from gongdao.policy.parse import parse
from gongdao.policy.spell import spell

CONDITIONS = count(short=3000, long=60_000)
BATCHES = 10


@pytest.mark.parametrize("batch", range(BATCHES))
def test_cel_answers_generated_conditions_alike_on_closed_and_on_open_cases(batch):
    for number in range(batch, CONDITIONS, BATCHES):
        rng = Random(number)
        tree, facts, params = condition(rng, depth=2 + number % 3), closed_facts(rng), some_params(rng)
        closed, open_ = scope_of(facts, params), scope_of(opened(rng, facts, maybe=False), params)

        assert evaluate(tree, closed) is cel_value(tree, closed), spell(tree)
        assert (truth(tree, open_), tree) == (_truth(cel_value(tree, open_)), tree), spell(tree)


def _truth(value):
    return None if value is UNKNOWN else value


FACTS = {"a": 1, "b": 2, "c": 3, "t": True, "f": False, "w": "x", "s": frozenset({"x"}), "实付": 500, "r": [{"n": 1}]}
SPELLINGS = {
    "a + b * c == 7": True,
    "(a + b) * c == 9": True,
    "c - b - a == 0": True,
    "c - (b - a) == 2": True,
    "-a + b == 1": True,
    "t || f && f": True,
    "(t || f) && f": False,
    "!f && t": True,
    "!t == f": True,
    "!(t && f)": True,
    "a + b == c && t": True,
    "w in ['x', 'y'] && t": True,
    "'x' in s && size(s) == a": True,
    "实付 > 5": True,
    "r.exists(l, l.n == a) && r.all(l, l.n < b)": True,
    "r.sum(l, l.n + b) == c": True,
    "'词' == \"词\"": True,
    "max(a, b, c) - min(c, b, a) == 2": True,
}


@pytest.mark.parametrize("text", SPELLINGS)
def test_cel_reads_our_precedence_as_we_do(text):
    scope = Scope(FACTS, {})

    assert evaluate(parse(text), scope) is SPELLINGS[text]
    assert cel_value(parse(text), scope) is SPELLINGS[text]


def test_cel_splits_the_share_of_one_line_alike():
    lines = [{"weight": 1}, {"weight": 1}, {"weight": 1}]
    scope = Scope({"total": 100}, {})
    tree = parse("split(total, line.weight)")

    shares = []
    for line in range(3):
        scope.at_line(lines, line)
        shares.append(evaluate(tree, scope))
        assert cel_value(tree, scope) == shares[-1]
    assert shares == [33, 33, 34]
