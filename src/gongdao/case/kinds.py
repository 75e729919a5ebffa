"""The kinds of value a case file may hold, and what the table of fields is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """What may stand in a field.

    ``words`` are the words of an enum, and for a decimal those that mean "does not apply"; ``many`` marks a list of
    such values; ``of`` are the kinds that an ``either`` allows.
    """

    name: str
    places: int = 0
    words: tuple[str, ...] = ()
    many: bool = False
    of: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the case file: its path (``[]`` is an element of a list), its kind and its name for people.

    ``open`` lets a mapping hold further keys that nobody checks; one of which no key is known is kept by a running case
    and is not written in files.
    """

    path: str
    kind: Kind
    zh: str
    en: str
    required: bool = False
    open: bool = False


TEXT = Kind("text")
BOOL = Kind("bool")
INT = Kind("int")
MONEY = Kind("money")
INSTANT = Kind("instant")
DATE = Kind("date")
WORD = Kind("word")
MAP = Kind("map")
ROWS = Kind("rows")


def decimal(places: int, *blank: str) -> Kind:
    return Kind("decimal", places=places, words=blank)


def words(*known: str) -> Kind:
    return Kind("enum", words=known)


def either(*kinds: Kind) -> Kind:
    return Kind("either", of=kinds)
