"""The figures of a shop: its dispute rate by the public formula, how its disputes went, money, measures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from gongdao.case.state import CLOSED, REMEDY, RETURNING
from gongdao.service.market.models import Shop
from gongdao.service.queries.kept_answers import kept
from gongdao.service.record.instants import read, stored

FRESH = timedelta(hours=1)
# An agreement is a result while it is carried out; afterwards, and where it broke, the rest of the case says more.
PERFORMED = (RETURNING, REMEDY, CLOSED)
NOT_SOLD = ("awaiting_payment",)
# The platform stepped in: what a ruling without it says was done by the system on the shop's silence.
INTERVENED = "%intervene_and_request_evidence%"
_LAST = "f.number = (SELECT MAX(r.number) FROM record_ruling r WHERE r.stream = f.stream)"
_COUNTED = f"f.at >= %s AND f.winner = 'buyer' AND f.refund > 0 AND f.facts LIKE %s AND {_LAST}"
_OF_SHOP = "record_party p JOIN record_case c ON c.stream = p.stream"
_FOUND_AGAINST = (
    f"SELECT c.stream, c.case_id, c.reason, f.refund, f.at, o.title FROM {_OF_SHOP} JOIN record_ruling f"
    " ON f.stream = c.stream LEFT JOIN market_order o ON o.source = c.source AND o.external_id = c.order_id"
    f" WHERE p.person = %s AND p.role = 'seller' AND {_COUNTED} ORDER BY f.at DESC"
)
_SOLD = "SELECT COUNT(*) FROM market_order WHERE placed_at >= %s AND status <> 'awaiting_payment'"
_ANSWERED = (
    "(SELECT MIN(e.at) FROM record_event e WHERE e.stream = c.stream AND e.actor LIKE 'seller%%' AND e.type IN"
    " ('RequestRefused', 'RefundAgreed', 'ReturnAgreed', 'OfferMade', 'OfferAccepted', 'OfferRefused'))"
)
# Two where the parties agreed, one where the silence of the shop refunded.
_SETTLED = (
    "(SELECT MAX(CASE WHEN e.type = 'DeadlinePassed' THEN 1 ELSE 2 END) FROM record_event e WHERE e.stream = c.stream"
    " AND (e.type IN ('RefundAgreed', 'ReturnAgreed', 'OfferAccepted')"
    " OR e.type = 'DeadlinePassed' AND e.body LIKE '%%\"refund\"%%'))"
)
_CASES = (
    f"SELECT c.reason, c.stage, c.opened_at, c.closed_at, f.winner, f.facts LIKE %s, {_ANSWERED}, {_SETTLED}"
    f" FROM {_OF_SHOP} LEFT JOIN record_ruling f ON f.stream = c.stream AND {_LAST}"
    " WHERE p.person = %s AND p.role = 'seller' AND c.opened_at >= %s AND c.reason <> ''"
)
# What went to the buyer for good: the way it was paid, or as compensation.
_MONEY = (
    "SELECT COALESCE(SUM(e.amount), 0), COUNT(DISTINCT e.stream) FROM record_party p JOIN record_entry e"
    " ON e.stream = p.stream WHERE p.person = %s AND p.role = 'seller' AND e.at >= %s AND e.amount > 0"
    " AND e.account LIKE 'buyer%%' AND e.account NOT LIKE '%%>%%'"
)
_MEASURES = (
    f"SELECT c.stream, c.case_id, c.stage, e.body, (SELECT r.outcome FROM record_ruling r WHERE r.stream = c.stream"
    f" ORDER BY r.number DESC LIMIT 1) FROM {_OF_SHOP} JOIN record_event e ON e.stream = c.stream AND"
    " e.type = 'FactsTaken' WHERE p.person = %s AND p.role = 'seller' AND c.order_id = 'order'"
    " AND e.body LIKE '%%\"measure\"%%' ORDER BY c.opened_at DESC"
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A dispute that counts against the shop; ``refund`` in minor units."""

    stream: str
    number: str
    reason: str
    refund: int
    at: datetime
    title: str


@dataclass(frozen=True, slots=True)
class Rate:
    """The dispute rate: what counts, over how many orders, and the same of the whole marketplace."""

    counted: tuple[Counted, ...]
    orders: int
    all_counted: int
    all_orders: int


