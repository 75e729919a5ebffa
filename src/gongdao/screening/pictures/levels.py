"""A map of error levels: how much each part of a picture changes when it is compressed again. It proves nothing."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageChops, UnidentifiedImageError

from gongdao.kernel.errors import Refused
from gongdao.screening.pictures.files import FORMATS
from gongdao.screening.pictures.reading import BROKEN, MANY, check_weight

QUALITY = 90
MOST_PIXELS = 30_000_000
SIDE, BLOCK = 1024, 8
BRIGHTEST = 240


def error_levels(content: bytes) -> bytes:
    """Give the map as a PNG, its longer side at most 1024 pixels; brighter is what changed more.

    A part that was put in or drawn over later often stands out from parts of the same kind, and so do sharp edges and
    writing in any honest photo: the map proves nothing. A picture that a messenger compressed anew is dark all over.

    :raises Refused: ``picture-heavy``, ``picture-kind``, ``picture-broken``, ``picture-huge``.
    """
    check_weight(content)
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Refused("picture-huge", pixels=image.width * image.height, most=MOST_PIXELS)
            return _drawn(image.convert("RGB"))
    except UnidentifiedImageError as wrong:
        raise Refused("picture-kind") from wrong
    except Image.DecompressionBombError as wrong:
        raise Refused("picture-huge", pixels=MANY, most=MOST_PIXELS) from wrong
    except BROKEN as wrong:
        raise Refused("picture-broken") from wrong


def _drawn(image: Image.Image) -> bytes:
    again = io.BytesIO()
    image.save(again, "JPEG", quality=QUALITY)
    again.seek(0)
    with Image.open(again) as compressed:
        changed = ImageChops.difference(image, compressed.convert("RGB")).convert("L")
    blocks = changed.reduce(BLOCK) if min(changed.size) >= 4 * BLOCK else changed
    scale = BRIGHTEST / max(1, int(np.asarray(blocks).max()))
    out = io.BytesIO()
    zoom = SIDE / max(image.size)
    size = (max(1, round(image.width * min(1, zoom))), max(1, round(image.height * min(1, zoom))))
    blocks.point(lambda value: value * scale).resize(size, Image.Resampling.NEAREST).save(out, "PNG", optimize=True)
    return out.getvalue()
