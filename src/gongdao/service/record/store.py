"""The store: `submit` is the only way anything comes into a case, whole or not at all."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, InterfaceError, OperationalError, connections, transaction

from gongdao.case import money
from gongdao.case.court import Court
from gongdao.case.decider import Command, Recorded, catch_up, decide, fold
from gongdao.case.state import Case
from gongdao.kernel.errors import Refused
from gongdao.service.record import folded, journal, keys, outbox, pauses, projections, tables
from gongdao.service.record.instants import stored
from gongdao.service.record.law import Law
from gongdao.service.record.projections import Row
from gongdao.service.record.stream import Head, chained, checked_name, head_of
from gongdao.service.record.tables import Locked, Register, Shown
from gongdao.service.record.texts import check_texts, committed

# Another transaction was in the way: the whole of ours was taken back and may be tried again.
IN_THE_WAY = ("40001", "40P01", "55P03")
FIRST_RETRY, LONGEST_RETRY = timedelta(minutes=1), timedelta(hours=6)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the sender of a command gets: the end of the case's chain after it, the case, and what was written.

    ``repeated``: the key was used for this very request before; it was answered again and nothing was written.
    """

    stream: str
    seq: int
    digest: str
    case: Case
    events: tuple[Recorded, ...]
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be done in one transaction: commands to a case; ``new`` where nothing was written of it yet."""

    stream: str
    commands: Sequence[Command]
    new: bool = False


@dataclass(frozen=True, slots=True)
class Fired:
    """What a sweep did: cases in which something fell due, events it wrote, cases that could not be written."""

    fired: int = 0
    events: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """What a sweep works with; ``register`` is the length of the register of pauses that the court was told of."""

    law: Law
    cursor: Any
    sitting: Court
    register: int
    now: datetime


Settle = Callable[[Due, Sequence[Locked]], Fired]


@dataclass(frozen=True, slots=True)
class Change:
    """A case after its new events, and the rows that tell of them in the tables."""

    head: Head
    case: Case
    rows: list[Row]
    shown: Shown
    rulings: list[Row]
    letters: list[Row]


def submit(law: Law, stream: str, command: Command, now: datetime, key: str = "", seen: str = "") -> Receipt:
    """Give a command to a case at the instant the server received it; durable when this returns.

    ``seen``: with what the digest of the end of its chain begins for the sender; where it is another by now, nothing
    is done.

    :raises Refused: the rules forbid it, the key or the name of the stream is none, the key was used for something
        else, or others were in the way twice; nothing was written.
    :raises BadInput: the case asks for a pack there is none of.
    """
    return submit_all(law, stream, (command,), now, key, seen)


def submit_all(
    law: Law, stream: str, commands: Sequence[Command], now: datetime, key: str = "", seen: str = ""
) -> Receipt:
    """Give one or more commands to a case at one instant, in one transaction: all of them or none.

    Each is decided on what those before it made; the events are the very ones that `submit` would write for one after
    the other. The key stands for the last command: sent again, what goes before it is not looked at.

    :raises Refused: as `submit`, for any of them; nothing was written.
    :raises BadInput: the case asks for a pack there is none of.
    """
    checked_name(stream)
    keys.checked_key(key)
    for command in commands:
        check_texts(command)
    return _given(law, stream, lambda: Asked(stream, commands), now, key, seen)


def submit_begun(law: Law, about: str, begin: Callable[[], Asked], now: datetime, key: str) -> Receipt:
    """As `submit_all`, where the case and its commands are found in the very transaction that writes them.

    ``begin`` may write too: that is kept with the events or not at all, and it is called again where others were in
    the way of the first time. ``about`` is what the sender is told they were in the way of.

    :raises Refused: as `submit_all`, or what ``begin`` raises; nothing was written.
    :raises BadInput: the case asks for a pack there is none of.
    """
    keys.checked_key(key)

    def checked() -> Asked:
        asked = begin()
        checked_name(asked.stream)
        for command in asked.commands:
            check_texts(command)
        return asked

    return _given(law, about, checked, now, key, "")


def _given(law: Law, about: str, begin: Callable[[], Asked], now: datetime, key: str, seen: str) -> Receipt:
    pauses.beat(law, now)
    try:
        return _submit(law, begin, now, key, seen)
    except (IntegrityError, OperationalError) as lost:
        if not in_the_way(lost):
            raise
    try:
        return _submit(law, begin, now, key, seen)
    except (IntegrityError, OperationalError) as lost:
        if not in_the_way(lost):
            raise
        raise Refused("case-moved-on", stream=about) from lost


def settle_due(law: Law, now: datetime, most: int = 100) -> Fired:
    """Write what fell due until now in at most so many cases, in one transaction; a case that cannot waits its turn."""
    try:
        return _settle_due(law, now, most, _settle_together)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("what fell due could not be written in one go; each case is written by itself")
    return _settle_due(law, now, most, _settle_apart)


def _settle_due(law: Law, now: datetime, most: int, settle: Settle) -> Fired:
    with transaction.atomic(using=law.using, durable=True), connections[law.using].cursor() as cursor:
        register = pauses.length(law.using)
        due = Due(law, cursor, court(law, register), register, now)
        return settle(due, tables.lock_due(cursor, stored(now), most))


def load(law: Law, stream: str) -> Case:
    """Fold a case from its events."""
    with connections[law.using].cursor() as cursor:
        return folded.refolded(cursor, stream)


def known(law: Law, stream: str) -> bool:
    """Whether anything was ever written of this stream."""
    with connections[law.using].cursor() as cursor:
        cursor.execute("SELECT 1 FROM record_event WHERE stream = %s AND seq = 1", [stream])
        return cursor.fetchone() is not None


def court(law: Law, register: int | None = None) -> Court:
    """Give the court with the register of pauses as it stands, or as it stood after so many events."""
    return Court(law.library, law.calendars, pauses.register(law.using, register))


def in_the_way(lost: Exception) -> bool:
    """Whether a database error says that another transaction was first."""
    return isinstance(lost, IntegrityError) or getattr(lost.__cause__, "sqlstate", "") in IN_THE_WAY


def retry_after(attempts: int) -> timedelta:
    """Give how long a case that could not be written so often before is left alone: twice as long each time."""
    wait: timedelta = FIRST_RETRY * 2 ** min(attempts, 16)
    return min(LONGEST_RETRY, wait)


def _submit(law: Law, begin: Callable[[], Asked], now: datetime, key: str, seen: str) -> Receipt:
    with transaction.atomic(using=law.using, durable=True), connections[law.using].cursor() as cursor:
        begun = begin()
        stream, commands = begun.stream, begun.commands
        locked, register, answered = tables.lock(cursor, stream, key, begun.new)
        case = folded.case_at(cursor, stream, locked.head)
        at = max(now, case.last_at or now)
        if answered is not None:
            request = _request(stream, committed(law, stream, case, replace(commands[-1], at=at), at), key)
            head = keys.answer_again(answered, key, request)
            return Receipt(stream, head.seq, head.digest, case, (), repeated=True)
        if not locked.head.digest.startswith(seen):
            raise Refused("moved-on-meanwhile", case=stream)
        sitting = folded.court_at(law, register)
        caught_up = _caught_up(law, case, locked, register, at)
        events: list[Recorded] = []
        after, asked = case, ""
        for command in commands:
            command = committed(law, stream, after, replace(command, at=at), at)
            made = _on_balances(cursor, stream, after, at, _deciding(command, sitting, caught_up and not events))
            events, after = [*events, *made], fold(after, made)
            asked = _request(stream, command, key)
        change = _changed(locked, case, events, sitting, register.pauses)
        _write(cursor, [change])
        if key:
            keys.note(cursor, key, stream, asked, change.head, stored(now))
    return Receipt(stream, change.head.seq, change.head.digest, change.case, tuple(events))


def _deciding(command: Command, sitting: Court, caught_up: bool) -> Callable[[Case], list[Recorded]]:
    return lambda seen: decide(seen, command, sitting, caught_up=caught_up)


def _request(stream: str, command: Command, key: str) -> str:
    return keys.request_digest(stream, command) if key else ""


def _caught_up(law: Law, case: Case, locked: Locked, register: Register, at: datetime) -> bool:
    """Whether the row of the case says that nothing fell due.

    It says nothing if it was written before a pause was registered or an edition of the platform's rules was installed.
    """
    as_now = locked.pauses == register.pauses and locked.editions == projections.editions(law.library, case.platform)
    return as_now and (locked.wake is None or locked.wake > stored(at))


def _on_balances(
    cursor: Any, stream: str, case: Case, now: datetime, decided: Callable[[Case], list[Recorded]]
) -> list[Recorded]:
    """Decide, and move the money of what was decided.

    What money decides is decided again where the journal's balances are not those that the case saw.
    """
    events = decided(case)
    decides = money.waits_for_money(case) or money.holds_money(recorded.event for recorded in events)
    told = journal.unseen(cursor, stream, case) if events and decides else None
    if told is not None:
        first = [Recorded(told, now)]
        events = [*first, *decided(fold(case, first))]
    journal.keep(cursor, stream, case, events)
    return events


def _settle_together(due: Due, found: Sequence[Locked]) -> Fired:
    """Decide every case, then write all of them at once; only the money is moved before the next case is decided."""
    cases = folded.cases_at(due.cursor, {locked.stream: locked.head for locked in found})
    changes = [_fell_due(due, locked, cases[locked.stream]) for locked in found]
    _write(due.cursor, changes)
    numbers = [len(change.rows) for change in changes]
    return Fired(sum(map(bool, numbers)), sum(numbers))


def _settle_apart(due: Due, found: Sequence[Locked]) -> Fired:
    fired = events = failed = 0
    for locked in found:
        written = _settle(due, locked)
        failed += written is None
        fired += bool(written)
        events += written or 0
    return Fired(fired, events, failed)


def _settle(due: Due, locked: Locked) -> int | None:
    """Write what fell due in one case and give the number of events; None if it could not be written."""
    try:
        with transaction.atomic(using=due.law.using):
            change = _fell_due(due, locked, folded.case_at(due.cursor, locked.stream, locked.head))
            _write(due.cursor, [change])
            return len(change.rows)
    except (OperationalError, InterfaceError):
        raise
    except Exception as wrong:
        log.exception("what fell due in %s could not be written", locked.stream)
        tables.postpone(due.cursor, locked.stream, stored(due.now + retry_after(locked.attempts)), repr(wrong))
        return None


def _fell_due(due: Due, locked: Locked, case: Case) -> Change:
    events = _on_balances(due.cursor, locked.stream, case, due.now, lambda seen: catch_up(seen, due.sitting, due.now))
    return _changed(locked, case, events, due.sitting, due.register)


def _changed(locked: Locked, before: Case, events: Sequence[Recorded], sitting: Court, pauses_seq: int) -> Change:
    """Give all that is to be written of new events."""
    stream = locked.stream
    rows = chained(stream, locked.head, events)
    heads = [head_of(row) for row in rows]
    head = heads[-1] if heads else locked.head
    after = fold(before, events)
    return Change(
        head,
        after,
        tables.event_rows(stream, rows),
        tables.shown(
            stream,
            projections.view(stream, after, sitting, head, pauses_seq),
            locked,
            projections.party_rows(stream, before),
        ),
        projections.ruling_rows(stream, before, events, heads),
        outbox.rows_of(stream, before, events, after, sitting, head),
    )


def _write(cursor: Any, changes: Sequence[Change]) -> None:
    """Append the events of cases, and write all that follows from them."""
    tables.append(cursor, [row for change in changes for row in change.rows])
    tables.show(cursor, [change.shown for change in changes])
    tables.show_rulings(cursor, [row for change in changes for row in change.rulings])
    outbox.put(cursor, [row for change in changes for row in change.letters])
    for change in changes:
        folded.remember(change.head, change.case)
