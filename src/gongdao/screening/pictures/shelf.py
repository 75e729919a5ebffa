"""A part of the index of pictures: the marks of some pictures in columns, ordered by each quarter of their hashes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gongdao.screening.pictures.marks import BANDS, BITS, Fingerprint, Hashes, sizes_of

KEYS = 1 << BITS
NEAR = 11  # of 64 bits a mark may differ to count for a picture
NEAR_WHOLE = 8
IN_LINE = 16  # numbers of 32 bits that the memory hands over at once
MOST_IN_KEY = 1_500  # marks of one key that are compared with one mark; where more share it, it tells little

Rows = NDArray[np.uint32]
Numbers = NDArray[np.int64]
Small = NDArray[np.uint16]


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Pictures and their marks in columns.

    Of each picture its number, the hash of its whole and its frame (width, height), and in ``firsts`` where its marks
    begin, with the end of the last behind; of each mark its hash, its place in eighths of a pixel, and its size as
    `marks.sizes_of` gives it.
    """

    numbers: Numbers
    wholes: Hashes
    frames: Small
    firsts: Rows
    values: Hashes
    places: Small
    sizes: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """Columns, and for each quarter of the hashes the rows in its order and where each of its keys begins in them.

    ``halves`` are 32 other bits of the hashes, in that order: they lie together where the hashes themselves lie all
    over the memory, and rule out most of those that share a key.
    """

    columns: Columns
    orders: tuple[Rows, ...]
    starts: tuple[Rows, ...]
    halves: tuple[Rows, ...]


def shelf_of(columns: Columns) -> Shelf:
    """Order the marks of some pictures."""
    ordered = [_ordered(columns.values, band) for band in range(BANDS)]
    halves = tuple(_half(columns.values, band)[order] for band, (order, _) in enumerate(ordered))
    return Shelf(columns, tuple(order for order, _ in ordered), tuple(starts for _, starts in ordered), halves)


def columns_of(pictures: Sequence[tuple[int, Fingerprint]]) -> Columns:
    """Put pictures, by number, into columns."""
    seen = [each for _, each in pictures]
    sizes = np.array([0, *(len(each.values) for each in seen)], np.int64)
    places = [np.stack([each.x, each.y], axis=1) * 8 for each in seen]
    return Columns(
        np.array([number for number, _ in pictures], np.int64),
        np.array([each.whole for each in seen], np.uint64),
        np.array([each.frame for each in seen], np.uint16).reshape(len(seen), 2),
        np.cumsum(sizes).astype(np.uint32),
        np.concatenate([np.zeros(0, np.uint64), *(each.values for each in seen)]),
        np.concatenate([np.zeros((0, 2)), *places]).round().astype(np.uint16),
        np.concatenate([np.zeros(0, np.uint8), *(sizes_of(each.sigma) for each in seen)]),
    )


def joined(one: Columns, other: Columns) -> Columns:
    """Give the pictures of both."""
    return Columns(
        np.concatenate([one.numbers, other.numbers]),
        np.concatenate([one.wholes, other.wholes]),
        np.concatenate([one.frames, other.frames]),
        np.concatenate([one.firsts[:-1], one.firsts[-1] + other.firsts]),
        np.concatenate([one.values, other.values]),
        np.concatenate([one.places, other.places]),
        np.concatenate([one.sizes, other.sizes]),
    )


def kept_at(columns: Columns, place: int) -> Fingerprint:
    """Give the fingerprint of the picture at a place."""
    marks = slice(int(columns.firsts[place]), int(columns.firsts[place + 1]))
    places = columns.places[marks].astype(np.float32) * np.float32(1 / 8)
    sigma = np.exp2(columns.sizes[marks].astype(np.float32) * np.float32(1 / 32))
    frame = int(columns.frames[place, 0]), int(columns.frames[place, 1])
    return Fingerprint(int(columns.wholes[place]), frame, columns.values[marks], places[:, 0], places[:, 1], sigma)


