"""The 27-rule policy in the engines it is compared with: the same rules in first-hit order, the same outcomes."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from gongdao.policy.layers import layers
from gongdao.policy.pack import Pack
from gongdao.policy.spell import spell
from gongdao.policy.syntax import Expr, Literal, names
from gongdao.policy.work import param_on

Case = dict[str, Any]
ABSENT = -1  # what `days_signed` is for engines that know no "not applicable"


def first_hit_rules(pack: Pack) -> list[tuple[str, str]]:
    """Give (condition, outcome) in an order in which the first hit wins; terms are written out."""
    decision = pack.decisions["outcome"]
    ordered = [rule for layer in layers(decision, list(enumerate(decision.rules))) for _, rule in layer]
    found = []
    for rule in ordered:
        assert isinstance(rule.then, Literal)
        found.append((" && ".join(_written(pack, test) for test in rule.tests) or "true", str(rule.then.value)))
    return found


def _written(pack: Pack, expr: Expr) -> str:
    text = spell(expr)
    for name in sorted(names(expr) & set(pack.terms), key=len, reverse=True):
        text = text.replace(name, f"({spell(pack.terms[name].expr)})")
    return f"({text})".replace("!has(days_signed)", f"days_signed == {ABSENT}").replace("has(days_signed)", "true")


def row(pack: Pack, case: Case) -> Case:
    """Give a case as the rivals take it: parameters of its day beside its facts, no dates, -1 for absent."""
    values = {f"p_{name}": param_on(param, case["opened_on"]) for name, param in pack.params.items()}
    facts = {k: v for k, v in case.items() if k != "opened_on"}
    return {**facts, **values, "days_signed": ABSENT if case["days_signed"] is None else case["days_signed"]}


def zen(pack: Pack, trace: bool) -> Callable[[Case], str]:
    """zen-engine: one decision table, hit policy first."""
    from zen import ZenEngine

    rules = [{"_id": str(i), "i": _zen(when), "o": f'"{then}"'} for i, (when, then) in enumerate(first_hit_rules(pack))]
    table = {
        "hitPolicy": "first", "rules": rules, "inputs": [{"id": "i", "name": "i", "type": "expression"}],
        "outputs": [{"id": "o", "name": "o", "field": "outcome", "type": "expression"}],
    }  # fmt: skip
    nodes = [
        {"id": "1", "type": "inputNode", "name": "in"},
        {"id": "2", "type": "decisionTableNode", "name": "table", "content": table},
        {"id": "3", "type": "outputNode", "name": "out"},
    ]
    edges = [
        {"id": "a", "type": "edge", "sourceId": "1", "targetId": "2"},
        {"id": "b", "type": "edge", "sourceId": "2", "targetId": "3"},
    ]
    decision = ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    options = {"trace": True} if trace else {}
    return lambda case: str(decision.evaluate(case, options)["result"]["outcome"])


def _zen(when: str) -> str:
    text = when.replace("&&", "and").replace("||", "or").replace("p.", "p_").replace("'", '"')
    return text.replace("!=", "≠").replace("!", "not ").replace("≠", "!=")


def cel(pack: Pack) -> Callable[[Case], str]:
    """The official CEL binding: one program per rule, the first true one wins."""
    from cel_expr_python import cel as binding

    kinds = {"bool": binding.Type.BOOL, "enum": binding.Type.STRING}
    facts = {name: _kind(fact.type) for name, fact in pack.facts.items()}
    variables = {name: kinds.get(kind, binding.Type.INT) for name, kind in facts.items()}
    variables |= {f"p_{name}": binding.Type.INT for name in pack.params}
    env = binding.NewEnv(variables=variables)
    rules = [(env.compile(when.replace("p.", "p_")), then) for when, then in first_hit_rules(pack)]

    def decide(case: Case) -> str:
        data = env.Activation(case)
        return next(then for program, then in rules if program.eval(data).value())

    return decide


def _kind(kind: object) -> str:
    return str(getattr(kind, "name", None) or type(kind).__name__.lower())


def rule_engine(pack: Pack) -> Callable[[Case], str]:
    """rule-engine: one rule object per rule, the first match wins."""
    import rule_engine as engine

    context = engine.Context(default_value=None)
    rules: Sequence[tuple[Any, str]] = [
        (engine.Rule(_zen(when), context=context), then) for when, then in first_hit_rules(pack)
    ]
    return lambda case: next(then for rule, then in rules if rule.matches(case))
