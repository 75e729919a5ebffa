"""Who works for the platform: the names of staff, supervisors and jurors, for those who work with them."""

from __future__ import annotations

from dataclasses import dataclass

from gongdao.service.people.actor import Actor
from gongdao.service.people.models import STAFF, SUPERVISOR, RoleRow
from gongdao.service.queries.desk import at_the_desk


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the platform by the name that cases know (``staff:p-7``), and what people call him."""

    by: str
    role: str
    name: str


def colleagues(actor: Actor) -> tuple[Colleague, ...]:
    """Give everybody who works at the desk, by name; one read.

    :raises Refused: ``page-not-found`` for who does not.
    """
    at_the_desk(actor)
    rows = RoleRow.objects.filter(role__in=(STAFF, SUPERVISOR), user__is_active=True).select_related("user")
    found = [Colleague(f"{row.role}:{row.user.person}", row.role, row.user.get_full_name()) for row in rows]
    return tuple(sorted(found, key=lambda it: (it.name, it.by)))
