"""Signed links: they open one case as one person inside another site, once, and at once or not at all.

A link is exchanged for a page session that is as narrow; of both only digests are kept.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db.models import Q, QuerySet

from gongdao.kernel.errors import Refused
from gongdao.service.people.actor import Actor, actor_of
from gongdao.service.people.models import SELLER, Link, User

# The cookie that holds the secret of a page session.
COOKIE = "gongdao_page"
# How long a link may wait for its visitor, and how long the page that it opens stays open.
LIFE, OPEN = timedelta(seconds=60), timedelta(hours=2)


def make(user: User, stream: str, origin: str, now: datetime) -> str:
    """Give the token of a new link: for one person and one case, to be shown on the pages of an origin.

    :raises Refused: the origin (such as ``https://shop.example``) is not one that may embed our pages.
    """
    if origin not in settings.GONGDAO_EMBED_ORIGINS:
        raise Refused("embed-origin", origin=origin, allowed=tuple(settings.GONGDAO_EMBED_ORIGINS) or "-")
    Link.objects.filter(Q(ends_at__lt=now)).delete()
    token = secrets.token_urlsafe(32)
    Link.objects.create(token=_digest(token), user=user, stream=stream, origin=origin, ends_at=now + LIFE)
    return token


def waiting(token: str, now: datetime) -> Link | None:
    """Give the link of a token that can still be exchanged."""
    return _open(now).filter(token=_digest(token), page=None).first()


def exchange(token: str, now: datetime) -> tuple[Link, str] | None:
    """Exchange a token for the secret of a page session; None where `waiting` gives none."""
    secret = secrets.token_urlsafe(32)
    still = _open(now).filter(token=_digest(token), page=None)
    # One statement: of two who come with the same token one is too late.
    if not still.update(page=_digest(secret), ends_at=now + OPEN):
        return None
    return Link.objects.select_related("user").get(token=_digest(token)), secret


def page(secret: str, now: datetime) -> Link | None:
    """Give the link behind a page session that is still open."""
    return _open(now).select_related("user").filter(page=_digest(secret)).first()


def _open(now: datetime) -> QuerySet[Link]:
    """Links and page sessions that are not over, of people who are not disabled."""
    return Link.objects.filter(ends_at__gt=now, user__is_active=True)


def acting(link: Link) -> Actor:
    """Give who a page session lets act: the person, in one case, as a party to it and nothing else."""
    known = actor_of(link.user, "link")
    return replace(known, stream=link.stream, roles=known.roles & {SELLER})


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
