"""Hit policies: from the rules that are true, false or unknown to one answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from gongdao.policy.kleene import UNKNOWN, Maybe, Unknown
from gongdao.policy.pack import Decision, Hit, Rule
from gongdao.policy.shapes import Shape

# Most answers are of these types, of which none is open.
_CLOSED = frozenset({type(None), bool, int, str, date, datetime})
Truth = bool | None  # None: unknown
Possible = tuple[tuple[object, tuple[str, ...]], ...]


class Tried(NamedTuple):
    """One rule as it was tried: ``tests`` are the indexes of the tests that made it false or unknown.

    ``by`` is what the trace says of the one test that made it false.
    """

    rule: Rule
    value: Truth
    tests: tuple[int, ...] = ()
    in_force: bool = True
    by_unless: bool = False
    by: Shape | None = None


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
    possible: Possible = ()
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
    if type(value) in _CLOSED:
        return False
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
    left: list[tuple[int, object, bool]] = []
    beaten: list[tuple[int, Rule]] = []
    for i in standing.all:
        by, maybe = standing.beater(decision.beaten_by[i])
        if by is not None:
            beaten.append((i, by))
        else:
            left.append((i, then(tried[i].rule), maybe or i in standing.open))
    if len(left) == 1 and not left[0][2]:
        i, value, _ = left[0]
        return _won(decision, standing, [i], value, beaten, ((value, (tried[i].rule.id,)),), then)
    answers: dict[object, tuple[object, list[str]]] = {}
    for i, value, _ in left:
        answers.setdefault(key_of(value), (value, []))[1].append(tried[i].rule.id)
    possible = tuple((value, tuple(ids)) for value, ids in answers.values())
    firm = [(i, value) for i, value, open_ in left if not open_]
    if len({key_of(value) for _, value in firm if not is_open(value)}) > 1:
        rules = tuple(tried[i].rule for i, _ in firm)
        return Answer(decision, UNKNOWN, rules, tried, _pairs(standing, beaten), possible, conflict=True)
    certain = [i for i, _, _ in left if i in standing.true]
    if len(answers) == 1 and certain:
        return _won(decision, standing, certain, left[0][1], beaten, possible, then)
    return Answer(decision, _open(possible, bool(certain)), (), tried, _pairs(standing, beaten), possible)


def _won(
    decision: Decision, standing: _Standing, winners: Sequence[int], value: object, beaten: Sequence[tuple[int, Rule]],
    possible: Possible, then: Callable[[Rule], object],
) -> Answer:  # fmt: skip
    """The answer of some winners; the beaten rules that give the same answer concur."""
    rules = [standing.tried[i].rule for i in winners]
    ranks = {rule.rank for rule in rules}
    concurring = [
        i
        for i, _ in beaten
        if _concurs(decision, standing, i, ranks) and key_of(then(standing.tried[i].rule)) == key_of(value)
    ]
    lost = _pairs(standing, [one for one in beaten if one[0] not in concurring])
    return Answer(
        decision, value, (*rules, *(standing.tried[i].rule for i in concurring)), standing.tried, lost, possible
    )


def _concurs(decision: Decision, standing: _Standing, index: int, ranks: set[int]) -> bool:
    """A rule of a lower rank that gives the same answer is not defeated: it concurs, and is cited.

    A rule without conditions, which stands behind all others, says nothing of its own by agreeing.
    """
    rule = standing.tried[index].rule
    special = bool(rule.tests) or rule.unless is not None or rule.rank in ranks
    return index in standing.true and special and standing.beater(decision.overridden_by[index]) == (None, False)


def _open(possible: Possible, certain: bool) -> object:
    values = [value for value, _ in possible]
    narrow = all(isinstance(v, (str, bool)) for v in values)
    return Maybe(frozenset(values)) if certain and narrow else UNKNOWN


def _pairs(standing: _Standing, beaten: Sequence[tuple[int, Rule]]) -> tuple[tuple[Rule, Rule], ...]:
    return tuple((standing.tried[i].rule, by) for i, by in beaten if i in standing.true)


def _collect(decision: Decision, standing: _Standing, then: Callable[[Rule], object]) -> Answer:
    rows: list[tuple[Rule, object]] = []
    open_: list[tuple[object, tuple[str, ...]]] = []
    beaten = []
    for i in standing.all:
        attempt = standing.tried[i]
        by, maybe = standing.beater(decision.overridden_by[i])
        if by is not None:
            beaten.append((i, by))
        elif maybe or attempt.value is None:
            open_.append((then(attempt.rule), (attempt.rule.id,)))
        else:
            rows.append((attempt.rule, then(attempt.rule)))
    group = [row for rule, row in rows if decision.highest_of and rule.stacks == decision.highest_of]
    undecided = bool(open_) or (len(group) > 1 and any(map(is_open, group)))
    rows = _highest_of_group(decision, rows)
    value: object = UNKNOWN if undecided else [row for _, row in rows]
    possible = tuple(open_) or (([row for _, row in rows], tuple(r.id for r, _ in rows)),)
    return Answer(decision, value, tuple(r for r, _ in rows), standing.tried, _pairs(standing, beaten), possible)


def _highest_of_group(decision: Decision, rows: list[tuple[Rule, object]]) -> list[tuple[Rule, object]]:
    """Keep of each stack the row of the highest amount only (SH-STACK)."""
    group = [row for row in rows if decision.highest_of and row[0].stacks == decision.highest_of]
    if len(group) < 2:
        return rows
    best = max(group, key=lambda row: amount_of(row[1]))
    return [row for row in rows if row is best or row[0].stacks != decision.highest_of]


def amount_of(row: object) -> int:
    """Give the amount of a row, by which the highest of a stack is found; a row without one comes last."""
    amount = row.get("amount") if isinstance(row, Mapping) else row
    return amount if isinstance(amount, int) else -1


def _extreme(decision: Decision, standing: _Standing, then: Callable[[Rule], object]) -> Answer:
    values: list[tuple[Rule, Any]] = []
    beaten: list[tuple[int, Rule]] = []
    for i in standing.all:
        attempt = standing.tried[i]
        by, _ = standing.beater(decision.overridden_by[i])
        if by is not None:
            beaten.append((i, by))
        elif attempt.value is None or is_open(value := then(attempt.rule)):
            return Answer(decision, UNKNOWN, (), standing.tried)
        else:
            values.append((attempt.rule, value))
    if not values:
        return Answer(decision, None, (), standing.tried, _pairs(standing, beaten))
    best = (max if decision.hit is Hit.HIGHEST else min)(value for _, value in values)
    rules = tuple(rule for rule, value in values if value == best)
    return Answer(
        decision, best, rules, standing.tried, _pairs(standing, beaten), ((best, tuple(r.id for r in rules)),)
    )


_POLICIES = {Hit.ONE: _one, Hit.COLLECT: _collect, Hit.HIGHEST: _extreme, Hit.LOWEST: _extreme}


def over_lines(decision: Decision, answers: Sequence[Answer]) -> Answer:
    """Put together the answers of a table that answers once per line; a conflict in one line is one of the table."""
    clash = [answer for answer in answers if answer.conflict]
    winners = {rule.id: rule for answer in clash or answers for rule in answer.winners}
    tried = tuple(one for answer in answers for one in answer.tried)
    defeated = {(pair[0].id, pair[1].id): pair for answer in answers for pair in answer.defeated}
    values = [answer.value for answer in answers]
    return Answer(decision, values, tuple(winners.values()), tried, tuple(defeated.values()), conflict=bool(clash))
