"""The steps of a count add up to the period and name what was left out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

from hypothesis import given, strategies as st

from gongdao.kernel.almanac import read_calendar
from gongdao.kernel.calendar import Calendar, due
from gongdao.kernel.source import read
from gongdao.kernel.tally import Step, steps

FILE = Path(__file__).resolve().parents[2] / "packs" / "calendars" / "cn.yaml"
SHANGHAI = "Asia/Shanghai"
EPOCH = datetime(2005, 1, 1, tzinfo=UTC)
INSTANTS = st.integers(0, 20 * 365 * 24 * 60).map(lambda minutes: EPOCH + timedelta(minutes=minutes))


@cache
def china() -> Calendar:
    node, _ = read(FILE.read_text(encoding="utf-8"), "cn.yaml")
    assert node is not None
    found, _ = read_calendar(node)
    assert found is not None
    return found


def counted(start: str | datetime, n: int, unit: str, *, roll: bool = False, pauses=()) -> list[Step]:
    start = datetime.fromisoformat(start) if isinstance(start, str) else start
    found = due(start, n, unit, zone=SHANGHAI, calendar=china(), roll=roll, pauses=pauses)
    plain = due(start, n, unit, zone=SHANGHAI, calendar=china(), pauses=pauses)
    return steps(start, found, unit, zone=SHANGHAI, calendar=china(), pauses=pauses, nominal=plain)


def short(found: list[Step]) -> list[str]:
    return [
        f"{step.kind} {step.first:%m-%d %H:%M}/{step.last:%m-%d %H:%M}"
        if isinstance(step.first, datetime)
        else f"{step.kind} {step.first:%m-%d}/{step.last:%m-%d} {step.days}"
        for step in found
    ]


def pause(begin: str, end: str):
    return [(datetime.fromisoformat(begin), datetime.fromisoformat(end))]


def test_working_days_name_the_holiday_the_make_up_day_and_the_pause():
    stops = pause("2025-10-13T01:00:00+08:00", "2025-10-13T02:00:00+08:00")
    found = counted("2025-09-30T10:00:00+08:00", 4, "working_day", pauses=stops)
    assert short(found) == [
        "start 09-30/09-30 0", "free 10-01/10-08 0", "counted 10-09/10-10 2", "made_up 10-11/10-11 1",
        "free 10-12/10-12 0", "paused 10-13/10-13 0", "counted 10-14/10-14 1",
    ]  # fmt: skip
    assert found[1].why is not None
    assert found[1].why.en == "National Day, Mid-Autumn Festival"


def test_plain_weekends_do_not_break_a_run_of_working_days():
    assert short(counted("2025-11-03T10:00:00+08:00", 12, "working_day")) == [
        "start 11-03/11-03 0", "weekends 11-04/11-19 12",
    ]  # fmt: skip


def test_a_rolled_period_shows_the_free_days_and_the_day_after():
    assert short(counted("2025-09-24T10:00:00+08:00", 7, "civil_day", roll=True)) == [
        "start 09-24/09-24 0", "counted 09-25/10-01 7", "rolled 10-01/10-08 0", "ends 10-09/10-09 1",
    ]  # fmt: skip


def test_service_hours_show_when_the_clock_ran():
    stops = pause("2026-08-03T15:00:00+08:00", "2026-08-03T16:00:00+08:00")
    assert short(counted("2026-08-03T14:01:00+08:00", 4, "jd_service_hour", pauses=stops)) == [
        "open 08-03 14:01/08-03 15:00", "paused 08-03 15:00/08-03 16:00", "open 08-03 16:00/08-03 18:00",
        "open 08-04 09:00/08-04 10:01",
    ]  # fmt: skip


def test_hours_from_the_next_midnight_show_that_midnight():
    assert short(counted("2026-08-03T14:01:00+08:00", 24, "next_midnight_hour")) == [
        "midnight 08-04 00:00/08-04 00:00", "open 08-04 00:00/08-05 00:00",
    ]  # fmt: skip


@st.composite
def pauses_of(draw, start):
    stops = []
    for _ in range(draw(st.integers(0, 3))):
        begin = start + timedelta(minutes=draw(st.integers(-3000, 30_000)))
        stops.append((begin, begin + timedelta(minutes=draw(st.integers(0, 10_000)))))
    return stops


@given(INSTANTS, st.integers(0, 60), st.sampled_from(["civil_day", "working_day"]), st.data())
def test_the_counted_days_are_as_many_as_asked(start, n, unit, data):
    assert sum(step.days for step in counted(start, n, unit, pauses=data.draw(pauses_of(start)))) == n


@given(INSTANTS, st.integers(0, 60), st.sampled_from(["hour", "next_midnight_hour", "jd_service_hour"]), st.data())
def test_the_clock_ran_as_long_as_asked(start, n, unit, data):
    found = counted(start, n, unit, pauses=data.draw(pauses_of(start)))
    ran = sum(((step.last - step.first) for step in found if step.kind == "open"), timedelta())
    assert ran == timedelta(hours=n)


@given(INSTANTS, st.integers(0, 60), st.sampled_from(["civil_day", "working_day", "month"]), st.booleans())
def test_the_steps_follow_one_another_without_a_gap(start, n, unit, roll):
    found = [step for step in counted(start, n, unit, roll=roll) if step.kind not in ("rolled", "ends")]
    assert all(b.first - a.last == timedelta(days=1) for a, b in pairwise(found))
