"""Reads the orders of the marketplace's mirror for those who may see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from gongdao.case.again import FINAL
from gongdao.case.state import CLOSED
from gongdao.case.words import STAGES
from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text
from gongdao.ledger.account import FUNDERS
from gongdao.service.market.models import Order
from gongdao.service.people.actor import MARKETPLACE, Actor

PAGE = 20
# What a case itself moved, leaving aside money under way: the price is paid into escrow by the order.
_OWN = (
    "FROM record_entry e WHERE e.stream = c.stream AND e.key LIKE c.stream || '/%%' AND e.account NOT LIKE '%%>%%' AND "
)
_BACK = " OR ".join(
    [
        *(f"e.account LIKE '{kind}:%%'" for kind in sorted(FUNDERS)),
        "(e.account LIKE 'buyer:%%' AND e.key LIKE '%%-back/%%')",
    ]
)
_FINAL = ", ".join(f"'{word}'" for word in FINAL)
_CASES = (
    "SELECT c.source, c.order_id, c.stream, c.case_id, c.stage, c.suspended, c.turn, c.claimed, c.reason,"
    f" (SELECT COALESCE(SUM(e.amount), 0) {_OWN} ({_BACK})),"
    f" (SELECT COALESCE(-SUM(e.amount), 0) {_OWN} e.account LIKE 'escrow:%%'),"
    f" (SELECT COUNT(*) FROM record_ruling r WHERE r.stream = c.stream AND r.outcome IN ({_FINAL}))"
    " FROM record_party p JOIN record_case c ON c.stream = p.stream"
    " WHERE p.person = %s AND p.role = 'buyer' ORDER BY c.opened_at DESC"
)


@dataclass(frozen=True, slots=True)
class OwnCase:
    """A case of an order: its stream and number, where it stands, whose turn it is, and what is asked for in it.

    ``back`` is what came back of the price in it, ``out`` what left escrow for it, in minor units; ``ruled`` is whether
    a ruling ended the dispute.
    """

    stream: str
    number: str
    stage: str
    suspended: bool
    turn: tuple[str, ...]
    claimed: int
    reason: str
    back: int = 0
    out: int = 0
    ruled: bool = False

    @property
    def closed(self) -> bool:
        """Whether nothing is left to be done in it."""
        return self.stage == CLOSED

    @property
    def stage_name(self) -> Text:
        """What people call where it stands."""
        return STAGES[self.stage]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an order: its code, what it is called, how many, and the list price of all of them in minor units."""

    sku: str
    name: str
    qty: int
    cost: int
    state: str


def order_of(actor: Actor, source: str, external_id: str) -> Order:
    """Give an order with its shop and buyer.

    :raises Refused: there is none, or the actor is neither its buyer nor its shop nor its marketplace; all look alike.
    """
    found = _seen(actor).filter(source=source, external_id=external_id).select_related("shop", "buyer").first()
    if found is None:
        raise Refused("order-not-found", order=external_id)
    return found


def bought(actor: Actor, source: str, external_id: str) -> Order:
    """Give an order that the actor bought.

    :raises Refused: there is none, or somebody else bought it.
    """
    order = order_of(actor, source, external_id)
    if order.buyer.person != actor.person:
        raise Refused("order-not-found", order=external_id)
    return order


def bought_by(actor: Actor, page: int = 1) -> tuple[list[Order], bool]:
    """Give a page of what somebody bought, the latest first, and whether there is more; a link opens one case only."""
    mine = Order.objects.filter(buyer__person=actor.person).select_related("shop").order_by("-placed_at", "-pk")
    start = (max(page, 1) - 1) * PAGE
    found = list(mine[start : start + PAGE + 1]) if actor.person and not actor.stream else []
    return found[:PAGE], len(found) > PAGE


def cases_of(actor: Actor, orders: Iterable[Order]) -> Mapping[tuple[str, str], list[OwnCase]]:
    """Give a buyer's cases of some orders, by source and number of the order, the latest first; one read."""
    wanted = {(order.source, order.external_id) for order in orders}
    if not wanted or not actor.person or actor.stream:
        return {}
    found: dict[tuple[str, str], list[OwnCase]] = {}
    for source, order_id, case in _cases(actor.person):
        if (source, order_id) in wanted:
            found.setdefault((source, order_id), []).append(case)
    return found


def left_of(order: Order, cases: Iterable[OwnCase]) -> int:
    """Give how much of the price did not come back in an order's cases, in minor units."""
    return max(0, order.paid - sum(case.back for case in cases))


def ruled_on(order: Order, cases: Iterable[OwnCase]) -> frozenset[str]:
    """Give the reasons that were ruled on for an order of one line; of several lines another may be meant."""
    several = len(order.facts.get("items", ())) > 1
    return frozenset() if several else frozenset(case.reason for case in cases if case.closed and case.ruled)


def held_for(order: Order, cases: Iterable[OwnCase]) -> int:
    """Give how much of the price the platform still holds, in minor units."""
    return 0 if order.status == "completed" else max(0, order.paid - sum(case.out for case in cases))


def lines_of(order: Order) -> list[Line]:
    """Give the lines of an order, as the marketplace told them."""
    return [_line(row) for row in order.facts.get("items", ())]


def bought_for(order: Order) -> str:
    """What an order is called: the name of its goods, else its title."""
    return str(order.title or order.facts.get("goods", {}).get("name") or order.external_id)


def instant_of(order: Order, name: str) -> datetime | None:
    """Give an instant of the order's own facts, such as ``signed_at``."""
    told = order.facts.get("order", {}).get(name)
    return datetime.fromisoformat(told) if isinstance(told, str) else None


def _line(row: Mapping[str, Any]) -> Line:
    sku, qty = str(row.get("sku", "")), int(row.get("qty", 1))
    return Line(sku, str(row.get("name") or sku), qty, int(row.get("list", 0)) * qty, str(row.get("state", "")))


def _seen(actor: Actor) -> QuerySet[Order]:
    if actor.has(MARKETPLACE):
        return Order.objects.filter(source=actor.source)
    if not actor.person or actor.stream:
        return Order.objects.none()
    return Order.objects.filter(Q(buyer__person=actor.person) | Q(shop__key__in=list(actor.shops)))


def _cases(person: str) -> Sequence[tuple[str, str, OwnCase]]:
    with connection.cursor() as cursor:
        cursor.execute(_CASES, [person])
        rows = cursor.fetchall()
    return [(source, order_id, _own(*row)) for source, order_id, *row in rows]


def _own(stream: str, case: str, stage: str, suspended: object, turn: str, *rest: Any) -> OwnCase:
    """Sums are decimals to one database and whole to the other."""
    claimed, reason, back, out, ruled = rest
    return OwnCase(
        stream, case, stage, bool(suspended), tuple(turn.split()), claimed, reason, int(back), int(out), bool(ruled)
    )
