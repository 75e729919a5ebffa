"""Reading the files of one family: merged, with the place of everything that is wrong."""

from __future__ import annotations

import pytest

from gongdao.kernel.errors import Problem
from gongdao.policy.family import read_family

HEAD = """
family: small
zh: 小
en: small
extends: floor
governs: {clock: conduct_at, rule: TB-92, cites: [CV-11], zh: 按行为时, en: by conduct}
versions: [{id: small, from: 2020-01-01}]
"""


def problems(**files: str) -> list[Problem]:
    return read_family({f"{name}.yaml": text for name, text in {"family": HEAD, **files}.items()})[1]


def codes(**files: str) -> list[str]:
    return [p.code.removesuffix("-far") for p in problems(**files)]


def test_every_file_may_hold_any_section_and_sections_of_one_name_are_merged():
    family, found = read_family({
        "family.yaml": HEAD,
        "rules/a.yaml": "facts: {x: {type: bool}}\ndecisions: {d: {answer: bool, rules: [1]}}\nweighing: [1]",
        "rules/b.yaml": "facts: {y: {type: bool}}\ndecisions: {d: {rules: [2]}}\nweighing: [2, 3]",
    })  # fmt: skip

    assert found == []
    assert family is not None
    assert list(family.tables["facts"]) == ["x", "y"]
    assert [node.file for node in family.tables["decisions"]["d"]] == ["rules/a.yaml", "rules/b.yaml"]
    assert len(family.lists["weighing"]) == 3
    assert family.extends == "floor"


def test_the_rule_that_chooses_the_version_may_be_cited():
    family, _ = read_family({"family.yaml": HEAD})

    assert family is not None
    assert (family.governs.clock, family.governs.rules) == ("conduct_at", ("TB-92", "CV-11"))


def test_without_a_rule_the_time_of_the_decision_governs():
    family, _ = read_family({"family.yaml": "family: f\nversions: [{id: f, from: 2020-01-01}]"})

    assert family is not None
    assert (family.governs.clock, family.governs.rules) == ("decided_at", ())


def test_a_fact_defined_in_two_files_is_told_with_the_place_of_the_first():
    found = problems(a="facts: {x: {type: bool}}", b="facts:\n  x: {type: int}")

    assert [(p.code, p.place.file, p.place.line) for p in found if p.place] == [("defined-twice", "b.yaml", 2)]
    assert str(found[0].details["first"]).startswith("a.yaml:1")


def test_a_key_of_a_family_may_stand_once():
    assert codes(a="zone: UTC", b="zone: UTC") == ["defined-twice"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("decision: {}", "unknown-key"),
        ("facts: [x]", "not-a-mapping"),
        ("- facts", "not-a-mapping"),
    ],
)
def test_what_is_no_section_of_a_pack_is_told(text, code):
    assert codes(a=text) == [code]


def test_the_mistakes_of_all_files_are_told_at_once():
    found = problems(a="fact: {}", b="facts: {x: 1, x: 2}", c="facts: {y: [")

    assert {p.place.file for p in found if p.place} == {"a.yaml", "b.yaml", "c.yaml"}


@pytest.mark.parametrize(
    ("versions", "code"),
    [
        ("[]", "no-versions"),
        ("[{id: small}]", "missing-key"),
        ("[{from: 2020-01-01}]", "missing-key"),
        ("[{id: small, from: 2020-13-01}]", "bad-date"),
        ("[{id: small, from: 2020-01-01, until: 2020-01-01}]", "empty-window"),
        ("[{id: small, from: 2020-01-01}, {id: small, from: 2021-01-01}]", "defined-twice"),
        ("[{id: small, from: 2020-01-01, upto: 2021-01-01}]", "unknown-key"),
    ],
)
def test_a_version_has_a_name_and_a_window(versions, code):
    text = HEAD.replace("[{id: small, from: 2020-01-01}]", versions)

    assert code in [p.code.removesuffix("-far") for p in read_family({"family.yaml": text})[1]]


def test_a_folder_without_a_family_is_none():
    family, found = read_family({"rules.yaml": "facts: {}"})

    assert family is None
    assert [p.code for p in found] == ["no-family"]
