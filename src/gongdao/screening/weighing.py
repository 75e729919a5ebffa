"""Weighs the signs of a text: a small logistic model whose features have names and whose sum can be read aloud."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import fsum
from typing import Any

from gongdao.screening import odds
from gongdao.screening.lexicon import Lexicon, all_met

PARTS = ("who", "pretext", "lure", "demand", "place", "pressure")
OWN_KIND = ("threat", "ransom")
ONLY_TOGETHER = ("topic", "step")  # say nothing alone
INSISTED = ("pretext", "lure", "demand", "place", "pressure")
REASONS, WANTS = frozenset(("pretext", "lure")), frozenset(("demand", "place"))
STAGED = "a reason and then a demand"
ALONE = (0.5, 0.8)


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model: ``bias`` and the weights of what is there, made a probability by ``scale`` and ``shift``.

    A signal is given from ``threshold`` on.
    """

    bias: float
    weights: Mapping[str, float]
    scale: float
    shift: float
    threshold: float


def read_weights(data: Mapping[str, Any]) -> Weights:
    """Make weights from a part of ``models/talk/weights.json``."""
    weights = {str(name): float(weight) for name, weight in data["weights"].items()}
    return Weights(float(data["bias"]), weights, float(data["scale"]), float(data["shift"]), float(data["threshold"]))


def summed(weights: Weights, features: Iterable[str]) -> float:
    """Give the sum of the weights of the features, before it is made a probability."""
    # Exact whatever the order: a set of words has another in every process, and a score is kept for good.
    return fsum([weights.bias, *[weights.weights.get(feature, 0.0) for feature in features]])


def probability(weights: Weights, features: Iterable[str]) -> float:
    """Give the probability on the data that the weights were calibrated on."""
    return odds.probability(weights.scale * summed(weights, features) + weights.shift)


def features_of(lexicon: Lexicon, signs: frozenset[str], *, disguised: bool = False) -> frozenset[str]:
    """Give what a swindler's script is recognised by: its signs, and which of its parts stand together."""
    if not signs:
        return signs
    parts = {name: part for name in signs if (part := lexicon.signs[name].part) not in OWN_KIND}
    alone = {name for name, part in parts.items() if part not in ONLY_TOGETHER}
    if disguised and alone:
        alone.add("disguised")
    return frozenset(alone.union(_together(lexicon, frozenset(parts), [*parts.values()])))


def conversation_features_of(
    lexicon: Lexicon, turns: Sequence[frozenset[str]], *, disguised: bool = False, alone: float = 0.0
) -> frozenset[str]:
    """Give the features of what one speaker says in some turns: those of a message that said it all, and more.

    ``alone`` is the likeliest probability of one of the turns by itself; who asks or presses in several turns, insists;
    who gives a reason in one turn and asks for something in a later one, goes as a script goes.
    """
    parts = [{lexicon.signs[name].part for name in signs} for signs in turns]
    insists = (f"insists: {part}" for part in INSISTED if sum(part in there for there in parts) > 1)
    sure = (f"one turn alone {limit}" for limit in ALONE if alone >= limit)
    staged = (STAGED,) if _staged(parts) else ()
    return frozenset({*features_of(lexicon, frozenset().union(*turns), disguised=disguised), *insists, *sure, *staged})


def _staged(parts: Sequence[set[str]]) -> bool:
    reason = next((at for at, there in enumerate(parts) if there & REASONS), len(parts))
    return any(there & WANTS for there in parts[reason + 1 :])


def extortion_features_of(lexicon: Lexicon, signs: frozenset[str]) -> frozenset[str]:
    """Give what extortion by a buyer is recognised by: a threat, more demanded than is due, and what speaks for him."""
    ours = frozenset(name for name in signs if lexicon.signs[name].part in (*OWN_KIND, "calm"))
    parts = {lexicon.signs[name].part for name in ours}
    return ours | (frozenset({"threat+ransom"}) if parts.issuperset(OWN_KIND) else frozenset())


def _together(lexicon: Lexicon, signs: frozenset[str], parts: Sequence[str]) -> Iterator[str]:
    """What stands together among some signs; ``parts`` has the part of each."""
    there = [part for part in PARTS if part in parts]
    yield from (f"{one}+{other}" for one, other in combinations(there, 2))
    yield from (f"two {part}s" for part in ("pretext", "demand") if parts.count(part) > 1)
    yield from all_met(lexicon.together, signs)
    if len(there) > 2:
        yield "three parts"
    if len(there) > 3:
        yield "four parts"
