"""Reads of the record what the story of a scenario needs: new events, the balances it touched, the letters it sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from django.db import connections

from gongdao.case.decider import Recorded
from gongdao.case.notices import Notice
from gongdao.service.record.instants import read, stored
from gongdao.service.record.outbox import MONEY
from gongdao.service.record.stream import events_of

_NEW = "SELECT type, version, body, recorded_at FROM record_event WHERE stream = %s AND seq > %s ORDER BY seq"
_BALANCES = (
    "SELECT account, balance FROM record_account WHERE account IN"
    " (SELECT account FROM record_entry WHERE stream = %s) ORDER BY account"
)
_NOTICES = "SELECT body FROM record_outbox WHERE stream = %s AND kind = 'notice' ORDER BY id"
_WAITING = "SELECT body FROM record_outbox WHERE stream = %s AND kind = %s AND sent_at IS NULL AND next_try_at <= %s"
_TEXTS = "SELECT commitment, content FROM record_blob WHERE stream = %s AND media_type LIKE %s AND content IS NOT NULL"
_STRANGERS = "SELECT COUNT(*) FROM record_case WHERE source <> %s"
_ANY = "SELECT COUNT(*) FROM record_case"


def new_events(using: str, stream: str, after: int) -> list[Recorded]:
    """Give the events of a stream that follow a number."""
    rows = _rows(using, _NEW, [stream, after])
    events = events_of([(kind, version, body) for kind, version, body, _ in rows])
    return [Recorded(event, read(row[3])) for event, row in zip(events, rows, strict=True)]


def balances(using: str, stream: str) -> Mapping[str, int]:
    """Give the balances of every account that a case touched, in minor units."""
    return dict(_rows(using, _BALANCES, [stream]))


def notices(using: str, stream: str) -> tuple[Notice, ...]:
    """Give the letters a case sent, the oldest first."""
    return tuple(_notice(json.loads(body)) for (body,) in _rows(using, _NOTICES, [stream]))


def waiting(using: str, stream: str, now: datetime) -> frozenset[str]:
    """Give the payments of a case that wait in the outbox to be sent."""
    rows = _rows(using, _WAITING, [stream, MONEY, stored(now)])
    return frozenset(str(json.loads(body)["leg"]) for (body,) in rows)


def texts(using: str, stream: str) -> Mapping[str, str]:
    """Give the texts of people that the events of a case only stand for, by what stands for them."""
    rows = _rows(using, _TEXTS, [stream, "text/%"])
    return {commitment: bytes(content).decode() for commitment, content in rows}


def strangers(using: str, source: str) -> int:
    """Give how many cases of the record come from elsewhere."""
    return int(_rows(using, _STRANGERS, [source])[0][0])


def cases(using: str) -> int:
    """Give how many cases the record has."""
    return int(_rows(using, _ANY, [])[0][0])


def _notice(body: Mapping[str, Any]) -> Notice:
    known = {field.name for field in fields(Notice)}
    return Notice(**{key: value for key, value in body.items() if key in known})


def _rows(using: str, statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connections[using].cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
