"""Whatever is handed in as a trace is screened or refused, quickly, and never breaks."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import given, strategies as st

from counts import examples
from gongdao.kernel.errors import Refused
from gongdao.screening.messages import MESSAGES
from gongdao.screening.parcels.facts import ParcelFacts, ParcelModel, parcel_model
from gongdao.screening.parcels.formats import FORMATS, read_trace
from gongdao.screening.parcels.places import city_in
from gongdao.screening.parcels.rows import facts_of, trace_of
from gongdao.screening.parcels.screen import screen_parcel
from gongdao.screening.parcels.signers import relation
from gongdao.screening.parcels.trace import MOST_SCANS, Scan, Trace
from gongdao.screening.parcels.words import kind_in, signer_in
from gongdao.service.models import model
from mischief import parcel
from traces_told import PAYLOADS, facts_told

KEYS = st.sampled_from([
    "data", "lastResult", "nu", "com", "ftime", "time", "context", "location", "areaCenter", "statusCode", "traces",
    "trace",
    "operator", "detail", "operate_time", "action", "city", "track_info", "tracking", "providers", "provider",
    "events",
    "time_iso", "stage", "address", "coordinates", "latitude", "longitude", "checkpoints", "checkpoint_time", "tag",
    "weight",
    "coordinate", "signed_by", "number", "accepted", "updated_at",
])  # fmt: skip
TIMES = st.sampled_from([
    "2026-06-01 10:00:00", "2026-06-01T10:00:00+08:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00",
    "2026-06-01", "2026-W01-1", "10:00", "二〇二六年",
])  # fmt: skip
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | TIMES
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=25
)
HOSTILE = (
    "签收人：" * 25_000,
    "由" * 100_000,
    "【" * 100_000,
    "signed by " * 10_000,
    "签收人：" + " " * 99_000,
    "\u202e\u0301" * 50_000,
)


@cache
def parcels() -> ParcelModel:
    return parcel_model(model("parcels"), model("places"))


def screened_or_refused(format_: str, answer: Any) -> None:
    refusals = []
    try:
        screen_parcel(parcels(), read_trace(format_, answer), ParcelFacts(addressee="张三", address="福州市"))
    except Refused as refused:
        refusals.append(refused.code)
    assert set(refusals) <= set(MESSAGES)


@examples(short=60, long=4000)
@given(format_=st.sampled_from(sorted(FORMATS)), answer=JSON)
def test_any_json_is_read_or_refused(format_, answer):
    screened_or_refused(format_, answer)


def put(answer: Any, rng: Random, value: Any) -> Any:
    """Give the answer with one of its leaves, wherever it is, replaced."""
    if isinstance(answer, dict) and answer:
        key = rng.choice(sorted(answer))
        return {**answer, key: put(answer[key], rng, value)}
    if isinstance(answer, list) and answer:
        at = rng.randrange(len(answer))
        return [*answer[:at], put(answer[at], rng, value), *answer[at + 1 :]]
    return value


@examples(short=60, long=4000)
@given(seed=st.integers(0, 10**9), format_=st.sampled_from(sorted(PAYLOADS)), value=LEAVES | JSON)
def test_an_honest_answer_with_one_thing_wrong_is_read_or_refused(seed, format_, value):
    rng = Random(seed)
    journey = parcel(rng)
    screened_or_refused(format_, put(PAYLOADS[format_](journey, journey.steps), rng, value))


@examples(short=40, long=2000)
@given(
    rows=st.lists(
        st.dictionaries(st.sampled_from(["at", "scan", "place", "signer", "agent", "method"]), LEAVES), max_size=4
    ),
    order=st.dictionaries(
        st.sampled_from(["receiver", "address", "paid_at", "shipped_at", "outbound_weight_kg"]), LEAVES
    ),
)
def test_any_rows_of_a_case_are_read_or_refused(rows, order):
    refusals = []
    try:
        screen_parcel(parcels(), trace_of(rows), facts_of({"order": order}))
    except Refused as refused:
        refusals.append(refused.code)
    assert set(refusals) <= set(MESSAGES)


@pytest.mark.parametrize("text", HOSTILE, ids=["signers", "by", "brackets", "english", "spaces", "marks"])
def test_a_hostile_text_is_read_in_time_that_its_length_does_not_decide(text):
    started = time.process_time()
    kind_in(text), signer_in(text), city_in(parcels().places, text), relation(text, "张三")

    assert time.process_time() - started < 0.2


@pytest.mark.parametrize(
    "answer",
    [
        {"data": [{"ftime": "2026-06-01 10:00:00", "context": "签" * 10_000_000}]},
        {"data": [{"ftime": "2026-06-01 10:00:00", "context": "已签收"}] * 100_000},
        '{"data": [' + '{"ftime": "2026-06-01 10:00:00"},' * 100_000 + "{}]}",
    ],
    ids=["10 MB of text", "100,000 scans", "100,000 scans as text"],
)
def test_what_no_carrier_writes_is_refused_at_once(answer):
    started = time.process_time()
    with pytest.raises(Refused):
        read_trace("kuaidi100", answer)

    assert time.process_time() - started < 0.5


@pytest.mark.parametrize(
    "kinds", [("arrived", "departed"), ("signed",), ("other",), ("picked_up", "signed", "returned")]
)
def test_the_longest_trace_with_an_earlier_reading_is_screened_in_time(kinds):
    start, cities = datetime(2026, 6, 1, tzinfo=UTC), ("福州市", "武汉市", "哈尔滨市")
    scans = tuple(
        Scan(start + timedelta(minutes=31 * number), kinds[number % len(kinds)], f"第{number}条", cities[number % 3])
        for number in range(MOST_SCANS)
    )
    later = tuple(Scan(scan.at + timedelta(minutes=7), scan.kind, scan.text + "改", scan.place) for scan in scans)
    started = time.process_time()
    screen_parcel(parcels(), Trace("1", "yto", later), facts_told(parcel(Random(1))), Trace("1", "yto", scans))

    assert time.process_time() - started < 5
