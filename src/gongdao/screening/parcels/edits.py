"""Compares two readings of one trace: what was changed, taken out or put in afterwards."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
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


def edited_trace(look: Look, earlier: Trace) -> Finding | None:
    """The later reading says otherwise than the earlier one: what was changed is added up, by its weight.

    A whole reading in another time zone, other punctuation and hidden numbers, scans told twice and scans that were
    handed in late are no edits.
    """
    before = tuple(without_repeats(earlier.scans))
    after = _in_one_zone(before, look.scans)
    pairs, gone, new = _matched(before, after)
    found = [*_changed(look, pairs), *_taken_out(gone, after), *_put_in(look, earlier, new)]
    if max((weight for weight, _ in found), default=0.0) < SOME:
        return None
    found.sort(key=lambda it: -it[0])
    return Finding("parcel.edited_trace", sum(it[0] for it in found), tuple(it[1] for it in found[:5]))


def _in_one_zone(before: Iterable[Scan], after: tuple[Scan, ...]) -> tuple[tuple[Scan, timedelta], ...]:
    """Give the later scans with by how much they are moved, where most of them moved by the same whole hours."""
    times: dict[str, datetime] = {_words(scan): scan.at for scan in before}
    moves = Counter(scan.at - times[key] for scan in after if (key := _words(scan)) in times)
    move, count = moves.most_common(1)[0] if moves else (timedelta(0), 0)
    whole = move % timedelta(hours=1) == timedelta(0) and abs(move) <= timedelta(hours=14)
    by = move if whole and count >= 2 and count * 2 > len(after) else timedelta(0)
    return tuple((scan, by) for scan in after)


def _matched(
    before: tuple[Scan, ...], after: tuple[tuple[Scan, timedelta], ...]
) -> tuple[list[tuple[Scan, Scan, timedelta]], list[Scan], list[Scan]]:
    """Put the scans of both readings together: the very same first, then of one kind by time; and what is left."""
    left, rest = list(before), list(after)
    pairs: list[tuple[Scan, Scan, timedelta]] = []
    for alike in (_very_same, _same_words, _same_kind):
        for old in tuple(left):
            fits = [it for it in rest if alike(old, it[0], it[1])]
            if fits:
                best = min(fits, key=lambda it: abs(it[0].at - it[1] - old.at))
                pairs.append((old, *best))
                left.remove(old)
                rest.remove(best)
    return pairs, left, [scan for scan, _ in rest]


def _very_same(old: Scan, new: Scan, by: timedelta) -> bool:
    return new.at - by == old.at and _words(old) == _words(new)


def _same_words(old: Scan, new: Scan, by: timedelta) -> bool:
    return _words(old) == _words(new) and abs(new.at - by - old.at) < MOVED_MOST


def _same_kind(old: Scan, new: Scan, by: timedelta) -> bool:
    return old.kind == new.kind and (old.kind in DECIDING or new.at - by == old.at)


def _changed(look: Look, pairs: Iterable[tuple[Scan, Scan, timedelta]]) -> Iterator[Weighed]:
    slack = timedelta(minutes=look.model.limits["slack_minutes"])
    for old, new, by in pairs:
        much = MUCH if old.kind in DECIDING else SOME
        if abs(new.at - by - old.at) > slack:
            yield much, _reason("parcel-edit-time", old, new, clock(old.at), clock(new.at))
        if _plain(old.signer) != _plain(new.signer):
            weight = MUCH if old.signer else SOME
            yield weight, _reason("parcel-edit-signer", old, new, old.signer or "—", new.signer or "—")
        elif _plain(old.place) != _plain(new.place) and old.place and new.place:
            yield much, _reason("parcel-edit-place", old, new, old.place, new.place)
        elif _words(old) != _words(new) and old.kind in DECIDING:
            yield LITTLE, _reason("parcel-edit-words", old, new, old.text[:40], new.text[:40])


def _taken_out(gone: Iterable[Scan], after: tuple[tuple[Scan, timedelta], ...]) -> Iterator[Weighed]:
    """Give what is not there any more; a reading may have lost its oldest scans, so those say little."""
    first = min((scan.at - by for scan, by in after), default=None)
    for scan in gone:
        weight = MUCH if scan.kind in DECIDING else LITTLE if scan.kind == OTHER else SOME
        if first is not None and scan.at < first:
            weight = LITTLE
        details = {"old": scan.text[:40] or scan.kind, "at": clock(scan.at)}
        yield weight, Reason("parcel-edit-gone", details, fields=(f"earlier.{scan.field}",))


def _put_in(look: Look, earlier: Trace, new: Iterable[Scan]) -> Iterator[Weighed]:
    """Give what was put in between scans that were read already; devices hand in late, but not days late."""
    read = earlier.read_at or max((scan.at for scan in earlier.scans), default=None)
    late = timedelta(hours=look.model.limits["late_hours"])
    for scan in new:
        if read is None or scan.at >= read - late:
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
