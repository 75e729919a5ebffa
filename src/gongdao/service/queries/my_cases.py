"""The cases of a buyer, by his own deadline; one read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from gongdao.case.state import CLOSED
from gongdao.case.words import STAGES
from gongdao.kernel.text import Text
from gongdao.service.people.actor import Actor
from gongdao.service.queries.open_offers import MADE_BY, to_answer
from gongdao.service.record.instants import read
from gongdao.telling.words import SILENCE

MOST = 200
_COLUMNS = (
    "c.stream, c.case_id, c.stage, c.suspended, c.reason, c.claimed, c.currency, c.turn, c.opened_at, c.closed_at,"
    " o.title, o.external_id, d.due, d.effect, d.rule, x.due, x.party,"
    # What went to the buyer for good: the way it was paid, or as compensation.
    " CASE WHEN c.stage = 'closed' THEN (SELECT COALESCE(SUM(e.amount), 0) FROM record_entry e"
    " WHERE e.stream = c.stream AND e.amount > 0 AND e.account LIKE 'buyer%%'"
    f" AND e.account NOT LIKE '%%>%%') ELSE 0 END, {MADE_BY['seller']}"
)
# The clock of the other side, shown where one waits: the first one that is not the buyer's.
_READ = (
    f"SELECT {_COLUMNS} FROM record_party p JOIN record_case c ON c.stream = p.stream"
    " LEFT JOIN market_order o ON o.source = c.source AND o.external_id = c.order_id"
    " LEFT JOIN record_deadline d ON d.stream = c.stream AND d.party = 'buyer'"
    " LEFT JOIN record_deadline x ON x.stream = c.stream AND x.party = 'seller'"
    " WHERE p.person = %s AND p.role = 'buyer'"
    " ORDER BY CASE WHEN c.stage = 'closed' THEN 1 ELSE 0 END, CASE WHEN d.due IS NULL THEN 1 ELSE 0 END, d.due,"
    " c.opened_at DESC LIMIT %s"
)

_CALLED = (
    "SELECT c.stream, c.case_id, o.external_id, o.title FROM record_case c"
    " LEFT JOIN market_order o ON o.source = c.source AND o.external_id = c.order_id WHERE c.stream IN ({})"
)


@dataclass(frozen=True, slots=True)
class MyCase:
    """A case as its buyer's list shows it: what is asked for, where it stands, his own deadline and the seller's.

    ``received`` is what came back to him once it is over, ``offered`` whether an offer of the seller waits for him;
    amounts are in minor units.
    """

    stream: str
    number: str
    title: str
    order: str
    stage: str
    suspended: bool
    reason: str
    claimed: int
    currency: str
    turn: tuple[str, ...]
    due: datetime | None
    effect: Text | None
    rule: str
    seller_due: datetime | None
    opened_at: datetime | None
    received: int
    offered: bool

    @property
    def mine(self) -> bool:
        """Whether the buyer is waited for."""
        return ("buyer" in self.turn or self.offered) and not self.closed

    @property
    def closed(self) -> bool:
        """Whether it is over."""
        return self.stage == CLOSED

    @property
    def stage_name(self) -> Text:
        """What people call where it stands."""
        return STAGES[self.stage]


def my_cases(actor: Actor) -> list[MyCase]:
    """Give the cases of a buyer, those first whose deadline for him comes first, closed ones last.

    A link opens one case only, so it lists no other.
    """
    if not actor.person:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_READ, [actor.person, MOST])
        rows = cursor.fetchall()
        offered = to_answer(cursor, "buyer", [(row[0], row[-4:]) for row in rows])
    found = [_case(row[0] in offered, *row[:-4]) for row in rows]
    return [case for case in found if actor.stream in ("", case.stream)]


def called(streams: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Give what some cases are about and their numbers, by their streams; one read.

    For who is known to have a place in them.
    """
    wanted = sorted({stream for stream in streams if stream})
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_CALLED.format(", ".join(["%s"] * len(wanted))), wanted)
        return {stream: (title or order or number, number) for stream, number, order, title in cursor.fetchall()}


def _case(
    offered: bool, stream: str, number: str, stage: str, suspended: bool, reason: str, claimed: int, currency: str,
    turn: str, opened_at: str | None, closed_at: str | None, title: str | None, order: str | None, due: str | None,
    effect: str | None, rule: str | None, other_due: str | None, other: str | None, received: int,
) -> MyCase:  # fmt: skip
    return MyCase(
        stream, number, title or order or number, order or "", stage, bool(suspended), reason, claimed, currency,
        tuple(turn.split()), _read(due), SILENCE.get(effect) if effect else None, rule or "", _read(other_due),
        _read(opened_at), int(received), offered,
    )  # fmt: skip


def _read(at: str | None) -> datetime | None:
    return read(at) if at else None
