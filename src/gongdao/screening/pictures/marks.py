"""The fingerprint of a picture: 64-bit hashes of the whole and of many places in it, which its copies share."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from gongdao.kernel.errors import Refused
from gongdao.screening.pictures.reading import Picture, Pixels
from gongdao.screening.pictures.scales import Blobs, Plane, blobs_in

Hashes = NDArray[np.uint64]

VERSION = 1
AREA = 420  # side of the square that has as many pixels as the picture that is looked at
KEPT, ASKED = 64, 192  # marks of a picture that are kept, and that are looked up
REACH = 7.0  # how far around a blob is looked, in its sigma
SAMPLES, WAVES = 16, 8
FLAT = 4.0  # of 255: a picture with less in it has no hash as a whole
LEAST_FREE = 0.5  # the part of the reach that has to lie in the picture
LEAST_SIDE, MOST_SIDE = 24, 4096  # of the frame
FIELDS, FADES = 6, 0.7  # a picture is 6 x 6 fields; how much a mark counts beside a clearer one in its field
BANDS, BITS = 4, 16


@dataclass(frozen=True, slots=True, eq=False)
class Fingerprint:
    """What a picture is recognised by.

    ``whole``: the hash of all of it, 0 where there is nothing in it; ``frame``: (width, height) of what was looked at;
    ``values``: the hashes of its marks, the clearest first, and where they are: ``x``, ``y``, ``sigma`` in the frame.
    """

    whole: int
    frame: tuple[int, int]
    values: Hashes
    x: Plane
    y: Plane
    sigma: Plane


def _order() -> list[tuple[int, int]]:
    """The waves (down, across) of a hash, the longest first."""
    waves = [(down, across) for down in range(WAVES) for across in range(WAVES) if down or across]
    return sorted(waves, key=lambda wave: (wave[0] ** 2 + wave[1] ** 2, wave))


ORDER = _order()
# The bit of each wave: neighbours in length come into different bands, so that all bands tell equally much.
PLACES = [BITS * (number % BANDS) + number // BANDS for number in range(BANDS * BITS)]
ACROSS = np.array([across for _, across in ORDER])
DOWN = np.array([down for down, _ in ORDER])
SWAPPED = np.array([ORDER.index((across, down)) for down, across in ORDER])
SHIFTS = np.array(PLACES, dtype=np.uint64)
LAST = 1 << PLACES[-1]


@dataclass(frozen=True, slots=True)
class Way:
    """A way to look at a picture: ``mirrored`` left to right, then turned by ``quarters`` with the clock."""

    mirrored: bool = False
    quarters: int = 0


WAYS = tuple(Way(mirrored, quarters) for quarters in (0, 1, 2, 3) for mirrored in (False, True))


def _waves(samples: int) -> Plane:
    places = np.arange(samples) + 0.5
    return np.cos(np.pi / samples * np.outer(np.arange(WAVES), places)).astype(np.float32)


def fingerprint(picture: Picture) -> Fingerprint:
    """Give the fingerprint of a picture."""
    return fingerprint_of(picture.pixels)


def fingerprint_of(pixels: Pixels) -> Fingerprint:
    """Give the fingerprint of colours (height, width, 3)."""
    grey = Image.fromarray(pixels).convert("L")
    width, height = grey.size
    zoom = AREA / (width * height) ** 0.5
    frame = _held(width * zoom), _held(height * zoom)
    plane = np.asarray(grey.resize(frame, Image.Resampling.BOX if zoom < 0.5 else Image.Resampling.BICUBIC), np.float32)
    parts = [_marks(blobs, frame) for blobs in blobs_in(plane)]
    values, x, y, sigma, depth = (np.concatenate(column) for column in zip(*parts, strict=True))
    best = _chosen(x, y, depth, frame)
    return Fingerprint(_whole(grey), frame, values[best], x[best], y[best], sigma[best])


def _held(side: float) -> int:
    return min(MOST_SIDE, max(LEAST_SIDE, round(side)))


def _chosen(x: Plane, y: Plane, depth: Plane, frame: tuple[int, int]) -> NDArray[np.intp]:
    """The clearest marks, but not all from one corner: each that a field already has makes its next count less."""
    fields = (x * FIELDS // frame[0]).astype(np.intp) * FIELDS + (y * FIELDS // frame[1]).astype(np.intp)
    by_field = np.lexsort((-depth, fields))
    _, begins, counts = np.unique(fields[by_field], return_index=True, return_counts=True)
    rank = np.empty(len(depth))
    rank[by_field] = np.arange(len(depth)) - np.repeat(begins, counts)
    return np.argsort(-depth * FADES**rank, kind="stable")[:ASKED]


def _whole(grey: Image.Image) -> int:
    small = np.asarray(grey.resize((32, 32), Image.Resampling.BOX), np.float32)
    if small.std() < FLAT:
        return 0
    return int(_hashes(small[np.newaxis], np.zeros(1, bool))[0])


def _marks(blobs: Blobs, frame: tuple[int, int]) -> tuple[Hashes, Plane, Plane, Plane, Plane]:
    """The hashes of the blobs of a level, and x, y, sigma, depth in the frame."""
    height, width = blobs.level.shape
    free = blobs.sigma * REACH * LEAST_FREE
    inside = (blobs.x >= free) & (blobs.y >= free) & (blobs.x < width - free) & (blobs.y < height - free)
    x, y, sigma, depth = (each[inside] for each in (blobs.x, blobs.y, blobs.sigma, blobs.depth))
    values = _hashes(_patches(blobs.level, x, y, sigma), depth > 0)
    zoom = np.float32(blobs.zoom)
    return values, x * zoom, y * zoom, sigma * zoom, np.abs(depth)


def _patches(level: Plane, x: Plane, y: Plane, sigma: Plane) -> NDArray[np.float32]:
    """Squares around places, (number, SAMPLES, SAMPLES), sampled between the pixels."""
    height, width = level.shape
    steps = ((np.arange(SAMPLES) + 0.5) / SAMPLES * 2 - 1).astype(np.float32) * REACH
    across: Plane = np.clip(x[:, None] + steps * sigma[:, None], 0, width - 1.001)
    down: Plane = np.clip(y[:, None] + steps * sigma[:, None], 0, height - 1.001)
    left, top = across.astype(np.intp), down.astype(np.intp)
    right_part, low_part = (across - left)[:, None, :], (down - top)[:, :, None]
    left, top = left[:, None, :], top[:, :, None]
    upper = level[top, left] * (1 - right_part) + level[top, left + 1] * right_part
    lower = level[top + 1, left] * (1 - right_part) + level[top + 1, left + 1] * right_part
    patches: NDArray[np.float32] = upper * (1 - low_part) + lower * low_part
    return patches


def _hashes(patches: NDArray[np.float32], dark: NDArray[np.bool_]) -> Hashes:
    """The signs of the longest waves of squares, and in the last bit whether the blob is dark."""
    waves = _waves(patches.shape[-1])
    strengths = waves @ patches @ waves.T
    signs = np.concatenate([strengths[:, DOWN, ACROSS] > 0, dark[:, None]], axis=1)
    packed: Hashes = (signs.astype(np.uint64) << SHIFTS).sum(axis=1, dtype=np.uint64)
    return packed


def turned(seen: Fingerprint, way: Way) -> Fingerprint:
    """Give the fingerprint that a picture would have if it were mirrored and turned."""
    if way.mirrored:
        flipped = _rearranged(seen, ACROSS % 2 == 1, across=False)
        seen = replace(flipped, x=seen.frame[0] - 1 - seen.x)
    for _ in range(way.quarters):
        # A quarter with the clock: what was down the picture is now across it, from the right.
        swapped = _rearranged(seen, DOWN % 2 == 1, across=True)
        seen = replace(swapped, frame=seen.frame[::-1], x=seen.frame[1] - 1 - seen.y, y=seen.x)
    return seen


def _rearranged(seen: Fingerprint, flips: NDArray[np.bool_], *, across: bool) -> Fingerprint:
    """The hashes with the signs of some waves changed and, if ``across``, the waves down and across changed over."""
    hashes = np.append(seen.values, np.uint64(seen.whole))
    signs = (hashes[:, None] >> SHIFTS[None, :-1] & np.uint64(1)).astype(bool) ^ flips
    signs = signs[:, SWAPPED] if across else signs
    last = hashes & np.uint64(LAST)
    made = (signs.astype(np.uint64) << SHIFTS[:-1]).sum(axis=1, dtype=np.uint64) | last
    return replace(seen, values=made[:-1], whole=int(made[-1]) if seen.whole else 0)


def kept_marks(seen: Fingerprint) -> Fingerprint:
    """Give the fingerprint with those of its marks that are kept."""
    few = slice(0, KEPT)
    return replace(seen, values=seen.values[few], x=seen.x[few], y=seen.y[few], sigma=seen.sigma[few])


def sizes_of(sigma: Plane) -> NDArray[np.uint8]:
    """Give sizes in 32nds of an octave above one pixel."""
    return np.round(np.log2(np.maximum(sigma, 1)) * 32).astype(np.uint8)


def packed(seen: Fingerprint) -> bytes:
    """Give a fingerprint as the service keeps it: 16 bytes, and 13 for each of the marks that are kept."""
    few = kept_marks(seen)
    head = np.array([VERSION, len(few.values), *few.frame], "<u2").tobytes()
    places = np.stack([few.x * 8, few.y * 8], axis=1).round().astype("<u2")
    whole = few.whole.to_bytes(8, "little")
    return head + whole + few.values.astype("<u8").tobytes() + places.tobytes() + sizes_of(few.sigma).tobytes()


def made_by(kept: bytes) -> int:
    """Give the version of the program that made a fingerprint that was kept."""
    return int.from_bytes(kept[:2], "little")


def unpacked(kept: bytes) -> Fingerprint:
    """Read a fingerprint that was kept.

    :raises Refused: ``fingerprint-unknown``: it was made by another version, or is damaged.
    """
    head = np.frombuffer(kept[:8].ljust(8, b"\0"), "<u2")
    number = int(head[1])
    if head[0] != VERSION or len(kept) != 16 + 13 * number:
        raise Refused("fingerprint-unknown", version=int(head[0]), size=len(kept))
    values = np.frombuffer(kept, "<u8", number, 16).astype(np.uint64)
    eighths = np.frombuffer(kept, "<u2", 2 * number, 16 + 8 * number).reshape(number, 2)
    places = eighths.astype(np.float32) * np.float32(1 / 8)
    sizes = np.frombuffer(kept, np.uint8, number, 16 + 12 * number).astype(np.float32)
    frame = (int(head[2]), int(head[3]))
    whole = int.from_bytes(kept[8:16], "little")
    return Fingerprint(whole, frame, values, places[:, 0], places[:, 1], np.exp2(sizes * np.float32(1 / 32)))
