"""What can be wrong with a condition, before it is known in which file it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


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
