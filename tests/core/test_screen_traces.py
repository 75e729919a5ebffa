"""Traces are read from the formats that carriers and trackers answer in, and what is broken is refused by its place."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache

import pytest

from gongdao.kernel.errors import BadInput, Refused
from gongdao.kernel.text import sentence
from gongdao.screening.messages import MESSAGES
from gongdao.screening.parcels.formats import BEIJING, FORMATS, read_trace
from gongdao.screening.parcels.places import Places, city_in, km, read_places
from gongdao.screening.parcels.rows import facts_given, trace_of
from gongdao.screening.parcels.signers import relation
from gongdao.screening.parcels.words import kind_in, signer_in
from gongdao.service.models import model


@cache
def places() -> Places:
    return read_places(model("places"))


KUAIDI100 = {
    "nu": "YT2234014274123", "com": "yuantong", "status": "200", "state": "3",
    "data": [
        {"ftime": "2026-06-03 19:10:30", "context": "客户 签收人: 本人签收 已签收 感谢使用"},
        {"ftime": "2026-06-03 08:10:30", "context": "【福州市】鼓楼公司 派件员正在派件"},
        {"time": "2026-06-01 18:04:00", "context": "【佛山市】已揽收", "location": None},
    ],
}  # fmt: skip
CAINIAO = {
    "success": True,
    "data": {
        "mail_no": "JT5123456789012", "delivery_code": "HTKY",
        "traces": [
            {"trace": {"operator": {"operator_name": "张三"}, "address": {"city": "福州市"},
                       "detail": {"operate_action": "TMS_SIGN", "operate_time": "2026-06-03 19:10:30",
                                  "operate_desc": "快件已签收，签收人：门卫"}}},
            {"city": "佛山市", "action": "TMS_ACCEPT", "time": "2026-06-01 18:04:00", "desc": "【佛山市】已揽收"},
        ],
    },
}  # fmt: skip
SEVENTEEN = {
    "data": {"accepted": [{
        "number": "RB123456789CN", "carrier": 3011,
        "track_info": {"tracking": {"providers": [{
            "provider": {"name": "China Post"},
            "events": [
                {"time_iso": "2026-06-03T19:10:30+08:00", "description": "Delivered, signed by: J SMITH",
                 "location": "Xi'an, Shaanxi", "stage": "Delivered", "sub_status": "Delivered_Other",
                 "address": {"coordinates": {"longitude": "108.9", "latitude": "34.3"}}},
                {"time_utc": "2026-06-01T10:04:00Z", "description": "Acceptance", "stage": "PickedUp"},
            ],
        }]}},
    }]},
}  # fmt: skip
AFTERSHIP = {
    "data": {"tracking": {
        "tracking_number": "1Z999AA10123456784", "slug": "ups", "signed_by": "MUELLER",
        "checkpoints": [
            {"checkpoint_time": "2026-06-01T10:04:00+08:00", "message": "Picked up", "city": "Shenzhen",
             "tag": "InTransit", "subtag": "InTransit_002", "slug": "ups"},
            {"checkpoint_time": "2026-06-03T09:00:00+02:00", "message": "Delivered", "city": "Hamburg",
             "tag": "Delivered", "subtag": "Delivered_003", "slug": "ups"},
        ],
    }},
}  # fmt: skip
ANSWERS = {"kuaidi100": KUAIDI100, "cainiao": CAINIAO, "17track": SEVENTEEN, "aftership": AFTERSHIP}


@pytest.mark.parametrize(
    ("format_", "waybill", "kinds", "signer"),
    [
        ("kuaidi100", "YT2234014274123", ["picked_up", "out_for_delivery", "signed"], "本人"),
        ("cainiao", "JT5123456789012", ["picked_up", "signed"], "门卫"),
        ("17track", "RB123456789CN", ["picked_up", "signed"], "J SMITH"),
        ("aftership", "1Z999AA10123456784", ["picked_up", "signed"], "MUELLER"),
    ],
)
def test_each_format_is_read_by_time_from_text_and_from_values(format_, waybill, kinds, signer):
    read = read_trace(format_, ANSWERS[format_])

    assert (read.waybill, [scan.kind for scan in read.scans], read.scans[-1].signer) == (waybill, kinds, signer)
    assert read_trace(format_, json.dumps(ANSWERS[format_])) == read
    assert all(scan.at.utcoffset() is not None and scan.field for scan in read.scans)


def changed(format_: str, **fields: object) -> object:
    """The answer with the fields of its first scan changed."""
    answer = json.loads(json.dumps(ANSWERS[format_]))
    row = {
        "kuaidi100": lambda: answer["data"][0],
        "cainiao": lambda: answer["data"]["traces"][1],
        "17track": lambda: answer["data"]["accepted"][0]["track_info"]["tracking"]["providers"][0]["events"][0],
        "aftership": lambda: answer["data"]["tracking"]["checkpoints"][0],
    }[format_]()
    row.update(fields)
    return answer


@pytest.mark.parametrize(
    ("format_", "answer", "code"),
    [
        ("telegram", {}, "trace-format-unknown"),
        ("kuaidi100", "{", "trace-not-json"),
        ("kuaidi100", "[" * 100_000, "trace-not-json"),
        ("kuaidi100", "[]", "trace-not-json"),
        ("kuaidi100", "x" * 2_000_001, "trace-too-large"),
        ("kuaidi100", {"data": {}}, "trace-without-scans"),
        ("17track", {"data": {"track_info": 7}}, "trace-without-scans"),
        ("kuaidi100", {"data": [{}] * 100_000}, "trace-too-many-scans"),
        (
            "17track",
            {"track_info": {"tracking": {"providers": [{"events": [{}] * 900}] * 900}}},
            "trace-too-many-scans",
        ),
        ("kuaidi100", {"data": ["已签收"]}, "trace-scan-wrong"),
        ("kuaidi100", changed("kuaidi100", context="签" * 2001), "trace-text-too-long"),
        ("kuaidi100", changed("kuaidi100", context=["签"]), "trace-text-wrong"),
        ("kuaidi100", changed("kuaidi100", ftime="昨天"), "trace-time-wrong"),
        ("kuaidi100", changed("kuaidi100", ftime="0001-01-01 00:00:00"), "trace-time-absurd"),
        ("kuaidi100", changed("kuaidi100", ftime="9999-12-31 23:59:59"), "trace-time-absurd"),
        ("aftership", changed("aftership", checkpoint_time="2026-06-01T10:04:00"), "trace-time-without-offset"),
        ("17track", changed("17track", time_iso="2026-06-03T19:10:30"), "trace-time-without-offset"),
        ("cainiao", changed("cainiao", weight="-3"), "trace-number-wrong"),
        ("cainiao", changed("cainiao", weight="1e999999999"), "trace-number-wrong"),
        ("kuaidi100", {**KUAIDI100, "nu": "7" * 65}, "trace-waybill-wrong"),
    ],
)
def test_a_broken_answer_is_refused_in_words(format_, answer, code):
    with pytest.raises(Refused) as refused:
        read_trace(format_, answer)

    assert refused.value.code == code
    assert all(sentence(MESSAGES, code, lang, refused.value.details) for lang in ("zh", "en"))


def test_a_carrier_that_knows_nothing_of_a_waybill_says_so_and_breaks_nothing():
    nothing = ({"nu": "YT1", "data": []}, {"result": False, "returnCode": "500", "message": "查询无结果"})

    assert [read_trace("kuaidi100", answer).scans for answer in nothing] == [(), ()]


def test_a_time_without_an_offset_is_read_where_somebody_says_which_zone_it_is():
    answer = changed("aftership", checkpoint_time="2026-06-01T10:04:00")

    assert read_trace("aftership", answer, BEIJING).scans[0].at.isoformat() == "2026-06-01T10:04:00+08:00"


def test_rows_of_a_case_need_their_offset_too():
    with pytest.raises(Refused, match="trace-time-without-offset"):
        trace_of([{"at": "2026-06-01T10:04:00", "scan": "signed"}])


def test_there_is_a_reader_for_every_format():
    assert set(FORMATS) == set(ANSWERS)


@pytest.mark.parametrize(
    ("text", "kind", "signer"),
    [
        ("客户 签收人 : 本人签收 已签收 感谢使用圆通速递", "signed", "本人"),
        ("您的快件已由【物业】代签收", "signed", "物业"),
        ("您的快件已由 陈建国 签收", "signed", "陈建国"),
        ("快件已被李某某签收，如有疑问请联系网点", "signed", "李某某"),
        ("已妥投，签收方式：他人代收（门卫）", "signed", "门卫"),
        ("快件已由长沙某小区菜鸟驿站代收，请及时取件", "left_at_agent", "长沙某小区菜鸟驿站"),
        ("已签收，签收人凭取货码签收。", "collected", ""),
        ("快件已从丰巢快递柜取出", "collected", ""),
        ("派送不成功，客户不在", "attempt_failed", ""),
        ("【武汉市】快件离开武汉转运中心，已发往广州中心", "departed", ""),
        ("快件已到达福州鼓楼营业部", "arrived_branch", ""),
        ("快件交给快递员，请准备签收", "other", ""),
        ("Out for delivery", "out_for_delivery", ""),
        ("Delivered, signed by: J SMITH", "signed", "J SMITH"),
        ("今天天气很好", "other", ""),
    ],
)
def test_what_a_carrier_writes_is_understood(text, kind, signer):
    assert (kind_in(text), signer_in(text)) == (kind, signer)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("福建省福州市鼓楼区北京路12号", "福州市"),
        ("吉林长春转运中心", "长春市"),
        ("【菏泽市】菏泽城东营业部", "菏泽市"),
        ("江苏省苏州市昆山市玉山镇", "昆山市"),
        ("重庆市黔江区城西街道", "黔江区"),
        ("北京市朝阳区建国路", "北京市"),
        ("佛山 / Foshan", "佛山市"),
        ("Suzhou, Anhui, China", "宿州市"),
        ("Fuzhou", None),
        ("中山路 18 号", None),
        ("小区驿站", None),
    ],
)
def test_the_city_of_a_text_is_found_and_a_street_is_no_city(text, name):
    city = city_in(places(), text)

    assert (city and city.name) == name


def test_the_gazetteer_holds_every_prefecture_and_says_where_it_comes_from():
    rows = model("places")["places"]

    assert len({row["name"] for row in rows if row["level"] == "prefecture"}) >= 337
    assert len({row["province"] for row in rows}) == 34
    assert all(3 < row["lat"] < 54 and 73 < row["lon"] < 136 for row in rows)
    assert "GeoNames" in model("places")["source"]
    assert "CC BY 4.0" in model("places")["source"]


@pytest.mark.parametrize(
    ("one", "other", "about"), [("北京", "上海", 1068), ("广州", "深圳", 105), ("哈尔滨", "海口", 3270)]
)
def test_distances_are_about_right(one, other, about):
    here, there = city_in(places(), one), city_in(places(), other)

    assert here
    assert there
    assert km(here, there) == pytest.approx(about, rel=0.04)


@pytest.mark.parametrize(
    ("signer", "addressee", "expected"),
    [
        ("本人", "张三", "same"), ("张三", "张三", "same"), ("张*", "张三丰", "same"), ("*三", "张三", "same"),
        ("张先生", "张三", "same"), ("夏小雨", "夏女士", "same"), ("李*", "张三", "stranger"), ("王五", "张三",
        "stranger"),
        ("王五", "爱吃鱼的猫", "unknown"), ("张伟", "张玮", "relative"), ("欧阳锋", "欧阳克", "relative"), ("妻子",
        "张三", "family"),
        ("邻居", "张三", "near"), ("前台", "张三", "property"), ("丰巢快递柜", "张三", "agent"), ("", "张三",
        "unknown"),
        ("J SMITH", "John Smith", "same"), ("SMITH, JOHN", "John Smith", "same"), ("A MILLER", "John Smith",
        "stranger"),
        ("Zhang", "张三", "unknown"),
    ],
)  # fmt: skip
def test_how_a_signer_stands_to_the_addressee(signer, addressee, expected):
    assert relation(signer, addressee) == expected


def test_what_a_marketplace_hands_in_beside_a_trace_is_read_strictly():
    told = {"addressee": "夏小雨", "shipped_at": "2026-06-01T09:00:00+08:00", "goods_kg": 18.5, "designated": ["驿站"]}
    facts = facts_given(told)

    assert (facts.addressee, facts.goods_kg, facts.consent, facts.complete) == ("夏小雨", Decimal("18.5"), None, True)
    assert facts_given({"consent": False}).consent is False


@pytest.mark.parametrize(
    "wrong", [7, {"adressee": "夏"}, {"goods_kg": -1}, {"shipped_at": "2026-06-01"}, {"consent": "yes"}]
)
def test_what_is_wrong_beside_a_trace_is_refused_with_its_field(wrong):
    with pytest.raises(BadInput) as refused:
        facts_given(wrong)

    assert all(problem.place for problem in refused.value.problems)
