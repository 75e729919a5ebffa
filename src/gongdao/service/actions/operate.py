"""What an operator does: gives and takes roles, makes and takes back keys, pauses the platform, verifies the record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from django.db import IntegrityError, transaction
from django.db.models import Q

from gongdao.kernel.errors import Problem, Refused
from gongdao.service.installation import law, now
from gongdao.service.market.models import Shop
from gongdao.service.people import keys
from gongdao.service.people.actor import Actor
from gongdao.service.people.audit import note
from gongdao.service.people.models import OPERATOR, ROLES, SELLER, ApiKey, RoleRow, User
from gongdao.service.queries.operator import VERIFIED, operating
from gongdao.service.record import pauses
from gongdao.service.record.models import CaseRow
from gongdao.service.record.verify import Verified, verify

# So many cases, the last to change first, are verified while somebody waits for the page.
MOST_VERIFIED = 200
MOST_FAULTS = 20
MOST_NAMED = 5


def grant(actor: Actor, person: str, role: str, shop: str = "") -> None:
    """Give a user a role; a seller is one for a shop, known by its key or by the id its marketplace gave it.

    :raises Refused: there is no such user, role or shop, or several of that id (``shop-of-several``), he has the role
        already, or the actor is no operator.
    """
    operating(actor)
    if role not in ROLES:
        raise Refused("role-unknown", role=role, allowed=ROLES)
    user, key = _user(person), _shop(shop) if role == SELLER else ""
    try:
        with transaction.atomic():
            RoleRow.objects.create(user=user, role=role, shop=key)
            note(actor, OPERATOR, f"role-granted {role} {user.person} {key}".strip(), now())
    except IntegrityError as again:
        raise Refused("role-held", name=user.get_full_name(), role=role) from again


def take_away(actor: Actor, row: int) -> None:
    """Take a role from a user.

    :raises Refused: nobody holds it any more, it is the last operator's, or the actor is no operator.
    """
    operating(actor)
    with transaction.atomic():
        # All of them are locked, or two operators who take one another's role at once would leave none.
        operators = list(RoleRow.objects.select_for_update(of=("self",)).filter(role=OPERATOR, user__is_active=True))
        found = RoleRow.objects.select_related("user").filter(pk=row).first()
        if found is None:
            raise Refused("role-not-held")
        if found.role == OPERATOR and all(it.pk == found.pk for it in operators):
            raise Refused("last-operator")
        found.delete()
        note(actor, OPERATOR, f"role-taken {found.role} {found.user.person} {found.shop}".strip(), now())


def switch(actor: Actor, person: str, *, active: bool) -> None:
    """Let a user sign in again, or no more; his cases go on.

    :raises Refused: there is no such user, it is oneself, or the actor is no operator.
    """
    operating(actor)
    user = _user(person)
    if user.person == actor.person:
        raise Refused("own-account")
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(is_active=active)
        note(actor, OPERATOR, f"{'user-enabled' if active else 'user-disabled'} {user.person}", now())


def make_key(
    actor: Actor, name: str, scopes: Iterable[str], *, source: str = "", person: str = "",
    expires_at: datetime | None = None,
) -> tuple[ApiKey, str]:  # fmt: skip
    """Make a key of a marketplace or of a user; gives its row and the key, which is shown only now.

    :raises Refused: as `keys.make`, there is no such user, or the actor is no operator.
    """
    operating(actor)
    user, at = _user(person) if person else None, now()
    with transaction.atomic():
        row, secret = keys.make(name, scopes, at, source=source, user=user, expires_at=expires_at)
        note(actor, OPERATOR, f"key-made {row.id} {source or person}", at)
    return row, secret


def revoke_key(actor: Actor, id_: str) -> None:
    """Take a key back at once.

    :raises Refused: there is no such key, or the actor is no operator.
    """
    operating(actor)
    with transaction.atomic():
        keys.revoke(id_, now())
        note(actor, OPERATOR, f"key-revoked {id_}", now())


def begin_pause(actor: Actor, ground: str) -> int:
    """Stop every clock of the platform from now on; gives the number of the pause.

    :raises Refused: as `pauses.begin`, or the actor is no operator.
    """
    operating(actor)
    at = now()
    number = pauses.begin(law(), at, ground, f"{OPERATOR}:{actor.person}", at)
    note(actor, OPERATOR, f"pause-begun {number}", at)
    return number


def end_pause(actor: Actor) -> int:
    """Let the clocks run again from now on; gives the number of the pause.

    :raises Refused: none is open, or the actor is no operator.
    """
    operating(actor)
    at = now()
    number = pauses.end(law(), at, f"{OPERATOR}:{actor.person}", at)
    note(actor, OPERATOR, f"pause-ended {number}", at)
    return number


def add_pause(actor: Actor, since: datetime, until: datetime, ground: str) -> int:
    """Register a time in which the clocks stood or will stand still; gives its number.

    :raises Refused: as `pauses.add`, or the actor is no operator.
    """
    operating(actor)
    at = now()
    number = pauses.add(law(), since, until, ground, f"{OPERATOR}:{actor.person}", at)
    note(actor, OPERATOR, f"pause-registered {number}", at)
    return number


def verify_some(actor: Actor, most: int = MOST_VERIFIED) -> tuple[int, tuple[Problem, ...]]:
    """Verify the cases that changed last, computing everything again; gives how many, and what is wrong.

    :raises Refused: the actor is no operator.
    """
    operating(actor)
    streams = list(CaseRow.objects.order_by("-updated_at").values_list("stream", flat=True)[:most])
    found: list[Problem] = []
    for stream in streams:
        faults = verify(law(), Verified(), stream)
        found += islice(faults, MOST_FAULTS - len(found))
        faults.close()
        if len(found) >= MOST_FAULTS:
            break
    note(actor, OPERATOR, f"{VERIFIED} {len(streams)} {len(found)}", now())
    return len(streams), tuple(found)


def _user(person: str) -> User:
    found = User.objects.filter(person=person).first() or User.objects.filter(username=person).first()
    if found is None:
        raise Refused("user-unknown", name=person)
    return found


def _shop(name: str) -> str:
    """The key of a shop by its key, by the id its marketplace gave it, or by ``source/id`` where several gave it."""
    source, slash, id_ = name.partition("/")
    named = Q(key=name) | Q(external_id=name) | (Q(source=source, external_id=id_) if slash else Q(pk=None))
    found = list(Shop.objects.filter(named).order_by("source")[:MOST_NAMED])
    if not found:
        raise Refused("shop-unknown", shop=name or "-")
    if len(found) > 1:
        raise Refused("shop-of-several", shop=name, allowed=[f"{it.source}/{it.external_id}" for it in found])
    return found[0].key
