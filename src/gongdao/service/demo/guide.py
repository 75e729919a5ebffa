"""What each person of the demo should try, read from its file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from gongdao.kernel.text import Text
from gongdao.service.demo.reading import plain_file


@dataclass(frozen=True, slots=True)
class Try:
    """Something to try: ``page`` is the name of an address, ``order`` the order whose case it shows."""

    say: Text
    page: str
    order: str


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody whose part one can take."""

    id: str
    name: Text
    role: Text
    about: Text
    tries: tuple[Try, ...]


@cache
def parts() -> tuple[Part, ...]:
    """Give who can be played, in the order in which they are shown."""
    names = {person["id"]: _text(person["name"]) for person in plain_file("cast.yaml")["people"]}
    return tuple(_part(said, names[said["id"]]) for said in plain_file("guide.yaml")["people"])


def _part(said: dict[str, Any], name: Text) -> Part:
    tries = tuple(Try(_text(one["say"]), one["page"], one.get("order", "")) for one in said["tries"])
    return Part(said["id"], name, _text(said["role"]), _text(said["about"]), tries)


def _text(said: str) -> Text:
    zh, _, en = said.partition(" / ")
    return Text(zh, en)
