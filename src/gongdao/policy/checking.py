"""Checking a composed pack: names, types, guards, burdens, law and overrides; every mistake is reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gongdao.kernel.errors import Place, Problem
from gongdao.policy import types
from gongdao.policy.check import check
from gongdao.policy.dictionary import LINE, Dictionary, dictionary_of
from gongdao.policy.faults import wrong_word
from gongdao.policy.graph import needs_of
from gongdao.policy.pack import PARTIES, Decision, Fact, Hit, Invariant, Pack, Param, Rule, Source, Span, Weighing
from gongdao.policy.spell import spell
from gongdao.policy.syntax import Expr, Literal, Name, Not, names

ACCOUNTS = (
    "escrow", "seller_settlement", "seller_deposit", "affiliate_deposit", "platform_advance", "platform", "insurance",
)  # fmt: skip


def check_pack(pack: Pack) -> list[Problem]:
    """Give every problem of a composed pack."""
    dictionary = dictionary_of(pack)
    problems: list[Problem] = []
    for fact in pack.facts.values():
        problems += _check_fact(pack, fact, dictionary)
    for term in pack.terms.values():
        problems += _faults(dictionary, term.expr, types.BOOL, term.place)
    for decision in pack.decisions.values():
        problems += _check_decision(pack, decision, dictionary)
    for invariant in pack.invariants:
        known = (invariant.when,) if invariant.when is not None else ()
        for expr in (*known, invariant.always):
            problems += _faults(dictionary, expr, types.BOOL, invariant.place, known)
    for entry in pack.weighing:
        problems += _check_weighing(pack, entry, dictionary)
    problems += _check_ids(pack)
    problems += _check_words(pack)
    problems += _check_law(pack)
    problems += _check_late(pack)
    problems += _check_clocks(pack, dictionary)
    return problems


def _faults(
    dictionary: Dictionary,
    expr: Expr,
    expected: types.Type | None,
    place: Place,
    known: Iterable[Expr] = (),
    each: bool = False,
) -> Iterator[Problem]:
    if isinstance(expr, Name) and isinstance(expected, types.Enum) and expr.name not in dictionary.names:
        details = {"text": spell(expr), "at": expr.at + 1}
        yield wrong_word("unknown-word", expr.name, expected.values, place, **details)
        return
    bound = {"line": dictionary.line} if each else {}
    found = check(
        expr,
        dictionary.names,
        dictionary.params,
        dictionary.optional,
        expected,
        bound,
        terms=dictionary.terms,
        known=tuple(known),
    )
    for fault in found[1]:
        yield Problem(fault.code, place, {"text": spell(expr), "at": fault.at + 1, **fault.details})


def _check_fact(pack: Pack, fact: Fact, dictionary: Dictionary) -> Iterator[Problem]:
    for expr in (fact.arises, fact.alleged):
        if expr is not None:
            yield from _faults(dictionary, expr, types.BOOL, fact.place)
    if fact.presumption is not None:
        own = (p for p in _faults(dictionary, fact.presumption, fact.type, fact.place) if not _may_lack(fact, p))
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


def _check_decision(pack: Pack, decision: Decision, dictionary: Dictionary) -> Iterator[Problem]:
    for rule in decision.rules:
        yield from _check_rule(pack, decision, rule, dictionary)
    if decision.waterfall is not None:
        for _, amount in decision.waterfall.debts:
            yield from _faults(dictionary, amount, types.MONEY, decision.place)
    if decision.each and "lines" not in pack.facts:
        yield wrong_word("unknown-name", "lines", pack.facts, decision.place)
    yield from _check_hit(decision)
    yield from _equal_conditions(decision)
    yield from _circle_of_defeat(decision)


def _check_hit(decision: Decision) -> Iterator[Problem]:
    """Only what has an order has a highest; only words and rows can be gathered and then asked for."""
    details = {"hit": decision.hit.value, "found": types.spelling(decision.answer)}
    if decision.hit in (Hit.HIGHEST, Hit.LOWEST) and not types.is_ordered(decision.answer):
        yield Problem("hit-without-order", decision.place, details)
    if decision.hit is Hit.COLLECT and not isinstance(decision.answer, types.Enum | types.Row):
        yield Problem("hit-of-one-value", decision.place, details)


def _check_rule(pack: Pack, decision: Decision, rule: Rule, dictionary: Dictionary) -> Iterator[Problem]:
    for i, test in enumerate(rule.tests):
        yield from _faults(dictionary, test, types.BOOL, rule.place, rule.tests[:i], decision.each)
    if rule.unless is not None:
        yield from _faults(dictionary, rule.unless, types.BOOL, rule.place, rule.tests, decision.each)
    known = (*rule.tests, Not(rule.unless)) if rule.unless is not None else rule.tests
    for expr, expected in _answers(decision, rule):
        yield from _faults(dictionary, expr, expected, rule.place, known, decision.each)
    if rule.clock and dictionary.names.get(rule.clock) not in (types.INSTANT, types.DATE):
        yield wrong_word("unknown-clock", rule.clock, _instants(pack), rule.place)
    if isinstance(rule.then, Source) and rule.then.account not in ACCOUNTS:
        yield wrong_word("unknown-account", rule.then.account, ACCOUNTS, rule.place)
    if isinstance(rule.then, Span) and decision.answer != types.INSTANT:
        yield Problem("span-elsewhere", rule.place, {"found": types.spelling(decision.answer)})
    if isinstance(rule.then, Span) and rule.then.stops_while:
        stops = rule.then.stops_while
        if dictionary.names.get(stops) != types.INTERVALS:
            yield wrong_word(
                "unknown-stop", stops, (n for n, t in dictionary.names.items() if t == types.INTERVALS), rule.place
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
    for entries in ([rule for d in pack.decisions.values() for rule in d.rules], pack.invariants):
        first: dict[str, Rule | Invariant] = {}
        for entry in entries:
            other = first.setdefault(entry.id, entry)
            if other is not entry:
                yield Problem("defined-twice", entry.place, {"id": entry.id, "first": str(other.place)})
    for name, decision in pack.decisions.items():
        if name in pack.facts or name in pack.terms or (decision.each and name in LINE):
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
    rules = [rule for decision in pack.decisions.values() for rule in decision.rules]
    entries: list[Rule | Param | Invariant] = [*rules, *pack.params.values(), *pack.invariants]
    for entry in entries:
        for key in entry.law:
            if key not in pack.provisions:
                yield wrong_word("unknown-law", key, pack.provisions, entry.place)


def _check_weighing(pack: Pack, entry: Weighing, dictionary: Dictionary) -> Iterator[Problem]:
    """Which items speak for what is settled before any is weighed: it may not ask for what evidence proves."""
    if entry.when is None:
        return
    yield from _faults(dictionary, entry.when, types.BOOL, entry.place)
    for fact in _proved_behind(pack, names(entry.when)):
        yield Problem("weighing-needs-evidence", entry.place, {"fact": fact})


def _check_clocks(pack: Pack, dictionary: Dictionary) -> Iterator[Problem]:
    """A version or a parameter is picked by an instant; any other name would silently mean the time of the decision."""
    clocks = [(pack.governs.clock, Place("", path="governs"))]
    clocks += [(param.clock, param.place) for param in pack.params.values() if param.clock != pack.governs.clock]
    for clock, place in clocks:
        if dictionary.names.get(clock) not in (types.INSTANT, types.DATE):
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
    for fact in _proved_behind(pack, [pack.late_after]):
        yield Problem("late-needs-evidence", place, {"deadline": pack.late_after, "fact": fact})


def _proved_behind(pack: Pack, asked: Iterable[str]) -> list[str]:
    """The facts that evidence proves among those that some names ask for in the end."""
    todo, seen = list(asked), set[str]()
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += needs_of(pack, name)
    return sorted(name for name in seen if name in pack.facts and pack.facts[name].prove is not None)
