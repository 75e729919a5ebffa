"""The money and the letters of a case, for who was let into it: lines of the journal, notices, payments asked for."""

from __future__ import annotations

from typing import Any

from django.db import connection

from gongdao.service.record.outbox import MONEY, NOTICE

_ENTRIES = "SELECT seq, key, account, amount, at FROM record_entry WHERE stream = %s ORDER BY id"
_NOTICES = (
    "SELECT id, body, created_at FROM record_outbox WHERE stream = %s AND kind = %s AND id > %s ORDER BY id LIMIT %s"
)
_NOTICES_TO = (
    "SELECT id, body, created_at FROM record_outbox WHERE stream = %s AND kind = %s AND id > %s AND body LIKE %s"
    " ORDER BY id LIMIT %s"
)
_ASKED = (
    "SELECT o.id, o.stream, o.body FROM record_outbox o JOIN record_case c ON c.stream = o.stream"
    " WHERE o.kind = %s AND c.source = %s AND o.id > %s ORDER BY o.id LIMIT %s"
)


def entries(stream: str) -> list[dict[str, Any]]:
    """Give the lines of the journal that a case wrote."""
    names = ("seq", "key", "account", "amount", "at")
    return [dict(zip(names, row, strict=True)) for row in _select(_ENTRIES, [stream])]


def notices(stream: str, to: str, after: int, most: int) -> list[tuple[Any, ...]]:
    """Give id, body and instant of the notices of a case after one; those to one side, or to everybody."""
    if to:
        return _select(_NOTICES_TO, [stream, NOTICE, after, f'%"to":"{to}"%', most])
    return _select(_NOTICES, [stream, NOTICE, after, most])


def payments_asked(source: str, after: int, most: int) -> list[tuple[Any, ...]]:
    """Give id, stream and body of the payments that a marketplace was asked for, in the order of asking."""
    return _select(_ASKED, [MONEY, source, after, most])


def _select(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
