"""The spelling of conditions: what parses to which tree, and what is refused with which words."""

from __future__ import annotations

import sys

import pytest

from gongdao.kernel.text import sentence
from gongdao.policy.condition_messages import MESSAGES
from gongdao.policy.faults import SyntaxProblem
from gongdao.policy.lexer import HALF_OPERATORS, RESERVED, WORD_OPERATORS
from gongdao.policy.parse import DEEPEST, LONGEST_CHAIN, parse
from gongdao.policy.spell import spell
from gongdao.policy.syntax import (
    And,
    Arith,
    Call,
    Compare,
    Contains,
    Field,
    Has,
    In,
    Literal,
    Macro,
    Name,
    Neg,
    Not,
    Or,
    Param,
    Size,
    conjuncts,
    names,
    params,
    walk,
)

A, B, C = Name("a"), Name("b"), Name("c")

TREES = {
    "true": Literal(True),
    "false": Literal(False),
    "12": Literal(12),
    "-12": Literal(-12),
    "007": Literal(7),
    "'word'": Literal("word"),
    '"word"': Literal("word"),
    '"it\'s"': Literal("it's"),
    "'七天'": Literal("七天"),
    "a": A,
    "已签收": Name("已签收"),
    "申请原因_2": Name("申请原因_2"),
    "p.late_max": Param("late_max"),
    "line.amount": Field(Name("line"), "amount"),
    "r.for": Field(Name("r"), "for"),
    "!a": Not(A),
    "!!a": Not(Not(A)),
    "-a": Neg(A),
    "--a": Neg(Neg(A)),
    "a && b && c": And((A, B, C)),
    "a && (b && c)": And((A, B, C)),
    "a || b || c": Or((A, B, C)),
    "a || b && c": Or((A, And((B, C)))),
    "(a || b) && c": And((Or((A, B)), C)),
    "!a && b": And((Not(A), B)),
    "!(a && b)": Not(And((A, B))),
    "!a == b": Compare("==", Not(A), B),
    "a == b": Compare("==", A, B),
    "a != b": Compare("!=", A, B),
    "a < b": Compare("<", A, B),
    "a <= b": Compare("<=", A, B),
    "a > b": Compare(">", A, B),
    "a >= b": Compare(">=", A, B),
    "a == b && c": And((Compare("==", A, B), C)),
    "(a == b) == c": Compare("==", Compare("==", A, B), C),
    "a + b * c": Arith("+", A, Arith("*", B, C)),
    "a * b + c": Arith("+", Arith("*", A, B), C),
    "a - b - c": Arith("-", Arith("-", A, B), C),
    "a - (b - c)": Arith("-", A, Arith("-", B, C)),
    "a-1": Arith("-", A, Literal(1)),
    "-a + b": Arith("+", Neg(A), B),
    "-a.x": Neg(Field(A, "x")),
    "a + b < c": Compare("<", Arith("+", A, B), C),
    "a in ['x']": In(A, (Literal("x"),)),
    "a in ['x', 'y']": In(A, (Literal("x"), Literal("y"))),
    "a in ['x'] && b": And((In(A, (Literal("x"),)), B)),
    "'x' in a": Contains(Literal("x"), A),
    "'x' in p.words": Contains(Literal("x"), Param("words")),
    "!('x' in a)": Not(Contains(Literal("x"), A)),
    "has(a)": Has("a"),
    "has(line.amount)": Has("line.amount"),
    "size(a)": Size(A),
    "size(a) > 2": Compare(">", Size(A), Literal(2)),
    "min(a, b)": Call("min", (A, B)),
    "f()": Call("f", ()),
    "f(a).x": Field(Call("f", (A,)), "x"),
    "after(a, 3, 'hour', 'roll')": Call("after", (A, Literal(3), Literal("hour"), Literal("roll"))),
    "a.exists(l, l.x)": Macro("exists", A, "l", Field(Name("l"), "x")),
    "a.all(l, l.x || b)": Macro("all", A, "l", Or((Field(Name("l"), "x"), B))),
    "a.sum(行, 行.x) > 0": Compare(">", Macro("sum", A, "行", Field(Name("行"), "x")), Literal(0)),
    "  a\n&&\tb ": And((A, B)),
}


@pytest.mark.parametrize("text", TREES)
def test_a_text_has_its_tree(text):
    assert parse(text) == TREES[text]


