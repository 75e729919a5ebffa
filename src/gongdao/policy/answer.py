"""Answering one table: its rules tried, defeated and settled; deadlines counted, lines taken one by one, debts met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from gongdao.policy.kleene import UNKNOWN, Maybe, Unknown
from gongdao.policy.machine import countdown, standstill
from gongdao.policy.pack import Decision, Rule, Source, Span
from gongdao.policy.settle import Answer, Tried, is_open, over_lines, settle
from gongdao.policy.shapes import shapes_of
from gongdao.policy.syntax import Literal
from gongdao.policy.tables import in_force
from gongdao.policy.waterfall import pour
from gongdao.policy.work import Countdown, Counted, Poured, Work, day_of, keep, run


def answer(work: Work, decision: Decision) -> None:
    """Answer a table and note its answer, with the computation where it is a deadline."""
    if decision.each:
        _each_line(work, decision)
        return
    found = _table(work, decision)
    work.answers[decision.id] = found
    keep(work, decision.id, found.value)
    if decision.deadline and isinstance(found.value, datetime) and found.winners:
        _count(work, decision, found)


def _table(work: Work, decision: Decision) -> Answer:
    tried = _all_tried(work, decision)
    if decision.waterfall is not None:
        return _pour(work, decision, tried)
    return settle(decision, tried, lambda rule: _then(work, rule))


def _all_tried(work: Work, decision: Decision) -> Sequence[Tried]:
    if work.code is None or decision.each:
        return [_try(work, rule) for rule in decision.rules]
    dated = work.code.dated[decision.id]
    live = [in_force(rule, day_of(work, rule.clock)) for rule in dated] if dated else ()
    return work.code.tries[decision.id](work.values, work.params, live)


def _try(work: Work, rule: Rule) -> Tried:
    if (rule.since or rule.until) and not in_force(rule, day_of(work, rule.clock)):
        return Tried(rule, False, in_force=False)
    open_: list[int] = []
    for i, test in enumerate(rule.tests):
        truth = work.machine.truth(test)
        if truth is False:
            return Tried(rule, False, (i,), by=shapes_of(work.pack).of(test))
        if truth is None:
            open_.append(i)
    unless = work.machine.truth(rule.unless) if rule.unless is not None else False
    if unless is True:
        return Tried(rule, False, (), by_unless=True)
    if open_ or unless is None:
        return Tried(rule, None, tuple(open_), by_unless=unless is None)
    return Tried(rule, True)


def _then(work: Work, rule: Rule) -> object:
    then = rule.then
    if isinstance(then, Literal):
        return then.value
    if isinstance(then, tuple):
        return {key: run(work, expr) for key, expr in then}
    if isinstance(then, Span):
        counted = _span(work, then)
        if not isinstance(counted, Counted):
            return counted
        work.counted[rule.id] = counted
        return counted.due.at
    assert not isinstance(then, Source)
    return run(work, then)


def _span(work: Work, span: Span) -> object:
    start, n = run(work, span.starts), run(work, span.n)
    if not isinstance(start, datetime) or not isinstance(n, int):
        return UNKNOWN if isinstance(start, (Unknown, Maybe)) or isinstance(n, (Unknown, Maybe)) else None
    pauses = standstill(span, work.given.stops, work.values.get(span.stops_while))
    due = countdown(work.pack, work.calendars, span, start, n, pauses)
    return Counted(start, n, due)


def _count(work: Work, decision: Decision, answer: Answer) -> None:
    rule = answer.winners[0]
    if isinstance(rule.then, Span):
        span, (start, n, due) = rule.then, work.counted[rule.id]
        calendar = span.calendar or work.pack.calendar
        work.countdowns[decision.id] = Countdown(
            decision, rule, start, n, span.unit, due, span.roll, calendar, span.effect
        )


def _each_line(work: Work, decision: Decision) -> None:
    """Answer once per line; the answers become a field of the lines."""
    lines = work.values.get("lines")
    if not isinstance(lines, list):
        keep(work, decision.id, lines)
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
        work.unknown |= {decision.id, "lines"}


def _pour(work: Work, decision: Decision, tried: Sequence[Tried]) -> Answer:
    assert decision.waterfall is not None
    debts = [(name, run(work, expr)) for name, expr in decision.waterfall.debts]
    standing: list[tuple[Rule, Source, Any]] = []
    beaten: list[tuple[Rule, Rule]] = []
    for i, attempt in enumerate(tried):
        if attempt.value is not True or not isinstance(source := attempt.rule.then, Source):
            continue
        beaters = [j for j in decision.overridden_by[i] if tried[j].value is True]
        if beaters:
            beaten.append((attempt.rule, tried[min(beaters)].rule))
        else:
            standing.append((attempt.rule, source, run(work, source.upto) if source.upto is not None else None))
    unknown = any(not isinstance(owed, int) for _, owed in debts) or any(one.value is None for one in tried)
    if unknown or any(upto is not None and not isinstance(upto, int) for _, _, upto in standing):
        return Answer(decision, UNKNOWN, (), tuple(tried), tuple(beaten))
    sources = [(source, upto) for _, source, upto in standing]
    rows, short = pour(debts, sources, decision.waterfall.to)
    work.poured[decision.id] = Poured(tuple(debts), tuple(sources), decision.waterfall.to)
    work.shortfalls[decision.id] = short
    winners = tuple(rule for rule, source, _ in standing if any(_paid(source, row) for row in rows))
    return Answer(decision, rows, winners, tuple(tried), tuple(beaten))


def _paid(source: Source, row: Mapping[str, Any]) -> bool:
    return row["from"] == source.account and (not source.debts or row["for"] in source.debts)
