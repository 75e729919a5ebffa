"""The official CEL binding as an oracle: a condition of ours, its names mapped to ASCII, evaluated by CEL itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache, lru_cache
from typing import Any

from cel_expr_python import cel

from gongdao.policy.kleene import UNKNOWN, Scope, Unknown
from gongdao.policy.spell import spell
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

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOST_NAMES = 200
INT, STRING, LIST = cel.Type.INT, cel.Type.STRING, cel.Type.LIST

_SHAPES: dict[str, list[list[cel.Type]]] = {
    "min": [[INT] * n for n in range(2, 7)],
    "max": [[INT] * n for n in range(2, 7)],
    "clamp": [[INT] * 3],
    "percent": [[INT] * 2],
    "share": [[INT] * 3],
    "tier": [[INT, INT, LIST]],
    "times": [[INT] * 2],
    "split": [[INT, LIST, INT]],
    "later": [[INT] * 2],
    "earlier": [[INT] * 2],
    "after": [[INT, INT, STRING], [INT, INT, STRING, STRING]],
    "sum": [[LIST]],
}
_functions: dict[str, Any] = {}


def cel_value(expr: Expr, scope: Scope) -> Any:
    """What CEL answers to ``expr`` on ``scope``; UNKNOWN where CEL has an error because a value is missing.

    A value that is unknown or does not apply is left out of CEL's activation, so a condition that asks for it without
    need comes out as an error. Money, decimals, dates and instants are whole numbers.
    """
    writer = _Writer(scope)
    text = spell(writer.written(expr))
    _functions.update(scope.functions)
    result = _compiled(text).eval(data=writer.activation())
    return UNKNOWN if result.type() == cel.Type.ERROR else result.plain_value()


def plain(value: Any) -> Any:
    """A value of ours as CEL is given it."""
    match value:
        case datetime():
            return (value - EPOCH) // timedelta(seconds=1)
        case date():
            return value.toordinal()
        case frozenset() | set():
            return sorted(value)
        case Mapping():
            return {_field(key): plain(item) for key, item in value.items() if not _is_missing(item)}
        case tuple() | list():
            return [plain(item) for item in value]
        case _:
            return value


class _Writer:
    """Writes a tree so that CEL understands it: ASCII names, functions of its own, macros it has."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.names: dict[str, str] = {}
        self.variables: set[str] = set()

    def variable(self, name: str) -> Name:
        return Name(self.names.setdefault(name, f"v{len(self.names)}"))

    def written(self, expr: Expr) -> Expr:
        match expr:
            case Literal():
                return expr
            case Name(name=name):
                return Name(_bound(name)) if name in self.variables else self.variable(name)
            case Param(name=name):
                return self.variable(f"p.{name}")
            case Has(name=name):
                row, _, field = name.partition(".")
                known = _bound(row) if row in self.variables else self.variable(row).name
                return Has(f"{known}.{_field(field)}") if field else self.variable(f"has {name}")
            case Field(of=of, name=name):
                return Field(self.written(of), _field(name))
            case Not(of=of) | Neg(of=of) | Size(of=of):
                return replace(expr, of=self.written(of))
            case And(items=items) | Or(items=items):
                return replace(expr, items=tuple(map(self.written, items)))
            case Compare() | Arith():
                return replace(expr, left=self.written(expr.left), right=self.written(expr.right))
            case In(item=item, options=options):
                return In(self.written(item), tuple(map(self.written, options)))
            case Contains(item=item, of=of):
                return Contains(self.written(item), self.written(of))
            case Macro():
                return self.macro(expr)
            case Call():
                return self.call(expr)

    def macro(self, expr: Macro) -> Expr:
        over = self.written(expr.over)
        self.variables.add(expr.var)
        body = self.written(expr.body)
        self.variables.remove(expr.var)
        if expr.kind == "sum":
            return Call("f_sum", (Macro("map", over, _bound(expr.var), body),))
        return Macro(expr.kind, over, _bound(expr.var), body)

    def call(self, expr: Call) -> Expr:
        if expr.function == "coalesce":
            first, second = expr.args
            guard = spell(self.written(Has(spell(first))))
            # CEL's choice has no node in our tree; as the text of a name it is written as it stands.
            return Name(f"({guard} ? {spell(self.written(first))} : {spell(self.written(second))})")
        if expr.function == "split":
            total, by = self.written(expr.args[0]), Macro("sum", Name(" lines"), "line", expr.args[1])
            weights = self.written(by).args[0]
            return Call("f_split", (total, weights, self.variable(" line")))
        return Call(f"f_{expr.function}", tuple(map(self.written, expr.args)))

    def activation(self) -> dict[str, Any]:
        return {ours: plain(value) for name, ours in self.names.items() for value in self.found(name)}

    def found(self, name: str) -> Iterator[Any]:
        """The value of a name, or nothing where CEL shall not know it."""
        kind, _, rest = name.partition(" ")
        if kind == "has" and rest:
            yield from _applies(self.scope.bound.get(rest, self.scope.facts.get(rest, UNKNOWN)))
        elif name.startswith("p."):
            yield self.scope.params[name[2:]]
        elif rest:
            yield self.scope.lines if rest == "lines" else self.scope.line
        else:
            value = self.scope.bound.get(name, self.scope.facts.get(name, UNKNOWN))
            yield from () if _is_missing(value) else (value,)


def _applies(value: Any) -> Iterator[bool]:
    if not isinstance(value, Unknown):
        yield value is not None
    elif value.applies:
        yield True


def _is_missing(value: Any) -> bool:
    return value is None or isinstance(value, Unknown)


def _bound(variable: str) -> str:
    return "b_" + variable.encode("ascii", "backslashreplace").decode().replace("\\", "_")


def _field(name: str) -> str:
    return "f_" + name.encode("ascii", "backslashreplace").decode().replace("\\", "_")


@cache
def _environment() -> Any:
    variables = {f"v{number}": cel.Type.DYN for number in range(MOST_NAMES)}
    return cel.NewEnv(variables=variables, functions=[_declared(name, shapes) for name, shapes in _SHAPES.items()])


def _declared(name: str, shapes: list[list[cel.Type]]) -> Any:
    def called(*args: Any) -> Any:
        return _call(name, args)

    overloads = [
        cel.Overload(f"f_{name}_{len(shape)}", return_type=INT, parameters=shape, impl=called) for shape in shapes
    ]
    return cel.FunctionDecl(f"f_{name}", overloads)


def _call(name: str, args: tuple[Any, ...]) -> Any:
    if name == "sum":
        return sum(args[0])
    if name == "after":
        start = (EPOCH + timedelta(seconds=args[0])).astimezone(timezone(timedelta(hours=8)))
        return plain(_functions["after"](start, *args[1:3], *(True for _ in args[3:])))
    return _functions[name](*args)


@lru_cache(maxsize=2000)
def _compiled(text: str) -> Any:
    return _environment().compile(text)
