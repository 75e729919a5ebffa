"""The worst that can be handed in to be screened: long, hostile, deep, absurd, many, and files that burst."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from random import Random
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image

from gongdao.kernel.errors import Refused
from gongdao.service import screener

NOW = datetime(2026, 6, 1, tzinfo=UTC)
LONGEST = 30_000  # characters of a message that are read
RUNS = {
    "one character": "退", "a bait": "加微信退备用金", "homophones": "佳薇 芯", "pinyin": "jia wei xin ",
    "spaces": " ", "invisible": "\u200b", "marks": "a\u0301\u0323", "right to left": "\u202e退",
    "emoji": "👨‍👩‍👧‍👦", "half of a pair": "\ud800", "nothing": "\0", "digits": "1", "full width": "１",
    "negations": "不没别不要", "links": "http://taobao-refund.top/a ", "bare hosts": "a.b.c.d.", "at signs": "@",
    "colons": "客服：", "lines": "甲：退\n", "stamps": "甲 10:00\n", "math letters": "𝒜𝒷", "long words": "taobao",
    "ligature": "\ufdfa", "jamo": "\u1112\u1161\u11ab", "quotes": "“", "card": "6222021234567890123 ",
}  # fmt: skip
Inputs = Iterator[tuple[str, Callable[[], Any]]]


def asked_for(what: str, data: object) -> Callable[[], Any]:
    """Give the screening of values."""
    return lambda: screener.SCREENS[what](data, NOW)


def written(what: str, text: str) -> Callable[[], Any]:
    """Give the screening of JSON as it is written: reading it counts."""

    def run() -> Any:
        try:
            data = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise Refused("screen-not-json", line=1) from error
        return screener.SCREENS[what](data, NOW)

    return run


def anything(what: str) -> Inputs:
    """Give what is wrong for every screen that takes JSON."""
    for name, value in (
        ("nothing", None), ("a list", []), ("a number", 1e308), ("no number", float("nan")), ("endless", float("inf")),
        ("a huge number", 10**4000), ("bytes", b"\xff\x00"), ("wide", {str(at): at for at in range(200_000)}),
        ("surrogates", {"\ud800": "\udfff"}),
    ):  # fmt: skip
        yield name, asked_for(what, value)
    yield "deep JSON", written(what, "[" * 3_000_000)
    yield "deep objects", written(what, '{"a":' * 100_000 + "1" + "}" * 100_000)
    yield "deep, but read", written(what, '{"text":' + "[" * 900 + "]" * 900 + "}")
    yield "NaN and Infinity", written(what, '{"text": NaN, "link": Infinity, "shop": -Infinity, "trace": NaN}')
    yield "twenty megabytes of digits", written(what, '{"text": ' + "9" * 20_000_000 + "}")


def long_texts() -> Iterator[tuple[str, str]]:
    """Give texts of the greatest length that is read, of runs and of a mixture, and longer ones."""
    for name, run in RUNS.items():
        yield name, (run * LONGEST)[:LONGEST]
    rng = Random(5)
    yield "any characters", "".join(chr(rng.randrange(0x110000)) for _ in range(LONGEST))
    yield "ten megabytes", "退款" * 5_000_000


def messages() -> Inputs:
    yield from anything("message")
    for name, text in long_texts():
        yield name, asked_for("message", {"text": text})
    for name in ("a bait", "links", "negations", "digits"):
        text = (RUNS[name] * LONGEST)[:LONGEST]
        before = [{"who": "客服", "text": text}] * 1000
        yield f"{name}, with a thousand before", asked_for("message", {"text": text, "who": "客服", "before": before})
    yield "too many before", asked_for("message", {"text": "退", "before": [{"who": "a", "text": "退"}] * 100_000})


def conversations() -> Inputs:
    yield from anything("conversation")
    for name, text in long_texts():
        yield name, asked_for("conversation", {"text": text})
    for name, run in RUNS.items():
        turns = [{"who": f"客服{at % 9}", "text": (run * 30)[:30]} for at in range(1000)]
        yield f"{name}, a thousand turns", asked_for("conversation", {"turns": turns})
    turns = [{"who": "客服", "text": "退" * LONGEST}] * 1000
    yield "a thousand of the longest", asked_for("conversation", {"turns": turns})


def links() -> Inputs:
    yield from anything("link")
    for name, run in RUNS.items():
        for head in ("", "http://", "https://taobao.com/", "https://", "https://a.top/?u="):
            yield f"{name} after {head or 'nothing'}", asked_for("link", {"link": f"{head}{run * 8192}"[:8192]})
    for name, link in (
        ("escaped over and over", "http://a.com/" + "%25" * 2700), ("many labels", "http://" + "a." * 4000 + "com"),
        ("punycode", "http://" + "xn--" + "a" * 55 + ".com"), ("many names", "http://" + "xn--p1ai." * 25 + "cn/"),
        ("brands in the path", "http://a.top/" + "taobao-alipay-jd/" * 480), ("brackets", "http://" + "[" * 8000),
        ("credentials", "http://" + "a:b@" * 2000 + "a.com"), ("ten megabytes", "http://a.com/" + "a" * 10_000_000),
        ("a host of brands", "http://" + "-".join(["taobao"] * 9)[:62] + ".top"), ("dots of all kinds", "http://a。b．c｡d/"),
    ):  # fmt: skip
        yield name, asked_for("link", {"link": link})


def scans(number: int, at: str = "2026-05-01 10:00:00", text: str = "已签收，签收人：张三") -> list[dict[str, str]]:
    return [{"ftime": at, "context": text} for _ in range(number)]


def parcels() -> Inputs:
    yield from anything("parcel")

    def trace(data: Any, **more: Any) -> Callable[[], Any]:
        return asked_for(
            "parcel", {"format": "kuaidi100", "trace": {"nu": "1", "com": "yuantong", "data": data}, **more}
        )

    yield "a million scans", trace(scans(1) * 1_000_000)
    yield (
        "a million scans in JSON",
        written(
            "parcel",
            json.dumps({"format": "kuaidi100", "trace": {"data": scans(1)}})[:-4]
            + ","
            + ",".join(['{"ftime":"x"}'] * 1_000_000)
            + "]}}",
        ),
    )
    for at in (
        "0001-01-01 00:00:00",
        "9999-12-31 23:59:59",
        "0000-00-00",
        "2026-05-01T25:00:00",
        "١٢٣",
        "1e9",
        "10" * 50,
    ):
        yield f"time {at[:20]}", trace(scans(3, at))
    for name, run in RUNS.items():
        text = (run * 2000)[:2000]
        many = [
            {"ftime": f"2026-05-01 {at // 60:02}:{at % 60:02}:00", "context": text, "location": text}
            for at in range(300)
        ]
        yield f"{name} in 300 scans", trace(many, earlier={"nu": "1", "com": "yuantong", "data": many[::-1]})
    odd = [
        {
            "ftime": f"2026-05-{1 + at // 24:02} {at % 24:02}:00:00",
            "context": f"第{at}条已到达{'北京市' if at % 2 else '三亚市'}转运中心",
        }
        for at in range(300)
    ]
    later = [{**row, "ftime": row["ftime"][:-2] + "30", "context": row["context"] + "改"} for row in odd]
    yield "300 scans, all of them edited", trace(odd, earlier={"nu": "1", "com": "yuantong", "data": later})
    beside = [{"format": "kuaidi100", "trace": {"nu": str(at), "com": "yuantong", "data": odd}} for at in range(10_000)]
    yield "ten thousand parcels beside it", trace(odd, beside=beside)
    signed = [
        {"format": "kuaidi100", "trace": {"nu": str(at), "com": "yuantong", "data": scans(1)}} for at in range(10_000)
    ]
    yield "ten thousand signed at once", trace(scans(1), beside=signed)
    yield "weights", trace([{**scans(1)[0], "weight": "9" * 10_000}], facts={"goods_kg": float("inf")})
    yield "no numbers", trace(scans(1), facts={"goods_kg": float("nan"), "outbound_kg": float("nan")})


def shops() -> Inputs:
    yield from anything("shop")
    for name, run in RUNS.items():
        for length in (100, 200, 1_000_000):
            yield f"a name of {name}, {length}", asked_for("shop", {"shop": {"name": (run * length)[:length]}})
    long = ("九牧美的华为格力海尔" * 20)[:100]
    whole = {
        "name": long,
        "licence": {"name": long * 2, "scope": "卫浴家电" * 500, "place": "福建省" * 60},
        "authorisations": [long] * 200,
    }
    yield "everything long", asked_for("shop", {"shop": whole})
    rows = [{"category": "c", "price": "1.00"}] * 10_000
    letters = [
        {"account": f"a{at}", "at": "2026-05-20T00:00:00+08:00", "complains": at % 2 == 0} for at in range(10_000)
    ]
    days = [{"day": "2026-05-01", "number": at, "amount": "1.00"} for at in range(10_000)]
    listed, taken = ([{key: row[key] for key in ("day", of)} for row in days] for of in ("number", "amount"))
    heavy = {"name": "x", "prices": rows, "messages": letters, "listed": listed, "withdrawals": taken}
    yield "ten thousand of everything", asked_for("shop", {"shop": heavy})
    yield "a million prices", asked_for("shop", {"shop": {"name": "x", "prices": rows * 100}})
    yield (
        "a hundred thousand shops",
        asked_for("shop", {"shop": {"name": "x"}, "market": {"shops": [{"name": "y"}] * 100_000}}),
    )
    yield (
        "fifteen heavy shops, as much as is read at once",
        asked_for("shop", {"shop": heavy, "market": {"shops": [heavy] * 15}}),
    )
    absurd = {
        "name": "x", "opened": "0001-01-01", "away_until": "9999-12-31",
        "listed": [{"day": "0001-01-01", "number": 10**9}, {"day": "9999-12-31", "number": 0}],
        "withdrawals": [{"day": day, "amount": "99999999999.99"} for day in ("0001-01-01", "9999-12-31")],
    }  # fmt: skip
    yield "absurd days", asked_for("shop", {"shop": absurd})


def claimants() -> Inputs:
    yield from anything("claimant")
    order = {"buyer": "a0", "shop": "s", "category": "c", "at": "2026-05-01T00:00:00+08:00"}
    claim = {"at": "2026-05-02T00:00:00+08:00", "text": "x", "extorts": True, "reused": True}

    def people(accounts: Callable[[], list[Any]], orders: Callable[[], list[Any]]) -> Callable[[], Any]:
        def run() -> Any:
            return screener.claimant({"person": "a0", "accounts": accounts(), "orders": orders()}, NOW)

        return run

    ages = (
        ("0002-01-01T00:00:00+00:00", "9997-01-01T00:00:00+00:00"),
        ("2026-05-01T00:00:00+14:00", "0002-01-01T00:00:00-12:00"),
    )
    far = [{**order, "at": at, "claim": {**claim, "at": to}} for at, to in ages]
    yield "absurd times", people(lambda: [{"id": "a0", "since": "0002-01-01T00:00:00+00:00"}], lambda: far)
    yield (
        "one thing of all",
        people(
            lambda: [{"id": f"a{at}", "things": [{"kind": "device", "digest": "d"}]} for at in range(100_000)],
            lambda: [order],
        ),
    )
    for size in (30, 31):
        yield f"things of {size} each, mixed", people(partial(_mixed, size), lambda: [order])
    yield "fifty thousand claims of one", people(list, lambda: [{**order, "claim": claim}] * 50_000)
    yield (
        "fifty thousand shops",
        people(list, lambda: [{**order, "shop": f"s{at}", "claim": claim} for at in range(50_000)]),
    )
    yield "too many", people(lambda: [{"id": "a0"}] * 600_000, lambda: [order])


def _mixed(size: int) -> list[dict[str, Any]]:
    """Accounts with 33 things each; each thing is shared by about so many of them, never the same ones."""
    rng = Random(3)
    digests = [f"d{at}" for at in range(10_000 * 33 // size)]
    return [
        {"id": f"a{at}", "things": [{"kind": "payment", "digest": rng.choice(digests)} for _ in range(33)]}
        for at in range(10_000)
    ]


def pictures() -> Inputs:
    for name, content in _files():
        yield name, lambda content=content: screener.picture(content, NOW, NOW)


def _files() -> Iterator[tuple[str, bytes]]:
    for number in (0, 1, 1000, 20_000_000):
        yield f"{number} zeros", bytes(number)
    yield "noise", Random(1).randbytes(10_000_000)
    yield "text", "退款".encode() * 2_000_000
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as folder:
        folder.writestr("a.png", bytes(200_000_000))
    yield "a zip that bursts", packed.getvalue()
    yield "drawn in XML", b"<svg xmlns='http://www.w3.org/2000/svg'>" + b"<g>" * 300_000
    for side in (5000, 30_000, 2**31 - 1):
        rows = zlib.compress(bytes((side // 8 + 1) * side)) if side <= 30_000 else b""
        yield f"a PNG of {side} by {side}", _png(side, rows)
    yield (
        "a PNG with a long word",
        _png(64, zlib.compress(bytes(64 * 9)), (b"zTXt", b"a\0\0" + zlib.compress(bytes(90_000_000)))),
    )
    yield "a PNG of many pieces", _png(64, zlib.compress(bytes(64 * 9)), *[(b"tEXt", b"a\0b")] * 100_000)
    for kind in ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "AVIF"):
        made = BytesIO()
        Image.effect_noise((3000, 3000), 90).convert("RGB").save(made, kind)
        whole = made.getvalue()
        yield f"{kind}, whole", whole
        yield f"{kind}, cut off", whole[: len(whole) // 2]
        yield f"{kind}, and ten megabytes", whole + bytes(10_000_000)
        spoilt = bytearray(whole)
        for at in range(100, len(spoilt), 997):
            spoilt[at] ^= 0xFF
        yield f"{kind}, spoilt", bytes(spoilt)


def _png(side: int, rows: bytes, *more: tuple[bytes, bytes]) -> bytes:
    head = (b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*it) for it in (head, *more, (b"IDAT", rows), (b"IEND", b"")))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


INPUTS: dict[str, Callable[[], Inputs]] = {
    "message": messages, "conversation": conversations, "link": links, "parcel": parcels, "shop": shops,
    "claimant": claimants, "picture": pictures,
}  # fmt: skip
