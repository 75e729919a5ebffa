"""Hit policies: from the rules that are true, false or unknown to one answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from gongdao.policy.kleene import UNKNOWN, Maybe, Unknown
from gongdao.policy.pack import Decision, Hit, Rule

Truth = bool | None  # None: unknown


class Tried(NamedTuple):
    """One rule as it was tried: ``tests`` are the indexes of the tests that made it false or unknown."""

    rule: Rule
    value: Truth
    tests: tuple[int, ...] = ()
    in_force: bool = True
    by_unless: bool = False


class Answer(NamedTuple):
    """The answer of one table, and how it came about.

    ``value`` is None when no rule applies; UNKNOWN or Maybe while it is open.
    ``possible`` holds each answer still possible with the rules that would give it.
    """

    decision: Decision
    value: object
    winners: tuple[Rule, ...] = ()
    tried: tuple[Tried, ...] = ()
    defeated: tuple[tuple[Rule, Rule], ...] = ()
    possible: tuple[tuple[object, tuple[str, ...]], ...] = ()
    conflict: bool = False


class _Standing(NamedTuple):
    """The rules of a table that are not false, by their numbers: all, those that are true, and the unknown ones."""

    tried: tuple[Tried, ...]
    all: list[int]
    true: set[int]
    open: set[int]

    def beater(self, beaters: frozenset[int]) -> tuple[Rule | None, bool]:
        """Give the first true rule of some that beat another, and whether an unknown one may."""
        found = beaters & self.true
        return self.tried[min(found)].rule if found else None, not self.open.isdisjoint(beaters)


def settle(decision: Decision, tried: Sequence[Tried], then: Callable[[Rule], object]) -> Answer:
    """Apply the decision's hit policy to its tried rules."""
    known = tuple(tried)
    numbers = [i for i, attempt in enumerate(known) if attempt[1] is not False]
    if not numbers and decision.hit is not Hit.COLLECT:
        return Answer(decision, None, (), known)
    if len(numbers) == 1 and decision.hit is Hit.ONE and known[numbers[0]].value is True:
        rule = known[numbers[0]].rule
        value = then(rule)
        return Answer(decision, value, (rule,), known, (), ((value, (rule.id,)),))
    true = {i for i in numbers if known[i].value is True}
    return _POLICIES[decision.hit](decision, _Standing(known, numbers, true, true ^ set(numbers)), then)


def is_open(value: object) -> bool:
    """Tell whether an answer, or a part of it, is not known yet."""
    if isinstance(value, Mapping):
        return any(is_open(v) for v in value.values())
    return any(map(is_open, value)) if isinstance(value, list) else isinstance(value, (Unknown, Maybe))


def key_of(value: object) -> object:
    """Give a hashable stand-in, so that answers can be compared and gathered."""
    if isinstance(value, Mapping):
        return tuple(sorted((k, key_of(v)) for k, v in value.items()))
    return tuple(key_of(v) for v in value) if isinstance(value, list) else value


def _one(decision: Decision, standing: _Standing, then: Callable[[Rule], object]) -> Answer:
    tried = standing.tried
    left: list[tuple[Tried, object, bool]] = []
    beaten: list[tuple[Tried, int, Rule]] = []
    for i in standing.all:
        attempt = tried[i]
        by, maybe = standing.beater(decision.beaten_by[i])
        if by is not None:
            beaten.append((attempt, i, by))
        else:
            left.append((attempt, then(attempt.rule), maybe or attempt.value is None))
    answers: dict[object, tuple[object, list[str]]] = {}
    for attempt, value, _ in left:
        answers.setdefault(key_of(value), (value, []))[1].append(attempt.rule.id)
    possible = tuple((value, tuple(ids)) for value, ids in answers.values())
    firm = [(attempt, value) for attempt, value, open_ in left if not open_]
    certain = any(attempt.value is True for attempt, _, _ in left)
    if len({key_of(value) for _, value in firm if not is_open(value)}) > 1:
        rules = tuple(attempt.rule for attempt, _ in firm)
        return Answer(decision, UNKNOWN, rules, tried, _pairs(beaten), possible, conflict=True)
    if len(answers) == 1 and certain:
        value = left[0][1]
        winners = [attempt.rule for attempt, _, _ in left if attempt.value is True]
        ranks = {rule.rank for rule in winners}
        concurring = [
            i for a, i, _ in beaten if _concurs(decision, standing, i, ranks) and key_of(then(a.rule)) == key_of(value)
        ]
        lost = [b for b in beaten if b[1] not in concurring]
        return Answer(decision, value, (*winners, *(tried[i].rule for i in concurring)), tried, _pairs(lost), possible)
    return Answer(decision, _open(possible, certain), (), tried, _pairs(beaten), possible)


