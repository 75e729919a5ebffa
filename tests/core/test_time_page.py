"""The examples on the page about time are true."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from gongdao.kernel.almanac import read_calendar
from gongdao.kernel.calendar import due
from gongdao.kernel.source import read
from gongdao.kernel.units import UNITS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reference" / "time.md").read_text(encoding="utf-8")
ROWS = [[cell.strip(" `") for cell in line.split("|")[1:-1]] for line in PAGE.splitlines() if line.startswith("| 20")]


@pytest.fixture(scope="module")
def china():
    node, _ = read((ROOT / "packs" / "calendars" / "cn.yaml").read_text(encoding="utf-8"), "cn.yaml")
    calendar, _ = read_calendar(node)
    return calendar


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[1]} {row[2]} from {row[0]}")
def test_an_example_of_the_page_is_true(row, china):
    start, n, unit, zone, more, end = row
    stops = [tuple(datetime.fromisoformat(side) for side in more.split("/"))] if "/" in more else []
    found = due(
        datetime.fromisoformat(start), int(n), unit, zone=zone, calendar=china, roll=more == "roll", pauses=stops
    )
    assert found.at.isoformat() == end


def test_the_page_has_an_example_of_every_unit():
    assert {row[2] for row in ROWS} == set(UNITS)
    assert all(PAGE.count(f"| `{unit}` | ") >= 2 for unit in UNITS)
