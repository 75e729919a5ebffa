"""What would have to be found otherwise for a rule to apply, or not to apply: found by deciding the case again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from gongdao.kernel.calendar import Calendar
from gongdao.policy.evaluate import closure, evaluate
from gongdao.policy.given import State
from gongdao.policy.pack import Rule
from gongdao.policy.work import Evaluation

MOST_FACTS = 10
MOST_CHANGED = 2
SETTLED = (State.NOT_ALLEGED, State.ALLEGED, State.INSUFFICIENT, State.ADMITTED, State.PROVED, State.REFUTED)


def applies(evaluation: Evaluation, decision: str, rule: Rule) -> bool:
    """Tell whether a rule gave the answer of its table, alone or with others."""
    answer = evaluation.answers.get(decision)
    return answer is not None and any(winner.id == rule.id for winner in answer.winners)


def otherwise(
    evaluation: Evaluation, calendars: Mapping[str, Calendar], decision: str, rule: Rule
) -> list[dict[str, bool]]:
    """Give the smallest sets of findings, other than those made, under which the rule applies if it did not, or not."""
    facts = _provable(evaluation, decision)
    in_issue = [name for name in facts if evaluation.states[name] is not State.NOT_ALLEGED]
    return _changes(evaluation, calendars, decision, rule, in_issue[:MOST_FACTS]) or _changes(
        evaluation, calendars, decision, rule, facts[:MOST_FACTS]
    )


def _changes(
    evaluation: Evaluation, calendars: Mapping[str, Calendar], decision: str, rule: Rule, facts: Sequence[str]
) -> list[dict[str, bool]]:
    now = applies(evaluation, decision, rule)
    for size in range(1, MOST_CHANGED + 1):
        found = [
            changed
            for chosen in combinations(facts, size)
            for changed in [{name: evaluation.values[name] is not True for name in chosen}]
            if applies(_again(evaluation, calendars, decision, changed), decision, rule) is not now
        ]
        if found:
            return found
    return []


def _provable(evaluation: Evaluation, decision: str) -> list[str]:
    """The provable facts a table rests on."""
    pack = evaluation.pack
    return [
        name
        for name in closure(pack, (decision,))
        if name in pack.facts and pack.facts[name].prove is not None and evaluation.states.get(name) in SETTLED
    ]


def _again(
    evaluation: Evaluation, calendars: Mapping[str, Calendar], decision: str, assumed: Mapping[str, bool]
) -> Evaluation:
    return evaluate(
        evaluation.pack, evaluation.given, calendars, closed=evaluation.closed, only=(decision,), assumed=assumed
    )
