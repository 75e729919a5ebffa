"""Cases of shops and claimants that are screened again and again: which are open, and what a person took down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from gongdao.case.codec import decode_text
from gongdao.case.decider import Event
from gongdao.case.signals import SignalDecided, SignalRaised, grounds
from gongdao.service.installation import law
from gongdao.service.record.instants import stored
from gongdao.service.record.rows import each, some

Grounds = frozenset[tuple[str, int]]
# A subject of the watch, and the kind of signal that was taken down.
TakenDown = dict[tuple[str, str], Grounds]
# Which column of a case names the subject.
COLUMN = {"shop": "seller", "buyer": "buyer"}
# What a person decided is remembered as long as what happened counts.
REMEMBERED = timedelta(days=365)
MOST = 400
_OPEN = "SELECT {0}, stream FROM record_case WHERE source = %s AND closed_at IS NULL AND stage <> 'new'"
_EVENTS = (
    "SELECT e.stream, e.type, e.version, e.body FROM record_event e JOIN record_case c ON c.stream = e.stream"
    " WHERE c.source = %s AND c.opened_at >= %s AND e.type IN ({}) {} ORDER BY e.stream, e.seq"
)


def open_cases(source: str, about: str, subjects: Sequence[str] = ()) -> dict[str, list[str]]:
    """Give the open cases of some shops or buyers of a marketplace, or of all that have any, by their ids."""
    column, found = COLUMN[about], dict[str, list[str]]()
    for wanted in parts(subjects) if subjects else [()]:
        narrow = f" AND {column} IN ({marks(wanted)})" if wanted else ""
        statement = f"{_OPEN.format(column)}{narrow} ORDER BY stream"
        for subject, stream in some(law().using, statement, [source, *wanted]):
            found.setdefault(subject, []).append(stream)
    return found


def events_of(
    source: str, since: datetime, types: Sequence[str], about: str = "", subjects: Sequence[str] = (), using: str = ""
) -> Iterator[tuple[str, Event]]:
    """Give the events of some types in the cases of a marketplace opened since, by stream and in their order."""
    for wanted in parts(subjects) if subjects else [()]:
        narrow = f"AND c.{COLUMN[about]} IN ({marks(wanted)})" if wanted else ""
        statement = _EVENTS.format(marks(types), narrow)
        for stream, kind, version, body in each(
            using or law().using, statement, [source, stored(since), *types, *wanted]
        ):
            yield stream, decode_text(kind, version, body)


def taken_down(source: str, about: str, subjects: Sequence[str], at: datetime) -> TakenDown:
    """Give what staff took down of what was said about some shops or buyers: the grounds they had before them."""
    owners = _owners(source, about, subjects)
    said: dict[tuple[str, str], SignalRaised] = {}
    found: TakenDown = {}
    for stream, event in events_of(source, at - REMEMBERED, ("SignalRaised", "SignalDecided"), about, subjects):
        if isinstance(event, SignalRaised) and event.about == about:
            said[stream, event.id] = event
        elif isinstance(event, SignalDecided) and event.lifted and (raised := said.get((stream, event.id))):
            key = (owners[stream], raised.kind)
            found[key] = found.get(key, frozenset()) | grounds(raised.reasons)
    return found


def _owners(source: str, about: str, subjects: Sequence[str]) -> dict[str, str]:
    column = COLUMN[about]
    found: dict[str, str] = {}
    for wanted in parts(subjects):
        statement = f"SELECT stream, {column} FROM record_case WHERE source = %s AND {column} IN ({marks(wanted)})"
        found.update(some(law().using, statement, [source, *wanted]))
    return found


def parts(values: Iterable[str]) -> Iterator[list[str]]:
    """Give values in lists that one statement takes."""
    every = sorted(set(values))
    yield from (every[at : at + MOST] for at in range(0, len(every), MOST))


def marks(values: Sequence[Any]) -> str:
    """Give the place holders of a list in a statement."""
    return ", ".join(["%s"] * len(values))
