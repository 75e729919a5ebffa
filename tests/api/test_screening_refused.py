"""What cannot be screened over the interface is refused in both languages, in bounded time and memory."""

from __future__ import annotations

import io
import re
import struct
import time
import zlib

import pytest
from PIL import Image

from machines import API, JSON, Market, client

pytestmark = pytest.mark.parametrize("standing", ["sqlite"], indirect=True)
HAN = re.compile("[一-鿿]")
PARCEL = {"format": "kuaidi100", "trace": {"data": [{"ftime": "2026-11-20 09:00:00", "context": "已签收"}]}}
# What is wrong with a body, and the code it is refused with.
WRONG = [
    ("message", {"text": " "}, "given-form"), ("message", {"text": "字" * 30_001}, "fields-wrong"),
    ("message", {}, "fields-wrong"), ("message", {"text": "a", "platform": "nowhere"}, "unknown-family-far"),
    ("message", {"text": "a", "pack": "nowhere"}, "unknown-pack-far"),
    ("message", {"text": "a", "txet": "b"}, "fields-wrong"),
    ("conversation", {}, "given-form"), ("conversation", {"turns": []}, "fields-wrong"),
    ("conversation", {"turns": [{"text": "字" * 20_000}] * 2}, "text-too-long"),
    ("link", {"link": "no link"}, "not-a-link"), ("link", {"link": "http://" + "a" * 9000}, "fields-wrong"),
    ("parcel", {"format": "pigeon", "trace": {}}, "fields-wrong"),
    ("parcel", {"format": "kuaidi100", "trace": {}}, "trace-without-scans"),
    ("parcel", {"format": "gongdao", "trace": {"scans": []}, "facts": {"address": "A"}}, "trace-without-scans"),
    ("parcel", {"format": "kuaidi100", "trace": {"data": [{"ftime": "0001-01-01 00:00:00"}]}}, "trace-time-absurd"),
    ("parcel", {"format": "kuaidi100", "trace": {"data": [{"ftime": "soon"}]}}, "trace-time-wrong"),
    ("parcel", {"format": "kuaidi100", "trace": {"data": [7]}}, "trace-scan-wrong"),
    ("parcel", {"format": "kuaidi100", "trace": {"data": [{}] * 400}}, "trace-too-many-scans"),
    ("parcel", {"format": "gongdao", "trace": {"scans": [{"at": "2026-11-20T10:00:00"}]}}, "trace-time-without-offset"),
    ("parcel", {**PARCEL, "facts": {"goods_kg": -1}}, "fields-wrong"),
    ("shop", {"shop": {}}, "fields-wrong"), ("shop", {"shop": {"name": "A", "deposit": 1.5}}, "fields-wrong"),
    ("shop", {"shop": {"name": " "}}, "given-missing"),
    ("claimant", {"person": "U-9", "accounts": [], "orders": []}, "claimant-unknown"),
    ("claimant", {"person": "U-9", "accounts": [], "orders": [{"buyer": 1}]}, "fields-wrong"),
]  # fmt: skip


def test_what_is_no_such_thing_is_refused_in_both_languages(market: Market):
    for kind, body, code in WRONG:
        for lang in ("zh", "en"):
            begun = time.monotonic()
            answer = client(market.token, **{"Accept-Language": lang}).post(f"{API}/screen/{kind}", body, JSON)
            problem = answer.json()
            status = 404 if code == "claimant-unknown" else 422
            assert (answer.status_code, problem.get("code")) == (status, code), (kind, str(body)[:100], problem)
            assert bool(HAN.search(problem["detail"])) == (lang == "zh"), problem["detail"]
            assert time.monotonic() - begun < 5


def test_a_number_that_is_none_is_refused_in_the_language_of_who_asks(market: Market):
    for wrong in ("重", [1]):
        asking = client(market.token, **{"Accept-Language": "zh"})
        answer = asking.post(f"{API}/screen/parcel", {**PARCEL, "facts": {"goods_kg": wrong}}, JSON)

        assert [it["detail"] for it in answer.json()["errors"]] == ["facts.goods_kg 应为数"]


HOSTILE = {
    "text directions": "\u202e\u2066退款\u2069" * 500, "marks": "退" + "\u0301" * 20_000, "tags": "\U000e0041" * 10_000,
    "planes": "\U0010ffff\U0001f600" * 5_000, "spaces": "加 \u200b微\u2060 信 " * 3_000, "dots": "http://" * 4_000,
    "one letter": "a" * 30_000, "at signs": "a@" * 15_000, "digits": "1" * 30_000, "lines": "\n" * 15_000 + "a",
}  # fmt: skip


def test_hostile_texts_are_answered_in_bounded_time(market: Market):
    slow = {}
    for name, text in HOSTILE.items():
        bodies = {"message": {"text": text}, "conversation": {"text": text}, "link": {"link": text[:8000]}}
        for kind, body in bodies.items():
            begun = time.process_time()
            answer = client(market.token).post(f"{API}/screen/{kind}", body, JSON)
            assert answer.status_code in (200, 422), (name, kind, answer.content[:300])
            if (took := time.process_time() - begun) > 2:
                slow[name, kind] = took
    assert slow == {}


BODIES = {
    "binary": (bytes(range(256)) * 100, 400), "ten megabytes": (b'{"text": "' + b"a" * 10_000_000 + b'"}', 413),
    "half a pair": (b'{"text": "\\ud800"}', 422), "NUL": (b'{"text": "a\\u0000"}', 422),
    "deep": (b'{"text":' * 100_000, 400), "large number": (b'{"text": ' + b"9" * 100_000 + b"}", 400),
}  # fmt: skip


def test_what_is_no_json_or_too_large_is_refused_at_once(market: Market):
    for name, (body, status) in BODIES.items():
        for kind in ("message", "conversation", "link", "parcel", "shop", "claimant"):
            begun = time.process_time()
            answer = client(market.token).generic("POST", f"{API}/screen/{kind}", body, JSON)
            assert answer.status_code == status, (name, kind, answer.content[:300])
            assert time.process_time() - begun < 2, (name, kind)


def photo(size: tuple[int, int] = (640, 480)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, "JPEG")
    return file.getvalue()


def sent(market: Market, content: bytes, query: str = "", kind: str = "image/jpeg", lang: str = "zh"):
    asking = client(market.token, **{"Accept-Language": lang})
    return asking.generic("POST", f"{API}/screen/picture{query}", content, kind, headers={"Content-Type": kind})


def png(width: int, height: int) -> bytes:
    """Give a picture of so many pixels, all of them black: a few kilobytes that would fill the memory."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(10**6))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in parts)


def test_pictures_that_are_none_or_would_fill_the_memory_are_refused(market: Market):
    wrong = {
        "picture-kind": b"%PDF-1.4 no picture", "picture-huge": png(50_000, 50_000),
        "picture-tiny": photo(size=(8, 8)), "picture-broken": photo()[:300],
    }  # fmt: skip
    for code, content in wrong.items():
        for lang in ("zh", "en"):
            begun = time.process_time()
            answer = sent(market, content, lang=lang)
            assert (answer.status_code, answer.json()["code"]) == (422, code), answer.content
            assert bool(HAN.search(answer.json()["detail"])) == (lang == "zh")
            assert time.process_time() - begun < 2
    assert sent(market, bytes(17 << 20)).status_code == 413
    assert {sent(market, photo(), kind=kind).status_code for kind in ("text/plain", JSON)} == {415}
    assert sent(market, photo(), "?ordered_at=yesterday").json()["errors"][0]["place"] == "query.ordered_at"
