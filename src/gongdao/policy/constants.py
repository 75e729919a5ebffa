"""Turning the constants of a pack (parameters by date) into values: money and decimals scaled to whole numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

from gongdao.kernel.errors import Problem
from gongdao.kernel.source import Node
from gongdao.policy import types
from gongdao.policy.family import items_of, shown, spot, words_of

NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,12})?", re.ASCII)
EXAMPLES = {"money": '"30.00"', "decimal": '"4.8"', "int": "3", "bool": "true", "bands": "[[10, 5], [100, 50]]"}


def constant(node: Node, kind: types.Type, path: str, problems: list[Problem]) -> object:
    """Read a constant of a type; money and decimals are scaled to integers."""
    reader = _READERS.get(types.spelling(kind).partition("(")[0], _words)
    value = reader(node, kind)
    if value is None:
        details = {"value": shown(node), "type": types.spelling(kind), "example": _example(kind)}
        problems.append(Problem("bad-value", spot(node, path), details))
    return value


def _example(kind: types.Type) -> str:
    if isinstance(kind, types.Enum):
        return kind.values[0]
    return EXAMPLES.get(types.spelling(kind).partition("(")[0], "'…'")


def _whole(node: Node, kind: types.Type) -> object:
    return node.value if isinstance(node.value, int) and not isinstance(node.value, bool) else None


def _scaled(node: Node, places: int) -> int | None:
    if not NUMBER.fullmatch(words_of(node)):
        return None
    scaled = Decimal(words_of(node)).scaleb(places)
    return int(scaled) if scaled == scaled.to_integral_value() else None


def _money(node: Node, kind: types.Type) -> object:
    return _scaled(node, 2) if isinstance(node.value, str) else None


def _decimal(node: Node, kind: types.Type) -> object:
    return _scaled(node, kind.places) if isinstance(kind, types.Decimal) else None


def _truth(node: Node, kind: types.Type) -> object:
    return node.value if isinstance(node.value, bool) else None


def _enum(node: Node, kind: types.Type) -> object:
    return words_of(node) if isinstance(kind, types.Enum) and words_of(node) in kind.values else None


def _words(node: Node, kind: types.Type) -> object:
    return words_of(node) or None


def _bands(node: Node, kind: types.Type) -> object:
    rows = [tuple(n.value for n in items_of(row)) for row in items_of(node)]
    whole = all(len(r) == 2 and all(isinstance(x, int) for x in r) for r in rows)
    rising = whole and all(a[0] < b[0] for a, b in pairwise(rows))
    return tuple(rows) if rows and whole and rising else None


_READERS: dict[str, Callable[[Node, types.Type], object]] = {
    "int": _whole,
    "money": _money,
    "decimal": _decimal,
    "bool": _truth,
    "bands": _bands,
    "enum": _enum,
}
