"""A shop's name is read for the brand in it, however it is written, and for what was put around it."""

from __future__ import annotations

import time

import pytest

from gongdao.kernel.errors import Refused
from gongdao.screening.shop_names import Brand, authorised, brand_in, holds, read_name, read_names
from gongdao.screening.text import read_characters
from gongdao.service.models import model
from shop_folk import SHOPS

NAMES = SHOPS.names


def brand_of(text: str) -> tuple[str, str] | None:
    borne = brand_in(NAMES, read_name(NAMES, text))
    return (borne.brand.name, borne.how) if borne else None


@pytest.mark.parametrize(
    ("text", "brand", "how"),
    [
        ("福建九牧整装卫浴企业店", "九牧", "exact"),
        ("九牧王男装旗舰店", "九牧王", "exact"),
        ("九枚卫浴官方旗舰店", "九牧", "looks"),
        ("久牧官方旗舰店", "九牧", "sound"),
        ("康帅傅食品专营", "康师傅", "looks"),
        ("雷碧饮料批发", "雪碧", "looks"),
        ("ADIDOS 运动专营店", "阿迪达斯", "letters"),
        ("n1ke 鞋店", "耐克", "letters"),
        ("H U A W E I 華為官方", "华为", "exact"),
        ("ＮＩＫＥ耐克运动户外专营店", "耐克", "exact"),
        ("苹果数码专卖店", "苹果", "exact"),
    ],
)
def test_a_brand_is_seen_however_it_is_written(text, brand, how):
    assert brand_of(text) == (brand, how)


@pytest.mark.parametrize(
    "text",
    [
        "烟台苹果水果店",
        "杭州小米加步枪女装",
        "老板办公用品店",
        "海新水产",
        "福州张记卫浴",
        "统一五金商行",
        "工厂直销家具店",
        "",
    ],
)
def test_a_common_word_in_another_trade_is_no_brand(text):
    assert brand_of(text) is None


def test_what_was_put_around_a_name_is_told_apart():
    name = read_name(NAMES, "福建九牧整装卫浴企业店")

    assert name.core.split() == ["九牧"]
    assert name.places == {"福建"}
    assert "bath" in name.trades
    assert name.company


def test_a_city_of_the_province_is_the_same_place():
    assert read_name(NAMES, "天桥区云玉飞百货店").places == {"山东"}


def test_a_promise_is_named_by_its_longest_word():
    assert read_name(NAMES, "某某官方旗舰店").official == ("官方旗舰",)


def test_the_holder_of_a_licence_is_known_by_the_companies_of_the_brand():
    brand = NAMES.spelled["九牧"]

    assert holds(NAMES, "九牧厨卫股份有限公司", brand)
    assert not holds(NAMES, "天桥区云玉飞百货店", brand)


def test_an_authorisation_counts_in_any_spelling_of_the_brand():
    brand = NAMES.spelled["九牧"]

    assert authorised(NAMES, ("jomoo",), brand)
    assert not authorised(NAMES, ("九牧王",), brand)


def test_the_register_of_a_marketplace_goes_before_the_one_shipped():
    own = [
        {"name": "云朵家", "companies": ["云朵家"], "trades": ["furniture"]},
        {"name": "九牧", "companies": ["新主"]},
    ]
    names = read_names(read_characters(model("talk")["characters"]), model("shops")["names"], own)
    borne = brand_in(names, read_name(names, "云朵家家具旗舰店"))

    assert borne
    assert borne.brand == Brand("云朵家", ("云朵家",), frozenset({"furniture"}))
    assert names.spelled["九牧"].companies == ("新主",)


def test_a_name_that_no_shop_has_is_refused_at_once():
    with pytest.raises(Refused) as refused:
        read_name(NAMES, "九" * 101)

    assert refused.value.code == "name-too-long"


@pytest.mark.parametrize(
    "text", ["九" * 100, "官方旗舰" * 25, "a" * 100, "\u200b" * 100, "大小王" * 33, "\ud800" * 100]
)
def test_a_hostile_name_is_read_in_no_time(text):
    start = time.perf_counter()
    brand_of(text)

    assert time.perf_counter() - start < 0.2
