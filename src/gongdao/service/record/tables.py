"""The plain SQL of the hot path: few statements, several rows each, the same on both databases."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from gongdao.service.record.projections import (
    CASE_COLUMNS,
    DEADLINE_COLUMNS,
    PARTY_COLUMNS,
    RULING_COLUMNS,
    Row,
    View,
    blank,
)
from gongdao.service.record.stream import GENESIS, Head, Stored

EVENT_COLUMNS = (
    "stream", "seq", "type", "version", "body", "at", "recorded_at", "actor", "previous", "digest",
)  # fmt: skip
_LOCKED = "c.seq, c.digest, c.updated_at, c.wake, c.pauses, c.editions, c.deadlines, c.attempts"
_LOCK = (
    f"SELECT {_LOCKED}, r.pauses_seq, r.beat_at, p.digest, k.stream, k.request, k.answer FROM record_case c"
    " JOIN record_register r ON r.id = 1"
    " LEFT JOIN record_event p ON p.stream = 'register:pauses' AND p.seq = r.pauses_seq"
    " LEFT JOIN record_key k ON k.key = %s WHERE c.stream = %s"
)
_BEGIN = ("stream", "source", "case_id", "attempts", "last_error", *CASE_COLUMNS)
_UPDATE = (
    f"UPDATE record_case SET {', '.join(f'{name} = %s' for name in CASE_COLUMNS)},"
    " attempts = 0, retry_at = NULL, last_error = '' WHERE stream = %s"
)
_DUE = (
    f"SELECT c.stream, {_LOCKED} FROM record_case c WHERE c.wake <= %s AND (c.retry_at IS NULL OR c.retry_at <= %s)"
    " ORDER BY c.wake LIMIT %s"
)
_OUTDATED = (
    f"SELECT c.stream, {_LOCKED} FROM record_case c WHERE c.closed_at IS NULL AND c.pauses < %s"
    " AND (c.retry_at IS NULL OR c.retry_at <= %s) LIMIT %s"
)


# So many values stand in a statement of PostgreSQL; of more, it reads them out of a text.
MOST_VALUES = 50
_UPDATE_MANY = (
    f"UPDATE record_case SET {', '.join(f'{name} = shown.{name}' for name in CASE_COLUMNS)},"
    " attempts = 0, retry_at = NULL, last_error = ''"
    " FROM json_populate_recordset(NULL::record_case, %s::json) AS shown WHERE record_case.stream = shown.stream"
)


@dataclass(frozen=True, slots=True)
class Locked:
    """What is known of a stream that nobody else can write now."""

    stream: str
    head: Head
    wake: str | None
    pauses: int
    editions: str
    deadlines: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Answered:
    """What a key was used for before."""

    stream: str
    request: str
    answer: str


@dataclass(frozen=True, slots=True)
class Register:
    """How long the register of pauses is, when the heart beat last, and the digest of the register's last event."""

    pauses: int
    beat_at: str | None
    digest: str | None


def lock(cursor: Any, stream: str, key: str, new: bool = False) -> tuple[Locked, Register, Answered | None]:
    """Keep a stream from everybody else until the transaction is over; a new one is begun.

    ``new``: the caller knows of none, so that it is begun before it is looked for.
    """
    row = None if new else _locked_row(cursor, stream, key)
    if row is None:
        source, _, case_id = stream.partition(":")
        insert(cursor, "record_case", _BEGIN, [(stream, source, case_id, 0, "", *blank())], " ON CONFLICT DO NOTHING")
        row = _locked_row(cursor, stream, key, own=cursor.rowcount == 1)
    assert row is not None
    case, register, answered = row[:8], row[8:11], row[11:]
    return _locked(stream, case), Register(*register), Answered(*answered) if answered[0] is not None else None


def lock_due(cursor: Any, now: str, most: int) -> list[Locked]:
    """Keep streams in which something fell due; those that another clerk keeps are left to it."""
    cursor.execute(_DUE + _skip_locked(cursor), [now, now, most])
    return [_locked(row[0], row[1:]) for row in cursor.fetchall()]


def lock_outdated(cursor: Any, register: int, now: str, most: int) -> list[Locked]:
    """Keep open streams whose deadlines were computed when the register of pauses was shorter than this."""
    cursor.execute(_OUTDATED + _skip_locked(cursor), [register, now, most])
    return [_locked(row[0], row[1:]) for row in cursor.fetchall()]


def outdate(cursor: Any, platform: str, editions: str) -> int:
    """Mark the open cases of a platform that were computed with other editions; gives how many there are."""
    cursor.execute(
        "UPDATE record_case SET pauses = -1"
        " WHERE closed_at IS NULL AND platform = %s AND editions <> %s AND pauses >= 0",
        [platform, editions],
    )
    count: int = cursor.rowcount
    return count


def read_events(cursor: Any, stream: str) -> list[tuple[str, int, str]]:
    """Give type, version and body of the events of a stream, in order."""
    cursor.execute("SELECT type, version, body FROM record_event WHERE stream = %s ORDER BY seq", [stream])
    return list(cursor.fetchall())


