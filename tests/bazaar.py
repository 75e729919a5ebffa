"""A small bazaar for the pages of the parties: a buyer, a shop with its seller, and orders in every state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.test import Client

from gongdao.service.installation import now
from gongdao.service.market.models import Order, Shop
from gongdao.service.people.actor import Actor, actor_of
from gongdao.service.people.models import SELLER, RoleRow, User

# What its buyer asks for, of an order as it is made there.
CLAIM = (("type", "return_refund"), ("reason", "quality_visible"), ("amount", 89000), ("goods_received", True))
PAID = {"paid_unshipped": ("paid_at",), "shipped": ("paid_at", "shipped_at")}
PAID["signed"] = (*PAID["shipped"], "signed_at")
PAID["completed"] = (*PAID["signed"], "completed_at")


@dataclass(frozen=True, slots=True)
class Bazaar:
    """The people of a test, and their shop."""

    buyer: User
    seller: User
    shop: Shop

    def order(self, status: str = "signed", number: str = "O-1", ago: int = 2, **more: Any) -> Order:
        """This function will have the buyer order a washbasin; the last step was ``ago`` days ago."""
        at = now() - timedelta(days=ago)
        steps = PAID.get(status, ())
        told = {name: (at - timedelta(days=n)).isoformat() for n, name in enumerate(reversed(steps))}
        facts = {
            "order": {**told, **more.pop("order", {})},
            "goods": {"type": "household", "name": "洗脸台", "seven_day": "supported"},
            **more,
        }
        return Order.objects.create(
            source=settings.GONGDAO_SOURCE, external_id=number, buyer=self.buyer, shop=self.shop, title="九牧洗脸台",
            status=status, paid=89000, placed_at=at, facts=facts, updated_at=at,
        )  # fmt: skip

    def buys(self) -> Actor:
        """This function will give the buyer as the service sees him."""
        return actor_of(self.buyer)

    def sells(self) -> Actor:
        """This function will give the seller as the service sees him."""
        return actor_of(self.seller)

    def browser(self, user: User | None = None, lang: str = "zh") -> Client:
        """This function will give a browser in which somebody is signed in."""
        client = Client(headers={"accept-language": lang, "host": "localhost"})
        client.force_login(user or self.buyer, backend=settings.AUTHENTICATION_BACKENDS[1])
        return client


def bazaar() -> Bazaar:
    """This function will open the bazaar on the database that the service stands on."""
    at = now()
    buyer = User.objects.create_user("fang", name="方女士")
    seller = User.objects.create_user("zhou", name="周掌柜")
    shop = Shop.objects.create(
        source=settings.GONGDAO_SOURCE, external_id="S-1", name="九牧整装卫浴", updated_at=at,
        facts={"balance": 500000, "deposit": 100000},
    )  # fmt: skip
    RoleRow.objects.create(user=seller, role=SELLER, shop=shop.key)
    return Bazaar(buyer, seller, shop)


def days(n: float) -> datetime:
    """This function will give the instant so many days from now."""
    return now() + timedelta(days=n)
