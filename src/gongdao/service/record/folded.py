"""Folds cases from their rows, and remembers the last ones by the digest of their chain's end."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any

from gongdao.case.decider import replay
from gongdao.case.state import Case, Stop
from gongdao.service.record import pauses, tables
from gongdao.service.record.stream import Head, events_of
from gongdao.service.record.tables import Register

# The digest covers every byte of the stream, so what is remembered cannot be out of date.
MOST = 512
_cases: OrderedDict[str, Case] = OrderedDict()
_pauses: dict[str, tuple[Stop, ...]] = {}
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


def remember(head: Head, case: Case) -> None:
    """Keep a case at hand for the next command."""
    with _guard:
        _cases[head.digest] = case
        if len(_cases) > MOST:
            _cases.popitem(last=False)


def pauses_at(using: str, register: Register) -> tuple[Stop, ...]:
    """Give the pauses that a register of this length and digest tells of."""
    if register.digest is None:
        return ()
    with _guard:
        stops = _pauses.get(register.digest)
    if stops is None:
        stops = pauses.register(using, register.pauses)
        with _guard:
            _pauses.clear()
            _pauses[register.digest] = stops
    return stops


def forget() -> None:
    """Let go of all that is remembered."""
    with _guard:
        _cases.clear()
        _pauses.clear()
