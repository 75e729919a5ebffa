"""Which scam scripts stand in a message of the chat; each message is read alone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from gongdao.kernel.text import normalise
from gongdao.policy.pack import Phrase


def scripts_in(phrases: Mapping[str, Phrase], text: str) -> list[str]:
    """Give the names of the scripts whose phrases stand in a message."""
    plain = normalise(text)
    return [name for name, phrase in phrases.items() if _met(phrase, plain)]


def _met(phrase: Phrase, text: str) -> bool:
    return all(any(word in text for word in group) for group in _normalised(phrase.groups))


@lru_cache(maxsize=1024)
def _normalised(groups: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(normalise(word) for word in group) for group in groups)
