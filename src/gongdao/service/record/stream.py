"""Streams as they are stored: names, rows of events, and the chain of digests that holds them together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from gongdao.case.codec import decode_text, encode
from gongdao.case.decider import Event, Recorded
from gongdao.kernel.digest import plain
from gongdao.kernel.errors import Refused
from gongdao.service.record.instants import read, stored

GENESIS = "0" * 64
NAME = re.compile(r"[a-z0-9-]{1,40}:[!-~]{1,120}")
# Streams of the record itself, such as that of the pauses; no case may write into them.
RESERVED = "register"


@dataclass(frozen=True, slots=True)
class Stored:
    """One row of a stream, without its name: instants as the record keeps them, ``body`` as the digest covers it."""

    seq: int
    type: str
    version: int
    body: str
    at: str
    recorded_at: str
    actor: str
    previous: str
    digest: str


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain: where the next event is joined on."""

    seq: int = 0
    digest: str = GENESIS
    recorded_at: str = ""


def stream_id(source: str, case_id: str) -> str:
    """Give the name of the stream of a case, known by its source and its id there.

    :raises Refused: it is no name that a stream can have.
    """
    return checked_name(f"{source}:{case_id}")


def checked_name(stream: str) -> str:
    """Give back the name of a stream.

    :raises Refused: it is no name that a stream can have.
    """
    if not NAME.fullmatch(stream):
        raise Refused("stream-name", stream=stream)
    if stream.partition(":")[0] == RESERVED:
        raise Refused("stream-reserved", stream=stream, source=RESERVED)
    return stream


def chained(stream: str, head: Head, events: Iterable[Recorded]) -> list[Stored]:
    """Join events to the end of a chain; none is recorded before the one it follows."""
    rows: list[Stored] = []
    for recorded in events:
        rows.append(_joined(stream, head, recorded))
        head = head_of(rows[-1])
    return rows


def head_of(row: Stored) -> Head:
    """Give the end of the chain whose last row this is."""
    return Head(row.seq, row.digest, row.recorded_at)


def link(stream: str, seq: int, kind: str, version: int, body: str, recorded_at: str, previous: str) -> str:
    """Give the digest of an event: of what it says, when it became known, and of the whole chain before it."""
    said = {
        "stream": stream,
        "seq": seq,
        "type": kind,
        "version": version,
        "body": body,
        "recorded_at": recorded_at,
        "previous": previous,
    }
    return sha256(plain(said).encode()).hexdigest()


def _joined(stream: str, head: Head, recorded: Recorded) -> Stored:
    body: dict[str, Any] = encode(recorded.event)
    kind, version = body.pop("type"), body.pop("version")
    text, seq = plain(body), head.seq + 1
    known = max(stored(recorded.recorded_at), head.recorded_at)
    made = link(stream, seq, kind, version, text, known, head.digest)
    at, actor = stored(recorded.event.at), recorded.event.by
    return Stored(seq, kind, version, text, at, known, actor, head.digest, made)


def events_of(rows: Sequence[tuple[str, int, str]]) -> list[Event]:
    """Read the events of a stream from type, version and body of its rows.

    :raises BadInput: a row tells of no event.
    """
    return [decode_text(kind, version, body) for kind, version, body in rows]


def recorded_of(row: Stored) -> Recorded:
    """Read an event and when it became known from its row.

    :raises BadInput: the row tells of no event.
    """
    return Recorded(decode_text(row.type, row.version, row.body), known_at(row))


def known_at(row: Stored) -> datetime:
    """Give the instant at which an event became known."""
    return read(row.recorded_at)
