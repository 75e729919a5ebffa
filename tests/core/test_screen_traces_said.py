"""What carriers write beside a scan is read as people write it: who took a parcel, who only may fetch it, and when."""

from __future__ import annotations

from datetime import datetime
from functools import cache

import pytest

from gongdao.screening.parcels.facts import ParcelFacts, ParcelModel, clock, parcel_model
from gongdao.screening.parcels.formats import read_trace
from gongdao.screening.parcels.screen import screen_parcel
from gongdao.screening.parcels.words import agent_in, kind_in, signer_in
from gongdao.screening.signal import Signal
from gongdao.service.models import model

HOME = ParcelFacts(addressee="王秀兰", address="四川省成都市武侯区人民南路四段11号")


@cache
def parcels() -> ParcelModel:
    return parcel_model(model("parcels"), model("places"))


def seen(*last: tuple[str, str, str, str]) -> dict[str, Signal]:
    """Give the signals of a trace of Kuaidi100 that ends with these rows: time, words, place, code."""
    rows = [
        ("2026-11-11 20:31:00", "已揽收", "金华市", "103"),
        ("2026-11-14 08:40:02", "正在派件", "成都市", "5"),
        *last,
    ]
    data = [{"ftime": at, "context": said, "location": place, "statusCode": code} for at, said, place, code in rows]
    trace = read_trace("kuaidi100", {"nu": "YT7712345678901", "com": "yuantong", "data": data})
    return {signal.kind: signal for signal in screen_parcel(parcels(), trace, HOME)}


def codes(signal: Signal) -> list[str]:
    return [reason.code for reason in signal.reasons]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("已凭取件码取件，感谢使用丰巢", "collected"),
        ("您的包裹已到菜鸟驿站，请凭取件码1-2-3 及时取走", "left_at_agent"),
        ("快件已由【丰巢】代收，请凭取件码取件", "left_at_agent"),
        ("丰巢柜机，取件码 1234，取件地址：玉林北路", "other"),
        ("车辆行驶在G5京昆高速，快件运输中", "departed"),
        ("家人代收", "signed"),
    ],
)
def test_who_is_asked_to_fetch_a_parcel_has_not_fetched_it_yet(said, kind):
    assert kind_in(said) == kind


@pytest.mark.parametrize(
    ("said", "signer", "agent"),
    [
        ("已签收，他人代收：同事", "同事", ""),
        ("家人代收", "家人", ""),
        ("快件已由丰巢代收", "丰巢", "丰巢"),
        ("已签收，签收人：已代签收（包裹在鞋柜）", "", ""),
        ("Delivered, signed by: J. DOE", "J. DOE", ""),
        ("Signed for by: Mrs. Smith. Thank you", "Mrs. Smith", ""),
        ("Delivered, Left at front desk", "front desk", ""),
    ],
)
def test_a_person_who_took_a_parcel_in_is_no_agent(said, signer, agent):
    assert (signer_in(said), agent_in(said)) == (signer, agent)


def test_who_fetched_a_parcel_with_the_code_is_not_told_that_nobody_did():
    left = ("2026-11-14 10:22:10", "您的快件已存放至【玉林北路丰巢快递柜】，请凭取件码及时领取", "成都市", "501")

    assert seen(left, ("2026-11-14 18:22:10", "已凭取件码取件，感谢使用丰巢", "成都市", "301")) == {}
    assert "parcel.without_consent" in seen(left)


@pytest.mark.parametrize(
    ("said", "kind", "code"),
    [
        ("已签收，签收人：王建国", "parcel.other_signer", "parcel-signer-relative"),
        ("已签收，他人代收：同事", "parcel.other_signer", "parcel-signer-near"),
        ("已签收，签收人：单位收发", "parcel.other_signer", "parcel-signer-property"),
        ("已签收，签收人：快递员代签", "parcel.other_signer", "parcel-signer-courier"),
        ("已代签收", "parcel.without_consent", "parcel-left-unnamed"),
    ],
)
def test_signed_by_another_is_told_by_whom_and_no_city_is_taken_for_a_locker(said, kind, code):
    found = seen(("2026-11-14 16:22:10", said, "成都市", "304"))

    assert {it: codes(signal) for it, signal in found.items()} == {kind: [code]}


@pytest.mark.parametrize(
    "said", ["已签收，签收人：王女士", "已签收，签收人：王阿姨", "已签收，签收人在【菜鸟驿站】领取"]
)
def test_the_addressee_by_title_or_at_the_counter_is_the_addressee_although_the_code_says_another(said):
    assert seen(("2026-11-14 16:22:10", said, "成都市", "304")) == {}


def test_a_parcel_on_the_motorway_after_it_was_signed_for_is_told():
    found = seen(
        ("2026-11-14 16:22:10", "已签收，签收人：王**", "成都市", "3"),
        ("2026-11-14 19:05:00", "车辆行驶在G5京昆高速，快件运输中", "汉中市", "0"),
    )

    assert codes(found["parcel.early_sign_off"]) == ["parcel-signed-before-arrival"]


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2026-11-13T21:00:00+08:00", "2026-11-13 21:00"),
        ("2026-11-13T13:00:00Z", "2026-11-13 21:00"),
        ("2026-11-13T05:00:00-08:00", "2026-11-13 05:00 (UTC-08:00)"),
    ],
)
def test_an_instant_of_another_zone_names_its_zone(at, told):
    assert clock(datetime.fromisoformat(at)) == told
