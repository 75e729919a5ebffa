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
    """Money that moved under a payment's key, in minor units of its currency."""

    key: str
    amount: int
    currency: str = ""


class Verdict(StrEnum):
    MATCHED = "matched"
    MISSING_HERE = "missing_here"
    MISSING_THERE = "missing_there"
    DIFFERENT = "different_amount"
    CURRENCY = "different_currency"
    DOUBLED = "doubled"


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of a row: its amount in our journal (here) and in their statement (there)."""

    verdict: Verdict
    key: str
    here: int | None
    there: int | None
    currency: str = ""
    their_currency: str = ""


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


def _by_key(rows: Iterable[Moved]) -> dict[str, list[Moved]]:
    found: dict[str, list[Moved]] = {}
    for row in rows:
        found.setdefault(row.key, []).append(row)
    return found


def _of_one_key(key: str, ours: list[Moved], theirs: list[Moved]) -> Iterator[Finding]:
    same = Counter(ours) & Counter(theirs)
    only_ours, only_theirs = (sorted((Counter(rows) - same).elements(), key=_in_order) for rows in (ours, theirs))
    yield from (Finding(Verdict.MATCHED, key, it.amount, it.amount, it.currency) for it in same.elements())
    known = bool(ours)
    for mine, yours in zip_longest(only_ours, only_theirs):
        yield _finding(key, mine, yours, known)
        known = True


def _in_order(row: Moved) -> tuple[str, int]:
    return row.currency, row.amount


def _finding(key: str, mine: Moved | None, yours: Moved | None, known: bool) -> Finding:
    one = mine or yours
    currency = one.currency if one is not None else ""
    here, there = mine.amount if mine else None, yours.amount if yours else None
    return Finding(_verdict(mine, yours, known), key, here, there, currency, yours.currency if yours else "")


def _verdict(mine: Moved | None, yours: Moved | None, known: bool) -> Verdict:
    if mine is None:
        return Verdict.DOUBLED if known else Verdict.MISSING_HERE
    if yours is None:
        return Verdict.MISSING_THERE
    return Verdict.DIFFERENT if mine.currency == yours.currency else Verdict.CURRENCY
