"""Tells copies of pictures with almost nothing in them, too few marks to be known by: their pixels are compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from PIL import Image

from gongdao.screening.pictures.index import Found
from gongdao.screening.pictures.reading import Pixels
from gongdao.screening.pictures.scales import Plane, blurred
from gongdao.screening.pictures.shelf import NEAR_WHOLE

FEW = 6  # marks that agree, below which the pixels are asked
MOST = 6  # pictures that are compared with one
SAME = 0.9  # agreement from which on two are called the same; copies have 0.93 and more, others at most 0.60
SIDE, SLOW = 64, 6.0
LEAST = 1.0  # of 255: what is left without the slow changes of light; below it there is nothing to compare


def confirmed(found: Sequence[Found], pixels: Pixels, pixels_of: Callable[[int], Pixels | None]) -> tuple[Found, ...]:
    """Give what was found, with how the pixels agree where marks alone do not tell; the nearest as wholes are asked.

    ``pixels_of`` gives the colours of a picture by its number, None where they are gone.
    """
    doubtful = [it for it in found if it.likeness.marks < FEW and it.likeness.whole <= NEAR_WHOLE and not it.turned]
    asked = sorted(doubtful, key=lambda it: (it.likeness.whole, it.number))[:MOST]
    agreed = {it.number: _agreement(pixels, pixels_of(it.number), mirrored=it.mirrored) for it in asked}
    return tuple(replace(it, pixels=agreed.get(it.number, 0.0)) for it in found)


def _agreement(one: Pixels, other: Pixels | None, *, mirrored: bool) -> float:
    """The correlation of what two pictures show but slow changes of light, which bare walls share."""
    if other is None:
        return 0.0
    ours, theirs = _detail(one[:, ::-1] if mirrored else one), _detail(other)
    lengths = float(np.linalg.norm(ours)), float(np.linalg.norm(theirs))
    if min(lengths) < LEAST * SIDE:
        return 0.0
    return round(float((ours * theirs).sum()) / (lengths[0] * lengths[1]), 3)


def _detail(pixels: Pixels) -> Plane:
    grey = Image.fromarray(np.ascontiguousarray(pixels)).convert("L").resize((SIDE, SIDE), Image.Resampling.BOX)
    plane = np.asarray(grey, np.float32)
    detail = plane - blurred(plane, SLOW)
    return np.asarray(detail - detail.mean(), np.float32)
