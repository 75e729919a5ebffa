"""Reads a picture that somebody handed in, bounded in time and memory: its pixels, smaller, and what its file says."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text
from gongdao.screening.pictures.files import FORMATS, KINDS, MOST_JPEG, MOST_OTHER, on_white
from gongdao.screening.pictures.metadata import Metadata, metadata_of

Pixels = NDArray[np.uint8]

MOST_BYTES = 64 * 1024 * 1024
LEAST_SIDE = 16
# A progressive JPEG may say the same pixels again and again: so many passes over so many pixels are enough.
MOST_PASSED, PASS = 3_000_000_000, b"\xff\xda"
SIDE = 1024
# What is said where the library stops before the size is known.
MANY = Text("几亿", "hundreds of millions of")
BROKEN = (
    OSError, SyntaxError, ValueError, EOFError, TypeError, LookupError, ArithmeticError, struct.error, MemoryError,
    Image.DecompressionBombError,
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A picture as it was read.

    ``width`` and ``height`` are those of the file, in pixels, upright; ``pixels`` (height, width, 3) are its colours
    in sRGB made smaller, so that the longer side has at most 1024, or what was asked; ``digest`` is the SHA-256 of the
    file.
    """

    media_type: str
    width: int
    height: int
    digest: str
    pixels: Pixels
    metadata: Metadata


def check_weight(content: bytes) -> None:
    """Look how many bytes a picture has, before any of it is read.

    :raises Refused: ``picture-heavy``.
    """
    if len(content) > MOST_BYTES:
        raise Refused("picture-heavy", size=-(-len(content) >> 20), most=MOST_BYTES >> 20)


def read_picture(content: bytes, side: int = SIDE) -> Picture:
    """Read a picture: JPEG, PNG, WebP or AVIF; of one that moves, the first image; ``side``: the longer of its pixels.

    :raises Refused: ``picture-empty``, ``picture-heavy``, ``picture-kind``, ``picture-broken``, ``picture-huge``,
        ``picture-tiny``.
    """
    if not content:
        raise Refused("picture-empty")
    check_weight(content)
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            return _read(image, content, side)
    except UnidentifiedImageError as wrong:
        raise Refused("picture-kind") from wrong
    except Image.DecompressionBombError as wrong:
        raise Refused("picture-huge", pixels=MANY, most=MOST_JPEG) from wrong
    except BROKEN as wrong:
        raise Refused("picture-broken") from wrong


def _read(image: Image.Image, content: bytes, side: int) -> Picture:
    width, height = image.size
    kind = KINDS[image.format or ""]
    most = MOST_JPEG if kind == "image/jpeg" else MOST_OTHER
    if width * height > most:
        raise Refused("picture-huge", pixels=width * height, most=most)
    if min(width, height) < LEAST_SIDE:
        raise Refused("picture-tiny", width=width, height=height, least=LEAST_SIDE)
    if kind == "image/jpeg":
        passed = width * height * content.count(PASS)
        if passed > MOST_PASSED:
            raise Refused("picture-huge", pixels=passed, most=MOST_PASSED)
        image.draft("RGB", (side, side))
    image.load()
    told = metadata_of(image, content)
    turned = upright(image)
    if (image.size[0] > image.size[1]) != (turned.size[0] > turned.size[1]):
        width, height = height, width
    smaller = on_white(turned)
    smaller.thumbnail((side, side), Image.Resampling.BOX, reducing_gap=2.0)
    return Picture(kind, width, height, sha256(content).hexdigest(), np.asarray(smaller), told)


def upright(image: Image.Image) -> Image.Image:
    """Turn a picture as the camera noted it; where that note is damaged, the picture stays as it lies."""
    try:
        return ImageOps.exif_transpose(image)
    except BROKEN:
        return image
