"""Looks for characters that a database cannot keep, before anything is decided."""

from __future__ import annotations

from collections.abc import Iterator

from gongdao.case.decider import Command
from gongdao.kernel.errors import Refused


def check_texts(command: Command) -> None:
    """Look at every text of a command.

    :raises Refused: one holds NUL or half of a surrogate pair.
    """
    for name in command.__dataclass_fields__:
        for field, text in _texts(name, getattr(command, name)):
            if not _storable(text):
                bad = next(char for char in text if not _storable(char))
                said = f"U+{ord(bad):04X}"
                raise Refused("text-unstorable", command=type(command).__name__, field=field, character=said)


def _texts(field: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, tuple):
        for item in value:
            if isinstance(item, tuple) and len(item) == 2 and isinstance(item[0], str):
                yield field, item[0]
                yield from _texts(f"{field}.{item[0]}", item[1])
            else:
                yield from _texts(field, item)


def _storable(text: str) -> bool:
    if text.isascii():
        return "\0" not in text
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)
