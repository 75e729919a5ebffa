"""What can be wrong with a condition, before it is known in which file it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gongdao.kernel.errors import Place, Problem
from gongdao.kernel.text import nearest

MOST_SHOWN = 24
FAR = {
    "binding-word": "binding-word-far",
    "bad-type": "bad-type-far",
    "unknown-account": "unknown-account-far",
    "unknown-bearer": "unknown-bearer-far",
    "unknown-clock": "unknown-clock-far",
    "unknown-deadline": "unknown-deadline-far",
    "unknown-debt": "unknown-debt-far",
    "unknown-family": "unknown-family-far",
    "unknown-field": "unknown-field-far",
    "unknown-function": "unknown-function-far",
    "unknown-grade": "unknown-grade-far",
    "unknown-key": "unknown-key-far",
    "unknown-law": "unknown-law-far",
    "unknown-macro": "unknown-macro-far",
    "unknown-name": "unknown-name-far",
    "unknown-override": "unknown-override-far",
    "unknown-pack": "unknown-pack-far",
    "unknown-parameter": "unknown-parameter-far",
    "unknown-path": "unknown-path-far",
    "unknown-provable": "unknown-provable-far",
    "unknown-rule": "unknown-rule-far",
    "unknown-stack": "unknown-stack-far",
    "unknown-standard": "unknown-standard-far",
    "unknown-stop": "unknown-stop-far",
    "unknown-version": "unknown-version-far",
    "unknown-word": "unknown-word-far",
}
"""The code that stands in where no allowed word is near the wrong one."""


def unlisted(code: str, value: str, allowed: Iterable[str]) -> tuple[str, dict[str, object]]:
    """The code and details of a word that is not among the allowed ones, with the one that was probably meant."""
    words = tuple(allowed)
    if near := nearest(value, words):
        return code, {"value": value, "allowed": few(words), "nearest": near}
    return FAR[code], {"value": value, "allowed": few(words)}


def few(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words as a person would list them: the first ones where there are too many to read."""
    return words if len(words) <= MOST_SHOWN else (*words[:MOST_SHOWN], "…")


def wrong_word(code: str, value: str, allowed: Iterable[str], place: Place | None, **more: object) -> Problem:
    """A problem with a word of a pack that is not among the allowed ones."""
    said, details = unlisted(code, value, allowed)
    return Problem(said, place, {**details, **more})


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
