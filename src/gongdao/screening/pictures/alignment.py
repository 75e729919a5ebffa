"""Lays one picture over another: the turn, size and place at which they agree best, and how well they then do."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from gongdao.screening.pictures.marks import WAYS, fingerprint_of, turned
from gongdao.screening.pictures.matching import fit_of
from gongdao.screening.pictures.reading import Pixels
from gongdao.screening.pictures.scales import Plane

SIDE, COARSE = 256, 96
SIZES = tuple(1.12**step for step in range(-7, 8))
TURNS = tuple(math.radians(degrees) for degrees in range(-20, 21, 5))
TRIED, ROUNDS = 4, 12
LEAST_OVERLAP = 0.12
LEAST_MARKS = 4


@dataclass(frozen=True, slots=True)
class Laid:
    """How the other lies on the one: ``zoom`` times as big, turned by ``turn`` (radians), and shifted.

    The place (x, y) of the one, from its middle and in parts of its longer side, is in the other
    zoom * rotation(turn) * (x, y) + (right, down), likewise in parts of the other's longer side. ``mirrored``: the
    other has to be mirrored first.
    """

    zoom: float
    turn: float
    right: float
    down: float
    mirrored: bool = False


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well two pictures agree as they are laid: the correlation of their greys over ``overlap`` of the one."""

    laid: Laid
    correlation: float
    overlap: float


def align(one: Pixels, other: Pixels) -> Agreement:
    """Find how the other lies on the one."""
    ours = _grey(one, SIDE)
    best = None
    for laid in _proposed(one, other):
        theirs = _grey(other[:, ::-1] if laid.mirrored else other, SIDE)
        refined = _refined(ours, theirs, laid)
        if best is None or refined.correlation > best.correlation:
            best = refined
    return best or Agreement(Laid(1.0, 0.0, 0.0, 0.0), 0.0, 0.0)


def laid_over(one: Pixels, other: Pixels, laid: Laid) -> tuple[Pixels, NDArray[np.bool_]]:
    """Give the other in the frame of the one, (height, width, 3), and where it covers it."""
    height, width = one.shape[:2]
    picture = Image.fromarray(np.ascontiguousarray(other[:, ::-1]) if laid.mirrored else other)
    coefficients = _coefficients((width, height), picture.size, laid)
    moved = picture.transform((width, height), Image.Transform.AFFINE, coefficients, Image.Resampling.BILINEAR)
    full = Image.new("L", picture.size, 255)
    covered = full.transform((width, height), Image.Transform.AFFINE, coefficients, Image.Resampling.NEAREST)
    return np.asarray(moved), np.asarray(covered) > 0


def _grey(pixels: Pixels, side: int) -> Image.Image:
    image = Image.fromarray(np.ascontiguousarray(pixels)).convert("L")
    scale = side / max(image.size)
    size = (max(8, round(image.width * scale)), max(8, round(image.height * scale)))
    return image.resize(size, Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(1))


def _coefficients(to: tuple[int, int], source: tuple[int, int], laid: Laid) -> tuple[float, ...]:
    """What Pillow wants: from a pixel of the new picture to one of the old."""
    ours, theirs = max(to), max(source)
    zoom = laid.zoom * theirs / ours
    cos, sin = zoom * math.cos(laid.turn), zoom * math.sin(laid.turn)
    right = source[0] / 2 + laid.right * theirs - cos * to[0] / 2 + sin * to[1] / 2
    down = source[1] / 2 + laid.down * theirs - sin * to[0] / 2 - cos * to[1] / 2
    return cos, -sin, right, sin, cos, down


def _proposed(one: Pixels, other: Pixels) -> Iterator[Laid]:
    """By marks where there are enough, else by trying sizes and turns."""
    seen, theirs = fingerprint_of(one), fingerprint_of(other)
    enough = False
    for way in WAYS[:2]:
        fit, marks = fit_of(seen, turned(theirs, way))
        if fit is None or marks < LEAST_MARKS:
            continue
        enough = True
        ours, longer = max(seen.frame), max(theirs.frame)
        right = fit.zoom * seen.frame[0] / 2 + fit.right - theirs.frame[0] / 2
        down = fit.zoom * seen.frame[1] / 2 + fit.down - theirs.frame[1] / 2
        yield Laid(fit.zoom * ours / longer, 0.0, right / longer, down / longer, way.mirrored)
    if not enough:
        yield from _tried(one, other)


