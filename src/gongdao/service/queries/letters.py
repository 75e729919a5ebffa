"""What lies in somebody's letter box, and what proves that somebody was told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from gongdao.kernel.text import Text
from gongdao.service.delivery import models
from gongdao.service.delivery.models import EACH
from gongdao.service.people.actor import Actor
from gongdao.service.queries.access import places
from gongdao.service.record.instants import stored

SITE, MAIL, WEBHOOK = "site", "mail", "webhook"


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice as its addressee reads it: ``place`` is what he is in the case, ``due`` his own deadline.

    ``effect`` is what his silence does then; both are empty where nothing is asked of him. ``stream`` is empty where
    the house tells of itself.
    """

    id: int
    stream: str
    seq: int
    about: str
    place: str
    text: Text
    deadline: str
    due: datetime | None
    effect: str
    at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows on one channel that a notice reached a place of the case.

    ``channel``: site, mail or webhook. ``sent_at``: it lies in the letter box, the mail server took it, or it was
    sent. ``delivered_at``: the other side confirmed it (the site and a webhook do, no mail does). ``read_at``: it was
    opened on the site. ``detail``: the digest of the mail, or the id of the webhook.
    """

    channel: str
    place: str
    sent_at: datetime | None
    delivered_at: datetime | None
    read_at: datetime | None
    detail: str


def list_letters(actor: Actor, *, unread: bool = False, before: int = 0, most: int = 30) -> tuple[Letter, ...]:
    """Give the newest letters of a person, or those before one; one read."""
    rows = models.Letter.objects.filter(person=actor.person or None)
    rows = rows.filter(read_at=None) if unread else rows
    rows = rows.filter(id__lt=before) if before else rows
    return tuple(_letter(row) for row in rows.order_by("-id")[:most])


def count_unread(actor: Actor) -> int:
    """Give how many letters a person has not read; one indexed read."""
    return models.Letter.objects.filter(person=actor.person, read_at=None).count() if actor.person else 0


def still_running(letters: Sequence[Letter]) -> frozenset[int]:
    """Give the ids of those letters whose deadline is what somebody must act by in the case as it stands; one read."""
    streams = sorted({it.stream for it in letters if it.due is not None and it.stream})
    if not streams:
        return frozenset()
    marks = ", ".join(["%s"] * len(streams))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT stream, name, due FROM record_deadline WHERE stream IN ({marks})", streams)
        run = set(cursor.fetchall())
    return frozenset(it.id for it in letters if it.due and (it.stream, it.deadline, stored(it.due)) in run)


def mail_choice(actor: Actor) -> str:
    """Give how a person wants mail: ``each``, ``digest`` or ``none``."""
    return models.Choice.objects.filter(pk=actor.person).values_list("mail", flat=True).first() or EACH


def proofs(actor: Actor, stream: str, seq: int) -> tuple[Proof, ...]:
    """Give what proves on every channel that an event was told; three reads.

    :raises Refused: the actor has no place in the case.
    """
    places(actor, stream)
    return tuple(_proofs(stream, seq))


def _proofs(stream: str, seq: int) -> Iterator[Proof]:
    letters = models.Letter.objects.filter(stream=stream, seq=seq).select_related("mail").order_by("id")
    for letter in letters:
        yield Proof(SITE, letter.place, letter.at, letter.at, letter.read_at, letter.read_via)
        if letter.mail is not None:
            yield Proof(MAIL, letter.place, letter.mail.sent_at, None, None, letter.mail.digest)
    for sent in models.Delivery.objects.filter(stream=stream, seq=seq).order_by("created_at", "id"):
        first = sent.log.order_by("id").values_list("at", flat=True).first()
        yield Proof(WEBHOOK, "marketplace", first, sent.delivered_at, None, sent.id)


def _letter(row: models.Letter) -> Letter:
    text = Text(row.zh, row.en)
    return Letter(
        row.id, row.stream, row.seq, row.about, row.place, text, row.deadline, row.due, row.effect, row.at, row.read_at
    )
