"""Makes the link with which a marketplace shows a case to one of its people, inside its own pages."""

from __future__ import annotations

from django.utils import timezone

from gongdao.kernel.errors import Refused
from gongdao.service.people import links
from gongdao.service.people.actor import Actor, actor_of
from gongdao.service.people.models import User
from gongdao.service.queries.access import place, places


def embed_link(actor: Actor, user: User, stream: str, origin: str) -> str:
    """Give the path of a link that opens a case once, within a minute, as a party to it.

    :raises Refused: the actor has no place in the case, the person is no party to it (``embed-nobody``) or disabled
        (``user-disabled``), or the origin may not embed our pages (``embed-origin``).
    """
    places(actor, stream)
    try:
        place(actor_of(user), stream, "buyer", "seller")
    except Refused as no:
        raise Refused("embed-nobody", person=user.external_id or user.username, case=stream) from no
    if not user.is_active:
        raise Refused("user-disabled", source=user.source, id=user.external_id)
    return f"/embed/{links.make(user, stream, origin, timezone.now())}"
