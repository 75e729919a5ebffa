"""Follows a stream as a stranger would: every link, column, event and ruling; names what is wrong first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gongdao.case import pauses
from gongdao.case.court import Court
from gongdao.case.decider import Recorded, evolve
from gongdao.case.reruling import given_again
from gongdao.case.stages.ruled import RulingGiven
from gongdao.case.state import Case, Stop
from gongdao.kernel.calendar import Calendar
from gongdao.kernel.digest import digest
from gongdao.kernel.errors import BadInput, GongdaoError, Problem
from gongdao.policy.library import Library, pack_of
from gongdao.service.record.instants import stored
from gongdao.service.record.stream import Head, Stored, head_of, link, recorded_of

EVENTS = "record_event"
LONGEST = 300
# Stands for the type of an event that the reader of a bundle is not shown: a signal (P-SHIELD: it changes no ruling).
WITHHELD = "Withheld"
# What an event that `decide` never wrote can do to the fold: whoever reads a broken stream must not break with it.
BREAKS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Step:
    """One event with the case before and after it."""

    row: Stored
    recorded: Recorded
    before: Case
    after: Case


@dataclass(frozen=True, slots=True)
class Edition:
    """The register of pauses as it stood after so many of its events, and when the last of them became known."""

    length: int
    known_at: str
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """Every state the register of pauses ever had: by the digest that a ruling pins, and by its length."""

    by_digest: Mapping[str, Edition]
    by_length: tuple[Edition, ...]


def fault(code: str, table: str, key: object, **details: object) -> BadInput:
    """Say what is wrong with a row, known by its table and key."""
    said = {name: printable(value) for name, value in details.items()}
    return BadInput([Problem(code, None, {"table": table, "key": printable(key), **said})])


def differs(table: str, key: object, column: str, says: object, should: object) -> BadInput:
    """Say that a column of a row says one thing and should say another."""
    return fault("row-differs", table, key, column=column, says=says, should=should)


def printable(value: object) -> str:
    """Give a value as a line that may be printed whoever wrote it."""
    text = str(value)
    text = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def checked(stream: str, rows: Iterable[Stored], *, for_party: bool = False) -> Iterator[Stored]:
    """Pass on the rows of a stream as long as they form a chain.

    In a bundle ``for_party`` the content of a row may be withheld: its digest stands for it in the chain.

    :raises BadInput: a row is missing, out of order or does not fit the one before it or its own digest.
    """
    head = Head()
    for row in rows:
        key = f"{stream} #{row.seq}"
        if row.seq != head.seq + 1:
            raise fault("row-missing", EVENTS, f"{stream} #{head.seq + 1}")
        if row.previous != head.digest:
            raise differs(EVENTS, key, "previous", row.previous, head.digest)
        made = link(stream, row.seq, row.type, row.version, row.body, row.recorded_at, row.previous)
        if row.digest != made and not (for_party and is_withheld(row)):
            raise differs(EVENTS, key, "digest", row.digest, made)
        if row.recorded_at < head.recorded_at:
            raise differs(EVENTS, key, "recorded_at", row.recorded_at, f">= {head.recorded_at}")
        yield row
        head = head_of(row)


def is_withheld(row: Stored) -> bool:
    """Whether nothing of a row is there but its place in the chain."""
    return (row.type, row.version, row.body, row.actor) == (WITHHELD, 0, "", "")


def steps(stream: str, rows: Iterable[Stored], *, for_party: bool = False) -> Iterator[Step]:
    """Fold a stream event by event; what is withheld from a party (`checked`) changes nothing in the case.

    :raises BadInput: the chain is broken, a row tells of no event or a column says other than the event.
    """
    case = Case()
    for row in checked(stream, rows, for_party=for_party):
        if for_party and is_withheld(row):
            continue
        recorded = _read(stream, row)
        if case.last_at is not None and recorded.event.at < case.last_at:
            raise differs(EVENTS, f"{stream} #{row.seq}", "at", row.at, f">= {stored(case.last_at)}")
        try:
            after = evolve(case, recorded.event)
        except (*BREAKS, GongdaoError) as wrong:
            raise fault(
                "event-does-not-follow", EVENTS, f"{stream} #{row.seq}", type=row.type, why=repr(wrong)
            ) from wrong
        yield Step(row, recorded, case, after)
        case = after


def editions(stream: str, rows: Iterable[Stored]) -> Register:
    """Give every state that the register of pauses ever had.

    :raises BadInput: the chain is broken or a row tells of no pause.
    """
    known = [Edition(0, "", ())]
    events: list[pauses.Event] = []
    for row in checked(stream, rows):
        key = f"{stream} #{row.seq}"
        try:
            event = pauses.decode({"type": row.type, "version": row.version, **_object(row.body)})
            stops = pauses.register([*events, event])
        except (*BREAKS, BadInput) as wrong:
            raise fault("event-unreadable", EVENTS, key, type=row.type, why=_why(wrong)) from wrong
        _check_columns(key, row, stored(event.at), event.by)
        events.append(event)
        known.append(Edition(row.seq, row.recorded_at, stops))
    return Register({digest(edition.stops): edition for edition in reversed(known)}, tuple(known))


def rule_again(stream: str, step: Step, library: Library, calendars: Mapping[str, Calendar], known: Register) -> None:
    """Rule a ruling again from the facts before it, under its own pack and the pauses as they were known.

    :raises BadInput: it does not come out as it stands, or the pack or the pauses it names are not at hand; the pack is
        wrong.
    """
    event, key = step.recorded.event, f"{stream} #{step.row.seq}"
    if not isinstance(event, RulingGiven):
        return
    if event.pack not in library.versions:
        raise fault("ruling-pack-missing", EVENTS, key, pack=event.pack)
    pack_of(library, event.pack)
    edition = known.by_digest.get(event.pauses_digest)
    if edition is None or edition.known_at > step.row.recorded_at:
        raise fault("ruling-pauses-unknown", EVENTS, key, digest=event.pauses_digest)
    try:
        again = given_again(step.before, event, Court(library, calendars, edition.stops))
    except (*BREAKS, GongdaoError) as wrong:
        raise fault("ruling-impossible", EVENTS, key, number=event.number, why=_why(wrong)) from wrong
    if again != event:
        raise _ruling_differs(key, event, again)


def _ruling_differs(key: str, event: RulingGiven, again: object) -> BadInput:
    if not isinstance(again, RulingGiven):
        return differs(EVENTS, key, "type", "RulingGiven", type(again).__name__)
    if event.pack_digest != again.pack_digest:
        says, found = event.pack_digest, again.pack_digest
        return fault("ruling-pack-other", EVENTS, key, number=event.number, pack=event.pack, says=says, found=found)
    names = [name for name in event.__dataclass_fields__ if getattr(event, name) != getattr(again, name)]
    return differs(EVENTS, key, f"body.{names[0]}", getattr(event, names[0]), getattr(again, names[0]))


def _read(stream: str, row: Stored) -> Recorded:
    key = f"{stream} #{row.seq}"
    try:
        recorded = recorded_of(row)
        at = stored(recorded.event.at)
    except (*BREAKS, BadInput) as wrong:
        raise fault("event-unreadable", EVENTS, key, type=row.type, why=_why(wrong)) from wrong
    _check_columns(key, row, at, recorded.event.by)
    return recorded


def _check_columns(key: str, row: Stored, at: str, by: str) -> None:
    if row.at != at:
        raise differs(EVENTS, key, "at", row.at, at)
    if row.actor != by:
        raise differs(EVENTS, key, "actor", row.actor, by)


def _object(body: str) -> dict[str, object]:
    found = json.loads(body)
    if not isinstance(found, dict):
        raise TypeError(body[:40])
    return found


def _why(wrong: BaseException) -> str:
    return str(wrong)[:200] or type(wrong).__name__
