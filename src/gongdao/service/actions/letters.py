"""What somebody does with letters: reads them, and says how mail is wanted."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet

from gongdao.kernel.errors import Refused
from gongdao.service.delivery.models import DIGEST, EACH, NO_MAIL, Choice, Letter
from gongdao.service.installation import now
from gongdao.service.people.actor import Actor

CHOICES = (EACH, DIGEST, NO_MAIL)
_UNREAD = "SELECT 1 FROM delivery_letter WHERE person = %s AND stream = %s AND read_at IS NULL LIMIT 1"


def mark_read(actor: Actor, ids: Iterable[int] | None = None, *, via: str = "site") -> int:
    """Note that letters were opened, all of them where none is named; gives how many were not before.

    When a letter was first read is evidence, so it is never changed.
    """
    rows = _unread(actor)
    return (rows if ids is None else rows.filter(id__in=list(ids))).update(read_at=now(), read_via=via)


def mark_case_read(actor: Actor, stream: str, *, via: str = "site") -> int:
    """Note that the page of a case was opened, which shows all that its letters tell; mostly one read and no write."""
    with connection.cursor() as cursor:
        cursor.execute(_UNREAD, [actor.person or None, stream])
        unread = cursor.fetchone() is not None
    return _unread(actor).filter(stream=stream).update(read_at=now(), read_via=via) if unread else 0


def choose_mail(actor: Actor, choice: str) -> None:
    """Keep how a person wants mail.

    :raises Refused: there is no such choice.
    """
    if choice not in CHOICES:
        raise Refused("mail-choice-unknown", choice=choice, allowed=CHOICES)
    Choice.objects.update_or_create(person=actor.person, defaults={"mail": choice})


def _unread(actor: Actor) -> QuerySet[Letter]:
    return Letter.objects.filter(person=actor.person or None, read_at=None)
