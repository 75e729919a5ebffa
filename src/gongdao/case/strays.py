"""The evidence words of a case file that speak for what its pack does not know: left out, and told to the reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from gongdao.case.file import Case, Words
from gongdao.evidence.weigh import OPEN_WORDS
from gongdao.kernel.errors import Problem
from gongdao.kernel.text import nearest
from gongdao.policy.pack import Pack

Rows = tuple[tuple[str, bool, str], ...]
NO_FACT = ("case-word-fact", "case-word-fact-near")
NO_GRADE = ("case-word-grade", "case-word-grade-near")


def meanings(pack: Pack, own: Words) -> Mapping[str, Rows]:
    """What each word speaks for; before the words of the pack go those of the case file that it can use."""
    if not own:
        return _words(pack)
    usable = {word: tuple(row for row in rows if _usable(pack, row)) for word, rows in own.items()}
    merged = {**_words(pack), **usable}
    return {word: rows for word, rows in merged.items() if rows or word not in usable}


@lru_cache(maxsize=64)
def _words(pack: Pack) -> Mapping[str, Rows]:
    return {word.id: tuple(word.speaks) for word in pack.words.values()}


def _usable(pack: Pack, row: tuple[str, bool, str]) -> bool:
    fact, _, grade = row
    return fact in pack.facts and (not grade or grade in pack.grades)


def stray_words(case: Case, pack: Pack) -> list[Problem]:
    """Give a problem for each row of the case file's own words that its evidence says and the pack cannot use."""
    said = {str(item[key]) for item in case.facts.get("evidence") or () for key in OPEN_WORDS if item.get(key)}
    return [found for word, rows in case.words.items() if word in said for found in _strays(case, pack, word, rows)]


def _strays(case: Case, pack: Pack, word: str, rows: Rows) -> Iterator[Problem]:
    provable = [name for name, fact in pack.facts.items() if fact.prove is not None]
    for fact, _, grade in rows:
        if fact not in pack.facts:
            yield _stray(NO_FACT, case, pack, word, fact, provable)
        if grade and grade not in pack.grades:
            yield _stray(NO_GRADE, case, pack, word, grade, pack.grades)


def _stray(codes: tuple[str, str], case: Case, pack: Pack, word: str, value: str, known: Iterable[str]) -> Problem:
    close = nearest(value, known)
    details = {"word": word, "value": value, "pack": pack.id, "nearest": close, "allowed": list(known)}
    where = replace(case.place, path=f"{case.place.path}.words.{word}".removeprefix("."))
    return Problem(codes[close is not None], where, details)
