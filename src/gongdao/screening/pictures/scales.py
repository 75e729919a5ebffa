"""Finds the places of a picture that are found again in a part, a smaller or a bigger copy of it: blobs over scales."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.float32]

OCTAVES, STEPS = 4, 3
FIRST = 1.6  # the blur of the first level, in pixels of its octave
ASSUMED = 0.6  # the blur that a picture made smaller has already
FAINTEST = 0.8  # of 255
EDGE = 10.0  # how much longer than wide what is found may be


@dataclass(frozen=True, slots=True, eq=False)
class Blobs:
    """Places found in one level of a picture: ``x``, ``y`` and ``sigma`` in pixels of that level, the deepest first.

    ``depth`` is how much it stands out of its surroundings, of 255, negative where it is brighter; ``zoom`` how many
    pixels of the picture are one of the level.
    """

    level: Plane
    zoom: float
    x: Plane
    y: Plane
    sigma: Plane
    depth: Plane


def blurred(plane: Plane, sigma: float) -> Plane:
    """Blur a picture with a Gaussian of ``sigma`` pixels; beyond its edge it is mirrored."""
    reach = min(max(1, round(3 * sigma)), min(plane.shape) - 1)
    weights = np.exp(-(np.arange(reach + 1) ** 2) / (2 * sigma * sigma)).astype(np.float32)
    weights /= 2 * weights.sum() - weights[0]
    for _ in range(2):
        plane = _blurred_down(plane, weights, reach).T
    return np.ascontiguousarray(plane)


def _blurred_down(plane: Plane, weights: Plane, reach: int) -> Plane:
    wide: Plane = np.pad(plane, ((reach, reach), (0, 0)), mode="reflect")
    rows = plane.shape[0]
    out: Plane = wide[reach : reach + rows] * weights[0]
    for far in range(1, reach + 1):
        out += (wide[reach - far : reach - far + rows] + wide[reach + far : reach + far + rows]) * weights[far]
    return out


def blobs_in(plane: Plane) -> Iterator[Blobs]:
    """Give the blobs of a grey picture (height, width) in 0 to 255, level by level."""
    base, zoom = blurred(plane, (FIRST**2 - ASSUMED**2) ** 0.5), 1.0
    for _ in range(OCTAVES):
        if min(base.shape) < 24:
            return
        levels = list(_levels(base))
        differences = np.stack([after - before for before, after in pairwise(levels)])
        for step in range(1, STEPS + 1):
            yield _found(levels[step], differences, step, zoom)
        base, zoom = np.ascontiguousarray(levels[STEPS][::2, ::2]), zoom * 2


def _levels(base: Plane) -> Iterator[Plane]:
    yield base
    for step in range(STEPS + 2):
        before = FIRST * 2 ** (step / STEPS)
        base = blurred(base, before * (2 ** (2 / STEPS) - 1) ** 0.5)
        yield base


def _found(level: Plane, differences: NDArray[np.float32], step: int, zoom: float) -> Blobs:
    inner = differences[step][1:-1, 1:-1]
    most, least = _around(differences[step - 1 : step + 2])
    peaks = ((inner >= most) | (inner <= least)) & (np.abs(inner) > FAINTEST)
    y, x = np.nonzero(peaks)
    y, x = y + 1, x + 1
    cube = differences[step - 1 : step + 2]
    round_enough = _round(cube[1], y, x)
    y, x = y[round_enough], x[round_enough]
    middle = cube[1, y, x]
    dx = _shift(cube[1, y, x - 1], middle, cube[1, y, x + 1])
    dy = _shift(cube[1, y - 1, x], middle, cube[1, y + 1, x])
    ds = _shift(cube[0, y, x], middle, cube[2, y, x])
    sigma = (FIRST * 2 ** ((step + ds) / STEPS)).astype(np.float32)
    return Blobs(level, zoom, (x + dx).astype(np.float32), (y + dy).astype(np.float32), sigma, middle)


def _around(cube: NDArray[np.float32]) -> tuple[Plane, Plane]:
    """The greatest and the least of the 3 x 3 x 3 values around each place that is not at the edge."""
    both = []
    for pick in (np.maximum, np.minimum):
        flat = pick(pick(cube[0], cube[1]), cube[2])
        rows = pick(pick(flat[:-2], flat[1:-1]), flat[2:])
        both.append(pick(pick(rows[:, :-2], rows[:, 1:-1]), rows[:, 2:]))
    return both[0], both[1]


def _round(plane: Plane, y: NDArray[np.intp], x: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Whether a place is a blob, not a piece of an edge, along which it could lie anywhere."""
    middle = plane[y, x]
    xx = plane[y, x - 1] + plane[y, x + 1] - 2 * middle
    yy = plane[y - 1, x] + plane[y + 1, x] - 2 * middle
    xy = (plane[y + 1, x + 1] + plane[y - 1, x - 1] - plane[y + 1, x - 1] - plane[y - 1, x + 1]) / 4
    spread = xx * yy - xy * xy
    return np.asarray((spread > 0) & ((xx + yy) ** 2 * EDGE < (EDGE + 1) ** 2 * spread), np.bool_)


def _shift(before: Plane, middle: Plane, after: Plane) -> Plane:
    """How far from the middle the top of the parabola through three values lies, at most half a step."""
    bend = before + after - 2 * middle
    shift = (before - after) / (2 * np.where(np.abs(bend) < 1e-6, 1, bend))
    return np.asarray(np.clip(shift, -0.5, 0.5), np.float32)
