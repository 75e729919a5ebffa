"""An index of the fingerprints of pictures: which of millions may be the same as one, in milliseconds.

Hashes are kept once and ordered four times, by each quarter of their bits (multi-index hashing): whoever differs in few
bits agrees wholly in some quarter. The index is a value: adding gives another one, which shares what did not change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gongdao.screening.pictures.marks import WAYS, Fingerprint, kept_marks, turned, unpacked
from gongdao.screening.pictures.matching import Likeness, likeness
from gongdao.screening.pictures.shelf import Shelf, bytes_of, columns_of, joined, kept_at, likely, shelf_of

LEAST_MARKS = 2
MOST_FOUND = 24
GROWS = 4


@dataclass(frozen=True, slots=True, eq=False)
class HashIndex:
    """Fingerprints of pictures, by their numbers; ``gone`` are the numbers of those that are not to be found again."""

    shelves: tuple[Shelf, ...] = ()
    gone: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """A picture of the index that may be the same as the one that was looked up, and how they agree.

    ``mirrored``: the one was mirrored left to right to agree; ``turned``: and then turned, by so many quarters of a
    circle with the clock. ``pixels``: how their pixels agree, up to 1; 0 where nobody asked (`plain.confirmed`).
    """

    number: int
    likeness: Likeness
    mirrored: bool = False
    turned: int = 0
    pixels: float = 0.0


def index_of(pictures: Iterable[tuple[int, bytes]]) -> HashIndex:
    """Make an index of pictures: their numbers and their fingerprints as `marks.packed` gave them.

    :raises Refused: ``fingerprint-unknown``.
    """
    read = [(number, unpacked(kept)) for number, kept in pictures]
    return HashIndex((shelf_of(columns_of(read)),) if read else ())


def added(index: HashIndex, pictures: Sequence[tuple[int, Fingerprint]]) -> HashIndex:
    """Give the index with more pictures; their numbers are new to it."""
    if not pictures:
        return index
    new = columns_of([(number, kept_marks(seen)) for number, seen in pictures])
    shelves = list(index.shelves)
    while shelves and len(shelves[-1].columns.numbers) < GROWS * len(new.numbers):
        new = joined(shelves.pop().columns, new)
    return replace(index, shelves=(*shelves, shelf_of(new)))


def removed(index: HashIndex, numbers: Iterable[int]) -> HashIndex:
    """Give the index without some pictures: they are not found again, and gone when the index is next made anew."""
    return replace(index, gone=index.gone | frozenset(numbers))


def size_of(index: HashIndex) -> tuple[int, int, int]:
    """Give how many pictures and how many marks an index holds, and how many bytes of memory it takes."""
    pictures = sum(len(shelf.columns.numbers) for shelf in index.shelves)
    marks = sum(len(shelf.columns.values) for shelf in index.shelves)
    return pictures, marks, sum(bytes_of(shelf) for shelf in index.shelves)


def look_up(index: HashIndex, seen: Fingerprint, *, turns: bool = False) -> tuple[Found, ...]:
    """Give the pictures that may be the same as one, the likest first; also mirrored, and if asked for turned ones.

    At most `MOST_FOUND`: a picture that many used is found often enough.
    """
    found: dict[int, Found] = {}
    for way in WAYS if turns else WAYS[:2]:
        one = turned(seen, way)
        for shelf in index.shelves:
            for place in likely(shelf, one, least=LEAST_MARKS, most=MOST_FOUND):
                number = int(shelf.columns.numbers[place])
                if number in index.gone:
                    continue
                new = Found(number, likeness(one, kept_at(shelf.columns, place)), way.mirrored, way.quarters)
                if number not in found or _order(new) < _order(found[number]):
                    found[number] = new
    return tuple(sorted(found.values(), key=_order)[:MOST_FOUND])


def _order(found: Found) -> tuple[int, int, int]:
    return -found.likeness.marks, found.likeness.whole, found.number