def bytes_of(shelf: Shelf) -> int:
    """Give how many bytes of memory a shelf takes."""
    held = shelf.columns
    columns = (held.numbers, held.wholes, held.frames, held.firsts, held.values, held.places, held.sizes)
    return sum(column.nbytes for column in columns) + sum(
        table.nbytes for table in (*shelf.orders, *shelf.starts, *shelf.halves)
    )


def likely(shelf: Shelf, one: Fingerprint, *, least: int, most: int) -> list[int]:
    """Give the places of pictures with ``least`` marks near to those of one, or as a whole near; ``most`` of each."""
    marks, rows = _near(shelf, one.values)
    places = np.searchsorted(shelf.columns.firsts, rows, side="right") - 1
    pairs = np.sort(places * (len(one.values) + 1) + marks)
    once = pairs[np.diff(pairs, prepend=-1) > 0]  # a mark may be near to one picture in several quarters
    found, votes = np.unique(once // (len(one.values) + 1), return_counts=True)
    enough = votes >= least
    best = found[enough][np.argsort(-votes[enough], kind="stable")][:most]
    return list(dict.fromkeys([*best.tolist(), *_near_wholes(shelf.columns.wholes, one.whole, most)]))


def _ordered(values: Hashes, band: int) -> tuple[Rows, Rows]:
    keys = _keys(values, band)
    order = np.argsort(keys, kind="stable").astype(np.uint32)
    counts = np.bincount(keys, minlength=KEYS)
    return order, np.concatenate([[0], np.cumsum(counts)]).astype(np.uint32)


def _keys(values: Hashes, band: int) -> NDArray[np.uint16]:
    return (values >> np.uint64(BITS * band)).astype(np.uint16)


def _half(values: Hashes, band: int) -> Rows:
    """The bits of the two quarters after one."""
    turn = np.uint64(BITS * (band + 1) % 64)
    turned = values >> turn | values << (np.uint64(64) - turn) if turn else values
    return turned.astype(np.uint32)


def _near_wholes(wholes: Hashes, whole: int, most: int) -> list[int]:
    if not whole:
        return []
    differ = np.bitwise_count(wholes ^ np.uint64(whole))
    near = np.flatnonzero(differ <= NEAR_WHOLE)
    near = near[wholes[near] != 0]
    closest: list[int] = near[np.argsort(differ[near], kind="stable")][:most].tolist()
    return closest


def _near(shelf: Shelf, values: Hashes) -> tuple[Numbers, Rows]:
    """Pairs of a mark that is looked up and a row of the shelf that share a key and are near each other."""
    found = [_near_in(shelf, values, band) for band in range(BANDS)]
    return np.concatenate([marks for marks, _ in found]), np.concatenate([rows for _, rows in found])


def _near_in(shelf: Shelf, values: Hashes, band: int) -> tuple[Numbers, Rows]:
    keys = _keys(values, band).astype(np.int64)
    starts = shelf.starts[band][keys].astype(np.int64)
    counts = np.minimum(shelf.starts[band][keys + 1] - starts, MOST_IN_KEY)
    at = np.repeat(starts - np.cumsum(counts) + counts, counts)
    at += np.arange(len(at))
    # Read one of each line first: the memory is then asked for many at once, below it would be for one after another.
    shelf.halves[band].take(at[::IN_LINE])
    differ = shelf.halves[band].take(at)
    differ ^= np.repeat(_half(values, band), counts)
    close = np.flatnonzero(np.bitwise_count(differ) <= NEAR)
    marks = np.repeat(np.arange(len(values), dtype=np.uint16), counts)[close]
    rows = shelf.orders[band].take(at[close])
    near = np.flatnonzero(np.bitwise_count(shelf.columns.values.take(rows) ^ values[marks]) <= NEAR)
    return marks[near].astype(np.int64), rows[near]
