"""The two engines on cases written out: Python source for closed cases, Kleene's logic for open ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from gongdao.policy.emit import LINE, LINES, emit
from gongdao.policy.functions import NAMESPACE
from gongdao.policy.kleene import OPEN, UNKNOWN, Maybe, Scope, evaluate, truth
from gongdao.policy.parse import parse
from gongdao.policy.syntax import Arith, Call, Compare, Literal, Macro, Name, Param

NOON = datetime(2025, 5, 1, 12, tzinfo=UTC)
ROWS = [{"price": 300, "count": 2, "part": None}, {"price": 100, "count": 1, "part": 40}]
FACTS = {
    "reason": "damaged",
    "signed": True,
    "refused": False,
    "paid": 700,
    "days": None,
    "words": frozenset({"wet"}),
    "lines": ROWS,
    "opened_at": NOON,
    "实付": 700,
}
PARAMS = {"most": 500, "bands": ((10, 1), (50, 2), (100, 3))}


def after(start, n, unit, roll=False):
    return start + timedelta(hours=n, days=roll)


ANSWERS = {
    "reason == 'damaged' && !refused": True,
    "reason in ['lost', 'wet']": False,
    "'wet' in words && !('torn' in words)": True,
    "has(days) && days < 7": False,
    "!has(days) || days < 7": True,
    "coalesce(days, 3) + 1": 4,
    "coalesce(paid, 3)": 700,
    "lines.exists(l, l.price > 200 && l.count == 2)": True,
    "lines.all(l, has(l.part))": False,
    "lines.sum(l, coalesce(l.part, l.price) * 2)": 680,
    "size(lines) + size(words)": 3,
    "words.exists(w, w == 'wet')": True,
    "clamp(percent(paid, 50), 400, p.most)": 400,
    "tier(paid, p.most * 4, p.bands)": 2,
    "share(paid, 1, 3)": 233,
    "times(paid, 200)": 3,
    "-paid + 3 * 2": -694,
    "after(opened_at, 3, 'hour') == opened_at": False,
    "after(opened_at, 0, 'hour', 'roll') > later(opened_at, opened_at)": True,
    "max(paid, p.most, 0) - min(paid, p.most)": 200,
    "实付 >= paid": True,
    "true": True,
}


@pytest.mark.parametrize("text", ANSWERS)
def test_both_engines_answer_a_closed_case(text):
    tree = parse(text)
    space = {"__builtins__": {}, **NAMESPACE, "_after": after, "f": FACTS, "p": PARAMS}
    functions = {name.removeprefix("_"): one for name, one in {**NAMESPACE, "_after": after}.items()}

    assert eval(emit(tree), space) == ANSWERS[text]
    assert evaluate(tree, Scope(FACTS, PARAMS, functions)) == ANSWERS[text]


def test_both_engines_split_among_the_lines():
    tree = parse("split(paid, line.price * line.count) - coalesce(line.part, 0)")
    space = {"__builtins__": {}, **NAMESPACE, "f": FACTS, "p": PARAMS, LINES: ROWS}
    scope = Scope(FACTS, PARAMS)

    for line, answer in enumerate((600, 60)):
        scope.at_line(ROWS, line)
        assert evaluate(tree, scope) == answer
        assert eval(emit(tree, bound={"line": "row"}), {**space, LINE: line, "row": ROWS[line]}) == answer
    scope.at_line(ROWS, -1)
    assert scope.bound == {}


def test_names_may_be_locals_of_a_larger_function():
    assert emit(parse("paid > p.most && has(days)"), lambda name: f"n_{name}") == (
        "((n_paid > p['most']) and (n_days is not None))"
    )


@pytest.mark.parametrize(
    "forged",
    [
        Call("__import__", (Literal("os"),)),
        Compare(") or (", Name("a"), Name("b")),
        Arith("**", Name("a"), Name("b")),
        Macro("sum", Name("lines"), "x in y) or z(", Name("x")),
    ],
    ids=lambda tree: type(tree).__name__,
)
def test_a_forged_tree_never_reaches_the_source(forged):
    with pytest.raises(ValueError, match=r"."):
        emit(forged)


@pytest.mark.parametrize("name", ["x'] or __import__('os')", 'a"]', "\\", "\n"])
def test_a_forged_name_stays_a_key(name):
    space = {"__builtins__": {}, "f": {name: 1}, "p": {name: 2}}

    assert eval(emit(Name(name)), space) == 1
    assert eval(emit(Param(name)), space) == 2
    assert eval(emit(Literal(name)), space) == name


OPEN_FACTS = {"t": True, "f": False, "u": UNKNOWN, "o": OPEN, "m": Maybe(frozenset({True, False})), "none": None,
              "rows": [{"x": 1, "ok": UNKNOWN}, {"x": UNKNOWN, "ok": False}]}  # fmt: skip
OPEN_ANSWERS = {
    "f && u": False,
    "u && f": False,
    "t && u": None,
    "t || u": True,
    "u || t": True,
    "f || u": None,
    "!u": None,
    "!m": None,
    "u || !u": None,
    "u == u": None,
    "absent": None,
    "has(absent)": None,
    "has(u)": None,
    "has(o)": True,
    "has(o) && o": None,
    "has(none)": False,
    "has(none) && none": False,
    "none": None,
    "u && none": None,
    "rows.exists(r, r.x == 1)": True,
    "rows.exists(r, r.x == 2)": None,
    "rows.all(r, r.ok)": False,
    "rows.all(r, !r.ok)": None,
    "rows.sum(r, r.x) > 0": None,
    "rows.sum(r, 2) > 3": True,
    "size(rows) == 2": True,
    "u.exists(r, r.x == 1)": None,
    "size(u) > 0": None,
    "max(1, u) > 0": None,
    "u in ['a']": None,
    "'a' in u": None,
    "u.x == 1": None,
    "has(u.x)": None,
    "-u > 1": None,
    "split(u, 1) > 0": None,
    "u * 2 > 0": None,
    "after(u, 3, 'hour') == u": None,
}


@pytest.mark.parametrize("text", OPEN_ANSWERS)
def test_what_is_unknown_stays_unknown_unless_it_cannot_matter(text):
    assert truth(parse(text), Scope(OPEN_FACTS, {})) is OPEN_ANSWERS[text]


def test_unknowns_show_themselves():
    assert (repr(UNKNOWN), repr(OPEN)) == ("UNKNOWN", "OPEN")
