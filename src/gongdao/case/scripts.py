"""Which scam scripts stand in a message of the chat; each message is read alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from gongdao.kernel.text import normalise
from gongdao.policy.pack import Pack, Phrase

NEAR = 8  # characters between a word that takes a phrase back and the phrase
_CLAUSE_END = re.compile("[，,。；;！!？?\n\r：:…]")
Groups = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Script:
    """The phrases of a script as they are looked for; no mark or space stands in them."""

    groups: Groups
    unless: tuple[str, ...]


def scripts_in(phrases: Mapping[str, Phrase], text: str) -> list[str]:
    """Give the names of the scripts whose phrases stand in a message."""
    plain = normalise(text)
    return [name for name, it in phrases.items() if _met(_looked_for(it.groups, it.unless), plain, text)]


def any_scripts_in(packs: tuple[Pack, ...], text: str) -> set[str]:
    """Give the names of the scripts that any of these packs finds in a message."""
    plain = normalise(text)
    return {name for name, script in _of_all(packs) if _met(script, plain, text)}


@lru_cache(maxsize=16)
def _of_all(packs: tuple[Pack, ...]) -> tuple[tuple[str, _Script], ...]:
    """Every script of some packs once: most of them share the same."""
    found = {(name, it.groups, it.unless): None for pack in packs for name, it in pack.phrases.items()}
    return tuple((name, _looked_for(groups, unless)) for name, groups, unless in found)


def _met(script: _Script, plain: str, text: str) -> bool:
    return all(any(word in plain and _is_said(script, word, plain, text) for word in group) for group in script.groups)


def _is_said(script: _Script, word: str, plain: str, text: str) -> bool:
    """Whether a phrase stands somewhere where nothing takes it back; split by marks it is only found in the whole."""
    if not any(no in plain for no in script.unless):
        return True
    clauses = (normalise(clause) for clause in _CLAUSE_END.split(text))
    taken_back = sum(_is_taken_back(script, clause, at) for clause in clauses for at in _places(clause, word))
    return plain.count(word) > taken_back


def _is_taken_back(script: _Script, clause: str, at: int) -> bool:
    return any(no in clause[max(0, at - NEAR - len(no)) : at] for no in script.unless)


def _places(clause: str, word: str) -> list[int]:
    return [found.start() for found in re.finditer(re.escape(word), clause)]


@lru_cache(maxsize=1024)
def _looked_for(groups: Groups, unless: tuple[str, ...]) -> _Script:
    plain = tuple(tuple(normalise(word) for word in group) for group in groups)
    return _Script(plain, tuple(normalise(word) for word in unless))
