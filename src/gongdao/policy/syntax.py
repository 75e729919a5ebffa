"""The tree of a condition: a small closed set of values that every back end is written against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal as Word

CompareOp = Word["==", "!=", "<", "<=", ">", ">="]
ArithOp = Word["+", "-", "*"]
MacroKind = Word["exists", "all", "sum"]


@dataclass(frozen=True, slots=True, eq=False)
class Literal:
    """``true``, ``12`` or ``'word'``; ``true`` and ``1`` are not the same literal."""

    value: bool | int | str
    at: int = 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Literal) and type(other.value) is type(self.value) and other.value == self.value

    def __hash__(self) -> int:
        return hash((type(self.value), self.value))


@dataclass(frozen=True, slots=True)
class Name:
    """A fact, a term, a decision, or the variable of a macro."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Param:
    """``p.name``: a dated parameter."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Field:
    """``line.name``: a field of a row."""

    of: Expr
    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    of: Expr
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class And:
    items: tuple[Expr, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Or:
    items: tuple[Expr, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Compare:
    op: CompareOp
    left: Expr
    right: Expr
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class In:
    """``x in ['a', 'b']``."""

    item: Expr
    options: tuple[Expr, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Contains:
    """``'a' in words`` where ``words`` holds several words at once."""

    item: Expr
    of: Expr
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Arith:
    op: ArithOp
    left: Expr
    right: Expr
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Neg:
    of: Expr
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A typed function of functions.py."""

    function: str
    args: tuple[Expr, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Has:
    """``has(fact)`` or ``has(line.field)``: does it apply at all."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Macro:
    """``over.kind(var, body)``, folded over the rows of a list."""

    kind: MacroKind
    over: Expr
    var: str
    body: Expr
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Size:
    of: Expr
    at: int = field(default=0, compare=False)


Expr = (
    Literal | Name | Param | Field | Not | And | Or | Compare | In | Contains | Arith | Neg | Call | Has | Macro | Size
)


def children(expr: Expr) -> tuple[Expr, ...]:
    """The expressions directly below ``expr``, in the order of the text."""
    match expr:
        case Literal() | Name() | Param() | Has():
            return ()
        case Field(of=of) | Not(of=of) | Neg(of=of) | Size(of=of):
            return (of,)
        case And(items=items) | Or(items=items):
            return items
        case Compare(left=left, right=right) | Arith(left=left, right=right):
            return (left, right)
        case In(item=item, options=options):
            return (item, *options)
        case Contains(item=item, of=of):
            return (item, of)
        case Call(args=args):
            return args
        case Macro(over=over, body=body):
            return (over, body)


def walk(expr: Expr) -> Iterator[Expr]:
    """``expr`` and everything below it, a parent before its children."""
    stack = [expr]
    while stack:
        one = stack.pop()
        yield one
        stack.extend(reversed(children(one)))


def names(expr: Expr) -> frozenset[str]:
    """The facts, terms and decisions that ``expr`` reads; variables of its own macros are none."""
    match expr:
        case Name(name=name):
            return frozenset({name})
        case Has(name=name):
            return frozenset({name.partition(".")[0]})
        case Macro(over=over, var=var, body=body):
            return names(over) | (names(body) - {var})
        case _:
            return frozenset().union(*map(names, children(expr)))


def params(expr: Expr) -> frozenset[str]:
    """The parameters that ``expr`` reads."""
    return frozenset(one.name for one in walk(expr) if isinstance(one, Param))


def conjuncts(expr: Expr) -> tuple[Expr, ...]:
    """What must all be true for ``expr`` to be true, split at the outermost ``&&``."""
    return expr.items if isinstance(expr, And) else (expr,)
