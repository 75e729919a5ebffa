"""What can go wrong, as values a person can be told about.

GongdaoError
├── Refused      the rules forbid it: a stable code and its details
└── BadInput     a pack, case file or argument is wrong: every problem of it, each with its place
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text: lines and columns count from 1; ``path`` is the way of keys that leads there."""

    file: str
    line: int = 0
    column: int = 0
    path: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{where} {self.path}".rstrip()


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong; its sentence is made at the edge from ``code`` and ``details``."""

    code: str
    place: Place | None = None
    details: Mapping[str, object] = field(default_factory=dict)


class GongdaoError(Exception):
    """Everything Gongdao raises on purpose."""


class Refused(GongdaoError):
    """The rules forbid what was asked."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class BadInput(GongdaoError):
    """Data from outside is wrong; carries all its problems, never only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{p.place}: {p.code}" for p in problems))
        self.problems = tuple(problems)
