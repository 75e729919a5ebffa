"""How the money of an order comes back in each state it can be in, by the rules in force: tried on made-up orders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.conf import settings

from gongdao.service.market.models import Order, Shop
from gongdao.service.people.models import User
from gongdao.service.queries.ways import Ways, ways_of

# What has happened to an order in each state, a minute after the other and up to now.
STEPS: dict[str, tuple[str, ...]] = {
    "awaiting_payment": (),
    "unshipped": ("paid_at",),
    "shipped": ("paid_at", "shipped_at"),
    "signed": ("paid_at", "shipped_at", "signed_at"),
    "completed": ("paid_at", "shipped_at", "signed_at", "completed_at"),
    "closed": (),
}
GOODS = {"type": "household", "seven_day": "supported"}
PAID = 10_000


@dataclass(frozen=True, slots=True)
class Example:
    """A state of an order, the instant it was tried at, and the ways that are open then."""

    status: str
    at: datetime
    ways: Ways


def examples(at: datetime) -> tuple[Example, ...]:
    """Give every state with its ways, as the rules stand in that hour."""
    return _tried(at.replace(minute=0, second=0, microsecond=0))


@lru_cache(maxsize=4)
def _tried(at: datetime) -> tuple[Example, ...]:
    return tuple(Example(status, at, ways_of(_order(status, at), at)) for status in STEPS)


def _order(status: str, at: datetime) -> Order:
    """An order of nobody, of ordinary goods; it is never written."""
    shop = Shop(source=settings.GONGDAO_SOURCE, external_id="example", name="", updated_at=at, facts={})
    steps = STEPS[status]
    told = {
        name: (at - timedelta(minutes=n)).isoformat() for n, name in zip(range(len(steps), 0, -1), steps, strict=True)
    }
    return Order(
        source=settings.GONGDAO_SOURCE, external_id="example", buyer=User(person="example"), shop=shop, title="",
        status=status, paid=PAID, placed_at=at, updated_at=at, facts={"order": told, "goods": GOODS},
    )  # fmt: skip
