"""What is measured of two pictures and read from a file is said in plain words of both languages."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageOps

from gongdao.screening.pictures.differences import Differences, differences
from gongdao.screening.pictures.reading import read_picture
from gongdao.telling.picture_words import measured, noted, panels
from picture_files import XMP, camera_file, painted


def png(picture: Image.Image):
    out = io.BytesIO()
    picture.save(out, "PNG")
    return read_picture(out.getvalue())


@pytest.fixture(scope="module")
def found() -> Differences:
    """A listing's picture beside a darker, mirrored one of the same goods."""
    goods = painted(11, 240)
    return differences(png(goods), png(ImageOps.mirror(ImageEnhance.Brightness(goods).enhance(0.6))))


def test_a_darker_mirrored_picture_is_said_to_be_both(found):
    zh, en = " ".join(measured(found, "zh")), " ".join(measured(found, "en"))
    assert ("能叠上" in zh, "左右翻转" in zh, "更暗" in zh) == (True, True, True)
    assert ("can be laid over" in en, "mirrored" in en, "darker" in en) == (True, True, True)


def test_pictures_of_other_things_are_said_not_to_lie_on_each_other(found):
    said = measured(replace(found, aligned=False), "zh")
    assert "叠不上" in said[0]
    assert not any("左右翻转" in line for line in said)
    assert "中间一块" in panels(replace(found, aligned=False), "zh", "E1-1", "E2-1")
    assert "E2-1, laid" in panels(found, "en", "E1-1", "E2-1")


def test_the_place_that_differs_most_is_named_and_a_small_difference_is_not(found):
    grid = np.zeros((8, 8))
    grid[7, 0] = 30.0
    there = replace(found, grid=tuple(map(tuple, grid.tolist())))
    assert "左下" in measured(there, "zh")[-1]
    assert "bottom left" in measured(there, "en")[-1]
    quiet = replace(found, grid=tuple(map(tuple, np.zeros((8, 8)).tolist())))
    assert "最多" not in measured(quiet, "zh")[-1]


def test_equal_colours_have_no_direction(found):
    same = replace(found, theirs=found.listing, colour=0.4)
    line = next(line for line in measured(same, "en") if "as a whole" in line)
    assert line == "The colours as a whole are ΔE 0.4 apart, hardly seen."


def test_what_a_file_says_is_named_but_its_place_is_not_shown():
    content = camera_file(
        painted(12), xmp=XMP.format('xmp:CreatorTool="Snapseed 2.0"', ""), DateTimeOriginal="2026:05:02 10:11:12",
        Make="HUAWEI", Model="HUAWEI P60", GPSLatitude=(31.0, 14.0, 3.0),
    )  # fmt: skip
    said = dict(noted(read_picture(content).metadata, "zh"))
    assert said == {
        "拍摄时间": "2026-05-02 10:11（没写时区）",
        "拍摄设备": "HUAWEI HUAWEI P60",
        "经手的软件": "Snapseed 2.0",
        "拍摄地点": "文件里写了，这里不显示",
    }
