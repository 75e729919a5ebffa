"""Writes a checked condition as Python source that decides a closed case: two truth values, no trace."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gongdao.policy.signatures import SIGNATURES
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

Env = Callable[[str], str]

_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})
_ARITHMETIC = frozenset({"+", "-", "*"})
_MACROS = {"exists": "_any", "all": "_all", "sum": "_sum"}
LINES, LINE = "_lines", "_line"
"""Locals that a decision answered once per line must have: all rows, and the number of this one."""


def from_facts(name: str) -> str:
    """A name as an entry of the dictionary ``f``."""
    return f"f[{name!r}]"


def emit(expr: Expr, env: Env = from_facts, bound: Mapping[str, str] | None = None) -> str:
    """Python source for ``expr``; runs with the names of functions.NAMESPACE, ``p`` and what ``env`` gives.

    Only a checked tree may be given: identifiers and literals reach the source through ``repr``.
    """
    inner = bound or {}
    match expr:
        case Literal(value=value):
            return repr(value)
        case Name(name=name):
            return inner.get(name) or env(name)
        case Param(name=name):
            return f"p[{name!r}]"
        case Field(of=of, name=name):
            return f"{emit(of, env, inner)}[{name!r}]"
        case Has(name=name):
            return _has(name, env, inner)
        case Not(of=of):
            return f"(not {emit(of, env, inner)})"
        case Neg(of=of):
            return f"(-{emit(of, env, inner)})"
        case And(items=items):
            return "(" + " and ".join(emit(item, env, inner) for item in items) + ")"
        case Or(items=items):
            return "(" + " or ".join(emit(item, env, inner) for item in items) + ")"
        case Compare() | Arith():
            return _infix(expr, env, inner)
        case In(item=item, options=options):
            return f"({emit(item, env, inner)} in ({''.join(emit(one, env, inner) + ', ' for one in options)}))"
        case Contains(item=item, of=of):
            return f"({emit(item, env, inner)} in {emit(of, env, inner)})"
        case Call():
            return _call(expr, env, inner)
        case Macro():
            return _macro(expr, env, inner)
        case Size(of=of):
            return f"_len({emit(of, env, inner)})"


def _infix(expr: Compare | Arith, env: Env, bound: Mapping[str, str]) -> str:
    if expr.op not in (_COMPARISONS if isinstance(expr, Compare) else _ARITHMETIC):
        raise ValueError(expr.op)
    return f"({emit(expr.left, env, bound)} {expr.op} {emit(expr.right, env, bound)})"


def _has(name: str, env: Env, bound: Mapping[str, str]) -> str:
    row, _, field = name.partition(".")
    found = bound.get(row) or env(row)
    return f"({found}.get({field!r}) is not None)" if field else f"({found} is not None)"


def _call(expr: Call, env: Env, bound: Mapping[str, str]) -> str:
    if expr.function not in SIGNATURES:
        raise ValueError(expr.function)
    if expr.function == "coalesce":
        return _coalesce(expr, env, bound)
    args = [emit(arg, env, bound) for arg in expr.args]
    if expr.function == "split":
        weight = emit(expr.args[1], env, {**bound, "line": "v_line"})
        args = [args[0], f"[{weight} for v_line in {LINES}]", LINE]
    if expr.function == "after" and len(args) == 4:
        args[3] = "True"
    return f"_{expr.function}({', '.join(args)})"


def _coalesce(expr: Call, env: Env, bound: Mapping[str, str]) -> str:
    first, second = expr.args
    value, other = emit(first, env, bound), emit(second, env, bound)
    if isinstance(first, Field):
        value = f"{emit(first.of, env, bound)}.get({first.name!r})"
    return f"({value} if {value} is not None else {other})"


def _macro(expr: Macro, env: Env, bound: Mapping[str, str]) -> str:
    if not expr.var.isidentifier():
        raise ValueError(expr.var)
    over, local = emit(expr.over, env, bound), f"v_{expr.var}"
    body = emit(expr.body, env, {**bound, expr.var: local})
    return f"{_MACROS[expr.kind]}({body} for {local} in {over})"
