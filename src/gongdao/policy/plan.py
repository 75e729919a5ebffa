"""What can be settled about the facts of a pack before any case: those that ask for nothing need no asking."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from gongdao.policy.given import State
from gongdao.policy.graph import needs_of
from gongdao.policy.kleene import UNKNOWN
from gongdao.policy.pack import Decision, Fact, Pack, Term
from gongdao.policy.syntax import Literal


class Plan(NamedTuple):
    """``simple``: each fact that asks for nothing, with its value and state when nobody states it.

    ``rest``: the facts, terms and decisions of the other names, in the order of the pack, each with what it asks for.
    """

    simple: tuple[tuple[str, object, State], ...]
    rest: tuple[tuple[Fact | Term | Decision, frozenset[str]], ...]


@lru_cache(maxsize=256)
def plan_of(pack: Pack, names: tuple[str, ...]) -> Plan:
    """Divide some names of a pack."""
    simple = {name: found for name in names if (found := _unstated(pack.facts.get(name))) is not None}
    there: dict[str, Fact | Term | Decision] = {**pack.decisions, **pack.terms, **pack.facts}
    rest = tuple((there[name], needs_of(pack, name)) for name in names if name not in simple)
    return Plan(tuple((name, value, state) for name, (value, state) in simple.items()), rest)


def _unstated(fact: Fact | None) -> tuple[object, State] | None:
    """What a fact is when nobody states it; None where that has to be asked for."""
    if fact is None or fact.prove is not None or fact.arises is not None:
        return None
    if isinstance(fact.presumption, Literal):
        return fact.presumption.value, State.PRESUMED
    if fact.presumption is not None:
        return None
    return (None, State.NOT_APPLICABLE) if fact.optional else (UNKNOWN, State.UNSTATED)
