"""Checking what the rules of one table name of each other: overrides, stacks, debts, versions and words with labels."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from gongdao.kernel.errors import Problem
from gongdao.kernel.source import Node
from gongdao.policy import types
from gongdao.policy.family import items_of, spot, table_of, words_of
from gongdao.policy.faults import wrong_word


def check_references(head: Node, fragments: Sequence[Node], path: str, problems: list[Problem]) -> None:
    """Report every rule, stack and debt that the rules of a table name and that is not there."""
    rules = [node for fragment in fragments for node in items_of(table_of(fragment).get("rules"))]
    ids = [words_of(table_of(node).get("id")) for node in rules]
    stack = words_of(table_of(head).get("highest_of"))
    owed = tuple(table_of(table_of(table_of(head).get("waterfall")).get("owe")))
    for node, own in zip(rules, ids, strict=True):
        place = f"{path}.{own}"
        problems += _unlisted("unknown-override", node, "overrides", ids, place)
        problems += _unlisted("unknown-stack", node, "stacks", [stack] if stack else [], place)
        if owed:
            problems += _unlisted("unknown-debt", table_of(node).get("then"), "for", owed, f"{place}.then")


def check_versions(fragment: Node, family: str, versions: Collection[str], path: str, problems: list[Problem]) -> None:
    """Report every version that a rule is meant for and that its family does not have."""
    for node in items_of(table_of(fragment).get("rules")):
        place = f"{path}.{words_of(table_of(node).get('id'))}"
        problems += _unlisted("unknown-version", node, "versions", versions, place, family=family)


def check_labels(node: Node, kind: types.Type, path: str, problems: list[Problem]) -> None:
    """Report every label of a word that the type does not have."""
    allowed = tuple(words_in(kind))
    labels = table_of(node).get("labels")
    for word in table_of(labels):
        if labels is not None and word not in allowed:
            problems.append(wrong_word("unknown-word", word, allowed, spot(labels, f"{path}.labels.{word}", word)))


def words_in(kind: types.Type) -> Iterator[str]:
    """Give the words that a value of this type may hold."""
    if isinstance(kind, types.Enum | types.Set):
        yield from kind.values
    elif isinstance(kind, types.Row):
        for _, field in kind.fields:
            yield from words_in(field)


def _unlisted(
    code: str, node: Node | None, key: str, allowed: Collection[str], path: str, **more: object
) -> Iterator[Problem]:
    for item in items_of(table_of(node).get(key)):
        if words_of(item) not in allowed:
            yield wrong_word(code, words_of(item), allowed, spot(item, f"{path}.{key}"), **more)
