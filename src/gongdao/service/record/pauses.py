"""The register of the platform's pauses in the record, and the heart whose silence is registered as an outage."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import astuple
from datetime import datetime
from typing import Any

from django.db import connections, transaction

from gongdao.case import pauses
from gongdao.case.state import Stop
from gongdao.kernel.digest import canonical
from gongdao.service.record.instants import read, stored
from gongdao.service.record.law import Law
from gongdao.service.record.stream import Head, Stored, link

REGISTER = "register:pauses"
OUTAGE = "outage"
CLERK = "clerk"
# A heart that was heard a moment ago need not be written down again.
BEATS_IN_AN_OUTAGE = 3
_heard: dict[
    str, datetime
] = {}  # by alias, when this process last made sure; the record holds that beat or a later one
_INSERT = (
    "INSERT INTO record_event (stream, seq, type, version, body, at, recorded_at, actor, previous, digest) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
_EVENTS = "SELECT type, version, body FROM record_event WHERE stream = %s ORDER BY seq"
_LAST = "SELECT seq, digest, recorded_at FROM record_event WHERE stream = %s ORDER BY seq DESC LIMIT 1"
_STATE = "SELECT pauses_seq, beat_at FROM record_register WHERE id = 1"
_WAITING = "SELECT COUNT(*) FROM record_case WHERE closed_at IS NULL AND pauses < %s"
_OUTDATED = (
    "SELECT 1 FROM record_case WHERE closed_at IS NULL"
    " AND pauses < (SELECT pauses_seq FROM record_register WHERE id = 1) LIMIT 1"
)
_LOCKED = "SELECT pauses_seq, beat_at FROM record_register WHERE id = 1 FOR UPDATE"


def register(using: str, events: int | None = None) -> tuple[Stop, ...]:
    """Give the pauses in the order of their numbers: as they stand, or as they stood after so many events."""
    return pauses.register(_events(using)[:events])


def length(using: str) -> int:
    """Give how many events the register has: what a deadline was computed with."""
    return _state(using)[0]


def waiting(using: str) -> int:
    """Give how many open cases have deadlines that were computed before the register's last change."""
    return int(_rows(using, _WAITING, [length(using)])[0][0])


def outdated(using: str) -> bool:
    """Whether any open case has deadlines that were computed before the register's last change."""
    return bool(_rows(using, _OUTDATED, []))


def begin(law: Law, at: datetime, ground: str, by: str, now: datetime) -> int:
    """Begin a pause whose end is not known yet; gives its number.

    :raises Refused: no ground is given, it begins in the future, or a pause is open already.
    """
    return _written(law.using, now, lambda stops: (pauses.begin(stops, at, ground, by, now),))


def end(law: Law, at: datetime, by: str, now: datetime) -> int:
    """End the pause that is open; gives its number.

    :raises Refused: none is open, or it would end before it began or before now.
    """
    return _written(law.using, now, lambda stops: (pauses.end(stops, at, by, now),))


def add(law: Law, since: datetime, until: datetime, ground: str, by: str, now: datetime) -> int:
    """Register a pause whose end is known, before, while or after it was; gives its number.

    :raises Refused: no ground is given, it does not end after it began, or it is too long to be meant.
    """
    return _written(law.using, now, lambda stops: pauses.stated(stops, since, until, ground, by))


def beat(law: Law, now: datetime) -> bool:
    """Note that somebody is at work; where nobody was for too long, register that time as an outage first.

    Gives whether an outage was registered.
    """
    if law.outage_after is None:
        return False
    often = law.outage_after / BEATS_IN_AN_OUTAGE
    if law.using in _heard and now - _heard[law.using] <= often:
        return False
    heard = _state(law.using)[1]
    if heard is not None and now - heard <= often:
        _heard[law.using] = heard
        return False
    with transaction.atomic(using=law.using):
        heard = _locked(law.using)[1]
        silent = heard is not None and now - heard > law.outage_after
        if heard is not None and silent:
            _write(law.using, now, lambda stops: pauses.whole(stops, heard, now, OUTAGE, CLERK))
        if heard is None or heard < now:
            _execute(law.using, "UPDATE record_register SET beat_at = %s WHERE id = 1", [stored(now)])
    _heard[law.using] = now
    return silent


def _written(using: str, now: datetime, act: Callable[[tuple[Stop, ...]], tuple[pauses.Event, ...]]) -> int:
    with transaction.atomic(using=using):
        _locked(using)
        return _write(using, now, act)


def _write(using: str, now: datetime, act: Callable[[tuple[Stop, ...]], tuple[pauses.Event, ...]]) -> int:
    events = act(register(using))
    rows = _chained(_head(using), events, now)
    for row in rows:
        _execute(using, _INSERT, [REGISTER, *astuple(row)])
    _execute(using, "UPDATE record_register SET pauses_seq = %s WHERE id = 1", [rows[-1].seq])
    return events[-1].pause


def _chained(head: Head, events: tuple[pauses.Event, ...], now: datetime) -> list[Stored]:
    rows: list[Stored] = []
    for event in events:
        body: dict[str, Any] = pauses.encode(event)
        kind, version = body.pop("type"), body.pop("version")
        text, seq, known = canonical(body).decode(), head.seq + 1, max(stored(now), head.recorded_at)
        made = link(REGISTER, seq, kind, version, text, known, head.digest)
        rows.append(Stored(seq, kind, version, text, stored(event.at), known, event.by, head.digest, made))
        head = Head(seq, made, known)
    return rows


def _events(using: str) -> list[pauses.Event]:
    rows = _rows(using, _EVENTS, [REGISTER])
    return [pauses.decode({"type": kind, "version": version, **json.loads(body)}) for kind, version, body in rows]


def _head(using: str) -> Head:
    return next((Head(*row) for row in _rows(using, _LAST, [REGISTER])), Head())


def _state(using: str, statement: str = _STATE) -> tuple[int, datetime | None]:
    rows = _rows(using, statement, [])
    return next(((seq, read(heard) if heard else None) for seq, heard in rows), (0, None))


def _locked(using: str) -> tuple[int, datetime | None]:
    """The one row of the register, kept from everybody else until the transaction is over."""
    _execute(using, "INSERT INTO record_register (id, pauses_seq) VALUES (1, 0) ON CONFLICT DO NOTHING", [])
    return _state(using, _LOCKED if connections[using].vendor == "postgresql" else _STATE)


def _rows(using: str, statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connections[using].cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _execute(using: str, statement: str, values: list[Any]) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute(statement, values)
