"""Pictures: read whole to see that they can be, and drawn anew without what a camera wrote into them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image

from gongdao.kernel.errors import Refused
from gongdao.screening.pictures.files import FORMATS, KINDS, MOST_JPEG, MOST_OTHER, on_white
from gongdao.screening.pictures.metadata import UNREADABLE
from gongdao.screening.pictures.reading import BROKEN, MOST_PASSED, PASS, upright

# The longer side of a picture for a screen and of a small one, in pixels, and how well they are drawn.
VIEW_SIDE, THUMB_SIDE = 2048, 480
VIEW_QUALITY, THUMB_QUALITY = 85, 75
PIECE = 1 << 20
BEIJING, OFFSET = "+08:00", slice(0, 6)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it was read: its sides in pixels, when it was taken if it says so, whether it says where.

    ``view`` and ``thumb`` are JPEGs without any of what the camera wrote.
    """

    media_type: str
    width: int
    height: int
    taken_at: datetime | None
    has_place: bool
    view: bytes
    thumb: bytes


def read(path: Path) -> Picture:
    """Read a picture.

    :raises Refused: it is no picture of the kinds we take, it is broken, or it has too many pixels.
    """
    try:
        with Image.open(path, formats=FORMATS) as image:
            return _read(image, path)
    except BROKEN as wrong:
        raise Refused("file-broken") from wrong


def _read(image: Image.Image, path: Path) -> Picture:
    width, height = image.size
    kind = KINDS[image.format or ""]
    _check_size(path, kind, width * height)
    taken_at, has_place = _told(image)
    if kind == "image/jpeg":
        image.draft("RGB", (VIEW_SIDE, VIEW_SIDE))
    image.load()
    turned = upright(image)
    if image.size[0] != turned.size[0]:
        width, height = height, width
    plain = on_white(turned)
    return Picture(
        kind, width, height, taken_at, has_place, _drawn(plain, VIEW_SIDE, VIEW_QUALITY),
        _drawn(plain, THUMB_SIDE, THUMB_QUALITY),
    )  # fmt: skip


def _check_size(path: Path, kind: str, pixels: int) -> None:
    most = MOST_JPEG if kind == "image/jpeg" else MOST_OTHER
    if pixels > most:
        raise Refused("picture-too-large", pixels=pixels, most=most)
    passed = pixels * _passes(path) if kind == "image/jpeg" else 0
    if passed > MOST_PASSED:
        raise Refused("picture-too-large", pixels=passed, most=MOST_PASSED)


def _passes(path: Path) -> int:
    """How often a JPEG may go over its pixels again."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        return sum(content[at : at + PIECE + 1].count(PASS) for at in range(0, len(content), PIECE))


def _drawn(image: Image.Image, side: int, quality: int) -> bytes:
    smaller = image.copy()
    smaller.thumbnail((side, side))
    out = io.BytesIO()
    # A new picture of the pixels alone: nothing that came with the old one goes along.
    clean = Image.new("RGB", smaller.size)
    clean.paste(smaller)
    clean.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()


def _told(image: Image.Image) -> tuple[datetime | None, bool]:
    """When the camera says a picture was taken, and whether it says where; a damaged note says neither."""
    try:
        exif = image.getexif()
        return _taken_at(exif), bool(exif.get_ifd(ExifTags.IFD.GPSInfo))
    except UNREADABLE:
        return None, False


def _taken_at(exif: Image.Exif) -> datetime | None:
    """When the picture was taken, by the camera's clock; without an offset it is taken for Beijing time."""
    said: dict[int, Any] = exif.get_ifd(ExifTags.IFD.Exif)
    text = str(said.get(ExifTags.Base.DateTimeOriginal, "") or exif.get(ExifTags.Base.DateTime, "")).strip("\0 ")
    offset = str(said.get(ExifTags.Base.OffsetTimeOriginal, "")).strip("\0 ")[OFFSET]
    try:
        at = datetime.strptime(f"{text} {offset or BEIJING}", "%Y:%m:%d %H:%M:%S %z")
    except ValueError:
        return None
    return at if 1990 <= at.year < 2200 else None
