"""The commands of a case as a scenario writes them: what each is called, which fields it has and how they are read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any, get_type_hints

from gongdao.case.decider import COMMANDS
from gongdao.case.kinds import BOOL, INSTANT, INT, MAP, MONEY, ROWS, TEXT, Field, Kind
from gongdao.case.schema import Shape
from gongdao.case.stages.opening import TAKEN
from gongdao.case.state import Row
from gongdao.case.words import COMMANDS as LABELS
from gongdao.kernel.money import parse_money
from gongdao.kernel.text import Text, snake
from gongdao.telling.parts import PAYMENTS, facts_part, facts_shape

# Filled in by the play where a scenario leaves them out.
FILLED = {"OpenRequest": ("id", "platform", "pack"), "TakeFacts": ("source", "known_at"), "SubmitEvidence": ("digest",)}
# Without these a command says nothing.
NEEDED = (
    "id", "kind", "amount", "claim", "path", "row", "what", "waybill", "result", "side", "juror", "to", "judged",
    "fact", "holds", "size", "to_win", "ruling", "number", "leg", "proof", "payment",
)  # fmt: skip
TOLD_BY_US = ("opened_at", "id", "by", "at", "late", "judged", "prima_facie")
_MONEY = re.compile(r"[0-9]{1,13}\.[0-9]{2,3}", re.ASCII)
# A mapping whose keys are looked at elsewhere.
ANYTHING = Field("", MAP, "内容", "what it says", open=True)
NOTHING = Shape(Field("", TEXT, "", ""), TEXT, {})

BY_NAME: Mapping[str, type] = {snake(kind.__name__): kind for kind in COMMANDS}


@cache
def hints(command: type) -> dict[str, Any]:
    """The fields of a command with their types, without who and when."""
    return {name: hint for name, hint in get_type_hints(command).items() if name not in ("at", "by")}


@cache
def shape(command: type) -> Shape:
    """What may stand under ``with`` for a command."""
    parts = {name: _part(command, name, hint) for name, hint in hints(command).items()}
    return Shape(Field("with", MAP, label(command).zh, label(command).en), None, parts)


def label(command: type) -> Text:
    """What people call a command."""
    return LABELS.get(command.__name__, Text(command.__name__, command.__name__))


def _part(command: type, name: str, hint: Any) -> Shape:
    given = {field.name for field in fields(command) if field.default is not MISSING}
    filled = FILLED.get(command.__name__, ())
    field = Field(name, _kind(name, hint), name, name, required=name in NEEDED and name not in (*filled, *given))
    if hint == Row:
        return _row(command, field)
    if hint == tuple[str, ...]:
        return Shape(Field(name, ROWS, name, name), None, {}, Shape(Field(f"{name}[]", TEXT, name, name), TEXT, {}))
    return Shape(field, field.kind, {})


def _kind(name: str, hint: Any) -> Kind:
    if hint is int:
        return MONEY if name == "amount" else INT
    return {bool: BOOL, datetime: INSTANT, str: TEXT}.get(hint, MAP)


def _row(command: type, field: Field) -> Shape:
    """A row of a command is read as the part of the facts that it becomes."""
    parts: dict[str, Shape] = {}
    if (command.__name__, field.path) == ("OpenRequest", "claim"):
        # What the request itself has a field for is said there.
        parts = {name: part for name, part in facts_part("claim").parts.items() if name not in hints(command)}
    elif command.__name__ == "SubmitEvidence":
        item = facts_part("evidence").item
        parts = {**item.parts} if item else {}
    if parts:
        known = {name: part for name, part in parts.items() if name not in TOLD_BY_US}
        return Shape(Field(field.path, MAP, field.zh, field.en, required=field.required), None, known)
    return Shape(Field(field.path, MAP, field.zh, field.en, field.required, open=True), None, {"": NOTHING})


@cache
def facts() -> dict[str, Shape]:
    """The parts of the facts that a marketplace reports, by name."""
    names = [path for path in (*TAKEN, PAYMENTS) if "." not in path]
    return {name: facts_part(name) for name in names if name == PAYMENTS or name in facts_shape().parts}


def rows_of(name: str, value: Any) -> list[tuple[str, Row]]:
    """What is read of one part of the facts as the rows that the court takes in, each with its path."""
    if isinstance(value, list):
        return [(name, row(each)) for each in value]
    plain = {key: each for key, each in value.items() if not isinstance(each, dict)}
    inner = [(f"{name}.{key}", row(each)) for key, each in value.items() if isinstance(each, dict)]
    return [*([(name, row(plain))] if plain else []), *inner]


def row(value: Mapping[str, Any]) -> Row:
    """A mapping as the flat row that commands carry."""
    return tuple((key, tuple(each) if isinstance(each, list) else each) for key, each in value.items())


def sums(value: Mapping[str, Any], currency: str) -> Row:
    """A row of words and amounts, such as the extras of an offer: what is written ``"5.00"`` is money.

    :raises BadInput: an amount has a point and no quotes.
    """
    return tuple((key, _sum(each, currency)) for key, each in value.items())


def _sum(value: Any, currency: str) -> Any:
    if isinstance(value, list):
        return tuple(value)
    is_money = isinstance(value, Decimal) or (isinstance(value, str) and _MONEY.fullmatch(value))
    return parse_money(value, currency) if is_money else value
