"""The courier: carries out what the outbox holds, at least once outward under one key, exactly once inward."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import InterfaceError, OperationalError, connections, transaction

from gongdao.case.stages.remedy import AnswerLeg, FailLeg, SendLeg
from gongdao.kernel.errors import Refused
from gongdao.ledger.execution import State
from gongdao.service.record import store
from gongdao.service.record.instants import stored
from gongdao.service.record.law import Law
from gongdao.service.record.outbox import MONEY

# A courier that was killed has its parcels taken over after this.
LEASE = timedelta(minutes=5)
# What the case itself forbids for now (the goods are not back, it is suspended) is asked again after this.
WAIT = timedelta(minutes=10)
# A payment that could not be asked for so often is a failed one, which people see and may try again.
MOST_TRIES = 8
_TAKE = (
    "UPDATE record_outbox SET attempts = attempts + 1, next_try_at = %s WHERE id IN"
    " (SELECT id FROM record_outbox WHERE sent_at IS NULL AND next_try_at <= %s ORDER BY next_try_at, id LIMIT %s{})"
    " RETURNING id, stream, kind, key, body, attempts"
)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Parcel:
    """What has to leave the house: ``key`` is the same however often it is sent, ``attempts`` counts from 1."""

    id: int
    stream: str
    kind: str
    key: str
    body: Mapping[str, Any]
    attempts: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What the marketplace says of a payment: its own receipt, and how many minor units it moved (0: it refused)."""

    receipt: str
    amount: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Delivered:
    """What a round did: parcels sent, those that the case does not let go yet, those that could not be sent."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0

    def __add__(self, other: Delivered) -> Delivered:
        return Delivered(self.sent + other.sent, self.waiting + other.waiting, self.failed + other.failed)


# None: it arrived and asks for no answer, or its answer comes later by another way.
Send = Callable[[Parcel], Answer | None]


def deliver(law: Law, now: datetime, send: Send, most: int = 20) -> Delivered:
    """Send at most so many parcels that are due; one that cannot be sent holds up no other.

    A payment is recorded as sent before it leaves, and its answer as soon as it is there.
    """
    done = Delivered()
    for parcel in take(law, now, most):
        done += _delivered(law, now, send, parcel)
    return done


def take(law: Law, now: datetime, most: int) -> list[Parcel]:
    """Take parcels that are due, in their order; nobody else takes them until the lease is over."""
    connection = connections[law.using]
    statement = _TAKE.format(" FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else "")
    with transaction.atomic(using=law.using), connection.cursor() as cursor:
        cursor.execute(statement, [stored(now + LEASE), stored(now), most])
        rows = sorted(cursor.fetchall())
    return [
        Parcel(id_, stream, kind, key, json.loads(body), attempts) for id_, stream, kind, key, body, attempts in rows
    ]


def _delivered(law: Law, now: datetime, send: Send, parcel: Parcel) -> Delivered:
    try:
        if parcel.kind == MONEY:
            _pay(law, now, send, parcel)
        else:
            send(parcel)
    except Refused as no:
        _put_off(law, parcel, now + WAIT, f"{no.code} {no.details}")
        return Delivered(waiting=1)
    except (OperationalError, InterfaceError):
        raise
    except Exception as wrong:
        log.exception("%s could not be sent", parcel.key)
        _failed(law, now, parcel, repr(wrong))
        return Delivered(failed=1)
    _close(law, parcel, now, "")
    return Delivered(sent=1)


def _pay(law: Law, now: datetime, send: Send, parcel: Parcel) -> None:
    leg = parcel.body["leg"]
    state = _state(law, parcel.stream, leg)
    if state is State.HELD:
        store.submit(law, parcel.stream, SendLeg(now, "platform", leg), now, key=f"{parcel.key}/send")
    elif state is not State.SENT:
        return
    answer = send(parcel)
    if answer is not None:
        _hear(law, parcel.stream, AnswerLeg(now, "marketplace", leg, answer.receipt, answer.amount, answer.reason), now)


def _hear(law: Law, stream: str, told: AnswerLeg, now: datetime) -> None:
    """Take in an answer; what the case does not take for one is none, and is asked for again, but not for ever."""
    try:
        store.submit(law, stream, told, now)
    except Refused as no:
        raise ValueError(f"no answer to a payment: {no.code} {no.details}") from no


def _state(law: Law, stream: str, leg: str) -> State:
    return next(payment.state for payment in store.load(law, stream).legs if payment.id == leg)


def _failed(law: Law, now: datetime, parcel: Parcel, error: str) -> None:
    """Try again later; a payment not for ever: then people have to look at it."""
    if parcel.kind != MONEY or parcel.attempts < MOST_TRIES:
        _put_off(law, parcel, now + store.retry_after(parcel.attempts - 1), error)
        return
    if _state(law, parcel.stream, parcel.body["leg"]) is State.SENT:
        failure = FailLeg(now, "platform", parcel.body["leg"], "undeliverable")
        store.submit(law, parcel.stream, failure, now, key=f"{parcel.key}/fail")
    _close(law, parcel, now, error)


def _put_off(law: Law, parcel: Parcel, until: datetime, error: str) -> None:
    statement = "UPDATE record_outbox SET next_try_at = %s, last_error = %s WHERE id = %s AND sent_at IS NULL"
    _execute(law, statement, [stored(until), error, parcel.id])


def _close(law: Law, parcel: Parcel, now: datetime, error: str) -> None:
    statement = "UPDATE record_outbox SET sent_at = %s, last_error = %s WHERE id = %s AND sent_at IS NULL"
    _execute(law, statement, [stored(now), error, parcel.id])


def _execute(law: Law, statement: str, values: list[Any]) -> None:
    with connections[law.using].cursor() as cursor:
        cursor.execute(statement, values)
