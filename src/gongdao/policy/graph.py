"""The order in which the names of a pack are answered: each after everything it asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from gongdao.kernel.errors import Problem
from gongdao.policy.pack import Decision, Fact, Pack, Rule, Source, Span, Then
from gongdao.policy.syntax import Expr, Field, Macro, Name, names, params, walk


def then_exprs(then: Then) -> Iterator[Expr]:
    """Give every expression of what a rule answers."""
    if isinstance(then, Span):
        yield from (then.starts, then.n)
    elif isinstance(then, Source):
        if then.upto is not None:
            yield then.upto
    elif isinstance(then, tuple):
        yield from (expr for _, expr in then)
    else:
        yield then


def rule_exprs(rule: Rule) -> Iterator[Expr]:
    """Give every expression of a rule."""
    yield from rule.tests
    if rule.unless is not None:
        yield rule.unless
    yield from then_exprs(rule.then)


def rule_names(rule: Rule) -> frozenset[str]:
    """Give the names a rule asks for."""
    extra = {rule.then.stops_while} - {""} if isinstance(rule.then, Span) else set()
    return frozenset().union(*(_asked(e) for e in rule_exprs(rule)), extra)


def _asked(expr: Expr) -> frozenset[str]:
    """The free names of an expression, and the fields of a line: these may be answers given once per line."""
    bound = {"line"} | {e.var for e in walk(expr) if isinstance(e, Macro) and e.over == Name("lines")}
    fields = (e for e in walk(expr) if isinstance(e, Field) and isinstance(e.of, Name) and e.of.name in bound)
    return names(expr) | {e.name for e in fields}


def decision_names(decision: Decision) -> frozenset[str]:
    """Give the names a table asks for."""
    debts = decision.waterfall.debts if decision.waterfall else ()
    lines = {"lines"} if decision.each else set()
    return frozenset().union(*(rule_names(r) for r in decision.rules), *(_asked(e) for _, e in debts), lines)


def fact_names(fact: Fact) -> frozenset[str]:
    """Give the names a fact's presumption and arising ask for."""
    return frozenset().union(*(names(e) for e in _fact_exprs(fact)))


def _fact_exprs(fact: Fact) -> Iterator[Expr]:
    yield from (e for e in (fact.presumption, fact.arises, fact.alleged) if e is not None)


def needs_of(pack: Pack, name: str) -> frozenset[str]:
    """Give the names that a fact, term or decision asks for, the clocks it runs by among them."""
    return asks_of(pack, name) | _clocks_of(pack, name)


def asks_of(pack: Pack, name: str) -> frozenset[str]:
    """Give the names whose values a fact, term or decision asks for; of the clocks it runs by only the day counts."""
    if name in pack.facts:
        fact = pack.facts[name]
        bearer = {fact.prove.by} & pack.decisions.keys() if fact.prove is not None else set()
        return fact_names(fact) | bearer
    if name in pack.terms:
        return _asked(pack.terms[name].expr)
    return decision_names(pack.decisions[name]) if name in pack.decisions else frozenset()


def _clocks_of(pack: Pack, name: str) -> frozenset[str]:
    if name in pack.facts:
        return _clocks(pack, _fact_exprs(pack.facts[name]))
    if name in pack.terms:
        return _clocks(pack, (pack.terms[name].expr,))
    return _decision_clocks(pack, pack.decisions[name]) if name in pack.decisions else frozenset()


def _decision_clocks(pack: Pack, decision: Decision) -> frozenset[str]:
    exprs = [e for rule in decision.rules for e in rule_exprs(rule)]
    exprs += [e for _, e in decision.waterfall.debts] if decision.waterfall else []
    clocks = {rule.clock for rule in decision.rules if rule.since or rule.until}
    return _clocks(pack, exprs) | (clocks & pack.facts.keys())


def _clocks(pack: Pack, exprs: Iterable[Expr]) -> frozenset[str]:
    """The facts by which the parameters in some expressions are picked."""
    asked = frozenset().union(*map(params, exprs)) & pack.params.keys()
    return frozenset(pack.params[name].clock for name in asked) & pack.facts.keys()


class Asked:
    """The names that rules, terms and facts of one pack ask for, each found when it is first wanted."""

    __slots__ = ("of_names", "of_rules", "pack")

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.of_rules: dict[str, frozenset[str]] = {}
        self.of_names: dict[str, frozenset[str]] = {}

    def rule(self, rule: Rule) -> frozenset[str]:
        """Give the names a rule of the pack asks for."""
        if rule.id not in self.of_rules:
            self.of_rules[rule.id] = rule_names(rule)
        return self.of_rules[rule.id]

    def name(self, name: str) -> frozenset[str]:
        """Give the names a term or a fact asks for; none for anything else."""
        if name not in self.of_names:
            self.of_names[name] = self._name(name)
        return self.of_names[name]

    def _name(self, name: str) -> frozenset[str]:
        if name in self.pack.terms:
            return names(self.pack.terms[name].expr)
        return fact_names(self.pack.facts[name]) if name in self.pack.facts else frozenset()


@lru_cache(maxsize=64)
def asked_by(pack: Pack) -> Asked:
    """Give what a pack's rules, terms and facts ask for."""
    return Asked(pack)


def order_of(pack: Pack, problems: list[Problem]) -> Pack:
    """Give the pack with its order; a cycle of names is reported with its way round."""
    done: dict[str, bool] = {}
    order: list[str] = []
    for start in sorted((*pack.facts, *pack.terms, *pack.decisions)):
        _visit(pack, start, [], done, order, problems)
    return replace(pack, order=tuple(order))


def _visit(
    pack: Pack, name: str, way: list[str], done: dict[str, bool], order: list[str], problems: list[Problem]
) -> None:
    if done.get(name):
        return
    if name in way:
        round_ = [*way[way.index(name) :], name]
        place = (pack.facts.get(name) or pack.terms.get(name) or pack.decisions[name]).place
        problems.append(Problem("cycle", place, {"way": " → ".join(round_)}))
        done[name] = True
        return
    for other in sorted(needs_of(pack, name)):
        if pack.kind(other):
            _visit(pack, other, [*way, name], done, order, problems)
    if not done.get(name):
        done[name] = True
        order.append(name)
