"""The trace of a decision: each rule tried and what made it true, false or unknown; evidence weighed and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from gongdao.evidence.item import Weighed
from gongdao.policy.given import State
from gongdao.policy.kleene import Maybe, Unknown
from gongdao.policy.pack import Burden, Rule
from gongdao.policy.settle import Answer, Tried
from gongdao.policy.shapes import Shape, shapes_of
from gongdao.policy.work import Evaluation

NOT_APPLICABLE, UNSTATED = State.NOT_APPLICABLE, State.UNSTATED


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
    told = _Told(evaluation)
    return {
        "applied": list(dict.fromkeys([*cited, *rows])),
        "rules": [_rule(rule) for rule in rules],
        "facts": _facts(told),
        "params": {name: _plain(value) for name, value in sorted(evaluation.params.items())},
        "decisions": [_table(told, answer) for answer in evaluation.answers.values() if answer.tried],
    }


class _Told:
    """What the trace says of the values and tests of an evaluation."""

    __slots__ = ("evaluation", "shapes", "values")

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self.shapes = shapes_of(evaluation.pack)
        self.values = {
            name: value if type(value) in _AS_THEY_ARE else _plain(value) for name, value in evaluation.values.items()
        }

    def test(self, shape: Shape, value: bool | None) -> dict[str, Any]:
        """Give a test with the facts and parameters that made it so."""
        facts = {name: self.values[name] for name in shape.names}
        row = {"expr": shape.text, "value": value, "facts": facts}
        if shape.params:
            row["params"] = {name: _plain(self.evaluation.params[name]) for name in shape.params}
        return row


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "rule": rule.id, "row": rule.row, "applied": True, "family": rule.family, "zh": rule.label.zh,
        "en": rule.label.en, "law": list(rule.law), "cites": list(rule.cites), "trust": rule.trust,
        "source": rule.source,
    }  # fmt: skip


def _facts(told: _Told) -> list[dict[str, Any]]:
    """The facts that are stated, in dispute or presumed; what does not apply is left out."""
    values, facts = told.values, told.evaluation.pack.facts
    rows: list[dict[str, Any]] = []
    for name, state in told.evaluation.states.items():
        if state is NOT_APPLICABLE or state is UNSTATED:
            continue
        burden = facts[name].prove
        if burden is None:
            rows.append({"fact": name, "value": values[name], "state": state})
        else:
            rows.append(_provable(told, name, state, burden))
    return rows


def _provable(told: _Told, name: str, state: State, burden: Burden) -> dict[str, Any]:
    evaluation, by = told.evaluation, burden.by
    bearer = told.values[by] if by in evaluation.pack.decisions else by
    row = {"fact": name, "value": told.values[name], "state": state, "by": bearer, "standard": burden.standard}
    proof = evaluation.given.proofs.get(name)
    if proof is not None:
        row["pro"], row["con"], row["evidence"] = proof.pro, proof.con, list(proof.evidence)
    return row


def _table(told: _Told, answer: Answer) -> dict[str, Any]:
    return {
        "decision": answer.decision.id,
        "answer": _plain(answer.value),
        "rules": [rule.id for rule in answer.winners],
        "defeated": [{"rule": rule.id, "by": by.id} for rule, by in answer.defeated],
        "possible": [{"answer": _plain(value), "rules": list(ids)} for value, ids in answer.possible]
        if isinstance(answer.value, (Unknown, Maybe))
        else [],
        "tried": _all_tried(told, answer.tried),
    }


def _all_tried(told: _Told, tried: Sequence[Tried]) -> list[dict[str, Any]]:
    """Each rule: its truth, and the tests with the facts that made it so. Most are false by a test of one fact."""
    values = told.values
    rows: list[dict[str, Any]] = []
    for attempt in tried:
        rule, _, _, _, _, by = attempt
        if by is None:
            rows.append(_tried(told, attempt))
            continue
        text, _, _, only = by
        test = {"expr": text, "value": False, "facts": {only: values[only]}} if only else told.test(by, False)
        rows.append({"rule": rule.id, "value": False, "tests": [test]})
    return rows


def _tried(told: _Told, tried: Tried) -> dict[str, Any]:
    rule, value = tried.rule, tried.value
    if not tried.in_force:
        return {"rule": rule.id, "value": value, "in_force": False}
    tests = rule.tests if value is True else [rule.tests[i] for i in tried.tests]
    said = [told.test(told.shapes.of(test), value) for test in tests]
    row: dict[str, Any] = {"rule": rule.id, "value": value, "tests": said}
    if tried.by_unless and rule.unless is not None:
        row["unless"] = told.test(told.shapes.of(rule.unless), True if value is False else None)
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
