"""What waits at the desk: the cases that staff decide, by the time that is left of the platform's own steps."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from gongdao.kernel.errors import Refused
from gongdao.service.people.actor import Actor
from gongdao.service.people.models import STAFF, SUPERVISOR
from gongdao.service.record.instants import read

# The stages in which the platform hears a case, and those in which it has only to carry out what was decided.
HEARD, CARRIED_OUT = ("evidence", "jury", "review"), ("ruled", "returning", "remedy")
OURS = ("platform", "supervisor")
MINE, FREE, OTHERS, ALL = "mine", "free", "others", "all"
SHOWS = (MINE, FREE, OTHERS, ALL)
PAGE = 30
COLUMNS = (
    "c.stream, c.case_id, c.stage, c.round, c.suspended, c.pack, c.reason, c.currency, c.claimed, c.owner, c.turn,"
    " c.deadlines, c.opened_at, c.entered_at,"
    " (SELECT o.title FROM market_order o WHERE o.source = c.source AND o.external_id = c.order_id)"
)
_OPEN = "FROM record_case c WHERE c.closed_at IS NULL AND c.stage IN (%s, %s, %s) AND c.buyer <> %s"
_FIRST = (
    "(SELECT MIN(d.due) FROM record_deadline d WHERE d.stream = c.stream AND d.party IN ('platform', 'supervisor'))"
)
_ANY = "(SELECT MIN(d.due) FROM record_deadline d WHERE d.stream = c.stream)"


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody's deadline in a case: whose, until when, and what silence does."""

    party: str
    at: datetime
    effect: str
    rule: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A case in a list of the desk; ``claimed`` in minor units. ``ours`` is the platform's own next deadline.

    ``goods`` is what was bought, as the order calls it; nothing where the case is about no order.
    """

    stream: str
    number: str
    stage: str
    round: int
    suspended: bool
    pack: str
    reason: str
    currency: str
    claimed: int
    owner: str
    turn: tuple[str, ...]
    dues: tuple[Due, ...]
    opened_at: datetime | None
    entered_at: datetime | None
    goods: str

    @property
    def ours(self) -> Due | None:
        """Give the deadline of the platform, or of the supervisor who took its place."""
        return next((due for due in self.dues if due.party in OURS), None)

    @property
    def theirs(self) -> Due | None:
        """Give the first deadline of anybody else, which the desk waits for."""
        return min((due for due in self.dues if due.party not in OURS), key=lambda due: due.at, default=None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases somebody wants to see: whose, in which stage, for which reason, and which page of them."""

    show: str = MINE
    stage: str = ""
    reason: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Desk:
    """A page of the queue, how many each filter would show, and the reasons that occur."""

    entries: tuple[Entry, ...]
    counts: Mapping[str, int]
    reasons: tuple[tuple[str, str], ...]
    wanted: Wanted
    more: bool


def desk(actor: Actor, wanted: Wanted) -> Desk:
    """Give what waits at the desk, what is due first before the rest; a dispute of one's own is not among it.

    :raises Refused: ``page-not-found`` for who is neither staff nor supervisor.
    """
    owners = at_the_desk(actor)
    where, values = _where(actor, wanted, owners)
    start = (max(1, wanted.page) - 1) * PAGE
    order = f"ORDER BY {_FIRST} NULLS LAST, {_ANY} NULLS LAST, c.stream LIMIT %s OFFSET %s"
    rows = select(f"SELECT {COLUMNS} {_OPEN}{where} {order}", [*HEARD, actor.person, *values, PAGE + 1, start])
    found = tuple(entry(row) for row in rows)
    counts, reasons = _counts(actor, owners)
    return Desk(found[:PAGE], counts, reasons, wanted, len(found) > PAGE)


