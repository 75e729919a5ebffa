"""Which version of a family governs."""

from __future__ import annotations

from datetime import date

import pytest

from builders import at
from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text
from gongdao.policy.pack import Version
from gongdao.policy.select import select


def version(own: str, since: str, until: str | None = None) -> Version:
    ends = date.fromisoformat(until) if until else None
    return Version(own, "small", date.fromisoformat(since), ends, "T", "", Text(own, own))


VERSIONS = (
    version("second", "2020-01-01", "2025-08-15"),
    version("first", "2015-01-01", "2020-01-01"),
    version("third", "2025-08-15"),
    version("on-top", "2026-06-15"),
)


@pytest.mark.parametrize(
    ("when", "own"),
    [
        ("2015-01-01T00:00:00+08:00", "first"),
        ("2019-12-31T23:59:59+08:00", "first"),
        ("2020-01-01T00:00:00+08:00", "second"),
        ("2019-12-31T16:00:00+00:00", "second"),
        ("2025-08-14T23:59:59+08:00", "second"),
        ("2025-08-15T00:00:00+08:00", "third"),
        ("2026-06-15T00:00:00+08:00", "on-top"),
        ("2030-01-01T00:00:00+08:00", "on-top"),
    ],
)
def test_the_version_in_force_on_the_day_governs(when, own):
    assert select(VERSIONS, at(when), "Asia/Shanghai").id == own


def test_the_day_is_that_of_the_zone_of_the_family():
    instant = at("2019-12-31T20:00:00+00:00")

    assert select(VERSIONS, instant, "Asia/Shanghai").id == "second"
    assert select(VERSIONS, instant, "Europe/Brussels").id == "first"


def test_where_days_are_those_of_the_start_its_own_offset_counts():
    assert select(VERSIONS, at("2019-12-31T20:00:00-05:00"), "start").id == "first"
    assert select(VERSIONS, at("2020-01-01T00:30:00+08:00"), "start").id == "second"


def test_before_the_first_version_nothing_can_be_decided():
    with pytest.raises(Refused) as refused:
        select(VERSIONS, at("2014-12-31"), "Asia/Shanghai")

    assert refused.value.code == "no-version-in-force"
    assert refused.value.details["first"] == "2015-01-01"


def test_after_the_last_version_has_ended_nothing_can_be_decided():
    with pytest.raises(Refused):
        select(VERSIONS[:2], at("2026-01-01"), "Asia/Shanghai")