def _tried(one: Pixels, other: Pixels) -> list[Laid]:
    """The sizes and turns at which phase correlation of the two has its highest peaks."""
    ours = np.conj(np.fft.rfft2(_windowed(_on_canvas(_grey(one, COARSE)))))
    theirs = _grey(other, COARSE)
    peaks = [_peak(ours, theirs, Laid(zoom, turn, 0.0, 0.0)) for zoom in SIZES for turn in TURNS]
    return [laid for _, laid in sorted(peaks, key=lambda peak: -peak[0])[:TRIED]]


def _on_canvas(image: Image.Image) -> Plane:
    """A grey picture in the middle of a square, its surroundings as grey as its mean."""
    pixels = np.asarray(image, np.float32)
    canvas = np.zeros((COARSE, COARSE), np.float32)
    top, left = (COARSE - pixels.shape[0]) // 2, (COARSE - pixels.shape[1]) // 2
    canvas[top : top + pixels.shape[0], left : left + pixels.shape[1]] = pixels - pixels.mean()
    return canvas


def _windowed(canvas: Plane) -> Plane:
    window = np.sqrt(np.hanning(COARSE)).astype(np.float32)
    return np.asarray(canvas * window * window[:, None], np.float32)


def _peak(ours: NDArray[np.complexfloating], theirs: Image.Image, laid: Laid) -> tuple[float, Laid]:
    coefficients = _coefficients((COARSE, COARSE), theirs.size, laid)
    # The canvas is as big as the longer sides of both: a part of a side is the same in each.
    moved = theirs.transform((COARSE, COARSE), Image.Transform.AFFINE, coefficients, Image.Resampling.BILINEAR)
    pixels = np.asarray(moved, np.float32)
    covered = pixels > 0
    pixels = np.where(covered, pixels - pixels[covered].mean() if covered.any() else 0, 0).astype(np.float32)
    product = np.fft.rfft2(_windowed(pixels)) * ours
    surface = np.fft.irfft2(product / np.maximum(np.abs(product), 1e-6) ** 0.8, (COARSE, COARSE))
    down, right = np.unravel_index(int(surface.argmax()), surface.shape)
    y, x = ((int(each) + COARSE // 2) % COARSE - COARSE // 2 for each in (down, right))
    cos, sin = laid.zoom * math.cos(laid.turn), laid.zoom * math.sin(laid.turn)
    shift = ((cos * x - sin * y) / COARSE, (sin * x + cos * y) / COARSE)
    return float(surface.max() / (surface.std() + 1e-9)), replace(laid, right=shift[0], down=shift[1])


def _refined(ours: Image.Image, theirs: Image.Image, laid: Laid) -> Agreement:
    """Small steps in size, turn and place while the pictures agree better; then smaller ones."""
    plane = np.asarray(ours, np.float32)
    best = _agreement(plane, theirs, laid)
    step = 1.0
    for _ in range(ROUNDS):
        before = best.correlation
        for move in _moves(best.laid, step):
            found = _agreement(plane, theirs, move)
            if found.correlation > best.correlation:
                best = found
        if best.correlation <= before + 1e-4:
            step /= 2
    return best


def _moves(laid: Laid, step: float) -> Iterator[Laid]:
    for sign in (-1.0, 1.0):
        far = sign * step
        yield replace(laid, right=laid.right + 0.02 * far)
        yield replace(laid, down=laid.down + 0.02 * far)
        yield replace(laid, turn=laid.turn + math.radians(3) * far)
        yield replace(laid, zoom=laid.zoom * 1.05**far)


def _agreement(plane: Plane, theirs: Image.Image, laid: Laid) -> Agreement:
    height, width = plane.shape
    coefficients = _coefficients((width, height), theirs.size, laid)
    moved = theirs.transform(
        (width, height), Image.Transform.AFFINE, coefficients, Image.Resampling.BILINEAR, fillcolor=0
    )
    pixels = np.asarray(moved, np.float32)
    covered = pixels > 0
    overlap = float(covered.mean())
    if overlap < LEAST_OVERLAP:
        return Agreement(laid, 0.0, overlap)
    one, other = plane[covered], pixels[covered]
    one, other = one - one.mean(), other - other.mean()
    length = float(np.sqrt((one @ one) * (other @ other)))
    return Agreement(laid, float(one @ other) / length if length > 0 else 0.0, overlap)
