"""Reads the files of the demo: who lives in its marketplace, what was ordered there, the stories that are played."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from gongdao.case.desk import Desk
from gongdao.case.strict import read_shape
from gongdao.kernel.errors import BadInput
from gongdao.kernel.money import parse_money
from gongdao.kernel.source import Node, plain, read
from gongdao.service.files import read_text
from gongdao.service.play import acts
from gongdao.service.play.read import read_scenario
from gongdao.service.play.scenario import Scenario

CURRENCY = "CNY"
FOLDER = Path(__file__).parent
# The parts that the marketplace mirrors with the order; what else a story tells is told to its case.
MIRRORED = ("order", "goods", "buyer", "gift", "items", "payments", "logistics", "chat")


@dataclass(frozen=True, slots=True)
class Told:
    """The texts of the demo in one language, and by how much its stories are moved to end now."""

    lang: str
    by: timedelta


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the demo; ``roles`` names each with the shops it is for, or an empty one."""

    id: str
    name: str
    phone: str
    elder: bool
    roles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Store:
    """A shop: its part ``seller``, and what it offers to everybody as reason, kind and amount in minor units.

    ``profile`` is what it is screened by besides (`gongdao.service.market.models.Shop`).
    """

    id: str
    name: str
    facts: Mapping[str, Any]
    standing: tuple[tuple[str, str, int], ...]
    profile: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Story:
    """A dispute and who has it; ``buyer`` is empty where a shop asks something of the platform."""

    name: str
    buyer: str
    shop: str
    scenario: Scenario


@dataclass(frozen=True, slots=True)
class Bought:
    """An order as the marketplace tells of it: the parts of a case file, in minor units and ISO 8601."""

    buyer: str
    shop: str
    placed_at: datetime
    parts: Mapping[str, Any]


def people(lang: str) -> list[Person]:
    """Give who lives there, the buyers first."""
    return [_person(one, lang) for one in plain_file("cast.yaml")["people"]]


def shops(told: Told) -> list[Store]:
    """Give the shops with what the marketplace knows of them.

    :raises BadInput: one cannot be read.
    """
    return [_store(node.value, told) for node in _node("cast.yaml").value["shops"].value]


def plain_file(name: str) -> dict[str, Any]:
    """Give what a file of the demo says.

    :raises BadInput: it cannot be read.
    """
    found: dict[str, Any] = plain(_node(name))
    return found


def moment() -> datetime:
    """Give the instant that the files call now."""
    return datetime.fromisoformat(str(plain_file("programme.yaml")["now"]))


def stories() -> list[Story]:
    """Give the stories in the order of the programme.

    :raises BadInput: a story cannot be read.
    """
    listed = plain_file("programme.yaml")["stories"]
    return [Story(one["story"], one.get("buyer", ""), one["shop"], _scenario(one["story"])) for one in listed]


def orders(told: Told) -> list[Bought]:
    """Give the orders that nobody has asked anything about.

    :raises BadInput: one cannot be read.
    """
    return [_bought(node, told) for node in _node("orders.yaml").value["orders"].value]


def ordered(story: Story, told: Told) -> Bought | None:
    """Give the order that a story is about; None where it is about none."""
    parts: dict[str, Any] = {}
    for act in story.scenario.steps[0].acts:
        path, row = act.fields["path"], stored(dict(act.fields["row"]), told)
        name, _, inner = path.partition(".")
        if name in ("logistics", "chat", "items", "payments"):
            parts.setdefault(name, []).append(row)
        elif inner:
            parts.setdefault(name, {})[inner] = row
        else:
            parts.setdefault(name, {}).update(row)
    if "order" not in parts:
        return None
    placed = datetime.fromisoformat(parts["order"]["paid_at"])
    return Bought(story.buyer, story.shop, placed, parts)


def moved(value: Any, told: Told) -> Any:
    """Give a value of a story as it is said now: instants later, texts in the language of the demo."""
    if isinstance(value, datetime):
        return value + told.by
    if isinstance(value, date):
        return value + timedelta(days=told.by.days)
    if isinstance(value, str):
        return half(value, told.lang)
    if isinstance(value, tuple):
        return tuple(moved(each, told) for each in value)
    return value


def stored(value: Any, told: Told) -> Any:
    """Give a value of a story as the mirror keeps it, in JSON."""
    if isinstance(value, Mapping):
        return {key: stored(each, told) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [stored(each, told) for each in value]
    later = moved(value, told)
    return later.isoformat() if isinstance(later, date) else later


def half(text: str, lang: str) -> str:
    """Give the half of ``中文 / English`` that is in the language; the whole of any other text."""
    chinese, between, english = text.partition(" / ")
    return (chinese if lang == "zh" else english) if between else text


def _person(said: Mapping[str, Any], lang: str) -> Person:
    roles = tuple((role, shop) for role, listed in said.get("roles", {}).items() for shop in listed)
    return Person(said["id"], half(said["name"], lang), said.get("phone", ""), said.get("elder", False), roles)


def _store(said: Mapping[str, Node], told: Told) -> Store:
    standing = plain(said["standing"]) if "standing" in said else []
    offers = tuple((one["reason"], one["kind"], parse_money(one["amount"], CURRENCY)) for one in standing)
    name = half(said["name"].value, told.lang)
    profile = plain(said["profile"]) if "profile" in said else {}
    return Store(said["id"].value, name, _part("seller", said["facts"], told), offers, profile)


def _bought(node: Node, told: Told) -> Bought:
    said = node.value
    parts = {name: _part(name, said[name], told) for name in MIRRORED if name in said and name != "buyer"}
    placed = datetime.fromisoformat(str(said["placed_at"].value)) + told.by
    return Bought(said["buyer"].value, said["shop"].value, placed, parts)


def _part(name: str, node: Node, told: Told) -> Any:
    desk = Desk({})
    found = read_shape(acts.facts()[name], node, name, desk)
    if desk.problems:
        raise BadInput(desk.problems)
    return stored(found, told)


def _scenario(name: str) -> Scenario:
    return read_scenario(read_text(FOLDER / "stories" / f"{name}.yaml"), f"{name}.yaml")


def _node(name: str) -> Node:
    node, problems = read(read_text(FOLDER / name), name)
    if node is None or problems:
        raise BadInput(problems)
    return node
