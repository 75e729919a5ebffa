"""What the law grants for a reason on a typical order of a shop: the floor under what it may offer to everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median_low
from typing import Any

from django.conf import settings

from gongdao.case.court import Court
from gongdao.case.floor import Floor, floor_if_shown
from gongdao.case.heads import NOT_THERE, NOTHING_TO_RETURN
from gongdao.case.stages.opening import FactsTaken, OpenRequest
from gongdao.case.state import Case, Offer, Row
from gongdao.service.installation import law
from gongdao.service.market.facts import row_of
from gongdao.service.market.models import Shop
from gongdao.service.queries.kept_answers import kept
from gongdao.service.queries.rehearsal import MARKETPLACE, ground, opened
from gongdao.service.queries.shop_rules import rules_now
from gongdao.service.queries.ways import GROUNDS
from gongdao.service.record import store

DAYS, MOST = 90, 500
# A price where a shop has sold nothing yet, in minor units.
PRICE = 10_000
OFFERED = ("refund", "return_refund")
UNSHIPPED = ("not_shipped", "changed_mind_unshipped", "seller_out_of_stock")


@dataclass(frozen=True, slots=True)
class Typical:
    """A typical order of a shop: what was paid for it in minor units, and of how many it is the median."""

    paid: int
    orders: int
    days: int = DAYS


@dataclass(frozen=True, slots=True)
class Least:
    """The least that may be offered for a reason by a kind of offer: its amount, the rules and articles behind it."""

    amount: int
    rules: tuple[str, ...]
    law: tuple[str, ...]


def typical_order(shop: Shop, at: datetime) -> Typical:
    """Give what an order of a shop typically costs; one read."""
    since = at - timedelta(days=DAYS)
    found = list(shop.orders.filter(placed_at__gte=since).order_by("-placed_at").values_list("paid", flat=True)[:MOST])
    return Typical(median_low(found) if found else PRICE, len(found))


def floors(shop: Shop, typical: Typical, at: datetime) -> dict[str, dict[str, Least]]:
    """Give by reason and kind of offer the least that the law leaves room for; nothing where there is no floor.

    One indexed read where it is known.
    """
    rules = rules_now(at)
    given = {"what": "floors", "pack": rules.digest, "paid": typical.paid, "score": shop.facts.get("score")}
    body = kept({**given, "day": at.date().isoformat()}, at, lambda: (_made(shop, typical, at), None))
    return {
        reason: {kind: Least(n, tuple(rules_), tuple(law_)) for kind, (n, rules_, law_) in kinds.items()}
        for reason, kinds in body.items()
    }


def floor_of(shop: Shop, reason: str, kind: str, amount: int, at: datetime) -> Floor | None:
    """Give the floor that an offer to everybody is below; None where it may be made. ``amount`` 0 is all paid."""
    typical, court = typical_order(shop, at), store.court(law())
    offer = Offer("standing", "seller", kind, amount or typical.paid, "seller")
    return floor_if_shown(_request(shop, reason, typical.paid, court, at), offer, court, at)


def _made(shop: Shop, typical: Typical, at: datetime) -> dict[str, Any]:
    court, found = store.court(law()), dict[str, dict[str, Any]]()
    for reason in GROUNDS:
        case = _request(shop, reason, typical.paid, court, at)
        for kind in OFFERED:
            below = floor_if_shown(case, Offer("standing", "seller", kind, 0, "seller"), court, at)
            if below is not None and below.least:
                found.setdefault(reason, {})[kind] = [below.least, list(below.rules), list(below.law)]
    return found


def _request(shop: Shop, reason: str, paid: int, court: Court, at: datetime) -> Case:
    """The case of a buyer who asks for a reason on a typical order, and of which nothing else is known."""
    told = [
        FactsTaken(at, MARKETPLACE, shop.source, at, "order", _order(reason, paid, at)),
        FactsTaken(at, MARKETPLACE, shop.source, at, "goods", (("type", "household"), ("seven_day", "supported"))),
        FactsTaken(at, MARKETPLACE, shop.source, at, "seller", row_of("seller", {"id": shop.key, **shop.facts})),
    ]
    claim: Row = (
        ("type", "refund_only" if reason in NOTHING_TO_RETURN else "return_refund"), ("reason", reason),
        ("amount", paid), ("goods_received", reason not in NOT_THERE),
    )  # fmt: skip
    asked = OpenRequest(at, "buyer:typical", "typical", settings.GONGDAO_PLATFORM, "", claim)
    return opened(ground(told, at), asked, court)


def _order(reason: str, paid: int, at: datetime) -> Row:
    status = "paid_unshipped" if reason in UNSHIPPED else "signed"
    days = {"paid_at": 5, "shipped_at": 4, "signed_at": 2} if status == "signed" else {"paid_at": 5}
    times = tuple((name, at - timedelta(days=n)) for name, n in days.items())
    return (("id", "typical"), ("paid", paid), ("status", status), *times)
