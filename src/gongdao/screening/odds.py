"""The arithmetic of screening shops and people: odds, rates known from few cases, robust averages, intervals."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SURE = 0.995  # nothing is surer than the data it was weighed on
NORMAL = 1.4826  # what makes the median deviation of a bell curve its standard deviation
_STEPS = 300
_TINY = 1e-300


@dataclass(frozen=True, slots=True)
class Beta:
    """What is thought of a rate: as if ``yes`` and ``no`` cases had been seen of it."""

    yes: float
    no: float

    @property
    def mean(self) -> float:
        """The rate that is expected."""
        return self.yes / (self.yes + self.no)


def probability(odds: float) -> float:
    """Give the probability of log odds, never surer than `SURE`."""
    return min(SURE, 1 / (1 + math.exp(-max(-60.0, min(60.0, odds)))))


def fitted_beta(rates: Iterable[tuple[int, int]], least: float = 2.0, most: float = 400.0) -> Beta:
    """Give what is thought of a rate before a case is seen, from (yes, cases) of many, by their mean and spread.

    The strength is held between ``least`` and ``most`` cases; without any cases it is a coin that nobody trusts.
    """
    seen = [(yes, cases) for yes, cases in rates if cases > 0]
    total = sum(cases for _, cases in seen)
    if not total:
        return Beta(least / 2, least / 2)
    mean = (sum(yes for yes, _ in seen) + 0.5) / (total + 1)
    spread = sum(cases * (yes / cases - mean) ** 2 for yes, cases in seen) / total
    noise = mean * (1 - mean) * len(seen) / total
    between = max(spread - noise, 1e-9)
    strength = max(least, min(most, mean * (1 - mean) / between - 1))
    return Beta(mean * strength, (1 - mean) * strength)


def seen_with(thought: Beta, yes: float, cases: float) -> Beta:
    """Give what is thought of a rate after cases were seen."""
    return Beta(thought.yes + max(yes, 0.0), thought.no + max(cases - yes, 0.0))


def log_chance(thought: Beta, yes: int, cases: int) -> float:
    """Give the log of the chance to see so many in so many cases (beta-binomial)."""
    return (
        _log_beta(cases - yes + 1, yes + 1) * -1
        - math.log(cases + 1)
        + _log_beta(yes + thought.yes, cases - yes + thought.no)
        - _log_beta(thought.yes, thought.no)
    )


def at_least(thought: Beta, yes: int, cases: int) -> float:
    """Give the chance to see so many or more (beta-binomial); sums at most as many terms as there are cases."""
    if yes <= 0:
        return 1.0
    return min(1.0, sum(math.exp(log_chance(thought, number, cases)) for number in range(yes, cases + 1)))


def above(thought: Beta, rate: float) -> float:
    """Give the probability that the rate is above ``rate``."""
    if not 0 < rate < 1:
        return float(rate <= 0)
    return 1 - _lower_share(thought.yes, thought.no, rate)


def more_often_than_by_chance(expected: float, seen: int) -> float:
    """Give the chance of so many or more where ``expected`` is usual (Poisson)."""
    if seen <= 0:
        return 1.0
    term = math.exp(-expected)
    below = term
    for number in range(1, min(seen, 1000)):
        term *= expected / number
        below += term
    return max(0.0, 1 - below)


def middle(values: Sequence[float]) -> tuple[float, float]:
    """Give the median and the robust standard deviation (median of deviations), which a few wild values do not move."""
    median = _median(sorted(values))
    return median, NORMAL * _median(sorted(abs(value - median) for value in values))


def interval(yes: int, cases: int, z: float = 1.96) -> tuple[float, float]:
    """Give the bounds of a rate after Wilson; 95 % by default; 0 and 1 where nothing was seen."""
    if not cases:
        return 0.0, 1.0
    rate = yes / cases
    weight = 1 + z * z / cases
    centre = (rate + z * z / (2 * cases)) / weight
    half = z * math.sqrt(rate * (1 - rate) / cases + z * z / (4 * cases * cases)) / weight
    return max(0.0, centre - half), min(1.0, centre + half)


def _median(values: Sequence[float]) -> float:
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


def _log_beta(one: float, other: float) -> float:
    return math.lgamma(one) + math.lgamma(other) - math.lgamma(one + other)


def _lower_share(yes: float, no: float, rate: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (Lentz)."""
    if rate > (yes + 1) / (yes + no + 2):
        return 1 - _lower_share(no, yes, 1 - rate)
    front = math.exp(yes * math.log(rate) + no * math.log1p(-rate) - _log_beta(yes, no)) / yes
    fraction, upper, lower = 1.0, 1.0, 0.0
    for step in range(_STEPS):
        lower = 1 / _off_zero(1 + _term(step, yes, no, rate) * lower)
        upper = _off_zero(1 + _term(step, yes, no, rate) / upper)
        fraction *= upper * lower
        if abs(1 - upper * lower) < 1e-12:
            break
    return min(1.0, front * (fraction - 1))


def _term(step: int, yes: float, no: float, rate: float) -> float:
    half = step // 2
    if not step:
        return 1.0
    if step % 2:
        return -(yes + half) * (yes + no + half) * rate / ((yes + 2 * half) * (yes + 2 * half + 1))
    return half * (no - half) * rate / ((yes + 2 * half - 1) * (yes + 2 * half))


def _off_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
