"""Idempotency keys: a request sent again is answered again, and not done again.

What was written keeps its key in the record, in the transaction that wrote it; what was refused is kept here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

from django.db import connection
from django.http import HttpRequest, HttpResponse

from gongdao.kernel.errors import Refused
from gongdao.service.api.models import KeptAnswer
from gongdao.service.api.problems import MEDIA_TYPE, language_of, refused
from gongdao.service.installation import now
from gongdao.service.people.actor import Actor

HEADER, REPLAYED = "Idempotency-Key", "Idempotent-Replayed"
FORM = re.compile(r"[!-~]{1,255}")
KEPT_FOR = timedelta(hours=24)
# Not a word about the request itself: others were in the way, or its sender had read something older.
PASSING = ("case-moved-on", "moved-on-meanwhile")
# The record and the tables of webhooks say this of a key as they know it; its sender knows it by another name.
USED = ("key-reused", "key-used-before")


def keyed(request: HttpRequest, actor: Actor, run: Callable[[str], HttpResponse]) -> HttpResponse:
    """Answer a request under its key; ``run`` is given the key under which the record keeps what it writes, or none.

    :raises Refused: the key is none, or was used for another request.
    """
    given = request.headers.get(HEADER, "")
    if not given:
        return run("")
    if not FORM.fullmatch(given):
        raise Refused("key-form", key=given[:60])
    key = f"api-{_digest(actor.source, actor.person, given)}"
    asked = _digest(request.method or "", request.path, request.body.decode("utf-8", "replace"))
    known = _known(key)
    if known is not None:
        return _again(*known, asked, given)
    try:
        return run(key)
    except Refused as no:
        if no.code in USED:
            raise Refused("key-used-before", key=given) from no
        return _kept(request, no, key, asked)


def _kept(request: HttpRequest, no: Refused, key: str, asked: str) -> HttpResponse:
    response = refused(request, no)
    if response.status_code == 409 and no.code not in PASSING:
        at = now()
        KeptAnswer.objects.filter(at__lte=at - KEPT_FOR).delete()
        row = KeptAnswer(pk=key, request=asked, status=409, body=response.content.decode(), at=at)
        KeptAnswer.objects.bulk_create([row], ignore_conflicts=True)
    return response


def _known(key: str) -> tuple[str, int, str] | None:
    """What was answered under a key, in plain SQL: nearly always nothing, and the ORM would take longer to say so."""
    since = connection.ops.adapt_datetimefield_value(now() - KEPT_FOR)
    with connection.cursor() as cursor:
        cursor.execute("SELECT request, status, body FROM api_answer WHERE key = %s AND at > %s", [key, since])
        found: tuple[str, int, str] | None = cursor.fetchone()
    return found


def _again(request: str, status: int, body: str, asked: str, given: str) -> HttpResponse:
    if request != asked:
        raise Refused("key-used-before", key=given)
    headers = {REPLAYED: "true", "Content-Language": language_of(body)}
    return HttpResponse(body, content_type=MEDIA_TYPE, status=status, headers=headers)


def _digest(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()
