"""What the language adds to CEL, each with its own law: Chinese identifiers, and every typed function."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given, strategies as st

from cel_oracle import cel_value
from conditions import ALL_FUNCTIONS, NAMES, PARAMS, closed_facts, condition, scope_of, some_params
from gongdao.kernel.units import UNITS
from gongdao.policy.kleene import OPEN, UNKNOWN, Maybe, Scope, evaluate
from gongdao.policy.parse import parse
from gongdao.policy.signatures import SIGNATURES
from gongdao.policy.spell import spell
from gongdao.policy.syntax import Has, Name, Param

amounts = st.integers(0, 10**9)
numbers = st.integers(-(10**9), 10**9)
instants = st.integers(10**9, 2 * 10**9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
bands = st.lists(st.tuples(st.integers(1, 300), numbers), min_size=1, max_size=5).map(
    lambda pairs: tuple(sorted(dict(pairs).items()))
)
randoms = st.randoms(use_true_random=False)


def answer(text, **facts):
    """What the condition language answers, and CEL too, which has no candidates."""
    scope = Scope(facts, {"bands": facts.pop("bands", ())}, ALL_FUNCTIONS)
    ours, tree = evaluate(parse(text), scope), parse(text)
    if isinstance(ours, int) and not any(isinstance(value, Maybe) for value in facts.values()):
        assert cel_value(tree, scope) == ours
    return ours


@given(randoms)
def test_a_condition_means_the_same_when_all_its_names_are_chinese(rng: Random):
    tree, facts, params = condition(rng), closed_facts(rng), some_params(rng)
    chinese = {name: f"第{number}项" for number, name in enumerate((*NAMES, *PARAMS))}
    text = spell(_renamed(tree, chinese))
    scope = scope_of(*({chinese[name]: value for name, value in values.items()} for values in (facts, params)))

    assert evaluate(parse(text), scope) is evaluate(tree, scope_of(facts, params))
    assert cel_value(parse(text), scope) is cel_value(tree, scope_of(facts, params))


def _renamed(expr, new):
    if isinstance(expr, tuple):
        return tuple(_renamed(one, new) for one in expr)
    if not hasattr(expr, "at"):
        return expr
    if isinstance(expr, Name | Param | Has):
        return replace(expr, name=new.get(expr.name, expr.name))
    return replace(expr, **{one.name: _renamed(getattr(expr, one.name), new) for one in fields(expr)})


@given(st.lists(numbers, min_size=2, max_size=5))
def test_min_and_max_are_among_their_arguments_and_bound_all_of_them(values):
    facts = {f"x{number}": value for number, value in enumerate(values)}
    least, most = (answer(f"{name}({', '.join(facts)})", **facts) for name in ("min", "max"))

    assert least in values
    assert most in values
    assert all(least <= value <= most for value in values)


@given(numbers, numbers, numbers)
def test_clamp_stays_within_its_bounds_and_keeps_what_is_within(x, lo, hi):
    clamped = answer("clamp(x, lo, hi)", x=x, lo=lo, hi=hi)

    assert clamped == (x if lo <= x <= hi else lo if x < lo or hi < lo else hi)


@given(amounts, st.integers(0, 400))
def test_percent_is_within_half_a_cent_and_a_half_goes_up(x, n):
    part = answer("percent(x, n)", x=x, n=n)

    assert -50 < 100 * part - x * n <= 50


@given(amounts, amounts, amounts)
def test_share_is_proportional_within_half_a_cent_and_nothing_of_nothing(total, part, whole):
    share = answer("share(total, part, whole)", total=total, part=part, whole=whole)

    if whole:
        assert -whole < 2 * (share * whole - total * part) <= whole
        assert answer("share(total, part, part)", total=total, part=part or 1) == total
    else:
        assert share == 0


@given(amounts, amounts, bands)
def test_tier_is_the_first_band_whose_right_end_is_reached(part, whole, bands):
    found = answer("tier(part, whole, p.bands)", part=part, whole=whole, bands=bands)
    reached = [value for upto, value in bands if part * 100 <= upto * whole]

    assert found == (reached[0] if reached else bands[-1][1])


@pytest.mark.parametrize(("part", "value"), [(0, 1), (100, 1), (101, 2), (300, 2), (301, 3), (1000, 3), (2000, 3)])
def test_the_right_end_of_a_band_belongs_to_it(part, value):
    assert answer("tier(part, whole, p.bands)", part=part, whole=1000, bands=((10, 1), (30, 2), (100, 3))) == value


@given(numbers, st.integers(-5, 10**6))
def test_times_counts_whole_steps_and_none_of_a_step_that_is_nothing(x, step):
    count = answer("times(x, step)", x=x, step=step)

    assert count == (0 if step <= 0 or x < 0 else x // step)


@given(numbers, st.lists(st.integers(-5, 10**6), min_size=1, max_size=6))
def test_split_gives_all_of_the_total_by_weight_and_the_last_line_the_rest(total, weights):
    scope = Scope({"total": total}, {}, ALL_FUNCTIONS)
    lines = [{"weight": weight} for weight in weights]
    shares = []
    for line in range(len(lines)):
        scope.at_line(lines, line)
        shares.append(evaluate(parse("split(total, line.weight)"), scope))
        assert cel_value(parse("split(total, line.weight)"), scope) == shares[-1]

    whole = sum(max(0, weight) for weight in weights)
    assert sum(shares) == total
    assert all(share * total >= 0 for share in shares)
    assert all(share == 0 for share, weight in zip(shares, weights, strict=True) if weight <= 0 and whole)


@given(instants, instants)
def test_later_and_earlier_are_the_two_instants_in_order(a, b):
    assert [answer("earlier(a, b)", a=a, b=b), answer("later(a, b)", a=a, b=b)] == sorted([a, b])


@given(instants, st.integers(0, 400), st.sampled_from(UNITS))
def test_after_asks_the_calendar_of_the_pack_with_unit_and_roll(start, n, unit):
    asked = []
    functions = {"after": lambda *args: asked.append(args) or start}

    for text in (f"after(start, n, '{unit}')", f"after(start, n, '{unit}', 'roll')"):
        assert evaluate(parse(text), Scope({"start": start, "n": n}, {}, functions)) == start
    assert asked == [(start, n, unit), (start, n, unit, True)]
    assert answer("after(start, n, 'hour') >= start", start=start, n=n) is True


@given(st.none() | numbers, numbers)
def test_coalesce_is_the_first_where_it_applies_and_else_the_second(x, y):
    assert answer("coalesce(x, y)", x=x, y=y) == (y if x is None else x)


def test_coalesce_of_what_is_open_is_open():
    for x in (UNKNOWN, OPEN, Maybe(frozenset({None, 1}))):
        assert answer("coalesce(x, y)", x=x, y=3) is UNKNOWN
    assert answer("coalesce(x, y) == 4", x=Maybe(frozenset({1, 2})), y=3) is False


ARGUMENTS = {"bands": "p.bands", "instant": "t", "unit": "'hour'"}


@pytest.mark.parametrize("name", sorted(set(SIGNATURES) - {"split"}))
@pytest.mark.parametrize("open_value", [UNKNOWN, OPEN, Maybe(frozenset({1, 2}))])
def test_a_function_of_something_unknown_is_unknown(name, open_value):
    signature = SIGNATURES[name]
    args = [ARGUMENTS.get(kind, "x") for kind in signature.takes[: len(signature.takes) - signature.may_lack]]

    assert answer(f"{name}({', '.join(args)}) == 77", x=open_value, t=open_value) in (UNKNOWN, False)
    assert answer(f"{name}({', '.join(args)}) == 77", x=UNKNOWN, t=UNKNOWN) is UNKNOWN


@given(numbers, numbers, numbers)
@pytest.mark.parametrize("name", ["clamp", "max", "min", "percent", "share", "times", "tier"])
def test_a_function_has_an_answer_for_all_numbers(name, x, y, z):
    last = "p.bands" if name == "tier" else "z"
    args = ["x", "y", last][: len(SIGNATURES[name].takes)]

    assert isinstance(answer(f"{name}({', '.join(args)})", x=x, y=y, z=z, bands=((10, 1), (100, 2))), int)
