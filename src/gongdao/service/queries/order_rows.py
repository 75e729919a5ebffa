"""Reads orders and parcels in plain SQL: commands begin with it, and the ORM takes longer than the database."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from gongdao.service.market.facts import instant
from gongdao.service.market.models import Order, Shipment, Shop
from gongdao.service.people.models import User

ORDER = (
    "id", "source", "external_id", "buyer_id", "shop_id", "title", "status", "currency", "paid", "placed_at", "facts",
    "updated_at",
)  # fmt: skip
SHOP = ("id", "key", "source", "external_id", "name", "facts", "updated_at")
# Of the buyer no more; the rest is read when it is asked for.
BUYER = ("id", "person", "source", "external_id", "name")
PARCEL = ("id", "source", "waybill", "carrier", "scans", "returned", "signed_at", "hand", "updated_at")
OF_JSON = ("facts", "scans")
_READ = (
    "SELECT o.id, o.source, o.external_id, o.buyer_id, o.shop_id, o.title, o.status, o.currency, o.paid, o.placed_at,"
    " o.facts, o.updated_at, s.id, s.key, s.source, s.external_id, s.name, s.facts, s.updated_at,"
    " u.id, u.person, u.source, u.external_id, u.name FROM market_order o"
    " JOIN market_shop s ON s.id = o.shop_id JOIN people_user u ON u.id = o.buyer_id"
)


def order_with(which: str, values: Sequence[str]) -> Order | None:
    """Give the first order, with its buyer and its shop, for which a condition on ``o``, ``u`` and ``s`` holds."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_READ} WHERE {which} ORDER BY o.id LIMIT 1", list(values))
        row = cursor.fetchone()
    if row is None:
        return None
    of_order, of_shop = len(ORDER), len(ORDER) + len(SHOP)
    order = Order.from_db(connection.alias, ORDER, _read(ORDER, row[:of_order]))
    order.shop = Shop.from_db(connection.alias, SHOP, _read(SHOP, row[of_order:of_shop]))
    order.buyer = User.from_db(connection.alias, BUYER, row[of_shop:])
    return order


def parcels_of(order: Order) -> list[Shipment]:
    """Give the parcels of an order."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(PARCEL)} FROM market_shipment WHERE order_id = %s ORDER BY id", [order.pk])
        rows = cursor.fetchall()
    return [Shipment.from_db(connection.alias, ("order_id", *PARCEL), [order.pk, *_read(PARCEL, row)]) for row in rows]


def _read(names: Sequence[str], row: Sequence[object]) -> list[object]:
    """JSON and instants are not quite what the databases give."""
    pairs = zip(names, row, strict=True)
    return [json.loads(str(it)) if name in OF_JSON else _instant(it) for name, it in pairs]


def _instant(value: object) -> object:
    return instant(value) if isinstance(value, datetime) else value
