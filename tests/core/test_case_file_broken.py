"""Whatever text is given, reading a case file answers or says what is wrong; it never breaks."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from hypothesis import example, given, strategies as st

from gongdao.case.fields import FIELDS
from gongdao.case.file import read_cases
from gongdao.case.messages import MESSAGES
from gongdao.kernel.errors import BadInput
from gongdao.kernel.messages import MESSAGES as KERNEL
from gongdao.kernel.text import sentence

CASE: dict[str, Any] = {
    "id": "K01",
    "title": "一案",
    "policy": {"pack": "auto", "platform": "taobao", "decided_at": "2025-09-30T10:00:00+08:00"},
    "rules": ["TB-1"],
    "facts": {
        "order": {"paid": "45.00", "currency": "CNY", "promotion": {"type": "threshold_off", "threshold": "40.00"}},
        "seller": {"score": "4.79", "promise": {"breach": "counterfeit", "multiple": 3}},
        "goods": {"used": True, "total": 3, "accessories_missing": ["charger_cable"]},
        "claim": {"opened_at": "2025-09-20T18:00:00+08:00", "amount": "90.00", "items": ["A"]},
        "evidence": [{"id": "E1", "weight_kg": "0.92", "reused_in_cases": ["K9"]}, {"id": "E2", "late": False}],
        "events": [
            {"at": "2025-09-21T10:00:00+08:00", "actor": "seller", "act": "pay", "amount": "45.00"},
            {"at": "2025-09-22T10:00:00+08:00", "actor": "both", "act": "settle", "amount": "1.00"},
        ],
        "jury": {"size": 31, "to_win": 16, "votes": {"buyer": 16}, "void": ["J1"], "void_candidates": [{"juror": "J"}]},
    },
    "words": {"w": {"fact": "f", "for": True}, "v": [{"fact": "g"}]},
    "expect": {"refund": "45.00", "payers": [{"amount": "45.00"}], "flags": ["SC-1"], "free": [1]},
}
FILE = {"schema_version": 1, "as_of": "2026-01-01", "words": {"u": {"fact": "f"}}, "cases": [CASE]}

KNOWN = {part.removesuffix("[]") for field in FIELDS for part in field.path.split(".")}
NAMES = st.sampled_from(sorted(KNOWN | {"x", ""}))
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**50), 10**50),
    st.decimals(allow_nan=False, allow_infinity=False).map(str),
    st.text(max_size=12),
    st.sampled_from(["n/a", "none", "45.00", "-1", "9" * 5000, "2025-02-30T10:00:00+08:00"]),
    st.just("9999-12-31T23:59:59-23:59"),
    st.datetimes(timezones=st.none()).map(lambda at: at.isoformat() + "+08:00"),
)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=6
)


def ways(value: Any, way: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The ways to every value inside."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [*([way] if way else []), *(deeper for key, child in inner for deeper in ways(child, (*way, key)))]


WAYS = ways(FILE)


def damaged(value: Any, way: tuple[str | int, ...], change: tuple[str, Any]) -> Any:
    """A copy of ``value`` in which the value at ``way`` is dropped, renamed, repeated or replaced."""
    copy: Any = json.loads(json.dumps(value))
    parent = copy
    for step in way[:-1]:
        if not isinstance(parent, dict | list) or (isinstance(parent, list) and not _within(parent, step)):
            return copy
        parent = parent.get(step) if isinstance(parent, dict) else parent[step]
    _apply(parent, way[-1], change)
    return copy


def _within(rows: list[Any], step: Any) -> bool:
    return isinstance(step, int) and step < len(rows)


def _apply(parent: Any, last: str | int, change: tuple[str, Any]) -> None:
    what, new = change
    if isinstance(parent, list) and _within(parent, last):
        if what == "drop":
            parent.pop(last)
        elif what == "rename":
            parent.append(parent[last])
        else:
            parent[last] = new
    elif isinstance(parent, dict) and last in parent:
        if what == "put":
            parent[last] = new
        elif what == "drop":
            del parent[last]
        else:
            parent[new] = parent.pop(last)


def written(value: Any) -> str:
    """The value as YAML: JSON is YAML, but numbers with a point must stay as they are."""
    return json.dumps(value, ensure_ascii=False, default=str)


CHANGES = st.one_of(
    st.tuples(st.just("put"), VALUES), st.tuples(st.just("drop"), st.none()), st.tuples(st.just("rename"), NAMES)
)


def read_or_told(text: str) -> int:
    """How many problems the text has; each has a place and a sentence in both languages."""
    try:
        assert read_cases(text, "k.yaml").cases
    except BadInput as wrong:
        for problem in wrong.problems:
            assert problem.code in MESSAGES or problem.code in KERNEL, problem
            assert problem.place is not None
            for lang in ("zh", "en"):
                assert sentence({**MESSAGES, **KERNEL}, problem.code, lang, problem.details)
        return len(wrong.problems)
    return 0


def test_the_undamaged_file_is_read():
    assert read_or_told(written(FILE)) == 0
    assert read_or_told(written(CASE)) == 0


@given(st.lists(st.tuples(st.sampled_from(WAYS), CHANGES), min_size=1, max_size=4))
def test_a_damaged_file_is_read_or_refused_with_reasons(damages):
    value = FILE
    for way, change in damages:
        value = damaged(value, way, change)
    read_or_told(written(value))


@given(VALUES)
@example({"facts": None, "policy": None})
@example({"cases": [{"facts": {}, "policy": {}, "id": ""}]})
@example({"cases": [[], {}, None, 1]})
@example({"words": [], "cases": [CASE]})
@example({"words": {"u": {"for": False}}, "cases": [CASE]})
def test_any_structure_is_read_or_refused_with_reasons(value):
    read_or_told(written(value))


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_reasons(text):
    read_or_told(text)


@given(st.decimals(min_value=0, max_value=Decimal(10**9), places=2))
def test_every_amount_is_read_to_the_cent(amount):
    case = {**CASE, "facts": {"order": {"paid": str(amount)}}, "expect": {}}

    assert read_cases(written(case), "k.yaml").cases[0].facts["order"]["paid"] == int(amount * 100)
