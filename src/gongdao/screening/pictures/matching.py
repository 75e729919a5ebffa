"""Says whether two fingerprints are of one picture: marks that agree in look and in where they lie."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gongdao.screening.pictures.marks import Fingerprint
from gongdao.screening.pictures.scales import Plane

ALIKE = 15  # of 64 bits two marks may differ
UNEVEN = 0.45  # of an octave the sizes of two marks may differ from what the others say
ROUGH, FINE = 40.0, 14.0  # pixels of the frame that a mark may lie off, before and after the others were heard
MOST_PAIRS = 200
# What two screens of one app share lies along their edges: bars, buttons. The middle is what is left without a tenth of
# each side; where it has fewer marks than this it says nothing.
EDGE, LEAST_INNER = 0.1, 6
UNKNOWN = 64
Part = tuple[float, float, float, float]  # left, top, right and bottom, in the frame of the one


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two pictures agree.

    ``marks``: how many marks agree in look and place; ``share``: their share of those that could; ``spread``: the part
    of what both show over which they lie; ``whole``: the bits of 64 in which the hashes of both as wholes differ;
    ``of_one``, ``of_other``: the part of the one and of the other that both show, in [0, 1]. ``inner``: the share of
    marks that agree of those in the middle of what both show, 1 where hardly any lie there.
    """

    marks: int
    share: float
    spread: float
    whole: int
    of_one: float = 1.0
    of_other: float = 1.0
    inner: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    """Marks that look alike: where they are in the one (``x``, ``y``, ``size``) and in the other."""

    x: Plane
    y: Plane
    size: Plane
    to_x: Plane
    to_y: Plane
    to_size: Plane


@dataclass(frozen=True, slots=True)
class Fit:
    """The other's place of (x, y) of the one is ``zoom`` * (x, y) + (``right``, ``down``)."""

    zoom: float
    right: float
    down: float


def likeness(one: Fingerprint, other: Fingerprint) -> Likeness:
    """Give how two pictures agree as they lie; see `marks.turned` for other ways to look at one."""
    whole = wholes_differ(one.whole, other.whole)
    pairs = _pairs(one, other)
    fit, agree = _fitted(pairs)
    marks = int(np.count_nonzero(agree))
    if fit is None:
        return Likeness(marks, 0.0, 0.0, whole)
    left, top, right, low = _overlap(fit, one.frame, other.frame)
    area = max(0.0, right - left) * max(0.0, low - top)
    possible = max(1, _possible(fit, one, other, (left, top, right, low)))
    at_x, at_y = pairs.x[agree], pairs.y[agree]
    over = float((at_x.max() - at_x.min()) * (at_y.max() - at_y.min())) if marks else 0.0
    return Likeness(
        marks,
        min(1.0, marks / possible),
        min(1.0, over / area) if area else 0.0,
        whole,
        of_one=min(1.0, area / (one.frame[0] * one.frame[1])),
        of_other=min(1.0, area * fit.zoom**2 / (other.frame[0] * other.frame[1])),
        inner=_inner(fit, one, other, (left, top, right, low), at_x, at_y),
    )


def _inner(fit: Fit, one: Fingerprint, other: Fingerprint, both: Part, at_x: Plane, at_y: Plane) -> float:
    """The share of marks that agree in the middle of what both show."""
    left, top, right, low = both
    across, down = EDGE * (right - left), EDGE * (low - top)
    middle = (left + across, top + down, right - across, low - down)
    possible = _possible(fit, one, other, middle)
    return min(1.0, _within(at_x, at_y, middle) / possible) if possible >= LEAST_INNER else 1.0


def _possible(fit: Fit, one: Fingerprint, other: Fingerprint, part: Part) -> int:
    """How many marks of a part of the one could agree with what the other has there."""
    left, top, right, low = part
    zoom, x, y = fit.zoom, fit.right, fit.down
    return min(_shown(one, part), _shown(other, (zoom * left + x, zoom * top + y, zoom * right + x, zoom * low + y)))


def _shown(seen: Fingerprint, part: Part) -> int:
    """How many marks lie between the left, top, right and bottom of a part."""
    return _within(seen.x, seen.y, part)


