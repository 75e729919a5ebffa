"""The kinds of value the interface takes and gives: bodies that know their fields, texts, money, instants."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)", re.ASCII)
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# What a marketplace may tell of lies in these years; far ones cannot be reckoned with in every zone.
YEARS = range(1990, 2200)
# No database keeps NUL; the check itself is made on the whole body, where halves of surrogate pairs are refused too.
NO_NUL = {"pattern": "^[^\\u0000]*$"}
# Something is said: no NUL, and not blanks alone, among which JSON Schema does not count all that Python does.
SAID = {"pattern": r"^[^\u0000]*[^\s\u0000-\u001f\u0085][^\u0000]*$"}
MOST_MONEY = 10**13


class Body(BaseModel):
    """What a request or an answer says: its fields and no others, each of its own kind."""

    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True)


class Answer(BaseModel):
    """What we answer; a client must expect that fields are added."""


def _instant(value: Any) -> Any:
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not INSTANT.fullmatch(value):
        raise ValueError("instant")
    at = datetime.fromisoformat(value)
    if at.year not in YEARS:
        raise ValueError("instant")
    return at


def _day(value: Any) -> Any:
    if isinstance(value, str) and DAY.fullmatch(value):
        day = date.fromisoformat(value)
        if day.year in YEARS:
            return day
    raise ValueError("day")


Instant = Annotated[datetime, BeforeValidator(_instant), WithJsonSchema({"type": "string", "format": "date-time"})]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Text = Annotated[str, Field(max_length=4000, json_schema_extra=NO_NUL)]
Words = Annotated[str, Field(min_length=1, max_length=4000, json_schema_extra=NO_NUL)]
Name = Annotated[str, Field(min_length=1, max_length=200, json_schema_extra=NO_NUL)]
Short = Annotated[str, Field(max_length=200, json_schema_extra=NO_NUL)]
External = Annotated[str, Field(pattern=r"^[A-Za-z0-9._~-]{1,120}$")]
Money = Annotated[int, Field(ge=0, le=MOST_MONEY)]
Count = Annotated[int, Field(ge=0, le=10**9)]


def many(item: Any) -> Any:
    """Give the type of a list of such items, where the type is made and not written down."""
    return list.__class_getitem__(item)


def mapping(key: Any, value: Any) -> Any:
    """Give the type of an object with such keys and values, where they are made and not written down."""
    return dict.__class_getitem__((key, value))


def one_of(words: Iterable[str]) -> Any:
    """Give the type of one of these words, where they are known only when the program runs."""
    return Literal.__getitem__(tuple(words))
