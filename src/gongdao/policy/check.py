"""Checks that a condition means something: names known, types that fit, facts used only where they apply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from gongdao.policy.calls import call_type
from gongdao.policy.faults import Fault
from gongdao.policy.guards import Known, Meanings, missing_guard, when_false, when_true
from gongdao.policy.joins import joined
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
from gongdao.policy.types import (
    BOOL,
    FREE,
    MONEY,
    NOTHING,
    TEXT,
    Decimal,
    Enum,
    Int,
    Lines,
    Row,
    Set,
    Type,
    is_number,
    is_ordered,
    spelling,
)
from gongdao.policy.world import Rule, World, not_joined, sides, type_of, want

_INCOMPARABLE = ("intervals", "bands")


def check(
    expr: Expr,
    names: Mapping[str, Type],
    params: Mapping[str, Type],
    optional: Mapping[str, Expr | None],
    expected: Type | None,
    bound: Mapping[str, Type] | None = None,
    *,
    terms: Mapping[str, Expr] | None = None,
    known: Iterable[Expr] = (),
) -> tuple[Type, list[Fault]]:
    """The type of ``expr`` and all that is wrong with it.

    ``optional`` names what may be not applicable, with the condition under which it arises (or None); ``known`` are
    conditions that hold before this one is asked, as a rule's ``when`` does for its ``then``.
    """
    world = World(names, params, Meanings(terms or {}, optional), bound or {}, _RULES)
    certain = frozenset[Expr]().union(*(when_true(one, world.meanings) for one in known))
    found = want(expr, expected, world, certain) if expected else type_of(expr, world, certain)
    return (Int() if found == FREE else found), world.faults


def _literal(expr: Literal, _world: World, _known: Known) -> Type:
    if isinstance(expr.value, bool):
        return BOOL
    return FREE if isinstance(expr.value, int) else TEXT


def _name(expr: Name, world: World, known: Known) -> Type:
    if expr.name in world.bound:
        return world.bound[expr.name]
    found = world.names.get(expr.name)
    if found is None:
        return _unknown_name(expr.name, expr.at, world)
    if expr.name in world.meanings.arises:
        guard = missing_guard(expr.name, known, world.meanings)
        if guard is not None:
            world.fault("unguarded", expr.at, value=expr.name, guard=spell(guard))
    return found


def _unknown_name(name: str, at: int, world: World) -> Type:
    if name in world.params:
        return world.fault("parameter-without-p", at, value=name, nearest=f"p.{name}")
    return world.unknown("unknown-name", at, name, (*world.names, *world.bound))


def _param(expr: Param, world: World, _known: Known) -> Type:
    found = world.params.get(expr.name)
    return found if found is not None else world.unknown("unknown-parameter", expr.at, expr.name, world.params)


def _field(expr: Field, world: World, known: Known) -> Type:
    row = type_of(expr.of, world, known)
    if row == NOTHING:
        return NOTHING
    if not isinstance(row, Row):
        return world.fault("not-a-row", expr.at, value=spell(expr.of), found=spelling(row), field=expr.name)
    found = row.field(expr.name)
    if found is None:
        return world.unknown("unknown-field", expr.at, expr.name, (name for name, _ in row.fields))
    if expr.name in row.optional and Has(spell(expr)) not in known:
        world.fault("unguarded", expr.at, value=spell(expr), guard=f"has({spell(expr)})")
    return found


def _has(expr: Has, world: World, _known: Known) -> Type:
    name, _, field_name = expr.name.partition(".")
    found = world.bound.get(name) or world.names.get(name)
    if found is None:
        _unknown_name(name, expr.at, world)
    elif field_name and not isinstance(found, Row):
        world.fault("not-a-row", expr.at, value=name, found=spelling(found), field=field_name)
    elif field_name and isinstance(found, Row) and found.field(field_name) is None:
        world.unknown("unknown-field", expr.at, field_name, (its for its, _ in found.fields))
    return BOOL


def _not(expr: Not, world: World, known: Known) -> Type:
    want(expr.of, BOOL, world, known)
    return BOOL


def _and(expr: And, world: World, known: Known) -> Type:
    for item in expr.items:
        want(item, BOOL, world, known)
        known |= when_true(item, world.meanings)
    return BOOL


def _or(expr: Or, world: World, known: Known) -> Type:
    for item in expr.items:
        want(item, BOOL, world, known)
        known |= when_false(item, world.meanings)
    return BOOL


def _compare(expr: Compare, world: World, known: Known) -> Type:
    common = sides(expr.left, expr.right, world, known, expr.at, expr.op)
    if common is None or common == NOTHING:
        return BOOL
    if expr.op in ("==", "!="):
        if isinstance(common, Set | Row | Lines) or spelling(common) in _INCOMPARABLE:
            world.fault("not-comparable", expr.at, found=spelling(common), op=expr.op)
    elif not is_ordered(common):
        world.fault("not-ordered", expr.at, found=spelling(common), op=expr.op)
    return BOOL


def _in(expr: In, world: World, known: Known) -> Type:
    for at, option in enumerate(expr.options):
        common = sides(expr.item, option, world, known, option.at, "in")
        if common is not None and isinstance(common, Set | Row | Lines):
            world.fault("not-comparable", expr.at, found=spelling(common), op="in")
        if isinstance(option, Literal) and option in expr.options[:at]:
            world.fault("option-twice", option.at, value=option.value)
    return BOOL


def _contains(expr: Contains, world: World, known: Known) -> Type:
    words = type_of(expr.of, world, known)
    if isinstance(words, Set):
        item = type_of(expr.item, world, known)
        if joined(expr.item, item, expr.of, Enum(words.values)) is None:
            not_joined(expr.item, item, expr.of, Enum(words.values), world, expr.at, "in")
    elif words != NOTHING:
        world.fault("not-a-set", expr.of.at, value=spell(expr.of), found=spelling(words))
    return BOOL


def _arith(expr: Arith, world: World, known: Known) -> Type:
    if expr.op == "*":
        return _product(expr, world, known)
    common = sides(expr.left, expr.right, world, known, expr.at, expr.op)
    if common is None or common == NOTHING:
        return NOTHING
    if not is_number(common):
        return world.fault("not-a-number", expr.at, found=spelling(common), op=expr.op)
    return common


def _product(expr: Arith, world: World, known: Known) -> Type:
    left, right = type_of(expr.left, world, known), type_of(expr.right, world, known)
    if NOTHING in (left, right):
        return NOTHING
    if not is_constant(expr.left) and not is_constant(expr.right):
        return world.fault("product-of-facts", expr.at, value=spell(expr))
    for one, other in ((left, right), (right, left)):
        plain = isinstance(other, Int) and (other == FREE or not other.unit)
        if (one == MONEY and isinstance(other, Int)) or (isinstance(one, Int | Decimal) and plain):
            return other if one == FREE else one
    return world.fault("bad-product", expr.at, left=spelling(left), right=spelling(right))


def is_constant(expr: Expr) -> bool:
    """Whether ``expr`` is the same for every case: literals and parameters only."""
    match expr:
        case Literal() | Param():
            return True
        case Neg(of=of):
            return is_constant(of)
        case Arith(left=left, right=right):
            return is_constant(left) and is_constant(right)
        case _:
            return False


def _neg(expr: Neg, world: World, known: Known) -> Type:
    found = type_of(expr.of, world, known)
    if found == NOTHING or is_number(found):
        return found
    return world.fault("not-a-number", expr.at, found=spelling(found), op="-")


def _macro(expr: Macro, world: World, known: Known) -> Type:
    over = type_of(expr.over, world, known)
    if expr.var in world.names or expr.var in world.bound:
        world.fault("shadowed-name", expr.at, value=expr.var)
    if world.inside_macro:
        world.fault("nested-macro", expr.at, value=expr.kind)
    element = _element(expr, over, world)
    inner = replace(world, bound={**world.bound, expr.var: element}, inside_macro=True)
    if expr.kind != "sum":
        want(expr.body, BOOL, inner, known)
        return BOOL
    body = type_of(expr.body, inner, known)
    if body == NOTHING or is_number(body):
        return body
    return world.fault("not-a-number", expr.body.at, found=spelling(body), op="sum")


def _element(expr: Macro, over: Type, world: World) -> Type:
    match over:
        case Lines(row=row):
            return row
        case Set(values=values, name=name):
            return Enum(values, name)
        case _ if over == NOTHING:
            return NOTHING
        case _:
            return world.fault("not-a-list", expr.at, value=spell(expr.over), found=spelling(over))


def _size(expr: Size, world: World, known: Known) -> Type:
    found = type_of(expr.of, world, known)
    if found != NOTHING and not isinstance(found, Set | Lines):
        world.fault("not-a-list", expr.at, value=spell(expr.of), found=spelling(found))
    return Int()


_RULES: dict[type, Rule] = {
    Literal: _literal,
    Name: _name,
    Param: _param,
    Field: _field,
    Not: _not,
    And: _and,
    Or: _or,
    Compare: _compare,
    In: _in,
    Contains: _contains,
    Arith: _arith,
    Neg: _neg,
    Call: call_type,
    Has: _has,
    Macro: _macro,
    Size: _size,
}