@dataclass(frozen=True, slots=True)
class Course:
    """How a dispute of the shop went: for which reason, how it ended (empty: not yet), hours to the first answer."""

    reason: str
    ended: str
    answer_hours: float | None
    days: float | None


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of the platform against the shop: its kind, the rule and version it names, the facts, the case."""

    stream: str
    number: str
    stage: str
    kind: str
    rule: str
    version: str
    fact: str
    reasons_given: bool
    informed_at: datetime | None
    outcome: str


def rate(shop: Shop, days: int, now: datetime) -> Rate:
    """Give the dispute rate of a shop over the last days; three reads, that of the marketplace at most an hour old."""
    since = now - timedelta(days=days)
    with connection.cursor() as cursor:
        cursor.execute(_FOUND_AGAINST, [shop.key, stored(since), INTERVENED])
        counted = tuple(Counted(s, n, why, sum_, read(at), title or "") for s, n, why, sum_, at, title in cursor)
    orders = shop.orders.filter(placed_at__gte=since).exclude(status__in=NOT_SOLD).count()
    everybody = kept({"what": "rate_of_all", "days": days}, now, lambda: (_of_all(since), now + FRESH))
    return Rate(counted, orders, everybody["counted"], everybody["orders"])


def _of_all(since: datetime) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM record_ruling f WHERE {_COUNTED}", [stored(since), INTERVENED])
        counted = cursor.fetchone()[0]
        cursor.execute(_SOLD, [since])
        return {"counted": counted, "orders": cursor.fetchone()[0]}


def courses(shop: Shop, days: int, now: datetime) -> list[Course]:
    """Give how the disputes that were opened in the last days went; one read."""
    with connection.cursor() as cursor:
        cursor.execute(_CASES, [INTERVENED, shop.key, stored(now - timedelta(days=days))])
        return [_course(row) for row in cursor.fetchall()]


def _course(row: Sequence[Any]) -> Course:
    reason, stage, opened, closed, winner, intervened, answered, agreed = row
    settled = agreed if stage in PERFORMED and agreed else 0
    begun = read(opened)
    hours = (read(answered) - begun).total_seconds() / 3600 if answered else None
    days = (read(closed) - begun).total_seconds() / 86400 if closed else None
    return Course(
        reason, _ended(stage, winner, bool(intervened), settled) if closed or winner or settled else "", hours, days
    )


def _ended(stage: str, winner: str | None, intervened: bool, settled: int) -> str:
    if winner is None:
        return ("withdrawn", "silence", "settled")[settled]
    if not intervened:
        return "silence"
    return winner if winner in ("buyer", "split", "seller") else "other"


def money_back(shop: Shop, days: int, now: datetime) -> tuple[int, int]:
    """Give what went to buyers in the last days, in minor units, and in how many cases; one read."""
    with connection.cursor() as cursor:
        cursor.execute(_MONEY, [shop.key, stored(now - timedelta(days=days))])
        total, cases = cursor.fetchone()
    return int(total), cases


def measures(shop: Shop) -> list[Measure]:
    """Give the measures against a shop that it contested, the latest first; at most two reads."""
    with connection.cursor() as cursor:
        cursor.execute(_MEASURES, [shop.key])
        rows = [(*row[:3], json.loads(row[3]), row[4]) for row in cursor.fetchall()]
    found = [(s, n, stage, dict(body["row"]), out) for s, n, stage, body, out in rows if body["path"] == "measure"]
    texts = _texts([str(row.get("fact", "")) for *_, row, _ in found if row.get("fact")])
    return [_measure(*each, texts) for each in found]


def _measure(
    stream: str, number: str, stage: str, row: dict[str, Any], outcome: str | None, texts: dict[str, str]
) -> Measure:
    at, fact = row.get("informed_at"), str(row.get("fact", ""))
    return Measure(
        stream, number, stage, str(row.get("kind", "")), str(row.get("rule_id", "")), str(row.get("rule_version", "")),
        texts.get(fact, fact), bool(row.get("reasons_given", True)), _instant(at), outcome or "",
    )  # fmt: skip


def _instant(at: Any) -> datetime | None:
    said = at.get("at") if isinstance(at, dict) else at
    return datetime.fromisoformat(said) if isinstance(said, str) else None


def _texts(commitments: list[str]) -> dict[str, str]:
    """What stands behind the commitments of texts; what was erased is left out."""
    if not commitments:
        return {}
    marks = ", ".join(["%s"] * len(commitments))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT commitment, content FROM record_blob WHERE commitment IN ({marks}) AND erased_at IS NULL",
            commitments,
        )
        return {commitment: bytes(content).decode() for commitment, content in cursor.fetchall()}
