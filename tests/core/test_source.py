"""YAML 1.2 is read with places, and what is wrong is collected."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from gongdao.kernel.errors import Place
from gongdao.kernel.source import find, key_place, place, plain, read, steps, written


def value_of(text: str) -> object:
    node, problems = read(text, "f.yaml")
    assert node is not None
    assert problems == []
    return plain(node)


def codes_of(text: str) -> list[tuple[str, int, int]]:
    _, problems = read(text, "f.yaml")
    return [(p.code, p.place.line, p.place.column) for p in problems if p.place]


@pytest.mark.parametrize(
    ("written_as", "meant"),
    [
        ("true", True), ("False", False), ("null", None), ("~", None), ("", None),
        ("on", "on"), ("off", "off"), ("yes", "yes"), ("no", "no"), ("y", "y"),
        ("12", 12), ("-3", -3), ("0", 0), ("4.80", Decimal("4.80")), ("-0.5", Decimal("-0.5")),
        ("0071", "0071"), ("+8613800000000", "+8613800000000"), ("1e5", "1e5"), ("0x1f", "0x1f"), ("0o17", "0o17"),
        ("1_000", "1_000"), ("12:30", "12:30"), (".inf", ".inf"), (".5", ".5"), ("１２", "１２"),
        ("2025-10-12", "2025-10-12"), ("2025-10-12T10:00:00+08:00", "2025-10-12T10:00:00+08:00"),
        ("'12'", "12"), ('"true"', "true"), ("!!str 12", "12"), ("9" * 41, "9" * 41),
    ],
)  # fmt: skip
def test_scalars_mean_what_yaml_1_2_says_and_lose_nothing(written_as: str, meant: object) -> None:
    value = value_of(f"[{written_as}, end]" if written_as else "[~, end]")
    assert repr(value) == repr([meant, "end"])


def test_numbers_dates_and_truths_as_keys_are_text() -> None:
    assert value_of("{1: a, 2019-05-06: b, true: c, 4.8: d}") == {"1": "a", "2019-05-06": "b", "true": "c", "4.8": "d"}


def test_a_key_whose_value_is_absent_has_null() -> None:
    assert value_of("a:\nb: [x, ]\n? c\n") == {"a": None, "b": ["x"], "c": None}


def test_an_empty_text_is_null() -> None:
    assert value_of("") is None
    assert value_of("# nothing\n") is None


def test_a_byte_order_mark_is_tolerated() -> None:
    assert value_of("\ufeffa: 1") == {"a": 1}


def test_places_count_from_one_and_count_chinese_characters_once() -> None:
    node, _ = read("甲: {乙: [一, 二]}\n", "f.yaml")
    assert node is not None
    assert place(node, "甲.乙[1]") == Place("f.yaml", 1, 12, "甲.乙[1]")
    assert key_place(node, ("甲", "乙")) == Place("f.yaml", 1, 5, "甲.乙")
    assert find(node, "甲.丙") is None


def test_a_path_into_a_scalar_or_beyond_a_list_finds_nothing() -> None:
    node, _ = read("a: [1]", "f.yaml")
    assert node is not None
    assert [find(node, path) for path in ("a[1]", "a[0].b", "a.b")] == [None, None, None]


def test_a_missing_path_gives_the_place_of_what_is_there() -> None:
    node, _ = read("a:\n  b: 1\n", "f.yaml")
    assert node is not None
    assert place(node, "a.c.d") == Place("f.yaml", 2, 3, "a.c.d")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: b: c", [("yaml-colon", 1, 5)]),
        ("a:\n\tb: 1", [("yaml-tab", 2, 1)]),
        ("a: 'x\n\nb: 1", [("yaml-quote", 1, 4)]),
        ("a: [1, 2", [("yaml-list-open", 1, 4)]),
        ("a: {b: 1", [("yaml-mapping-open", 1, 4)]),
        ("a: [", [("yaml-content", 2, 1)]),
        ("a: ]", [("yaml-content", 1, 4)]),
        ("a: - b", [("yaml-dash", 1, 4)]),
        ("a: 1\nb\n", [("yaml-no-colon", 2, 1)]),
        ('a: "\\q"', [("yaml-escape", 1, 5)]),
        ("- a\nb: 1", [("yaml-indent", 2, 1)]),
        ("a: 'it's'", [("yaml-after-value", 1, 8)]),
        ("a: @x", [("yaml-start", 1, 4)]),
        ("a: !x!y z", [("yaml-tag-syntax", 1, 4)]),
        ("%x", [("yaml-syntax", 1, 3)]),
        ("a: &x 1", [("yaml-anchor", 1, 4)]),
        ("a: *x\nb: 1", [("yaml-alias", 1, 4)]),
        ("a: !!python/object:os.system x", [("yaml-tag", 1, 4)]),
        ("a: !!map {b: 1}", [("yaml-tag", 1, 4)]),
        ("a: 1\nb: 2\na: 3", [("yaml-duplicate-key", 3, 1)]),
        ("a: 1\n---\nb: 2", [("yaml-several-documents", 2, 1)]),
        ("[a]: 2", [("yaml-key", 1, 1)]),
        ("~: 2", [("yaml-key", 1, 1)]),
        ("a: x\0y", [("yaml-character", 1, 5)]),
        ("a: 1\nb: \ud800", [("yaml-character", 2, 4)]),
        ("a: x\u2028y", [("yaml-character", 1, 5)]),
        ('a: "\\0"', [("yaml-character", 1, 4)]),
        ("[" * 100_000, [("yaml-too-deep", 1, 65)]),
        ("a: &x 1\na: *x\n", [("yaml-anchor", 1, 4), ("yaml-duplicate-key", 2, 1), ("yaml-alias", 2, 4)]),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert codes_of(text) == expected


def test_a_duplicate_key_names_both_places_and_keeps_the_first_value() -> None:
    node, problems = read("a: 1\na: 2", "f.yaml")
    assert node is not None
    assert plain(node) == {"a": 1}
    assert problems[0].details == {"key": "a", "first_line": 1, "first_column": 1}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.text(st.characters(exclude_categories=["C"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abc甲乙 .[]-", min_size=1), inner),
    max_leaves=20,
)


@given(JSON)
def test_json_is_read_as_itself(value: object) -> None:
    assert value_of(json.dumps(value, ensure_ascii=True)) == value
    assert value_of(json.dumps(value, ensure_ascii=False, indent="\t")) == value


@given(st.text(st.sampled_from("ab:-[]{},'\"\n\t #&*!|>%@`?\\0甲\ud800\ufeff\u2028")))
def test_no_text_makes_reading_raise(text: str) -> None:
    node, problems = read(text, "f.yaml")
    assert node is not None or problems


@given(st.lists(st.integers(0, 9) | st.text("abc甲", min_size=1), min_size=1))
def test_a_written_path_is_read_back(path: list[str | int]) -> None:
    assert steps(written(path)) == path
