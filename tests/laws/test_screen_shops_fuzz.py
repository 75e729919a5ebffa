"""Whatever is handed in about shops and people is screened or refused, in bounded time, and with a sentence for it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import UTC, datetime

from hypothesis import given, strategies as st

from counts import examples
from gongdao.kernel.errors import BadInput, Problem, Refused
from gongdao.kernel.messages import MESSAGES as MONEY
from gongdao.kernel.text import sentence
from gongdao.screening.claimant_facts import read_people
from gongdao.screening.claimants import population_of, screen_claimants
from gongdao.screening.given import MOST_PROBLEMS
from gongdao.screening.messages import MESSAGES, REASONS
from gongdao.screening.shop_check import check_shop
from gongdao.screening.shop_facts import NO_MARKET, Shop, read_market, read_shop
from gongdao.screening.shop_names import LONGEST_NAME, brand_in, read_name
from gongdao.screening.shops import weigh_shop
from shop_folk import CLAIMANTS, MARKET, NOW, SHOPS

READABLE = ["九牧官方旗舰店", "2026-01-01", "2026-01-01T00:00:00+08:00", "1.00", "0001-01-01", "CNY"]
TEXTS = st.one_of(st.text(max_size=40), st.sampled_from(READABLE))
LEAVES = st.one_of(
    st.none(), st.booleans(), TEXTS, st.floats(), st.integers(), st.just(10**4000), st.just(-1), st.just(10**18)
)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXTS, inner, max_size=4)),
    max_leaves=12,
)
SHOP_KEYS = tuple(field.name for field in fields(Shop))
DAYS = st.dates().map(str)
INSTANTS = st.datetimes(timezones=st.just(UTC)).filter(lambda at: 1 < at.year < 9998).map(datetime.isoformat)
AMOUNTS = st.integers(0, 10**11).map(lambda fen: f"{fen // 100}.{fen % 100:02}")
COUNTS = st.integers(0, 10**9)
NAMES = st.text(min_size=1, max_size=60).filter(str.strip)


def rows(**of: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(st.fixed_dictionaries(of), max_size=8)


LICENCES = st.fixed_dictionaries(
    {}, optional={"name": st.text(max_size=150), "scope": st.text(max_size=300), "since": DAYS, "place": NAMES}
)
SANE_SHOPS = st.fixed_dictionaries(
    {"name": NAMES},
    optional={
        "category": st.sampled_from(["卫浴", "鞋"]),
        "licence": LICENCES,
        "opened": DAYS,
        "authorisations": st.lists(st.text(max_size=30), max_size=3),
        "score": st.floats(0, 5),
        **dict.fromkeys(("deposit", "open_claims", "balance"), AMOUNTS),
        **dict.fromkeys(("orders", "disputes", "unshipped"), COUNTS),
        "away_until": DAYS,
        "prices": rows(category=st.just("洗脸台"), price=AMOUNTS),
        "listed": rows(day=DAYS, number=COUNTS),
        "withdrawals": rows(day=DAYS, amount=AMOUNTS),
        "messages": rows(account=st.sampled_from("abc"), at=INSTANTS, complains=st.booleans(), answered_at=INSTANTS),
    },
)
FLAGS = dict.fromkeys(("kept", "shown", "proved", "extorts", "reused"), st.booleans())
CLAIMS = st.fixed_dictionaries(
    {"at": INSTANTS},
    optional={**FLAGS, "returned": st.sampled_from(["whole", "empty", "swapped"]), "text": st.text(max_size=9)},
)
ORDERS = st.fixed_dictionaries(
    {"buyer": st.sampled_from("abcd"), "shop": st.sampled_from("st"), "category": st.just("c"), "at": INSTANTS},
    optional={"claim": CLAIMS},
)


def problems_of(read: Callable[[object], object], data: object) -> Sequence[Problem]:
    try:
        read(data)
    except BadInput as wrong:
        return wrong.problems
    return ()


def told_or_read(read: Callable[[object], object], data: object) -> None:
    found = problems_of(read, data)

    assert len(found) <= MOST_PROBLEMS
    assert all(sentence(MESSAGES, it.code, lang, it.details) for it in found for lang in ("zh", "en"))
    assert {it.code for it in found} <= set(MESSAGES) | set(MONEY)


def code_of(text: str) -> str:
    try:
        brand_in(SHOPS.names, read_name(SHOPS.names, text))
    except Refused as refused:
        return refused.code
    return ""


@examples(short=40, long=600)
@given(ANYTHING | st.dictionaries(st.sampled_from(SHOP_KEYS), ANYTHING, max_size=6))
def test_anything_at_all_is_read_as_a_shop_or_refused_with_sentences(data):
    told_or_read(read_shop, data)
    told_or_read(read_market, {"shops": [data]})


@examples(short=40, long=600)
@given(ANYTHING, ANYTHING)
def test_anything_at_all_is_read_as_people_or_refused_with_sentences(accounts, orders):
    told_or_read(read_people, {"accounts": accounts, "orders": orders})
    told_or_read(read_people, {"accounts": [accounts], "orders": [orders]})


@examples(short=40, long=600)
@given(SANE_SHOPS)
def test_every_shop_that_can_be_read_can_be_screened_and_checked(data):
    shop = read_shop(data)
    for market in (MARKET, NO_MARKET):
        for signal in weigh_shop(SHOPS, shop, market, NOW):
            assert 0 <= signal.score <= 1
            assert all(sentence(REASONS, it.code, "zh", it.details) for it in signal.reasons)
        assert len(check_shop(SHOPS, shop, market, NOW)) == 7


@examples(short=40, long=600)
@given(st.lists(ORDERS, max_size=40))
def test_all_orders_that_can_be_read_can_be_screened(orders):
    accounts, read = read_people({"accounts": [{"id": who} for who in "abc"], "orders": orders})
    for now in (NOW, datetime(2001, 1, 1, tzinfo=UTC)):
        for _, signals in screen_claimants(CLAIMANTS, population_of(CLAIMANTS, accounts, read, now)):
            assert all(0.5 <= signal.score <= 1 for signal in signals)


@examples(short=100, long=4000)
@given(st.text(max_size=200))
def test_any_name_is_read_or_refused(text):
    assert code_of(text) == ("name-too-long" if len(text) > LONGEST_NAME else "")


def test_what_is_huge_is_refused_in_no_time():
    start = time.perf_counter()
    for data in (
        {"name": "九" * 10_000_000},
        {"name": "x", "prices": [{"category": "c", "price": "1.00"}] * 1_000_000},
        {"name": "x", "orders": 10**100_000},
        {str(at): at for at in range(100_000)},
        json.loads("[" * 400 + "]" * 400),
    ):
        told_or_read(read_shop, data)

    assert time.perf_counter() - start < 5
