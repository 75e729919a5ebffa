"""Equal values have equal bytes, and no value has two forms."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum

import pytest
from hypothesis import given, strategies as st

from gongdao.kernel.digest import canonical, digest, plain


@dataclass(frozen=True, slots=True)
class Pair:
    b: int
    a: tuple[str, ...]


class Colour(Enum):
    RED = "red"


def test_a_value_has_one_form_of_bytes():
    at = datetime(2025, 10, 12, 10, tzinfo=timezone(timedelta(hours=8)))
    value = {"乙": Pair(1, ("x",)), "甲": [at, date(2025, 1, 2), Decimal("4.80"), None, True], "c": {Colour.RED, "b"}}
    assert canonical(value).decode() == (
        '{"c":["b","red"],"乙":{"a":["x"],"b":1},"甲":["2025-10-12T10:00:00+08:00","2025-01-02","4.80",null,true]}'
    )


def test_the_order_of_keys_does_not_matter():
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    assert len(digest({})) == 64


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        {"a": [0.0]},
        datetime.fromisoformat("2025-01-01"),
        Decimal("NaN"),
        object(),
        b"x",
        {None: 1},
        {True: 1},
        Pair,
    ],
)
def test_what_has_no_one_form_is_refused(value):
    with pytest.raises(TypeError):
        canonical(value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(JSON)
def test_the_form_is_json_and_reading_it_gives_the_value_back(value):
    assert json.loads(canonical(value)) == value


@given(JSON, JSON)
def test_two_values_share_a_digest_only_if_they_are_the_same(one, other):
    assert (digest(one) == digest(other)) == (canonical(one) == canonical(other))


@given(st.datetimes(timezones=st.just(UTC)))
def test_an_instant_keeps_its_offset(instant):
    assert canonical(instant).decode().endswith('+00:00"')


@given(JSON)
def test_what_is_json_already_has_the_same_form_sooner(value):
    assert plain(value) == canonical(value).decode()
