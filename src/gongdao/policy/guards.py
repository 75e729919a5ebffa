"""What is known to hold at a place in a condition, so that a fact is used only where it applies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gongdao.policy.syntax import And, Compare, CompareOp, Expr, Has, In, Literal, Name, Not, Or

_OPPOSITE: dict[CompareOp, CompareOp] = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}

Known = frozenset[Expr]


@dataclass(frozen=True, slots=True)
class Meanings:
    """What names stand for: terms for their condition, facts for the condition under which they arise."""

    terms: Mapping[str, Expr]
    arises: Mapping[str, Expr | None]

    def behind(self, expr: Expr) -> Expr | None:
        """What must also be true whenever ``expr`` is."""
        if isinstance(expr, Name):
            return self.terms.get(expr.name)
        return self.arises.get(expr.name) if isinstance(expr, Has) else None


def opposite(expr: Expr) -> Expr:
    """The negation of ``expr``, without a double ``!``; that of ``<`` is ``>=``."""
    if isinstance(expr, Not):
        return expr.of
    if isinstance(expr, Compare):
        return Compare(_OPPOSITE[expr.op], expr.left, expr.right, expr.at)
    return Not(expr, expr.at)


def when_true(expr: Expr, meanings: Meanings, seen: frozenset[Expr] = frozenset()) -> Known:
    """All that is certain once ``expr`` is true."""
    if expr in seen:
        return frozenset()
    seen |= {expr}
    if isinstance(expr, Not):
        return when_false(expr.of, meanings, seen)
    if isinstance(expr, And):
        return frozenset({expr}).union(*(when_true(item, meanings, seen) for item in expr.items))
    if isinstance(expr, Or):
        return frozenset({expr}) | _shared(when_true(item, meanings, seen) for item in expr.items)
    behind = meanings.behind(expr)
    return frozenset({expr}) | (when_true(behind, meanings, seen) if behind is not None else frozenset())


def when_false(expr: Expr, meanings: Meanings, seen: frozenset[Expr] = frozenset()) -> Known:
    """All that is certain once ``expr`` is false."""
    known = frozenset({opposite(expr)})
    if isinstance(expr, Not):
        return when_true(expr.of, meanings, seen)
    if isinstance(expr, Or):
        return known.union(*(when_false(item, meanings, seen) for item in expr.items))
    if isinstance(expr, And):
        return known | _shared(when_false(item, meanings, seen) for item in expr.items)
    if isinstance(expr, Name) and expr.name in meanings.terms and expr not in seen:
        return known | when_false(meanings.terms[expr.name], meanings, seen | {expr})
    return known


def _shared(sets: Iterable[Known]) -> Known:
    first, *rest = sets
    return first.intersection(*rest)


def follows(expr: Expr, known: Known, meanings: Meanings, seen: frozenset[Expr] = frozenset()) -> bool:
    """Whether ``expr`` must be true where all of ``known`` is; may say no too often, never yes wrongly."""
    if expr in known:
        return True
    if expr in seen:
        return False
    seen |= {expr}
    match expr:
        case And(items=items):
            return all(follows(item, known, meanings, seen) for item in items)
        case Or(items=items):
            return any(follows(item, known, meanings, seen) for item in items)
        case Not(of=of):
            return _fails(of, known, meanings, seen)
        case Name(name=name) if name in meanings.terms:
            return follows(meanings.terms[name], known, meanings, seen)
        case In(item=item, options=options):
            return any(Compare("==", item, option) in known for option in options)
        case Compare(op="!=", left=left, right=Literal() as right):
            return any(_says_otherwise(one, left, right) for one in known)
        case _:
            return False


def _fails(expr: Expr, known: Known, meanings: Meanings, seen: frozenset[Expr]) -> bool:
    match expr:
        case And(items=items):
            return any(follows(opposite(item), known, meanings, seen) for item in items)
        case Or(items=items):
            return all(follows(opposite(item), known, meanings, seen) for item in items)
        case Name(name=name) if name in meanings.terms:
            return follows(opposite(meanings.terms[name]), known, meanings, seen)
        case In(item=item, options=options):
            return all(follows(Compare("!=", item, option), known, meanings, seen) for option in options)
        case Not() | Compare():
            return follows(opposite(expr), known, meanings, seen)
        case _:
            return False


def _says_otherwise(one: Expr, left: Expr, right: Literal) -> bool:
    if isinstance(one, Compare) and one.op == "==" and one.left == left:
        return isinstance(one.right, Literal) and one.right != right
    if isinstance(one, In) and one.item == left:
        return all(isinstance(option, Literal) and option != right for option in one.options)
    return False


def missing_guard(name: str, known: Known, meanings: Meanings) -> Expr | None:
    """The condition that should stand before ``name``, or None where it holds already."""
    if Has(name) in known:
        return None
    arises = meanings.arises.get(name)
    if arises is not None and follows(arises, known, meanings):
        return None
    return arises if arises is not None else Has(name)
