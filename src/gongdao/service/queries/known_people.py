"""People and shops as a marketplace knows them, by source and external id."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet

from gongdao.kernel.errors import Refused
from gongdao.service.market.models import Shop
from gongdao.service.people.actor import Actor
from gongdao.service.people.models import SELLER, RoleRow, User

_AS_USER = (
    "SELECT u.id, u.person, u.name, u.is_active, r.shop FROM people_user u"
    " LEFT JOIN people_role r ON r.user_id = u.id AND r.role = %s WHERE u.source = %s AND u.external_id = %s"
)


def user_known(source: str, id_: str) -> User:
    """Give a user of a marketplace.

    :raises Refused: nobody told of him (``user-not-known``).
    """
    found = User.objects.filter(source=source, external_id=id_).first()
    if found is None:
        raise Refused("user-not-known", source=source, id=id_)
    return found


def shop_known(source: str, id_: str) -> Shop:
    """Give a shop of a marketplace.

    :raises Refused: nobody told of it (``shop-not-known``).
    """
    found = Shop.objects.filter(source=source, external_id=id_).first()
    if found is None:
        raise Refused("shop-not-known", source=source, id=id_)
    return found


def users_of(source: str, before: int | None = None) -> QuerySet[User]:
    """Give the users of a marketplace, the newest first; those told of before one."""
    rows = User.objects.filter(source=source).exclude(external_id="").order_by("-pk")
    return rows if before is None else rows.filter(pk__lt=before)


def shops_of(source: str, before: int | None = None) -> QuerySet[Shop]:
    """Give the shops of a marketplace, the newest first; those told of before one."""
    rows = Shop.objects.filter(source=source).order_by("-pk")
    return rows if before is None else rows.filter(pk__lt=before)


def acted_for(users: Iterable[User]) -> dict[int, list[str]]:
    """Give the external ids of the shops that users act for, by user; two reads."""
    roles = list(RoleRow.objects.filter(user__in=[user.pk for user in users], role=SELLER).values_list("user", "shop"))
    ids = dict(Shop.objects.filter(key__in={shop for _, shop in roles}).values_list("key", "external_id"))
    found: dict[int, list[str]] = {}
    for user, shop in roles:
        if shop in ids:
            found.setdefault(user, []).append(ids[shop])
    return {user: sorted(shops) for user, shops in found.items()}


def as_user(source: str, id_: str) -> Actor:
    """Give a user of a marketplace as who acts; staff of the house act in nobody else's name.

    :raises Refused: nobody told of him, or his account is disabled (``user-disabled``).
    """
    with connection.cursor() as cursor:
        cursor.execute(_AS_USER, [SELLER, source, id_])
        rows = cursor.fetchall()
    if not rows or not id_:
        raise Refused("user-not-known", source=source, id=id_)
    user, person, name, active, _ = rows[0]
    if not active:
        raise Refused("user-disabled", source=source, id=id_)
    shops = frozenset(shop for *_, shop in rows if shop)
    return Actor(user, person, name, frozenset({SELLER} if shops else ()), shops)


def as_shop(source: str, id_: str) -> Actor:
    """Give a shop of a marketplace as who acts: for itself, under its own name in the record.

    :raises Refused: nobody told of it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, name FROM market_shop WHERE source = %s AND external_id = %s", [source, id_])
        row = cursor.fetchone()
    if row is None:
        raise Refused("shop-not-known", source=source, id=id_)
    return Actor(None, row[0], row[1], frozenset({SELLER}), frozenset({row[0]}))
