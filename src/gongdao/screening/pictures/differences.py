"""Measures how a picture of a listing and one of what came differ, for whoever finds the facts; no conclusion."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from gongdao.screening.pictures.alignment import Agreement, align, laid_over
from gongdao.screening.pictures.colours import Colours, apart, linear, seen
from gongdao.screening.pictures.reading import Picture, Pixels

AGREES = 0.6  # correlation from which on two pictures are said to lie on each other
GRID = 8
CLEARLY = 10.0  # ΔE
MIDDLE = 0.6
PANEL = 480


@dataclass(frozen=True, slots=True, eq=False)
class Differences:
    """What was measured.

    ``aligned``: that the two could be laid over each other; else all is measured on the middle of each. ``turn`` in
    degrees; ``zoom``: how many times as big the same thing is in theirs; ``overlap``: part of the listing's picture
    that both show. ``listing``, ``theirs``: mean colour as L*, a*, b*. ``colour``: ΔE (1976) of these means;
    ``colour_in_same_light``: the mean ΔE of places after the brightness and tint of all of theirs was made that of the
    listing's; ``clearly``: the part of the places that then differ by 10 and more; ``grid``: mean ΔE in 8 x 8 fields,
    rows from the top, -1 where theirs shows nothing. ``drawn``: a PNG of the listing's picture, theirs as laid, and
    the places that differ, brighter where more.
    """

    aligned: bool
    correlation: float
    overlap: float
    zoom: float
    turn: float
    mirrored: bool
    listing: tuple[float, float, float]
    theirs: tuple[float, float, float]
    colour: float
    colour_in_same_light: float
    clearly: float
    grid: tuple[tuple[float, ...], ...]
    drawn: bytes


def differences(listing: Picture, theirs: Picture) -> Differences:
    """Measure how two pictures differ: of a listing, and of what came."""
    one, other = _smaller(listing.pixels), _smaller(theirs.pixels)
    found = align(one, other)
    aligned = found.correlation >= AGREES
    if aligned:
        laid, covered = laid_over(one, other, found.laid)
    else:
        one, laid = _middle(one), _resized(_middle(other), _middle(one).shape)
        covered = np.ones(one.shape[:2], np.bool_)
    return _measured(one, laid, covered, found, aligned=aligned)


def _measured(one: Pixels, laid: Pixels, covered: NDArray[np.bool_], found: Agreement, *, aligned: bool) -> Differences:
    ours, theirs = linear(one), linear(laid)
    mean, their_mean = seen(ours[covered].mean(axis=0)), seen(theirs[covered].mean(axis=0))
    # The median, so that a part of another colour does not tint the rest.
    lit = theirs * np.median((ours[covered] + 1e-3) / (theirs[covered] + 1e-3), axis=0)
    gaps = np.where(covered, apart(seen(ours), seen(lit)), -1.0)
    return Differences(
        aligned,
        round(found.correlation, 3),
        round(found.overlap, 3) if aligned else 0.0,
        round(found.laid.zoom, 3),
        round(math.degrees(found.laid.turn), 1),
        found.laid.mirrored,
        _three(mean),
        _three(their_mean),
        round(float(apart(mean, their_mean)), 1),
        round(float(gaps[covered].mean()), 1),
        round(float((gaps[covered] >= CLEARLY).mean()), 3),
        _grid(gaps, covered),
        _drawn(one, laid, gaps, covered),
    )


def _three(colour: Colours) -> tuple[float, float, float]:
    light, red, yellow = (round(float(each), 1) for each in colour)
    return light, red, yellow


def _smaller(pixels: Pixels) -> Pixels:
    image = Image.fromarray(pixels)
    image.thumbnail((PANEL, PANEL), Image.Resampling.BOX)
    return np.asarray(image)


def _middle(pixels: Pixels) -> Pixels:
    height, width = pixels.shape[:2]
    top, left = round(height * (1 - MIDDLE) / 2), round(width * (1 - MIDDLE) / 2)
    return pixels[top : height - top, left : width - left]


def _resized(pixels: Pixels, shape: tuple[int, ...]) -> Pixels:
    image = Image.fromarray(np.ascontiguousarray(pixels)).resize((shape[1], shape[0]), Image.Resampling.BOX)
    return np.asarray(image)


def _grid(gaps: Colours, covered: NDArray[np.bool_]) -> tuple[tuple[float, ...], ...]:
    rows = zip(np.array_split(gaps, GRID), np.array_split(covered, GRID), strict=True)
    return tuple(
        tuple(
            round(float(field[there].mean()), 1) if there.any() else -1.0
            for field, there in zip(np.array_split(row, GRID, 1), np.array_split(where, GRID, 1), strict=True)
        )
        for row, where in rows
    )


def _drawn(one: Pixels, laid: Pixels, gaps: Colours, covered: NDArray[np.bool_]) -> bytes:
    strength = np.clip(gaps / 40, 0, 1)[..., None]
    faint = one.mean(axis=-1, keepdims=True) * 0.35
    heat = faint * (1 - strength) + strength * np.array([255.0, 200.0, 60.0])
    shown = np.where(covered[..., None], heat, 40).astype(np.uint8)
    there = np.where(covered[..., None], laid, 40).astype(np.uint8)
    line = np.full((one.shape[0], 6, 3), 255, np.uint8)
    out = io.BytesIO()
    Image.fromarray(np.concatenate([one, line, there, line, shown], axis=1)).save(out, "PNG", optimize=True)
    return out.getvalue()
