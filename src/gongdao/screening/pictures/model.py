"""The model of screened pictures: names that programs leave, what each trace tells, and weights of reuse."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gongdao.screening.model_digest import model_digest
from gongdao.screening.odds import probability
from gongdao.screening.pictures.matching import Likeness
from gongdao.screening.signal import Model

LEAST_MARKS, LEAST_INNER, BY_CHANCE = 4, 0.15, 0.3


@dataclass(frozen=True, slots=True)
class PictureModel:
    """All that screening of pictures needs; made once by `picture_model`.

    ``reuse`` and ``traces`` are what the scores of signals name; ``weights`` the probability that each trace alone
    gives; ``recipes``: the keyword of a text to the words in it; ``reuse_weights``: of the features of a likeness.
    """

    reuse: Model
    traces: Model
    weights: Mapping[str, float]
    editors: tuple[str, ...]
    generators: tuple[str, ...]
    recipes: Mapping[str, tuple[str, ...]]
    ai_sources: Mapping[str, str]
    edit_actions: tuple[str, ...]
    own_tables: tuple[str, ...]
    reuse_bias: float
    reuse_weights: Mapping[str, float]


def picture_model(data: Mapping[str, Any]) -> PictureModel:
    """Make the model from the files of ``models/pictures``: ``traces`` and ``reuse``."""
    traces, reuse = data["traces"], data["reuse"]
    return PictureModel(
        Model("pictures.reuse", reuse["version"], reuse["calibrated_on"], reuse.get("digest", "")),
        Model("pictures.traces", traces["version"], traces["weights_set"], model_digest(traces)),
        {str(name): float(weight) for name, weight in traces["weights"].items()},
        tuple(traces["editors"]),
        tuple(traces["generators"]),
        {str(key): tuple(words) for key, words in traces["recipes"].items()},
        dict(traces["ai_sources"]),
        tuple(traces["edit_actions"]),
        tuple(traces["own_tables"]),
        float(reuse["bias"]),
        {str(name): float(weight) for name, weight in reuse["weights"].items()},
    )


def features_of(like: Likeness) -> dict[str, float]:
    """Give what tells that two pictures are one: each in [0, 1] or nearly."""
    return {
        "marks": math.log2(1 + min(like.marks, 40)) / 5,
        "share": like.share,
        "spread": like.spread,
        "whole": max(0, 20 - like.whole) / 20,
    }


def reuse_probability(model: PictureModel, like: Likeness) -> float:
    """Give the probability that two pictures are one, on the pairs that the weights were calibrated on.

    Two or three marks agree by chance where a picture has hardly more, and marks along the edges alone are the frame of
    an app or of a shop around something else: neither ever makes it likely.
    """
    found = features_of(like)
    total = model.reuse_bias + sum(weight * found[name] for name, weight in model.reuse_weights.items())
    enough = like.marks >= LEAST_MARKS and like.inner >= LEAST_INNER
    return probability(total) if enough else min(BY_CHANCE, probability(total))
