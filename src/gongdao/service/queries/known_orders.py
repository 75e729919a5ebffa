"""Orders of the mirror as those may see them whom they concern: the buyer, the shop, and the marketplace."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import connection
from django.db.models import Q, QuerySet

from gongdao.kernel.errors import Refused
from gongdao.service.market.models import Message, Order, Shipment
from gongdao.service.people.actor import MARKETPLACE, Actor
from gongdao.service.queries.order_rows import order_with

_NAMES = "SELECT id, source, external_id FROM market_order WHERE source = %s AND external_id = %s"


def orders_of(actor: Actor) -> QuerySet[Order]:
    """Give the orders somebody may see: his own purchases, those of his shops, or all of his marketplace."""
    rows = Order.objects.select_related("buyer", "shop")
    if actor.has(MARKETPLACE):
        return rows.filter(source=actor.source)
    if not actor.person:
        return rows.none()
    return rows.filter(Q(buyer__person=actor.person) | Q(shop__key__in=actor.shops))


def order_known(actor: Actor, id_: str) -> Order:
    """Give one order; a marketplace knows its own by the external id alone.

    :raises Refused: there is none, or it concerns others (``order-not-found``: both look alike).
    """
    which, values = _seen_by(actor)
    found = order_with(f"o.external_id = %s AND {which}", [id_, *values]) if which else None
    if found is None:
        raise Refused("order-not-found", order=id_)
    return found


def order_named(actor: Actor, id_: str) -> Order:
    """Give one order of a marketplace by its names alone; the rest of it is read when it is asked for.

    :raises Refused: who asks is no marketplace, or has no such order.
    """
    if not actor.has(MARKETPLACE):
        raise Refused("not-a-marketplace")
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, [actor.source, id_])
        row = cursor.fetchone()
    if row is None:
        raise Refused("order-not-found", order=id_)
    return Order.from_db(connection.alias, ("id", "source", "external_id"), row)


def _seen_by(actor: Actor) -> tuple[str, list[str]]:
    """What `orders_of` says, as a condition; none where nothing is seen."""
    if actor.has(MARKETPLACE):
        return "o.source = %s", [actor.source]
    if not actor.person:
        return "", []
    shops = sorted(actor.shops)
    marks = ", ".join(["%s"] * len(shops)) or "NULL"
    return f"(u.person = %s OR s.key IN ({marks}))", [actor.person, *shops]


def orders_listed(actor: Actor, wanted: Mapping[str, str], before: int | None = None) -> QuerySet[Order]:
    """Give the orders somebody may see, the newest first; ``wanted`` may name a ``status``, ``buyer`` or ``shop``."""
    rows = orders_of(actor).order_by("-pk")
    known = {"status": "status", "buyer": "buyer__external_id", "shop": "shop__external_id"}
    rows = rows.filter(**{known[name]: value for name, value in wanted.items() if value})
    return rows if before is None else rows.filter(pk__lt=before)


def shipments_of(order: Order) -> QuerySet[Shipment]:
    """Give the parcels of an order."""
    return order.shipments.order_by("pk")


def messages_of(order: Order, at: str = "", after: int = 0) -> QuerySet[Message]:
    """Give the chat of an order by time; what follows a line said at an instant."""
    rows = order.messages.order_by("at", "pk")
    if not at:
        return rows
    try:
        since = datetime.fromisoformat(at)
    except ValueError as wrong:
        raise Refused("cursor-form", value=at[:60]) from wrong
    return rows.filter(Q(at__gt=since) | Q(at=since, pk__gt=after))
