"""What is to leave the house, written in the same transaction as what it tells of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from gongdao.case.codec import encode
from gongdao.case.court import Court
from gongdao.case.decider import Event, Recorded
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
    happened = [recorded.event for recorded in events]
    told = notices(before, happened, after, court)
    rows = [
        _notice_row(stream, head, number, it, happened[it.seq - before.seq - 1]) for number, it in enumerate(told, 1)
    ]
    insert(cursor, "record_outbox", COLUMNS, rows)


def _notice_row(stream: str, head: Head, number: int, notice: Notice, event: Event) -> Row:
    chain = {"stream": stream, "seq": head.seq, "digest": head.digest}
    body = canonical({**asdict(notice), "event": encode(event), "head": chain}).decode()
    return (
        stream,
        notice.seq,
        NOTICE,
        f"{stream}/{head.seq}/{number}",
        body,
        head.recorded_at,
        head.recorded_at,
        0,
        "",
    )
