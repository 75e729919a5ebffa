"""What the reading of one case file keeps at hand: the problems found so far and how to note another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from gongdao.kernel.errors import Place, Problem
from gongdao.kernel.source import Node
from gongdao.kernel.text import nearest


class Absent:
    """The type of ABSENT: nothing was stated here, or what was stated is wrong and has been noted."""


ABSENT: Final = Absent()


@dataclass(slots=True)
class Desk:
    """The problems of a file, the currency of the case being read, and where each field name belongs."""

    homes: dict[str, tuple[str, ...]]
    problems: list[Problem] = field(default_factory=list)
    currency: str = "CNY"

    def note(self, code: str, node: Node, path: str, **details: object) -> Absent:
        """Note a problem with the value ``node``."""
        self.problems.append(Problem(code, Place(node.file, node.line, node.column, path), details))
        return ABSENT

    def note_key(self, code: str, node: Node, key: str, path: str, **details: object) -> Absent:
        """Note a problem with the key ``key`` of the mapping ``node``."""
        line, column = node.keys.get(key, (node.line, node.column))
        self.problems.append(Problem(code, Place(node.file, line, column, path), details))
        return ABSENT

    def unknown_word(self, node: Node, path: str, allowed: Iterable[str]) -> Absent:
        known = tuple(allowed)
        value = shown(node.value)
        close = nearest(value, known)
        if close is None:
            return self.note("case-unknown-word", node, path, value=value, allowed=known)
        return self.note("case-unknown-word-near", node, path, value=value, allowed=known, nearest=close)


def shown(value: object) -> str:
    """A value as the file would spell it, cut to a length that fits a message."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return f"{{{', '.join(value)}}}"[:60]
    if isinstance(value, list):
        return "[…]" if value else "[]"
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
