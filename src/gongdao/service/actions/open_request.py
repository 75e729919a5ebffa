"""Opens a case on an order of the marketplace: its number, the facts, the shop's standing offers, the request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import connection, transaction

from gongdao.case.codec import decode_text, encode
from gongdao.case.heads import heads as heads_of
from gongdao.case.stages.offers import StandingOfferTaken, TakeStandingOffer
from gongdao.case.stages.opening import FactsTaken, TakeFacts
from gongdao.case.state import Row
from gongdao.kernel.digest import canonical, plain
from gongdao.kernel.errors import Refused
from gongdao.service.installation import law, now
from gongdao.service.market.models import Order, Request
from gongdao.service.people.actor import MARKETPLACE, Actor
from gongdao.service.queries.rehearsal import Told, asking, ground, rehearsed, told_of
from gongdao.service.record import store
from gongdao.service.record.keys import checked_key
from gongdao.service.record.store import Receipt
from gongdao.service.record.stream import stream_id
from gongdao.service.record.texts import check_texts
from gongdao.telling.instants import HOME

# So long a request that did not get through keeps others for the same lines waiting.
UNDER_WAY = timedelta(minutes=1)


def open_request(actor: Actor, order: Order, claim: Row, heads: Row, lines: Row, key: str) -> Receipt:
    """Open a case for the buyer of an order; sent again with the same key it goes on where it stopped.

    ``claim`` has ``type``, ``reason``, ``amount`` and what else `gongdao.case.fields.claim` names; ``heads`` and
    ``lines`` are those of `OpenRequest`. The marketplace may open one in the buyer's name.

    :raises Refused: the order is somebody else's (``order-not-found``), a case for these lines is open or being opened
        (``case-for-these-lines``), the key was used for something else, or the request cannot be decided as it is.
    """
    _check_buyer(actor, order)
    if not checked_key(key):
        raise Refused("key-form", key=key)
    at = now()
    begun = _begun(order, claim, heads, lines, key, at)
    stream = stream_id(order.source, begun.number)
    told = [_command(event, at) for event in _told(begun)]
    asked = asking(order, begun.number, claim, heads, lines, at)
    try:
        receipt = store.submit_all(law(), stream, (*told, asked), at, key)
    except Refused:
        # It was answered, with no: the key and the lines are free again.
        Request.objects.filter(pk=key, opened_at=None).delete()
        raise
    Request.objects.filter(pk=key).update(told=None, opened_at=at)
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


def _begun(order: Order, claim: Row, heads: Row, lines: Row, key: str, at: datetime) -> Request:
    """Give the request under this key, with its number; a new one only where no other for the same lines is open."""
    digest = sha256(canonical([order.source, order.external_id, claim, heads, lines])).hexdigest()
    wanted = [sku for sku, _ in lines]
    with transaction.atomic():
        Order.objects.select_for_update().values_list("pk").get(pk=order.pk)
        known = Request.objects.filter(pk=key).first()
        if known is not None and known.digest != digest:
            raise Refused("key-reused", key=key, stream=stream_id(known.order.source, known.number))
        if known is not None and known.opened_at is not None:
            return known
        _check_free(order, wanted, known.number if known else "", at)
        if known is not None:
            known.tried_at = at
            known.save(update_fields=["tried_at"])
            return known
        told, command = told_of(order, at), asking(order, "rehearsal", claim, heads, lines, at)
        check_texts(command)
        rehearsed(ground(told, at), command, store.court(law()))
        return Request.objects.create(
            key=key,
            order=order,
            number=_unused(order, at),
            digest=digest,
            lines=wanted,
            told=[_stored(event) for event in told],
            tried_at=at,
        )


def _check_free(order: Order, wanted: Sequence[str], own: str, at: datetime) -> None:
    """One open case for each line; what was begun elsewhere a moment ago is waited for."""
    for stream in open_streams(order):
        begun = store.load(law(), stream)
        if begun.id != own and any(_same(wanted, head.items) for head in heads_of(begun)):
            raise Refused("case-for-these-lines", case=begun.id, lines=tuple(wanted))
    begun_just_now = Request.objects.filter(order=order, opened_at=None, tried_at__gt=at - UNDER_WAY)
    for other in begun_just_now.exclude(number=own):
        if _same(wanted, other.lines):
            raise Refused("case-for-these-lines", case=other.number, lines=tuple(wanted))


def open_streams(order: Order) -> list[str]:
    """Give the cases of an order that are not closed, the latest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.stream FROM record_party p JOIN record_case c ON c.stream = p.stream"
            " WHERE p.person = %s AND p.role = 'buyer' AND c.source = %s AND c.order_id = %s AND c.closed_at IS NULL"
            " ORDER BY c.opened_at DESC",
            [order.buyer.person, order.source, order.external_id],
        )
        return [row[0] for row in cursor.fetchall()]


def _same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two requests are about the same goods; without lines a request is about the whole order."""
    return not one or not other or not set(one).isdisjoint(other)


def _unused(order: Order, at: datetime) -> str:
    number = next_number(at)
    while store.known(law(), stream_id(order.source, number)):
        number = next_number(at)
    return number


def _stored(event: Told) -> list[object]:
    body = encode(event)
    return [body.pop("type"), body.pop("version"), plain(body)]


def _told(begun: Request) -> Iterator[Told]:
    """Give what the case begins with, as it was when the request was first sent."""
    for kind, version, body in begun.told or ():
        event = decode_text(kind, version, body)
        assert isinstance(event, (FactsTaken, StandingOfferTaken))
        yield event


def _command(event: Told, at: datetime) -> TakeFacts | TakeStandingOffer:
    kind = TakeFacts if isinstance(event, FactsTaken) else TakeStandingOffer
    given = {field.name: getattr(event, field.name) for field in fields(event)}
    command: TakeFacts | TakeStandingOffer = kind(**{**given, "at": at})
    return command
