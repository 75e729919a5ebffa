"""Each kind of error in a pack is told in two languages, at its place, with the words that help."""

from __future__ import annotations

import re

import pytest

from gongdao.case.bindings import check_bindings
from gongdao.cli.complaints import messages
from gongdao.kernel.errors import BadInput, Problem
from gongdao.kernel.text import sentence
from gongdao.policy.faults import FAR
from gongdao.policy.library import pack_of, read_library
from gongdao.policy.places import pinpoint
from sources import ROOT

FOLDER = ROOT / "packs" / "broken"
BROKEN = sorted(path for path in FOLDER.glob("*.yaml") if path.name != "header.yaml")
STATED = re.compile(r"^# (zh|en|at): (.*)$", re.MULTILINE)


def problems_of(text: str, file: str) -> list[Problem]:
    """Everything that is wrong with the family that a broken file makes."""
    own = {file: text}
    if not re.search("^(family|zh):", text, re.MULTILINE):
        own["header.yaml"] = (FOLDER / "header.yaml").read_text(encoding="utf-8")
    floor = {"floor.yaml": (FOLDER / "floor" / "family.yaml").read_text(encoding="utf-8")}
    try:
        library = read_library({"floor": floor, "broken": own})
        packs = [pack_of(library, version) for version in library.versions]
    except BadInput as bad:
        return list(bad.problems)
    return pinpoint([it for pack in packs for it in check_bindings(pack)], library.families.values())


def test_there_are_at_least_forty_kinds_of_broken_packs():
    assert len(BROKEN) >= 40


def test_the_floor_of_the_broken_packs_is_sound():
    assert problems_of("", "empty.yaml") == []


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_pack_is_told_where_and_what_is_wrong(path):
    text = path.read_text(encoding="utf-8")
    stated = dict(STATED.findall(text))

    told = [
        {
            "zh": sentence(messages(), problem.code, "zh", problem.details),
            "en": sentence(messages(), problem.code, "en", problem.details),
            "at": f"{problem.place.line}:{problem.place.column}",
        }
        for problem in problems_of(text, path.name)
        if problem.place is not None and problem.place.file == path.name
    ]

    assert stated.keys() == {"zh", "en", "at"}
    assert [it for it in told if all(words in it[key] for key, words in stated.items())] != [], told


def test_no_two_broken_packs_are_the_same_error_at_the_same_kind_of_place():
    codes = [(path.stem, problems_of(path.read_text(encoding="utf-8"), path.name)[0].code) for path in BROKEN]

    assert len({code for _, code in codes}) >= 40


def test_every_word_that_has_no_near_one_has_a_sentence_of_its_own():
    assert [code for pair in FAR.items() for code in pair if code not in messages()] == []


def test_a_pack_is_told_all_its_errors_at_once_in_the_order_of_its_lines():
    text = 'facts:\n  mine: {type: bol, zh: 我, en: mine}\nterms:\n  one: {is: "recieved", zh: 一, en: one}\n'

    found = problems_of(text, "two.yaml")

    assert [(it.code, it.place.line) for it in found] == [("bad-type", 2), ("unknown-name", 4)]
