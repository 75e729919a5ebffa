"""Moves the hand-set weights of a model towards labelled cases: no weight changes its sign, few cases change little."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

Row = tuple[Mapping[str, float], bool]
ROUNDS = 400
TRUST = 20.0  # cases that the weights set by hand are worth


def fitted(rows: Sequence[Row], bias: float, weights: Mapping[str, float]) -> tuple[float, dict[str, float]]:
    """Give bias and weights that fit the rows (measures of signs, label), held near those that were there before."""
    now, there = bias, dict(weights)
    step = 4.0 / (len(rows) + TRUST)
    for _ in range(ROUNDS):
        missed = [(signs, label - probability(now, there, signs)) for signs, label in rows]
        now += step * (sum(gap for _, gap in missed) - TRUST * 0.05 * (now - bias))
        for name, first in weights.items():
            pull = sum(signs[name] * gap for signs, gap in missed if name in signs) - TRUST * 0.05 * (
                there[name] - first
            )
            there[name] = max(0.0, there[name] + step * pull) if first > 0 else min(0.0, there[name] + step * pull)
    return round(now, 3), {name: round(weight, 3) for name, weight in there.items()}


def probability(bias: float, weights: Mapping[str, float], signs: Mapping[str, float]) -> float:
    """Give the probability of a row."""
    odds = bias + sum(weights.get(name, 0.0) * measure for name, measure in signs.items())
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, odds))))


def surprise(rows: Iterable[Row], bias: float, weights: Mapping[str, float]) -> float:
    """Give the mean log loss in bits: how much the labels surprise."""
    bits = [
        -math.log2(max(1e-9, chance if label else 1 - chance))
        for signs, label in rows
        for chance in [probability(bias, weights, signs)]
    ]
    return sum(bits) / max(1, len(bits))
