"""Amounts as people type them: with separators of thousands, full-width figures and the sign of their own money."""

from __future__ import annotations

import pytest

from gongdao.service.web.reading import money_of


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        ("890", "CNY", 89000),
        ("¥1,045.00", "CNY", 104500),
        ("８９０元", "CNY", 89000),
        ("1，045 元", "CNY", 104500),
        ("12 345.9", "CNY", 1234590),
        ("CNY 5", "CNY", 500),
        ("$5.00", "USD", 500),
        ("€5", "EUR", 500),
    ],
)
def test_an_amount_is_read_as_it_is_written(typed, currency, minor):
    assert money_of(typed, currency) == minor


@pytest.mark.parametrize("typed", ["12,50", "1,2", "1,0450", ",5", "1,,000", "5.00,0"])
def test_a_comma_that_parts_no_thousands_is_asked_about_and_not_left_out(typed):
    assert money_of(typed, "CNY") is None


@pytest.mark.parametrize("typed", ["$50", "€50", "50 元$", "£1"])
def test_the_sign_of_another_money_is_no_amount_of_this_one(typed):
    assert money_of(typed, "CNY") is None
