"""Which other cases have to do with one: of the same order, the same buyer or the same shop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongdao.service.people.actor import Actor
from gongdao.service.queries.cases import Opened
from gongdao.service.queries.desk import at_the_desk, select
from gongdao.service.record.instants import read

MOST, SEEN = 8, 60
NEAREST = ("order", "buyer", "seller")
_RELATED = (
    "SELECT c.stream, c.case_id, c.stage, c.pack, c.reason, c.currency, c.claimed, c.opened_at,"
    " CASE WHEN c.order_id = %s AND c.source = %s THEN 'order' WHEN c.buyer = %s THEN 'buyer' ELSE 'seller' END,"
    " (SELECT r.outcome FROM record_ruling r WHERE r.stream = c.stream ORDER BY r.number DESC LIMIT 1)"
    " FROM record_case c WHERE c.stream <> %s AND (c.buyer = %s OR c.seller = %s) AND c.buyer <> %s"
    " ORDER BY c.opened_at DESC LIMIT %s"
)
_COUNTS = (
    "SELECT SUM(CASE WHEN buyer = %s THEN 1 ELSE 0 END), SUM(CASE WHEN seller = %s THEN 1 ELSE 0 END)"
    " FROM record_case WHERE stream <> %s AND (buyer = %s OR seller = %s)"
)


@dataclass(frozen=True, slots=True)
class Related:
    """Another case: ``by`` is what both have in common, order, buyer or seller; ``outcome`` its last ruling, if any."""

    stream: str
    number: str
    stage: str
    pack: str
    reason: str
    currency: str
    claimed: int
    opened_at: datetime | None
    by: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Relations:
    """Other cases, the nearest first, and how many there are of the buyer and of the shop."""

    cases: tuple[Related, ...]
    of_buyer: int
    of_seller: int


def related(actor: Actor, seen: Opened) -> Relations:
    """Give what else the record knows of the parties of an opened case; two reads.

    :raises Refused: ``page-not-found`` for who is neither staff nor supervisor.
    """
    at_the_desk(actor)
    facts = seen.case.facts
    buyer, seller = seen.case.buyer, str(facts.get("seller", {}).get("id", ""))
    order = str(facts.get("order", {}).get("id", ""))
    rows = select(_RELATED, [order, seen.row.source, buyer, seen.stream, buyer, seller, actor.person, SEEN])
    found = sorted((_related(*row) for row in rows), key=lambda it: NEAREST.index(it.by))
    counts = select(_COUNTS, [buyer, seller, seen.stream, buyer, seller])[0]
    return Relations(tuple(found[:MOST]), int(counts[0] or 0), int(counts[1] or 0))


def _related(
    stream: str, number: str, stage: str, pack: str, reason: str, currency: str, claimed: int, opened: str | None,
    by: str, outcome: str | None,
) -> Related:  # fmt: skip
    since = read(opened) if opened else None
    return Related(stream, number, stage, pack, reason, currency, claimed, since, by, outcome or "")
