"""Compares what a scenario expects with what is seen; every difference with its place in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from gongdao.case.court import Court
from gongdao.case.decider import Event
from gongdao.case.due import due, turn
from gongdao.case.notices import Notice
from gongdao.case.stages.ruled import RulingGiven
from gongdao.case.state import Case
from gongdao.kernel.errors import Problem
from gongdao.kernel.money import plain_money
from gongdao.kernel.source import place
from gongdao.ledger.account import Kind
from gongdao.service.play.fields import ON_THE_WAY
from gongdao.service.play.scenario import Expectation


@dataclass(frozen=True, slots=True)
class Seen:
    """What can be seen of a case at an instant; ``balances`` are minor units by account."""

    case: Case
    court: Court
    at: datetime
    balances: Mapping[str, int]
    notices: tuple[Notice, ...]
    ruling: RulingGiven | None = None
    events: Sequence[Event] = ()


@dataclass(frozen=True, slots=True)
class _Compared:
    """One thing that was compared: its path, what was wanted and what was found, as people write them."""

    path: str
    wanted: object
    found: object


def unlike(expect: Expectation, seen: Seen, currency: str) -> list[Problem]:
    """Every expectation that does not hold."""
    compared = (each for name, value in expect.values.items() for each in _COMPARE[name](name, value, seen, currency))
    return [_difference(expect, each) for each in compared if each.wanted != each.found]


def _difference(expect: Expectation, compared: _Compared) -> Problem:
    at = replace(place(expect.node, compared.path), path=f"{expect.path}.{compared.path}")
    return Problem("play-differs", at, {"wanted": _shown(compared.wanted), "found": _shown(compared.found)})


def _plain(path: str, wanted: Any, seen: Seen, currency: str) -> Iterator[_Compared]:
    case = seen.case
    found: dict[str, object] = {
        "stage": case.stage, "round": case.round, "suspended": case.suspended, "owner": case.owner,
        "rulings": len(case.rulings),
    }  # fmt: skip
    yield _Compared(path, wanted, found[path])


def _turn(path: str, wanted: Any, seen: Seen, currency: str) -> Iterator[_Compared]:
    yield _Compared(path, sorted(wanted), sorted(turn(seen.case, seen.court)))


def _due(path: str, wanted: Any, seen: Seen, currency: str) -> Iterator[_Compared]:
    clocks = due(seen.case, seen.court)
    for party, each in wanted.items():
        clock = clocks.get(party)
        said = each if isinstance(each, dict) else {"at": each}
        known = {"at": clock.at, "name": clock.name, "effect": clock.effect} if clock else {}
        for key, value in said.items():
            here = f"{path}.{party}" + (f".{key}" if isinstance(each, dict) else "")
            yield _Compared(here, value, known.get(key, "none"))


def _ledger(path: str, wanted: Any, seen: Seen, currency: str) -> Iterator[_Compared]:
    sums = by_kind(seen.balances)
    for kind, amount in wanted.items():
        yield _Compared(f"{path}.{kind}", plain_money(amount, currency), plain_money(sums.get(kind, 0), currency))


def by_kind(balances: Mapping[str, int]) -> dict[str, int]:
    """The balances summed by the kind of account; what left one and has not arrived is on the way.

    A shortfall is owed by one and owed to another; it counts once.
    """
    sums: dict[str, int] = {}
    for account, amount in balances.items():
        kind = ON_THE_WAY if ">" in account else account.partition(":")[0]
        if kind != Kind.SHORTFALL or amount > 0:
            sums[kind] = sums.get(kind, 0) + amount
    return sums


def _ruling(path: str, wanted: Any, seen: Seen, currency: str) -> Iterator[_Compared]:
    last = seen.ruling
    if wanted == "none" or last is None:
        refund = {"refund": plain_money(wanted["refund"], currency)} if "refund" in wanted else {}
        said = wanted if wanted == "none" else {**wanted, **refund}
        yield _Compared(path, said, last.outcome if last else "none")
        return
    for key, value in wanted.items():
        here, known = f"{path}.{key}", getattr(last, key)
        if key == "refund":
            yield _Compared(here, plain_money(value, currency), plain_money(known, currency))
        elif isinstance(value, list):
            missing = [word for word in value if word not in known]
            yield _Compared(here, value, known if missing else value)
        else:
            yield _Compared(here, value, known)


def _events(path: str, wanted: Any, seen: Seen, currency: str) -> Iterator[_Compared]:
    yield _Compared(path, wanted, [type(event).__name__ for event in seen.events])


def _notices(path: str, wanted: Any, seen: Seen, currency: str) -> Iterator[_Compared]:
    for n, row in enumerate(wanted):
        sent = [notice for notice in seen.notices if all(getattr(notice, key) == value for key, value in row.items())]
        yield _Compared(f"{path}[{n}]", row, row if sent else "none")


_COMPARE: Mapping[str, Callable[[str, Any, Seen, str], Iterator[_Compared]]] = {
    **dict.fromkeys(("stage", "round", "suspended", "owner", "rulings"), _plain),
    "turn": _turn,
    "due": _due,
    "ledger": _ledger,
    "ruling": _ruling,
    "events": _events,
    "notices": _notices,
}  # fmt: skip


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_shown(each)}" for key, each in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
