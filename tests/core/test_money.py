"""Money is exact: it is parsed strictly, rounded half up, and never lost when it is divided."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, strategies as st

from gongdao.kernel.errors import BadInput, Refused
from gongdao.kernel.money import clamp, parse_money, percent, plain_money, share, show_money, split, tier, times

AMOUNTS = st.integers(0, 10**9)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("30.00", "CNY", 3000), ("30", "CNY", 3000), ("30.5", "USD", 3050), (30, "CNY", 3000), ("0", "EUR", 0),
        ("0.01", "GBP", 1), ("1200", "JPY", 1200), ("1.234", "KWD", 1234),
    ],
)  # fmt: skip
def test_an_amount_is_read_in_minor_units(text: object, currency: str, minor: int) -> None:
    assert parse_money(text, currency) == minor


@pytest.mark.parametrize(
    ("text", "currency", "code"),
    [
        (30.5, "CNY", "money-number"), (Decimal("30.5"), "CNY", "money-number"), ("-1.00", "CNY", "money-negative"),
        (-1, "CNY", "money-negative"), ("1.001", "CNY", "money-decimals"), ("1.0", "JPY", "money-decimals"),
        ("1,000.00", "CNY", "money-form"), ("¥30", "CNY", "money-form"), ("３０", "CNY", "money-form"),
        ("", "CNY", "money-form"), ("1.", "CNY", "money-form"), (None, "CNY", "money-form"),
        (True, "CNY", "money-form"),
        ("9" * 14, "CNY", "money-too-large"), ("30.00", "RMB", "money-currency"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text: object, currency: str, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_money(text, currency)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_money_is_shown_as_people_write_it() -> None:
    assert show_money(123450, "CNY") == "¥1,234.50"
    assert show_money(5, "USD") == "US$0.05"
    assert show_money(-5, "CNY") == "−¥0.05"
    assert show_money(-123450, "CNY") == "−¥1,234.50"
    assert show_money(1200, "JPY") == "JPY\N{NO-BREAK SPACE}1,200"
    assert show_money(100, "SEK") == "SEK\N{NO-BREAK SPACE}1.00"


@given(AMOUNTS, st.sampled_from(["CNY", "JPY", "KWD"]))
def test_an_amount_written_is_read_back(minor: int, currency: str) -> None:
    assert parse_money(plain_money(minor, currency), currency) == minor


def test_percentages_round_a_half_up() -> None:
    assert percent(50, 1) == 1
    assert percent(49, 1) == 0
    assert percent(15000, 10) == 1500
    assert percent(1000, Decimal("12.5")) == 125
    assert percent(-50, 1) == -1


@given(AMOUNTS, st.decimals(0, 300, places=2))
def test_a_percentage_is_what_decimal_arithmetic_says(minor: int, n: Decimal) -> None:
    exact = Decimal(minor) * n / 100
    assert percent(minor, n) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))


@given(AMOUNTS, st.integers(0, 100))
def test_a_percentage_up_to_100_is_never_more_than_the_whole(minor: int, n: int) -> None:
    assert 0 <= percent(minor, n) <= minor


@given(AMOUNTS, AMOUNTS, st.integers(1, 10**9))
def test_a_share_is_within_half_a_unit(total: int, part: int, whole: int) -> None:
    assert abs(2 * share(total, part, whole) * whole - 2 * total * part) <= whole


def test_a_share_of_nothing_is_refused() -> None:
    with pytest.raises(Refused, match="share-of-nothing"):
        share(100, 1, 0)


def test_the_last_line_with_weight_takes_the_remainder() -> None:
    assert split(100, [1, 1, 1]) == (33, 33, 34)
    assert split(100, [1, 1, 1, 0]) == (33, 33, 34, 0)
    assert split(3000, [19900, 5900, 9900]) == (1672, 496, 832)


def test_rounding_up_never_makes_the_last_line_negative() -> None:
    assert split(2, [1, 1, 1, 1]) == (1, 1, 0, 0)


def test_without_weight_the_last_line_takes_all() -> None:
    assert split(10, [0, 0]) == (0, 10)
    assert split(0, []) == ()


@pytest.mark.parametrize(("total", "weights"), [(1, []), (-1, [1]), (1, [1, -1])])
def test_an_impossible_split_is_refused(total: int, weights: list[int]) -> None:
    with pytest.raises(Refused, match="split-impossible"):
        split(total, weights)


@given(AMOUNTS, st.lists(st.integers(0, 10**6), min_size=1, max_size=30))
def test_a_split_conserves_the_total_and_stays_near_the_exact_share(total: int, weights: list[int]) -> None:
    shares = split(total, weights)
    assert sum(shares) == total
    assert min(shares) >= 0
    if any(weights):
        assert all(mine == 0 for mine, weight in zip(shares, weights, strict=True) if not weight)
        assert all(
            abs(mine - total * weight / sum(weights)) <= len(weights) / 2 + 1e-3
            for mine, weight in zip(shares, weights, strict=True)
        )


BANDS = [(5, 5), (10, 10), (30, 50), (100, 100)]


@pytest.mark.parametrize(
    ("part", "whole", "value"),
    [(0, 20, 5), (1, 20, 5), (2, 20, 10), (3, 20, 50), (7, 20, 100), (20, 20, 100), (21, 20, 100)],
)
def test_a_band_includes_its_right_end(part: int, whole: int, value: int) -> None:
    assert tier(part, whole, BANDS) == value


def test_bands_may_not_be_empty() -> None:
    with pytest.raises(Refused, match="tier-without-bands"):
        tier(1, 2, [])


@given(st.integers(0, 100), st.integers(0, 100), st.integers(1, 100))
def test_more_damage_never_falls_into_a_lower_band(part: int, more: int, whole: int) -> None:
    assert tier(part, whole, BANDS) <= tier(part + more, whole, BANDS)


def test_a_clamp_holds_both_ends_and_the_floor_before_the_ceiling() -> None:
    assert [clamp(x, 300, 3000) for x in (1, 300, 1000, 3000, 9999)] == [300, 300, 1000, 3000, 3000]
    assert clamp(5, 10, 1) == 10


def test_whole_steps_are_counted() -> None:
    assert [times(x, 30000) for x in (29999, 30000, 59999, 60000, -1)] == [0, 1, 1, 2, 0]
    with pytest.raises(Refused, match="step-not-positive"):
        times(1, 0)