def _concurs(decision: Decision, standing: _Standing, index: int, ranks: set[int]) -> bool:
    """A rule of a lower rank that gives the same answer is not defeated: it concurs, and is cited.

    A rule without conditions, which stands behind all others, says nothing of its own by agreeing.
    """
    rule = standing.tried[index].rule
    special = bool(rule.tests) or rule.unless is not None or rule.rank in ranks
    return index in standing.true and special and standing.beater(decision.overridden_by[index]) == (None, False)


def _open(possible: Sequence[tuple[object, tuple[str, ...]]], certain: bool) -> object:
    values = [value for value, _ in possible]
    narrow = all(isinstance(v, (str, bool)) for v in values)
    return Maybe(frozenset(values)) if certain and narrow else UNKNOWN


def _pairs(beaten: Sequence[tuple[Tried, int, Rule]]) -> tuple[tuple[Rule, Rule], ...]:
    return tuple((attempt.rule, by) for attempt, _, by in beaten if attempt.value is True)


def _collect(decision: Decision, standing: _Standing, then: Callable[[Rule], object]) -> Answer:
    rows: list[tuple[Rule, object]] = []
    open_: list[tuple[object, tuple[str, ...]]] = []
    beaten = []
    for i in standing.all:
        attempt = standing.tried[i]
        by, maybe = standing.beater(decision.overridden_by[i])
        if by is not None:
            beaten.append((attempt, i, by))
        elif maybe or attempt.value is None:
            open_.append((then(attempt.rule), (attempt.rule.id,)))
        else:
            rows.append((attempt.rule, then(attempt.rule)))
    group = [row for rule, row in rows if decision.highest_of and rule.stacks == decision.highest_of]
    undecided = bool(open_) or (len(group) > 1 and any(map(is_open, group)))
    rows = _highest_of_group(decision, rows)
    value: object = UNKNOWN if undecided else [row for _, row in rows]
    possible = tuple(open_) or (([row for _, row in rows], tuple(r.id for r, _ in rows)),)
    return Answer(decision, value, tuple(r for r, _ in rows), standing.tried, _pairs(beaten), possible)


def _highest_of_group(decision: Decision, rows: list[tuple[Rule, object]]) -> list[tuple[Rule, object]]:
    """Keep of each stack the row of the highest amount only (SH-STACK)."""
    group = [row for row in rows if decision.highest_of and row[0].stacks == decision.highest_of]
    if len(group) < 2:
        return rows
    best = max(group, key=lambda row: _amount(row[1]))
    return [row for row in rows if row is best or row not in group]


def _amount(row: object) -> int:
    amount = row.get("amount") if isinstance(row, Mapping) else row
    return amount if isinstance(amount, int) else -1


def _extreme(decision: Decision, standing: _Standing, then: Callable[[Rule], object]) -> Answer:
    values: list[tuple[Rule, Any]] = []
    beaten: list[tuple[Tried, int, Rule]] = []
    for i in standing.all:
        attempt = standing.tried[i]
        by, _ = standing.beater(decision.overridden_by[i])
        if by is not None:
            beaten.append((attempt, i, by))
        elif attempt.value is None or is_open(value := then(attempt.rule)):
            return Answer(decision, UNKNOWN, (), standing.tried)
        else:
            values.append((attempt.rule, value))
    if not values:
        return Answer(decision, None, (), standing.tried, _pairs(beaten))
    best = (max if decision.hit is Hit.HIGHEST else min)(value for _, value in values)
    rules = tuple(rule for rule, value in values if value == best)
    return Answer(decision, best, rules, standing.tried, _pairs(beaten), ((best, tuple(r.id for r in rules)),))


_POLICIES = {Hit.ONE: _one, Hit.COLLECT: _collect, Hit.HIGHEST: _extreme, Hit.LOWEST: _extreme}


def over_lines(decision: Decision, answers: Sequence[Answer]) -> Answer:
    """Put together the answers of a table that answers once per line; a conflict in one line is one of the table."""
    clash = [answer for answer in answers if answer.conflict]
    winners = {rule.id: rule for answer in clash or answers for rule in answer.winners}
    tried = tuple(one for answer in answers for one in answer.tried)
    defeated = {(pair[0].id, pair[1].id): pair for answer in answers for pair in answer.defeated}
    values = [answer.value for answer in answers]
    return Answer(decision, values, tuple(winners.values()), tried, tuple(defeated.values()), conflict=bool(clash))