@pytest.mark.parametrize("text", TREES)
def test_a_tree_written_back_is_read_as_the_same_tree(text):
    assert parse(spell(TREES[text])) == TREES[text]


REFUSED = {
    "": ("unexpected-end", 0, "complete"),
    "   ": ("unexpected-end", 3, "没有写完"),
    "a +": ("unexpected-end", 3, "complete"),
    "a &&": ("unexpected-end", 4, "complete"),
    "p.": ("unexpected-end", 2, "complete"),
    "a b": ("unexpected-token", 2, "b cannot"),
    "a)": ("unexpected-token", 1, ")"),
    "&& a": ("unexpected-token", 0, "&&"),
    "in a": ("unexpected-token", 0, "in"),
    "-!a": ("unexpected-token", 1, "!"),
    "!-a": ("unexpected-token", 1, "-"),
    "p.true": ("unexpected-token", 2, "true"),
    "a.in": ("unexpected-token", 2, "in"),
    "a[0]": ("unexpected-token", 1, "["),
    "f(a b)": ("unexpected-token", 4, "b"),
    "f(a,)": ("unexpected-token", 4, ")"),
    "12u": ("unexpected-token", 2, "u"),
    "0x1F": ("unexpected-token", 1, "x1F"),
    "'a' 'b'": ("unexpected-token", 4, "'b'"),
    "'''a'''": ("unexpected-token", 2, "'a'"),
    "r'a'": ("unexpected-token", 1, "'a'"),
    "a; b": ("unexpected-character", 1, ";"),
    "a == {}": ("unexpected-character", 5, "{"),
    "a\u200bb": ("unexpected-character", 1, "U+200B"),
    "\u202ea": ("unexpected-character", 0, "U+202E"),
    "a$": ("unexpected-character", 1, "$"),
    "f（a)": ("full-width-character", 1, "write ("),
    "a ≤ 3": ("full-width-character", 2, "写成 <="),
    "a == ‘x’": ("full-width-character", 5, "write '"),
    "f(a，b)": ("full-width-character", 3, "write ,"),
    "！a": ("full-width-character", 0, "write !"),
    "a ＝＝ b": ("full-width-character", 2, "写成 ="),
    "ａ == 1": ("name-not-plain", 0, "write a"),
    "x² > 1": ("name-not-plain", 0, "x2"),
    "a = 'x'": ("half-operator", 2, "write =="),
    "a & b": ("half-operator", 2, "write &&"),
    "a | b": ("half-operator", 2, "write ||"),
    "a => b": ("half-operator", 2, "write >="),
    "a <> b": ("half-operator", 2, "write !="),
    "a and b": ("word-operator", 2, "write &&"),
    "a OR b": ("word-operator", 2, "write ||"),
    "a 且 b": ("word-operator", 2, "写成 &&"),
    "not a": ("word-operator", 0, "write !"),
    "not(a)": ("word-operator", 0, "write !"),
    "3 < x < 9": ("chained-comparison", 6, "3 < x && x < 9"),
    "a == b == c": ("chained-comparison", 7, "cannot be chained"),
    "a in b in c": ("chained-comparison", 7, "cannot be chained"),
    "a in ['x'] == b": ("chained-comparison", 11, "不能连写"),
    "a ? b : c": ("choice-operator", 2, "decision with rules"),
    "a / 2": ("division", 2, "share(total, part, whole)"),
    "a % 2": ("division", 2, "times(x, step)"),
    "a // note": ("division", 2, "/"),
    "a > 1.5": ("decimal-literal", 4, "p.name"),
    "a > .5": ("decimal-literal", 4, ".5"),
    "a > 1e3": ("decimal-literal", 4, "1e3"),
    "9223372036854775808": ("number-too-large", 0, "9223372036854775807"),
    "9" * 3000: ("number-too-large", 0, "too large"),
    "a == null": ("null-literal", 5, "has(name)"),
    "'abc": ("unclosed-quote", 0, "never closed"),
    "a == 'x": ("unclosed-quote", 5, "没有闭合"),
    "'a\nb'": ("unclosed-quote", 0, "never closed"),
    r"'a\'b'": ("escape-in-text", 0, "backslash"),
    "(a": ("unclosed-bracket", 0, ") is missing"),
    "f(a": ("unclosed-bracket", 1, ") is missing"),
    "a in ['x'": ("unclosed-bracket", 5, "] is missing"),
    "a in []": ("empty-list", 5, "empty"),
    "['x']": ("list-outside-in", 0, "to the right of in"),
    "for == 1": ("reserved-word", 0, "reserved word of CEL"),
    "p > 1": ("bare-parameter", 0, "p.name"),
    "has(3)": ("has-shape", 4, "has(signed_at)"),
    "has(a, b)": ("has-shape", 5, "one name"),
    "has(a.b.c)": ("has-shape", 7, "one name"),
    "has(p.x)": ("has-shape", 4, "one name"),
    "size()": ("size-shape", 0, "one list"),
    "size(a, b)": ("size-shape", 0, "one list"),
    "a.exist(l, l.x)": ("unknown-macro", 2, "exists"),
    "a.filter(l, l.x)": ("unknown-macro-far", 2, "exists, all, sum"),
    "a.exists(l)": ("macro-shape", 9, "list.exists(l"),
    "a.exists(l.x, b)": ("macro-shape", 9, "list.exists(l"),
    "a.exists(l, b, c)": ("macro-shape", 13, "list.exists(l"),
    "a.exists(p, p.x)": ("macro-shape", 9, "list.exists(l"),
}


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:30])
def test_a_wrong_text_is_refused_with_its_place_and_the_right_words(text):
    code, at, words = REFUSED[text]

    with pytest.raises(SyntaxProblem) as refused:
        parse(text)

    said = [sentence(MESSAGES, refused.value.code, lang, refused.value.details) for lang in ("zh", "en")]
    assert (refused.value.code, refused.value.at) == (code, at)
    assert any(words in one for one in said), said


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_a_reserved_word_of_cel_is_no_name_but_may_be_a_field(word):
    with pytest.raises(SyntaxProblem, match="reserved-word"):
        parse(f"{word} == 1")

    assert parse(f"r.{word}") == Field(Name("r"), word)


