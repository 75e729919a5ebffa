"""How a running case can no longer end: what settled facts rule out, and what the rules do not give for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gongdao.case.burden import SETTLED
from gongdao.case.court import Court, asked
from gongdao.case.heads import NO_REASON, NOT_THERE, Head, alone
from gongdao.case.state import Case, changed
from gongdao.policy.evaluate import closure, evaluate
from gongdao.policy.needs import ASKED, MOST_FACTS, Ending
from gongdao.policy.pack import Rule
from gongdao.policy.work import Evaluation

# The outcome that a buyer means by what is asked for.
MEANT = {"refund_only": "refund", "return_refund": "return_refund"}
PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Foregone:
    """An ending out of reach: an ``outcome``, or the return of goods on another ``ground``.

    ``facts`` are the settled facts that rule it out, each with how it was settled; else ``rule`` says why.
    """

    outcome: str
    ground: str
    facts: tuple[tuple[str, bool], ...] = ()
    rule: Rule | None = None


def foregone(
    case: Case, court: Court, head: Head, evaluation: Evaluation, ends: Sequence[Ending]
) -> tuple[Foregone, ...]:
    """Give the endings of a head that people might expect and that are out of reach; none where it is open to whom."""
    if any(end.winner in (None, PENDING) for end in ends):
        return ()
    past = tuple(_ruled_out(court, evaluation, ends))
    gone = {each.outcome for each in past}
    wanted = (each for each in _not_given(head, evaluation, ends) if each.outcome not in gone)
    return (*past, *wanted, *_other_ground(case, court, head))


def _ruled_out(court: Court, evaluation: Evaluation, ends: Sequence[Ending]) -> Iterator[Foregone]:
    """The outcomes that one settled fact, had it turned out otherwise, would have brought."""
    law, found = evaluation.pack, dict[str, list[tuple[str, bool]]]()
    settled = [
        name
        for name in closure(law, ASKED)
        if name in law.facts and law.facts[name].prove is not None and evaluation.states.get(name) in SETTLED
    ]
    for name in settled[:MOST_FACTS]:
        holds = evaluation.values[name] is True
        other = evaluate(law, evaluation.given, court.calendars, only=ASKED, assumed={name: not holds}).values
        outcome = other.get("outcome")
        if isinstance(outcome, str) and other.get("winner") != PENDING:
            found.setdefault(outcome, []).append((name, holds))
    possible = {end.outcome for end in ends}
    yield from (Foregone(word, "", tuple(facts)) for word, facts in found.items() if word not in possible)


def _not_given(head: Head, evaluation: Evaluation, ends: Sequence[Ending]) -> Iterator[Foregone]:
    """What the buyer asks for, where the rules give another outcome however the facts turn out."""
    meant = MEANT.get(head.kind, "")
    if meant and ends and meant not in {end.outcome for end in ends}:
        rules = evaluation.pack.decisions["outcome"].rules
        yield Foregone(meant, "", rule=next((rule for rule in rules if rule.id in ends[0].rules), None))


def _other_ground(case: Case, court: Court, head: Head) -> Iterator[Foregone]:
    """The return without a reason, which a buyer with a reason might fall back on, where it is lost."""
    if case.rulings or head.kind not in MEANT or head.fallback or head.ground in (NO_REASON, *NOT_THERE):
        return
    assert case.last_at is not None
    own = alone(case, head)
    claim: dict[str, Any] = {**own.facts["claim"], "reason": NO_REASON, "type": "return_refund"}
    instead = changed(own, facts={**own.facts, "claim": claim})
    found = asked(court, instead, case.last_at, "request_fits", "admissible", *ASKED, closed=False)
    lost = "admissible" if found.values.get("admissible") is False else "outcome"
    if found.values.get("request_fits") is False or lost not in found.answers:
        return
    if lost == "admissible" or (found.values.get("winner") == "seller" and isinstance(found.values["outcome"], str)):
        yield Foregone("", NO_REASON, rule=next(iter(found.answers[lost].winners), None))