def mine(actor: Actor, most: int = 12) -> tuple[Entry, ...]:
    """Give the cases somebody is the owner of and still hears, what is due first before the rest.

    :raises Refused: ``page-not-found`` for who is neither staff nor supervisor.
    """
    owners = at_the_desk(actor)
    marks = ", ".join(["%s"] * len(owners))
    order = f"ORDER BY {_FIRST} NULLS LAST, c.stream LIMIT %s"
    statement = f"SELECT {COLUMNS} {_OPEN} AND c.owner IN ({marks}) {order}"
    return tuple(entry(row) for row in select(statement, [*HEARD, actor.person, *owners, most]))


def free(actor: Actor, most: int = 30) -> tuple[str, ...]:
    """Give the streams that nobody owns, the most urgent first and the suspended, that only wait, last.

    Whether one may take it, the case itself says.

    :raises Refused: ``page-not-found`` for who is neither staff nor supervisor.
    """
    at_the_desk(actor)
    order = f"ORDER BY c.suspended, {_FIRST} NULLS LAST, {_ANY} NULLS LAST, c.stream LIMIT %s"
    statement = f"SELECT c.stream, c.seller {_OPEN} AND c.owner = '' {order}"
    rows = select(statement, [*HEARD, actor.person, most])
    return tuple(stream for stream, seller in rows if seller not in actor.shops)


def at_the_desk(actor: Actor) -> tuple[str, ...]:
    """Give the names by which cases know somebody who works at the desk.

    :raises Refused: ``page-not-found`` for who is neither staff nor supervisor.
    """
    names = tuple(f"{role}:{actor.person}" for role in (STAFF, SUPERVISOR) if actor.has(role))
    if not names:
        raise Refused("page-not-found")
    return names


def entry(row: tuple[Any, ...]) -> Entry:
    """Read a row of `COLUMNS`."""
    (
        stream, number, stage, around, suspended, pack, reason, currency, claimed, owner, turn, dues, opened, entered,
        goods,
    ) = row  # fmt: skip
    return Entry(
        stream, number, stage, around, bool(suspended), pack, reason, currency, claimed, owner, tuple(turn.split()),
        tuple(_dues(dues)), read(opened) if opened else None, read(entered) if entered else None, goods or "",
    )  # fmt: skip


def select(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    """Give the rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _dues(text: str) -> Iterator[Due]:
    for party, name, due, effect, rule, *_ in json.loads(text or "[]"):
        yield Due(party, read(due), effect, rule, name)


def _where(actor: Actor, wanted: Wanted, owners: tuple[str, ...]) -> tuple[str, list[Any]]:
    marks = ", ".join(["%s"] * len(owners))
    where, values = {
        MINE: (f" AND c.owner IN ({marks})", [*owners]),
        FREE: (" AND c.owner = ''", []),
        OTHERS: (f" AND c.owner <> '' AND c.owner NOT IN ({marks})", [*owners]),
    }.get(wanted.show, ("", list[Any]()))
    for column, value in (("stage", wanted.stage), ("reason", wanted.reason)):
        if value:
            where, values = f"{where} AND c.{column} = %s", [*values, value]
    shops = sorted(actor.shops)
    if shops:
        where, values = f"{where} AND c.seller NOT IN ({', '.join(['%s'] * len(shops))})", [*values, *shops]
    return where, values


def _counts(actor: Actor, owners: tuple[str, ...]) -> tuple[dict[str, int], tuple[tuple[str, str], ...]]:
    where, values = _where(actor, Wanted(ALL), owners)
    statement = f"SELECT c.owner, c.reason, MIN(c.pack), COUNT(*) {_OPEN}{where} GROUP BY c.owner, c.reason"
    counts, reasons = dict.fromkeys(SHOWS, 0), dict[str, str]()
    for owner, reason, pack, count in select(statement, [*HEARD, actor.person, *values]):
        counts[FREE if not owner else MINE if owner in owners else OTHERS] += count
        counts[ALL] += count
        if reason:
            reasons[reason] = pack
    return counts, tuple(sorted(reasons.items()))
