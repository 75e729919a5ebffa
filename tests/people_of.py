"""People of the service for tests: a user with a role, as an actor."""

from __future__ import annotations

from gongdao.service.people.actor import Actor, actor_of
from gongdao.service.people.models import RoleRow, User


def person(name: str, *roles: str, shop: str = "", **fields: str) -> Actor:
    """This function will make a user whom the record knows as ``p-<name>``, or as ``person`` says."""
    fields.setdefault("person", f"p-{name}")
    user = User.objects.create(username=name, name=name, **fields)
    for role in roles:
        RoleRow.objects.create(user=user, role=role, shop=shop if role == "seller" else "")
    return actor_of(user)
