"""Screening over the interface: every kind is answered at once with its reasons; what cannot be read is refused."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from PIL import ExifTags, Image

from machines import API, JSON, Market, client, key_of
from stories import HONEST, IN_TURNS, LOOKALIKE

# What is screened is read from no table; the key is, as for every operation.
pytestmark = pytest.mark.parametrize("standing", ["sqlite"], indirect=True)
SWINDLE = "您好我是客服，您的商品质检不合格，给您双倍赔付，请加微信 fw8899，打开屏幕共享，把收到的验证码告诉我"
LURE = "亲，退款请加微信 fw8899，我私下转给您"
ASIDE = "明天给您补发一件新的，单号发出后告诉您"
SHOP = {"name": "九牧整装卫浴旗舰店", "licence": {"name": "漳州某百货店"}, "authorisations": []}
SCANS = {"nu": "YT1234567890", "com": "yuantong", "data": [
    {"ftime": "2026-11-20 09:00:00", "context": "已签收，签收人：门卫", "location": "杭州市"},
]}  # fmt: skip
PARCEL = {"format": "kuaidi100", "trace": SCANS, "facts": {"addressee": "张三", "address": "杭州市西湖区"}}
AT = "2026-11-01T10:00:00+08:00"


def bought(buyer: str, number: int, **claim) -> dict:
    row = {"buyer": buyer, "shop": f"S-{number % 9}", "category": "卫浴", "at": AT}
    return {**row, "claim": {"at": AT, **claim}} if claim else row


def people() -> dict:
    """Nine in ten never claim; one always claims and sends back empty boxes."""
    honest = [bought(f"U-{n % 90}", n) for n in range(900)]
    empty = [bought("U-X", n, returned="empty", shown=True) for n in range(12)]
    return {"person": "U-X", "accounts": [{"id": "U-X"}], "orders": [*honest, *empty]}


def screened(market: Market, kind: str, body: object, lang: str = "zh", **named) -> dict:
    answer = client(market.token, **{"Accept-Language": lang}).post(f"{API}/screen/{kind}", body, JSON, **named)
    assert answer.status_code == 200, answer.content.decode()
    assert "Accept-Language" in answer.headers["Vary"]
    return answer.json()


def photo(taken: str = "", size: tuple[int, int] = (640, 480)) -> bytes:
    exif, file = Image.Exif(), io.BytesIO()
    if taken:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    Image.new("RGB", size, "teal").save(file, "JPEG", exif=exif)
    return file.getvalue()


def sent(market: Market, content: bytes, query: str = "", kind: str = "image/jpeg", lang: str = "zh"):
    asking = client(market.token, **{"Accept-Language": lang})
    return asking.generic("POST", f"{API}/screen/picture{query}", content, kind)


@pytest.mark.parametrize(
    ("text", "verdict", "script"),
    [(SWINDLE, "block", "SC-4"), (LURE, "warn", "SC-6"), (LOOKALIKE, "hold", ""),
     (HONEST[0], "show", ""), (ASIDE, "show", "")],
)  # fmt: skip
def test_a_message_is_shown_warned_of_held_or_stopped(market: Market, text: str, verdict: str, script: str):
    told = screened(market, "message", {"text": text})

    assert told["verdict"] == verdict
    assert script in {it["id"] for it in told["scripts"]} | {""}
    assert (told["hold_until"] is not None) == (verdict in ("hold", "block"))
    assert bool(told["signals"]) == (verdict != "show")


def test_a_signal_says_what_why_where_what_now_what_may_follow_and_how_to_contest_it(market: Market):
    said = {"text": LURE, "who": "seller", "before": [{"who": "buyer", "text": f"{n}"} for n in range(40)]}
    (signal,) = screened(market, "message", said)["signals"]
    spans = [span for reason in signal["reasons"] for span in reason["spans"]]

    assert (signal["kind"], signal["rule"], signal["actions"]) == ("message.scam", "P-SHIELD", ["show", "warn"])
    assert 0.5 <= signal["score"] <= 1
    assert signal["threshold"] == 0.5
    assert {span["turn"] for span in spans} == {40}
    assert "加微信" in {LURE[span["start"] : span["end"]] for span in spans}
    assert all(span["shows"] for span in spans)
    assert "110" in " ".join(step["text"] for step in signal["advice"])
    assert {"name", "version", "digest", "calibrated_on"} == signal["model"].keys()
    assert signal["model"]["digest"]
    assert "人工复核" in signal["contest"]["text"]
    until = datetime.fromisoformat(signal["until"])
    assert timedelta(days=179) < until - datetime.now(UTC) < timedelta(days=181)


def test_it_speaks_the_language_that_was_asked_for(market: Market):
    zh, en = (screened(market, "message", {"text": LURE}, lang)["signals"][0] for lang in ("zh-CN", "en-GB"))

    assert zh["name"] != en["name"]
    assert en["advice"][0]["text"].isascii()
    assert "contested" in en["contest"]["text"]


def test_a_link_in_what_is_said_is_marked_where_it_stands(market: Market):
    turns = [{"who": "我", "text": "在吗"}, {"who": "客服", "text": LOOKALIKE}]
    told = screened(market, "conversation", {"turns": turns})
    (link,) = [it for it in told["signals"] if it["kind"] == "link.lookalike"]
    (span,) = link["reasons"][0]["spans"]

    assert span["turn"] == 1
    assert "taobao-refund.top" in LOOKALIKE[span["start"] : span["end"]]
    assert "hold" in link["actions"]


def test_a_conversation_is_weighed_over_its_turns_as_turns_or_as_it_was_pasted(market: Market):
    turns = [{"who": line.split("：")[0], "text": line.split("：", 1)[1]} for line in IN_TURNS.splitlines()]
    both = ({"turns": turns}, {"text": IN_TURNS})
    one, other = (screened(market, "conversation", body)["signals"][0] for body in both)

    assert one["kind"] == other["kind"] == "message.scam"
    assert {"SC-3", "SC-4"} <= {it["id"] for it in one["scripts"]}
    assert len({span["turn"] for reason in one["reasons"] for span in reason["spans"]}) > 1


@pytest.mark.parametrize(
    ("link", "kind"),
    [("https://www.taobao-refund.top/login", "link.lookalike"), ("https://www.taobao.com/", "link.official"),
     ("http://127.0.0.1/pay", "link.trick"), ("https://example.org/", "link.unknown")],
)  # fmt: skip
def test_a_link_is_named_and_never_called_safe(market: Market, link: str, kind: str):
    told = screened(market, "link", {"link": link}, "en")

    assert [it["kind"] for it in told["signals"]] == [kind]
    assert "is safe" not in json.dumps(told)


def test_a_parcel_is_read_in_every_format_with_what_is_known_of_its_order(market: Market):
    (guard,) = [it for it in screened(market, "parcel", PARCEL)["signals"] if it["kind"] == "parcel.other_signer"]
    ours = {"waybill": "YT1", "carrier": "yuantong", "scans": [
        {"at": "2026-11-20T09:00:00+08:00", "scan": "signed", "signer": "门卫", "place": "杭州市"},
    ]}  # fmt: skip
    mirrored = screened(market, "parcel", {**PARCEL, "format": "gongdao", "trace": ours})["signals"]

    assert "human_check" in guard["actions"]
    assert "facts.addressee" in {field for reason in guard["reasons"] for field in reason["fields"]}
    assert "parcel.other_signer" in {it["kind"] for it in mirrored}


def test_parcels_signed_off_together_are_seen_beside_each_other(market: Market):
    def told(number: int) -> dict:
        rows = [{"ftime": "2026-11-20 09:00:00", "context": "已签收，签收人：本人", "location": "杭州市"}]
        return {"nu": f"YT{number:010}", "com": "yuantong", "data": rows}

    beside = [{"format": "kuaidi100", "trace": told(number)} for number in range(1, 40)]
    kinds = {it["kind"] for it in screened(market, "parcel", {**PARCEL, "trace": told(0), "beside": beside})["signals"]}

    assert "parcel.batch_sign_off" in kinds


def test_an_empty_return_is_told_by_its_weight(market: Market):
    facts = {"returned": True, "goods_kg": 2.5, "outbound_kg": 2.6, "weighed_kg": 0.1}
    kinds = {it["kind"] for it in screened(market, "parcel", {**PARCEL, "facts": facts})["signals"]}

    assert "parcel.swapped_return" in kinds


def test_a_shop_is_screened_in_minor_units(market: Market):
    told = screened(market, "shop", {"shop": {**SHOP, "deposit": 100_000, "currency": "CNY"}})
    cheap = {"name": "A", "prices": [{"category": "卫浴", "price": 100}]}
    others = [{"name": f"S{n}", "prices": [{"category": "卫浴", "price": 10_000 + 100 * n}]} for n in range(30)]
    priced = screened(market, "shop", {"shop": cheap, "market": {"shops": others}}, "en")["signals"]

    assert "shop.false_brand" in {it["kind"] for it in told["signals"]}
    (outlier,) = [it for it in priced if it["kind"] == "shop.price_outlier"]
    assert "1.00" in outlier["reasons"][0]["text"]


def test_a_shop_is_checked_line_by_line_before_buying_each_with_its_source(market: Market):
    """S06: licence, authorisation, score, age, deposit, prices and disputes."""
    known = {**SHOP, "orders": 120, "disputes": 31, "sources": {"licence": "the public register"}}
    for lang in ("zh", "en"):
        lines = {it["what"]: it for it in screened(market, "shop", {"shop": known}, lang)["lines"]}
        assert list(lines) == ["licence", "authorisation", "score", "age", "deposit", "prices", "disputes"]
        assert (lines["licence"]["state"], lines["licence"]["source"]) == ("doubt", "the public register")
        assert (lines["prices"]["state"], lines["disputes"]["state"]) == ("unknown", "look")
        assert all(line["reasons"] and line["state_name"] for line in lines.values())


def test_who_sends_back_empty_boxes_is_told_from_the_others(market: Market):
    told = screened(market, "claimant", people())

    assert "claimant.refund_abuse" in {it["kind"] for it in told["signals"]}
    assert screened(market, "claimant", {**people(), "person": "U-1"})["signals"] == []


def test_a_picture_older_than_its_order_is_named(market: Market):
    old = sent(market, photo("2026:08:29 09:12:00"), "?ordered_at=2026-09-10T09:00:00%2B08:00").json()
    plain = sent(market, photo(), "", "application/octet-stream")

    assert [it["kind"] for it in old["signals"]] == ["picture.older_than_order"]
    assert plain.json()["signals"] == []


def test_the_square_code_in_a_picture_is_read_and_its_link_screened(market: Market):
    import zxingcpp

    code = zxingcpp.create_barcode("https://www.taobao-refund.top/login", zxingcpp.BarcodeFormat.QRCode)
    file = io.BytesIO()
    Image.fromarray(code.to_image(scale=8)).convert("RGB").save(file, "PNG")
    told = sent(market, file.getvalue(), "?read=true", "image/png").json()

    assert "https://www.taobao-refund.top/login" in told["read"]
    assert "link.lookalike" in {it["kind"] for it in told["signals"]}


@pytest.mark.tesseract
def test_the_words_in_a_picture_are_read_and_screened(market: Market, checkout):
    chat = (checkout / "tests" / "pictures" / "chat.png").read_bytes()
    told = sent(market, chat, "?read=true", "image/png").json()

    assert any("打开屏幕共享" in text for text in told["read"])
    assert told["unread"] == ""
    assert [it["kind"] for it in told["signals"]] == ["message.scam"]


def test_every_signal_names_its_model_with_version_and_digest(market: Market):
    asked = {
        "message": {"text": LURE}, "link": {"link": "https://example.org/"}, "parcel": PARCEL, "shop": {"shop": SHOP},
        "claimant": people(),
    }  # fmt: skip
    models = [it["model"] for kind, body in asked.items() for it in screened(market, kind, body)["signals"]]

    assert {it["name"] for it in models} == {"talk", "links", "parcels", "shops", "claimants"}
    assert all(it["version"] and it["calibrated_on"] and it["digest"] for it in models)


def test_what_may_follow_is_said_by_the_pack_that_is_named(market: Market):
    ours, named = (screened(market, "message", {"text": LURE, **more}) for more in ({}, {"pack": "conventions"}))
    other = screened(market, "message", {"text": LURE, "platform": "jd"})

    assert ours["pack"].startswith("tb-")
    assert named["pack"] == "conventions"
    assert other["pack"].startswith("jd-")


def test_a_key_without_the_scope_screens_nothing(market: Market):
    token = key_of("shop", scopes=["cases:read", "market:read"])
    for kind in ("message", "conversation", "link", "parcel", "shop", "claimant", "picture"):
        asked = [client(each).post(f"{API}/screen/{kind}", {"text": LURE}, JSON).status_code for each in (token, "")]
        assert asked == [403, 401]
    asking = client(key_of("shop", scopes=["screen"]))
    assert asking.post(f"{API}/screen/message", {"text": LURE}, JSON).status_code == 200


def test_nothing_that_is_screened_is_kept(market: Market):
    from django.db import connection

    screened(market, "message", {"text": SWINDLE})
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if not name.startswith("sqlite")]
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            assert "fw8899" not in str(cursor.fetchall()), table
