"""What would become of a request before it is made: the same fold over the order's facts, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db import connection

from gongdao.case.allowed import preview
from gongdao.case.court import Court, pack_for
from gongdao.case.decider import Recorded, evolve, fold
from gongdao.case.stages.offers import StandingOfferTaken
from gongdao.case.stages.opening import FactsTaken, OpenRequest, RequestOpened
from gongdao.case.state import Case, Row
from gongdao.service.market import facts
from gongdao.service.market.models import Order

MARKETPLACE = "marketplace"
_OFFERED = "SELECT id, reason, kind, amount FROM market_standing_offer WHERE shop_id = %s AND active ORDER BY id"
Told = FactsTaken | StandingOfferTaken


def told_of(order: Order, at: datetime) -> tuple[Told, ...]:
    """Give what the marketplace told of an order and its shop, as the events that a case begins with."""
    known = {"seller": min(at, order.shop.updated_at)}
    taken = [
        FactsTaken(at, MARKETPLACE, order.source, known.get(path, min(at, order.updated_at)), path, row)
        for path, row in facts.rows(order)
    ]
    return (*taken, *_standing(order, at))


def _standing(order: Order, at: datetime) -> list[StandingOfferTaken]:
    """What the shop offers to everybody; without an amount it is all that was paid."""
    with connection.cursor() as cursor:
        cursor.execute(_OFFERED, [order.shop_id])
        return [
            StandingOfferTaken(at, MARKETPLACE, f"standing-{id_}", reason, kind, amount or order.paid)
            for id_, reason, kind, amount in cursor.fetchall()
        ]


def ground(told: Iterable[Told], at: datetime) -> Case:
    """Give the case of which only the facts are known."""
    return fold(Case(), [Recorded(event, at) for event in told])


def asking(order: Order, number: str, claim: Row, heads: Row, lines: Row, at: datetime) -> OpenRequest:
    """Give the command by which the buyer of an order makes a request."""
    by = f"buyer:{order.buyer.person}"
    return OpenRequest(at, by, number, settings.GONGDAO_PLATFORM, "", claim, heads, lines)


def opened(case: Case, command: OpenRequest, court: Court) -> Case:
    """Give the case with a request just made, before anything was decided about it."""
    bare = RequestOpened(
        command.at, command.by, command.id, command.platform, "auto", command.claim, command.heads, command.lines
    )
    return evolve(case, replace(bare, pack=pack_for(court, evolve(case, bare), command.at)))


def rehearsed(case: Case, command: OpenRequest, court: Court) -> Case:
    """Give the case that a request would make of the facts.

    :raises Refused: it cannot be made like this.
    """
    return preview(case, command, court)[0]
