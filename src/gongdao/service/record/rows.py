"""Goes through the tables of a record for those who check or rebuild it, however large they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connections

from gongdao.service.record.stream import Stored

PAGE = 2000
EVENT = "stream, seq, type, version, body, at, recorded_at, actor, previous, digest"


def each(using: str, statement: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
    """Give the rows of a query, a page of them in memory at a time."""
    with connections[using].chunked_cursor() as cursor:
        cursor.execute(statement, list(values))
        while page := cursor.fetchmany(PAGE):
            yield from page


def some(using: str, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Give the rows of a query that has few."""
    with connections[using].cursor() as cursor:
        cursor.execute(statement, list(values))
        return list(cursor.fetchall())


def streams(using: str, stream: str = "") -> Iterator[tuple[str, Iterator[Stored]]]:
    """Give every stream, or one, with its rows in order; a stream is to be read before the next is asked for."""
    where, values = (" WHERE stream = %s", [stream]) if stream else ("", [])
    found = each(using, f"SELECT {EVENT} FROM record_event{where} ORDER BY stream, seq", values)
    for name, rows in groupby(found, key=itemgetter(0)):
        yield name, (Stored(*row[1:]) for row in rows)
