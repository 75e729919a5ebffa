"""What is to leave the house, written in the same transaction as what it tells of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from gongdao.case.court import Court
from gongdao.case.decider import Recorded
from gongdao.case.notices import Notice, notices
from gongdao.case.state import Case
from gongdao.kernel.digest import canonical
from gongdao.service.record.projections import Row
from gongdao.service.record.stream import Head
from gongdao.service.record.tables import insert

COLUMNS = ("stream", "seq", "kind", "key", "body", "created_at", "next_try_at", "attempts", "last_error")
NOTICE = "notice"


def put(
    cursor: Any, stream: str, before: Case, events: Sequence[Recorded], after: Case, court: Court, head: Head
) -> None:
    """Write the notices of new events; each carries the end of the case's chain, so that its reader can prove it."""
    told = notices(before, [recorded.event for recorded in events], after, court)
    insert(cursor, "record_outbox", COLUMNS, [_row(stream, head, number, it) for number, it in enumerate(told, 1)])


def _row(stream: str, head: Head, number: int, notice: Notice) -> Row:
    body = canonical({**asdict(notice), "stream": stream, "seq": head.seq, "digest": head.digest}).decode()
    key, at = f"{stream}/{head.seq}/{number}", head.recorded_at
    return (stream, head.seq, NOTICE, key, body, at, at, 0, "")
