"""Pictures: read whole to see that they can be, and drawn anew without what a camera wrote into them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from gongdao.kernel.errors import Refused
from gongdao.screening.pictures.files import FORMATS, KINDS, MOST_JPEG, MOST_OTHER, on_white

# The longer side of a picture for a screen and of a small one, in pixels, and how well they are drawn.
VIEW_SIDE, THUMB_SIDE = 2048, 480
VIEW_QUALITY, THUMB_QUALITY = 85, 75
BROKEN = (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError)
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
            return _read(image)
    except UnidentifiedImageError as wrong:
        raise Refused("file-broken") from wrong
    except BROKEN as wrong:
        raise Refused("file-broken") from wrong


def _read(image: Image.Image) -> Picture:
    width, height = image.size
    kind = KINDS[image.format or ""]
    most = MOST_JPEG if kind == "image/jpeg" else MOST_OTHER
    if width * height > most:
        raise Refused("picture-too-large", pixels=width * height, most=most)
    exif = image.getexif()
    taken_at, has_place = _taken_at(exif), bool(exif.get_ifd(ExifTags.IFD.GPSInfo))
    if kind == "image/jpeg":
        image.draft("RGB", (VIEW_SIDE, VIEW_SIDE))
    image.load()
    upright = ImageOps.exif_transpose(image)
    if image.size[0] != upright.size[0]:
        width, height = height, width
    plain = on_white(upright)
    return Picture(
        kind, width, height, taken_at, has_place, _drawn(plain, VIEW_SIDE, VIEW_QUALITY),
        _drawn(plain, THUMB_SIDE, THUMB_QUALITY),
    )  # fmt: skip


def _drawn(image: Image.Image, side: int, quality: int) -> bytes:
    smaller = image.copy()
    smaller.thumbnail((side, side))
    out = io.BytesIO()
    # A new picture of the pixels alone: nothing that came with the old one goes along.
    clean = Image.new("RGB", smaller.size)
    clean.paste(smaller)
    clean.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()


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
