"""Who acts: what a session, a key or a signed link says of a person, as a value."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from gongdao.service.people.models import SELLER, User

MARKETPLACE = "marketplace"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who asks for something.

    ``person`` is the pseudonymous id in the record; ``shops`` are the keys of the shops acted for; ``roles`` what the
    person may be besides a buyer. ``via`` is ``session``, ``key`` or ``link``; a key has ``scopes`` and a link opens
    one ``stream`` only. The marketplace itself has no ``user`` and the role ``marketplace``, for its ``source``.
    ``weak``: he has an office, and goes without it until he has a second factor.
    """

    user: int | None
    person: str
    name: str = ""
    roles: frozenset[str] = frozenset()
    shops: frozenset[str] = frozenset()
    via: str = "session"
    scopes: frozenset[str] = frozenset()
    stream: str = ""
    source: str = ""
    weak: bool = False

    def has(self, *roles: str) -> bool:
        """Whether the person may be any of these."""
        return not self.roles.isdisjoint(roles)


NOBODY = Actor(None, "", via="")


def actor_of(user: User, via: str = "session") -> Actor:
    """Give a signed-in user as an actor; one read, in plain SQL as it stands before every page."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT role, shop FROM people_role WHERE user_id = %s", [user.pk])
        rows = cursor.fetchall()
    roles = frozenset(role for role, _ in rows)
    shops = frozenset(shop for role, shop in rows if role == SELLER and shop)
    return Actor(user.pk, user.person, user.get_full_name(), roles, shops, via)
