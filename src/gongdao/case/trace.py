"""The trace of a decision: each rule tried and what made it true, false or unknown; evidence weighed and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from gongdao.evidence.item import Weighed
from gongdao.policy.evaluate import Evaluation
from gongdao.policy.given import State
from gongdao.policy.kleene import Maybe, Unknown
from gongdao.policy.pack import Rule
from gongdao.policy.settle import Answer, Tried
from gongdao.policy.spell import spell
from gongdao.policy.syntax import Expr, names, params


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


def trace_of(evaluation: Evaluation, cited: Sequence[Rule], also: Sequence[str], currency: str) -> dict[str, Any]:
    """Give everything that was tried, table by table, in the order it was asked."""
    rows = [rule.row for rule in cited]
    return {
        "applied": list(dict.fromkeys([*also, *rows, *(row for rule in cited for row in rule.cites)])),
        "rules": [_rule(rule) for rule in cited],
        "facts": _facts(evaluation),
        "params": {name: _plain(value) for name, value in sorted(evaluation.params.items())},
        "decisions": [_table(evaluation, answer) for answer in evaluation.answers.values() if answer.tried],
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
        row: dict[str, Any] = {"fact": name, "value": _plain(evaluation.values[name]), "state": state.value}
        fact, proof = evaluation.pack.facts[name], evaluation.given.proofs.get(name)
        if fact.prove is not None:
            row |= {"by": _bearer(evaluation, fact.prove.by), "standard": fact.prove.standard}
            row |= {"pro": proof.pro, "con": proof.con, "evidence": list(proof.evidence)} if proof else {}
        rows.append(row)
    return rows


def _bearer(evaluation: Evaluation, by: str) -> Any:
    return _plain(evaluation.values[by]) if by in evaluation.pack.decisions else by


def _table(evaluation: Evaluation, answer: Answer) -> dict[str, Any]:
    return {
        "decision": answer.decision.id,
        "answer": _plain(answer.value),
        "rules": [rule.id for rule in answer.winners],
        "defeated": [{"rule": rule.id, "by": by.id} for rule, by in answer.defeated],
        "possible": [{"answer": _plain(value), "rules": list(ids)} for value, ids in answer.possible]
        if isinstance(answer.value, (Unknown, Maybe))
        else [],
        "tried": [_tried(evaluation, tried) for tried in answer.tried],
    }


def _tried(evaluation: Evaluation, tried: Tried) -> dict[str, Any]:
    """One rule: its truth, and the tests with the facts that made it so."""
    row: dict[str, Any] = {"rule": tried.rule.id, "value": tried.value}
    if not tried.in_force:
        return {**row, "in_force": False}
    shown = tried.rule.tests if tried.value is True else tuple(tried.rule.tests[i] for i in tried.tests)
    row["tests"] = [_test(evaluation, test, tried.value) for test in shown]
    if tried.by_unless and tried.rule.unless is not None:
        row["unless"] = _test(evaluation, tried.rule.unless, True if tried.value is False else None)
    return row


def _test(evaluation: Evaluation, test: Expr, value: bool | None) -> dict[str, Any]:
    asked = {name: _plain(evaluation.values.get(name)) for name in sorted(names(test)) if name in evaluation.values}
    used = {name: _plain(evaluation.params[name]) for name in sorted(params(test)) if name in evaluation.pack.params}
    row: dict[str, Any] = {"expr": spell(test), "value": value, "facts": asked}
    return {**row, "params": used} if used else row


def _plain(value: object) -> Any:
    if isinstance(value, Unknown):
        return {"unknown": True}
    if isinstance(value, Maybe):
        return {"maybe": sorted((_plain(v) for v in value.candidates), key=str)}
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, (list, tuple)) else value
