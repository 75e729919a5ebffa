"""Two pictures are laid over each other and measured; error levels are drawn; writing is joined from its words."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageOps

from gongdao.kernel.errors import Refused
from gongdao.screening.pictures.colours import apart, linear, seen
from gongdao.screening.pictures.differences import differences
from gongdao.screening.pictures.levels import error_levels
from gongdao.screening.pictures.reading import read_picture
from gongdao.screening.pictures.words import words_at, writing_of
from painted import jpeg, photo

LISTING = photo(2, 420)
CELL = "5\t1\t1\t1\t{line}\t1\t{left}\t0\t20\t20\t{sure}\t{text}"


def measured(theirs: Image.Image):
    return differences(read_picture(jpeg(LISTING)), read_picture(jpeg(theirs)))


def test_the_same_picture_lies_on_itself_without_a_difference():
    found = measured(LISTING)

    assert (found.aligned, found.overlap, found.zoom, found.turn, found.mirrored) == (True, 1.0, 1.0, 0.0, False)
    assert found.colour < 1
    assert found.clearly < 0.01


def test_a_turned_darker_picture_is_laid_straight_and_differs_little_in_the_same_light():
    found = measured(ImageEnhance.Brightness(LISTING.rotate(10, Image.Resampling.BICUBIC)).enhance(0.6))

    assert found.aligned
    assert found.turn == pytest.approx(-10, abs=0.6)
    assert found.colour > 10
    assert found.colour_in_same_light < 5


def test_a_mirrored_picture_is_mirrored_back():
    found = measured(ImageOps.mirror(LISTING))

    assert (found.aligned, found.mirrored) == (True, True)
    assert found.clearly < 0.05


def test_a_part_of_another_colour_is_found_where_it_is():
    changed = LISTING.copy()
    width, height = changed.size
    changed.paste((10, 200, 30), (0, 0, width // 4, height // 4))

    found = measured(changed)

    assert found.aligned
    assert min(found.grid[row][column] for row in range(2) for column in range(2)) > 10
    assert found.grid[7][7] < 5
    assert Image.open(io.BytesIO(found.drawn)).width > 3 * width * 0.9


def test_a_different_picture_is_not_laid_over():
    assert not measured(photo(77, 420)).aligned


def test_colours_are_as_far_apart_as_cie_says():
    white, black, red = (seen(linear(np.array(colour))) for colour in ((255, 255, 255), (0, 0, 0), (255, 0, 0)))

    assert white == pytest.approx([100, 0, 0], abs=0.05)
    assert float(apart(white, black)) == pytest.approx(100, abs=0.1)
    assert red == pytest.approx([53.2, 80.1, 67.2], abs=0.2)


def test_what_was_put_in_stands_out_in_the_map_of_error_levels():
    picture = photo(4, 480)
    for _ in range(2):
        picture = Image.open(io.BytesIO(jpeg(picture, 90))).convert("RGB")
    noise = np.random.default_rng(1).integers(0, 255, (96, 96, 3), dtype=np.uint8)
    picture.paste(Image.fromarray(noise), (96, 96))

    levels = np.asarray(Image.open(io.BytesIO(error_levels(jpeg(picture, 98)))), float)

    assert levels[100:188, 100:188].mean() > 5 * levels[250:, 250:].mean()


@pytest.mark.parametrize(
    ("content", "code"), [(b"no picture", "picture-kind"), (jpeg(LISTING)[:999], "picture-broken")]
)
def test_no_map_is_drawn_of_what_is_no_picture(content, code):
    with pytest.raises(Refused) as refused:
        error_levels(content)
    assert refused.value.code == code


def test_chinese_is_joined_and_latin_words_stay_apart():
    rows = [
        ("1", 0, 95, "请加"),
        ("1", 30, 90, "微信"),
        ("1", 60, 90, "QQ"),
        ("1", 90, 90, "refund"),
        ("2", 0, 10, "~~"),
        ("2", 9, 70, "now"),
    ]
    writing = writing_of(
        "\n".join(CELL.format(line=line, left=left, sure=sure, text=text) for line, left, sure, text in rows)
    )

    assert writing.text == "请加微信QQ refund\nnow"
    assert [word.text for word in words_at(writing, 2, 6)] == ["微信", "QQ"]


@pytest.mark.parametrize("table", ["", "\t" * 11, "5\t1\t1\t1\t1\t1\tx\t0\t0\t0\t90\ta", "5\t" * 400, "\n" * 9999])
def test_a_table_that_makes_no_sense_has_no_writing(table):
    assert writing_of(table).text == ""
