"""Weighing the evidence of a case by the entries of its pack that are in force for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from gongdao.case.kept import Kept, made_of
from gongdao.case.strays import meanings
from gongdao.evidence.item import Weighed
from gongdao.evidence.weigh import Where, matches, weigh
from gongdao.kernel.calendar import Calendar
from gongdao.policy.evaluate import evaluate
from gongdao.policy.given import Given
from gongdao.policy.kleene import Scope, truth
from gongdao.policy.pack import Pack, Weighing
from gongdao.policy.syntax import names
from gongdao.policy.work import Evaluation

Items = Sequence[Mapping[str, Any]]
Kinds = tuple[str | None, ...]
_WEIGHED = "weighed"


def weighed(
    pack: Pack, items: Items, given: Given, calendars: Mapping[str, Calendar], words: Mapping[str, Any], kinds: Kinds,
    kept: Kept,
) -> tuple[Weighed, ...]:  # fmt: skip
    """Weigh the items of a case, of these kinds, as its stated facts and the time of the decision want it.

    ``words`` are the case file's own meanings of evidence words.
    """
    asks = weighing_asks(pack, kinds)
    before = evaluate(pack, given, calendars, only=asks) if asks else None
    due = before.values.get(pack.late_after) if before is not None else None
    entries = [w for w in _entries(pack, kinds) if w.when is None or (before is not None and _holds(before, w.when))]
    late = [_late(item, due) for item in items]
    rows = meanings(pack, words)
    parts = (pack, items, rows, *late, *entries)
    return made_of(kept, _WEIGHED, parts, lambda: _weigh(pack, items, entries, rows, due))


def _weigh(
    pack: Pack, items: Items, entries: Sequence[Weighing], words: Mapping[str, Any], due: object
) -> tuple[Weighed, ...]:
    in_force = [(w.where, w.fact, w.speaks, w.grade) for w in entries]
    return weigh(items, in_force, words, pack.grades, lambda item: _late(item, due))


@lru_cache(maxsize=1024)
def _entries(pack: Pack, kinds: Kinds) -> tuple[Weighing, ...]:
    """The entries that may match evidence of these kinds; of a hundred kinds a case has two or three."""
    return tuple(w for w in pack.weighing if any(matches({"kind": kind}, _of_kind(w)) for kind in kinds))


def _of_kind(entry: Weighing) -> Where:
    return tuple((key, words) for key, words in entry.where if key == "kind")


@lru_cache(maxsize=1024)
def weighing_asks(pack: Pack, kinds: Kinds) -> tuple[str, ...]:
    """Give what must be known before evidence of these kinds can be weighed."""
    asked = [name for w in _entries(pack, kinds) if w.when is not None for name in names(w.when)]
    return (*dict.fromkeys(asked), *([pack.late_after] if pack.late_after in pack.decisions else []))


def _holds(before: Evaluation, when: Any) -> bool:
    return truth(when, Scope(before.values, before.params)) is True


def _late(item: Mapping[str, Any], due: object) -> bool:
    at = item.get("at")
    return bool(item.get("late")) or (isinstance(due, datetime) and isinstance(at, datetime) and at >= due)
