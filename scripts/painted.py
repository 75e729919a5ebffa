"""Paints pictures as phones take them of goods, screens of phones, and what people do to pictures; all from a seed.

For training, benches and tests: no picture of anybody is needed, and the same seed gives the same picture.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

Colour = tuple[int, int, int]
WORDS = (
    "MADE IN", "LOT", "EXP", "500g", "SIZE XL", "MODEL", "USB", "KEEP DRY", "THIS SIDE UP", "DO NOT WASH", "FRAGILE",
    "SOAP", "TEA", "RICE", "OIL", "LAMP", "GLASS", "STEEL", "COTTON", "BLUE", "HANDLE", "CHARGER", "BATTERY", "LEFT",
)  # fmt: skip


def photo(seed: int, side: int = 800) -> Image.Image:
    """Paint a photo of goods on a table; its sides are about ``side`` pixels."""
    chance = np.random.default_rng([seed, 1])
    width, height = (int(side * each) for each in chance.choice([(1.0, 0.75), (0.75, 1.0), (1.0, 1.0)]))
    picture = _table(chance, width, height)
    for _ in range(int(chance.integers(2, 7))):
        _put_thing(chance, picture)
    for _ in range(int(chance.integers(0, 4))):
        _scratch(chance, picture)
    return _seen(chance, picture)


def plain(seed: int, side: int = 800) -> Image.Image:
    """Paint a photo with little in it: one or two smooth things before a smooth wall."""
    chance = np.random.default_rng([seed, 5])
    width, height = side, int(side * 0.75)
    across, down = np.linspace(-1, 1, width), np.linspace(-1, 1, height)[:, None]
    light = across * chance.uniform(-30, 30) + down * chance.uniform(-30, 30)
    picture = Image.fromarray(np.clip(chance.uniform(90, 230, 3) + light[..., None], 0, 255).astype(np.uint8))
    for _ in range(int(chance.integers(1, 3))):
        mask = _outline(chance, *(int(chance.uniform(0.2, 0.6) * each) for each in picture.size))
        place = (int(chance.uniform(0, 0.6) * width), int(chance.uniform(0, 0.6) * height))
        picture.paste(Image.new("RGB", mask.size, _colour(chance)), place, mask.filter(ImageFilter.GaussianBlur(4)))
    return _seen(chance, picture)


def screen(seed: int, shown: Image.Image | None = None, app: int = 0) -> Image.Image:
    """Paint the screen of a phone with a chat of the app of this number, and a picture in it if one is given."""
    chance, look = np.random.default_rng([seed, 2]), np.random.default_rng([app, 3])
    width, height = 720, 1520
    back = tuple(int(each) for each in look.integers(225, 250, 3))
    page = Image.new("RGB", (width, height), back)
    pen = ImageDraw.Draw(page)
    bar = _colour(look)
    pen.rectangle((0, 0, width, 130), fill=bar)
    pen.text((30, 12), f"{chance.integers(0, 24):02d}:{chance.integers(0, 60):02d}", "white", _font(28))
    pen.text((width - 130, 12), f"{chance.integers(5, 100)}%", "white", _font(28))
    pen.text((60, 65), _saying(look, 3), "white", _font(40))
    pen.rectangle((0, height - 110, width, height), fill=tuple(each - 20 for each in back))
    for place in range(4):
        pen.ellipse((50 + place * 180, height - 90, 120 + place * 180, height - 20), outline=bar, width=6)
    y = 160
    if shown is not None:
        room = shown.resize((640, round(shown.height * 640 / shown.width)), Image.Resampling.BICUBIC)
        page.paste(room.crop((0, 0, 640, min(room.height, height - 330))), (40, y))
        y += min(room.height, height - 330) + 30
    while y < height - 220:
        y = _bubble(chance, pen, y, bar)
    return page


def _bubble(chance: Generator, pen: ImageDraw.ImageDraw, y: int, bar: Colour) -> int:
    lines = int(chance.integers(1, 4))
    ours = bool(chance.integers(0, 2))
    left = 160 if ours else 90
    pen.rounded_rectangle((left, y, left + 480, y + 46 * lines + 20), 16, fill=bar if ours else (255, 255, 255))
    for line in range(lines):
        text = _saying(chance, int(chance.integers(2, 5)))
        pen.text((left + 20, y + 10 + 46 * line), text, "white" if ours else "black", _font(30))
    return y + 46 * lines + 50


def _table(chance: Generator, width: int, height: int) -> Image.Image:
    """A surface: noise of all sizes, as wood, cloth and stone have, and light from one side."""
    steep = chance.uniform(0.9, 1.6)
    grain = clouds(chance, height, width, steep, stretched=chance.uniform(0.2, 1.0))
    light = np.linspace(-1, 1, width) * chance.uniform(-25, 25) + np.linspace(-1, 1, height)[:, None] * chance.uniform(
        -25, 25
    )
    colour = chance.uniform(60, 220, 3)
    strong = chance.uniform(6, 30)
    plane = colour + (grain * strong + light)[..., None] * chance.uniform(0.8, 1.2, 3)
    return Image.fromarray(np.clip(plane, 0, 255).astype(np.uint8))


def clouds(chance: Generator, height: int, width: int, steep: float, stretched: float = 1.0) -> NDArray[np.float64]:
    """Noise (height, width) whose strength falls with frequency as pictures' does; mean 0, deviation 1."""
    down, across = np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width)[None, :]
    far = np.sqrt((down * stretched) ** 2 + across**2)
    far[0, 0] = 1.0
    waves = chance.normal(size=far.shape) + 1j * chance.normal(size=far.shape)
    waves /= far**steep
    waves[0, 0] = 0
    plane = np.fft.irfft2(waves, (height, width))
    return plane / plane.std()


