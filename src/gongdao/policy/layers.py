"""The order in which the rules of a table are asked: in groups, each beaten as a whole by those before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongdao.policy.pack import Decision, Rule


def layers(decision: Decision, rules: Sequence[tuple[int, Rule]]) -> Iterator[list[tuple[int, Rule]]]:
    """Give the rules in groups: each group is beaten as a whole by those before it, and beats none of them."""
    left = list(rules)
    while left:
        first = _closed_group(decision, left)
        yield first
        left = [r for r in left if r not in first]


def _closed_group(decision: Decision, left: list[tuple[int, Rule]]) -> list[tuple[int, Rule]]:
    """The smallest set such that every other rule left is beaten by all of it."""
    group = [r for r in left if not any(j in decision.beaten_by[r[0]] for j, _ in left)]
    while True:
        inside = {i for i, _ in group}
        more = [r for r in left if r[0] not in inside and not inside <= decision.beaten_by[r[0]]]
        if not more:
            break
        group += more
    ordered: list[tuple[int, Rule]] = []
    waiting = sorted(group)
    while waiting:
        free = next(r for r in waiting if not any(j in decision.beaten_by[r[0]] for j, _ in waiting if j != r[0]))
        ordered.append(free)
        waiting.remove(free)
    return ordered
