"""Reads what a marketplace states that it moved: rows of key, amount and currency, as CSV or as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gongdao.kernel.errors import BadInput, Place, Problem
from gongdao.kernel.money import parse_money
from gongdao.kernel.text import nearest
from gongdao.ledger.reconcile import Moved

FIELDS = ("key", "amount", "currency")
MOST_CHARACTERS = 100_000_000
LONGEST_KEY = 400
MOST_PROBLEMS = 20
# What must be there before any row can be read.
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Stated:
    """One row of a statement, and where it stands."""

    moved: Moved
    place: Place


def read_statement(text: str, file: str) -> list[Stated]:
    """Read a statement; JSON where it begins as JSON does, else CSV with a heading.

    :raises BadInput: it is too long, is neither, lacks a column, or a row is wrong; every problem with its place, up
        to twenty.
    """
    if len(text) > MOST_CHARACTERS:
        raise BadInput([Problem("statement-too-long", Place(file), {"most": MOST_CHARACTERS})])
    text = text.removeprefix(_BOM)
    if "\0" in text:
        raise BadInput([Problem("statement-nul", Place(file, text.count("\n", 0, text.index("\0")) + 1, 1))])
    rows = _json(text, file) if text.lstrip()[:1] in ("[", "{") else _csv(text, file)
    found: list[Stated] = []
    problems: list[Problem] = []
    for place, row in rows:
        try:
            found.append(_stated(row, place))
        except BadInput as wrong:
            problems += wrong.problems
        if len(problems) >= MOST_PROBLEMS:
            break
    if problems:
        raise BadInput(problems)
    return found


def _stated(row: Mapping[str, object], place: Place) -> Stated:
    missing = [name for name in FIELDS if row.get(name) in (None, "")]
    if missing:
        raise BadInput([Problem("statement-empty", place, {"field": missing[0]})])
    key, currency = row["key"], row["currency"]
    if not isinstance(key, str) or len(key) > LONGEST_KEY or not key.isprintable():
        raise BadInput([Problem("statement-key", place, {"value": str(key)[:60], "most": LONGEST_KEY})])
    return Stated(Moved(key, parse_money(row["amount"], str(currency), place), str(currency)), place)


def _csv(text: str, file: str) -> Iterator[tuple[Place, Mapping[str, object]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        heading = [name.strip() for name in next(reader, [])]
        _check_names(heading, Place(file, 1, 1))
        for values in reader:
            place = Place(file, reader.line_num, 1)
            if not values:
                continue
            if len(values) != len(heading):
                details = {"columns": len(heading), "values": len(values)}
                raise BadInput([Problem("statement-columns", place, details)])
            yield place, {name: value.strip() for name, value in zip(heading, values, strict=True)}
    except csv.Error as wrong:
        raise BadInput(
            [Problem("statement-csv", Place(file, reader.line_num, 1), {"most": csv.field_size_limit()})]
        ) from wrong


def _json(text: str, file: str) -> Iterator[tuple[Place, Mapping[str, object]]]:
    """Numbers stay as they are written: an amount with a point must not be rounded on the way."""
    try:
        rows: Any = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except json.JSONDecodeError as wrong:
        place = Place(file, wrong.lineno, wrong.colno)
        raise BadInput([Problem("statement-json", place, {})]) from wrong
    except RecursionError as wrong:
        raise BadInput([Problem("statement-nested", Place(file), {})]) from wrong
    if not isinstance(rows, list):
        raise BadInput([Problem("statement-not-list", Place(file, 1, 1))])
    for number, row in enumerate(rows):
        place = Place(file, path=f"[{number}]")
        if not isinstance(row, dict):
            raise BadInput([Problem("statement-row", place, {"value": str(row)[:60]})])
        _check_names(list(row), place)
        yield place, row


def _check_names(names: list[str], place: Place) -> None:
    """The three columns are there, each once; others may stand beside them."""
    twice = [name for name in FIELDS if names.count(name) > 1]
    if twice:
        raise BadInput([Problem("statement-column-twice", place, {"field": twice[0]})])
    missing = [name for name in FIELDS if name not in names]
    if missing:
        near = nearest(missing[0], names)
        code = "statement-column-near" if near else "statement-column"
        details = {"field": missing[0], "fields": FIELDS, **({"nearest": near} if near else {})}
        raise BadInput([Problem(code, place, details)])
