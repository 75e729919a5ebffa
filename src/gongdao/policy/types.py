"""The types of facts, parameters and answers, and their spelling in a pack."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gongdao.policy.faults import SyntaxProblem, unlisted


@dataclass(frozen=True, slots=True)
class Simple:
    """A type without parts."""

    name: str


@dataclass(frozen=True, slots=True)
class Int:
    """A whole number, of a unit or of none."""

    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Decimal:
    """A number with a fixed count of places, held as a scaled whole number (4.8 of 2 places is 480)."""

    places: int


@dataclass(frozen=True, slots=True)
class Enum:
    """One of some words; ``name`` is set where the list has a name of its own."""

    values: tuple[str, ...]
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Set:
    """Several of some words at once."""

    values: tuple[str, ...]
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """Named fields; those in ``optional`` may be left out of a row."""

    fields: tuple[tuple[str, Type], ...]
    optional: frozenset[str] = frozenset()

    def field(self, name: str) -> Type | None:
        return next((its for its_name, its in self.fields if its_name == name), None)


@dataclass(frozen=True, slots=True)
class Lines:
    """A list of rows: the lines of an order, or the rows of a ``collect`` decision."""

    row: Row


Type = Simple | Int | Decimal | Enum | Set | Row | Lines

BOOL = Simple("bool")
TEXT = Simple("text")
DATE = Simple("date")
INSTANT = Simple("instant")
MONEY = Simple("money")
INTERVALS = Simple("intervals")
BANDS = Simple("bands")
NOTHING = Simple("?")
"""The type of an expression that has a fault already; it fits everywhere, so that one mistake is told once."""

FREE = Int("1")
"""The type of a number written in the condition itself: it takes any unit."""

PARTY = Enum(("buyer", "seller", "platform", "shared", "none"), "party")

_SIMPLE = {one.name: one for one in (BOOL, TEXT, DATE, INSTANT, MONEY, INTERVALS, BANDS)}
_PLAIN: dict[str, Type] = {**_SIMPLE, "int": Int(), "party": PARTY, "lines": Lines(Row(()))}
_WITH_PARTS = ("enum", "set", "decimal", "int")
KNOWN = ("bool", "int", "int(unit)", "money", "decimal(n)", "enum(a, b)", "set(a, b)", "date", "instant", "text",
         "intervals", "lines", "bands", "party")  # fmt: skip
_WORD = re.compile(r"\w[\w-]*")
_SPELLING = re.compile(r"\s*(\w+)\s*(?:\((.*)\))?\s*", re.DOTALL)
MOST_PLACES = 9


def parse_type(text: str) -> Type:
    """The type spelled ``text`` as in the pack format: ``money``, ``decimal(2)``, ``enum(a, b)``.

    :raises SyntaxProblem: there is no such type, or its parts are wrong.
    """
    match = _SPELLING.fullmatch(text)
    if not match:
        raise _no_type(text.strip(), text, 0)
    word, inside = match[1], match[2]
    if inside is None and word in _PLAIN:
        return _PLAIN[word]
    if word not in _WITH_PARTS or inside is None:
        raise _no_type(text.strip(), word, match.start(1))
    return _with_parts(word, inside, match.start(2))


def _no_type(text: str, word: str, at: int) -> SyntaxProblem:
    code, details = unlisted("bad-type", word, (*KNOWN, *_WITH_PARTS))
    return SyntaxProblem(code, at, **{**details, "value": text, "allowed": KNOWN})


def _with_parts(word: str, inside: str, at: int) -> Type:
    parts = [part.strip() for part in inside.split(",")]
    if word == "decimal":
        return Decimal(_places(parts, at))
    for part in parts:
        if not _WORD.fullmatch(part):
            raise SyntaxProblem("bad-type-word", at, value=part)
    if len(set(parts)) < len(parts):
        twice = next(part for part in parts if parts.count(part) > 1)
        raise SyntaxProblem("type-word-twice", at, value=twice)
    if word == "int":
        return Int(parts[0]) if len(parts) == 1 else _bad_unit(inside, at)
    return Enum(tuple(parts)) if word == "enum" else Set(tuple(parts))


def _places(parts: list[str], at: int) -> int:
    if len(parts) != 1 or not re.fullmatch(r"[0-9]", parts[0]):
        raise SyntaxProblem("bad-places", at, value=", ".join(parts), limit=MOST_PLACES)
    return int(parts[0])


def _bad_unit(inside: str, at: int) -> Type:
    raise SyntaxProblem("bad-type-word", at, value=inside)


def row_type(fields: Mapping[str, Type]) -> Row:
    """A row of ``fields``; a field written ``amount?`` may be left out."""
    optional = frozenset(name[:-1] for name in fields if name.endswith("?"))
    return Row(tuple((name.removesuffix("?"), its) for name, its in fields.items()), optional)


def spelling(type_: Type) -> str:
    """How ``type_`` is written in a pack; the inverse of `parse_type`."""
    match type_:
        case Simple(name=name):
            return name
        case Int(unit=unit):
            return f"int({unit})" if unit and type_ != FREE else "int"
        case Decimal(places=places):
            return f"decimal({places})"
        case Enum(values=values, name=name):
            return name or f"enum({', '.join(values)})"
        case Set(values=values, name=name):
            return name or f"set({', '.join(values)})"
        case Row(fields=fields, optional=optional):
            return "{" + _spell_fields(fields, optional) + "}"
        case Lines():
            return "lines"


def _spell_fields(fields: Iterable[tuple[str, Type]], optional: frozenset[str]) -> str:
    return ", ".join(f"{name}{'?' * (name in optional)}: {spelling(its)}" for name, its in fields)


def is_ordered(type_: Type) -> bool:
    """Whether ``<`` means something: numbers, money, dates and instants."""
    return isinstance(type_, Int | Decimal) or type_ in (MONEY, DATE, INSTANT)


def is_number(type_: Type) -> bool:
    """Whether ``+`` and ``-`` mean something: whole numbers, decimals and money."""
    return isinstance(type_, Int | Decimal) or type_ == MONEY
