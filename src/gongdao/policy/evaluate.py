"""Applying a pack to the facts of one dispute: every decision in its order, with everything that was tried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from gongdao.kernel.calendar import Calendar, Due
from gongdao.policy.code import Code, code_of, code_when_it_pays
from gongdao.policy.given import Given, Proof, State
from gongdao.policy.graph import needs_of
from gongdao.policy.kleene import OPEN, UNKNOWN, Maybe, Unknown
from gongdao.policy.machine import Machine, countdown
from gongdao.policy.pack import Decision, Fact, Pack, Param, Rule, Source, Span
from gongdao.policy.settle import Answer, Tried, is_open, over_lines, settle
from gongdao.policy.syntax import Expr, Literal
from gongdao.policy.tables import in_force
from gongdao.policy.waterfall import pour

STATED, PRESUMED, NOT_APPLICABLE = State.STATED, State.PRESUMED, State.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class Countdown:
    """A deadline as it was computed."""

    decision: Decision
    rule: Rule
    start: datetime
    n: int
    unit: str
    due: Due
    roll: bool
    calendar: str
    effect: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything the pack answers about one dispute, closed or open."""

    pack: Pack
    given: Given
    closed: bool
    values: Mapping[str, object]
    params: Mapping[str, object]
    states: Mapping[str, State]
    answers: Mapping[str, Answer]
    countdowns: Mapping[str, Countdown]
    shortfalls: Mapping[str, int]


@dataclass(slots=True)
class Work:
    """An evaluation while it runs."""

    pack: Pack
    given: Given
    closed: bool
    calendars: Mapping[str, Calendar]
    machine: Machine
    code: Code | None
    assumed: Mapping[str, bool] = field(default_factory=dict)
    params: Mapping[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    states: dict[str, State] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    countdowns: dict[str, Countdown] = field(default_factory=dict)
    shortfalls: dict[str, int] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)


class Params(dict[str, object]):
    """The parameters in force, each looked up by its clock when it is first asked for."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self.work = work

    def __missing__(self, name: str) -> object:
        value = param_on(self.work.pack.params[name], day_of(self.work, self.work.pack.params[name].clock))
        self[name] = value
        return value


def param_on(param: Param, day: date) -> object:
    """Give a parameter's value on a day; before its first date the first value stands."""
    value = param.values[0][1]
    for since, later in param.values:
        if since <= day:
            value = later
    return value


def zone_of(pack: Pack) -> ZoneInfo | None:
    """Give the zone days are counted in; None where it is the offset of the start (CV-21)."""
    return None if pack.zone == "start" else ZoneInfo(pack.zone)


def day_of(work: Work, clock: str, own: bool = True) -> date:
    """Give the day a clock shows, kept inside the window of the version for the family's own clock (CV-11)."""
    if clock not in work.days:
        shown = work.values.get(clock)
        if not isinstance(shown, date):
            shown = work.given.decided_at
        zone = zone_of(work.pack)
        day = (shown.astimezone(zone) if zone else shown).date() if isinstance(shown, datetime) else shown
        work.days[clock] = within_version(work.pack, day) if clock == work.pack.governs.clock else day
    return work.days[clock]


def within_version(pack: Pack, day: date) -> date:
    """Keep a day inside the window of the version (CV-11)."""
    last = pack.version.until - timedelta(days=1) if pack.version.until else day
    return max(pack.version.since, min(day, last))


def evaluate(
    pack: Pack,
    given: Given,
    calendars: Mapping[str, Calendar],
    *,
    closed: bool = True,
    only: Sequence[str] | None = None,
    assumed: Mapping[str, bool] | None = None,
    generated: bool | None = None,
) -> Evaluation:
    """Answer every decision of the pack (or only the named ones and what they ask for).

    ``closed``: evidence has closed, an unproved fact goes against its bearer; else it is unknown.
    ``assumed`` settles provable facts for the sake of argument. ``generated``: by generated code or without; it gives
    the same answers faster, takes time to make, and is used from the moment it pays if nothing is said.
    """
    code = _code(pack, calendars, generated) if closed else None
    work = Work(pack, given, closed, calendars, Machine(pack, calendars), code, assumed or {})
    params = work.params = Params(work)
    work.machine.bind(work.values, params)
    for name in pack.order if only is None else closure(pack, tuple(only)):
        fact = pack.facts.get(name)
        if fact is not None:
            _fact(work, fact)
        elif name in pack.terms:
            keep(work, name, run(work, pack.terms[name].expr))
        else:
            _decision(work, pack.decisions[name])
    return Evaluation(
        pack, given, closed, work.values, params, work.states, work.answers, work.countdowns, work.shortfalls
    )


