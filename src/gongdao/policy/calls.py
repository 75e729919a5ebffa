"""Checks the calls of the typed functions against their signatures."""

from __future__ import annotations

from gongdao.kernel.units import UNITS
from gongdao.policy.guards import Known
from gongdao.policy.joins import joined
from gongdao.policy.signatures import SIGNATURES, Kind, counted_in
from gongdao.policy.spell import spell
from gongdao.policy.syntax import Call, Expr, Field, Has, Literal, Name, Not
from gongdao.policy.types import BANDS, FREE, INSTANT, MONEY, NOTHING, TEXT, Int, Type, is_number, is_ordered, spelling
from gongdao.policy.world import World, not_joined, type_of, want

_EXACT: dict[Kind, Type] = {"money": MONEY, "bands": BANDS, "instant": INSTANT}
_WRONG: dict[Kind, str] = {
    "ordered": "argument-ordered",
    "number": "argument-number",
    "count": "argument-count-type",
}
_ALIKE: tuple[Kind, ...] = ("ordered", "number", "optional", "any")


def call_type(expr: Call, world: World, known: Known) -> Type:
    """The type that a call gives."""
    signature = SIGNATURES.get(expr.function)
    if signature is None:
        return world.unknown("unknown-function", expr.at, expr.function, SIGNATURES)
    if not signature.accepts(len(expr.args)):
        usage = signature.usage()
        return world.fault("argument-count", expr.at, value=expr.function, found=len(expr.args), expected=usage)
    if signature.each and "line" not in world.bound:
        return world.fault("split-outside-each", expr.at, value=expr.function)
    kinds = signature.kinds(len(expr.args))
    found = [_argument(expr, arg, kind, world, known) for arg, kind in zip(expr.args, kinds, strict=True)]
    if signature.name == "after":
        _counted(expr, found[1], world)
    common = _common(expr, kinds, found, world)
    return common if isinstance(signature.gives, str) else signature.gives


def _argument(call: Call, arg: Expr, kind: Kind, world: World, known: Known) -> Type:
    """The type of one argument; those that must be alike are compared afterwards."""
    match kind:
        case "unit":
            return _word_argument(call, arg, UNITS, world)
        case "roll":
            return _word_argument(call, arg, ("roll",), world)
        case "optional":
            return _optional_argument(call, arg, world, known)
        case "money" | "bands" | "instant":
            return want(arg, _EXACT[kind], world, known)
        case "any":
            return type_of(arg, world, known | {Not(Has(spell(call.args[0])))})
        case _:
            return _number_argument(call, arg, kind, world, known)


def _number_argument(call: Call, arg: Expr, kind: Kind, world: World, known: Known) -> Type:
    found = type_of(arg, world, known)
    if kind == "ordered":
        fits = is_ordered(found)
    else:
        fits = isinstance(found, Int) if kind == "count" else is_number(found)
    if fits or found == NOTHING:
        return found
    return world.fault(_WRONG[kind], arg.at, value=call.function, found=spelling(found))


def _word_argument(call: Call, arg: Expr, words: tuple[str, ...], world: World) -> Type:
    if not isinstance(arg, Literal) or not isinstance(arg.value, str):
        return world.fault("argument-word", arg.at, value=call.function, allowed=words)
    if arg.value not in words:
        return world.unknown("unknown-word", arg.at, arg.value, words)
    return TEXT


def _optional_argument(call: Call, arg: Expr, world: World, known: Known) -> Type:
    if not isinstance(arg, Name | Field):
        return world.fault("argument-name", arg.at, value=call.function, found=spell(arg))
    return type_of(arg, world, known | {Has(spell(arg))})


def _common(call: Call, kinds: tuple[Kind, ...], found: list[Type], world: World) -> Type:
    """The one type of all arguments that must be alike."""
    alike = [(arg, its) for arg, kind, its in zip(call.args, kinds, found, strict=True) if kind in _ALIKE]
    if not alike:
        return NOTHING
    first, common = alike[0]
    for arg, its in alike[1:]:
        both = joined(first, common, arg, its)
        if both is None:
            not_joined(first, common, arg, its, world, arg.at, call.function)
            return NOTHING
        first, common = (arg, both) if both == its else (first, both)
    return common


def _counted(call: Call, count: Type, world: World) -> None:
    unit = call.args[2]
    if isinstance(count, Int) and count != FREE and isinstance(unit, Literal) and unit.value in UNITS:
        if not counted_in(count.unit, str(unit.value)):
            world.fault("unit-mismatch", call.args[1].at, value=spelling(count), expected=unit.value)