@pytest.mark.parametrize("foreign", sorted({*HALF_OPERATORS, *WORD_OPERATORS}))
def test_a_foreign_operator_is_answered_with_ours(foreign):
    prefix = WORD_OPERATORS.get(foreign) == "!"
    with pytest.raises(SyntaxProblem) as refused:
        parse(f"{foreign} a" if prefix else f"a {foreign} b")

    assert refused.value.details["nearest"] == (HALF_OPERATORS | WORD_OPERATORS)[foreign]


@pytest.mark.parametrize(
    "deep",
    [
        "(" * 5000 + "a" + ")" * 5000,
        "!" * 5000 + "a",
        "-" * 3000 + "a",
        "f(" * 1500 + "a",
        "a.x" + ".x" * 1500,
        "+".join("a" * 1500),
        "a" * 5000,
        "a in [" * 500,
        "a.all(l, " * 300,
    ],
    ids=lambda text: text[:8],
)
def test_an_endless_condition_is_refused_and_never_overflows(deep):
    with pytest.raises(SyntaxProblem, match=r"too-deep|too-long|unclosed|unexpected"):
        parse(deep)


def test_the_deepest_conditions_are_read_walked_and_written_within_a_small_stack():
    nested = (DEEPEST - 2) // 2
    deep = "!(" * nested + "a" + " * 1 + 1 == 2 && b || c)" * nested
    long = " + ".join("a" * LONGEST_CHAIN) + " > 0"
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(600)
    try:
        for text in (deep, long):
            tree = parse(text)
            assert parse(spell(tree)) == tree
            assert names(tree) <= {"a", "b", "c"}
            assert sum(1 for _ in walk(tree)) > DEEPEST
    finally:
        sys.setrecursionlimit(limit)


def test_places_do_not_make_trees_different():
    assert parse("a&&b") == parse("  a  &&  b ")
    assert hash(parse("a&&b")) == hash(parse("  a  &&  b "))
    assert parse("  a  &&  b ").at == 2


def test_true_and_one_are_different_literals():
    assert Literal(True) != Literal(1)
    assert len({Literal(True), Literal(1), Literal("1")}) == 3


def test_names_and_parameters_of_a_tree_are_listed_without_its_own_variables():
    tree = parse("a.exists(l, l.x > p.most && b) || has(c.d) && l == p.least")

    assert names(tree) == {"a", "b", "c", "l"}
    assert params(tree) == {"most", "least"}


def test_conjuncts_are_the_parts_of_the_outermost_and():
    assert conjuncts(parse("a && !b && (c || a)")) == (A, Not(B), Or((C, A)))
    assert conjuncts(A) == (A,)
