"""Which types fit together: a literal adapts, everything else must be of the same kind."""

from __future__ import annotations

from gongdao.policy.syntax import Expr, Literal
from gongdao.policy.types import FREE, MONEY, NOTHING, TEXT, Decimal, Enum, Int, Type


def joined(left: Expr, first: Type, right: Expr, second: Type) -> Type | None:
    """The type that both sides of a comparison or sum have, if they have one."""
    if second in (first, NOTHING):
        return first
    if first == NOTHING:
        return second
    return _adapted(left, first, second) or _adapted(right, second, first)


def _adapted(expr: Expr, its: Type, other: Type) -> Type | None:
    if isinstance(its, Int) and isinstance(other, Int):
        return other if its == FREE or (other != FREE and not its.unit and not other.unit) else None
    # Nothing is nothing in every currency and with any count of places.
    if its == FREE and isinstance(expr, Literal) and expr.value == 0:
        return other if other == MONEY or isinstance(other, Decimal) else None
    if isinstance(other, Enum):
        if its == TEXT and isinstance(expr, Literal):
            return other if expr.value in other.values else None
        if isinstance(its, Enum):
            return other if set(its.values) & set(other.values) else None
    return None


def answers(expr: Expr, found: Type, expected: Type) -> bool:
    """Whether ``expr`` of type ``found`` may stand where ``expected`` is asked for."""
    if isinstance(found, Enum) and isinstance(expected, Enum):
        return set(found.values) <= set(expected.values)
    if isinstance(found, Int) and isinstance(expected, Int) and not expected.unit:
        return True
    common = joined(expr, found, _NO_LITERAL, expected)
    return common is not None and (common == expected or found == NOTHING)


_NO_LITERAL = Literal(value=True)
