"""Shops are screened for false brands, for signs of running away, absurd prices and silence to those who complain."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongdao.screening.messages import KINDS, REASONS
from gongdao.screening.shop_facts import NO_MARKET, Licence, Listing
from gongdao.screening.shops import FALSE_BRAND, PRICE, RUN_AWAY, SILENCE, screen_shop
from shop_folk import MARKET, NOW, PLAIN, SHOPS, codes, said, shop, signals, weighed, wrote

WASHBASIN = shop(
    name="福建九牧整装卫浴企业店",
    licence=Licence(
        "天桥区云玉飞百货店",
        "日用百货、办公设备、玩具、五金零售、家用电器、化妆品",
        date(2025, 9, 3),
        "济南市天桥区湖滨苑小区",
    ),
    opened=None,
)


def listed(*numbers: int) -> tuple[tuple[date, int], ...]:
    return tuple((NOW.date() - timedelta(days=len(numbers) - 1 - at), number) for at, number in enumerate(numbers))


def test_an_ordinary_shop_has_no_signal():
    assert signals(PLAIN) == {}


def test_the_washbasin_shop_is_named_as_a_false_brand():
    signal = signals(WASHBASIN)[FALSE_BRAND]

    assert signal.score > 0.9
    assert codes(signal) >= {
        "shop-brand-exact", "shop-not-authorised", "shop-not-of-the-brand", "shop-other-trade", "shop-other-place",
        "shop-no-company",
    }  # fmt: skip
    assert "天桥区云玉飞百货店" in said(signal)
    assert "九牧" in said(signal, "en")


def test_every_reason_names_the_field_it_was_read_from():
    emptied = listed(*[80] * 40, 0)

    found = weighed(shop(name=WASHBASIN.name, licence=WASHBASIN.licence, listed=emptied, deposit=100, open_claims=900))

    assert found
    assert [reason.code for signal in found.values() for reason in signal.reasons if not reason.fields] == []


def test_the_washbasin_shop_is_suspected_before_anybody_asked_the_brand():
    assert signals(shop(name=WASHBASIN.name, licence=WASHBASIN.licence, authorisations=None))[FALSE_BRAND].score > 0.5


def test_an_authorised_dealer_and_the_brand_itself_have_no_signal():
    dealer = shop(name="福州九牧卫浴专卖店", authorisations=("JOMOO",))
    itself = shop(name="九牧卫浴官方旗舰店", licence=Licence("九牧厨卫股份有限公司"), authorisations=None)

    assert FALSE_BRAND not in signals(dealer)
    assert FALSE_BRAND not in signals(itself)


def test_nothing_is_held_against_a_shop_of_which_nothing_is_known():
    assert signals(shop(name="九牧卫浴店", licence=Licence(), opened=None, authorisations=None)) == {}


def test_who_promises_an_official_shop_needs_a_licence_or_an_authorisation_for_it():
    name = "青禾家具官方旗舰店"
    other = Licence("济南祥和百货店", place="山东省济南市")

    assert "shop-brand-claimed" in codes(signals(shop(name=name, licence=other))[FALSE_BRAND])
    assert FALSE_BRAND not in signals(shop(name=name, licence=Licence("福州青禾家具有限公司")))
    assert FALSE_BRAND not in signals(shop(name=name, licence=other, authorisations=("青禾",)))
    assert FALSE_BRAND not in signals(shop(name=name, licence=Licence("祥和商贸有限公司"), authorisations=None))


def test_who_registered_the_name_himself_is_not_taken_for_another_brand():
    assert FALSE_BRAND not in signals(shop(name="海星电器店", category="电器", licence=Licence("福州海星电器有限公司")))


def test_second_hand_goods_may_name_the_brand():
    assert FALSE_BRAND not in signals(
        shop(name="福州二手苹果手机回收", category="数码", licence=Licence("福州手机维修店"))
    )


def test_listings_that_go_at_once_and_silence_say_that_a_shop_may_run_away():
    runner = shop(
        listed=listed(*[86] * 50, 40, 3, 0),
        deposit=100_000,
        open_claims=900_000,
        messages=tuple(wrote("fang", days, complains=True) for days in (4, 6, 8, 10)),
    )
    signal = signals(runner)[RUN_AWAY]

    assert {"shop-emptied", "shop-deposit-short", "shop-unread", "shop-unanswered"} <= codes(signal)
    assert "86" in said(signal)
    assert "900,000" not in said(signal)
    assert "¥9,000.00" in said(signal)


def test_a_shop_that_closes_in_order_is_not_said_to_run_away():
    leaving = shop(
        listed=listed(*[86] * 50, 40, 3, 0),
        deposit=900_000,
        open_claims=100_000,
        messages=tuple(wrote(f"b{at}", at, complains=True, answered=True) for at in range(3, 9)),
    )

    assert RUN_AWAY not in signals(leaving)


def test_an_announced_holiday_explains_silence():
    quiet = shop(messages=tuple(wrote(f"b{at}", at) for at in range(3, 15)))
    announced = shop(messages=quiet.messages, away_until=NOW.date() + timedelta(days=2))

    assert weighed(announced)[RUN_AWAY].score < weighed(quiet)[RUN_AWAY].score < 0.5


def test_money_taken_out_beyond_the_usual_is_a_sign():
    weekly = tuple((NOW.date() - timedelta(days=7 * week), 10_000) for week in range(1, 9))
    taken = shop(withdrawals=(*weekly, (NOW.date(), 500_000)), balance=100)

    assert "shop-withdrew" in codes(weighed(taken)[RUN_AWAY])
    assert RUN_AWAY not in weighed(shop(withdrawals=weekly, balance=100))


def test_a_young_shop_is_said_to_be_young_and_an_old_one_is_not():
    young, old = (weighed(shop(opened=NOW.date() - timedelta(days=days))) for days in (20, 900))

    assert "shop-young" in codes(young[RUN_AWAY])
    assert "20" in said(young[RUN_AWAY])
    assert RUN_AWAY not in old


@pytest.mark.parametrize("state", ["abnormal", "revoked", "cancelled"])
def test_a_licence_that_is_no_longer_good_is_a_sign(state):
    assert "shop-licence-state" in codes(weighed(shop(licence=Licence("福州老陈", state=state)))[RUN_AWAY])


def test_who_answers_strangers_and_not_the_complainant_is_named():
    ignored = tuple(wrote("fang", days, complains=True) for days in (4, 6, 8, 10))
    signal = signals(shop(messages=(*ignored, wrote("second account", 6, answered=True))))[SILENCE]

    assert "4 次没有回" in said(signal)
    assert "回了 1 次" in said(signal)


def test_who_answers_nobody_is_not_said_to_choose():
    silent = tuple(wrote(f"b{at}", at, complains=at % 2 == 0) for at in range(3, 13))

    assert SILENCE not in signals(shop(messages=silent))


def test_ten_messages_in_an_hour_wait_once():
    hurried = tuple(wrote("fang", 5 + at / 1000, complains=True) for at in range(10))

    assert SILENCE not in weighed(shop(messages=(*hurried, wrote("second", 6, answered=True))))


def test_a_price_far_below_all_others_is_named_with_both_figures():
    signal = signals(shop(prices=(Listing("洗脸台", 9_000),)))[PRICE]

    assert "¥90.00" in said(signal)
    assert "30 家店" in said(signal)


def test_a_price_is_not_compared_where_few_shops_are_known():
    cheap = shop(prices=(Listing("洗脸台", 9_000),))

    assert screen_shop(SHOPS, cheap, NO_MARKET, NOW) == ()


def test_a_sale_is_no_absurd_price():
    assert PRICE not in signals(shop(prices=(Listing("洗脸台", 50_000),)))


def test_a_swarm_of_cheap_listings_does_not_move_what_is_usual():
    assert MARKET.prices["CNY", "洗脸台"].shops == 30


def test_every_kind_and_reason_that_is_given_has_its_sentences():
    found = weighed(shop(name=WASHBASIN.name, licence=WASHBASIN.licence, listed=listed(*[80] * 40, 0)))

    assert set(found) <= set(KINDS)
    assert {reason.code for signal in found.values() for reason in signal.reasons} <= set(REASONS)
