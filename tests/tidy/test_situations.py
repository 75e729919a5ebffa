"""The page of situations names stories and tests that are there, and leaves out no story that tells of one."""

from __future__ import annotations

import re

import pytest

from gongdao.kernel.source import plain, read
from sources import ROOT

PAGE = ROOT / "docs/reference/situations.md"
CHINESE, ENGLISH = PAGE.read_text(encoding="utf-8").split("\n## English\n")


def rows(half: str) -> dict[str, list[list[str]]]:
    """This function will give the names in code of the last two columns, stories and tests, by situation."""
    lines = [line.strip("| ").split(" | ") for line in half.splitlines() if re.match(r"\| S\d\d ", line)]
    return {line[0][:3]: [re.findall(r"`([^`]+)`", cell) for cell in line[3:]] for line in lines}


def test_both_languages_name_the_same():
    assert rows(CHINESE) == rows(ENGLISH)


@pytest.mark.parametrize("situation", rows(CHINESE))
def test_what_a_situation_names_is_there_and_something_holds_it(situation):
    stories, tests = rows(CHINESE)[situation]
    assert tests
    assert [name for name in stories if not (ROOT / f"scenarios/{name}.yaml").is_file()] == []
    assert [path for path in tests if not (ROOT / path).is_file()] == []


def test_every_story_that_tells_of_a_situation_stands_in_its_row():
    told: dict[str, set[str]] = {situation: set() for situation in rows(CHINESE)}
    for path in (ROOT / "scenarios").glob("*.yaml"):
        for situation in plain(read(path.read_text(encoding="utf-8"), path.name)[0]).get("tells", ()):
            told[situation].add(path.stem)
    assert told == {situation: set(stories) for situation, (stories, _) in rows(CHINESE).items()}
