"""Writes a tree back as the text of a condition, with no bracket that is not needed."""

from __future__ import annotations

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

_OR, _AND, _RELATION, _SUM, _PRODUCT, _UNARY, _MEMBER = range(1, 8)


def spell(expr: Expr) -> str:
    """The text that parses to ``expr``."""
    return _spell(expr)[0]


def _spell(expr: Expr) -> tuple[str, int]:
    """The text and how tightly it binds."""
    match expr:
        case Literal(value=value):
            return _literal(value)
        case Name(name=name):
            return name, _MEMBER
        case Param(name=name):
            return f"p.{name}", _MEMBER
        case Field(of=of, name=name):
            return f"{_within(of, _MEMBER)}.{name}", _MEMBER
        case Not(of=of):
            return f"!{_signed(of, Not)}", _UNARY
        case Neg(of=of):
            return f"-{_signed(of, Neg)}", _UNARY
        case And(items=items):
            return " && ".join(_within(item, _AND + 1) for item in items), _AND
        case Or(items=items):
            return " || ".join(_within(item, _OR + 1) for item in items), _OR
        case Compare(op=op, left=left, right=right):
            return f"{_within(left, _SUM)} {op} {_within(right, _SUM)}", _RELATION
        case In(item=item, options=options):
            return f"{_within(item, _SUM)} in [{_list(options)}]", _RELATION
        case Contains(item=item, of=of):
            return f"{_within(item, _SUM)} in {_within(of, _SUM)}", _RELATION
        case Arith(op=op, left=left, right=right):
            level = _PRODUCT if op == "*" else _SUM
            return f"{_within(left, level)} {op} {_within(right, level + 1)}", level
        case Call(function=function, args=args):
            return f"{function}({_list(args)})", _MEMBER
        case Has(name=name):
            return f"has({name})", _MEMBER
        case Macro(kind=kind, over=over, var=var, body=body):
            return f"{_within(over, _MEMBER)}.{kind}({var}, {spell(body)})", _MEMBER
        case Size(of=of):
            return f"size({spell(of)})", _MEMBER


def _literal(value: bool | int | str) -> tuple[str, int]:
    if isinstance(value, bool):
        return ("true" if value else "false"), _MEMBER
    if isinstance(value, int):
        return str(value), _UNARY if value < 0 else _MEMBER
    return (f'"{value}"' if "'" in value else f"'{value}'"), _MEMBER


def _within(expr: Expr, level: int) -> str:
    text, its = _spell(expr)
    return text if its >= level else f"({text})"


def _signed(of: Expr, kind: type[Not | Neg]) -> str:
    # A sign may follow only its like, and "-5" read back must not swallow a second minus.
    text, its = _spell(of)
    plain = its == _MEMBER and not (kind is Neg and isinstance(of, Literal))
    return text if plain or (kind is Not and isinstance(of, Not)) else f"({text})"


def _list(items: tuple[Expr, ...]) -> str:
    return ", ".join(spell(item) for item in items)
