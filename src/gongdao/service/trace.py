"""Gives every request an id, writes one line of log of it, and counts it."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from secrets import token_hex
from time import perf_counter

from django.http import HttpRequest, HttpResponse
from structlog.contextvars import bind_contextvars, clear_contextvars

from gongdao.service import figures

HEADER = "X-Request-ID"
FORM = re.compile(r"[A-Za-z0-9_-]{8,64}")
# What is asked too often to be worth a line, and is counted all the same.
QUIET = frozenset({"healthz", "readyz", "metrics"})
log = logging.getLogger(__name__)


class TraceMiddleware:
    """Stands before all others. The line names the route, never the address: that may hold what is private."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request under an id, that of the proxy where it gave one."""
        given = request.headers.get(HEADER, "")
        id_ = given if FORM.fullmatch(given) else token_hex(12)
        clear_contextvars()
        bind_contextvars(request=id_)
        begun = perf_counter()
        response = self.get_response(request)
        _told(request, response, perf_counter() - begun)
        response.headers.setdefault(HEADER, id_)
        clear_contextvars()
        return response


def _told(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    found = request.resolver_match
    route = (found.view_name or found.route) if found is not None else "none"
    figures.answered(str(request.method), route, response.status_code, seconds)
    if found is None and response.status_code < 400:
        return
    if route not in QUIET:
        given = found.kwargs if found is not None else {}
        about = {
            "method": request.method,
            "route": route,
            "status": response.status_code,
            "ms": round(seconds * 1000, 1),
        }
        case = given.get("stream") or given.get("case_id")
        log.info("request", extra={**about, **({"case": str(case)} if case else {})})
