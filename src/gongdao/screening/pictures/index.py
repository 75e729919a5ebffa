"""An index of the fingerprints of pictures: which of millions may be the same as one, in milliseconds.

Hashes are kept once and ordered four times, by each quarter of their bits (multi-index hashing): whoever differs in few
bits agrees wholly in some quarter. The index is a value: adding gives another one, which shares what did not change.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gongdao.screening.pictures.marks import BANDS, BITS, WAYS, Fingerprint, Hashes, packed, turned, unpacked
from gongdao.screening.pictures.matching import Likeness, likeness

KEYS = 1 << BITS
NEAR = 11  # of 64 bits a mark may differ to count for a picture
NEAR_WHOLE = 8
MOST_IN_KEY = 1_500  # marks of one key that are compared with one mark; where more share it, it tells little
LEAST_MARKS = 2
MOST_FOUND = 24
GROWS = 4

Rows = NDArray[np.uint32]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """Some pictures of an index: their ``numbers``, hashes as ``wholes``, ``kept`` fingerprints, and their marks.

    Mark ``row`` has the hash ``values[row]`` and belongs to the picture of the last of ``firsts`` that is not above it;
    ``orders[band]`` are the rows in the order of that quarter of their bits, ``starts[band]`` where each key begins.
    """

    numbers: Numbers
    wholes: Hashes
    kept: tuple[bytes, ...]
    values: Hashes
    firsts: Rows
    orders: tuple[Rows, ...]
    starts: tuple[Rows, ...]


@dataclass(frozen=True, slots=True, eq=False)
class HashIndex:
    """Fingerprints of pictures, by their numbers; ``gone`` are the numbers of those that are not to be found again."""

    shelves: tuple[Shelf, ...] = ()
    gone: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """A picture of the index that may be the same as the one that was looked up, and how they agree.

    ``turned``: by how many quarters of a circle, with the clock, the one was turned to agree.
    """

    number: int
    likeness: Likeness
    turned: int = 0


def keys_of(value: int) -> tuple[int, ...]:
    """Give the quarters of a hash, for a table in a database: marks that are near share one of them."""
    return tuple(value >> (BITS * band) & (KEYS - 1) for band in range(BANDS))


def index_of(pictures: Iterable[tuple[int, bytes]]) -> HashIndex:
    """Make an index of pictures: their numbers and their fingerprints as they are kept.

    :raises Refused: ``fingerprint-unknown``.
    """
    shelf = _shelf(tuple(pictures))
    return HashIndex((shelf,) if len(shelf.numbers) else ())


def added(index: HashIndex, pictures: Sequence[tuple[int, Fingerprint]]) -> HashIndex:
    """Give the index with more pictures; their numbers are new."""
    new = [(number, packed(seen)) for number, seen in pictures]
    shelves = list(index.shelves)
    while shelves and len(shelves[-1].numbers) < GROWS * len(new):
        last = shelves.pop()
        new = [*zip(last.numbers.tolist(), last.kept, strict=True), *new]
    return replace(index, shelves=(*shelves, _shelf(tuple(new)))) if new else index


def removed(index: HashIndex, numbers: Iterable[int]) -> HashIndex:
    """Give the index without some pictures; what is left of them in memory goes when their shelf is made again."""
    return replace(index, gone=index.gone | frozenset(numbers))


def size_of(index: HashIndex) -> tuple[int, int]:
    """Give how many pictures an index holds, and how many bytes of memory its tables take."""
    return sum(len(shelf.numbers) for shelf in index.shelves), sum(_bytes_of(shelf) for shelf in index.shelves)


def _bytes_of(shelf: Shelf) -> int:
    hashes = shelf.numbers.nbytes + shelf.wholes.nbytes + shelf.values.nbytes + shelf.firsts.nbytes
    orders = sum(table.nbytes for table in (*shelf.orders, *shelf.starts))
    return hashes + orders + sum(sys.getsizeof(each) for each in shelf.kept)


def look_up(index: HashIndex, seen: Fingerprint, *, turns: bool = False) -> tuple[Found, ...]:
    """Give the pictures that may be the same as one, the likest first; also mirrored, and if asked for turned ones.

    At most `MOST_FOUND`: a picture that many used is found often enough.
    """
    found: dict[int, Found] = {}
    for way in WAYS if turns else WAYS[:2]:
        one = turned(seen, way)
        for shelf in index.shelves:
            for place in _likely(shelf, one):
                number = int(shelf.numbers[place])
                like = replace(likeness(one, unpacked(shelf.kept[place])), mirrored=way.mirrored)
                if number not in index.gone and _better(like, found.get(number)):
                    found[number] = Found(number, like, way.quarters)
    return tuple(sorted(found.values(), key=lambda it: (-it.likeness.marks, it.likeness.whole, it.number))[:MOST_FOUND])


def _better(like: Likeness, before: Found | None) -> bool:
    return before is None or (like.marks, -like.whole) > (before.likeness.marks, -before.likeness.whole)


def _shelf(pictures: Sequence[tuple[int, bytes]]) -> Shelf:
    seen = [unpacked(kept) for _, kept in pictures]
    values = np.concatenate([each.values for each in seen]) if seen else np.zeros(0, np.uint64)
    sizes = np.array([0, *(len(each.values) for each in seen)], np.int64)
    orders, starts = zip(*(_ordered(values, band) for band in range(BANDS)), strict=True)
    return Shelf(
        np.array([number for number, _ in pictures], np.int64),
        np.array([each.whole for each in seen], np.uint64),
        tuple(kept for _, kept in pictures),
        values,
        np.cumsum(sizes).astype(np.uint32),
        orders,
        starts,
    )


def _ordered(values: Hashes, band: int) -> tuple[Rows, Rows]:
    keys = _keys(values, band)
    order = np.argsort(keys, kind="stable").astype(np.uint32)
    counts = np.bincount(keys, minlength=KEYS)
    return order, np.concatenate([[0], np.cumsum(counts)]).astype(np.uint32)


def _keys(values: Hashes, band: int) -> NDArray[np.uint16]:
    return (values >> np.uint64(BITS * band)).astype(np.uint16)


def _likely(shelf: Shelf, one: Fingerprint) -> list[int]:
    """The places of the pictures of a shelf with several marks near to those of one, or as a whole near to it."""
    marks, rows = _near(shelf, one.values)
    places = np.searchsorted(shelf.firsts, rows, side="right") - 1
    votes = np.bincount(np.unique(places * len(one.values) + marks) // max(1, len(one.values)))
    likely = np.flatnonzero(votes >= LEAST_MARKS)
    best = likely[np.argsort(-votes[likely], kind="stable")][:MOST_FOUND]
    return list(dict.fromkeys([*best.tolist(), *_near_wholes(shelf, one.whole)]))


def _near_wholes(shelf: Shelf, whole: int) -> list[int]:
    if not whole:
        return []
    differ = np.bitwise_count(shelf.wholes ^ np.uint64(whole))
    near = np.flatnonzero((differ <= NEAR_WHOLE) & (shelf.wholes != 0))
    closest: list[int] = near[np.argsort(differ[near], kind="stable")][:MOST_FOUND].tolist()
    return closest


def _near(shelf: Shelf, values: Hashes) -> tuple[Numbers, Numbers]:
    """Pairs of a mark that is looked up and a row of the shelf that share a key and are near each other."""
    marks, rows = zip(*(_near_in(shelf, values, band) for band in range(BANDS)), strict=True)
    return np.concatenate(marks), np.concatenate(rows)


def _near_in(shelf: Shelf, values: Hashes, band: int) -> tuple[Numbers, Numbers]:
    keys = _keys(values, band).astype(np.int64)
    starts = shelf.starts[band][keys].astype(np.int64)
    counts = np.minimum(shelf.starts[band][keys + 1] - starts, MOST_IN_KEY)
    marks = np.repeat(np.arange(len(values)), counts)
    behind = np.arange(len(marks)) - np.repeat(np.cumsum(counts) - counts, counts)
    rows = shelf.orders[band][np.repeat(starts, counts) + behind]
    near = np.flatnonzero(np.bitwise_count(shelf.values[rows] ^ values[marks]) <= NEAR)
    return marks[near], rows[near].astype(np.int64)
