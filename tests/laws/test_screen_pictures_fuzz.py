"""Whatever is handed in as a picture, it is read or refused with a sentence, in bounded time and memory."""

from __future__ import annotations

import struct
import time
import zlib

import pytest
from hypothesis import given, strategies as st

from counts import examples
from gongdao.kernel.errors import Refused
from gongdao.screening.messages import MESSAGES
from gongdao.screening.pictures.levels import error_levels
from gongdao.screening.pictures.marks import fingerprint
from gongdao.screening.pictures.metadata import Metadata
from gongdao.screening.pictures.model import picture_model
from gongdao.screening.pictures.reading import read_picture
from gongdao.screening.pictures.taken import taken
from gongdao.screening.pictures.traces import claim_generator, edits, generators
from gongdao.screening.pictures.words import writing_of
from gongdao.screening.pictures.xmp import value_of
from gongdao.service.models import model
from painted import jpeg
from picture_files import MANIFEST, camera_file, cbor, painted, png_file, signed_file

MODEL = picture_model(model("pictures"))
SMALL = painted(1, 64)
SEEDS = [
    camera_file(SMALL, Make="Apple", Software="GIMP", DateTimeOriginal="2026:08:01 10:00:00", xmp="<x:xmpmeta/>"),
    camera_file(SMALL, form="WEBP", GPSDateStamp="2026:08:01", GPSTimeStamp=(1.0, 2.0, 3.0)),
    png_file(parameters="Steps: 1, Sampler: x"),
    signed_file(cbor("claim_generator") + cbor("x")),
]


def read_or_code(content: bytes):
    """This function will give the picture, or the code with which it was refused."""
    try:
        return read_picture(content)
    except Refused as refused:
        return refused.code


def looked_at(content: bytes) -> None:
    """This function will do everything that is done with a picture that came."""
    picture = read_or_code(content)
    if isinstance(picture, str):
        assert picture in MESSAGES
        return
    assert picture.pixels.shape[2] == 3
    assert max(picture.pixels.shape) <= 1024
    assert len(fingerprint(picture).values) <= 192
    list(edits(MODEL, picture))
    list(generators(MODEL, picture))
    taken(picture.metadata)


@examples(short=25, long=3000)
@given(
    st.binary(max_size=300), st.sampled_from([b"", b"\xff\xd8\xff\xe1", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBPVP8 "])
)
def test_any_bytes_are_refused_or_read(content, head):
    looked_at(head + content)


@examples(short=40, long=5000)
@given(st.sampled_from(SEEDS), st.data())
def test_a_file_with_bytes_changed_is_refused_or_read(content, data):
    changed = bytearray(content)
    for _ in range(data.draw(st.integers(1, 12))):
        # Most of what can go wrong stands at the beginning.
        place = data.draw(st.one_of(st.integers(0, min(600, len(changed) - 1)), st.integers(0, len(changed) - 1)))
        changed[place] = data.draw(st.integers(0, 255))
    looked_at(bytes(changed[: data.draw(st.integers(1, len(changed)))]))


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int, height: int, rows: bytes, *more: bytes) -> bytes:
    """This function will write a PNG that says it has these sides, of one bit a pixel."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def progressive(passes: int) -> bytes:
    """This function will write a JPEG of 12 by 12 thousand pixels that says them again and again."""
    whole = jpeg(painted(1, 64), progressive=True)
    size = whole.find(b"\xff\xc2")
    huge = whole[: size + 5] + struct.pack(">HH", 12_000, 12_000) + whole[size + 9 :]
    last = huge.rfind(b"\xff\xda")
    return huge[:last] + huge[last:-2] * passes + huge[-2:]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (png(30_000, 30_000, zlib.compress(bytes(30_000 // 8 * 30_000))), "picture-huge"),
        (png(2**31 - 1, 2**31 - 1, b""), "picture-huge"),
        (progressive(400), "picture-huge"),
        (
            png(64, 64, zlib.compress(bytes(64 * 9)), chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(40_000_000)))),
            "picture-broken",
        ),
    ],
    ids=["pixel bomb", "absurd sides", "endless passes", "text bomb"],
)
def test_a_bomb_is_refused_before_it_goes_off(content, code):
    start = time.process_time()
    with pytest.raises(Refused) as refused:
        read_picture(content)
    assert refused.value.code == code
    assert time.process_time() - start < 3


def test_no_map_of_error_levels_is_drawn_of_a_bomb():
    with pytest.raises(Refused) as refused:
        error_levels(png(30_000, 30_000, zlib.compress(bytes(1000))))
    assert refused.value.code == "picture-huge"


@pytest.mark.parametrize(
    "packet",
    [
        "xmp:CreatorTool=" * 60_000,
        "<xmp:CreatorTool>" + "<rdf:Seq" * 100_000,
        "<" * 1_000_000,
        "AIGC" * 200_000,
        '"' * 1_000_000,
    ],
)
def test_hostile_metadata_is_searched_in_linear_time(packet):
    told = Metadata(
        {"UserComment": packet[:4000]}, {"comment": packet[:4000]}, packet, MANIFEST + packet.encode()[:1_000_000]
    )
    picture = read_picture(jpeg(SMALL))
    start = time.process_time()
    hostile = type(picture)("image/jpeg", 64, 48, "", picture.pixels, told)
    list(edits(MODEL, hostile))
    list(generators(MODEL, hostile))
    assert time.process_time() - start < 1


@examples(short=60, long=5000)
@given(st.text(max_size=200), st.binary(max_size=200))
def test_values_are_searched_in_anything(text, content):
    assert isinstance(value_of(f"<xmp:CreatorTool>{text}", "xmp:CreatorTool"), str)
    assert len(claim_generator(MANIFEST + b"\x6fclaim_generator" + content, b"claim_generator")) <= 200
    writing = writing_of("\n".join(["5\t1\t1\t1\t1\t1\t0\t0\t1\t1\t90\t" + text] * 3))
    assert len(writing.words) == len(writing.starts)
