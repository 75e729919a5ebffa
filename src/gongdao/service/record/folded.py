"""Folds cases from their rows, and remembers the last ones by the digest of their chain's end."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import Any

from gongdao.case.court import Court
from gongdao.case.decider import replay
from gongdao.case.state import Case
from gongdao.service.record import pauses, tables
from gongdao.service.record.law import Law
from gongdao.service.record.stream import Head, events_of
from gongdao.service.record.tables import Register

# The digest covers every byte of the stream, so what is remembered cannot be out of date.
MOST = 512
_cases: OrderedDict[str, Case] = OrderedDict()
_courts: dict[str, Court] = {}
_guard = Lock()


def refolded(cursor: Any, stream: str) -> Case:
    """Fold a case from all its events."""
    return replay(events_of(tables.read_events(cursor, stream)))


def case_at(cursor: Any, stream: str, head: Head) -> Case:
    """Give the case whose chain ends here."""
    if head.seq == 0:
        return Case()
    with _guard:
        case = _cases.get(head.digest)
    return case if case is not None else refolded(cursor, stream)


def cases_at(cursor: Any, heads: Mapping[str, Head]) -> dict[str, Case]:
    """Give several cases by their streams; each has events, and its chain ends at its head."""
    with _guard:
        known = {stream: _cases.get(head.digest) for stream, head in heads.items()}
    cases = {stream: case for stream, case in known.items() if case is not None}
    missing = [stream for stream in heads if stream not in cases]
    return cases | {stream: replay(events_of(rows)) for stream, rows in tables.read_many(cursor, missing)}


def remember(head: Head, case: Case) -> None:
    """Keep a case at hand for the next command."""
    with _guard:
        _cases[head.digest] = case
        if len(_cases) > MOST:
            _cases.popitem(last=False)


def court_at(law: Law, register: Register) -> Court:
    """Give the court that knows the register as it is locked.

    It stays the same one while nothing changes, as a case remembers its clocks only under the court it was asked by.
    """
    known = register.digest or str(register.pauses)
    with _guard:
        sitting = _courts.get(known)
    if sitting is None or sitting.library is not law.library or sitting.calendars is not law.calendars:
        stops = pauses.register(law.using, register.pauses) if register.pauses else ()
        sitting = Court(law.library, law.calendars, stops)
        with _guard:
            _courts.clear()
            _courts[known] = sitting
    return sitting


def forget() -> None:
    """Let go of all that is remembered."""
    with _guard:
        _cases.clear()
        _courts.clear()
