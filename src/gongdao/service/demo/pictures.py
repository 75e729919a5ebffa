"""Draws what the people of the demo photographed, plainly: their evidence is then looked at like anybody's."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

from PIL import Image, ImageDraw, ImageFilter, ImageFont

WIDE, HIGH = 960, 720
GROUND, INK, PAPER, RED = "#d8d2c6", "#2b2b2b", "#fbfaf6", "#a4372a"
Pen = ImageDraw.ImageDraw


def drawn(story: str, id_: str) -> bytes:
    """Give the photograph of a piece of evidence of a story as JPEG; nothing where it has none."""
    draw = PICTURES.get((story, id_))
    if draw is None:
        return b""
    image = Image.new("RGB", (WIDE, HIGH), GROUND)
    draw(ImageDraw.Draw(image))
    if (story, id_) in BLURRED:
        image = image.filter(ImageFilter.GaussianBlur(14))
    made = io.BytesIO()
    image.save(made, "JPEG", quality=85)
    return made.getvalue()


def _text(pen: Pen, x: int, y: int, said: str, size: int, colour: str = INK) -> None:
    # The font that comes with Pillow has figures and Latin letters only.
    pen.text((x, y), said, colour, ImageFont.load_default(size), anchor="mm")


def _oranges(pen: Pen) -> None:
    """Fifteen oranges, five of them mouldy."""
    pen.rectangle((60, 40, 900, 680), "#b08a58")
    for number in range(15):
        x, y = 170 + number % 5 * 155, 150 + number // 5 * 210
        pen.ellipse((x - 70, y - 70, x + 70, y + 70), "#e8892b", "#b9651a", 3)
        if number in (1, 4, 7, 10, 13):
            pen.ellipse((x - 45, y - 50, x + 40, y + 30), "#d9dccb", "#8a9a6b", 6)
            pen.ellipse((x - 22, y - 28, x + 16, y + 8), "#6f8455")


def _label(pen: Pen) -> None:
    """A collar label that says 120, and a tape that ends at 110."""
    pen.rectangle((0, 0, WIDE, HIGH), "#7f9db5")
    pen.rounded_rectangle((330, 70, 630, 300), 16, PAPER, INK, 3)
    _text(pen, 480, 185, "120", 110)
    pen.rectangle((60, 440, 900, 560), "#f0d35a", INK, 3)
    for number in range(12):
        x = 90 + number * 70
        pen.line((x, 440, x, 490), INK, 4)
        _text(pen, x, 525, str(number * 10), 28)
    pen.polygon([(860, 430), (835, 385), (885, 385)], RED)
    _text(pen, 860, 350, "110 cm", 44, RED)


def _receipt(pen: Pen) -> None:
    """A till receipt: sixty and forty make a hundred."""
    pen.rectangle((270, 30, 690, 700), PAPER, "#b9b4a6", 2)
    _text(pen, 480, 95, "No. 0083", 34)
    for line, (count, sum_) in enumerate((("1 x", "60.00"), ("1 x", "40.00"))):
        _text(pen, 340, 220 + line * 90, count, 40)
        _text(pen, 590, 220 + line * 90, sum_, 40)
    pen.line((310, 400, 650, 400), INK, 3)
    _text(pen, 570, 460, "100.00", 56)
    pen.ellipse((330, 520, 480, 670), outline=RED, width=7)


def _scale(pen: Pen) -> None:
    """A parcel on a scale that reads 0.40 kg."""
    pen.rectangle((300, 90, 660, 370), "#b58a55", "#7d5c33", 4)
    pen.rectangle((450, 90, 510, 370), "#d9c08a")
    pen.rectangle((180, 380, 780, 420), "#8d9299")
    pen.rounded_rectangle((220, 430, 740, 660), 24, "#4a4f55")
    pen.rectangle((300, 480, 660, 610), "#bcd3b0")
    _text(pen, 480, 545, "0.40 kg", 84)


def _cuff(pen: Pen) -> None:
    """A cuff with a hole in it."""
    pen.polygon([(120, 720), (260, 60), (700, 60), (840, 720)], "#54718a")
    pen.polygon([(235, 180), (260, 60), (700, 60), (725, 180)], "#415a70")
    for x in range(270, 700, 24):
        pen.line((x, 70, x - 4, 175), "#4d6880", 4)
    pen.ellipse((410, 320, 560, 440), "#e4d9c9", "#2f4252", 8)
    for x, y in ((400, 330), (420, 450), (555, 445), (575, 340)):
        pen.line((480, 380, x, y), "#9fb4c4", 4)


def _knitted(pen: Pen, left: int, top: int, size: int, wool: str, seam: str) -> None:
    """A round-neck sweater, ``size`` pixels wide."""
    points = [(22, 12), (38, 4), (62, 4), (78, 12), (100, 70), (86, 76), (74, 40), (74, 96), (26, 96), (26, 40),
              (14, 76), (0, 70)]  # fmt: skip
    placed = [(left + x * size // 100, top + y * size // 100) for x, y in points]
    pen.polygon(placed, wool, seam)
    pen.ellipse((placed[1][0], top, placed[2][0], top + size // 8), GROUND, seam, 6)
    for y in range(top + size // 4, top + size * 96 // 100, 18):
        pen.line((left + size * 28 // 100, y, left + size * 72 // 100, y), seam, 1)


def _pale(pen: Pen) -> None:
    """A sweater that came light blue, with a card of its true colours beside it."""
    _knitted(pen, 90, 60, 600, "#7ea3c9", "#6589b0")
    for number, shade in enumerate(("#1d2f57", "#ffffff", "#808080", "#101010")):
        pen.rectangle((770, 120 + number * 120, 880, 220 + number * 120), shade, INK, 2)


def _listing(pen: Pen) -> None:
    """The page of the shop: a dark blue sweater, and lines of small print."""
    pen.rectangle((0, 0, WIDE, HIGH), PAPER)
    pen.rectangle((0, 0, WIDE, 60), "#e9e5da")
    pen.rectangle((40, 90, 520, 570), GROUND)
    _knitted(pen, 60, 110, 440, "#1d2f57", "#32466f")
    _text(pen, 700, 150, "CNY 128.00", 48, RED)
    for line in range(7):
        pen.rectangle((570, 230 + line * 48, 900 - line % 3 * 60, 246 + line * 48), "#cfcabd")
    pen.rectangle((560, 590, 910, 660), outline=RED, width=5)
    pen.rectangle((580, 615, 890, 633), "#9b968a")


PICTURES: Mapping[tuple[str, str], Callable[[Pen], None]] = {
    ("oranges", "E1"): _oranges,
    ("oranges_copied", "E1"): _oranges,
    ("kids_clothes", "E1"): _label,
    ("washbasin", "E3"): _receipt,
    ("bag", "S2"): _scale,
    ("hole", "B1"): _cuff,
    ("sweater", "B1"): _pale,
    ("sweater", "S1"): _listing,
}
# The photograph by which a case was lost.
BLURRED = (("hole", "B1"),)
