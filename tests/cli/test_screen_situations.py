"""Every situation of the articles that screening is for, told in our own words, is named by ``gongdao screen``."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from PIL import ExifTags, Image

from stories import CASH_FOR_PRAISE, HONEST, IN_TURNS, LOOKALIKE, SPARE_MONEY

NOW = "2026-03-20T20:00:00+08:00"
WASHBASIN = {
    "name": "福建九牧整装卫浴企业店",
    "category": "卫浴",
    "licence": {"name": "天桥区云玉飞百货店", "scope": "日用百货、玩具、五金零售", "place": "济南市天桥区"},
    "authorisations": [],
}


def found(ran) -> dict[str, dict]:
    assert (ran.status, ran.err) == (0, "")
    return {signal["kind"]: signal for signal in json.loads(ran.out)}


def codes(signal: dict) -> set[str]:
    return {reason["code"] for reason in signal["reasons"]}


@pytest.fixture
def seen(gongdao, written):
    """``seen("shop", data)`` gives the signals of what is read from JSON, by kind."""

    def screen(what: str, data: object) -> dict[str, dict]:
        file = written(json.dumps(data, ensure_ascii=False), f"{what}.json")
        return found(gongdao("screen", what, file, "--json", "--at", NOW))

    return screen


# S01 a false service call, S02 cash for praise, S03 set phrases, also split, disguised and in other words.
@pytest.mark.parametrize(
    ("what", "text", "script"),
    [
        ("message", SPARE_MONEY, "SC-4"),
        ("conversation", IN_TURNS, "SC-3"),
        ("message", CASH_FOR_PRAISE, "SC-6"),
        ("message", "您被设置成了VIP会员，不取消每月扣500元，请按客服指示退款", "SC-3"),
        ("message", "您的订单异常，请扫描退款二维码，钱马上到您账户", "SC-1"),
        ("message", "打 开 屏💗幕 共 享，把驗證碼發給我，退款馬上到賬", "SC-4"),
        (
            "conversation",
            "客服：您的衣服质检不合格\n客服：给您双倍退款\n我：好\n客服：打开屏幕共享，我教您操作\n",
            "SC-4",
        ),
    ],
)
def test_a_swindle_is_named_with_its_script_and_its_words(gongdao, what, text, script):
    signal = found(gongdao("screen", what, "--text", text, "--json"))["message.scam"]

    assert script in signal["scripts"]
    assert [span for reason in signal["reasons"] for span in reason["spans"]]
    assert any("96110" in step["text"] for step in signal["advice"])


@pytest.mark.parametrize("text", HONEST)
def test_an_honest_shop_is_not_warned_of(gongdao, text):
    assert "message.scam" not in found(gongdao("screen", "message", "--text", text, "--json"))


# S04: the right way by the state of the order is the court's own; its clocks are played.
@pytest.mark.parametrize(
    ("scenario", "end"),
    [("refund_when_paid_not_shipped", "退款"), ("refund_of_a_closed_order", ""), ("refund_after_completion", "")],
)
def test_the_right_way_to_a_refund_is_played_by_the_state_of_the_order(gongdao, scenario, end):
    ran = gongdao("play", f"scenarios/{scenario}.yaml")

    assert ran.status == 0
    assert end in ran.out


# S05: links that imitate, hide or carry a brand.
@pytest.mark.parametrize(
    ("link", "kind"),
    [
        ("https://www.taobao-refund.top/login", "link.lookalike"),
        ("https://t\u0430obao.com/", "link.lookalike"),
        ("http://203.0.113.9/taobao/refund", "link.lookalike"),
        ("https://example.org/", "link.unknown"),
    ],
)
def test_a_link_is_named_by_its_trick_and_never_called_safe(gongdao, link, kind):
    kinds = found(gongdao("screen", "link", "--text", link, "--json"))

    assert kind in kinds


def test_a_link_in_a_message_is_looked_at_too(gongdao):
    assert "link.lookalike" in found(gongdao("screen", "message", "--text", LOOKALIKE, "--json"))


# S06 too cheap to be true, S07 a shop that poses as a brand and empties its shelves.
def test_a_price_far_below_others_is_named_with_what_is_usual(seen):
    market = [{"name": f"卫浴店{at}", "category": "卫浴", "prices": [{"category": "花洒", "price": 60000 + 900 * at}]}
              for at in range(30)]  # fmt: skip
    cheap = {"name": "好价卫浴", "category": "卫浴", "prices": [{"category": "花洒", "price": 3900}]}

    assert "shop.price_outlier" in seen("shop", {"shop": cheap, "market": {"shops": market}})


def test_a_shop_that_poses_as_a_brand_is_named_with_its_licence(seen):
    signal = seen("shop", {"shop": WASHBASIN})["shop.false_brand"]

    assert {"shop-not-authorised", "shop-other-trade"} <= codes(signal)
    assert "天桥区云玉飞百货店" in json.dumps(signal, ensure_ascii=False)


def test_a_shop_that_empties_its_shelves_may_run_away(seen):
    days = [(datetime.fromisoformat(NOW) - timedelta(days=at)).date().isoformat() for at in range(40)]
    emptied = {
        **WASHBASIN,
        "listed": [{"day": day, "number": 0 if at < 2 else 80} for at, day in enumerate(days)],
        "withdrawals": [{"day": days[1], "amount": 9_000_000}],
        "deposit": 100_000,
        "open_claims": 900_000,
        "messages": [{"account": f"U-{at}", "at": f"{days[2]}T10:00:00+08:00", "complains": True} for at in range(8)],
    }

    assert "shop.may_run_away" in seen("shop", {"shop": emptied})


# S11 a click on “shipped”, S30 a parcel signed for by nobody, S47 a slip that somebody else signed.
def parcel(*scans: dict, **order: object) -> dict:
    return {
        "format": "gongdao",
        "trace": {"waybill": "YT8812345678901", "carrier": "圆通", "scans": [*scans]},
        "order": order,
    }


def at(day: int, hour: int = 9, minute: int = 0) -> str:
    return f"2026-03-{day:02}T{hour:02}:{minute:02}:00+08:00"


HOME = {"receiver": "张三", "address": "福州市鼓楼区"}
SENT = {"at": at(10), "scan": "picked_up", "place": "佛山市"}


@pytest.mark.parametrize(
    ("scans", "order", "kind"),
    [
        ([{"at": at(10), "scan": "waybill_uploaded"}], {"shipped_at": at(10)}, "parcel.no_pick_up"),
        ([], {"shipped_at": at(10)}, "parcel.no_pick_up"),
        ([SENT, {"at": at(12), "scan": "signed", "signer": "张三", "same_second_signed_by_agent": 41}], HOME,
         "parcel.batch_sign_off"),
        ([SENT, {"at": at(10, 10), "scan": "arrived_branch", "place": "哈尔滨市"},
          {"at": at(12), "scan": "arrived_branch", "place": "福州市"}], HOME, "parcel.impossible_speed"),
        ([SENT, {"at": at(12, 9), "scan": "signed", "signer": "张三"},
          {"at": at(12, 18), "scan": "arrived_branch", "place": "福州市"}], HOME, "parcel.early_sign_off"),
        ([SENT, {"at": at(12), "scan": "signed", "signer": "李四"}], HOME, "parcel.other_signer"),
        ([SENT, {"at": at(12), "scan": "signed", "signer": "小区物业", "agent": "小区物业", "agent_authorised": False}],
         HOME, "parcel.without_consent"),
    ],
)  # fmt: skip
def test_an_odd_parcel_is_named_with_the_scans_that_gave_it_away(seen, scans, order, kind):
    signal = seen("parcel", parcel(*scans, **order))[kind]

    assert all(reason["fields"] for reason in signal["reasons"])


def test_a_parcel_that_came_as_parcels_come_is_not_named(seen):
    scans = [SENT, {"at": at(12), "scan": "arrived_branch", "place": "福州市"},
             {"at": at(12, 15), "scan": "signed", "signer": "张三", "signature": True}]  # fmt: skip

    assert seen("parcel", parcel(*scans, **HOME)) == {}


# S21 pictures from elsewhere and rings that live on refunds, S22 a buyer who complains much and honestly.
@pytest.mark.parametrize(
    ("field", "said", "kind"),
    [
        (ExifTags.Base.DateTimeOriginal, "2026:01:02 09:12:00", "picture.older_than_order"),
        (ExifTags.Base.Software, "Adobe Photoshop 25.0", "picture.edited"),
    ],
)
def test_a_picture_that_cannot_be_of_this_order_is_named(gongdao, tmp_path, field, said, kind):
    file, exif = tmp_path / "photo.jpg", Image.Exif()
    (exif if field == ExifTags.Base.Software else exif.get_ifd(ExifTags.IFD.Exif))[field] = said
    Image.effect_noise((640, 480), 60).convert("RGB").save(file, exif=exif)

    assert kind in found(gongdao("screen", "picture", file, "--json", "--at", NOW, "--ordered-at", at(1)))


def bought(who: str, shop: int, day: int, **claim: object) -> dict:
    then = datetime.fromisoformat(NOW) - timedelta(days=day)
    order = {"buyer": who, "shop": f"S-{shop}", "category": "shoes", "at": then.isoformat()}
    return {**order, "claim": {"at": (then + timedelta(days=3)).isoformat(), **claim}} if claim else order


def others() -> list[dict]:
    """A hundred people who buy in the same shops; one order in twelve is claimed."""
    return [
        bought(f"U-{who}", (who + turn) % 12, 20 + turn * 20, **({"returned": "whole"} if turn == who % 12 else {}))
        for who in range(100)
        for turn in range(12)
    ]


def test_accounts_of_one_hand_are_linked_and_nobody_is_told_who_the_others_are(seen):
    ring = [{"id": f"R-{n}", "things": [{"kind": "device", "digest": "d1"}, {"kind": "payment", "digest": "p1"}]}
            for n in range(5)]  # fmt: skip
    claims = [bought(f"R-{n}", shop, 15 + 2 * shop, kept=True, text="同样的话") for n in range(5) for shop in range(6)]

    signal = seen("claimant", {"person": "R-1", "accounts": ring, "orders": [*others(), *claims]})["claimant.linked"]

    assert signal["score"] >= 0.9
    assert "R-2" not in json.dumps(signal)


def test_who_complains_much_and_honestly_gets_no_label(seen):
    claims = [bought("U-x", shop % 12, 20 + 5 * shop, returned="whole") for shop in range(30)]

    found_ = seen("claimant", {"person": "U-x", "accounts": [{"id": "U-x"}], "orders": [*others(), *claims]})

    assert all(signal["score"] < 0.9 for signal in found_.values())
