"""The facts of an order as a case takes them in: of its shop, its lines, payments, parcels and chat."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from django.db import connection

from gongdao.case.schema import kind_of, kind_of_item
from gongdao.case.state import LISTS, Row, Scalar
from gongdao.service.market.models import Order

# The parts that `Order.facts` may have, in the order in which a case takes them in.
PARTS = ("order", "goods", "buyer", "gift", "items", "payments")
Rows = list[tuple[str, Row]]


def rows(order: Order, parts: Collection[str] = ()) -> Rows:
    """Give all that is known of an order as paths and rows of `TakeFacts`, such as ``("order", (("paid", 9900), …))``.

    Mappings come once, lists row by row in the order of time; amounts are minor units, instants and days are such.
    ``parts`` asks for these alone, such as ``("chat",)``.
    """
    found: Rows = []
    if not parts or not {*parts}.isdisjoint(PARTS):
        found += _order(order)
    if not parts or "seller" in parts:
        found += _part("seller", {"id": order.shop.key, **order.shop.facts})
    if not parts or "logistics" in parts:
        found += [("logistics", row_of("logistics", scan)) for scan in _scans(order)]
    if not parts or "chat" in parts:
        found += [("chat", line) for line in _chat(order)]
    return [(path, row) for path, row in found if not parts or path.partition(".")[0] in parts]


def _order(order: Order) -> Rows:
    known = {"id": order.external_id, "currency": order.currency, "paid": order.paid, "status": order.status}
    facts = {**order.facts, "order": {**order.facts.get("order", {}), **known}}
    return [pair for name in PARTS if name in facts for pair in _part(name, facts[name])]


def _part(name: str, value: Any) -> Rows:
    if name in LISTS:
        return [(name, row_of(name, each)) for each in value]
    plain = {key: each for key, each in value.items() if not isinstance(each, dict)}
    inner = [(f"{name}.{key}", each) for key, each in value.items() if isinstance(each, dict)]
    return [*([(name, row_of(name, plain))] if plain else []), *((path, row_of(path, each)) for path, each in inner)]


def _scans(order: Order) -> list[Mapping[str, Any]]:
    """What the carriers noted of the way to the buyer, of all parcels together, by time."""
    found = _read_all("SELECT scans FROM market_shipment WHERE order_id = %s AND NOT returned ORDER BY id", order)
    scans = [scan for (told,) in found for scan in json.loads(told)]
    return sorted(scans, key=lambda scan: datetime.fromisoformat(scan["at"]))


def _chat(order: Order) -> list[Row]:
    found = _read_all("SELECT at, sender, text FROM market_message WHERE order_id = %s ORDER BY at, id", order)
    return [(("at", instant(at)), ("from", sender), ("text", text)) for at, sender, text in found]


def _read_all(statement: str, order: Order) -> list[tuple[Any, ...]]:
    """In plain SQL: whatever is told of an order reads this, and the ORM would take longer than the database."""
    with connection.cursor() as cursor:
        cursor.execute(statement, [order.pk])
        return list(cursor.fetchall())


def instant(value: datetime) -> datetime:
    """Give an instant as a database gave it: SQLite keeps nothing of a zone, and ours are all in UTC."""
    return value if value.tzinfo is not None else value.replace(tzinfo=UTC)


def row_of(path: str, value: Mapping[str, Any]) -> Row:
    """Give one mapping of JSON as the flat row of a part of the facts, its instants and days read."""
    return tuple((key, _read(path, key, each)) for key, each in value.items())


def _read(path: str, key: str, value: Any) -> Scalar:
    if isinstance(value, list):
        return tuple(value)
    kind = _kind(path, key)
    if kind == "instant" and isinstance(value, str):
        return datetime.fromisoformat(value)
    if kind == "date" and isinstance(value, str):
        return date.fromisoformat(value)
    known: Scalar = value
    return known


@cache
def _kind(path: str, key: str) -> str:
    kind = kind_of_item(path, key) if path in LISTS else kind_of(f"{path}.{key}")
    return kind.name if kind is not None else ""
