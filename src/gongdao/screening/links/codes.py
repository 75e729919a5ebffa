"""Reads the codes inside a picture, as a scanner would, so that the link behind one is screened before it is opened."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import zxingcpp
from PIL import Image

from gongdao.screening.pictures.reading import read_picture

SIDE = 2048  # pixels of the longer side; a code too small for that is too small to scan from a screen
MOST_CODES = 20
LONGEST_CODE = 8192
FORMATS = zxingcpp.BarcodeFormats(
    (
        zxingcpp.BarcodeFormat.QRCode,
        zxingcpp.BarcodeFormat.MicroQRCode,
        zxingcpp.BarcodeFormat.DataMatrix,
        zxingcpp.BarcodeFormat.Aztec,
        zxingcpp.BarcodeFormat.PDF417,
    )
)


@dataclass(frozen=True, slots=True)
class Code:
    """A code in a picture: what it says, its kind (QR Code, Data Matrix), and its box (left, top, right, bottom).

    The box is in shares of the picture's width and height.
    """

    text: str
    kind: str
    box: tuple[float, float, float, float]


def codes_in(content: bytes) -> tuple[Code, ...]:
    """Give the codes of a picture, at most `MOST_CODES`; none where there is none.

    :raises Refused: it is no picture, broken, or too big, as `read_picture` says.
    """
    pixels = read_picture(content, SIDE).pixels
    height, width = pixels.shape[:2]
    grey = np.asarray(Image.fromarray(pixels).convert("L"))  # as bright as the eye sees it: codes are drawn in colours
    found = zxingcpp.read_barcodes(grey, formats=FORMATS)
    return tuple(_code(one, width, height) for one in found[:MOST_CODES] if one.valid and len(one.text) <= LONGEST_CODE)


def _code(found: zxingcpp.Barcode, width: int, height: int) -> Code:
    place = found.position
    corners = (place.top_left, place.top_right, place.bottom_left, place.bottom_right)
    across, down = [corner.x / width for corner in corners], [corner.y / height for corner in corners]
    box = (min(across), min(down), max(across), max(down))
    return Code(found.text, str(found.format), box)
