"""Opens a case on an order of the marketplace: its number, the facts, the shop's standing offers, the request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from hashlib import sha256

from django.db import connection

from gongdao.case.again import OF_THE_PRICE, came_back, items_of, left, ruled_on, same
from gongdao.case.heads import SUMS
from gongdao.case.stages.offers import TakeStandingOffer
from gongdao.case.stages.opening import FactsTaken, TakeFacts
from gongdao.case.state import CLOSED, Case, Row
from gongdao.kernel.digest import canonical
from gongdao.kernel.errors import Refused
from gongdao.kernel.money import amount_text
from gongdao.service.actions import screening
from gongdao.service.actions.screen_later import BUYER, SHOP, look_again
from gongdao.service.actions.screen_parcels import scans_came_in
from gongdao.service.installation import law, now
from gongdao.service.market.models import Order
from gongdao.service.people.actor import MARKETPLACE, Actor
from gongdao.service.queries.line_costs import line_costs
from gongdao.service.queries.rehearsal import Told, asking, told_of
from gongdao.service.record import store
from gongdao.service.record.keys import checked_key
from gongdao.service.record.store import Receipt
from gongdao.service.record.stream import stream_id
from gongdao.telling.instants import HOME

_KNOWN = (
    "SELECT r.number, o.source, r.digest FROM market_request r JOIN market_order o ON o.id = r.order_id"
    " WHERE r.key = %s"
)
_KEEP = "INSERT INTO market_request (key, order_id, number, digest, opened_at) VALUES (%s, %s, %s, %s, %s)"


def open_request(actor: Actor, order: Order, claim: Row, heads: Row, lines: Row, key: str) -> Receipt:
    """Open a case for the buyer of an order; sent again with the same key it is answered again.

    Number, request and case are written in one transaction: what is refused or breaks off leaves nothing of them.

    ``claim`` has ``type``, ``reason``, ``amount`` and what else `gongdao.case.fields.claim` names; ``heads`` and
    ``lines`` are those of `OpenRequest`. The marketplace may open one in the buyer's name.

    :raises Refused: the order is somebody else's (``order-not-found``), a case for these lines is open
        (``case-for-these-lines``), what is asked for came back already (``refunded-in-full``) or more is asked for than
        is left (``more-than-left``), it was ruled on this ground (``ground-ruled-on``), the key was used for something
        else, or the request cannot be decided as it is.
    """
    _check_buyer(actor, order)
    if not checked_key(key):
        raise Refused("key-form", key=key)
    at = now()
    digest = sha256(canonical([order.source, order.external_id, claim, heads, lines])).hexdigest()

    def begin() -> store.Asked:
        number, is_new = _begun(order, (claim, heads, lines), key, digest, at)
        asked = asking(order, number, claim, heads, lines, at)
        told = [command_of(event, at) for event in told_of(order, at)] if is_new else []
        return store.Asked(stream_id(order.source, number), (*told, asked), is_new)

    receipt = store.submit_begun(law(), f"{order.source}:{order.external_id}", begin, at, key)
    if not receipt.repeated:
        screening.chat_came_in(receipt.stream, receipt.case, 0)
        scans_came_in([receipt.stream], order)
        look_again(order.source, [f"{SHOP}:{order.shop.key}", f"{BUYER}:{order.buyer.person}"], at)
    return receipt


def next_number(at: datetime) -> str:
    """Give a case number, ``GD-2026-0042``, that nobody was given before.

    It is taken with the transaction it is asked for in; one that is rolled back gives it to nobody.
    """
    year = at.astimezone(HOME).year
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO market_numbering (year, last) VALUES (%s, 1)"
            " ON CONFLICT (year) DO UPDATE SET last = market_numbering.last + 1 RETURNING last",
            [year],
        )
        row = cursor.fetchone()
    return f"GD-{year}-{row[0]:04}"


def _check_buyer(actor: Actor, order: Order) -> None:
    """Who may not know of the order is not told that it is there."""
    is_marketplace = actor.has(MARKETPLACE) and actor.source == order.source
    is_buyer = bool(actor.person) and actor.person == order.buyer.person and not actor.stream
    if not is_marketplace and not is_buyer:
        raise Refused("order-not-found", order=order.external_id)


def _begun(order: Order, asked: tuple[Row, Row, Row], key: str, digest: str, at: datetime) -> tuple[str, bool]:
    """Give the number of the request under this key, and whether it is new; no other for the same lines is open.

    The row of the order is kept until the transaction is over, so that of two requests the second sees the first.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # SQLite has one writer at a time
            cursor.execute("SELECT 1 FROM market_order WHERE id = %s FOR UPDATE", [order.pk])
        cursor.execute(_KNOWN, [key])
        known = cursor.fetchone()
        if known is not None:
            number, source, before = known
            if before != digest:
                raise Refused("key-reused", key=key, stream=stream_id(source, number))
            return number, False
        _check_before(order, *asked, at)
        number = _unused(order, at)
        cursor.execute(_KEEP, [key, order.pk, number, digest, connection.ops.adapt_datetimefield_value(at)])
    return number, True


