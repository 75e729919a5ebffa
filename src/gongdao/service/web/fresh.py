"""Answers the page that asks whether its case has changed, before anybody asks who is signed in: one indexed read."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from gongdao.service.installation import now
from gongdao.service.queries.cases import Row, glance
from gongdao.service.record.instants import read
from gongdao.service.web.case_bar import STANDS_FOR
from gongdao.telling.instants import left

LIVE = re.compile(r"/cases/([^/]+)/live")


class Fresh:
    """Says that nothing changed to who holds the tag of a case's head, which nobody without the page can make."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with 304, or leave it to the page."""
        asked = LIVE.fullmatch(request.path)
        known = request.headers.get("If-None-Match", "").removeprefix("W/").strip('"')
        if asked is not None and known and request.method == "GET":
            row = glance(asked[1])
            if row is not None and hmac.compare_digest(known, tag(request, row, asked[1], known.partition(".")[0])):
                return HttpResponseNotModified(headers=fresh(known))
        return self.get_response(request)


def tag(request: HttpRequest, row: Row, stream: str, role: str) -> str:
    """Give what stands for the head of a case as somebody in a role sees it.

    It changes with the case, with what the clock reads, with language and mode. Who holds it learns no more than that
    nothing changed.
    """
    at = now()
    due = _due(row, role)
    clock = left(due - at, "en") if due is not None and due > at else ""
    woke = bool(row.wake) and read(str(row.wake)) <= at
    seen = vars(request)
    said = f"{stream}|{role}|{row.digest}|{row.register}|{clock}|{woke}|{seen.get('lang')}|{seen.get('elder')}"
    seal = hmac.new(settings.SECRET_KEY.encode(), said.encode(), hashlib.sha256).hexdigest()[:32]
    return f"{role}.{seal}"


def fresh(known: str) -> dict[str, str]:
    """Give the headers under which a browser keeps the head of a case."""
    return {"ETag": f'"{known}"', "Cache-Control": "private, no-cache"}


def _due(row: Row, role: str) -> datetime | None:
    dues = {party: due for party, _, due, *_ in json.loads(row.deadlines or "[]")}
    mine = dues.get(STANDS_FOR.get(role, ""))
    return read(mine) if mine else None
