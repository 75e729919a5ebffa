"""No two rules of one rank answer the same question differently on the same facts: a search for facts where they do."""

from __future__ import annotations

from functools import cache

import pytest

from counts import count
from gongdao.kernel.errors import BadInput, GongdaoError
from gongdao.policy.pack import Decision
from scenes import Scene, scene
from seekers import pairs, seek, smallest
from shelf import VERSIONS, pack

Clash = tuple[str, tuple[str, ...]]


def clash_of(drawn: Scene, decision: str) -> Clash | None:
    """The rules that disagree on one question in a dispute."""
    answer = drawn.evaluated(only=[decision]).answers.get(decision)
    if answer is None or not answer.conflict:
        return None
    return decision, tuple(sorted(rule.id for rule in answer.winners))


@cache
def first_versions() -> dict[tuple[str, str, str], str]:
    """Each pair of rules that might disagree with the first version that has it: floors are searched once."""
    found: dict[tuple[str, str, str], str] = {}
    for version in VERSIONS:
        for decision in _decisions(version):
            for one, other in pairs(decision):
                found.setdefault((decision.id, one.id, other.id), version)
    return found


def _decisions(version: str) -> list[Decision]:
    """The tables of a version; none of one that does not compose, for which its own test fails."""
    try:
        return list(pack(version).decisions.values())
    except BadInput:
        return []


def told(drawn: Scene, clash: Clash) -> str:
    """A clash with the smallest facts that show it."""

    def same(less: Scene) -> bool:
        try:
            return clash_of(less, clash[0]) == clash
        except (GongdaoError, KeyError, TypeError, ValueError):
            return False

    least = smallest(drawn, same)
    rules = {rule.id: rule.then for rule in drawn.pack.decisions[clash[0]].rules if rule.id in clash[1]}
    answers = ", ".join(f"{own} → {getattr(then, 'value', '…')}" for own, then in rules.items())
    proofs = {name: state.value for name, state in least.proofs.items()}
    return f"{clash[0]}: {answers}; decided at {least.decided_at}; facts {least.facts}; settled {proofs}"


@pytest.mark.parametrize("version", VERSIONS)
def test_no_pair_of_rules_that_neither_beats_the_other_disagrees(version):
    clashes: dict[Clash, Scene] = {}
    for decision in pack(version).decisions.values():
        for one, other in pairs(decision):
            if first_versions()[decision.id, one.id, other.id] != version:
                continue
            for turn in range(count(short=5, long=120)):
                drawn = seek(pack(version), (one, other), f"{decision.id} {one.id} {other.id} {turn}")
                if drawn is not None and (clash := clash_of(drawn, decision.id)) is not None:
                    clashes.setdefault(clash, drawn)
                    break

    assert [told(drawn, clash) for clash, drawn in clashes.items()] == []


@pytest.mark.parametrize("version", VERSIONS)
def test_no_dispute_drawn_by_chance_leaves_two_rules_in_conflict(version):
    clashes: dict[Clash, Scene] = {}
    for seed in range(count(short=30, long=1200)):
        drawn = scene(pack(version), seed)
        for name, answer in drawn.evaluated().answers.items():
            if answer.conflict:
                clashes.setdefault((name, tuple(sorted(rule.id for rule in answer.winners))), drawn)

    assert [told(drawn, clash) for clash, drawn in clashes.items()] == []
