"""What can be wrong with a condition, before it is known in which file it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gongdao.kernel.text import nearest

FAR = {
    "bad-type": "bad-type-far",
    "unknown-field": "unknown-field-far",
    "unknown-function": "unknown-function-far",
    "unknown-macro": "unknown-macro-far",
    "unknown-name": "unknown-name-far",
    "unknown-parameter": "unknown-parameter-far",
    "unknown-word": "unknown-word-far",
}
"""The code that stands in where no allowed word is near the wrong one."""


def unlisted(code: str, value: str, allowed: Iterable[str]) -> tuple[str, dict[str, object]]:
    """The code and details of a word that is not among the allowed ones, with the one that was probably meant."""
    words = tuple(allowed)
    if near := nearest(value, words):
        return code, {"value": value, "allowed": words, "nearest": near}
    return FAR[code], {"value": value, "allowed": words}


class SyntaxProblem(Exception):
    """A text that is not a condition; ``at`` is the offset of the first wrong character."""

    def __init__(self, code: str, at: int, **details: object) -> None:
        super().__init__(f"{code} at {at}: {details}")
        self.code = code
        self.at = at
        self.details: Mapping[str, object] = details


@dataclass(frozen=True, slots=True)
class Fault:
    """A condition that reads well and means nothing: one wrong thing of perhaps several."""

    code: str
    at: int
    details: Mapping[str, object] = field(default_factory=dict)
