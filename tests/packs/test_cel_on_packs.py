"""Every condition of every pack means to the official CEL what it means to us."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random

import pytest

from cel_oracle import cel_value, plain
from conditions import scope_of, value_of
from counts import count
from gongdao.policy.dictionary import Dictionary, dictionary_of
from gongdao.policy.graph import rule_exprs
from gongdao.policy.kleene import OPEN, UNKNOWN, evaluate
from gongdao.policy.library import pack_of
from gongdao.policy.pack import Pack
from gongdao.policy.parse import parse
from gongdao.policy.spell import spell
from gongdao.policy.syntax import Expr, Literal, names, params, walk
from gongdao.policy.types import INTERVALS, TEXT
from gongdao.service.packs import find_packs, open_library

VERSIONS = sorted(find_packs().versions)
CASES = count(short=1, long=60)


@cache
def pack(version: str) -> Pack:
    return pack_of(open_library(find_packs(), [version]), version)


def all_conditions(whole: Pack) -> Iterator[tuple[Expr, bool]]:
    """Every expression of a pack, and whether it is asked for each line."""
    for fact in whole.facts.values():
        yield from ((expr, False) for expr in (fact.presumption, fact.arises, fact.alleged) if expr is not None)
    yield from ((term.expr, False) for term in whole.terms.values())
    for decision in whole.decisions.values():
        yield from ((expr, decision.each) for rule in decision.rules for expr in rule_exprs(rule))
        yield from ((expr, False) for _, expr in (decision.waterfall.debts if decision.waterfall else ()))
    for invariant in whole.invariants:
        yield from ((expr, False) for expr in (invariant.when, invariant.always) if expr is not None)
    yield from ((entry.when, False) for entry in whole.weighing if entry.when is not None)


def scope_for(dictionary: Dictionary, expr: Expr, each: bool, rng: Random):
    """Random values for all that a condition reads; in half of the cases some are unknown."""
    texts = [one.value for one in walk(expr) if isinstance(one, Literal) and isinstance(one.value, str)] or ["x"]

    def drawn(its):
        return rng.choice(texts) if its == TEXT else [] if its == INTERVALS else value_of(rng, its)

    facts = {name: drawn(dictionary.names[name]) for name in names(expr) if name in dictionary.names}
    for name in facts:
        if name in dictionary.optional and rng.random() < 0.3:
            facts[name] = None
    if rng.random() < 0.5:
        facts = {name: rng.choice((UNKNOWN, OPEN)) if rng.random() < 0.4 else its for name, its in facts.items()}
    scope = scope_of(facts, {name: drawn(dictionary.params[name]) for name in params(expr)})
    if each:
        scope.at_line([{key: drawn(its) for key, its in dictionary.line.fields} for _ in range(2)], rng.randint(0, 1))
    return scope


@pytest.mark.parametrize("version", VERSIONS)
def test_cel_answers_every_condition_of_a_pack_as_we_do(version):
    dictionary = dictionary_of(pack(version))
    for number, (expr, each) in enumerate(dict.fromkeys(all_conditions(pack(version)))):
        for case in range(CASES):
            scope = scope_for(dictionary, expr, each, Random(1000 * number + case))
            ours = evaluate(expr, scope)

            assert cel_value(expr, scope) == (UNKNOWN if ours is None else plain(ours)), spell(expr)


@pytest.mark.parametrize("version", VERSIONS)
def test_every_condition_of_a_pack_is_read_back_as_it_was_written(version):
    for expr, _ in all_conditions(pack(version)):
        assert parse(spell(expr)) == expr
