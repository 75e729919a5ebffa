"""Rates known from few cases are thought of as others are; robust averages are moved by no wild value."""

from __future__ import annotations

from math import exp, log

import pytest

from gongdao.screening.odds import (
    Beta,
    above,
    at_least,
    fitted_beta,
    interval,
    log_chance,
    middle,
    more_often_than_by_chance,
    probability,
    seen_with,
)


def test_the_chances_of_all_counts_add_up_to_one():
    assert sum(exp(log_chance(Beta(2.0, 7.5), number, 30)) for number in range(31)) == pytest.approx(1)


@pytest.mark.parametrize(
    ("yes", "no", "rate", "wanted"), [(1, 1, 0.3, 0.7), (5, 5, 0.5, 0.5), (2, 8, 0.2, 0.43621), (2, 1, 0.5, 0.75)]
)
def test_the_share_above_a_rate_is_that_of_the_beta_distribution(yes, no, rate, wanted):
    assert above(Beta(yes, no), rate) == pytest.approx(wanted, abs=1e-5)


@pytest.mark.parametrize("rate", [-1.0, 0.0, 1.0, 2.0])
def test_a_rate_that_cannot_be_is_above_or_below_all(rate):
    assert above(Beta(2, 2), rate) == (1.0 if rate <= 0 else 0.0)


def test_few_cases_hardly_move_what_is_thought():
    thought = fitted_beta([(at % 3, 20) for at in range(60)])

    assert abs(seen_with(thought, 1, 1).mean - thought.mean) < 0.1
    assert seen_with(thought, 900, 1000).mean > 0.6


def test_without_any_case_a_rate_is_a_coin_nobody_trusts():
    assert fitted_beta([]) == Beta(1.0, 1.0)


def test_shops_that_are_alike_make_a_strong_expectation_and_unlike_ones_a_weak_one():
    alike = fitted_beta([(10, 100)] * 30)
    unlike = fitted_beta([(0, 100), (90, 100)] * 15)

    assert alike.yes + alike.no > 10 * (unlike.yes + unlike.no)


def test_a_wild_value_does_not_move_the_middle():
    assert middle([1.0, 2.0, 3.0, 4.0, 1e9])[0] == 3.0
    assert middle([1.0, 2.0, 3.0, 4.0, 1e9])[1] < 3


def test_more_is_less_likely_by_chance():
    assert at_least(Beta(1, 9), 0, 10) == 1
    assert at_least(Beta(1, 9), 5, 10) > at_least(Beta(1, 9), 8, 10)
    assert more_often_than_by_chance(2.0, 0) == 1
    assert more_often_than_by_chance(2.0, 3) == pytest.approx(0.323324, abs=1e-5)


def test_the_bounds_of_a_rate_that_was_never_seen_to_happen_are_not_zero():
    assert interval(0, 0) == (0.0, 1.0)
    assert interval(0, 100)[1] == pytest.approx(0.037, abs=0.001)


def test_no_probability_is_surer_than_the_most():
    assert probability(1e6) == 0.995
    assert probability(-1e6) > 0
    assert probability(log(0.2 / 0.8)) == pytest.approx(0.2)
