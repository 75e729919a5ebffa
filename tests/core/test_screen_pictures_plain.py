"""Pictures with almost nothing in them are told apart by their pixels, and bare walls are never called the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from gongdao.screening.pictures.index import Found
from gongdao.screening.pictures.marks import WAYS, fingerprint, packed, turned, unpacked
from gongdao.screening.pictures.matching import likeness
from gongdao.screening.pictures.model import picture_model, reuse_probability
from gongdao.screening.pictures.plain import SAME, confirmed
from gongdao.screening.pictures.reading import Picture, read_picture
from gongdao.screening.pictures.screen import About, Earlier, same_probability, screen_picture
from gongdao.service.models import model
from painted import jpeg

MODEL = picture_model(model("pictures"))
AT = datetime(2026, 5, 2, tzinfo=UTC)


def thing(x: int = 150, y: int = 120, colour: str = "#8a4b2f") -> Image.Image:
    """This function will lay one smooth thing before a smooth wall."""
    wall = Image.linear_gradient("L").resize((480, 360)).point(lambda value: 130 + value // 4).convert("RGB")
    ImageDraw.Draw(wall).ellipse((x, y, x + 180, y + 120), colour)
    return wall.filter(ImageFilter.GaussianBlur(9))


def came(picture: Image.Image, quality: int = 90) -> Picture:
    return read_picture(jpeg(picture, quality))


def found(one: Picture, other: Picture, *, mirrored: bool = False) -> Found:
    """This function will give the other as the index finds it, and how the pixels agree."""
    seen, kept = fingerprint(one), unpacked(packed(fingerprint(other)))
    way = WAYS[1] if mirrored else WAYS[0]
    (it,) = confirmed([Found(7, likeness(turned(seen, way), kept), mirrored)], one.pixels, {7: other.pixels}.get)
    return it


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_copy_of_a_nearly_empty_photo_is_known_by_its_pixels(mirrored):
    copy = ImageOps.mirror(thing()) if mirrored else thing()
    it = found(came(copy.resize((300, 225)), 60), came(thing()), mirrored=mirrored)

    assert it.pixels >= SAME
    assert same_probability(MODEL, it) >= 0.9


def test_the_signal_says_that_the_pixels_agree():
    one = came(thing(), 60)
    it = found(one, came(thing()))

    (signal,) = screen_picture(MODEL, one, About("two", "p", AT), [it], {7: Earlier("one", "q", AT)})

    assert (signal.kind, signal.score) == ("picture.reused", 0.9)
    assert "alike-pixels" in {reason.code for reason in signal.reasons}


def test_another_thing_before_the_same_wall_is_another_picture():
    it = found(came(thing(230, 40)), came(thing()))

    assert it.pixels < SAME


def test_bare_walls_in_the_same_light_have_nothing_to_compare():
    noise = np.random.default_rng(3)
    walls = [
        Image.fromarray(np.uint8(np.clip(np.asarray(Image.linear_gradient("L").convert("RGB"), np.int16)
        + noise.integers(-6, 7, (256, 256, 3)), 0, 255)))
        for _ in range(2)
    ]  # fmt: skip

    it = found(*(came(wall) for wall in walls))

    assert it.pixels == 0


def test_only_the_nearest_few_are_asked_and_what_is_gone_agrees_with_nothing():
    one = came(thing())
    like = likeness(fingerprint(one), fingerprint(one))
    many = [Found(number, replace(like, marks=0, whole=number % 9)) for number in range(20)]
    asked: list[int] = []

    def gone(number: int) -> None:
        asked.append(number)

    assert {it.pixels for it in confirmed(many, one.pixels, gone)} == {0.0}
    assert asked == [0, 9, 18, 1, 10, 19]


def test_three_marks_that_agree_may_do_so_by_chance():
    one = came(thing())
    like = replace(likeness(fingerprint(one), fingerprint(one)), marks=3, share=1.0, spread=1.0, whole=20)

    assert reuse_probability(MODEL, like) < 0.5
    assert reuse_probability(MODEL, replace(like, marks=12)) > 0.5
