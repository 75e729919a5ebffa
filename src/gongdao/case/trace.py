"""The trace of a decision: each rule tried and what made it true, false or unknown; evidence weighed and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from gongdao.evidence.item import Weighed
from gongdao.policy.code import Shape, shapes_of
from gongdao.policy.evaluate import Evaluation
from gongdao.policy.given import State
from gongdao.policy.kleene import Maybe, Unknown
from gongdao.policy.pack import Rule
from gongdao.policy.settle import Answer, Tried


def evidence_rows(items: Sequence[Weighed]) -> list[dict[str, Any]]:
    """Say of each item whether it counted, for which facts, and why."""
    return [
        {
            "id": item.id,
            "by": item.by,
            "kind": item.kind,
            "weighed": item.counted,
            "reason": item.reason.value,
            "speaks": [{"fact": s.fact, "for": s.speaks, "grade": s.grade, "weight": s.weight} for s in item.speeches],
            "unmapped": list(item.unmapped),
        }
        for item in items
    ]


def trace_of(evaluation: Evaluation, rules: Sequence[Rule], cited: Sequence[str]) -> dict[str, Any]:
    """Give everything that was tried, table by table, in the order it was asked."""
    rows = [row for rule in rules for row in (rule.row, *rule.cites)]
    shapes = shapes_of(evaluation.pack)
    return {
        "applied": list(dict.fromkeys([*cited, *rows])),
        "rules": [_rule(rule) for rule in rules],
        "facts": _facts(evaluation),
        "params": {name: _plain(value) for name, value in sorted(evaluation.params.items())},
        "decisions": [_table(evaluation, shapes, answer) for answer in evaluation.answers.values() if answer.tried],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "rule": rule.id, "row": rule.row, "applied": True, "family": rule.family, "zh": rule.label.zh,
        "en": rule.label.en, "law": list(rule.law), "cites": list(rule.cites), "trust": rule.trust,
        "source": rule.source,
    }  # fmt: skip


def _facts(evaluation: Evaluation) -> list[dict[str, Any]]:
    """The facts that are stated, in dispute or presumed; what does not apply is left out."""
    quiet = (State.NOT_APPLICABLE, State.UNSTATED)
    rows = []
    for name, state in evaluation.states.items():
        if state in quiet:
            continue
        row: dict[str, Any] = {"fact": name, "value": _plain(evaluation.values[name]), "state": state}
        fact, proof = evaluation.pack.facts[name], evaluation.given.proofs.get(name)
        if fact.prove is not None:
            row |= {"by": _bearer(evaluation, fact.prove.by), "standard": fact.prove.standard}
            row |= {"pro": proof.pro, "con": proof.con, "evidence": list(proof.evidence)} if proof else {}
        rows.append(row)
    return rows


def _bearer(evaluation: Evaluation, by: str) -> Any:
    return _plain(evaluation.values[by]) if by in evaluation.pack.decisions else by


def _table(evaluation: Evaluation, shapes: Mapping[int, Shape], answer: Answer) -> dict[str, Any]:
    return {
        "decision": answer.decision.id,
        "answer": _plain(answer.value),
        "rules": [rule.id for rule in answer.winners],
        "defeated": [{"rule": rule.id, "by": by.id} for rule, by in answer.defeated],
        "possible": [{"answer": _plain(value), "rules": list(ids)} for value, ids in answer.possible]
        if isinstance(answer.value, (Unknown, Maybe))
        else [],
        "tried": [_tried(evaluation, shapes, tried) for tried in answer.tried],
    }


def _tried(evaluation: Evaluation, shapes: Mapping[int, Shape], tried: Tried) -> dict[str, Any]:
    """One rule: its truth, and the tests with the facts that made it so."""
    rule, value = tried.rule, tried.value
    if not tried.in_force:
        return {"rule": rule.id, "value": value, "in_force": False}
    tests = rule.tests if value is True else [rule.tests[i] for i in tried.tests]
    row: dict[str, Any] = {"rule": rule.id, "value": value}
    row["tests"] = [_test(evaluation, shapes[id(test)], value) for test in tests]
    if tried.by_unless and rule.unless is not None:
        row["unless"] = _test(evaluation, shapes[id(rule.unless)], True if value is False else None)
    return row


def _test(evaluation: Evaluation, shape: Shape, value: bool | None) -> dict[str, Any]:
    values = evaluation.values
    row = {
        "expr": shape.text,
        "value": value,
        "facts": {name: _plain(values[name]) for name in shape.facts if name in values},
    }
    if shape.params:
        row["params"] = {name: _plain(evaluation.params[name]) for name in shape.params}
    return row


_AS_THEY_ARE = frozenset({str, bool, int, type(None)})


def _plain(value: object) -> Any:
    if type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, Unknown):
        return {"unknown": True}
    if isinstance(value, Maybe):
        return {"maybe": sorted((_plain(v) for v in value.candidates), key=str)}
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, (list, tuple)) else value
