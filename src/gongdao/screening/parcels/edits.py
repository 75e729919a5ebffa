"""Compares two readings of one trace: what was changed, taken out or put in afterwards."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from gongdao.screening.parcels.facts import Finding, Look, clock
from gongdao.screening.parcels.trace import (
    COLLECTED,
    FAILED,
    HANDED_OVER,
    LEFT,
    OTHER,
    REFUSED,
    Scan,
    Trace,
    without_repeats,
)
from gongdao.screening.signal import Reason

# What decides a case weighs more than what only moves goods.
DECIDING = HANDED_OVER | {LEFT, COLLECTED, REFUSED, FAILED}
MUCH, SOME, LITTLE = 3.0, 1.5, 0.4
MOVED_MOST = timedelta(days=30)
Weighed = tuple[float, Reason]
Pair = tuple["Line", "Line"]


@dataclass(frozen=True, slots=True)
class Line:
    """A scan of a reading, with its time in the zone of the earlier one and its words as they are compared."""

    scan: Scan
    at: datetime
    words: str


def edited_trace(look: Look, earlier: Trace) -> Finding | None:
    """The later reading says otherwise than the earlier one: what was changed is added up, by its weight.

    A whole reading in another time zone, other punctuation and hidden numbers, scans told twice and scans that were
    handed in late are no edits.
    """
    before = [Line(scan, scan.at, _words(scan)) for scan in without_repeats(earlier.scans)]
    after = _in_one_zone(before, [Line(scan, scan.at, _words(scan)) for scan in look.scans])
    pairs, gone, new = _matched(before, after)
    found = [*_changed(look, pairs), *_taken_out(gone, after), *_put_in(look, earlier, new)]
    if max((weight for weight, _ in found), default=0.0) < SOME:
        return None
    found.sort(key=lambda it: -it[0])
    return Finding("parcel.edited_trace", sum(it[0] for it in found), tuple(it[1] for it in found[:5]))


def _in_one_zone(before: Sequence[Line], after: Sequence[Line]) -> list[Line]:
    """Move the later lines back, where most of them moved by the same whole hours."""
    times = {line.words: line.at for line in before}
    moves = Counter(line.at - times[line.words] for line in after if line.words in times)
    move, count = moves.most_common(1)[0] if moves else (timedelta(0), 0)
    whole = move % timedelta(hours=1) == timedelta(0) and abs(move) <= timedelta(hours=14)
    by = move if whole and count * 2 > len(after) and count >= min(2, len(after)) else timedelta(0)
    return [replace(line, at=line.at - by) for line in after]


def _matched(before: Sequence[Line], after: Sequence[Line]) -> tuple[list[Pair], list[Line], list[Line]]:
    """Put the lines of both readings together: the very same first, then of one kind by time; and what is left."""
    left, rest = list(before), list(after)
    pairs: list[Pair] = []
    for alike in (_very_same, _same_words, _same_kind):
        for old in tuple(left):
            if fits := [line for line in rest if alike(old, line)]:
                best = min(fits, key=lambda line: abs(line.at - old.at))
                pairs.append((old, best))
                left.remove(old)
                rest.remove(best)
    return pairs, left, rest


def _very_same(old: Line, new: Line) -> bool:
    return new.at == old.at and old.words == new.words


def _same_words(old: Line, new: Line) -> bool:
    return old.words == new.words and abs(new.at - old.at) < MOVED_MOST


def _same_kind(old: Line, new: Line) -> bool:
    return old.scan.kind == new.scan.kind and (old.scan.kind in DECIDING or new.at == old.at)


def _changed(look: Look, pairs: Iterable[Pair]) -> Iterator[Weighed]:
    slack = timedelta(minutes=look.model.limits["slack_minutes"])
    for before, after in pairs:
        old, new = before.scan, after.scan
        much = MUCH if old.kind in DECIDING else SOME
        if abs(after.at - before.at) > slack:
            yield much, _reason("parcel-edit-time", old, new, clock(old.at), clock(new.at))
        if _plain(old.signer) != _plain(new.signer):
            weight = MUCH if old.signer else SOME
            yield weight, _reason("parcel-edit-signer", old, new, old.signer or "—", new.signer or "—")
        elif _plain(old.place) != _plain(new.place) and old.place and new.place:
            yield much, _reason("parcel-edit-place", old, new, old.place, new.place)
        elif before.words != after.words and old.kind in DECIDING:
            yield LITTLE, _reason("parcel-edit-words", old, new, old.text[:40], new.text[:40])


def _taken_out(gone: Iterable[Line], after: Sequence[Line]) -> Iterator[Weighed]:
    """Give what is not there any more; a reading may have lost its oldest scans, so those say little."""
    first = min((line.at for line in after), default=None)
    for line in gone:
        scan = line.scan
        weight = MUCH if scan.kind in DECIDING else LITTLE if scan.kind == OTHER else SOME
        if first is not None and scan.at < first:
            weight = LITTLE
        details = {"old": scan.text[:40] or scan.kind, "at": clock(scan.at)}
        yield weight, Reason("parcel-edit-gone", details, fields=(f"earlier.{scan.field}",))


def _put_in(look: Look, earlier: Trace, new: Iterable[Line]) -> Iterator[Weighed]:
    """Give what was put in between scans that were read already; devices hand in late, but not days late."""
    read = earlier.read_at or max((scan.at for scan in earlier.scans), default=None)
    late = timedelta(hours=look.model.limits["late_hours"])
    for line in new:
        scan = line.scan
        if read is None or line.at >= read - late:
            continue
        details = {"new": scan.text[:40] or scan.kind, "at": clock(scan.at), "read": clock(read)}
        yield MUCH if scan.kind in DECIDING else SOME, Reason("parcel-edit-backdated", details, fields=(scan.field,))


def _reason(code: str, old: Scan, new: Scan, was: str, now: str) -> Reason:
    return Reason(code, {"was": was, "now": now, "at": clock(old.at)}, fields=(new.field, f"earlier.{old.field}"))


def _words(scan: Scan) -> str:
    return f"{scan.kind} {_plain(scan.place)} {_plain(scan.text or scan.signer)}"


def _plain(text: str) -> str:
    """Give a text without what carriers write now so, now so: marks, spaces, and numbers that may be hidden."""
    folded = unicodedata.normalize("NFKC", text[:200]).lower()
    return "".join(one for one in folded if one.isalpha())