def _code(pack: Pack, calendars: Mapping[str, Calendar], generated: bool | None) -> Code | None:
    if generated is False:
        return None
    calendar = calendars.get(pack.calendar)
    return code_of(pack, calendar) if generated else code_when_it_pays(pack, calendar)


@lru_cache(maxsize=256)
def closure(pack: Pack, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Give the named things and all they ask for, in the pack's order."""
    seen: set[str] = set()
    todo = list(wanted)
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += needs_of(pack, name)
    return tuple(name for name in pack.order if name in seen)


def run(work: Work, expr: Expr) -> Any:
    """Give the value of an expression: by generated code while everything is known, else by Kleene's logic."""
    if type(expr) is Literal:
        return expr.value
    if work.code is not None and (value := work.code.values.get(id(expr))) is not None:
        return value(work.values, work.params)
    return work.machine.run(expr)


def keep(work: Work, name: str, value: object) -> None:
    """Note the value of a name; generated code is of no use after the first unknown."""
    work.values[name] = value
    if type(value) in (Unknown, Maybe):
        work.code = None


def _truth(work: Work, expr: Expr) -> bool | None:
    value = run(work, expr)
    return value if value is True or value is False else None


def _fact(work: Work, fact: Fact) -> None:
    given = work.given.values
    if fact.prove is not None or fact.arises is not None:
        value, state = _arising(work, fact)
    elif fact.id in given:
        value, state = given[fact.id], STATED
    else:
        value, state = _unstated(work, fact)
    work.states[fact.id] = state
    keep(work, fact.id, value)


def _arising(work: Work, fact: Fact) -> tuple[object, State]:
    if fact.arises is not None:
        arises = _truth(work, fact.arises)
        if arises is False:
            return None, NOT_APPLICABLE
        if arises is None:
            return UNKNOWN, State.UNSTATED
    if fact.prove is not None:
        return _provable(work, fact, work.given.proofs.get(fact.id))
    if fact.id in work.given.values:
        return work.given.values[fact.id], STATED
    return _unstated(work, fact)


def _unstated(work: Work, fact: Fact) -> tuple[object, State]:
    if fact.presumption is not None:
        return run(work, fact.presumption), PRESUMED
    return (None, NOT_APPLICABLE) if fact.optional else (UNKNOWN, State.UNSTATED)


def _provable(work: Work, fact: Fact, proof: Proof | None) -> tuple[object, State]:
    if fact.id in work.assumed:
        return work.assumed[fact.id], State.PROVED if work.assumed[fact.id] else State.REFUTED
    state = proof.state if proof else State.ALLEGED
    if state in (State.PROVED, State.ADMITTED):
        return True, state
    if state is State.REFUTED:
        return False, state
    alleged = _truth(work, fact.alleged) if fact.alleged is not None else True
    if proof is None and alleged is False:
        presumed = run(work, fact.presumption) if fact.presumption is not None else False
        return presumed, State.NOT_ALLEGED
    if work.closed and _bearer(work, fact) != "platform":
        return False, state
    return OPEN, state


def _bearer(work: Work, fact: Fact) -> object:
    by = fact.prove.by if fact.prove is not None else ""
    return work.values.get(by) if by in work.pack.decisions else by


def _decision(work: Work, decision: Decision) -> None:
    if decision.each:
        _each_line(work, decision)
        return
    answer = _table(work, decision)
    work.answers[decision.id] = answer
    keep(work, decision.id, answer.value)
    if decision.deadline and isinstance(answer.value, datetime) and answer.winners:
        _count(work, decision, answer)


def _table(work: Work, decision: Decision) -> Answer:
    tried = _all_tried(work, decision)
    if decision.waterfall is not None:
        return _pour(work, decision, tried)
    return settle(decision, tried, lambda rule: _then(work, rule))


def _all_tried(work: Work, decision: Decision) -> Sequence[Tried]:
    if work.code is None or decision.each:
        return [_try(work, rule) for rule in decision.rules]
    live = [in_force(rule, day_of(work, rule.clock)) for rule in work.code.dated[decision.id]]
    return work.code.tries[decision.id](work.values, work.params, live)


def _try(work: Work, rule: Rule) -> Tried:
    if (rule.since or rule.until) and not in_force(rule, day_of(work, rule.clock)):
        return Tried(rule, False, in_force=False)
    open_: list[int] = []
    for i, test in enumerate(rule.tests):
        truth = work.machine.truth(test)
        if truth is False:
            return Tried(rule, False, (i,))
        if truth is None:
            open_.append(i)
    unless = work.machine.truth(rule.unless) if rule.unless is not None else False
    if unless is True:
        return Tried(rule, False, (), by_unless=True)
    if open_ or unless is None:
        return Tried(rule, None, tuple(open_), by_unless=unless is None)
    return Tried(rule, True)


def _then(work: Work, rule: Rule) -> object:
    if isinstance(rule.then, tuple):
        return {key: run(work, expr) for key, expr in rule.then}
    if isinstance(rule.then, Span):
        counted = _span(work, rule.then)
        return counted.at if isinstance(counted, Due) else counted
    assert not isinstance(rule.then, Source)
    return run(work, rule.then)


def _span(work: Work, span: Span) -> object:
    start, n = run(work, span.starts), run(work, span.n)
    if not isinstance(start, datetime) or not isinstance(n, int):
        return UNKNOWN if isinstance(start, (Unknown, Maybe)) or isinstance(n, (Unknown, Maybe)) else None
    pauses = work.values.get(span.stops_while) if span.stops_while else ()
    return countdown(work.pack, work.calendars, span, start, n, pauses if isinstance(pauses, list) else ())


def _count(work: Work, decision: Decision, answer: Answer) -> None:
    rule = answer.winners[0]
    if not isinstance(rule.then, Span):
        return
    span = rule.then
    counted, start, n = _span(work, span), run(work, span.starts), run(work, span.n)
    assert isinstance(counted, Due)
    assert isinstance(start, datetime)
    assert isinstance(n, int)
    calendar = span.calendar or work.pack.calendar
    work.countdowns[decision.id] = Countdown(
        decision, rule, start, n, span.unit, counted, span.roll, calendar, span.effect
    )


def _each_line(work: Work, decision: Decision) -> None:
    """Answer once per line; the answers become a field of the lines."""
    lines = work.values.get("lines")
    if not isinstance(lines, list):
        work.values[decision.id] = lines
        return
    answers = []
    for i in range(len(lines)):
        work.machine.at_line(lines, i)
        answers.append(_table(work, decision))
    work.machine.at_line(lines, -1)
    work.values["lines"] = [{**line, decision.id: a.value} for line, a in zip(lines, answers, strict=True)]
    answer = work.answers[decision.id] = over_lines(decision, answers)
    work.values[decision.id] = answer.value
    if is_open(answer.value):
        work.code = None


def _pour(work: Work, decision: Decision, tried: Sequence[Tried]) -> Answer:
    assert decision.waterfall is not None
    debts = [(name, run(work, expr)) for name, expr in decision.waterfall.debts]
    sources, standing = [], []
    for i, attempt in enumerate(tried):
        beaten = any(tried[j].value is True for j in decision.overridden_by[i])
        if attempt.value is not True or beaten or not isinstance(attempt.rule.then, Source):
            continue
        upto = run(work, attempt.rule.then.upto) if attempt.rule.then.upto is not None else None
        sources.append((attempt.rule.then, upto))
        standing.append((attempt.rule, attempt.rule.then.account))
    unknown = any(not isinstance(a, int) for _, a in debts) or any(t.value is None for t in tried)
    if unknown or any(u is not None and not isinstance(u, int) for _, u in sources):
        return Answer(decision, UNKNOWN, (), tuple(tried))
    rows, short = pour(debts, sources, decision.waterfall.to)
    work.shortfalls[decision.id] = short
    used = {row["from"] for row in rows}
    winners = tuple(rule for rule, account in standing if account in used)
    return Answer(decision, rows, winners, tuple(tried))
