"""Codes in pictures are read as a scanner reads them, and the link behind one is screened like any other."""

from __future__ import annotations

import io
import time

import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageOps

from gongdao.kernel.errors import Refused
from gongdao.screening.links.brands import read_brands
from gongdao.screening.links.codes import MOST_CODES, codes_in
from gongdao.screening.links.screen import screen_link
from gongdao.service.models import model

BRANDS = read_brands(model("brands"), model("links"))
FAKE = "https://www.taobao.com.tuikuan-kf.cn/q?id=1"


def code(text: str, scale: int = 6) -> Image.Image:
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    return Image.fromarray(np.array(zxingcpp.write_barcode_to_image(made, scale=scale))).convert("RGB")


def screenshot(*codes: Image.Image) -> Image.Image:
    page = Image.new("RGB", (1080, 2400), "#f4f4f4")
    for number, one in enumerate(codes):
        page.paste(one, (300, 200 + 700 * number))
    return page


def file_of(image: Image.Image, kind: str = "PNG", **options) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_the_link_behind_a_code_in_a_screenshot_is_screened(kind):
    (found,) = codes_in(file_of(screenshot(code(FAKE)), kind))

    signal = screen_link(BRANDS, found.text)

    assert (found.text, found.kind) == (FAKE, "QR Code")
    assert (signal.kind, signal.details["id"]) == ("link.lookalike", "taobao")


def test_a_code_is_found_where_it_stands():
    (found,) = codes_in(file_of(screenshot(code(FAKE))))

    left, top, right, bottom = found.box
    assert 0.25 < left < right < 0.6
    assert 0.07 < top < bottom < 0.25


def test_a_turned_and_badly_compressed_code_is_read():
    turned = screenshot(code(FAKE)).rotate(17, expand=True, fillcolor="grey")

    assert [one.text for one in codes_in(file_of(turned, "JPEG", quality=35))] == [FAKE]


@pytest.mark.parametrize("ink", ["#00ff00", "#07c160", "#ff0000", "#0000ff"])
def test_a_code_drawn_in_a_colour_is_read(ink):
    drawn = ImageOps.colorize(code(FAKE).convert("L"), ink, "white")

    assert [one.text for one in codes_in(file_of(screenshot(drawn)))] == [FAKE]


def test_two_codes_are_both_read():
    assert {one.text for one in codes_in(file_of(screenshot(code(FAKE), code("https://www.taobao.com/a"))))} == {
        FAKE,
        "https://www.taobao.com/a",
    }


def test_a_picture_without_a_code_gives_none():
    assert codes_in(file_of(screenshot())) == ()


def test_no_more_codes_than_the_most_are_given():
    page = Image.new("RGB", (2000, 2000), "white")
    small = code(FAKE, 3)
    for at in range(64):
        page.paste(small, (at % 8 * 240 + 20, at // 8 * 240 + 20))

    assert len(codes_in(file_of(page))) == MOST_CODES


@pytest.mark.parametrize("content", [b"", b"hello" * 1000, b"\x89PNG\r\n\x1a\n" + b"\0" * 100])
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(Refused):
        codes_in(content)


def test_noise_of_four_megapixels_is_looked_at_in_bounded_time():
    noise = np.random.default_rng(7).integers(0, 255, (2048, 2048), dtype=np.uint8)
    content = file_of(Image.fromarray(noise).convert("RGB"), "JPEG")
    start = time.process_time()

    codes_in(content)

    assert time.process_time() - start < 10
