"""Sends what leaves the outbox: a notice to letters, mail and webhooks, a payment to who carries it out."""

from __future__ import annotations

import json
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings

from gongdao.kernel.digest import plain
from gongdao.service.actions.fan_out import fan_out, message_id
from gongdao.service.delivery.event_types import PAYMENT
from gongdao.service.delivery.models import Delivery, Endpoint
from gongdao.service.record.instants import stored
from gongdao.service.record.law import Law
from gongdao.service.record.outbox import MONEY
from gongdao.service.work import posting
from gongdao.service.work.courier import Answer, Parcel, Send


def sender(law: Law, now: datetime) -> Send:
    """Give what sends a parcel at an instant."""
    return partial(_send, law, now)


def _send(law: Law, now: datetime, parcel: Parcel) -> Answer | None:
    if parcel.kind == MONEY:
        return _pay(parcel, now)
    fan_out(law, parcel.key, parcel.stream, parcel.body, now)
    return None


def _pay(parcel: Parcel, now: datetime) -> Answer | None:
    """Ask for a payment where payments are carried out; where nobody does, the marketplace fetches it and answers.

    The marketplace of a demo pays at once.
    """
    source = parcel.stream.partition(":")[0]
    endpoint = Endpoint.objects.filter(source=source, pays=True, enabled=True).first()
    if endpoint is None:
        return _paid_at_once(parcel) if settings.DEMO else None
    reply = posting.post_now(_message(endpoint, parcel, now), now)
    if not reply.is_taken:
        raise ConnectionError(reply.error or f"{reply.status}")
    return _answer(reply.said)


def _paid_at_once(parcel: Parcel) -> Answer:
    return Answer(f"demo/{parcel.body['payment']}", int(parcel.body["amount"]))


def _message(endpoint: Endpoint, parcel: Parcel, now: datetime) -> Delivery:
    """Give the message of a payment; the same parcel has the same one."""
    data = {**parcel.body, "stream": parcel.stream, "id": parcel.body["payment"]}
    fields = {
        "endpoint": endpoint,
        "type": PAYMENT,
        "stream": parcel.stream,
        "seq": parcel.body["head"]["seq"],
        "body": plain({"type": PAYMENT, "timestamp": stored(now), "data": data}),
        "created_at": now,
    }
    made, _ = Delivery.objects.select_related("endpoint").get_or_create(
        id=message_id(endpoint.id, parcel.key), defaults=fields
    )
    return made


def _answer(said: str) -> Answer | None:
    """Read what the marketplace says of a payment; nothing said means that it answers later.

    What it says may be wrong in form although it paid: it is asked again, and people look at it in the end.
    """
    if not said.strip():
        return None
    given = json.loads(said)
    if not isinstance(given, dict) or "receipt" not in given:
        return None
    receipt: Any = given["receipt"]
    amount: Any = given.get("amount")
    reason: Any = given.get("reason", "")
    counted = type(amount) is int and amount >= 0
    if not counted or not isinstance(receipt, str) or not receipt or not isinstance(reason, str):
        raise ValueError(f"no answer to a payment: {said[:200]}")
    return Answer(receipt, amount, reason)
