"""The standing offers of a shop, with how often each was made and taken; for who acts for the shop."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from gongdao.kernel.errors import Refused
from gongdao.service.market.models import Shop, StandingOffer
from gongdao.service.people.actor import Actor
from gongdao.service.queries.shops import shops_of
from gongdao.service.record.instants import stored

DAYS = 90
NAMED = "standing-"
_USED = (
    "SELECT e.type, e.body FROM record_party p JOIN record_case c ON c.stream = p.stream"
    " JOIN record_event e ON e.stream = p.stream AND e.type IN ('OfferMade', 'OfferAccepted')"
    " WHERE p.person = %s AND p.role = 'seller' AND c.opened_at >= %s"
)


@dataclass(frozen=True, slots=True)
class Used:
    """How often an offer was made, and taken, in the last days."""

    made: int = 0
    taken: int = 0


def shops_by_name(actor: Actor) -> list[Shop]:
    """Give the shops somebody acts for; one read.

    :raises Refused: ``page-not-found`` for who acts for none.
    """
    found = list(Shop.objects.filter(key__in=shops_of(actor)).order_by("name", "pk"))
    if not found:
        raise Refused("page-not-found")
    return found


def shop_of(actor: Actor, key: str) -> Shop:
    """Give a shop by its key.

    :raises Refused: ``page-not-found``: there is none, or somebody else acts for it; both look alike.
    """
    found = Shop.objects.filter(key=key).first() if key in shops_of(actor) else None
    if found is None:
        raise Refused("page-not-found")
    return found


def standing_of(shop: Shop) -> dict[str, StandingOffer]:
    """Give what a shop offers, or has paused, by reason; one read."""
    return {it.reason: it for it in shop.standing_offers.filter(ended_at=None).order_by("active", "pk")}


def used(shop: Shop, now: datetime) -> Mapping[int, Used]:
    """Give by the offer's number how often it was made and taken in cases of the last days; one read."""
    made, taken = Counter[int](), Counter[int]()
    with connection.cursor() as cursor:
        cursor.execute(_USED, [shop.key, stored(now - timedelta(days=DAYS))])
        for kind, body in cursor.fetchall():
            named = str(json.loads(body).get("id", ""))
            number = named.removeprefix(NAMED)
            if named.startswith(NAMED) and number.isdecimal():
                (made if kind == "OfferMade" else taken)[int(number)] += 1
    return {number: Used(made[number], taken[number]) for number in {*made, *taken}}
