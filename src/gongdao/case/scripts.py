"""Which scam scripts stand in a message of the chat; each message is read alone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from gongdao.kernel.text import normalise
from gongdao.policy.pack import Pack, Phrase

Groups = tuple[tuple[str, ...], ...]


def scripts_in(phrases: Mapping[str, Phrase], text: str) -> list[str]:
    """Give the names of the scripts whose phrases stand in a message."""
    plain = normalise(text)
    return [name for name, phrase in phrases.items() if _met(_normalised(phrase.groups), plain)]


def any_scripts_in(packs: tuple[Pack, ...], text: str) -> set[str]:
    """Give the names of the scripts that any of these packs finds in a message."""
    plain = normalise(text)
    return {name for name, groups in _of_all(packs) if _met(groups, plain)}


@lru_cache(maxsize=16)
def _of_all(packs: tuple[Pack, ...]) -> tuple[tuple[str, Groups], ...]:
    """Every script of some packs once: most of them share the same."""
    return tuple({(name, _normalised(it.groups)): None for pack in packs for name, it in pack.phrases.items()})


def _met(groups: Groups, text: str) -> bool:
    return all(any(word in text for word in group) for group in groups)


@lru_cache(maxsize=1024)
def _normalised(groups: Groups) -> Groups:
    return tuple(tuple(normalise(word) for word in group) for group in groups)