def _within(x: Plane, y: Plane, part: Part) -> int:
    left, top, right, low = part
    return int(np.count_nonzero((x >= left) & (x <= right) & (y >= top) & (y <= low)))


def fit_of(one: Fingerprint, other: Fingerprint) -> tuple[Fit | None, int]:
    """Give where the places of the one lie in the other, and how many marks say so."""
    fit, agree = _fitted(_pairs(one, other))
    return fit, int(np.count_nonzero(agree))


def wholes_differ(one: int, other: int) -> int:
    """Give in how many of 64 bits two hashes of whole pictures differ; 64 where one has none."""
    return (one ^ other).bit_count() if one and other else UNKNOWN


def _pairs(one: Fingerprint, other: Fingerprint) -> _Pairs:
    """For each mark of the other the mark of the one that is likest, if it is like enough."""
    if not (len(one.values) and len(other.values)):
        none = np.zeros(0, np.float32)
        return _Pairs(none, none, none, none, none, none)
    differ = np.bitwise_count(other.values[:, None] ^ one.values)
    bits = differ.min(axis=1)
    theirs = np.argsort(bits, kind="stable")[:MOST_PAIRS]
    theirs = theirs[bits[theirs] <= ALIKE]
    ours = differ[theirs].argmin(axis=1)
    return _Pairs(
        one.x[ours],
        one.y[ours],
        np.log2(one.sigma[ours]),
        other.x[theirs],
        other.y[theirs],
        np.log2(other.sigma[theirs]),
    )


def _fitted(pairs: _Pairs) -> tuple[Fit | None, NDArray[np.bool_]]:
    """The fit that most pairs agree with, and which: each proposes one, the best is drawn through all that agree."""
    number = len(pairs.x)
    if number == 0:
        return None, np.zeros(0, np.bool_)
    steps = pairs.to_size - pairs.size
    zooms = np.exp2(steps)
    rights, downs = pairs.to_x - zooms * pairs.x, pairs.to_y - zooms * pairs.y
    off = np.hypot(
        zooms[:, None] * pairs.x + rights[:, None] - pairs.to_x, zooms[:, None] * pairs.y + downs[:, None] - pairs.to_y
    )
    agree = (off < ROUGH) & (np.abs(steps - steps[:, None]) < UNEVEN)
    best = agree[int(agree.sum(axis=1).argmax())]
    fit = Fit(*(float(each[best.argmax()]) for each in (zooms, rights, downs)))
    for _ in range(3):
        if np.count_nonzero(best) < 2:
            break
        fit = _drawn(pairs, best)
        before, best = best, _near(pairs, fit, steps)
        if np.array_equal(before, best):
            break
    return fit, best


def _near(pairs: _Pairs, fit: Fit, steps: Plane) -> NDArray[np.bool_]:
    off = np.hypot(fit.zoom * pairs.x + fit.right - pairs.to_x, fit.zoom * pairs.y + fit.down - pairs.to_y)
    near: NDArray[np.bool_] = (off < FINE) & (np.abs(steps - np.log2(fit.zoom)) < UNEVEN)
    return near


def _drawn(pairs: _Pairs, agree: NDArray[np.bool_]) -> Fit:
    """The zoom and shift of least squares through pairs."""
    places = np.array([pairs.x, pairs.y, pairs.to_x, pairs.to_y]).compress(agree, axis=1).astype(np.float64)
    x, y, to_x, to_y = places
    mid_x, mid_y, mid_to_x, mid_to_y = places.mean(axis=1).tolist()
    from_x, from_y = x - mid_x, y - mid_y
    length = float((from_x**2 + from_y**2).sum())
    zoom = float((from_x * to_x + from_y * to_y).sum()) / length if length > 1 else 1.0
    zoom = min(16.0, max(1 / 16, zoom))
    return Fit(zoom, mid_to_x - zoom * mid_x, mid_to_y - zoom * mid_y)


def _overlap(fit: Fit, one: tuple[int, int], other: tuple[int, int]) -> Part:
    """Left, top, right and bottom of what both show, in the frame of the one."""
    left, top = max(0.0, -fit.right / fit.zoom), max(0.0, -fit.down / fit.zoom)
    right = min(float(one[0]), (other[0] - fit.right) / fit.zoom)
    return left, top, right, min(float(one[1]), (other[1] - fit.down) / fit.zoom)
