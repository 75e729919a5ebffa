"""A composed pack as one JSON text and back, so that it need not be composed again while its files are the same.

The text holds values only, each named once and built from those before it: reading it can run no code of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from types import ModuleType
from typing import Any

from gongdao.kernel.errors import Place
from gongdao.kernel.text import Text
from gongdao.policy import pack as packs, syntax, types
from gongdao.policy.pack import Hit, Pack

FORM = 3  # of the text: changes when a pack is written in another way


def _dataclasses(module: ModuleType) -> Iterator[type]:
    own = (kind for kind in vars(module).values() if isinstance(kind, type) and kind.__module__ == module.__name__)
    return filter(is_dataclass, own)


# A closed list: nothing else is ever made out of a text.
_TAGS: dict[type, str] = {kind: kind.__name__ for kind in (Text, Place, *_dataclasses(packs), *_dataclasses(types))}
_TAGS |= {kind: f"{kind.__name__.lower()}()" for kind in _dataclasses(syntax)}
_TAGS |= {tuple: "tuple", list: "list", dict: "dict", frozenset: "frozenset"}
_TAGS |= {date: "date", Decimal: "number", Hit: "Hit"}
_FIELDS = {kind: tuple(field.name for field in fields(kind)) for kind in _TAGS if is_dataclass(kind)}
_MAKERS: dict[str, Callable[..., Any]] = {
    **{tag: kind for kind, tag in _TAGS.items()},
    "tuple": lambda *parts: parts,
    "list": lambda *parts: list(parts),
    "dict": lambda *parts: dict(zip(parts[::2], parts[1::2], strict=True)),
    "frozenset": lambda *parts: frozenset(parts),
    "date": date.fromisoformat,
}


def store(pack: Pack, files: Mapping[str, str]) -> str:
    """Write a pack; ``files`` gives each file of its places the name it is stored under."""
    written = _Written(files)
    parts = [written.put(getattr(pack, field.name)) for field in fields(Pack)]
    rows = [[tag, *map(written.place, of)] for tag, *of in written.rows]
    body = [written.atoms, rows, list(map(written.place, parts))]
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def restore(text: str, files: Mapping[str, str]) -> Pack:
    """Read a stored pack; ``files`` gives each stored file the name that people are shown.

    :raises ValueError: the text is not that of a pack.
    """
    makers = {**_MAKERS, "Place": lambda file, *rest: Place(files.get(file, file), *rest)}
    try:
        made, rows, parts = json.loads(text)
        for tag, *of in rows:
            made.append(makers[tag](*[made[part] for part in of]))
        return Pack(*[made[part] for part in parts])
    except (TypeError, KeyError, IndexError) as error:
        raise ValueError("not a stored pack") from error


class _Written:
    """The values written so far: atoms, and rows that name earlier values; an atom by its number inverted."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.files = files
        self.atoms: list[object] = []
        self.rows: list[tuple[Any, ...]] = []
        self.numbers: dict[object, int] = {}

    def put(self, value: object) -> int:
        """Give the number of a value, written once however often it is used."""
        kind = type(value)
        if kind in (str, int, bool, type(None)):
            return self._number((kind, value), self.atoms, value)
        row = (_TAGS[kind], *map(self.put, self._parts(value)))
        return self._number(row, self.rows, row)

    def place(self, number: int) -> int:
        """Give the final number of a value: the atoms stand before the rows."""
        return number + len(self.atoms) if number >= 0 else ~number

    def _number(self, key: object, where: list[Any], value: object) -> int:
        if key not in self.numbers:
            self.numbers[key] = ~len(where) if where is self.atoms else len(where)
            where.append(value)
        return self.numbers[key]

    def _parts(self, value: Any) -> Iterable[object]:
        match value:
            case Place():
                return (self.files.get(value.file, value.file), value.line, value.column, value.path)
            case dict():
                return (part for entry in value.items() for part in entry)
            case frozenset():
                return sorted(value)
            case tuple() | list():
                return value
            case date() | Decimal():
                return (str(value),)
            case Hit():
                return (value.value,)
            case _:
                return (getattr(value, name) for name in _FIELDS[type(value)])
