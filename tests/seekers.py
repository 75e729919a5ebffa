"""Looks for facts that make given rules true: a directed search, whose finds the engine then confirms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from gongdao.case.facts import LISTS
from gongdao.case.schema import kind_of, kind_of_item
from gongdao.policy.given import State
from gongdao.policy.pack import Binding, Decision, Fact, Hit, Pack, Rule
from gongdao.policy.syntax import And, Compare, Contains, Expr, Has, In, Literal, Macro, Name, Not, Or, names
from gongdao.policy.types import Enum
from scenes import HOURS, Scene, decision_time, made_possible, put, scene, value_of

DEPTH = 12
UNSAID = (None, "not_stated", "none", "given", "other")  # words that stand for what a file leaves out


class Impossible(Exception):
    """Two wishes that no dispute can meet at once."""


class Seeker:
    """Gathers wishes for one dispute, and writes them into it once all can be met."""

    def __init__(self, pack: Pack, decided_at: datetime, draw: Random) -> None:
        self.pack, self.draw, self.now = pack, draw, decided_at
        self.wishes: dict[str, Any] = {}
        self.writes: list[tuple[Fact, Any]] = []

    def rule(self, rule: Rule, depth: int = DEPTH) -> None:
        """Wish that a rule be true."""
        if depth < 0:
            raise Impossible
        for test in rule.tests:
            self.wish(test, True, depth)
        if rule.unless is not None:
            self.wish(rule.unless, False, depth)

    def wish(self, expr: Expr, want: bool, depth: int) -> None:
        """Wish that a condition be true or false."""
        if depth < 0:
            raise Impossible
        match expr:
            case Literal(value=value):
                if bool(value) is not want:
                    raise Impossible
            case Not(of=of):
                self.wish(of, not want, depth)
            case And(items=items) | Or(items=items):
                for item in items if isinstance(expr, And) is want else [self.draw.choice(items)]:
                    self.wish(item, want, depth)
            case Name(name=name):
                self.name(name, want, depth)
            case Has(name=name):
                self.has(name, want, depth)
            case Compare(op="==" | "!=" as op, left=Name(name=name), right=Literal(value=value)):
                self.equals(name, (value,), (op == "==") is want, depth)
            case In(item=Name(name=name), options=options) if all(isinstance(one, Literal) for one in options):
                self.equals(name, tuple(one.value for one in options if isinstance(one, Literal)), want, depth)
            case Contains(item=Literal(value=value), of=Name(name=name)):
                self.contains(name, value, want)
            case Compare() | In() | Contains() | Macro():
                for name in sorted(names(expr)):
                    self.loosely(name, depth)
            case _:
                raise Impossible

    def name(self, name: str, want: bool, depth: int) -> None:
        if name in self.pack.terms:
            self.wish(self.pack.terms[name].expr, want, depth - 1)
        elif name in self.pack.facts:
            self.fact(name, want, depth)
        else:
            self.answer(self.pack.decisions[name], (want,), True, depth)

    def equals(self, name: str, values: tuple[Any, ...], want: bool, depth: int) -> None:
        if name in self.pack.decisions:
            self.answer(self.pack.decisions[name], values, want, depth)
            return
        kind = self.pack.facts[name].type
        known = kind.values if isinstance(kind, Enum) else values
        self.fact(name, self.draw.choice([v for v in known if (v in values) is want] or [None]), depth)

    def has(self, name: str, want: bool, depth: int) -> None:
        if name in self.pack.decisions:
            if want and self.pack.decisions[name].rules:
                self.rule(self.draw.choice(self.pack.decisions[name].rules), depth - 1)
            return
        fact = self.pack.facts.get(name)
        if fact is None:
            return
        if fact.arises is not None:
            self.wish(fact.arises, want, depth - 1)
        elif want:
            self.loosely(name, depth)
        else:
            self.settle(name, None)

    def answer(self, decision: Decision, values: tuple[Any, ...], want: bool, depth: int) -> None:
        """Wish for one of the rules that answer so; what it answers by another name is wished of that name."""
        if decision.hit is not Hit.ONE or decision.waterfall:
            return
        rules = [r for r in decision.rules if not isinstance(r.then, Literal) or (r.then.value in values) is want]
        if not rules:
            raise Impossible
        rule = self.draw.choice(rules)
        self.settle(f"= {decision.id}", rule.id)
        self.rule(rule, depth - 1)
        if isinstance(rule.then, Name):
            self.equals(rule.then.name, values, want, depth - 1)

    def fact(self, name: str, value: Any, depth: int) -> None:
        fact = self.pack.facts[name]
        if fact.arises is not None and value:
            self.wish(fact.arises, True, depth - 1)
        self.settle(name, value)
        if fact.binding is None and fact.prove is None and fact.presumption is not None and isinstance(value, bool):
            self.wish(fact.presumption, value, depth - 1)

    def contains(self, name: str, value: Any, want: bool) -> None:
        if name in self.pack.facts and want:
            self.settle(f"{name} {value}", want)

    def loosely(self, name: str, depth: int) -> None:
        """Wish that a fact have a value, whichever."""
        if name in self.pack.facts and f"~{name}" not in self.wishes and name not in self.wishes:
            self.wishes[f"~{name}"] = True
            self.writes.append((self.pack.facts[name], self.any_value(self.pack.facts[name])))

    def settle(self, name: str, value: Any) -> None:
        if self.wishes.setdefault(name, value) != value:
            raise Impossible
        if name in self.pack.facts:
            self.writes.append((self.pack.facts[name], value))
        elif " " in name and name.partition(" ")[0] in self.pack.facts:
            fact, _, word = name.partition(" ")
            self.writes.append((self.pack.facts[fact], word))

    def any_value(self, fact: Fact) -> Any:
        binding = fact.binding
        if fact.prove is not None or binding is None:
            return self.draw.random() < 0.5
        if binding.path in LISTS:
            kind = kind_of_item(binding.path, binding.take) if binding.take else None
            return value_of(kind, self.draw, self.now) if kind else self.draw.choice((1, 2, 3))
        kind = kind_of(binding.path)
        return value_of(kind, self.draw, self.now) if kind else None

    def write(self, scene: Scene) -> None:
        """Write into a case file what makes every fact come out as wished."""
        for fact, value in self.writes:
            binding = fact.binding
            if fact.prove is not None:
                scene.proofs[fact.id] = State.PROVED if value else State.REFUTED
            elif binding is None or binding.path == "policy.decided_at":
                continue
            elif binding.path in LISTS:
                scene.facts[binding.path] = self.rows(binding, value, scene.facts.get(binding.path) or ())
            else:
                kind = kind_of(binding.path)
                many = kind is not None and kind.many and not isinstance(value, list)
                put(scene.facts, binding.path, None if value in UNSAID else [value] if many else value)

    def rows(self, binding: Binding, value: Any, known: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        rows = [row for row in known if value or not _like(row, binding)]
        for _ in range(value if isinstance(value, int) and binding.pick == "count" else bool(value)):
            rows.append(self.row(binding, value))
        return sorted(rows, key=lambda row: row.get("at", self.now))

    def row(self, binding: Binding, value: Any) -> dict[str, Any]:
        row = {k: words[0] for k, words in binding.where if words and words[0] not in ("present", "absent")}
        row.setdefault("at", self.now - timedelta(hours=self.draw.choice(HOURS)))
        if binding.take:
            row[binding.take] = value
        return row


def _like(row: dict[str, Any], binding: Binding) -> bool:
    return all(row.get(key) in words for key, words in binding.where)


def pairs(decision: Decision) -> Iterator[tuple[Rule, Rule]]:
    """This function will give the pairs of rules that may disagree: neither beats the other, their answers differ."""
    if decision.hit is not Hit.ONE or decision.waterfall:
        return
    for i, one in enumerate(decision.rules):
        for j, other in enumerate(decision.rules[i + 1 :], i + 1):
            beaten = i in decision.beaten_by[j] or j in decision.beaten_by[i]
            if not beaten and one.then != other.then:
                yield one, other


def seek(pack: Pack, rules: tuple[Rule, ...], seed: str) -> Scene | None:
    """This function will try once to build a dispute in which all these rules are true; None where it sees it cannot.

    It begins with an empty file or, every other time, with a file drawn by chance.
    """
    draw = Random(seed)
    base = draw.randrange(10**9)
    seeker = Seeker(pack, decision_time(pack, Random(base)), draw)
    try:
        for rule in rules:
            seeker.rule(rule)
    except Impossible:
        return None
    empty = Scene(pack, seeker.now, {"order": {"paid": 19900}})
    drawn = scene(pack, base) if draw.random() < 0.5 else empty
    seeker.write(drawn)
    made_possible(drawn.facts)
    return drawn


def smallest(found: Scene, holds: Callable[[Scene], bool]) -> Scene:
    """This function will leave out of a dispute everything without which it still is what it was found for."""
    for less in _smaller(found):
        if holds(less):
            return smallest(less, holds)
    return found


def _smaller(found: Scene) -> Iterator[Scene]:
    for way in sorted(_places(found.facts), key=len):
        yield replace(found, facts=_without(found.facts, way))
    for name in found.proofs:
        yield replace(found, proofs={other: state for other, state in found.proofs.items() if other != name})


def _places(facts: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for key, value in facts.items() if isinstance(facts, Mapping) else enumerate(facts):
        yield (*way, key)
        if isinstance(value, dict | list):
            yield from _places(value, (*way, key))


def _without(facts: Any, way: tuple[Any, ...]) -> Any:
    less = here = deepcopy(facts)
    for step in way[:-1]:
        here = here[step]
    del here[way[-1]]
    return less
