"""Evaluates a checked condition in Kleene's logic: what is unknown stays unknown unless it cannot matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from operator import add, eq, ge, gt, le, lt, mul, ne, sub
from typing import Any, Final

from gongdao.policy.functions import FUNCTIONS
from gongdao.policy.syntax import (
    And,
    Arith,
    Call,
    Compare,
    Contains,
    Expr,
    Field,
    Has,
    In,
    Literal,
    Macro,
    Name,
    Neg,
    Not,
    Or,
    Param,
    Size,
)


class Unknown:
    """A value nobody knows yet; ``applies`` says whether there is one at all (None: not known either)."""

    __slots__ = ("applies",)

    def __init__(self, *, applies: bool | None) -> None:
        self.applies = applies

    def __repr__(self) -> str:
        return "OPEN" if self.applies else "UNKNOWN"


UNKNOWN: Final = Unknown(applies=None)
"""Nothing is known, not even whether it applies; also what every expression gives that cannot be decided."""
OPEN: Final = Unknown(applies=True)
"""It applies, its value is not known: a fact alleged and not yet proved. Only a value of a scope."""


@dataclass(frozen=True, slots=True)
class Maybe:
    """One of some values; None among them: it may not apply."""

    candidates: frozenset[Any]


@dataclass(slots=True)
class Scope:
    """What an expression is evaluated on.

    A name is a value, UNKNOWN, OPEN, a Maybe, or None where it does not apply; one that is absent is UNKNOWN. For a
    decision answered once per line ``lines`` are all rows and ``line`` is the number of this one.
    """

    facts: Mapping[str, Any]
    params: Mapping[str, Any]
    functions: Mapping[str, Callable[..., Any]] = field(default_factory=lambda: FUNCTIONS)
    lines: Sequence[Mapping[str, Any]] = ()
    line: int = -1
    bound: dict[str, Any] = field(default_factory=dict)

    def at_line(self, lines: Sequence[Mapping[str, Any]], line: int) -> None:
        """Go to one line; a negative number leaves the lines."""
        self.lines, self.line = lines, line
        self.bound = {"line": lines[line]} if line >= 0 else {}


def evaluate(expr: Expr, scope: Scope) -> Any:
    """The value of ``expr``, or UNKNOWN; a bare name also gives its Maybe, or None where it does not apply."""
    return _EVALUATE[type(expr)](expr, scope)


def truth(expr: Expr, scope: Scope) -> bool | None:
    """Whether ``expr`` is true; None while that is unknown."""
    value = evaluate(expr, scope)
    return value if value is True or value is False else None


def _literal(expr: Literal, _scope: Scope) -> Any:
    return expr.value


def _name(expr: Name, scope: Scope) -> Any:
    name = expr.name
    value = scope.bound[name] if name in scope.bound else scope.facts.get(name, UNKNOWN)
    return _settled(value)


def _settled(value: Any) -> Any:
    """One candidate is no longer a choice, and what is open is unknown to everything but ``has``."""
    if isinstance(value, Maybe) and len(value.candidates) == 1:
        return next(iter(value.candidates))
    return UNKNOWN if value is OPEN else value


def _param(expr: Param, scope: Scope) -> Any:
    return scope.params[expr.name]


def _field(expr: Field, scope: Scope) -> Any:
    row = evaluate(expr.of, scope)
    return _settled(row.get(expr.name)) if isinstance(row, Mapping) else UNKNOWN


def _has(expr: Has, scope: Scope) -> Any:
    name, _, field_name = expr.name.partition(".")
    value = scope.bound[name] if name in scope.bound else scope.facts.get(name, UNKNOWN)
    if field_name:
        value = value.get(field_name) if isinstance(value, Mapping) else UNKNOWN
    if isinstance(value, Maybe):
        applies = {candidate is not None for candidate in value.candidates}
        return applies.pop() if len(applies) == 1 else UNKNOWN
    if isinstance(value, Unknown):
        return True if value.applies else UNKNOWN
    return value is not None


def _not(expr: Not, scope: Scope) -> Any:
    value = evaluate(expr.of, scope)
    return (not value) if isinstance(value, bool) else UNKNOWN


def _and(expr: And, scope: Scope) -> Any:
    return _all_of(evaluate(item, scope) for item in expr.items)


def _or(expr: Or, scope: Scope) -> Any:
    return _any_of(evaluate(item, scope) for item in expr.items)


def _all_of(values: Iterator[Any]) -> Any:
    known = True
    for value in values:
        if value is False:
            return False
        known = known and value is True
    return True if known else UNKNOWN


def _any_of(values: Iterator[Any]) -> Any:
    known = True
    for value in values:
        if value is True:
            return True
        known = known and value is False
    return False if known else UNKNOWN


def _is_open(value: Any) -> bool:
    return value is None or value is UNKNOWN or isinstance(value, Maybe)


def _lifted(test: Callable[..., bool], *values: Any) -> Any:
    """``test`` on values, if it comes out the same for all candidates of those that are open."""
    if not any(map(_is_open, values)):
        return test(*values)
    choices = [_choices(value) for value in values]
    if not all(choices):
        return UNKNOWN
    results = {test(*chosen) for chosen in product(*choices)}
    return results.pop() if len(results) == 1 else UNKNOWN


def _choices(value: Any) -> tuple[Any, ...]:
    """What ``value`` may be where it applies; nothing where that is not known."""
    if isinstance(value, Maybe):
        return tuple(candidate for candidate in value.candidates if candidate is not None)
    return () if _is_open(value) else (value,)


def _compare(expr: Compare, scope: Scope) -> Any:
    return _lifted(_COMPARISONS[expr.op], evaluate(expr.left, scope), evaluate(expr.right, scope))


def _in(expr: In, scope: Scope) -> Any:
    item = evaluate(expr.item, scope)
    return _lifted(_among, item, *(evaluate(option, scope) for option in expr.options))


def _among(item: Any, *options: Any) -> bool:
    return item in options


def _contains(expr: Contains, scope: Scope) -> Any:
    return _lifted(_within, evaluate(expr.item, scope), evaluate(expr.of, scope))


def _within(item: Any, words: Any) -> bool:
    return item in words


def _arith(expr: Arith, scope: Scope) -> Any:
    left, right = evaluate(expr.left, scope), evaluate(expr.right, scope)
    return UNKNOWN if _is_open(left) or _is_open(right) else _ARITHMETIC[expr.op](left, right)


def _neg(expr: Neg, scope: Scope) -> Any:
    value = evaluate(expr.of, scope)
    return UNKNOWN if _is_open(value) else -value


def _call(expr: Call, scope: Scope) -> Any:
    if expr.function == "coalesce":
        return _coalesce(expr, scope)
    if expr.function == "split":
        return _split(expr, scope)
    values = [evaluate(arg, scope) for arg in expr.args]
    if any(map(_is_open, values)):
        return UNKNOWN
    if expr.function == "after" and len(values) == 4:
        values[3] = True
    return scope.functions[expr.function](*values)


def _coalesce(expr: Call, scope: Scope) -> Any:
    first, second = expr.args
    value = evaluate(first, scope)
    if value is None:
        return evaluate(second, scope)
    if not _is_open(value):
        return value
    # An open value that surely applies needs no second one, but which value it is stays open.
    if isinstance(value, Maybe) and None not in value.candidates:
        return value
    return UNKNOWN


def _split(expr: Call, scope: Scope) -> Any:
    total, by = expr.args
    amount = evaluate(total, scope)
    mine = scope.bound.get("line")
    weights = []
    for row in scope.lines:
        scope.bound["line"] = row
        weights.append(evaluate(by, scope))
    scope.bound["line"] = mine
    if _is_open(amount) or any(map(_is_open, weights)):
        return UNKNOWN
    return scope.functions["split"](amount, weights, scope.line)


def _macro(expr: Macro, scope: Scope) -> Any:
    over = evaluate(expr.over, scope)
    if _is_open(over):
        return UNKNOWN
    rows = over if isinstance(over, Sequence) else sorted(over)
    return _FOLDS[expr.kind](_bodies(expr, rows, scope))


def _bodies(expr: Macro, rows: Sequence[Any], scope: Scope) -> Iterator[Any]:
    outer = scope.bound
    for row in rows:
        scope.bound = {**outer, expr.var: row}
        try:
            value = evaluate(expr.body, scope)
        finally:
            scope.bound = outer
        yield value


def _total(values: Iterator[Any]) -> Any:
    amounts = list(values)
    return UNKNOWN if any(map(_is_open, amounts)) else sum(amounts)


def _size(expr: Size, scope: Scope) -> Any:
    value = evaluate(expr.of, scope)
    return UNKNOWN if _is_open(value) else len(value)


_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {"==": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
_ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {"+": add, "-": sub, "*": mul}
_FOLDS: dict[str, Callable[[Iterator[Any]], Any]] = {"exists": _any_of, "all": _all_of, "sum": _total}
_EVALUATE: dict[type, Callable[[Any, Scope], Any]] = {
    Literal: _literal,
    Name: _name,
    Param: _param,
    Field: _field,
    Has: _has,
    Not: _not,
    And: _and,
    Or: _or,
    Compare: _compare,
    In: _in,
    Contains: _contains,
    Arith: _arith,
    Neg: _neg,
    Call: _call,
    Macro: _macro,
    Size: _size,
}
