"""The six units of time end when the law and the platforms say, and a pause never costs a party anything."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import assume, given, strategies as st

from gongdao.kernel.almanac import read_calendar
from gongdao.kernel.calendar import Calendar, Due, due
from gongdao.kernel.errors import Refused
from gongdao.kernel.source import read
from gongdao.kernel.units import DAY_UNITS, UNITS

PACKS = Path(__file__).resolve().parents[2] / "packs" / "calendars"
SHANGHAI, BRUSSELS = "Asia/Shanghai", "Europe/Brussels"


@cache
def calendar(name: str) -> Calendar:
    node, _ = read((PACKS / f"{name}.yaml").read_text(encoding="utf-8"), f"{name}.yaml")
    assert node is not None
    found, _ = read_calendar(node)
    assert found is not None
    return found


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def ends(start: str, n: int, unit: str, *, zone: str = SHANGHAI, country: str = "cn", roll: bool = False, pauses=()):
    stops = [(at(begin), at(end)) for begin, end in pauses]
    return due(at(start), n, unit, zone=zone, calendar=calendar(country), roll=roll, pauses=stops)


@pytest.mark.parametrize(
    ("start", "n", "unit", "zone", "end"),
    [
        # An hour runs from its instant (CV-2), also over a change of the clocks.
        ("2025-10-09T10:00:00+08:00", 72, "hour", SHANGHAI, "2025-10-12T10:00:00+08:00"),
        ("2026-10-24T12:00:00+02:00", 24, "hour", BRUSSELS, "2026-10-25T11:00:00+01:00"),
        # The start day does not count, the last day ends at 24:00 (CV-3).
        ("2026-08-03T00:00:00+08:00", 1, "civil_day", SHANGHAI, "2026-08-05T00:00:00+08:00"),
        ("2026-08-03T23:59:59+08:00", 1, "civil_day", SHANGHAI, "2026-08-05T00:00:00+08:00"),
        ("2026-08-03T23:00:00+00:00", 1, "civil_day", SHANGHAI, "2026-08-06T00:00:00+08:00"),
        ("2026-08-03T09:00:00+02:00", 90, "civil_day", BRUSSELS, "2026-11-02T00:00:00+01:00"),
        ("2026-08-03T09:00:00+02:00", 180, "civil_day", BRUSSELS, "2027-01-31T00:00:00+01:00"),
        ("2026-01-10T10:00:00+08:00", 180, "civil_day", "", "2026-07-10T00:00:00+08:00"),
        ("2026-01-10T23:00:00-05:00", 1, "civil_day", "start", "2026-01-12T00:00:00-05:00"),
        # Working days pass over holidays and count make-up days (CV-4).
        ("2025-10-12T10:00:00+08:00", 4, "working_day", SHANGHAI, "2025-10-17T00:00:00+08:00"),
        ("2025-09-30T10:00:00+08:00", 3, "working_day", SHANGHAI, "2025-10-12T00:00:00+08:00"),
        ("2026-04-28T09:00:00+08:00", 7, "working_day", SHANGHAI, "2026-05-12T00:00:00+08:00"),
        # A month ends on the day of the same number, else on its last day (CV-20).
        ("2026-01-15T09:00:00+01:00", 6, "month", BRUSSELS, "2026-07-16T00:00:00+02:00"),
        ("2026-01-31T09:00:00+08:00", 1, "month", SHANGHAI, "2026-03-01T00:00:00+08:00"),
        ("2024-01-31T09:00:00+08:00", 1, "month", SHANGHAI, "2024-03-01T00:00:00+08:00"),
        ("2025-12-31T09:00:00+08:00", 2, "month", SHANGHAI, "2026-03-01T00:00:00+08:00"),
        ("2026-02-28T09:00:00+08:00", 12, "month", SHANGHAI, "2027-03-01T00:00:00+08:00"),
        # 168 hours from the next midnight (SD-168).
        ("2026-08-03T20:00:00+08:00", 168, "next_midnight_hour", SHANGHAI, "2026-08-11T00:00:00+08:00"),
        ("2026-08-03T00:00:00+08:00", 168, "next_midnight_hour", SHANGHAI, "2026-08-11T00:00:00+08:00"),
        # Four service hours between 09:00 and 18:00 (JD-9b).
        ("2026-08-03T10:00:00+08:00", 4, "jd_service_hour", SHANGHAI, "2026-08-03T14:00:00+08:00"),
        ("2026-08-03T14:00:00+08:00", 4, "jd_service_hour", SHANGHAI, "2026-08-03T18:00:00+08:00"),
        ("2026-08-03T14:01:00+08:00", 4, "jd_service_hour", SHANGHAI, "2026-08-04T09:01:00+08:00"),
        ("2026-08-03T03:00:00+08:00", 4, "jd_service_hour", SHANGHAI, "2026-08-03T13:00:00+08:00"),
        ("2026-08-03T09:00:00+08:00", 9, "jd_service_hour", SHANGHAI, "2026-08-03T18:00:00+08:00"),
        ("2026-08-03T18:00:00+08:00", 4, "jd_service_hour", SHANGHAI, "2026-08-04T13:00:00+08:00"),
        ("2026-09-30T20:00:00+08:00", 20, "jd_service_hour", SHANGHAI, "2026-10-03T11:00:00+08:00"),
        # Nothing to wait for: the instant itself, or the end of the day that runs.
        ("2026-08-03T20:00:00+08:00", 0, "hour", SHANGHAI, "2026-08-03T20:00:00+08:00"),
        ("2026-08-03T20:00:00+08:00", 0, "jd_service_hour", SHANGHAI, "2026-08-03T20:00:00+08:00"),
        ("2026-08-03T20:00:00+08:00", 0, "next_midnight_hour", SHANGHAI, "2026-08-04T00:00:00+08:00"),
        ("2026-08-03T20:00:00+08:00", 0, "civil_day", SHANGHAI, "2026-08-04T00:00:00+08:00"),
        ("2026-08-02T20:00:00+08:00", 0, "working_day", SHANGHAI, "2026-08-03T00:00:00+08:00"),
        ("2026-08-03T20:00:00+08:00", 0, "month", SHANGHAI, "2026-08-04T00:00:00+08:00"),
    ],
)
def test_a_period_ends_when_its_unit_says(start, n, unit, zone, end):
    assert ends(start, n, unit, zone=zone).at.isoformat() == end


def test_a_statutory_period_whose_last_day_is_free_ends_after_the_holiday():
    plain = ends("2025-09-24T10:00:00+08:00", 7, "civil_day")
    rolled = ends("2025-09-24T10:00:00+08:00", 7, "civil_day", roll=True)
    assert plain == Due(at("2025-10-02T00:00:00+08:00"))
    assert rolled == Due(at("2025-10-10T00:00:00+08:00"), rolled=True)


def test_a_make_up_saturday_is_not_free_and_nothing_rolls():
    assert not ends("2025-10-04T10:00:00+08:00", 7, "civil_day", roll=True).rolled


def test_mediation_of_sixty_days_and_ten_excluded_ones_ends_on_a_friday():
    found = ends("2026-05-08T15:00:00+08:00", 70, "civil_day", roll=True)
    assert found == Due(at("2026-07-18T00:00:00+08:00"))


def test_american_business_days_pass_over_the_observed_holiday():
    found = ends("2026-07-01T10:00:00-07:00", 3, "working_day", zone="", country="us")
    assert found == Due(at("2026-07-08T00:00:00-07:00"))


@pytest.mark.parametrize(
    ("start", "n", "unit", "roll", "provisional"),
    [
        ("2026-12-29T10:00:00+08:00", 2, "working_day", False, False),
        ("2026-12-29T10:00:00+08:00", 3, "working_day", False, True),
        ("2026-12-29T10:00:00+08:00", 30, "civil_day", False, False),
        ("2026-12-29T10:00:00+08:00", 30, "civil_day", True, True),
        ("2003-12-30T10:00:00+08:00", 2, "working_day", False, True),
        ("2003-12-31T10:00:00+08:00", 2, "working_day", False, False),
        ("2026-12-29T10:00:00+08:00", 900, "hour", False, False),
    ],
)
def test_a_deadline_past_the_last_notice_is_provisional(start, n, unit, roll, provisional):
    assert ends(start, n, unit, roll=roll).provisional is provisional


@pytest.mark.parametrize(
    ("n", "unit", "begin", "end", "due_at"),
    [
        (48, "hour", "2026-08-04T00:00:00+08:00", "2026-08-04T06:00:00+08:00", "2026-08-05T16:00:00+08:00"),
        (48, "hour", "2026-08-01T00:00:00+08:00", "2026-08-03T12:00:00+08:00", "2026-08-05T12:00:00+08:00"),
        (48, "hour", "2026-08-05T10:00:00+08:00", "2026-08-06T10:00:00+08:00", "2026-08-05T10:00:00+08:00"),
        (
            24,
            "next_midnight_hour",
            "2026-08-03T20:00:00+08:00",
            "2026-08-04T02:00:00+08:00",
            "2026-08-05T02:00:00+08:00",
        ),
        (4, "jd_service_hour", "2026-08-03T11:00:00+08:00", "2026-08-03T12:30:00+08:00", "2026-08-03T15:30:00+08:00"),
        (4, "jd_service_hour", "2026-08-03T17:00:00+08:00", "2026-08-04T12:00:00+08:00", "2026-08-03T14:00:00+08:00"),
        (10, "jd_service_hour", "2026-08-03T17:00:00+08:00", "2026-08-04T10:00:00+08:00", "2026-08-04T13:00:00+08:00"),
        (3, "civil_day", "2026-08-05T08:00:00+08:00", "2026-08-05T09:00:00+08:00", "2026-08-08T00:00:00+08:00"),
        (3, "civil_day", "2026-08-05T08:00:00+08:00", "2026-08-07T00:00:00+08:00", "2026-08-09T00:00:00+08:00"),
        (3, "civil_day", "2026-08-03T08:00:00+08:00", "2026-08-03T23:00:00+08:00", "2026-08-07T00:00:00+08:00"),
        (3, "working_day", "2026-08-08T08:00:00+08:00", "2026-08-09T09:00:00+08:00", "2026-08-07T00:00:00+08:00"),
        (3, "working_day", "2026-08-06T08:00:00+08:00", "2026-08-06T09:00:00+08:00", "2026-08-08T00:00:00+08:00"),
        (1, "month", "2026-08-10T08:00:00+08:00", "2026-08-12T08:00:00+08:00", "2026-09-07T00:00:00+08:00"),
    ],
)
def test_a_pause_stops_the_clock(n, unit, begin, end, due_at):
    assert ends("2026-08-03T10:00:00+08:00", n, unit, pauses=[(begin, end)]).at.isoformat() == due_at


def test_pauses_that_overlap_count_once_in_any_order():
    day = [
        ("2026-08-05T00:00:00+08:00", "2026-08-05T08:00:00+08:00"),
        ("2026-08-04T20:00:00+08:00", "2026-08-05T06:00:00+08:00"),
    ]
    assert ends("2026-08-03T10:00:00+08:00", 48, "hour", pauses=day).at.isoformat() == "2026-08-05T22:00:00+08:00"


def test_a_pause_on_the_day_after_the_holiday_moves_the_last_day_on():
    pause = [("2025-10-09T08:00:00+08:00", "2025-10-09T09:00:00+08:00")]
    found = ends("2025-09-24T10:00:00+08:00", 7, "civil_day", roll=True, pauses=pause)
    assert found == Due(at("2025-10-11T00:00:00+08:00"), rolled=True)


@pytest.mark.parametrize(
    ("start", "n", "unit", "options", "code"),
    [
        ("2026-08-03T10:00:00", 1, "hour", {}, "instant-without-offset"),
        ("2026-08-03T10:00:00+08:00", -1, "hour", {}, "period-negative"),
        ("2026-08-03T10:00:00+08:00", 1, "hours", {}, "unit-unknown"),
        ("2026-08-03T10:00:00+08:00", 1, "hour", {"zone": "Asia/Beijing"}, "zone-unknown"),
        ("2026-08-03T10:00:00+08:00", 1, "hour", {"zone": "../etc/passwd"}, "zone-unknown"),
        ("2026-08-03T10:00:00+08:00", 1, "hour", {"roll": True}, "hours-never-roll"),
        ("2026-08-03T10:00:00+08:00", 1, "working_day", {"calendar": None}, "calendar-needed"),
        ("2026-08-03T10:00:00+08:00", 1, "civil_day", {"calendar": None, "roll": True}, "calendar-needed"),
        ("2026-08-03T10:00:00+08:00", 10**6, "working_day", {}, "calendar-range"),
        *(
            ("2026-08-03T10:00:00+08:00", n, unit, {}, "period-too-long")
            for n in (10**9, 10**30) for unit in UNITS if unit != "working_day"
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_is_refused(start, n, unit, options, code):
    given_options = {"zone": SHANGHAI, "calendar": calendar("cn")} | options
    with pytest.raises(Refused, match=code):
        due(at(start), n, unit, **given_options)


@pytest.mark.parametrize(
    ("begin", "end", "code"),
    [
        ("2026-08-04T10:00:00+08:00", "2026-08-04T09:00:00+08:00", "pause-reversed"),
        ("2026-08-04T10:00:00", "2026-08-04T11:00:00+08:00", "instant-without-offset"),
    ],
)
def test_a_pause_must_have_a_beginning_before_its_end(begin, end, code):
    with pytest.raises(Refused, match=code):
        ends("2026-08-03T10:00:00+08:00", 1, "hour", pauses=[(begin, end)])


def test_instants_of_one_answer_compare_by_time_and_not_by_the_clock_on_the_wall():
    before = ends("2026-10-25T02:30:00+02:00", 0, "hour", zone=BRUSSELS).at
    after = ends("2026-10-25T02:30:00+01:00", 0, "hour", zone=BRUSSELS).at
    assert before < after
    assert after - before == timedelta(hours=1)


EPOCH = datetime(2005, 1, 1, tzinfo=UTC)
INSTANTS = st.integers(0, 20 * 365 * 24 * 60).map(lambda minutes: EPOCH + timedelta(minutes=minutes))
ZONES = st.sampled_from([SHANGHAI, BRUSSELS, "America/New_York", ""])
COUNTS = st.integers(0, 200)


@st.composite
def pauses_of(draw, start):
    stops = []
    for _ in range(draw(st.integers(0, 3))):
        begin = start + timedelta(minutes=draw(st.integers(-3000, 30_000)))
        stops.append((begin, begin + timedelta(minutes=draw(st.integers(0, 10_000)))))
    return stops


def count(start, n, unit, zone, *, roll=False, pauses=()):
    return due(start, n, unit, zone=zone, calendar=calendar("cn"), roll=roll, pauses=pauses).at


@given(INSTANTS, COUNTS, st.sampled_from(UNITS), ZONES)
def test_one_unit_more_never_ends_earlier(start, n, unit, zone):
    assert start <= count(start, n, unit, zone) <= count(start, n + 1, unit, zone)


@given(
    INSTANTS, st.integers(0, 10_000), COUNTS, st.sampled_from(UNITS), st.sampled_from([SHANGHAI, BRUSSELS]), st.data()
)
def test_a_later_start_never_ends_earlier(start, minutes, n, unit, zone, data):
    stops = data.draw(pauses_of(start))
    later = start + timedelta(minutes=minutes)
    assert count(start, n, unit, zone, pauses=stops) <= count(later, n, unit, zone, pauses=stops)


@given(INSTANTS, COUNTS, st.sampled_from(sorted(DAY_UNITS)), ZONES, st.data())
def test_rolling_never_ends_earlier_and_ends_after_a_working_day(start, n, unit, zone, data):
    stops = data.draw(pauses_of(start))
    plain = count(start, n, unit, zone, pauses=stops)
    rolled = count(start, n, unit, zone, roll=True, pauses=stops)
    assert plain <= rolled
    assert calendar("cn").is_working((rolled - timedelta(minutes=1)).date())


@given(INSTANTS, COUNTS, st.sampled_from(UNITS), ZONES, st.booleans(), st.data())
def test_a_pause_never_ends_a_period_earlier(start, n, unit, zone, roll, data):
    roll = roll and unit in DAY_UNITS
    stops = data.draw(pauses_of(start))
    more = stops + data.draw(pauses_of(start))
    ends_with = count(start, n, unit, zone, roll=roll, pauses=stops)
    assert count(start, n, unit, zone, roll=roll) <= ends_with <= count(start, n, unit, zone, roll=roll, pauses=more)


@given(INSTANTS, st.integers(1, 200), st.sampled_from(UNITS), ZONES, st.data())
def test_a_pause_that_begins_when_the_period_is_over_changes_nothing(start, n, unit, zone, data):
    stops = data.draw(pauses_of(start))
    end = count(start, n, unit, zone, pauses=stops)
    assert count(start, n, unit, zone, pauses=[*stops, (end, end + timedelta(days=3))]) == end


@given(INSTANTS, st.integers(1, 300), st.data())
def test_a_clock_of_hours_runs_exactly_as_long_as_asked(start, n, data):
    stops = data.draw(pauses_of(start))
    end = count(start, n, "hour", SHANGHAI, pauses=stops)
    ticks = [start + timedelta(minutes=m) for m in range(int((end - start).total_seconds() // 60))]
    assume(len(ticks) < 40_000)
    assert sum(not any(b <= tick < e for b, e in stops) for tick in ticks) == n * 60


@given(INSTANTS, st.integers(1, 30), st.data())
def test_service_hours_run_only_between_nine_and_eighteen(start, n, data):
    stops = data.draw(pauses_of(start))
    end = count(start, n, "jd_service_hour", SHANGHAI, pauses=stops)
    local = start.astimezone(end.tzinfo)
    ticks = [local + timedelta(minutes=m) for m in range(int((end - local).total_seconds() // 60))]
    assume(len(ticks) < 40_000)
    assert sum(9 <= tick.hour < 18 and not any(b <= tick < e for b, e in stops) for tick in ticks) == n * 60


@given(INSTANTS, st.integers(1, 40), st.data())
def test_a_day_counts_only_if_the_clock_ran_all_of_it(start, n, data):
    stops = [stop for stop in data.draw(pauses_of(start)) if stop[0] < stop[1]]
    end = count(start, n, "civil_day", SHANGHAI, pauses=stops)
    midnight = start.astimezone(end.tzinfo).replace(hour=0, minute=0) + timedelta(days=1)
    days = [midnight + timedelta(days=d) for d in range((end - midnight).days)]
    assert sum(not any(b < day + timedelta(days=1) and day < e for b, e in stops) for day in days) == n
