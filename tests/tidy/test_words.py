"""Names say what a thing is, modules say what they are for, and nothing is left half done."""

from __future__ import annotations

import re

import pytest

from sources import CODE, name, outline, python_files, text_files

BANNED_FILES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "handler", "base", "data", "info"}
BANNED_IN_NAMES = {"repository", "manager", "handler", "helper", "helpers", "util", "utils", "misc"}
# Written in two halves, so that this file is not itself what it looks for.
UNFINISHED = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]) + r")\b")
SILENCED = re.compile("#" + r"\s*(type:\s*ignore|noqa)\b")
FAKED = re.compile(
    r"\b(unittest" + r"\.mock|monkey" + r"patch|pytest\.(mark\.)?(skip|skipif|xfail)|NotImplemented" + "Error)"
)


def words(identifier: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", identifier)}


def lines_with(pattern: re.Pattern[str], paths) -> list[str]:
    return [
        f"{name(path)}:{number} {line.strip()}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_file_has_a_name_that_says_nothing():
    assert [name(path) for path in python_files(*CODE) if path.stem in BANNED_FILES] == []


def test_no_class_or_function_has_a_name_that_says_nothing():
    read = [(name(path), outline(path)) for path in python_files("src")]
    named = [(place, it) for place, its in read for it in (*its.classes, *(each.name for each in its.functions))]

    assert [(place, it) for place, it in named if words(it) & BANNED_IN_NAMES or it.endswith("Service")] == []


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [("CaseManager", {"case", "manager"}), ("date_utils", {"date", "utils"}), ("ABCService", {"abc", "service"})],
)
def test_a_name_is_split_into_its_words(identifier, expected):
    assert words(identifier) == expected


def test_every_module_opens_with_a_sentence_that_says_what_it_is_for():
    openings = {name(path): outline(path).opening for path in python_files(*CODE, "packs")}

    assert [place for place, text in openings.items() if not re.match(r"\S.*[.!:)]", text)] == []


def test_every_source_file_defers_its_annotations():
    files = [path for path in python_files(*CODE) if path.stem != "__init__"]

    assert [name(path) for path in files if not outline(path).defers_annotations] == []


def test_nothing_is_left_for_later():
    assert lines_with(UNFINISHED, text_files()) == []


def test_no_check_is_silenced():
    assert lines_with(SILENCED, python_files(*CODE)) == []


def test_no_test_is_faked_or_skipped():
    assert lines_with(FAKED, python_files(*CODE)) == []


def test_tests_are_named_as_sentences():
    named = [(name(path), each.name) for path in python_files("tests") for each in outline(path).functions]
    tests = [(place, it) for place, it in named if it.startswith("test_")]

    assert [(place, it) for place, it in tests if it.count("_") < 3 or re.search(r"_\d+$", it)] == []
