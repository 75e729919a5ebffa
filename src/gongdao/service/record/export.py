"""Gathers a case out of the record into a bundle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connections

from gongdao.case import signals
from gongdao.case.decider import Event, replay
from gongdao.case.messaging import MessageHeld, MessageReleased
from gongdao.case.signals import SignalRaised
from gongdao.case.stages.jury import JuryOpened, VoteCast, VoteVoided, is_voting
from gongdao.case.stages.ruled import RulingGiven
from gongdao.case.state import role
from gongdao.kernel.errors import Refused
from gongdao.service.record import anchors
from gongdao.service.record.anchor_file import day_of, read_lines
from gongdao.service.record.bundle import Bundle, Erased, Kept, Proof, named, pins_of
from gongdao.service.record.instants import stored
from gongdao.service.record.law import Law
from gongdao.service.record.merkle import Leaf
from gongdao.service.record.pauses import REGISTER
from gongdao.service.record.proof import WITHHELD
from gongdao.service.record.snapshot import snapshot
from gongdao.service.record.stream import Stored, checked_name, recorded_of
from gongdao.service.record.timestamps import token_file


@dataclass(frozen=True, slots=True)
class Hidden:
    """What a party is not shown: rows by number, and texts by what stands for them."""

    rows: frozenset[int] = frozenset()
    texts: frozenset[str] = frozenset()


ROW = "seq, type, version, body, at, recorded_at, actor, previous, digest"


def export(law: Law, stream: str, now: datetime, *, personal: bool = True, reader: str = "") -> Bundle:
    """Gather a case as it stands; without ``personal`` the texts and files stay here, and the chain is whole anyway.

    ``reader`` is the party that is to have it, ``buyer`` or ``seller``: what that side is not shown stays here too.

    :raises Refused: there is no such case, or none can have such a name.
    """
    checked_name(stream)
    with snapshot(law.using):
        events = rows_of(law.using, stream)
        if not events:
            raise Refused("no-such-stream", stream=stream)
        hidden = hidden_from(reader, events) if reader else Hidden()
        shown = tuple(_withheld(row) if row.seq in hidden.rows else row for row in events)
        kept, erased = _blobs(law.using, stream, named(shown) - hidden.texts) if personal else ((), ())
        rulings = [it for row in events if isinstance(it := recorded_of(row).event, RulingGiven)]
        return Bundle(
            stream, stored(now), shown, rows_of(law.using, REGISTER), kept, erased,
            tuple(pins_of(ruling) for ruling in rulings), _proof(law, stream, events[-1]),
        )  # fmt: skip


def hidden_from(party: str, rows: Iterable[Stored]) -> Hidden:
    """Give what of a case a party is not shown: signals for others, messages nobody let through, votes being cast."""
    known = [(row, recorded_of(row).event) for row in rows]
    hidden, seen_by, held = _votes_being_cast(known), dict[str, tuple[str, ...]](), dict[str, str]()
    for row, event in known:
        if isinstance(event, SignalRaised):
            seen_by[event.id] = event.seen_by
        if isinstance(event, signals.Event) and party not in seen_by.get(event.id, ()):
            hidden.add(row.seq)
        elif isinstance(event, MessageHeld) and role(event.by) != party:
            held[event.id] = event.text
        elif isinstance(event, MessageReleased):
            held.pop(event.id, None)
    return Hidden(frozenset(hidden), frozenset(held.values()))


def _votes_being_cast(known: Sequence[tuple[Stored, Event]]) -> set[int]:
    """The votes of a jury that still votes, by number."""
    votes = set[int]()
    for row, event in known:
        if isinstance(event, JuryOpened):
            votes.clear()
        elif isinstance(event, VoteCast | VoteVoided):
            votes.add(row.seq)
    return votes if votes and is_voting(replay([event for _, event in known])) else set()


def _withheld(row: Stored) -> Stored:
    """The row with nothing but its place in the chain."""
    return replace(row, type=WITHHELD, version=0, body="", actor="")


def rows_of(using: str, stream: str) -> tuple[Stored, ...]:
    """Give the events of a stream as they are stored."""
    rows = _query(using, f"SELECT {ROW} FROM record_event WHERE stream = %s ORDER BY seq", [stream])
    return tuple(Stored(*row) for row in rows)


def _blobs(using: str, stream: str, known: frozenset[str]) -> tuple[tuple[Kept, ...], tuple[Erased, ...]]:
    rows = _query(
        using,
        "SELECT commitment, person, media_type, at, salt, content, erased_at FROM record_blob WHERE stream = %s"
        " ORDER BY at, commitment",
        [stream],
    )
    kept, erased = list[Kept](), list[Erased]()
    for commitment, person, media_type, at, salt, content, erased_at in rows:
        if commitment not in known:
            continue
        if erased_at is None:
            kept.append(Kept(commitment, person, media_type, at, bytes(salt), bytes(content)))
        else:
            erased.append(Erased(commitment, person, erased_at))
    return tuple(kept), tuple(erased)


def _proof(law: Law, stream: str, last: Stored) -> Proof | None:
    found = anchors.anchor_of(law.using, last.recorded_at, stream)
    if found is None:
        return None
    made, tree = found
    row = _query(
        law.using,
        "SELECT seq, digest FROM record_event WHERE stream = %s AND recorded_at < %s ORDER BY seq DESC LIMIT 1",
        [stream, made.at],
    )[0]
    line, stamp = _line_and_stamp(law, made.day)
    return Proof(made.day, made.root, made.count, made.at, Leaf(stream, *row), tree.path or (), line, stamp)


def _line_and_stamp(law: Law, day: str) -> tuple[str, bytes]:
    if law.anchor_file is None:
        return "", b""
    line = next((it.decode() for it in read_lines(law.anchor_file) if day_of(it) == day), "")
    token = token_file(law.anchor_file, day)
    return line, token.read_bytes() if token.exists() else b""


def _query(using: str, statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connections[using].cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
