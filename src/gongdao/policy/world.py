"""What a condition may speak of, and the judgments that every rule of the checker shares."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from gongdao.policy.faults import Fault, unlisted
from gongdao.policy.guards import Known, Meanings
from gongdao.policy.joins import answers, joined
from gongdao.policy.spell import spell
from gongdao.policy.syntax import Expr, Literal, Name
from gongdao.policy.types import DATE, INSTANT, MONEY, NOTHING, TEXT, Decimal, Enum, Type, spelling


@dataclass(frozen=True, slots=True)
class World:
    """What a condition may speak of, and the list where its faults are put."""

    names: Mapping[str, Type]
    params: Mapping[str, Type]
    meanings: Meanings
    bound: Mapping[str, Type]
    rules: Mapping[type, Rule]
    inside_macro: bool = False
    faults: list[Fault] = field(default_factory=list)

    def fault(self, code: str, at: int, **details: object) -> Type:
        fault = Fault(code, at, details)
        if fault not in self.faults:
            self.faults.append(fault)
        return NOTHING

    def unknown(self, code: str, at: int, value: str, allowed: Iterable[str]) -> Type:
        said, details = unlisted(code, value, allowed)
        return self.fault(said, at, **details)


def type_of(expr: Expr, world: World, known: Known) -> Type:
    """The type of ``expr`` where ``known`` holds; NOTHING once it has a fault."""
    return world.rules[type(expr)](expr, world, known)


def want(expr: Expr, expected: Type, world: World, known: Known) -> Type:
    """The type of ``expr``, which must be able to stand where ``expected`` is asked for."""
    found = type_of(expr, world, known)
    if answers(expr, found, expected):
        return expected
    if isinstance(expr, Literal) and isinstance(expr.value, str) and isinstance(expected, Enum):
        return world.unknown("unknown-word", expr.at, expr.value, expected.values)
    if code := _literal_fault(expr, expected):
        return world.fault(code, expr.at, value=_value(expr), expected=spelling(expected))
    return world.fault("wrong-type", expr.at, expected=spelling(expected), found=spelling(found), value=spell(expr))


def sides(left: Expr, right: Expr, world: World, known: Known, at: int, op: str) -> Type | None:
    """The common type of two expressions; None, with a fault, where there is none."""
    if word := _unquoted(left, right, world, known) or _unquoted(right, left, world, known):
        world.fault("word-unquoted", word.at, value=word.name, nearest=f"'{word.name}'")
        return None
    first, second = type_of(left, world, known), type_of(right, world, known)
    common = joined(left, first, right, second)
    if common is None:
        not_joined(left, first, right, second, world, at, op)
    return common


def _unquoted(one: Expr, other: Expr, world: World, known: Known) -> Name | None:
    """``one`` if it is a word of the enum ``other`` whose quotes were forgotten."""
    if not isinstance(one, Name) or one.name in world.names or one.name in world.bound:
        return None
    quiet = replace(world, faults=[])
    its = type_of(other, quiet, known)
    return one if isinstance(its, Enum) and one.name in its.values else None


def not_joined(left: Expr, first: Type, right: Expr, second: Type, world: World, at: int, op: str) -> None:
    for literal, its, other in ((left, first, second), (right, second, first)):
        if isinstance(literal, Literal) and its == TEXT and isinstance(other, Enum):
            world.unknown("unknown-word", literal.at, str(literal.value), other.values)
            return
        if code := _literal_fault(literal, other):
            world.fault(code, literal.at, value=_value(literal), expected=spelling(other))
            return
    code = "no-common-word" if isinstance(first, Enum) and isinstance(second, Enum) else "mixed-types"
    world.fault(code, at, left=spelling(first), right=spelling(second), op=op)


def _literal_fault(expr: Expr, other: Type) -> str | None:
    """Amounts and days are law: they have dates and sources, and stand as parameters."""
    if not isinstance(expr, Literal) or isinstance(expr.value, bool):
        return None
    if isinstance(expr.value, int):
        return "literal-amount" if other == MONEY or isinstance(other, Decimal) else None
    return "literal-date" if other in (DATE, INSTANT) else None


def _value(expr: Expr) -> object:
    return expr.value if isinstance(expr, Literal) else spell(expr)


Rule = Callable[[Any, World, Known], Type]
"""Gives the type of one kind of expression."""
