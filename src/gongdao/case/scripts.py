"""Which scam scripts stand in a message of the chat; each message is read alone."""

from __future__ import annotations

from collections.abc import Mapping

from gongdao.kernel.text import normalise
from gongdao.policy.pack import Phrase


def scripts_in(phrases: Mapping[str, Phrase], text: str) -> list[str]:
    """Give the names of the scripts whose phrases stand in a message."""
    plain = normalise(text)
    return [name for name, phrase in phrases.items() if _met(phrase, plain)]


def _met(phrase: Phrase, text: str) -> bool:
    return all(any(normalise(word) in text for word in group) for group in phrase.groups)
