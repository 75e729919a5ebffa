"""Every scenario comes out as its file says, with a clerk and without, and leaves a record that verifies."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongdao.service.play.read import read_scenario
from gongdao.service.play.run import play
from shelf import SHELF

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))


def scenario_in(path: Path):
    return read_scenario(path.read_text(encoding="utf-8"), path.name, SHELF.heads, SHELF.versions)


def told(differences) -> list[str]:
    return [f"{each.place}: {each.code} {dict(each.details)}" for each in differences]


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_scenario_comes_out_as_its_file_says(law, path):
    played = play(law, scenario_in(path))

    assert told(played.differences) == []


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_no_clerk_at_all_gives_the_same_rulings(law, path):
    scenario = scenario_in(path)

    without = play(law, scenario, clerk=False)

    with_clerk = play(law, scenario, source="with-clerk")
    assert [ruling.digest for ruling in without.case.rulings] == [r.digest for r in with_clerk.case.rulings]
    assert told(without.differences) == []
