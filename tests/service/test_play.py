"""Every scenario comes out as its file says, with a clerk and without, and leaves a record that verifies."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from counts import count
from gongdao.case.stages.ruled import RulingGiven
from gongdao.service.play.read import read_scenario
from gongdao.service.play.run import checked, play
from grounds import VENDORS, fresh, opened_law
from shelf import SHELF

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))
# A short run plays each scenario on one database or the other, a long one each on both.
ALL = tuple((vendor, path) for path in SCENARIOS for vendor in VENDORS)
ALTERNATE = tuple((VENDORS[number % 2], path) for number, path in enumerate(SCENARIOS))
PLAYED = ALL if count(short=0, long=1) else ALTERNATE


def scenario_in(path: Path):
    return read_scenario(path.read_text(encoding="utf-8"), path.name, SHELF.heads, SHELF.versions)


def told(differences) -> list[str]:
    return [f"{each.place}: {each.code} {dict(each.details)}" for each in differences]


def rulings(played) -> list[RulingGiven]:
    """Every ruling but for what covers the salted texts of people, which are drawn anew in each record."""
    events = [recorded.event for told in played.told for recorded in told.events]
    return [replace(event, facts_digest="", digest="") for event in events if isinstance(event, RulingGiven)]


@pytest.mark.parametrize(("ground", "path"), PLAYED, indirect=["ground"], ids=lambda it: getattr(it, "stem", it))
def test_a_scenario_comes_out_as_its_file_says_and_its_record_verifies(law, path):
    played = checked(law, play(law, scenario_in(path)))

    assert told(played.differences) == []


def test_scenarios_in_one_record_have_people_and_orders_of_their_own(law):
    names = ("cosmetics_allergy_in_2015", "deposit_too_small", "washbasin")
    files = [ROOT / "scenarios" / f"{name}.yaml" for name in names]
    played = [checked(law, play(law, scenario_in(path))) for path in files]

    assert [told(each.differences) for each in played] == [[], [], []]


def test_no_two_scenarios_tell_of_one_order():
    told = [scenario_in(path) for path in SCENARIOS]
    facts = [act.fields for each in told for act in each.steps[0].acts if act.fields.get("path") == "order"]
    orders = Counter(dict(row["row"])["id"] for row in facts)

    assert [order for order, times in orders.items() if times > 1] == []
    assert len({each.id for each in told}) == len(told)


@pytest.mark.parametrize("path", SCENARIOS[:: count(short=2, long=1)], ids=lambda path: path.stem)
def test_with_no_clerk_at_all_the_rulings_are_the_same(tmp_path, path):
    with fresh("sqlite", tmp_path) as one, fresh("sqlite", tmp_path) as other:
        with opened_law(one) as law:
            with_clerk = play(law, scenario_in(path))
        with opened_law(other) as law:
            without = play(law, scenario_in(path), clerk=False)

    assert rulings(without) == rulings(with_clerk)
    assert told(without.differences) == []
