"""Decisions as generated Python: closed cases, two truth values, no trace; the fast way through many cases.

The source is written from the checked tree alone; no word of a pack becomes an identifier. `evaluate` stays the
reference: tests hold both to the same answers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, Final

from gongdao.kernel.calendar import Calendar
from gongdao.policy.emit import emit
from gongdao.policy.evaluate import closure
from gongdao.policy.functions import NAMESPACE
from gongdao.policy.given import Stops
from gongdao.policy.layers import layers
from gongdao.policy.machine import countdown, counting, standstill
from gongdao.policy.pack import Decision, Fact, Hit, Pack, Rule, Source, Span
from gongdao.policy.settle import amount_of, key_of
from gongdao.policy.syntax import Expr
from gongdao.policy.tables import in_force
from gongdao.policy.waterfall import pour
from gongdao.policy.work import day_in, param_on, within_version

CONFLICT: Final = "conflict"
MOST_RECENT = 8192
ANSWER_OF_LINE: Final = "v_own"
LAW_OF: Final = "law:"
Run = Callable[[Mapping[str, Any], Stops], dict[str, Any]]
NO_STOPS: Final = Stops()


@dataclass(slots=True)
class Compiled:
    """The wanted decisions of a pack, compiled once for each set of rules and parameters in force.

    ``backed``: those of them of which it is also asked whether a law is behind their answer (`LAW_OF`).
    """

    pack: Pack
    calendars: Mapping[str, Calendar]
    wanted: tuple[str, ...]
    backed: tuple[str, ...]
    breaks: Mapping[str, tuple[int, ...]]
    runs: dict[tuple[int, ...], Run] = field(default_factory=dict)
    recent: dict[tuple[Any, ...], Run] = field(default_factory=dict)
    clocks: Run | None = None

    def __call__(self, facts: Mapping[str, Any], stops: Stops = NO_STOPS) -> dict[str, Any]:
        """Give the answer of each wanted decision.

        ``facts`` are stated values; a provable fact is true when it was proved. A decision whose rules disagree
        gives ``conflict``. That of ``law:`` and its name is false where no rule with a law behind it, defeated or not,
        is met and gives the same answer.
        """
        shown: list[Any] = [facts.get(clock) for clock in self.breaks]
        if None in shown:
            shown = self._shown(facts, stops)
        key = (*shown, *(getattr(at, "tzinfo", None) for at in shown)) if self.pack.zone == "start" else tuple(shown)
        run = self.recent.get(key)
        if run is None:
            run = self._find(shown)
            if len(self.recent) >= MOST_RECENT:
                self.recent.clear()
            self.recent[key] = run
        return run(facts, stops)

    def _shown(self, facts: Mapping[str, Any], stops: Stops) -> list[Any]:
        """What the clocks show: as stated, else as presumed, else the time of the decision."""
        presumed = self.clocks(facts, stops) if self.clocks is not None else {}
        return [facts.get(clock) or presumed.get(clock) or facts["decided_at"] for clock in self.breaks]

    def _find(self, shown: Sequence[date]) -> Run:
        days = [self._day(clock, at) for clock, at in zip(self.breaks, shown, strict=True)]
        key = tuple(bisect_right(dates, day.toordinal()) for dates, day in zip(self.breaks.values(), days, strict=True))
        run = self.runs.get(key)
        if run is None:
            run = self.runs[key] = build(self, self.wanted, dict(zip(self.breaks, days, strict=True)))
        return run

    def _day(self, clock: str, at: date) -> date:
        day = day_in(self.pack, at)
        return within_version(self.pack, day) if clock == self.pack.governs.clock else day


def compiled(
    pack: Pack, calendars: Mapping[str, Calendar], wanted: Sequence[str], backed: Sequence[str] = ()
) -> Compiled:
    """Make the fast evaluator of some decisions; rules are compiled when the first case needs them."""
    dates: dict[str, set[int]] = {}
    for name in closure(pack, tuple(wanted)):
        for rule in pack.decisions[name].rules if name in pack.decisions else ():
            dates.setdefault(rule.clock, set()).update(d.toordinal() for d in (rule.since, rule.until) if d)
    for param in pack.params.values():
        dates.setdefault(param.clock, set()).update(since.toordinal() for since, _ in param.values)
    breaks = {clock: tuple(sorted(days)) for clock, days in sorted(dates.items()) if days}
    work = Compiled(pack, calendars, tuple(wanted), tuple(backed), breaks)
    presumed = tuple(name for name in breaks if name in pack.facts and pack.facts[name].presumption is not None)
    work.clocks = build(work, presumed, {}) if presumed else None
    return work


@dataclass(slots=True)
class Page:
    """The source while it is written: lines, the local of each name, and the constants it may call."""

    work: Compiled
    days: Mapping[str, date]
    lines: list[str] = field(default_factory=list)
    locals: dict[str, str] = field(default_factory=dict)
    space: dict[str, Any] = field(default_factory=dict)

    def local(self, name: str) -> str:
        return self.locals.setdefault(name, f"v{len(self.locals)}")

    def constant(self, value: object) -> str:
        name = f"k{len(self.space)}"
        self.space[name] = value
        return name


def build(work: Compiled, wanted: Sequence[str], days: Mapping[str, date]) -> Run:
    """Write and compile the source for the rules and parameters in force on the given days."""
    pack = work.pack
    page = Page(work, days)
    count = counting(pack, work.calendars.get(pack.calendar))
    params = {name: param_on(p, days.get(p.clock, date.min)) for name, p in pack.params.items()}
    page.space |= {**NAMESPACE, "_after": count, "p": params}
    for name in closure(pack, tuple(wanted)):
        if name in pack.facts:
            _write_fact(page, pack.facts[name])
        elif name in pack.terms:
            page.lines.append(f"{page.local(name)} = {_source(page, pack.terms[name].expr)}")
        else:
            _write_decision(page, pack.decisions[name])
    laws = [f"{LAW_OF + name!r}: {_law_behind(page, pack.decisions[name])}" for name in work.backed if name in wanted]
    answers = ", ".join([f"{name!r}: {page.local(name)}" for name in wanted] + laws)
    body = "\n".join(f"    {line}" for line in page.lines)
    exec(compile(f"def run(f, s):\n{body}\n    return {{{answers}}}\n", f"<{pack.id}>", "exec"), page.space)
    run: Run = page.space["run"]
    return run


def _source(page: Page, expr: Expr) -> str:
    return emit(expr, page.local)


def _write_fact(page: Page, fact: Fact) -> None:
    arises = _source(page, fact.arises) if fact.arises is not None else ""
    own = page.local(fact.id)
    lines = [f"{own} = {_given(fact)}"]
    if fact.prove is not None and fact.presumption is not None:
        lines.append(f"if {own} is None: {own} = {_unproved(page, fact)}")
    elif fact.prove is None and fact.presumption is not None:
        lines.append(f"if {own} is None: {own} = {_source(page, fact.presumption)}")
    if arises:
        page.lines.append(f"{own} = None")
        page.lines.append(f"if {arises}:")
        lines = [f"    {line}" for line in lines]
    page.lines += lines


def _given(fact: Fact) -> str:
    """Where a fact is read: what nobody stated and nothing presumes must be given, the rest may be left out."""
    if fact.prove is not None and fact.presumption is None:
        return f"f.get({fact.id!r}) or False"
    free = fact.prove is not None or fact.presumption is not None or fact.optional
    return f"f.get({fact.id!r})" if free else f"f[{fact.id!r}]"


def _unproved(page: Page, fact: Fact) -> str:
    """What nobody alleges takes its presumption; what was alleged and not proved goes against the bearer."""
    if fact.alleged is None:
        return "False"
    assert fact.presumption is not None
    return f"not {_source(page, fact.alleged)} and {_source(page, fact.presumption)}"


def _rules(page: Page, decision: Decision) -> list[tuple[int, Rule]]:
    today = page.days.get
    return [(i, r) for i, r in enumerate(decision.rules) if in_force(r, today(r.clock, date.max))]


def _condition(page: Page, rule: Rule) -> str:
    parts = [_source(page, test) for test in rule.tests]
    if rule.unless is not None:
        parts.append(f"not {_source(page, rule.unless)}")
    return " and ".join(parts) or "True"


def _law_behind(page: Page, decision: Decision) -> str:
    """Whether a rule with a law behind it is met and gives the answer: it may have won, or concur with the winner."""
    own = page.local(decision.id)
    lawful = [rule for _, rule in _rules(page, decision) if rule.law]
    return " or ".join(f"({_answer(page, rule)}) == {own} and {_condition(page, rule)}" for rule in lawful) or "False"


def _answer(page: Page, rule: Rule) -> str:
    then = rule.then
    if isinstance(then, tuple):
        return "{" + ", ".join(f"{key!r}: {_source(page, expr)}" for key, expr in then) + "}"
    if isinstance(then, Span):
        count = page.constant(partial(countdown, page.work.pack, page.work.calendars, then))
        still = page.constant(partial(standstill, then))
        stops = f"{still}(s, {page.local(then.stops_while) if then.stops_while else '()'})"
        return f"{count}({_source(page, then.starts)}, {_source(page, then.n)}, {stops}).at"
    if isinstance(then, Source):
        return _source(page, then.upto) if then.upto is not None else "None"
    return _source(page, then)


def _write_decision(page: Page, decision: Decision) -> None:
    if decision.each:
        _write_each(page, decision)
    elif decision.waterfall is not None:
        _write_waterfall(page, decision)
    elif decision.hit is Hit.ONE:
        _write_one(page, decision, page.local(decision.id))
    else:
        _write_many(page, decision)


def _write_one(page: Page, decision: Decision, own: str) -> None:
    """Rank by rank: within a rank every rule is asked, so that two different answers are seen as a conflict."""
    rules = _rules(page, decision)
    page.lines.append(f"{own} = None")
    depth = 0
    for layer in layers(decision, rules):
        pad = "    " * depth
        hits = []
        for i, rule in layer:
            beaters = [f"c{j}" for j, _ in layer if j in decision.beaten_by[i]]
            guard = f"not ({' or '.join(beaters)}) and " if beaters else ""
            page.lines.append(f"{pad}c{i} = {guard}{_condition(page, rule)}")
            hits.append((f"c{i}", _answer(page, rule)))
        _write_layer(page, pad, own, hits)
        page.lines.append(f"{pad}else:")
        depth += 1
    page.lines.append(f"{'    ' * depth}pass")


def _write_layer(page: Page, pad: str, own: str, hits: list[tuple[str, str]]) -> None:
    for k, (hit, answer) in enumerate(hits):
        others = [other for other, its in hits[k + 1 :] if its != answer]
        word = "if" if k == 0 else "elif"
        if not others:
            page.lines.append(f"{pad}{word} {hit}: {own} = {answer}")
            continue
        page.lines.append(f"{pad}{word} {hit}:")
        rest = ", ".join(f"({other}, lambda: {its})" for other, its in hits[k + 1 :] if its != answer)
        page.lines.append(f"{pad}    {own} = {answer}")
        page.lines.append(f"{pad}    if {' or '.join(others)}: {own} = {page.constant(_agree)}({own}, ({rest},))")
    if not hits:
        page.lines.append(f"{pad}if False: pass")


def _agree(answer: object, others: Sequence[tuple[bool, Callable[[], object]]]) -> object:
    mine = key_of(answer)
    return answer if all(key_of(other()) == mine for hit, other in others if hit) else CONFLICT


def _write_many(page: Page, decision: Decision) -> None:
    """Collect, highest, lowest: only overrides defeat."""
    own = page.local(decision.id)
    rules = _rules(page, decision)
    rows = []
    for i, rule in rules:
        page.lines.append(f"c{i} = {_condition(page, rule)}")
    for i, rule in rules:
        met = f"c{i}{_unbeaten(decision, rules, i)}"
        rows.append(f"({met}, {rule.stacks!r}, lambda: {_answer(page, rule)})")
    gather = page.constant(partial(_gather, decision.hit, decision.highest_of))
    page.lines.append(f"{own} = {gather}(({''.join(row + ', ' for row in rows)}))")


def _gather(hit: Hit, highest_of: str, rows: Sequence[tuple[bool, str, Callable[[], Any]]]) -> Any:
    found = [(stacks, answer()) for met, stacks, answer in rows if met]
    if hit is not Hit.COLLECT:
        values = [value for _, value in found]
        return (max if hit is Hit.HIGHEST else min)(values) if values else None
    group = [row for row in found if highest_of and row[0] == highest_of]
    if len(group) > 1:
        best = max(group, key=lambda row: amount_of(row[1]))
        found = [row for row in found if row is best or row[0] != highest_of]
    return [value for _, value in found]


def _write_waterfall(page: Page, decision: Decision) -> None:
    assert decision.waterfall is not None
    rules = _rules(page, decision)
    rows = []
    for i, rule in rules:
        page.lines.append(f"c{i} = {_condition(page, rule)}")
    for i, rule in rules:
        met = f"c{i}{_unbeaten(decision, rules, i)}"
        rows.append(f"({met}, {page.constant(rule.then)}, ({_answer(page, rule)}) if {met} else None)")
    debts = ", ".join(f"({name!r}, {_source(page, amount)})" for name, amount in decision.waterfall.debts)
    pours = page.constant(partial(_pour, decision.waterfall.to))
    page.lines.append(f"{page.local(decision.id)} = {pours}(({debts},), ({''.join(row + ', ' for row in rows)}))")


def _unbeaten(decision: Decision, rules: Sequence[tuple[int, Rule]], index: int) -> str:
    """The condition that no rule that overrides this one is true, where there are such."""
    beaters = [f"c{j}" for j, _ in rules if j in decision.overridden_by[index]]
    return f" and not ({' or '.join(beaters)})" if beaters else ""


def _pour(to: str, debts: Sequence[tuple[str, int]], rows: Sequence[tuple[bool, Source, int | None]]) -> list[Any]:
    return pour(debts, [(source, limit) for met, source, limit in rows if met], to)[0]


def _write_each(page: Page, decision: Decision) -> None:
    """Once per line; the answers become a field of the lines. Without lines nothing is said of them."""
    lines, own = page.local("lines"), page.local(decision.id)
    inner = Page(
        page.work, page.days, locals={**page.locals, "line": "v_line", decision.id: ANSWER_OF_LINE}, space=page.space
    )
    if decision.hit is Hit.ONE:
        _write_one(inner, decision, ANSWER_OF_LINE)
    else:
        _write_many(inner, decision)
    page.lines.append(f"_lines, {own} = {lines}, None if {lines} is None else []")
    page.lines.append(f"for _line, v_line in enumerate({lines} or ()):")
    page.lines += [f"    {line}" for line in inner.lines]
    page.lines.append(f"    {own}.append({ANSWER_OF_LINE})")
    page.lines.append(f"if {lines}: {lines} = [{{**l, {decision.id!r}: a}} for l, a in zip({lines}, {own})]")
