"""Laws of the condition language, tried on generated conditions and cases."""

from __future__ import annotations

import sys
from random import Random

from hypothesis import given, strategies as st

from conditions import (
    ALL_FUNCTIONS,
    GUARDS,
    NAMES,
    PARAMS,
    closed_facts,
    completed,
    condition,
    opened,
    scope_of,
    some_params,
)
from counts import examples
from gongdao.policy.check import check
from gongdao.policy.emit import emit
from gongdao.policy.faults import SyntaxProblem
from gongdao.policy.functions import NAMESPACE
from gongdao.policy.kleene import OPEN, UNKNOWN, Maybe, Scope, evaluate, truth
from gongdao.policy.parse import DEEPEST, parse
from gongdao.policy.spell import spell
from gongdao.policy.syntax import Has, Name, Not, names, walk
from gongdao.policy.types import BOOL
from gongdao.policy.wording import Labels, say

randoms = st.randoms(use_true_random=False)
often = examples(short=150, long=1_500)


def compiled(expr, facts, params):
    """What the Python source of ``expr`` answers."""
    space = {"__builtins__": {}, **NAMESPACE, "_after": ALL_FUNCTIONS["after"], "f": facts, "p": params}
    return eval(emit(expr), space)


def read(text):
    """The tree of ``text``, or the place where it is refused."""
    try:
        return parse(text), 0
    except SyntaxProblem as problem:
        return None, problem.at


@often
@given(randoms)
def test_a_condition_written_out_is_read_back_as_the_same_tree(rng: Random):
    tree = condition(rng)

    assert parse(spell(tree)) == tree


@often
@given(randoms)
def test_a_generated_condition_has_no_fault_and_lacks_no_guard(rng: Random):
    assert check(condition(rng), NAMES, PARAMS, GUARDS, BOOL) == (BOOL, [])


@often
@given(randoms)
def test_compiled_and_interpreted_conditions_agree_on_closed_cases(rng: Random):
    tree, facts, params = condition(rng), closed_facts(rng), some_params(rng)

    assert compiled(tree, facts, params) is evaluate(tree, scope_of(facts, params))


@often
@given(randoms)
def test_what_is_certain_of_an_open_case_is_true_of_every_way_it_can_close(rng: Random):
    tree, facts, params = condition(rng), closed_facts(rng), some_params(rng)
    hidden = opened(rng, facts)
    answer = truth(tree, scope_of(hidden, params))

    if answer is not None:
        closings = [facts, *(completed(rng, hidden) for _ in range(6))]
        assert [truth(tree, scope_of(one, params)) for one in closings] == [answer] * len(closings)


@often
@given(randoms)
def test_learning_a_fact_never_takes_back_what_was_certain(rng: Random):
    tree, facts, params = condition(rng), closed_facts(rng), some_params(rng)
    hidden = opened(rng, facts)
    before = truth(tree, scope_of(hidden, params))
    known = {name: facts[name] if rng.random() < 0.5 else value for name, value in hidden.items()}
    if known["delivered"] is False:
        known["proof"] = None

    assert before in (None, truth(tree, scope_of(known, params)))


@given(randoms)
def test_a_negated_condition_is_the_opposite_open_or_closed(rng: Random):
    tree, params = condition(rng), some_params(rng)
    scope = scope_of(opened(rng, closed_facts(rng)), params)
    answer = truth(tree, scope)

    assert truth(Not(tree), scope) is (None if answer is None else not answer)


@given(randoms)
def test_without_its_guard_an_optional_name_is_a_fault(rng: Random):
    tree = condition(rng)
    text = spell(tree)
    used = [name for name in GUARDS if name in names(tree) and f"has({name})" in text and "coalesce" not in text]

    for name in used:
        bare = parse(text.replace(f"has({name})", "signed"))
        if Name(name) in walk(bare):
            assert "unguarded" in {fault.code for fault in check(bare, NAMES, PARAMS, {name: None}, BOOL)[1]}


@given(randoms)
def test_every_condition_can_be_said_in_both_languages(rng: Random):
    tree = condition(rng)

    for lang in ("zh", "en"):
        assert say(tree, Labels({}), lang).strip()


@given(st.text(alphabet="ab p.l'\"()[]!&|=<>+-*,0129 \n\t且有（｛\u200b.?/%" + "in has size exists", max_size=40))
def test_any_text_at_all_is_read_or_refused_with_a_place(text: str):
    tree, at = read(text)

    assert tree is None or parse(spell(tree)) == tree
    assert 0 <= at <= len(text)


@given(st.text(max_size=60))
def test_foreign_characters_never_break_the_reader(text: str):
    assert 0 <= read(text)[1] <= len(text)


@given(randoms)
def test_changing_one_character_never_breaks_the_reader_or_the_checker(rng: Random):
    text = spell(condition(rng))
    at = rng.randrange(len(text))
    changed = text[:at] + rng.choice("()!&|'.,<=x9 ") + text[at + rng.randint(0, 1) :]

    tree, _ = read(changed)

    assert tree is None or all(0 <= fault.at <= len(changed) for fault in check(tree, NAMES, PARAMS, GUARDS, BOOL)[1])


def test_the_deepest_condition_goes_through_every_engine_within_a_small_stack():
    nested = (DEEPEST - 2) // 2
    tree = parse("!(" * nested + "a" + " && b || c)" * nested)
    facts = {"a": True, "b": False, "c": True}
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(700)
    try:
        assert check(tree, dict.fromkeys(facts, BOOL), {}, {}, BOOL) == (BOOL, [])
        assert compiled(tree, facts, {}) is evaluate(tree, Scope(facts, {}))
        assert say(tree, Labels({}), "zh")
    finally:
        sys.setrecursionlimit(limit)


def test_has_tells_open_from_unknown_and_from_what_does_not_apply():
    asked = Has("x")

    answers = {
        True: [0, "", False, OPEN, Maybe(frozenset({1, 2}))],
        False: [None, Maybe(frozenset({None}))],
        None: [UNKNOWN, Maybe(frozenset({None, 1}))],
    }
    for answer, values in answers.items():
        assert [truth(asked, Scope({"x": value}, {})) for value in values] == [answer] * len(values)
    assert truth(asked, Scope({}, {})) is None


def test_candidates_decide_where_all_of_them_agree():
    facts = {"x": Maybe(frozenset({"a", "b"})), "one": Maybe(frozenset({"a"})), "n": Maybe(frozenset({3, 5}))}
    answers = {
        "x == 'c'": False,
        "x == 'a'": None,
        "x != 'c'": True,
        "x in ['a', 'b']": True,
        "x in ['c']": False,
        "one == 'a'": True,
        "x == one": None,
        "n > 2": True,
        "n > 3": None,
        "n + 1 > 2": None,
    }

    assert {text: truth(parse(text), Scope(facts, {})) for text in answers} == answers
    assert evaluate(Name("x"), Scope(facts, {})) == facts["x"]
    assert evaluate(Name("one"), Scope(facts, {})) == "a"
