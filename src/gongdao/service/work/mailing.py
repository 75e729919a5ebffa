"""Sends mail: a letter or a day's letters to one person, in his language, without anybody's own words."""

from __future__ import annotations

import logging
from datetime import datetime, time, timedelta
from hashlib import sha256
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Q

from gongdao.service.delivery.models import DELIVERED, DIGEST, FAILED, Choice, Letter, Mail
from gongdao.service.delivery.schedule import MAIL_WAITS, next_try
from gongdao.service.mail_url import NO_SERVER
from gongdao.service.people.models import User
from gongdao.service.work.mail_text import text_of
from gongdao.telling.instants import HOME

LEASE = timedelta(minutes=5)
BATCH = 20
# When the mail of the day is made, and how far back it looks the first time.
MORNING, FIRST = time(8), timedelta(days=1)
log = logging.getLogger(__name__)


def send_due(now: datetime) -> bool:
    """Send the mail that is due; gives whether there was any. A server that is away holds up no letter on the site."""
    taken = _take(now)
    if not taken:
        return False
    people = {user.person: user for user in User.objects.filter(person__in=[each.person for each in taken])}
    server = get_connection()
    for each in taken:
        _send(server, each, people.get(each.person), now)
    server.close()
    return True


def make_digests(now: datetime) -> int:
    """Make the mail of the day for whoever wants one and has letters that no mail told of; gives how many."""
    local = now.astimezone(HOME)
    if local.time() < MORNING:
        return 0
    morning = datetime.combine(local.date(), MORNING, HOME)
    waiting = Choice.objects.filter(Q(digest_at=None) | Q(digest_at__lt=morning), mail=DIGEST)
    return sum(_digest(choice, now) for choice in waiting.order_by("person")[:BATCH])


def _digest(choice: Choice, now: datetime) -> bool:
    with transaction.atomic():
        chosen = Choice.objects.filter(person=choice.person, digest_at=choice.digest_at)
        if not chosen.update(digest_at=now):
            return False
        since = choice.digest_at or now - FIRST
        letters = Letter.objects.filter(person=choice.person, mail=None, read_at=None, at__gt=since, at__lte=now)
        address = User.objects.filter(person=choice.person, is_active=True).exclude(email="")
        if not letters.exists() or not address.exists():
            return False
        key = f"digest/{choice.person}/{now.isoformat()}"
        mail = Mail.objects.create(key=key, person=choice.person, kind=DIGEST, created_at=now, next_try_at=now)
        letters.update(mail=mail)
    return True


def _take(now: datetime) -> list[Mail]:
    with transaction.atomic():
        due = Mail.objects.filter(next_try_at__lte=now).select_for_update(skip_locked=True)
        taken = list(due.order_by("next_try_at", "id")[:BATCH])
        rows = Mail.objects.filter(id__in=[each.id for each in taken])
        rows.update(attempts=F("attempts") + 1, next_try_at=now + LEASE)
    for each in taken:
        each.attempts += 1
    return taken


def _send(server: BaseEmailBackend, each: Mail, user: User | None, now: datetime) -> None:
    """A mail keeps its id when it is sent again, so that a mail box can tell that it is the same."""
    rows = Mail.objects.filter(id=each.id)
    missing = "" if user is not None and user.email and user.is_active else "no-address"
    missing = missing or ("no-server" if settings.EMAIL_BACKEND == NO_SERVER else "")
    if missing or user is None:
        rows.update(state=FAILED, next_try_at=None, said=missing)
        return
    message, id_ = _message(each, user)
    try:
        digest = sha256(message.message().as_bytes()).hexdigest()
        server.send_messages([message])
    except ValueError:
        # An address that no mail can name (a marketplace told of it) must not hold up the mail of others.
        rows.update(state=FAILED, next_try_at=None, said="no-address")
        return
    except (SMTPException, OSError) as wrong:
        log.warning("a mail could not be sent: %s", type(wrong).__name__)
        later = next_try(each.key, each.attempts, now, waits=MAIL_WAITS)
        state = FAILED if later is None else each.state
        rows.update(state=state, next_try_at=later, said=type(wrong).__name__)
        return
    rows.update(
        state=DELIVERED, next_try_at=None, sent_at=now, message_id=id_, to=masked(user.email), digest=digest, said=""
    )


def _message(each: Mail, user: User) -> tuple[EmailMessage, str]:
    """Give a mail with its id."""
    subject, body = text_of(each, user)
    id_ = f"<{sha256(each.key.encode()).hexdigest()[:32]}@{_domain()}>"
    said = {"Message-ID": id_, "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject, body, None, [user.email], headers=said), id_


def masked(address: str) -> str:
    """Give an address as it may be shown to others: z…@example.com."""
    name, _, domain = address.rpartition("@")
    return f"{name[:1]}…@{domain}"


def _domain() -> str:
    return str(settings.DEFAULT_FROM_EMAIL).rpartition("@")[2].rstrip(">") or "localhost"
