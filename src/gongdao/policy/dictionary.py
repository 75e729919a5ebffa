"""What the conditions of a pack may name: facts, terms, answers and parameters, with their types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gongdao.policy import types
from gongdao.policy.pack import Decision, Hit, Pack
from gongdao.policy.syntax import Expr

LINE: dict[str, types.Type] = {
    "sku": types.TEXT, "list": types.MONEY, "qty": types.Int(), "list_total": types.MONEY,
    "state": types.Enum(("signed", "unshipped")),
    "claimed": types.BOOL,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The names of a pack with their types and when they apply."""

    names: Mapping[str, types.Type]
    params: Mapping[str, types.Type]
    optional: Mapping[str, Expr | None]
    terms: Mapping[str, Expr]
    line: types.Row


def dictionary_of(pack: Pack) -> Dictionary:
    """Give the types of everything a condition of this pack may name."""
    each = {d.id: d.answer for d in pack.decisions.values() if d.each}
    fields = dict(LINE) | each
    line = types.Row(tuple(fields.items()), frozenset(d.id for d in pack.decisions.values() if d.each and not d.total))
    names: dict[str, types.Type] = {name: fact.type for name, fact in pack.facts.items()}
    names |= {"lines": types.Lines(line)} if "lines" in pack.facts else {}
    names |= dict.fromkeys(pack.terms, types.BOOL)
    names |= {name: answer_type(d) for name, d in pack.decisions.items()}
    optional: dict[str, Expr | None] = {}
    for name, fact in pack.facts.items():
        if fact.optional or fact.arises is not None:
            optional[name] = None if fact.optional else fact.arises
    optional |= {name: None for name, d in pack.decisions.items() if not d.total and not d.each}
    params = {name: p.type for name, p in pack.params.items()}
    return Dictionary(names, params, optional, {n: t.expr for n, t in pack.terms.items()}, line)


def answer_type(decision: Decision) -> types.Type:
    """Give the type a decision has as a fact for the decisions after it."""
    if decision.hit is not Hit.COLLECT and decision.waterfall is None:
        return decision.answer
    if isinstance(decision.answer, types.Row):
        return types.Lines(decision.answer)
    return types.Set(decision.answer.values) if isinstance(decision.answer, types.Enum) else decision.answer
