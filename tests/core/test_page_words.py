"""Amounts and times as pages and letters say them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from gongdao.kernel.errors import BadInput
from gongdao.kernel.money import show_money
from gongdao.telling.asking import grouped
from gongdao.telling.instants import HOME, day, left, moment, pressing, until

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=HOME)


@pytest.mark.parametrize(
    ("minor", "currency", "said"),
    [
        (104500, "CNY", "¥1,045.00"),
        (0, "CNY", "¥0.00"),
        (-5, "CNY", "−¥0.05"),
        (123456789, "JPY", "JPY\u00a0123,456,789"),
        (1999, "USD", "US$19.99"),
    ],
)
def test_an_amount_has_its_sign_its_groups_and_all_its_decimals(minor: int, currency: str, said: str) -> None:
    assert show_money(minor, currency) == said


def test_an_amount_in_a_currency_that_nobody_knows_is_refused() -> None:
    with pytest.raises(BadInput):
        show_money(1, "RMB")


def test_an_instant_has_its_weekday_and_its_year_only_where_it_is_another() -> None:
    at = datetime(2026, 11, 22, 2, 0, tzinfo=HOME)
    assert moment(at, "zh", NOW) == "11月22日（周日）02:00"
    assert moment(at, "en", NOW) == "Sun 22 Nov, 02:00"
    assert moment(at.replace(year=2027), "zh", NOW) == "2027年11月22日（周一）02:00"
    assert day(at.replace(year=2027), "en", NOW) == "Mon 22 Nov 2027"


def test_a_time_that_ends_at_midnight_ends_with_the_day_before() -> None:
    at = datetime(2026, 11, 27, tzinfo=HOME)
    assert until(at, "zh", NOW) == "11月26日（周四）24:00"
    assert until(at, "en", NOW) == "Thu 26 Nov, 24:00"


@pytest.mark.parametrize(
    ("span", "zh", "en"),
    [
        (timedelta(days=1, hours=19, minutes=48), "1 天 19 小时", "1 day 19 hours"),
        (timedelta(days=2, minutes=59), "2 天", "2 days"),
        (timedelta(hours=1, minutes=1, seconds=59), "1 小时 1 分钟", "1 hour 1 minute"),
        (timedelta(seconds=59), "不到 1 分钟", "less than a minute"),
    ],
)
def test_the_time_left_is_rounded_down_to_two_units(span: timedelta, zh: str, en: str) -> None:
    assert left(span, "zh").replace("\u00a0", " ") == zh
    assert left(span, "en").replace("\u00a0", " ") == en


def test_a_time_presses_from_two_days_and_harder_from_half_a_day() -> None:
    assert [pressing(timedelta(hours=n)) for n in (49, 48, 13, 12)] == ["", "soon", "soon", "last"]


def test_many_reasons_stand_under_what_they_have_in_common_and_none_is_lost() -> None:
    words = ["quality_visible", "surface_flaw", "counterfeit", "missing_item", "not_received", "no_reason"]
    groups = grouped(words)

    assert [len(found) for name, found in groups if name] == [2, 2]
    assert sorted(word for _, found in groups for word in found) == sorted(words)
    assert grouped(words[:4]) == [(None, tuple(words[:4]))]
