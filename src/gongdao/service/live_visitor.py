"""What live updates ask the database: whether a case is somebody's to see, and where the chains of cases end."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from io import BytesIO
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.core.handlers.asgi import ASGIRequest
from django.db import close_old_connections
from django.utils import timezone

from gongdao.kernel.errors import Refused
from gongdao.service.people import links
from gongdao.service.people.actor import NOBODY, Actor, actor_of
from gongdao.service.people.models import User
from gongdao.service.people.second_factor import strong
from gongdao.service.queries.access import places
from gongdao.service.record.models import CaseRow


def may_see(scope: Mapping[str, Any], body: BytesIO, stream: str) -> bool:
    """Whether a request is that of somebody who has a place in a case: signed in, or where another site shows it."""
    close_old_connections()
    try:
        places(_visitor(ASGIRequest(dict(scope), body)), stream)
    except Refused:
        return False
    return True


def _visitor(request: ASGIRequest) -> Actor:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    request.session = store(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    user = get_user(request)
    if isinstance(user, User):
        return strong(actor_of(user), user)
    secret = request.COOKIES.get(links.COOKIE, "")
    link = links.page(secret, timezone.now()) if secret else None
    return links.acting(link) if link else NOBODY


def ends(streams: tuple[str, ...]) -> list[tuple[str, str]]:
    """Give where the chains of some cases end; one read."""
    close_old_connections()
    return list(CaseRow.objects.filter(stream__in=streams).values_list("stream", "digest"))