def _put_thing(chance: Generator, picture: Image.Image) -> None:
    """One thing on the table, with its shadow, shade, pattern and label."""
    width, height = picture.size
    wide, high = (int(chance.uniform(0.12, 0.5) * each) for each in picture.size)
    left, top = int(chance.uniform(-0.1, 0.85) * width), int(chance.uniform(-0.1, 0.85) * height)
    mask = _outline(chance, wide, high)
    shadow = Image.new("RGB", mask.size, (20, 20, 25))
    soft = mask.filter(ImageFilter.GaussianBlur(8)).point(lambda value: value // 2)
    picture.paste(shadow, (left + 10, top + 12), soft)
    picture.paste(_stuff(chance, mask.size), (left, top), mask)


def _outline(chance: Generator, wide: int, high: int) -> Image.Image:
    mask = Image.new("L", (wide, high), 0)
    pen = ImageDraw.Draw(mask)
    kind = int(chance.integers(0, 3))
    if kind == 0:
        pen.ellipse((0, 0, wide - 1, high - 1), fill=255)
    elif kind == 1:
        pen.rounded_rectangle((0, 0, wide - 1, high - 1), int(chance.uniform(0, min(wide, high) / 3)), fill=255)
    else:
        corners = int(chance.integers(3, 9))
        turns = np.sort(chance.uniform(0, 2 * math.pi, corners))
        far = chance.uniform(0.5, 1.0, corners) / 2
        pen.polygon(
            [(wide * (0.5 + r * math.cos(t)), high * (0.5 + r * math.sin(t))) for r, t in zip(far, turns, strict=True)],
            fill=255,
        )
    return mask.filter(ImageFilter.GaussianBlur(1))


def _stuff(chance: Generator, size: tuple[int, int]) -> Image.Image:
    """What a thing looks like: its colour, shaded, with a pattern and words."""
    wide, high = size
    shade = np.linspace(-1, 1, wide) * chance.uniform(-50, 50) + np.linspace(-1, 1, high)[:, None] * chance.uniform(
        -50, 50
    )
    pattern = clouds(chance, high, wide, chance.uniform(0.8, 1.8)) * chance.uniform(2, 22)
    plane = np.array(_colour(chance)) + (shade + pattern)[..., None]
    stuff = Image.fromarray(np.clip(plane, 0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(stuff)
    for _ in range(int(chance.integers(0, 5))):
        x, y = int(chance.uniform(0, wide)), int(chance.uniform(0, high))
        pen.line(
            (x, y, int(chance.uniform(0, wide)), int(chance.uniform(0, high))),
            _colour(chance),
            int(chance.integers(1, 9)),
        )
    for _ in range(int(chance.integers(0, 4))):
        place = (int(chance.uniform(0, 0.7) * wide), int(chance.uniform(0, 0.9) * high))
        pen.text(place, _saying(chance, 2), _colour(chance), _font(int(chance.integers(14, 48))))
    return stuff


def _scratch(chance: Generator, picture: Image.Image) -> None:
    """A crack, as it is photographed to show a fault."""
    width, height = picture.size
    at = np.array([chance.uniform(0, width), chance.uniform(0, height)])
    course = chance.uniform(0, 2 * math.pi)
    line = [tuple(at)]
    for _ in range(int(chance.integers(3, 10))):
        course += chance.normal() * 0.6
        at = at + np.array([math.cos(course), math.sin(course)]) * chance.uniform(10, 40)
        line.append(tuple(at))
    ImageDraw.Draw(picture).line(line, _colour(chance), int(chance.integers(1, 4)))


def _seen(chance: Generator, picture: Image.Image) -> Image.Image:
    """Through a lens, on a sensor."""
    soft = np.asarray(picture.filter(ImageFilter.GaussianBlur(chance.uniform(0.4, 1.2))), np.float64)
    noisy = soft + chance.normal(size=soft.shape) * chance.uniform(1, 5)
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))


def _colour(chance: Generator) -> Colour:
    red, green, blue = (int(each) for each in chance.integers(10, 246, 3))
    return red, green, blue


def _saying(chance: Generator, words: int) -> str:
    return " ".join(str(chance.choice(WORDS)) for _ in range(words)) + f" {chance.integers(0, 10000)}"


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def jpeg(picture: Image.Image, quality: int = 85, **more: object) -> bytes:
    """Give a picture as a JPEG file."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, **more)
    return out.getvalue()


def squeezed(chance: Generator, picture: Image.Image, least: int = 25, most: int = 60) -> Image.Image:
    """What is left of a picture after it was kept as a JPEG of low quality."""
    return Image.open(io.BytesIO(jpeg(picture, int(chance.integers(least, most))))).convert("RGB")


def part(chance: Generator, picture: Image.Image, least: float = 0.4, most: float = 0.8) -> Image.Image:
    """A part of a picture: between these parts of its area, of about its shape."""
    keeps = chance.uniform(least, most) ** 0.5
    shape = chance.uniform(0.85, 1.15)
    wide, high = int(picture.width * min(1, keeps * shape)), int(picture.height * min(1, keeps / shape))
    left, top = int(chance.integers(0, picture.width - wide + 1)), int(chance.integers(0, picture.height - high + 1))
    return picture.crop((left, top, left + wide, top + high))


def shot(chance: Generator, picture: Image.Image) -> Image.Image:
    """A screenshot of a phone that shows the picture."""
    seed = int(chance.integers(1 << 30))
    return squeezed(chance, screen(seed, picture, int(chance.integers(6))), 60, 90)


def _tilted(chance: Generator, picture: Image.Image) -> Image.Image:
    turned = picture.rotate(float(chance.choice([-1, 1]) * chance.uniform(1.5, 5)), Image.Resampling.BICUBIC)
    off = round(min(picture.size) * 0.045)
    return turned.crop((off, off, picture.width - off, picture.height - off))


def _recoloured(chance: Generator, picture: Image.Image) -> Image.Image:
    brighter = ImageEnhance.Brightness(picture).enhance(chance.uniform(0.65, 1.35))
    stronger = ImageEnhance.Contrast(brighter).enhance(chance.uniform(0.7, 1.3))
    return ImageEnhance.Color(stronger).enhance(chance.uniform(0.3, 1.7))


def _written_over(chance: Generator, picture: Image.Image) -> Image.Image:
    marked = picture.copy()
    pen = ImageDraw.Draw(marked)
    for _ in range(6):
        place = (int(chance.uniform(0, 0.7) * marked.width), int(chance.uniform(0, 0.9) * marked.height))
        pen.text(place, _saying(chance, 2), _colour(chance), _font(int(marked.width / 20)))
    wide, high = marked.width // 4, marked.height // 4
    left, top = int(chance.uniform(0, 0.75) * marked.width), int(chance.uniform(0, 0.75) * marked.height)
    pen.rectangle((left, top, left + wide, top + high), fill=_colour(chance))
    return marked


def stamped(seed: int, picture: Image.Image) -> Image.Image:
    """The picture with the mark of a shop in a corner and across it, as all pictures of that shop have it."""
    look = np.random.default_rng([seed, 4])
    sign, sheet = _saying(look, 1), Image.new("L", picture.size, 0)
    pen = ImageDraw.Draw(sheet)
    pen.text((20, 20), sign, 255, _font(picture.width // 14))
    pen.rounded_rectangle((20, picture.height - 90, 110, picture.height - 20), 12, fill=255)
    pen.text((picture.width // 5, picture.height // 2), sign, 110, _font(picture.width // 9))
    marked = picture.copy()
    marked.paste(Image.new("RGB", picture.size, _colour(look)), (0, 0), sheet)
    return marked


def _smaller(chance: Generator, picture: Image.Image) -> Image.Image:
    by = chance.uniform(0.25, 0.5)
    return picture.resize((round(picture.width * by), round(picture.height * by)), Image.Resampling.BILINEAR)


# What people do to a picture before they hand it in again.
CHANGES: dict[str, Callable[[Generator, Image.Image], Image.Image]] = {
    "recompressed": squeezed,
    "smaller": lambda chance, it: squeezed(chance, _smaller(chance, it)),
    "cropped to 40-80 %": lambda chance, it: squeezed(chance, part(chance, it), 50, 90),
    "cropped to 20-40 %": lambda chance, it: squeezed(chance, part(chance, it, 0.2, 0.4), 50, 90),
    "mirrored": lambda chance, it: squeezed(chance, ImageOps.mirror(it)),
    "mirrored and cropped": lambda chance, it: squeezed(chance, part(chance, ImageOps.mirror(it), 0.5, 0.8)),
    "screenshot": shot,
    "screenshot of a screenshot": lambda chance, it: shot(chance, shot(chance, it)),
    "screenshot of a part": lambda chance, it: shot(chance, part(chance, it, 0.5, 0.8)),
    "recoloured": lambda chance, it: squeezed(chance, _recoloured(chance, it)),
    "written over": lambda chance, it: squeezed(chance, _written_over(chance, it)),
    "blurred": lambda chance, it: squeezed(chance, it.filter(ImageFilter.GaussianBlur(it.width / 300))),
    "tilted by 1.5-5 degrees": lambda chance, it: squeezed(chance, _tilted(chance, it)),
    "turned by 90 degrees": lambda chance, it: squeezed(chance, it.transpose(Image.Transpose.ROTATE_90)),
}
