"""Goes through the whole record and computes everything again: nothing is believed because it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from gongdao.case.stages.ruled import RulingGiven
from gongdao.kernel.errors import BadInput, GongdaoError, Problem, Refused
from gongdao.service.record import (
    anchors,
    files_check,
    journal_check,
    letters_check,
    projections,
    told_check,
    views_check,
)  # fmt: skip
from gongdao.service.record.anchor_file import Anchor, roots
from gongdao.service.record.law import Law
from gongdao.service.record.pauses import REGISTER
from gongdao.service.record.projections import Row
from gongdao.service.record.proof import (
    BREAKS,
    EVENTS,
    Register,
    Step,
    differs,
    editions,
    fault,
    rule_again,
    steps,
)
from gongdao.service.record.rows import each, some, streams
from gongdao.service.record.snapshot import snapshot
from gongdao.service.record.stream import NAME, Stored, head_of
from gongdao.service.record.told_check import Before

# Every table that tells of a stream; what has no event behind it comes from nowhere.
OF_A_STREAM = (
    "record_case", "record_deadline", "record_party", "record_ruling", "record_entry", "record_outbox", "record_key",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """What every stream is held against: the register of pauses, and what lay in accounts (read when asked for)."""

    register: Register
    lay: Callable[[], Before]


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, counted by its name in the report."""

    counts: Counter[str] = field(default_factory=Counter)


def verify(
    law: Law, seen: Verified, stream: str = "", tell: Callable[[int], None] | None = None
) -> Generator[Problem, None, None]:
    """Give what is wrong with the record, or with one case, the first wrong row of each stream first.

    ``seen`` counts what was looked at, ``tell`` is told of each stream. Close it where it is not read to its end.

    :raises Refused: no stream can have such a name, or there is no such case.
    """
    if stream and not NAME.fullmatch(stream):
        raise Refused("stream-name", stream=stream)
    with snapshot(law.using):
        for wrong in _faults(law, seen, stream, tell):
            yield from wrong.problems


def _faults(law: Law, seen: Verified, stream: str, tell: Callable[[int], None] | None) -> Iterator[BadInput]:
    try:
        known = _register(law.using)
    except BadInput as wrong:
        yield wrong
        return
    lay = cache(lambda: told_check.before(law.using))
    found = False
    for name, rows in streams(law.using, stream):
        found = True
        seen.counts["streams"] += 1
        if tell is not None:
            tell(seen.counts["streams"])
        if name != REGISTER:
            yield from _stream_faults(law, name, rows, Known(known, lay), seen.counts)
    if stream and not found:
        yield _without_events(law.using, stream)
    if not stream:
        yield from _whole_faults(law, known, seen.counts)


def _without_events(using: str, stream: str) -> BadInput:
    """Say what is wrong with a stream that has no events and is told of all the same.

    :raises Refused: no table tells of it, so that there is no such case.
    """
    if not any(some(using, f"SELECT 1 FROM {table} WHERE stream = %s LIMIT 1", [stream]) for table in OF_A_STREAM):
        raise Refused("no-such-stream", stream=stream)
    return fault("row-missing", EVENTS, stream)


def _register(using: str) -> Register:
    rows = next((list(rows) for _, rows in streams(using, REGISTER)), [])
    return editions(REGISTER, rows)


def _stream_faults(
    law: Law, stream: str, rows: Iterator[Stored], known: Known, counts: Counter[str]
) -> Iterator[BadInput]:
    """Follow one stream; where its chain breaks, nothing that follows from it can be told."""
    done: list[Step] = []
    try:
        for step in steps(stream, rows):
            counts["events"] += 1
            if isinstance(step.recorded.event, RulingGiven):
                rule_again(stream, step, law.library, law.calendars, known.register)
                counts["rulings"] += 1
            done.append(step)
    except BadInput as wrong:
        yield wrong
        return
    try:
        yield from _following_faults(law, stream, done, known, counts)
    except (*BREAKS, GongdaoError) as wrong:
        yield fault("stream-breaks", EVENTS, stream, why=repr(wrong))


def _following_faults(
    law: Law, stream: str, done: Sequence[Step], known: Known, counts: Counter[str]
) -> Iterator[BadInput]:
    last = done[-1]
    yield from views_check.case_faults(law, stream, last.after, head_of(last.row), known.register)
    yield from views_check.ruling_faults(law.using, stream, _ruling_rows(stream, done))
    ever = {row for step in done for row in projections.party_rows(stream, step.after)}
    yield from views_check.party_faults(law.using, stream, ever)
    booked = journal_check.booked(law.using, stream)
    for step in done:
        found = booked.pop(step.row.seq, {})
        counts["postings"] += len(found)
        yield from journal_check.step_faults(law.using, stream, step, found, known.lay)
    for seq, keys in booked.items():
        yield fault("row-unexpected", journal_check.ENTRY, f"{stream} #{seq} {next(iter(keys))}")
    yield from letters_check.outbox_faults(law.using, stream, done)
    yield from letters_check.key_faults(law.using, stream, [step.row for step in done])
    yield from letters_check.blob_faults(law.using, stream, done)
    yield from files_check.file_faults(law.using, stream)


def _ruling_rows(stream: str, done: Sequence[Step]) -> list[Row]:
    return [
        row
        for step in done
        for row in projections.ruling_rows(stream, step.before, [step.recorded], [head_of(step.row)])
    ]


def _whole_faults(law: Law, known: Register, counts: Counter[str]) -> Iterator[BadInput]:
    yield from _stray_faults(law.using)
    yield from letters_check.stray_blob_faults(law.using)
    yield from files_check.stray_file_faults(law.using)
    length = len(known.by_length) - 1
    says = some(law.using, "SELECT id, pauses_seq FROM record_register")
    if says != [(1, length)]:
        yield differs("record_register", 1, "id, pauses_seq", says, [(1, length)])
    yield from journal_check.book_faults(law.using)
    counts["accounts"] = some(law.using, "SELECT COUNT(*) FROM record_account")[0][0]
    yield from _anchor_faults(law, counts)


def _stray_faults(using: str) -> Iterator[BadInput]:
    """Give rows of streams that there are none of."""
    for table in OF_A_STREAM:
        statement = (
            f"SELECT DISTINCT t.stream FROM {table} t WHERE NOT EXISTS"
            " (SELECT 1 FROM record_event e WHERE e.stream = t.stream AND e.seq = 1)"
        )
        for (stream,) in each(using, statement):
            yield fault("row-unexpected", table, stream)


def _anchor_faults(law: Law, counts: Counter[str]) -> Iterator[BadInput]:
    known = anchors.anchors(law.using)
    for made in known:
        counts["anchors"] += 1
        if made.at != anchors.end_of_text(made.day):
            yield differs("record_anchor", made.day, "at", made.at, anchors.end_of_text(made.day))
            continue
        built = anchors.tree_before(law.using, made.at)
        for column, says, should in (("root", made.root, built.root), ("count", made.count, built.count)):
            if says != should:
                yield differs("record_anchor", made.day, column, says, should)
    if law.anchor_file is not None and law.anchor_file.exists():
        yield from _anchor_file_faults(law.anchor_file, known)


def _anchor_file_faults(file: Path, known: Sequence[Anchor]) -> Iterator[BadInput]:
    """The file and the table tell of the same days, from the first line on."""
    content = file.read_bytes()
    try:
        said = roots(content, str(file))
    except BadInput as wrong:
        yield wrong
        return
    for made in known:
        if said and made.day >= min(said) and said.get(made.day) != made.root:
            yield differs(str(file), made.day, "root", said.get(made.day, "-"), made.root)
