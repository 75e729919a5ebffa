"""Compares the marketplace's statement with the journal, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from gongdao.ledger.settlement import Settlement


@dataclass(frozen=True, slots=True)
class Moved:
    """Money that moved under a payment's key."""

    key: str
    amount: int


class Verdict(StrEnum):
    MATCHED = "matched"
    MISSING_HERE = "missing_here"
    MISSING_THERE = "missing_there"
    DIFFERENT = "different_amount"
    DOUBLED = "doubled"


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of a row: its amount in our journal (here) and in their statement (there)."""

    verdict: Verdict
    key: str
    here: int | None
    there: int | None


def journal(settlements: Iterable[Settlement]) -> list[Moved]:
    """The rows of our side: every payment that moved money, once."""
    return [Moved(str(p.key), p.paid) for s in settlements for p in s.payments if p.paid]


def compare(here: Iterable[Moved], there: Iterable[Moved]) -> list[Finding]:
    """One finding for each row of either side, by key, in the order in which the keys first appear."""
    ours, theirs = _by_key(here), _by_key(there)
    return [
        finding
        for key in dict.fromkeys((*ours, *theirs))
        for finding in _of_one_key(key, ours.get(key, []), theirs.get(key, []))
    ]


def _by_key(rows: Iterable[Moved]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for row in rows:
        found.setdefault(row.key, []).append(row.amount)
    return found


def _of_one_key(key: str, ours: list[int], theirs: list[int]) -> Iterator[Finding]:
    same = Counter(ours) & Counter(theirs)
    only_ours, only_theirs = (sorted((Counter(rows) - same).elements()) for rows in (ours, theirs))
    yield from (Finding(Verdict.MATCHED, key, amount, amount) for amount in same.elements())
    known = bool(ours)
    for mine, yours in zip_longest(only_ours, only_theirs):
        yield Finding(_verdict(mine, yours, known), key, mine, yours)
        known = True


def _verdict(mine: int | None, yours: int | None, known: bool) -> Verdict:
    if mine is None:
        return Verdict.DOUBLED if known else Verdict.MISSING_HERE
    return Verdict.MISSING_THERE if yours is None else Verdict.DIFFERENT
