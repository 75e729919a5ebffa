"""``gongdao screen`` says what is seen, as text and as JSON, in both languages, and refuses in a sentence."""

from __future__ import annotations

import json

import pytest
from PIL import ExifTags, Image

from stories import HONEST, IN_TURNS, LOOKALIKE, SPARE_MONEY

SHOP = {
    "shop": {
        "name": "九牧整装卫浴旗舰店",
        "category": "卫浴",
        "licence": {"name": "漳州某百货店"},
        "authorisations": [],
    }
}
PEOPLE = {
    "accounts": [{"id": "U-1"}],
    "orders": [{"buyer": "U-1", "shop": "S-1", "category": "shoes", "at": "2026-01-05T09:00:00+08:00"}],
}
TRACE = {"nu": "YT1", "com": "yuantong", "data": [{"ftime": "2026-01-20 09:00:00", "context": "已签收，签收人：张三"}]}


def found(ran) -> list[dict]:
    assert ran.err == ""
    return json.loads(ran.out)


def test_a_message_is_quoted_with_its_places_and_told_what_to_do(gongdao):
    (signal,) = found(gongdao("screen", "message", "--text", SPARE_MONEY, "--json"))

    assert (signal["kind"], "SC-4" in signal["scripts"]) == ("message.scam", True)
    spans = [span for reason in signal["reasons"] for span in reason["spans"]]
    assert "备用金" in {SPARE_MONEY[span["start"] : span["end"]] for span in spans}
    assert any("110" in step["text"] for step in signal["advice"])
    assert signal["model"]["calibrated_on"]


def test_a_conversation_is_read_from_a_file_and_told_as_text(gongdao, written):
    ran = gongdao("screen", "conversation", written(IN_TURNS, "chat.txt"))

    assert ran.lines[0].startswith("像是诈骗")
    assert any(line.startswith("  1. 先停下") for line in ran.lines)


def test_a_link_is_named_with_brand_and_trick_also_within_a_message(gongdao):
    english = gongdao("screen", "link", "--text", "taobao-refund.top", "--lang", "en")
    kinds = [signal["kind"] for signal in found(gongdao("screen", "message", "--text", LOOKALIKE, "--json"))]

    assert "Taobao is at taobao.com" in english.out
    assert "link.lookalike" in kinds


def test_where_nothing_is_found_it_is_not_called_safe(gongdao):
    ran = gongdao("screen", "message", "--text", HONEST[1])

    assert (ran.status, "不等于没问题" in ran.out) == (0, True)


@pytest.mark.parametrize(
    ("what", "given", "kind"),
    [("shop", SHOP, "shop.false_brand"), ("parcel", {"format": "kuaidi100", "trace": TRACE}, None),
     ("claimant", {"person": "U-1", **PEOPLE}, None)],
)  # fmt: skip
def test_shops_parcels_and_claimants_are_read_from_json(gongdao, written, what, given, kind):
    file = written(json.dumps(given, ensure_ascii=False), f"{what}.json")

    signals = found(gongdao("screen", what, file, "--json", "--at", "2026-02-01T09:00:00+08:00"))

    assert kind is None or kind in {signal["kind"] for signal in signals}


def test_a_picture_older_than_its_order_is_named(gongdao, tmp_path):
    file = tmp_path / "photo.jpg"
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:08:29 09:12:00"
    Image.new("RGB", (640, 480), "teal").save(file, exif=exif)

    ran = gongdao("screen", "picture", file, "--json", "--ordered-at", "2026-09-10T09:00:00+08:00")

    assert [signal["kind"] for signal in found(ran)] == ["picture.older_than_order"]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("message",), "没有说要看哪个"),
        (("message", "--text", " "), "不是一段文字"),
        (("message", "--text", "字" * 30_001), "超过 30000 字"),
        (("shop", "--text", "{"), "不是 JSON"),
        (("shop", "--text", '{"shopp": {}}'), "shopp"),
        (("parcel", "--text", '{"format": "pigeon", "trace": {}}'), "pigeon"),
        (("parcel", "--text", '{"format": "kuaidi100"}'), "trace"),
        (("claimant", "--text", '{"person": "U-9", "accounts": [], "orders": []}'), "U-9"),
        (("link", "--text", "x" * 9000), ""),
        (("message", "--text", "a", "--at", "2026-01-01"), "时区"),
        (("message", "--text", "a", "--at", "0001-01-01T00:00:00+00:00"), "不是时间"),
    ],
)
def test_what_cannot_be_screened_is_refused_in_a_sentence(gongdao, arguments, why):
    ran = gongdao("screen", *arguments)

    assert (ran.status, ran.out) == (2, "")
    assert why in ran.err


def test_who_was_labelled_wrongly_is_asked_of_an_installation(gongdao, tmp_path):
    record = ["--database", f"sqlite:///{tmp_path / 'record.sqlite3'}"]
    gongdao("migrate", *record)

    assert found(gongdao("screen", "fairness", "--json", *record)) == []
    assert gongdao("screen", "fairness", *record).out == "这里还没有案件。\n"
    assert gongdao("screen", "fairness", "--database", f"sqlite:///{tmp_path / 'none.sqlite3'}").status == 2


@pytest.mark.tesseract
def test_the_words_in_a_picture_are_read_and_screened_when_asked_for(gongdao, checkout):
    chat = checkout / "tests" / "pictures" / "chat.png"
    told = found(gongdao("screen", "picture", chat, "--read", "--json"))
    shown = gongdao("screen", "picture", chat, "--read", "--lang", "en")

    (signal,) = told["signals"]
    spans = [span for reason in signal["reasons"] for span in reason["spans"]]
    assert (signal["kind"], told["unread"]) == ("message.scam", "")
    assert "打开屏幕共享" in {told["read"][span["turn"]][span["start"] : span["end"]][-6:] for span in spans}
    assert "The picture says:" in shown.lines
    assert "Stop" in shown.out


@pytest.mark.parametrize("what", ["message", "shop", "picture"])
def test_a_file_without_end_is_not_read_to_its_end(gongdao, tmp_path, what):
    file = tmp_path / "endless"
    with file.open("wb") as out:
        out.truncate(1 << 40)
    ran = gongdao("screen", what, str(file))

    assert ran.status == 2
    assert "64 MB" in ran.err


def test_a_shop_is_checked_line_by_line_before_buying(gongdao, written):
    file = written(json.dumps(SHOP, ensure_ascii=False), "shop.json")
    lines = found(gongdao("screen", "shop", file, "--lines", "--json"))
    said = gongdao("screen", "shop", file, "--lines", "--lang", "en").out

    assert [line["what"] for line in lines][:2] == ["licence", "authorisation"]
    assert [line["state"] for line in lines][:2] == ["doubt", "doubt"]
    assert "authorisation by the brand  doubtful" in said
    assert "not known" in said
