"""Puts the people, shops and orders of the demo where a marketplace's own would be mirrored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from gongdao.service.demo.reading import CURRENCY, Bought, Person, Store
from gongdao.service.market.models import Message, Order, Shipment, Shop, StandingOffer
from gongdao.service.market.sign_offs import sign_off_of
from gongdao.service.people.actor import Actor, actor_of
from gongdao.service.people.models import SELLER, RoleRow, User

# As the mirror calls the states of an order where case files have another word.
STATES = {"paid_unshipped": "unshipped"}
CARRIER = "圆通"


@dataclass(frozen=True, slots=True)
class Ensemble:
    """The demo's people by their ids, as actors, and its shops."""

    people: Mapping[str, Actor]
    users: Mapping[str, User]
    shops: Mapping[str, Shop]

    def seller_of(self, shop: str) -> Actor:
        """Give who acts for a shop."""
        key = self.shops[shop].key
        return next(actor for actor in self.people.values() if key in actor.shops)


def ensemble(people: list[Person], stores: list[Store], at: datetime) -> Ensemble:
    """Put up the people and shops; those that are there already stay as they are."""
    shops = {store.id: _shop(store, at) for store in stores}
    users = {person.id: _user(person, shops, at) for person in people}
    return Ensemble({name: actor_of(user) for name, user in users.items()}, users, shops)


def put_order(bought: Bought, cast: Ensemble) -> Order:
    """Put up an order with its parcel and its chat."""
    parts = dict(bought.parts)
    scans, lines, order = parts.pop("logistics", []), parts.pop("chat", []), parts["order"]
    made, is_new = Order.objects.get_or_create(
        source=settings.GONGDAO_SOURCE,
        external_id=order["id"],
        defaults={
            "buyer": cast.users[bought.buyer],
            "shop": cast.shops[bought.shop],
            "title": parts["goods"]["name"],
            "status": STATES.get(order["status"], order["status"]),
            "currency": CURRENCY,
            "paid": order["paid"],
            "placed_at": bought.placed_at,
            "facts": parts,
            "updated_at": bought.placed_at,
        },
    )
    if is_new:
        _put_parcel(made, scans)
        _put_chat(made, lines)
    return made


def _shop(store: Store, at: datetime) -> Shop:
    made, is_new = Shop.objects.get_or_create(
        source=settings.GONGDAO_SOURCE,
        external_id=store.id,
        defaults={"name": store.name, "facts": dict(store.facts), "profile": dict(store.profile), "updated_at": at},
    )
    if is_new:
        for reason, kind, amount in store.standing:
            StandingOffer.objects.create(shop=made, reason=reason, kind=kind, amount=amount, created_at=at)
    return made


def _user(person: Person, shops: Mapping[str, Shop], at: datetime) -> User:
    made, is_new = User.objects.get_or_create(
        source=settings.GONGDAO_SOURCE,
        external_id=person.id,
        defaults={
            "username": person.id,
            "name": person.name,
            "phone": person.phone,
            "elder": person.elder,
            "updated_at": at,
        },
    )
    if is_new:
        made.set_unusable_password()
        made.save()
        for role, shop in person.roles:
            RoleRow.objects.create(user=made, role=role, shop=shops[shop].key if role == SELLER else "")
    return made


def _put_parcel(order: Order, scans: list[dict[str, Any]]) -> None:
    if scans:
        waybill = f"YT{order.external_id.replace('-', ''):0>13}"  # the form that the carrier gives its waybills
        signed_at, hand = sign_off_of(scans)
        Shipment.objects.create(
            order=order, source=order.source, waybill=waybill, carrier=CARRIER, scans=scans, signed_at=signed_at,
            hand=hand, updated_at=order.placed_at,
        )  # fmt: skip


def _put_chat(order: Order, lines: list[dict[str, Any]]) -> None:
    for number, line in enumerate(lines):
        Message.objects.create(
            order=order,
            source=order.source,
            external_id=f"{order.external_id}/{number}",
            sender=line["from"],
            text=line["text"],
            at=datetime.fromisoformat(line["at"]),
        )
