"""Working days agree with the published calendars on every day, and wrong calendar files are explained."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path

import chinese_calendar
import holidays
import pytest
from hypothesis import given, strategies as st

from gongdao.kernel.almanac import read_calendar
from gongdao.kernel.calendar import Calendar
from gongdao.kernel.errors import Refused
from gongdao.kernel.source import read

PACKS = Path(__file__).resolve().parents[2] / "packs" / "calendars"
DAY = timedelta(days=1)

# The notice for 2006 (国办发明电〔2005〕35号) says “12月31日（星期六）上班”; chinesecalendar leaves it out.
LEFT_OUT = [date(2005, 12, 31)]


@cache
def calendar(name: str) -> Calendar:
    node, problems = read((PACKS / f"{name}.yaml").read_text(encoding="utf-8"), f"{name}.yaml")
    assert node is not None
    assert problems == []
    found, problems = read_calendar(node)
    assert problems == []
    assert found is not None
    return found


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def codes_of(text: str) -> list[str]:
    node, problems = read(text, "c.yaml")
    assert node is not None
    assert problems == []
    found, problems = read_calendar(node)
    assert (found is None) == bool(problems)
    return [problem.code for problem in problems]


def test_every_day_is_worked_or_free_as_chinesecalendar_says():
    cn = calendar("cn")
    differing = [day for day in days(cn.first, cn.last) if cn.is_working(day) != chinese_calendar.is_workday(day)]
    assert differing == LEFT_OUT
    assert all(cn.is_working(day) for day in LEFT_OUT)


def test_every_day_is_worked_or_free_as_the_holidays_package_says():
    cn = calendar("cn")
    china = holidays.China(years=range(2003, 2028))
    assert [day for day in days(cn.first, cn.last) if cn.is_working(day) != china.is_working_day(day)] == []


def test_every_federal_holiday_is_free_as_the_holidays_package_says():
    us = calendar("us")
    federal = holidays.UnitedStates(years=range(2003, 2030))
    assert [day for day in days(us.first, us.last) if us.is_working(day) != federal.is_working_day(day)] == []


@pytest.mark.parametrize("name", ["cn", "us"])
def test_every_year_names_its_notice_and_how_we_know_of_it(name):
    found = calendar(name)
    assert sorted(found.notices) == list(range(found.first.year, found.last.year + 1))
    assert all(notice.name and notice.trust in "TXM" for year in found.notices.values() for notice in year)


def test_a_year_without_a_notice_knows_only_the_statutory_days():
    cn = calendar("cn")
    assert [day for day in days(date(2027, 1, 30), date(2027, 2, 12)) if not cn.is_working(day)] == [
        date(2027, 1, 30), date(2027, 1, 31), date(2027, 2, 5), date(2027, 2, 6), date(2027, 2, 7), date(2027, 2, 8),
    ]  # fmt: skip
    assert not cn.is_published(date(2027, 1, 1))
    assert cn.is_published(date(2026, 12, 31))


def test_a_free_day_says_why():
    cn = calendar("cn")
    assert [cn.why_free(date(2025, 10, day)) for day in (9, 11)] == [None, None]
    assert str(cn.why_free(date(2025, 10, 8)).zh) == "国庆节、中秋节"
    assert cn.why_free(date(2025, 10, 12)).en == "weekend"
    assert cn.why_free(date(2028, 5, 2)).en == "public holiday"


def test_working_days_are_counted_over_the_holiday_and_the_make_up_saturday():
    cn = calendar("cn")
    assert cn.add_working_days(date(2025, 9, 30), 3) == date(2025, 10, 11)
    assert cn.next_working(date(2025, 10, 1)) == date(2025, 10, 9)
    assert cn.count_working(date(2025, 9, 28), date(2025, 10, 11)) == 6


@pytest.mark.parametrize(("day", "n"), [(date(1980, 1, 1), 1), (date(2026, 1, 1), 100_000)])
def test_counting_beyond_the_calendar_is_refused(day, n):
    with pytest.raises(Refused, match="calendar-range"):
        calendar("cn").add_working_days(day, n)


@given(st.dates(date(2004, 1, 1), date(2026, 12, 1)), st.integers(1, 20))
def test_the_nth_working_day_is_what_counting_one_by_one_gives(day, n):
    cn, walked, left = calendar("cn"), day, n
    while left:
        walked += DAY
        left -= cn.is_working(walked)
    assert cn.add_working_days(day, n) == walked
    assert cn.count_working(day + DAY, walked) == n


GOOD = """
calendar: x
weekend: [saturday, sunday]
years: {2020: {free: [{zh: 元旦, en: New Year, first: 2020-01-01}], worked: [2020-01-04]}}
"""


def test_a_small_calendar_is_read():
    assert codes_of(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("weekend:", "weekends:", "calendar-key"),
        ("saturday", "saterday", "calendar-weekday"),
        ("2020:", "20:", "calendar-year"),
        ("2020-01-04]", "2020-13-04]", "calendar-date"),
        ("2020-01-04]", "2020-01-01]", "calendar-free-and-worked"),
        ("[2020-01-04]", "2020-01-04", "calendar-list"),
        ("first: 2020-01-01", "first: 2020-01-05, last: 2020-01-01", "calendar-span"),
        ("zh: 元旦, ", "", "calendar-missing"),
        ("years: {", "years: {2022: {}, ", "calendar-years"),
        ("{2020: {free", "{2021: [], 2020: {free", "calendar-mapping"),
        ("years:", "unpublished: {every_year: [13-01]}\nyears:", "calendar-month-day"),
        ("years: {", "note: {", "calendar-missing"),
    ],
)
def test_what_is_wrong_in_a_calendar_is_said(old, new, code):
    assert code in codes_of(GOOD.replace(old, new))
