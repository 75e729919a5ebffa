"""Who stands where in a case: the one check that every read and every write of a case goes through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from gongdao.kernel.errors import Refused
from gongdao.service.people.actor import MARKETPLACE, Actor
from gongdao.service.people.models import JUROR, OPERATOR, POLICY, STAFF, SUPERVISOR


@dataclass(frozen=True, slots=True)
class Place:
    """The role somebody has in a case, and the name by which the case knows him (``buyer:p-1``, ``staff:p-7``)."""

    role: str
    by: str


def places(actor: Actor, stream: str) -> tuple[Place, ...]:
    """Give every place an actor has in a case, the nearest first; one indexed read.

    A party stands by its own name, a juror in the cases of his vote, staff in every case but their own dispute, the
    marketplace in the cases of its source. Policy makers and operators read what has no personal data.

    :raises Refused: there is no such case, or the actor has no place in it (``case-not-found``: both look alike).
    """
    found = tuple(_places(actor, stream))
    if not found:
        raise Refused("case-not-found", case=stream)
    return found


def place(actor: Actor, stream: str, *roles: str) -> Place:
    """Give the nearest place of an actor in a case, or the nearest among these roles.

    :raises Refused: ``case-not-found``, or ``not-yours`` where the actor has other places only.
    """
    found = places(actor, stream)
    chosen = next((it for it in found if not roles or it.role in roles), None)
    if chosen is None:
        raise Refused("not-yours", by=found[0].role, allowed=roles)
    return chosen


def _places(actor: Actor, stream: str) -> Iterator[Place]:
    if actor.stream and actor.stream != stream:
        return
    row = _row(stream)
    if row is None:
        return
    source, buyer, seller = row
    if actor.has(MARKETPLACE):
        if actor.source == source:
            yield Place(MARKETPLACE, MARKETPLACE)
        return
    if not actor.person:
        return
    is_party = False
    if actor.person == buyer:
        is_party = True
        yield Place("buyer", f"buyer:{actor.person}")
    if seller in actor.shops:
        is_party = True
        yield Place("seller", f"seller:{actor.person}")
    yield from _of_the_platform(actor, stream, is_party)


def _of_the_platform(actor: Actor, stream: str, is_party: bool) -> Iterator[Place]:
    """Nobody judges a dispute of his own."""
    if is_party:
        return
    if actor.has(SUPERVISOR):
        yield Place(SUPERVISOR, f"{SUPERVISOR}:{actor.person}")
    if actor.has(STAFF):
        yield Place(STAFF, f"{STAFF}:{actor.person}")
    if actor.has(JUROR) and _votes(actor.person, stream):
        yield Place(JUROR, f"{JUROR}:{actor.person}")
    yield from (Place(role, f"{role}:{actor.person}") for role in (OPERATOR, POLICY) if actor.has(role))


def _row(stream: str) -> tuple[str, str, str] | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT source, buyer, seller FROM record_case WHERE stream = %s", [stream])
        found: tuple[str, str, str] | None = cursor.fetchone()
    return found


def _votes(person: str, stream: str) -> bool:
    """A case before a jury is open to every juror; afterwards to those who voted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM record_case WHERE stream = %s AND stage = 'jury'"
            " UNION SELECT 1 FROM record_party WHERE stream = %s AND person = %s AND role = 'juror'",
            [stream, stream, f"juror:{person}"],
        )
        return cursor.fetchone() is not None
