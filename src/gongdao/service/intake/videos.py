"""Videos: the boxes of MP4 and QuickTime are walked to see that they are whole, and where they tell of places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from gongdao.kernel.errors import Refused

# Boxes that hold boxes, as far as what we look for can lie in them.
HOLDERS = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
# Boxes in which cameras write where and with what they filmed.
TELLING = (b"udta", b"meta")
PLACES = (b"\xa9xyz", b"loci", b"location.ISO6709")
MOST_BOXES, MOST_HEADER = 4000, 16 * 1024 * 1024
EPOCH = datetime(1904, 1, 1, tzinfo=UTC)
EBML, SEGMENT = b"\x1aE\xdf\xa3", b"\x18\x53\x80\x67"


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its type, where it begins, how long it is with its head, and how long the head is, in bytes."""

    kind: bytes
    at: int
    size: int
    head: int


@dataclass(frozen=True, slots=True)
class Video:
    """A video as it was read: how long it is, when it was made, whether it says where.

    ``blanks`` are (offset of a box, its length): what is blanked for whoever may not see where it was made.
    """

    seconds: int
    taken_at: datetime | None
    has_place: bool
    blanks: tuple[tuple[int, int], ...]


def read(path: Path, media_type: str) -> Video:
    """Read a video.

    :raises Refused: it is cut off, or no video.
    """
    with path.open("rb") as file:
        return _webm(file) if media_type == "video/webm" else _mp4(file, path.stat().st_size)


def _webm(file: BinaryIO) -> Video:
    head = file.read(4096)
    if not head.startswith(EBML) or b"webm" not in head[:64] or SEGMENT not in head:
        raise Refused("file-broken")
    return Video(0, None, False, ())


def _mp4(file: BinaryIO, length: int) -> Video:
    boxes = list(_walked(file, 0, length, [MOST_BOXES]))
    kinds = {box.kind for box in boxes}
    if b"moov" not in kinds or not kinds & {b"mdat", b"moof"}:
        raise Refused("file-cut-off")
    seconds, taken_at = 0, None
    for box in boxes:
        if box.kind == b"mvhd":
            seconds, taken_at = _header(_content(file, box, 200))
    telling = [box for box in boxes if box.kind in TELLING]
    has_place = any(word in _content(file, box, MOST_HEADER) for box in telling for word in PLACES)
    return Video(seconds, taken_at, has_place, tuple((box.at, box.size) for box in telling))


def _walked(file: BinaryIO, start: int, end: int, left: list[int], deep: int = len(HOLDERS)) -> Iterator[Box]:
    """Give the boxes between two places and those inside them, ``deep`` levels of them.

    :raises Refused: one reaches beyond what it lies in, there are too many, or they lie too deep in one another.
    """
    at = start
    while at + 8 <= end:
        box = _box(file, at, end)
        left[0] -= 1
        if left[0] < 0:
            raise Refused("file-broken")
        yield box
        if box.kind in HOLDERS:
            if not deep:
                raise Refused("file-broken")
            yield from _walked(file, at + box.head, at + box.size, left, deep - 1)
        at += box.size


def _box(file: BinaryIO, at: int, end: int) -> Box:
    file.seek(at)
    head = file.read(16)
    size, kind, length = int.from_bytes(head[:4], "big"), head[4:8], 8
    if size == 1:
        size, length = int.from_bytes(head[8:16], "big"), 16
    elif size == 0:
        size = end - at
    if size < length or at + size > end:
        raise Refused("file-cut-off" if size >= length else "file-broken")
    return Box(kind, at, size, length)


def _content(file: BinaryIO, box: Box, most: int) -> bytes:
    file.seek(box.at + box.head)
    return file.read(min(box.size - box.head, most))


def _header(said: bytes) -> tuple[int, datetime | None]:
    """How many seconds a video lasts and when it was made, from its mvhd."""
    wide = said[:1] == b"\1"
    width = 8 if wide else 4
    if len(said) < 12 + 3 * width:
        return 0, None
    made = int.from_bytes(said[4 : 4 + width], "big")
    scale = int.from_bytes(said[4 + 2 * width : 8 + 2 * width], "big")
    lasts = int.from_bytes(said[8 + 2 * width : 8 + 3 * width], "big")
    seconds = lasts // scale if scale else 0
    known = 0 < made < 10**10
    at = EPOCH + timedelta(seconds=made) if known else None
    return seconds if seconds < 10**6 else 0, at if at is not None and at.year >= 1990 else None
