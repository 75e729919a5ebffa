"""Finding the very value that is wrong, where a check knows only the entry that holds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from gongdao.kernel.errors import Place, Problem
from gongdao.kernel.source import Node
from gongdao.policy.family import Family, items_of, spot, spot_in, table_of, words_of
from gongdao.policy.parse import SyntaxProblem, parse
from gongdao.policy.spell import spell
from gongdao.policy.syntax import And, Expr

Leaf = tuple[str, Node]


def pinpoint(problems: Iterable[Problem], families: Iterable[Family]) -> list[Problem]:
    """Give the problems in the order of the files, each at its very value where that can be told."""
    known = tuple(families)
    entries = {_key(spot(node)): node for family in known for node in _entries(family)}
    found = [_narrowed(problem, entries, known) for problem in problems]
    return sorted(found, key=lambda problem: _key(problem.place or Place("")))


def _narrowed(problem: Problem, entries: Mapping[tuple[str, int, int], Node], families: Sequence[Family]) -> Problem:
    place = problem.place
    if place is None:
        return problem
    node = entries.get(_key(place)) if place.line else _by_path(families, place.path)
    if node is None:
        return problem
    start = spot(node, place.path) if not place.line else place
    leaves = list(_leaves(node, place.path))
    value = str(problem.details.get("text") or problem.details.get("value") or "")
    if "text" in problem.details:
        at = problem.details.get("at")
        return replace(problem, place=_in_condition(leaves, value, at if isinstance(at, int) else 1) or start)
    exact = next((spot(leaf, path) for path, leaf in leaves if value and words_of(leaf) == value), None)
    return replace(problem, place=exact or start)


def _in_condition(leaves: Iterable[Leaf], text: str, at: int) -> Place | None:
    """The place of a character of the condition that says ``text`` or holds it as one of its parts."""
    for path, leaf in leaves:
        if any(spell(expr) == text for expr in _parts(words_of(leaf))):
            return spot_in(leaf, at - 1, path)
    return None


def _parts(text: str) -> tuple[Expr, ...]:
    try:
        expr = parse(text)
    except SyntaxProblem:
        return ()
    return (expr, *expr.items) if isinstance(expr, And) else (expr,)


def _entries(family: Family) -> Iterator[Node]:
    """Every node that a check may name as its place: entries, and the rules of tables."""
    for table in family.tables.values():
        for nodes in table.values():
            for node in nodes:
                yield node
                yield from items_of(table_of(node).get("rules"))
    for listed in family.lists.values():
        yield from listed


def _by_path(families: Sequence[Family], path: str) -> Node | None:
    """The entry of a path such as ``words.hole``, in the last family that has it."""
    table, _, name = path.partition(".")
    for family in reversed(families):
        if not name and table in family.header:
            return family.header[table]
        nodes = family.tables.get(table, {}).get(name)
        if nodes:
            return nodes[-1]
    return None


def _leaves(node: Node, path: str) -> Iterator[Leaf]:
    if isinstance(node.value, dict):
        for key, child in node.value.items():
            yield from _leaves(child, f"{path}.{key}")
    elif isinstance(node.value, list):
        for child in node.value:
            yield from _leaves(child, path)
    else:
        yield path, node


def _key(place: Place) -> tuple[str, int, int]:
    return place.file, place.line, place.column
