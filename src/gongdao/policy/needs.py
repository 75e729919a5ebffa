"""What is still possible, what each side would have to prove for it, and what happens if evidence closes now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import combinations, product
from typing import Any

from gongdao.kernel.calendar import Calendar
from gongdao.policy.evaluate import closure, evaluate
from gongdao.policy.given import State
from gongdao.policy.kleene import Maybe, Unknown
from gongdao.policy.settle import Answer, is_open
from gongdao.policy.work import Evaluation

ASKED = ("outcome", "winner")
MOST_FACTS = 8
MOST_PROVED = 4
SUMS = ("refund", "compensation")


@dataclass(frozen=True, slots=True)
class Ending:
    """A way a case may end: the outcome, for whom, by which rules, and what the buyer would get in minor units.

    ``ways`` are the smallest settings of the open facts that bring it about however the others turn out; sums are None
    where they are open themselves.
    """

    outcome: str
    winner: str | None
    rules: tuple[str, ...]
    law: tuple[str, ...]
    ways: tuple[Mapping[str, bool], ...]
    refund: int | None
    compensation: int | None


def prospects(evaluation: Evaluation, calendars: Mapping[str, Calendar]) -> dict[str, Any]:
    """Give `possible`, `needs` and `if_closed_now`; of a closed case they are what was decided."""
    if evaluation.closed or "outcome" not in evaluation.pack.decisions:
        return {"possible": _decided(evaluation), "needs": {}, "if_closed_now": None}
    facts = facts_in_issue(evaluation)
    varied = facts[:MOST_FACTS]
    table = list(_completions(evaluation, calendars, varied, closed=varied == facts))
    closed = evaluate(evaluation.pack, evaluation.given, calendars, only=ASKED)
    return {
        "possible": _possible(table),
        "needs": {side: _needs(table, side, varied) for side in ("buyer", "seller")},
        "if_closed_now": {
            "outcome": _word(closed.values["outcome"]),
            "winner": _word(closed.values.get("winner")),
            "rules": [rule.id for rule in closed.answers["outcome"].winners],
        },
    }


def endings(evaluation: Evaluation, calendars: Mapping[str, Calendar]) -> tuple[tuple[Ending, ...], Ending | None]:
    """Give every way a case may still end, the dearest first, and how it ends if evidence closes now.

    With no table of outcomes there is none; ``evaluation`` is of evidence that is open.
    """
    if "outcome" not in evaluation.pack.decisions:
        return (), None
    facts = facts_in_issue(evaluation)
    varied = facts[:MOST_FACTS]
    table = list(_completions(evaluation, calendars, varied, closed=varied == facts))
    found: dict[tuple[str, str | None], Ending] = {}
    for assumed, outcome, winner, _ in table:
        if outcome is not None and (outcome, winner) not in found:
            ways = _smallest(table, varied, partial(_ends_so, (outcome, winner)))
            found[outcome, winner] = _ending(evaluation, calendars, assumed, tuple(ways) or (assumed,))
    now = _ending(evaluation, calendars, {}, ())
    return tuple(sorted(found.values(), key=_dearest)), now if now.outcome else None


def _ending(
    evaluation: Evaluation, calendars: Mapping[str, Calendar], assumed: dict[str, bool],
    ways: tuple[Mapping[str, bool], ...],
) -> Ending:  # fmt: skip
    """How a case ends with some open facts settled and evidence closed."""
    found = evaluate(evaluation.pack, evaluation.given, calendars, only=(*ASKED, *SUMS), assumed=assumed)
    rules = found.answers["outcome"].winners
    law = dict.fromkeys(article for rule in rules for article in rule.law)
    outcome, winner = _word(found.values["outcome"]) or "", _word(found.values.get("winner"))
    refund, compensation = (_sum(found.values.get(name)) for name in SUMS)
    return Ending(outcome, winner, tuple(rule.id for rule in rules), tuple(law), ways, refund, compensation)


def _ends_so(end: tuple[str, str | None], row: Row) -> bool:
    return (row[1], row[2]) == end


def _sum(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _dearest(ending: Ending) -> tuple[int, str]:
    return -((ending.refund or 0) + (ending.compensation or 0)), ending.outcome


def facts_in_issue(evaluation: Evaluation) -> list[str]:
    """Give the provable facts that are alleged and open and bear on the outcome, in the pack's order."""
    waiting = (State.ALLEGED, State.INSUFFICIENT)
    return [
        name
        for name in closure(evaluation.pack, ASKED)
        if name in evaluation.pack.facts
        and evaluation.pack.facts[name].prove is not None
        and evaluation.states.get(name) in (*waiting, State.UNSTATED)
        and isinstance(evaluation.values.get(name), (Unknown, Maybe))
    ]


def _decided(evaluation: Evaluation) -> list[dict[str, Any]]:
    answer = evaluation.answers.get("outcome")
    if answer is None or not isinstance(answer.value, str):
        return []
    return [
        {
            "outcome": answer.value,
            "winner": _word(evaluation.values.get("winner")),
            "rules": [r.id for r in answer.winners],
        }
    ]


Row = tuple[dict[str, bool], str | None, str | None, tuple[str, ...]]


def _completions(
    evaluation: Evaluation, calendars: Mapping[str, Calendar], facts: list[str], *, closed: bool
) -> Iterator[Row]:
    """Decide the case for every way these facts may turn out; not ``closed``, what else is in issue stays open."""
    for values in product((True, False), repeat=len(facts)):
        assumed = dict(zip(facts, values, strict=True))
        found = evaluate(evaluation.pack, evaluation.given, calendars, closed=closed, only=ASKED, assumed=assumed)
        for outcome, rules in _ends(found.answers["outcome"]):
            yield assumed, outcome, _word(found.values.get("winner")), rules


def _ends(answer: Answer) -> list[tuple[str | None, tuple[str, ...]]]:
    """How a case may end: as decided, or, while more than these facts is open, in every way its rules may give."""
    if not is_open(answer.value):
        return [(_word(answer.value), tuple(rule.id for rule in answer.winners))]
    return [(_word(value), rules) for value, rules in answer.possible] or [(None, ())]


def _word(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _possible(table: list[Row]) -> list[dict[str, Any]]:
    found: dict[tuple[str, str | None], list[str]] = {}
    for _, outcome, winner, rules in table:
        if outcome is not None:
            ids = found.setdefault((outcome, winner), [])
            ids += [rule for rule in rules if rule not in ids]
    order = sorted(found.items(), key=lambda item: (item[0][0], item[0][1] or ""))
    return [{"outcome": o, "winner": w, "rules": ids} for (o, w), ids in order]


def _needs(table: list[Row], side: str, facts: list[str]) -> list[dict[str, bool]]:
    """Give the smallest settings of facts under which this side wins however the others turn out."""
    return _smallest(table, facts, lambda row: row[2] == side)


def _smallest(table: list[Row], facts: list[str], holds: Callable[[Row], bool]) -> list[dict[str, bool]]:
    """Give the smallest settings of facts under which something holds however the others turn out."""
    found: list[dict[str, bool]] = []
    for size in range(min(MOST_PROVED, len(facts)) + 1):
        for chosen in combinations(facts, size):
            for values in product((True, False), repeat=size):
                setting = dict(zip(chosen, values, strict=True))
                if any(known.items() <= setting.items() for known in found):
                    continue
                if all(holds(row) for row in table if setting.items() <= row[0].items()):
                    found.append(setting)
    return found
