"""The cases of a file decided once for all tests, as they are or with their evidence words replaced."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from builders import calendars
from gongdao.case.file import Case
from gongdao.case.ruling import Decided, decide_with
from gongdao.case.score import score
from gongdao.evidence.weigh import OPEN_WORDS
from gongdao.policy.pack import Pack
from shelf import cases_of, library

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@cache
def decided(path: Path) -> tuple[Decided, ...]:
    """This function will decide every case of a file."""
    return tuple(decide_with(library(), case, calendars()) for case in cases_of(path))


def misses_of(path: Path) -> dict[str, list[tuple[str, Any, Any]]]:
    """This function will name what of a file did not come out as it says."""
    found = {
        case.id: [(miss.key, miss.expected, miss.got) for miss in score(case.expect or {}, one.decision)]
        for case, one in zip(cases_of(path), decided(path), strict=True)
    }
    return {own: misses for own, misses in found.items() if misses}


def words_in(case: Case) -> set[str]:
    """This function will give the open words of a case's evidence."""
    return {item[key] for item in case.facts.get("evidence") or () for key in OPEN_WORDS if key in item}


def renamed(case: Case, pack: Pack, *, mapped: bool) -> Case:
    """This function will replace each evidence word by a meaningless one, and say what it means if ``mapped``."""
    draw = Random(case.id)
    names = {word: "".join(draw.choices(LETTERS, k=9)) for word in sorted(words_in(case))}
    meanings = {word.id: word.speaks for word in pack.words.values()} | dict(case.words)
    evidence = [
        {key: names[value] if key in OPEN_WORDS else value for key, value in item.items()}
        for item in case.facts.get("evidence") or ()
    ]
    own = {names[word]: meanings[word] for word in names if word in meanings} if mapped else {}
    return replace(case, facts={**case.facts, "evidence": evidence}, words=own)


def without_words(decision: dict[str, Any]) -> dict[str, Any]:
    """This function will leave out of a decision the only place where an evidence word may stand."""
    rows = [{key: value for key, value in row.items() if key != "unmapped"} for row in decision["evidence"]]
    return {**decision, "evidence": rows}
