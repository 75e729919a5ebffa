"""Before buying, a shop is looked at line by line, each with its source, or with "not known"."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from gongdao.kernel.errors import BadInput
from gongdao.screening.shop_check import check_shop, item_named
from gongdao.screening.shop_facts import Licence, Listing, Shop, read_market, read_shop
from gongdao.screening.signal import told
from shop_folk import MARKET, NOW, SHOPS, shop

LINES = ["licence", "authorisation", "score", "age", "deposit", "prices", "disputes"]


def lines(of: Shop) -> dict[str, tuple[str, str]]:
    items = check_shop(SHOPS, of, MARKET, NOW)
    return {item.what: (item.state, " ".join(told(reason, "zh") for reason in item.reasons)) for item in items}


def test_of_an_unknown_shop_every_line_says_that_it_is_not_known():
    assert [item.state for item in check_shop(SHOPS, Shop("随便看看小店"), MARKET, NOW)] == [
        "unknown", "fine", "unknown", "unknown", "unknown", "unknown", "unknown",
    ]  # fmt: skip


def test_the_lines_always_come_in_the_same_order():
    assert list(lines(shop())) == LINES


def test_a_shop_under_anothers_brand_is_doubted_in_its_lines():
    found = lines(shop(name="福建九牧整装卫浴企业店", licence=Licence("天桥区云玉飞百货店", place="济南市")))

    assert found["licence"][0] == "doubt"
    assert "天桥区云玉飞百货店" in found["licence"][1]
    assert found["authorisation"][0] == "doubt"


def test_a_line_names_where_its_fact_comes_from():
    known = shop(score=4.8, sources={"score": "平台页面", "licence": "工商登记"})

    assert {item.what: item.source for item in check_shop(SHOPS, known, MARKET, NOW) if item.source} == {
        "licence": "工商登记",
        "score": "平台页面",
    }


def test_a_good_shop_is_said_to_be_fine_and_never_safe():
    good = shop(
        score=4.9, deposit=500_000, open_claims=0, prices=(Listing("洗脸台", 66_000),), orders=400, disputes=2,
    )  # fmt: skip
    found = lines(good)

    assert {state for state, _ in found.values()} == {"fine"}
    assert "安全" not in " ".join(text for _, text in found.values())


def test_absurd_prices_and_many_disputes_are_doubted():
    found = lines(shop(prices=(Listing("洗脸台", 5_000),), orders=200, disputes=60))

    assert found["prices"][0] == found["disputes"][0] == "doubt"
    assert "60 单闹了纠纷" in found["disputes"][1]


def test_nothing_is_told_twice():
    young = lines(shop(name="华为官方旗舰店", opened=NOW.date() - timedelta(days=20), score=3.1))

    assert young["age"][1].count("20 天") == 1
    assert young["score"][1].count("3.1") == 1
    assert young["licence"][1].count("营业执照上的名字") == 1


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1, "开张才 1 天"), (89, " 89 天"), (183, "到今天 6 个月"), (365, "到今天 1 年"),
        (800, "到今天 2 年 2 个月"), (2823, "到今天 7 年"),
    ],
)  # fmt: skip
def test_the_age_of_a_shop_is_said_in_years_once_it_has_some(days, said):
    opened = Shop("随便看看小店", opened=NOW.date() - timedelta(days=days))

    item = next(item for item in check_shop(SHOPS, opened, MARKET, NOW) if item.what == "age")
    assert said in told(item.reasons[0], "zh")
    assert not re.search(r"\d{3,} (天|days)", told(item.reasons[0], "zh") + told(item.reasons[0], "en"))


@pytest.mark.parametrize(
    ("name", "licence", "scope", "state", "said"),
    [
        ("华为官方旗舰店", "顺达商行", "鞋帽零售", "doubt", "里没有“华为”卖的东西"),
        ("华为官方旗舰店", "顺达商行", "通讯设备销售", "doubt", "里有“华为”卖的东西"),
        ("华为官方旗舰店", "华为终端有限公司", "汽车轮胎", "fine", "看看里面有没有"),
        ("小周手机店", "小周商行", "鞋帽零售", "doubt", "里没有店名说的那类东西"),
        ("小周手机店", "小周商行", "日用百货零售", "fine", "看看里面有没有"),
        ("随便看看", None, "鞋帽零售", "look", "看看里面有没有"),
    ],
)
def test_the_scope_of_a_licence_is_held_against_what_the_shop_sells(name, licence, scope, state, said):
    found = lines(Shop(name, licence=Licence(licence, scope)))["licence"]

    assert found[0] == state
    assert said in found[1]


def test_a_price_that_cannot_be_compared_is_not_called_fine():
    assert lines(shop(prices=(Listing("手工木雕", 5_000),)))["prices"][0] == "unknown"


def test_a_line_says_what_it_is_about_and_how_it_stands():
    about, state = item_named(check_shop(SHOPS, Shop("小店"), MARKET, NOW)[0])

    assert (about.en, state.zh) == ("name and licence", "不知道")


def test_a_shop_is_read_from_json_with_its_amounts_and_days():
    read = read_shop(
        {
            "name": "福州老陈卫浴店",
            "licence": {"name": "老陈", "since": "2020-01-02", "state": "in_business"},
            "deposit": "1000.00",
            "listed": [{"day": "2026-03-01", "number": 3}],
            "messages": [{"account": "b", "at": "2026-03-01T10:00:00+08:00", "complains": True}],
            "withdrawals": [{"day": "2026-03-01", "amount": "20.00"}],
            "prices": [{"category": "洗脸台", "price": "90.00"}],
            "sources": {"licence": "工商登记"},
        }
    )

    assert read.deposit == 100_000
    assert read.licence == Licence("老陈", None, date(2020, 1, 2), None, "in_business")
    assert read.messages
    assert read.messages[0].complains
    assert read.sources == {"licence": "工商登记"}


def test_every_wrong_field_of_a_shop_is_named_with_its_place():
    with pytest.raises(BadInput) as wrong:
        read_shop(
            {
                "nmae": "x",
                "score": 9,
                "opened": "yesterday",
                "licence": {"state": "gone"},
                "prices": [{"price": "1.00"}],
            }
        )

    assert {(problem.code, problem.place.path) for problem in wrong.value.problems} == {
        ("given-unknown", "nmae"),
        ("given-missing", "name"),
        ("given-range", "score"),
        ("given-form", "opened"),
        ("given-word", "licence.state"),
        ("given-missing", "prices[0].category"),
    }


def test_a_market_is_read_from_the_shops_in_it():
    shops = [{"name": f"店{at}", "prices": [{"category": "洗脸台", "price": "600.00"}]} for at in range(3)]

    assert read_market({"shops": shops}).prices["CNY", "洗脸台"].shops == 3


def test_a_number_that_was_forgotten_is_asked_for_and_not_taken_for_none():
    with pytest.raises(BadInput) as wrong:
        read_shop(
            {
                "name": "阿婆布鞋",
                "prices": [{"category": "布鞋"}],
                "listed": [{"day": "2026-11-01"}],
                "withdrawals": [{"day": "2026-11-01"}],
            }
        )

    assert {(problem.code, problem.place.path) for problem in wrong.value.problems} == {
        ("given-missing", "prices[0].price"),
        ("given-missing", "listed[0].number"),
        ("given-missing", "withdrawals[0].amount"),
    }


def test_a_shop_that_was_not_handed_in_is_asked_for():
    with pytest.raises(BadInput) as wrong:
        read_shop(None)

    assert [(problem.code, problem.details) for problem in wrong.value.problems] == [
        ("given-missing", {"name": "shop"})
    ]


def test_prices_of_another_currency_are_not_compared():
    prices = [{"category": "洗脸台", "price": price} for price in ("59.00", "79.00")]
    market = read_market({"shops": [{"name": f"店{at}", "prices": [{"category": "洗脸台", "price": f"{600 + at}.00"}]}
                                    for at in range(30)]})  # fmt: skip
    cheap, abroad = (read_shop({"name": "好价", "currency": money, "prices": prices}) for money in ("CNY", "USD"))
    lines = [
        next(item for item in check_shop(SHOPS, it, market, NOW) if item.what == "prices") for it in (cheap, abroad)
    ]

    assert [[reason.code for reason in line.reasons] for line in lines] == [["shop-price-low"], ["check-prices-alone"]]
    assert lines[0].reasons[0].details["price"] in ("¥59.00", "¥79.00")