def _check_before(order: Order, claim: Row, heads: Row, lines: Row, at: datetime) -> None:
    """One open case for each line; what was ruled is appealed against, and what came back is not asked for again."""
    wanted, over = [sku for sku, _ in lines], []
    for stream in _streams(order):
        case = store.load(law(), stream)
        if case.stage == CLOSED:
            over.append(case)
        elif same(wanted, items_of(case)):
            raise Refused("case-for-these-lines", case=case.id, lines=tuple(wanted))
    if over and dict(claim).get("type") in OF_THE_PRICE:
        _check_left(order, over, dict(claim).get("amount"), lines, at)
        grounds = [word for word, _ in heads if word not in SUMS] or [str(dict(claim).get("reason"))]
        if ruled := next((case for case in over if ruled_on(case, grounds, wanted)), None):
            raise Refused("ground-ruled-on", case=ruled.id)


def _check_left(order: Order, over: Sequence[Case], amount: object, lines: Row, at: datetime) -> None:
    paid_in = [case for case in over if came_back(case) > 0]
    if not paid_in:
        return
    wanted = [sku for sku, _ in lines]
    rest = left(over, order.paid, line_costs(order, at) if wanted else {}, wanted)
    said = {
        "case": paid_in[0].id, "back": amount_text(sum(map(came_back, paid_in)), order.currency),
        "left": amount_text(rest, order.currency),
    }  # fmt: skip
    if rest == 0:
        raise Refused("refunded-in-full", **said)
    asked = amount if isinstance(amount, int) else sum(each for _, each in lines if isinstance(each, int))
    if asked > rest:
        raise Refused("more-than-left", amount=amount_text(asked, order.currency), **said)


def _streams(order: Order) -> list[str]:
    """Give the cases of an order, the latest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.stream FROM record_party p JOIN record_case c ON c.stream = p.stream"
            " WHERE p.person = %s AND p.role = 'buyer' AND c.source = %s AND c.order_id = %s"
            " ORDER BY c.opened_at DESC",
            [order.buyer.person, order.source, order.external_id],
        )
        return [row[0] for row in cursor.fetchall()]


def _unused(order: Order, at: datetime) -> str:
    number = next_number(at)
    while store.known(law(), stream_id(order.source, number)):
        number = next_number(at)
    return number


def command_of(event: Told, at: datetime) -> TakeFacts | TakeStandingOffer:
    """Give the command by which a case takes in what the marketplace told."""
    kind = TakeFacts if isinstance(event, FactsTaken) else TakeStandingOffer
    given = {field.name: getattr(event, field.name) for field in fields(event)}
    command: TakeFacts | TakeStandingOffer = kind(**{**given, "at": at})
    return command
