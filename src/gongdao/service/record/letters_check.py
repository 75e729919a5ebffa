"""Compares what waits to leave the house, what senders were answered, and what persons handed in, with the chain."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from typing import Any

from gongdao.case.codec import encode
from gongdao.case.notices import addressees
from gongdao.case.personal import commitments_in
from gongdao.kernel.errors import BadInput
from gongdao.service.record.commitment import TEXT, commitment
from gongdao.service.record.keys import answer_of
from gongdao.service.record.outbox import MONEY, NOTICE, asked, payment_row, seal
from gongdao.service.record.proof import BREAKS, Step, differs, fault
from gongdao.service.record.rows import each, some
from gongdao.service.record.stream import Head, Stored, head_of
from gongdao.service.record.views_check import columns_differ

OUTBOX, KEY, BLOB = "record_outbox", "record_key", "record_blob"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
BLOB_COLUMNS = "commitment, person, salt, content, media_type, at, erased_at"
COLUMNS = ("seq", "kind", "key", "body", "created_at")


def outbox_faults(using: str, stream: str, steps: Sequence[Step]) -> Iterator[BadInput]:
    """Give what is wrong with the letters of a case: none changed or missing, no payment asked for but these."""
    payments = {row[3]: row for step in steps for row in _payments(stream, step)}
    found = some(
        using,
        f"SELECT {', '.join(COLUMNS)}, next_try_at, sent_at, attempts FROM {OUTBOX} WHERE stream = %s ORDER BY id",
        [stream],
    )
    numbers = Counter[int]()
    told: set[tuple[int, str]] = set()
    for seq, kind, key, body, created_at, *notes in found:
        yield from _note_faults(OUTBOX, key, ("next_try_at", "sent_at"), notes[:2])
        head = _head(steps, body)
        if head is None or not 1 <= seq <= head.seq:
            yield differs(OUTBOX, key, "body", body, "an event of the case")
            continue
        if kind == MONEY and key in payments:
            should = _payment(stream, steps[seq - 1], head, key)
            yield from columns_differ(OUTBOX, key, COLUMNS, (seq, kind, key, body, created_at), should)
            payments.pop(key)
        elif kind == NOTICE:
            numbers[head.seq] += 1
            told.add((seq, json.loads(body)["to"]))
            place = f"{stream}/{head.seq}/{numbers[head.seq]}"
            yield from _notice_faults(place, steps[seq - 1], head, (kind, key, body, created_at))
        else:
            yield fault("row-unexpected", OUTBOX, key)
    for key in payments:
        yield fault("row-missing", OUTBOX, key)
    yield from _untold(stream, steps, told)


def key_faults(using: str, stream: str, rows: Sequence[Stored]) -> Iterator[BadInput]:
    """Give what is wrong with the answers that senders of this case were given."""
    for key, request, answer, at in some(
        using, f"SELECT key, request, answer, at FROM {KEY} WHERE stream = %s ORDER BY key", [stream]
    ):
        seq = _seq(answer)
        if not 1 <= seq <= len(rows):
            yield differs(KEY, key, "answer", answer, "an event of the case")
            continue
        should = answer_of(key, stream, request, head_of(rows[seq - 1]), at)
        if answer != should:
            yield differs(KEY, key, "answer", answer, should)


def blob_faults(using: str, stream: str, steps: Sequence[Step]) -> Iterator[BadInput]:
    """Give what is wrong with the texts and files of a case, as far as they are not erased."""
    first: dict[str, str] = {}
    for step in steps:
        for found in commitments_in(step.recorded.event):
            first.setdefault(found, step.row.recorded_at)
    for name, person, salt, content, media_type, at, erased_at in some(
        using, f"SELECT {BLOB_COLUMNS} FROM {BLOB} WHERE stream = %s ORDER BY at, commitment", [stream]
    ):
        known_at = first.pop(name, at)
        if media_type == TEXT and at > known_at:
            yield differs(BLOB, name, "at", at, f"<= {known_at}")
        yield from _blob_faults(stream, name, person, salt, content, media_type, at, erased_at)
    for name in first:
        yield fault("row-missing", BLOB, name)


def stray_blob_faults(using: str) -> Iterator[BadInput]:
    """Give what is wrong with files that were kept for cases of which nothing is written yet."""
    for stream, *row in each(
        using,
        f"SELECT stream, {BLOB_COLUMNS} FROM {BLOB} b WHERE NOT EXISTS"
        " (SELECT 1 FROM record_event e WHERE e.stream = b.stream AND e.seq = 1)",
    ):
        yield from _blob_faults(stream, *row)


def _blob_faults(
    stream: str, name: str, person: str, salt: Any, content: Any, media_type: str, at: str, erased_at: str | None
) -> Iterator[BadInput]:
    yield from _note_faults(BLOB, name, ("at", "erased_at"), (at, erased_at))
    if erased_at is None and (salt is None or content is None):
        yield differs(BLOB, name, "erased_at", erased_at, "when it was erased")
    elif erased_at is not None and (salt is not None or content is not None):
        yield differs(BLOB, name, "content", "kept", "erased")
    elif erased_at is None:
        made = commitment(bytes(salt), stream, person, media_type, bytes(content))
        if made != name:
            yield differs(BLOB, name, "commitment", name, made)


def _payments(stream: str, step: Step) -> Iterator[tuple[Any, ...]]:
    for seq, leg in asked(step.before, [step.recorded.event]):
        yield payment_row(stream, head_of(step.row), seq, leg)


def _payment(stream: str, step: Step, head: Head, key: str) -> tuple[Any, ...]:
    rows = (payment_row(stream, head, seq, leg) for seq, leg in asked(step.before, [step.recorded.event]))
    return next((row[1:6] for row in rows if row[3] == key), (step.row.seq, MONEY, "-", "-", head.recorded_at))


def _notice_faults(place: str, step: Step, head: Head, row: Sequence[str]) -> Iterator[BadInput]:
    """The notices written with one end of the chain are numbered from one on, without a gap."""
    kind, key, body, created_at = row
    should = (NOTICE, f"{place}/{seal(body)}", head.recorded_at)
    yield from columns_differ(OUTBOX, key, ("kind", "key", "created_at"), (kind, key, created_at), should)
    if (says := json.loads(body)["event"]) != (event := encode(step.recorded.event)):
        yield differs(OUTBOX, key, "body", says, event)


def _untold(stream: str, steps: Sequence[Step], told: Container[tuple[int, str]]) -> Iterator[BadInput]:
    """Each event was told to whom it concerns; the last notice that was written with it leaves no gap when it goes."""
    for step in steps:
        for to in addressees(step.recorded.event):
            if (step.row.seq, to) not in told:
                yield fault("row-missing", OUTBOX, f"{stream} #{step.row.seq} -> {to}")


def _note_faults(table: str, key: str, columns: Sequence[str], values: Sequence[Any]) -> Iterator[BadInput]:
    """Nothing follows from when a letter was tried; but an instant must be one."""
    for column, value in zip(columns, values, strict=True):
        if value is not None and not INSTANT.fullmatch(value):
            yield differs(table, key, column, value, "YYYY-MM-DDTHH:MM:SS.ffffffZ")


def _head(steps: Sequence[Step], body: str) -> Head | None:
    """The end of the chain that a letter was written with; None where the chain has no such event."""
    try:
        told = json.loads(body)
        seq, digest = told["head"]["seq"], told["head"]["digest"]
        head = head_of(steps[seq - 1].row) if seq > 0 else None
    except BREAKS:
        return None
    return head if head is not None and head.digest == digest else None


def _seq(answer: str) -> int:
    try:
        return int(json.loads(answer)["seq"])
    except BREAKS:
        return 0
