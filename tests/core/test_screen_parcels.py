"""Parcels are screened from their scans: the stories people tell, and the faults of generated traces."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from functools import cache
from random import Random

import pytest

from counts import count
from gongdao.kernel.errors import Refused
from gongdao.policy.lexicon import ACTIONS
from gongdao.screening.messages import ADVICE, KINDS, REASONS
from gongdao.screening.parcels.facts import ParcelFacts, ParcelModel, parcel_model
from gongdao.screening.parcels.rows import facts_of, trace_of
from gongdao.screening.parcels.screen import ADVICE as ADVISED, CHECKS, screen_parcel, screen_round
from gongdao.screening.parcels.trace import Scan, Trace
from gongdao.screening.signal import Signal, told
from gongdao.service.models import model
from mischief import FAULTS, parcel
from rounds_walked import round_of
from shelf import pack
from traces_told import facts_told, formats_of, told_twice

CHINA = timezone(timedelta(hours=8))
AT_HOME = ParcelFacts(
    addressee="夏小雨", address="福建省福州市鼓楼区五四路8号", sender="广东省佛山市", carrier="yuantong"
)


@cache
def parcels() -> ParcelModel:
    return parcel_model(model("parcels"), model("places"))


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-06-{text}").replace(tzinfo=CHINA)


def trace(*scans: Scan, read_at: datetime | None = None, waybill: str = "YT2234014274123") -> Trace:
    numbered = [replace(scan, field=f"data[{number}]") for number, scan in enumerate(scans)]
    return Trace(waybill, "yuantong", tuple(sorted(numbered, key=lambda scan: scan.at)), read_at)


USUAL = (
    Scan(at("01T10:00"), "picked_up", place="佛山市", weight_kg=Decimal("2.10")),
    Scan(at("01T20:00"), "departed", place="佛山市"),
    Scan(at("02T14:00"), "arrived", place="福州市"),
    Scan(at("02T19:00"), "arrived_branch", place="福州市"),
    Scan(at("03T08:30"), "out_for_delivery", place="福州市"),
)
SIGNED = Scan(at("03T11:00"), "signed", place="福州市", signer="本人")


def found(*scans: Scan, facts: ParcelFacts = AT_HOME, earlier: Trace | None = None) -> dict[str, Signal]:
    signals = screen_parcel(parcels(), trace(*scans, read_at=at("05T12:00")), facts, earlier)
    return {signal.kind: signal for signal in signals}


def said(signal: Signal, lang: str = "zh") -> str:
    return " ".join(told(reason, lang) for reason in signal.reasons)


def test_an_ordinary_parcel_has_no_signal():
    assert found(*USUAL, SIGNED) == {}


def test_signed_by_the_consignee_before_it_left_the_depot():
    signals = found(*USUAL[:4], replace(SIGNED, at=at("02T16:00")), USUAL[4])

    assert {"parcel.early_sign_off"} == set(signals)
    assert "2026-06-02 16:00 就写着签收，可是 2026-06-02 19:00 包裹还在路上" in said(signals["parcel.early_sign_off"])
    assert signals["parcel.early_sign_off"].scripts == ("SC-10",)
    assert signals["parcel.early_sign_off"].reasons[0].fields == ("data[4]", "data[3]")


def test_out_for_delivery_while_the_lorry_is_on_the_motorway():
    wuhan = Scan(at("01T23:40"), "departed", place="【武汉市】武汉转运中心")
    fast = Scan(at("02T00:05"), "out_for_delivery", place="【福州市】")
    signals = found(USUAL[0], wuhan, fast, replace(SIGNED, at=at("03T15:00")))

    assert "只隔 25 分钟" in said(signals["parcel.impossible_speed"])


def test_on_the_round_in_a_city_it_never_came_to_is_excused_by_no_clock():
    left, fast = replace(USUAL[1], at=at("02T08:10")), Scan(at("02T08:50"), "out_for_delivery", place="福州市")

    assert "只隔 40 分钟" in said(found(USUAL[0], left, fast)["parcel.impossible_speed"])
    assert "parcel.impossible_speed" in found(USUAL[0], left, fast, replace(SIGNED, at=at("02T09:15")))
    assert found(USUAL[0], left, replace(USUAL[2], at=at("02T08:40")), replace(fast, at=at("02T20:00"))) == {}


def test_a_clock_of_another_time_zone_is_no_sign_of_fraud():
    slipped = replace(USUAL[2], at=USUAL[2].at - timedelta(hours=8))
    night = replace(SIGNED, at=SIGNED.at - timedelta(hours=8))

    assert found(*USUAL[:2], slipped, *USUAL[3:], SIGNED) == {}
    assert found(*USUAL, night) == {}


@pytest.mark.parametrize(
    ("signer", "kinds"),
    [
        ("本人", set()),
        ("夏小雨", set()),
        ("夏*", set()),
        ("夏女士", set()),
        ("王五", {"parcel.other_signer"}),
        ("王*", {"parcel.other_signer"}),
        ("小区物业", {"parcel.other_signer"}),
        ("菜鸟驿站", {"parcel.without_consent"}),
    ],
)
def test_the_signature_must_be_the_addressees_or_somebody_has_to_explain(signer, kinds):
    assert set(found(*USUAL, replace(SIGNED, signer=signer))) == kinds


def test_the_property_office_that_gave_it_to_a_stranger_had_to_be_allowed():
    given = replace(SIGNED, signer="物业")

    assert set(found(*USUAL, given)) == {"parcel.other_signer"}
    assert found(*USUAL, given, facts=replace(AT_HOME, consent=True)) == {}


def test_a_locker_that_the_addressee_named_or_emptied_is_his_own_hand():
    left = replace(SIGNED, kind="left_at_agent", signer="", agent="丰巢快递柜")
    fetched = Scan(at("03T19:00"), "collected", place="福州市", code_used=True)

    assert set(found(*USUAL, left)) == {"parcel.without_consent"}
    assert found(*USUAL, left, facts=replace(AT_HOME, designated=("快递柜",))) == {}
    assert found(*USUAL, left, fetched) == {}


def test_a_seller_without_a_parcel_has_sent_nothing():
    facts = replace(AT_HOME, shipped_at=at("01T09:00"), asked_at=at("03T12:00"))
    signals = found(Scan(at("01T09:00"), "waybill_uploaded"), facts=facts)

    assert "已过 51 小时" in said(signals["parcel.no_pick_up"])
    holiday = replace(facts, paused=((at("01T10:00"), at("03T10:00")),))
    assert found(Scan(at("01T09:00"), "waybill_uploaded"), facts=holiday) == {}


def test_a_borrowed_waybill_is_older_than_the_order_or_leads_elsewhere():
    older = found(*USUAL, SIGNED, facts=replace(AT_HOME, ordered_at=at("04T09:00")))
    elsewhere = found(*USUAL, SIGNED, facts=replace(AT_HOME, address="黑龙江省哈尔滨市道里区"))
    others = found(*USUAL, SIGNED, facts=replace(AT_HOME, other_orders=("88120034",)))
    form = found(*USUAL, SIGNED, facts=replace(AT_HOME, carrier="顺丰"))

    assert [set(it) for it in (older, elsewhere, others, form)] == [{"parcel.reused_waybill"}] * 4
    assert "88120034" in said(others["parcel.reused_waybill"], "en")


def test_a_washbasin_does_not_weigh_a_hundred_grams():
    light = replace(USUAL[0], weight_kg=Decimal("0.10"))
    signals = found(light, *USUAL[1:], SIGNED, facts=replace(AT_HOME, goods_kg=Decimal("18.50")))

    assert "快递称得 0.10 公斤，商品本身就有 18.50 公斤" in said(signals["parcel.weight"])


def test_a_bag_was_sold_and_clothes_came_back():
    facts = replace(AT_HOME, returned=True, outbound_kg=Decimal("2.10"))

    assert found(*USUAL, SIGNED, facts=facts) == {}
    for kg in ("0.30", "0.90", "6.80"):
        swapped = replace(USUAL[0], weight_kg=Decimal(kg))
        assert set(found(swapped, *USUAL[1:], SIGNED, facts=facts)) == {"parcel.swapped_return"}, kg


def test_signed_nine_kilometres_from_the_door():
    assert set(found(*USUAL, replace(SIGNED, km_from_address=9.2))) == {"parcel.far_away"}
    assert found(*USUAL, replace(SIGNED, km_from_address=0.4)) == {}


def test_a_trace_that_says_otherwise_later_is_told_line_by_line():
    before = trace(*USUAL, replace(SIGNED, signer="王五"), read_at=at("03T18:00"))
    later = found(*USUAL, SIGNED, earlier=before)
    zone = tuple(replace(scan, at=scan.at - timedelta(hours=8)) for scan in (*USUAL, SIGNED))

    assert "先写“王五”，后来改成了“本人”" in said(later["parcel.edited_trace"])
    assert found(*USUAL, SIGNED, earlier=trace(*zone, read_at=at("03T18:00"))) == {}


def test_a_courier_who_signs_thirty_doors_in_one_second_is_found_and_a_front_desk_is_not():
    def delivered(number: int, seconds: int, door: str) -> tuple[Trace, ParcelFacts]:
        scan = replace(SIGNED, at=at("03T11:00") + timedelta(seconds=seconds), operator="李师傅")
        return trace(*USUAL, scan, waybill=f"YT{number:013}"), replace(AT_HOME, address=f"福州市鼓楼区{door}")

    batch = screen_round(parcels(), [delivered(number, 0, f"{number}号") for number in range(30)])
    desk = screen_round(parcels(), [delivered(number, number * 3, "前台") for number in range(9)])
    walked = screen_round(parcels(), [delivered(number, number * 70, f"{number}号") for number in range(60)])

    assert len(batch) == 30
    assert "一共点了 30 件签收" in said(batch[0][1])
    assert (desk, walked) == ((), ())


def test_a_batch_is_told_from_its_first_sign_off_on():
    def signed(number: int) -> tuple[Trace, ParcelFacts]:
        scan = replace(SIGNED, at=(at("03T11:00") + timedelta(seconds=number)).astimezone(UTC), operator="李师傅")
        return trace(scan, waybill=f"YT{number:013}"), replace(AT_HOME, address=f"福州市鼓楼区{number}号")

    batch = screen_round(parcels(), [signed(number) for number in range(20)])

    assert {signal.reasons[0].details["at"] for _, signal in batch} == {"2026-06-03 11:00:00"}
    assert {signal.reasons[0].details["seconds"] for _, signal in batch} == {19}


def test_a_trace_written_in_utc_is_screened_by_the_clock_on_the_wall():
    early = (*USUAL[:-1], replace(SIGNED, at=at("03T10:00")), replace(USUAL[-1], at=at("03T15:00")))
    in_utc = [replace(scan, at=scan.at.astimezone(UTC)) for scan in early]

    assert "parcel.early_sign_off" in found(*early)
    assert {kind: said(signal) for kind, signal in found(*in_utc).items()} == {
        kind: said(signal) for kind, signal in found(*early).items()
    }


def test_a_round_of_too_many_parcels_is_refused():
    with pytest.raises(Refused, match="trace-too-many-parcels"):
        screen_round(parcels(), [(trace(SIGNED), AT_HOME)] * 20_001)


def test_the_rows_of_a_case_are_screened_as_they_are():
    rows = [
        {"at": "2026-06-01T10:00:00+08:00", "scan": "picked_up", "place": "佛山 / Foshan"},
        {"at": "2026-06-03T10:00:00+08:00", "scan": "signed", "signer": "王五", "place": "福州 / Fuzhou",
         "same_second_signed_by_agent": 41, "gps_km_from_address": "6.20"},
    ]  # fmt: skip
    order = {"receiver": "李四", "address": "福州市台江区", "shipped_at": "2026-06-01T09:00:00+08:00"}
    signals = screen_parcel(parcels(), trace_of(rows), facts_of({"order": order}))

    assert {signal.kind for signal in signals} == {
        "parcel.batch_sign_off", "parcel.far_away", "parcel.other_signer",
    }  # fmt: skip
    assert "41" in " ".join(map(said, signals))


def test_fetched_with_the_code_cures_what_was_left_at_the_agent():
    rows = [
        {"at": "2026-06-01T14:02:00+08:00", "scan": "signed", "signer": "菜鸟驿站", "place": "小区驿站"},
        {"at": "2026-06-02T19:10:00+08:00", "scan": "picked_up", "signer": "李四", "method": "pickup_code"},
    ]

    assert screen_parcel(parcels(), trace_of(rows), facts_of({"order": {"receiver": "李四"}})) == ()
    alone = screen_parcel(parcels(), trace_of(rows[:1]), facts_of({"order": {"receiver": "李四"}}))
    assert [signal.kind for signal in alone] == ["parcel.without_consent"]


def test_every_kind_of_parcel_signal_has_its_effect_in_the_conventions_and_a_name():
    kinds = {kind for kind in KINDS if kind.startswith("parcel.")}
    effects = {kind: effect for kind, effect in pack("conventions").signals.items() if kind.startswith("parcel.")}

    assert kinds == set(effects) == set(parcels().curves)
    assert {action for effect in effects.values() for action in effect.actions} <= set(ACTIONS)
    assert {step for steps in ADVISED.values() for step in steps} <= set(ADVICE)
    assert len(CHECKS) + 1 == len(kinds)  # the edits need two readings


def signals_of(rng: Random, fault: str) -> tuple[set[str], set[str], list[Signal]]:
    journey = parcel(rng, fault)
    now, before = told_twice(rng, journey, rng.choice(list(formats_of(journey))))
    signals = screen_parcel(parcels(), now, facts_told(journey), before)
    return journey.faults, {signal.kind for signal in signals}, list(signals)


def test_of_generated_faults_nine_in_ten_are_found_and_nineteen_signals_in_twenty_are_right():
    rng, each = Random(3), count(short=40, long=600)
    counts: Counter[tuple[str, str]] = Counter()
    for fault in [*FAULTS, *([""] * len(FAULTS))]:
        for _ in range(each):
            faults, kinds, signals = signals_of(rng, fault)
            counts.update((kind, "found" if kind in kinds else "missed") for kind in faults)
            counts.update((kind, "false") for kind in kinds - faults)
            assert all(told(reason, lang) for signal in signals for reason in signal.reasons for lang in ("zh", "en"))
            assert all(reason.code in REASONS and reason.fields for signal in signals for reason in signal.reasons)
    recalls = {it: counts[it, "found"] / (counts[it, "found"] + counts[it, "missed"]) for it in FAULTS}
    precisions = {it: counts[it, "found"] / (counts[it, "found"] + counts[it, "false"]) for it in FAULTS}

    assert {it: rate for it, rate in recalls.items() if rate < 0.9 - 0.4 / each**0.5} == {}
    assert {it: rate for it, rate in precisions.items() if rate < 0.95 - 0.4 / each**0.5} == {}


def test_of_generated_rounds_the_batches_are_found():
    rng = Random(4)
    counts: Counter[str] = Counter()
    for number in range(count(short=8, long=80)):
        journeys = round_of(rng, batch=bool(number % 2))
        traces = [(told_twice(rng, journey, "cainiao")[0], facts_told(journey)) for journey in journeys]
        signed = {waybill for waybill, _ in screen_round(parcels(), traces)}
        faulty = {journey.number for journey in journeys if journey.faults}
        counts.update(found=len(faulty & signed), missed=len(faulty - signed), false=len(signed - faulty))

    assert counts["found"] >= 0.9 * (counts["found"] + counts["missed"])
    assert counts["found"] >= 0.95 * (counts["found"] + counts["false"])