def read_many(cursor: Any, streams: Sequence[str]) -> Iterator[tuple[str, list[tuple[str, int, str]]]]:
    """Give the events of several streams as `read_events` does; in one go where the database is far."""
    if cursor.db.vendor != "postgresql":
        yield from ((stream, read_events(cursor, stream)) for stream in streams)
        return
    cursor.execute(
        "SELECT stream, type, version, body FROM record_event WHERE stream = ANY(%s) ORDER BY stream, seq",
        [list(streams)],
    )
    for stream, rows in groupby(cursor.fetchall(), key=itemgetter(0)):
        yield stream, [row[1:] for row in rows]


def append(cursor: Any, rows: Sequence[Row]) -> None:
    """Append events to their streams."""
    insert(cursor, "record_event", EVENT_COLUMNS, rows)


def event_rows(stream: str, rows: Iterable[Stored]) -> list[Row]:
    """Give events as rows of the table."""
    return [
        (stream, row.seq, row.type, row.version, row.body, row.at, row.recorded_at, row.actor, row.previous, row.digest)
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the tables must say of a case; ``deadlines`` is None where they stand there already."""

    stream: str
    case: Row
    deadlines: Sequence[Row] | None
    parties: Sequence[Row]


def shown(stream: str, view: View, before: Locked, parties: Sequence[Row]) -> Shown:
    """Give what is to be written of a case: deadlines and people only where they differ from what stood there."""
    deadlines = view.deadlines if view["deadlines"] != before.deadlines else None
    return Shown(stream, view.case, deadlines, [row for row in view.parties if row not in parties])


def show(cursor: Any, cases: Sequence[Shown]) -> None:
    """Write what the tables say of cases."""
    _update(cursor, [(*each.case, each.stream) for each in cases])
    late = [each for each in cases if each.deadlines is not None]
    if late:
        streams = [each.stream for each in late]
        cursor.execute(f"DELETE FROM record_deadline WHERE stream IN ({_marks(streams)})", streams)
    insert(cursor, "record_deadline", DEADLINE_COLUMNS, [row for each in late for row in each.deadlines or ()])
    new = [row for each in cases for row in each.parties]
    insert(cursor, "record_party", PARTY_COLUMNS, new, " ON CONFLICT DO NOTHING")


def _update(cursor: Any, rows: Sequence[Row]) -> None:
    if len(rows) > 1 and cursor.db.vendor == "postgresql":
        cursor.execute(_UPDATE_MANY, [_text((*CASE_COLUMNS, "stream"), rows)])
        return
    if len(rows) > 1:
        cursor.executemany(_UPDATE, rows)
    elif rows:
        cursor.execute(_UPDATE, rows[0])


def show_rulings(cursor: Any, rows: Sequence[Row]) -> None:
    """Write rulings with the facts they were given on."""
    insert(cursor, "record_ruling", RULING_COLUMNS, rows)


def postpone(cursor: Any, stream: str, retry_at: str, error: str) -> None:
    """Note that what fell due in a case could not be written, and when to try again."""
    cursor.execute(
        "UPDATE record_case SET attempts = attempts + 1, retry_at = %s, last_error = %s WHERE stream = %s",
        [retry_at, error, stream],
    )


def insert(cursor: Any, table: str, columns: Sequence[str], rows: Sequence[Row], end: str = "") -> None:
    """Write rows in their order, on PostgreSQL in one statement; none, none."""
    if cursor.db.vendor == "sqlite" and len(rows) > 1:
        cursor.executemany(_insert(table, tuple(columns), 1) + end, rows)
    elif len(rows) * len(columns) <= MOST_VALUES:
        if rows:
            cursor.execute(_insert(table, tuple(columns), len(rows)) + end, [it for row in rows for it in row])
    else:
        names = ", ".join(columns)
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {names} FROM json_populate_recordset(NULL::{table}, %s::json){end}",
            [_text(columns, rows)],
        )


@cache
def _insert(table: str, columns: tuple[str, ...], rows: int) -> str:
    marks = ", ".join([f"({_marks(columns)})"] * rows)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {marks}"


def _text(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """Rows as one text of JSON: as many as there are, the statement and its plan stay the same."""
    return json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False)


def _marks(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _locked_row(cursor: Any, stream: str, key: str, own: bool = False) -> Any:
    """The row of a case; one's own of this transaction nobody else has."""
    if cursor.db.vendor == "postgresql" and not own:
        # Apart, since a statement that waited still sees the key and the register as they were before it waited.
        cursor.execute("SELECT 1 FROM record_case WHERE stream = %s FOR UPDATE", [stream])
    cursor.execute(_LOCK, [key, stream])
    return cursor.fetchone()


def _locked(stream: str, row: Sequence[Any]) -> Locked:
    seq, digest, recorded_at, *more = row
    return Locked(stream, Head(seq, digest or GENESIS, recorded_at), *more)


def _skip_locked(cursor: Any) -> str:
    """SQLite has one writer at a time; PostgreSQL is told which rows are kept."""
    return " FOR UPDATE OF c SKIP LOCKED" if cursor.db.vendor == "postgresql" else ""
