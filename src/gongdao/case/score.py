"""Compares a decision with what a case file expects of it, key by key, as the case files are scored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

Same = Callable[[Any, Any], bool]
Row = Mapping[str, Any]

AMOUNT_OF_NOTHING = "0.00"


@dataclass(frozen=True, slots=True)
class Miss:
    """One key that came out otherwise; ``got`` is None where the decision says nothing."""

    key: str
    expected: Any
    got: Any


def same_word(expected: Any, got: Any) -> bool:
    """Whether two words are the same; true and 1, or true and the text true, are not."""
    if isinstance(expected, bool) or isinstance(got, bool):
        return expected is got
    return got is not None and str(expected) == str(got)


def same_money(expected: Any, got: Any) -> bool:
    """Whether two amounts are the same, however many decimals were written."""
    if got is None or isinstance(got, bool):
        return False
    try:
        return Decimal(str(expected)) == Decimal(str(got))
    except InvalidOperation:
        return False


def same_instant(expected: Any, got: Any) -> bool:
    """Whether two instants are the same, whatever their offsets."""
    return got is not None and _instant(expected) == _instant(got)


SCALARS: dict[str, Same] = {
    "admissible": same_word,
    "winner": same_word,
    "remedy": same_word,
    "refund": same_money,
    "compensation": same_money,
    "shortfall": same_money,
    "selected_pack": same_word,
    "platform_payout_to_seller": same_money,
}
MAPPINGS: dict[str, dict[str, Same]] = {
    "freight": {
        "outbound": same_word,
        "return": same_word,
        "return_buyer": same_money,
        "return_seller": same_money,
    },
    "risk": {"return_damage": same_word, "return_loss": same_word, "return_undeliverable": same_word},
}
LISTS: dict[str, dict[str, Same]] = {
    "compensation_items": {"item": same_word, "amount": same_money},
    "deductions": {"item": same_word, "amount": same_money},
    "payers": {"from": same_word, "to": same_word, "amount": same_money},
    "heads": {"head": same_word, "winner": same_word},
    "deadlines": {"name": same_word, "due": same_instant},
    "referrals": {"to": same_word, "ready": same_word},
}
CITES = ("rules", "law")
SCORED = (*SCALARS, *MAPPINGS, *LISTS, "flags", "cites")


def score(expect: Mapping[str, Any], decision: Mapping[str, Any]) -> list[Miss]:
    """What of ``expect`` did not come out in ``decision``; empty when all scored keys agree.

    A list the decision leaves out is empty and a shortfall it leaves out is nothing. Rows are compared without order,
    in the scored keys that the expected row states; a row too many is a miss like a row too few.
    """
    misses: list[Miss] = []
    for key in (key for key in SCORED if key in expect):
        misses.extend(_compare(key, expect[key], decision.get(key)))
    return misses


def _compare(key: str, expected: Any, got: Any) -> list[Miss]:
    if key in SCALARS:
        return _scalar(key, expected, got)
    if key in MAPPINGS:
        return _mapping(key, expected or {}, got or {})
    if key == "flags":
        return (
            [] if sorted(map(str, expected or ())) == sorted(map(str, got or ())) else [Miss(key, expected, got or [])]
        )
    if key == "cites":
        return _cites(expected or {}, got or {})
    return _rows(key, expected or [], got or [])


def _scalar(key: str, expected: Any, got: Any) -> list[Miss]:
    if key == "shortfall" and got is None:
        got = AMOUNT_OF_NOTHING
    return [] if SCALARS[key](expected, got) else [Miss(key, expected, got)]


def _mapping(key: str, expected: Row, got: Row) -> list[Miss]:
    stated = ((name, same) for name, same in MAPPINGS[key].items() if name in expected)
    return [
        Miss(f"{key}.{name}", expected[name], got.get(name))
        for name, same in stated
        if not same(expected[name], got.get(name))
    ]


def _cites(expected: Row, got: Row) -> list[Miss]:
    misses = []
    for kind in CITES:
        cited = set(got.get(kind) or ())
        lacking = [name for name in expected.get(kind) or () if name not in cited]
        if lacking:
            misses.append(Miss(f"cites.{kind}", lacking, sorted(cited)))
    return misses


def _rows(key: str, expected: Sequence[Row], got: Sequence[Row]) -> list[Miss]:
    names = LISTS[key]
    if len(expected) == len(got) and _pairing(expected, got, names):
        return []
    return [Miss(key, [_scored(row, names) for row in expected], [_scored(row, names) for row in got])]


def _pairing(expected: Sequence[Row], got: Sequence[Row], names: Mapping[str, Same]) -> bool:
    """Whether each expected row can have one of ours for itself (they may state different keys: no sorting)."""
    taken: dict[int, int] = {}

    def place(want: int, tried: set[int]) -> bool:
        for n, row in enumerate(got):
            if n in tried or not _fits(expected[want], row, names):
                continue
            tried.add(n)
            if n not in taken or place(taken[n], tried):
                taken[n] = want
                return True
        return False

    return all(place(want, set()) for want in range(len(expected)))


def _fits(expected: Row, got: Row, names: Mapping[str, Same]) -> bool:
    return all(same(expected[name], got.get(name)) for name, same in names.items() if name in expected)


def _scored(row: Row, names: Mapping[str, Same]) -> dict[str, Any]:
    return {name: row[name] for name in names if name in row}


def _instant(value: Any) -> datetime | str:
    if isinstance(value, datetime):
        return value
    try:
        return datetime.fromisoformat(str(value))
    except ValueError:
        return str(value)
