"""Checking a composed pack: names, types, guards, burdens, law and overrides; every mistake is reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gongdao.kernel.errors import Place, Problem
from gongdao.policy import types
from gongdao.policy.check import check
from gongdao.policy.faults import wrong_word
from gongdao.policy.graph import needs_of
from gongdao.policy.pack import Decision, Fact, Hit, Pack, Rule, Source, Span
from gongdao.policy.spell import spell
from gongdao.policy.syntax import Expr, Literal, Name, Not

PARTIES = ("buyer", "seller", "platform")
LINE: dict[str, types.Type] = {
    "sku": types.TEXT, "list": types.MONEY, "qty": types.Int(), "list_total": types.MONEY,
    "state": types.Enum(("signed", "unshipped")),
    "claimed": types.BOOL,
}  # fmt: skip
ACCOUNTS = (
    "escrow", "seller_settlement", "seller_deposit", "affiliate_deposit", "platform_advance", "platform", "insurance",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class World:
    """The names of a pack with their types and when they apply."""

    names: Mapping[str, types.Type]
    params: Mapping[str, types.Type]
    optional: Mapping[str, Expr | None]
    terms: Mapping[str, Expr]
    line: types.Row


def world_of(pack: Pack) -> World:
    """Give the types of everything a condition of this pack may name."""
    each = {d.id: d.answer for d in pack.decisions.values() if d.each}
    fields = dict(LINE) | each
    line = types.Row(tuple(fields.items()), frozenset(d.id for d in pack.decisions.values() if d.each and not d.total))
    names: dict[str, types.Type] = {name: fact.type for name, fact in pack.facts.items()}
    names |= {"lines": types.Lines(line)} if "lines" in pack.facts else {}
    names |= dict.fromkeys(pack.terms, types.BOOL)
    names |= {name: answer_type(d) for name, d in pack.decisions.items()}
    optional: dict[str, Expr | None] = {}
    for name, fact in pack.facts.items():
        if fact.optional or fact.arises is not None:
            optional[name] = None if fact.optional else fact.arises
    optional |= {name: None for name, d in pack.decisions.items() if not d.total and not d.each}
    params = {name: p.type for name, p in pack.params.items()}
    return World(names, params, optional, {n: t.expr for n, t in pack.terms.items()}, line)


def answer_type(decision: Decision) -> types.Type:
    """Give the type a decision has as a fact for the decisions after it."""
    if decision.hit is not Hit.COLLECT and decision.waterfall is None:
        return decision.answer
    if isinstance(decision.answer, types.Row):
        return types.Lines(decision.answer)
    return types.Set(decision.answer.values) if isinstance(decision.answer, types.Enum) else decision.answer


def check_pack(pack: Pack) -> list[Problem]:
    """Give every problem of a composed pack."""
    world = world_of(pack)
    problems: list[Problem] = []
    for fact in pack.facts.values():
        problems += _check_fact(pack, fact, world)
    for term in pack.terms.values():
        problems += _faults(world, term.expr, types.BOOL, term.place)
    for decision in pack.decisions.values():
        problems += _check_decision(pack, decision, world)
    for invariant in pack.invariants:
        known = (invariant.when,) if invariant.when is not None else ()
        for expr in (*known, invariant.always):
            problems += _faults(world, expr, types.BOOL, invariant.place, known)
    problems += _check_ids(pack)
    problems += _check_words(pack)
    problems += _check_law(pack)
    problems += _check_late(pack)
    problems += _check_clocks(pack, world)
    return problems


def _faults(
    world: World, expr: Expr, expected: types.Type | None, place: Place, known: Iterable[Expr] = (), each: bool = False
) -> Iterator[Problem]:
    if isinstance(expr, Name) and isinstance(expected, types.Enum) and expr.name not in world.names:
        details = {"text": spell(expr), "at": expr.at + 1}
        yield wrong_word("unknown-word", expr.name, expected.values, place, **details)
        return
    bound = {"line": world.line} if each else {}
    found = check(
        expr, world.names, world.params, world.optional, expected, bound, terms=world.terms, known=tuple(known)
    )
    for fault in found[1]:
        yield Problem(fault.code, place, {"text": spell(expr), "at": fault.at + 1, **fault.details})


def _check_fact(pack: Pack, fact: Fact, world: World) -> Iterator[Problem]:
    for expr in (fact.arises, fact.alleged):
        if expr is not None:
            yield from _faults(world, expr, types.BOOL, fact.place)
    if fact.presumption is not None:
        own = (p for p in _faults(world, fact.presumption, fact.type, fact.place) if not _may_lack(fact, p))
        yield from own
    if fact.prove is None:
        return
    if fact.type != types.BOOL:
        yield Problem("provable-not-bool", fact.place, {"id": fact.id, "type": types.spelling(fact.type)})
    if fact.presumption == Literal(True):
        yield Problem("presumption-for-bearer", fact.place, {"id": fact.id, "by": fact.prove.by})
    if fact.prove.by not in ("", *PARTIES) and not _is_party_decision(pack, fact.prove.by):
        yield wrong_word("unknown-bearer", fact.prove.by, (*PARTIES, *pack.decisions), fact.place)
    if fact.prove.standard not in pack.standards:
        yield wrong_word("unknown-standard", fact.prove.standard, pack.standards, fact.place)
    within = fact.prove.within
    if within and not (within in pack.decisions and pack.decisions[within].deadline):
        yield wrong_word("unknown-deadline", within, (d.id for d in pack.decisions.values() if d.deadline), fact.place)


def _may_lack(fact: Fact, problem: Problem) -> bool:
    """An optional fact may be presumed from another that may not apply."""
    return fact.optional and problem.code == "unguarded"


def _is_party_decision(pack: Pack, name: str) -> bool:
    answer = pack.decisions[name].answer if name in pack.decisions else None
    return isinstance(answer, types.Enum) and {"buyer", "seller"} <= set(answer.values)


def _check_decision(pack: Pack, decision: Decision, world: World) -> Iterator[Problem]:
    for rule in decision.rules:
        yield from _check_rule(pack, decision, rule, world)
    if decision.waterfall is not None:
        for _, amount in decision.waterfall.debts:
            yield from _faults(world, amount, types.MONEY, decision.place)
    if decision.each and "lines" not in pack.facts:
        yield wrong_word("unknown-name", "lines", pack.facts, decision.place)
    yield from _equal_conditions(decision)
    yield from _circle_of_defeat(decision)


def _check_rule(pack: Pack, decision: Decision, rule: Rule, world: World) -> Iterator[Problem]:
    for i, test in enumerate(rule.tests):
        yield from _faults(world, test, types.BOOL, rule.place, rule.tests[:i], decision.each)
    if rule.unless is not None:
        yield from _faults(world, rule.unless, types.BOOL, rule.place, rule.tests, decision.each)
    known = (*rule.tests, Not(rule.unless)) if rule.unless is not None else rule.tests
    for expr, expected in _answers(decision, rule):
        yield from _faults(world, expr, expected, rule.place, known, decision.each)
    if rule.clock and world.names.get(rule.clock) not in (types.INSTANT, types.DATE):
        yield wrong_word("unknown-clock", rule.clock, _instants(pack), rule.place)
    if isinstance(rule.then, Source) and rule.then.account not in ACCOUNTS:
        yield wrong_word("unknown-account", rule.then.account, ACCOUNTS, rule.place)
    if isinstance(rule.then, Span) and rule.then.stops_while:
        stops = rule.then.stops_while
        if world.names.get(stops) != types.INTERVALS:
            yield wrong_word(
                "unknown-stop", stops, (n for n, t in world.names.items() if t == types.INTERVALS), rule.place
            )
    if rule.since is not None and rule.until is not None and rule.until <= rule.since:
        details = {"id": rule.id, "since": str(rule.since), "until": str(rule.until)}
        yield Problem("empty-window", rule.place, details)


def _instants(pack: Pack) -> Iterator[str]:
    return (name for name, fact in pack.facts.items() if fact.type in (types.INSTANT, types.DATE))


def _answers(decision: Decision, rule: Rule) -> Iterator[tuple[Expr, types.Type]]:
    then = rule.then
    if isinstance(then, Span):
        yield then.starts, types.INSTANT
        yield then.n, types.Int()
    elif isinstance(then, Source):
        if then.upto is not None:
            yield then.upto, types.MONEY
    elif isinstance(then, tuple):
        fields = dict(decision.answer.fields) if isinstance(decision.answer, types.Row) else {}
        yield from ((expr, fields[key]) for key, expr in then if key in fields)
    else:
        yield then, decision.answer


def _equal_conditions(decision: Decision) -> Iterator[Problem]:
    """Two rules of one rank with the same condition and different answers: a conflict that needs no search."""
    if decision.hit is not Hit.ONE or decision.waterfall is not None:
        return
    seen: dict[object, Rule] = {}
    for i, rule in enumerate(decision.rules):
        key = (rule.rank, rule.tests, rule.unless, rule.since, rule.until)
        other = seen.setdefault(key, rule)
        index = decision.rules.index(other)
        beaten = i in decision.beaten_by[index] or index in decision.beaten_by[i]
        if other is not rule and other.then != rule.then and not beaten:
            yield Problem("equal-conditions", rule.place, {"id": rule.id, "other": other.id, "decision": decision.id})


def _circle_of_defeat(decision: Decision) -> Iterator[Problem]:
    """Rules that beat one another in a circle: an override against the ranks, with a rule of a rank between."""
    if _circle(decision.overridden_by):
        return  # told already, as a circle of overrides
    if circle := _circle(decision.beaten_by):
        rules = [decision.rules[i] for i in circle]
        details = {"decision": decision.id, "rules": tuple(rule.id for rule in rules)}
        yield Problem("defeat-circle", rules[0].place, details)


def _circle(beaten_by: Sequence[frozenset[int]]) -> list[int]:
    """The rules of which each is beaten by another of them; none where somebody always wins."""
    left = set(range(len(beaten_by)))
    while free := {i for i in left if not beaten_by[i] & left}:
        left -= free
    while ends := left - frozenset().union(*(beaten_by[i] for i in left)):
        left -= ends  # beaten by the circle, and not part of it
    return sorted(left)


def _check_ids(pack: Pack) -> Iterator[Problem]:
    first: dict[str, Rule] = {}
    for decision in pack.decisions.values():
        for rule in decision.rules:
            other = first.setdefault(rule.id, rule)
            if other is not rule:
                yield Problem("defined-twice", rule.place, {"id": rule.id, "first": str(other.place)})
    for name, decision in pack.decisions.items():
        if name in pack.facts or name in pack.terms:
            yield Problem("name-taken", decision.place, {"id": name})
    for name, term in pack.terms.items():
        if name in pack.facts:
            yield Problem("name-taken", term.place, {"id": name})


def _check_words(pack: Pack) -> Iterator[Problem]:
    provable = [name for name, fact in pack.facts.items() if fact.prove is not None]
    grades = ("", *pack.grades)
    for entry in pack.weighing:
        if entry.fact not in provable:
            yield wrong_word("unknown-provable", entry.fact, provable, entry.place)
        if entry.grade not in grades:
            yield wrong_word("unknown-grade", entry.grade, pack.grades, entry.place)
    for word in pack.words.values():
        for fact, _, grade in word.speaks:
            place = Place("", path=f"words.{word.id}")
            if fact not in provable:
                yield wrong_word("unknown-provable", fact, provable, place)
            if grade not in grades:
                yield wrong_word("unknown-grade", grade, pack.grades, place)


def _check_law(pack: Pack) -> Iterator[Problem]:
    for decision in pack.decisions.values():
        for rule in decision.rules:
            for key in rule.law:
                if key not in pack.provisions:
                    yield wrong_word("unknown-law", key, pack.provisions, rule.place)
    for param in pack.params.values():
        for key in param.law:
            if key not in pack.provisions:
                yield wrong_word("unknown-law", key, pack.provisions, param.place)


def _check_clocks(pack: Pack, world: World) -> Iterator[Problem]:
    """A version or a parameter is picked by an instant; any other name would silently mean the time of the decision."""
    clocks = [(pack.governs.clock, Place("", path="governs"))]
    clocks += [(param.clock, param.place) for param in pack.params.values() if param.clock != pack.governs.clock]
    for clock, place in clocks:
        if world.names.get(clock) not in (types.INSTANT, types.DATE):
            yield wrong_word("unknown-clock", clock, _instants(pack), place)


def _check_late(pack: Pack) -> Iterator[Problem]:
    """Evidence is weighed after the deadline that makes it late: that deadline may not ask for what evidence proves."""
    if not pack.late_after:
        return
    place = Place("", path="late_after")
    if pack.late_after not in pack.decisions or not pack.decisions[pack.late_after].deadline:
        yield wrong_word(
            "unknown-deadline", pack.late_after, (d.id for d in pack.decisions.values() if d.deadline), place
        )
        return
    todo, seen = [pack.late_after], set()
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += needs_of(pack, name)
            if name in pack.facts and pack.facts[name].prove is not None:
                yield Problem("late-needs-evidence", place, {"deadline": pack.late_after, "fact": name})
