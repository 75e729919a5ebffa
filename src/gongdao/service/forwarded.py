"""Gives every request the address of the browser it comes from, where a reverse proxy of ours says it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from gongdao.service.proxies import browser, is_ours

SCHEME = "HTTP_X_FORWARDED_PROTO"


class Forwarded:
    """Stands before all others, so that locks and quotas count browsers and not proxies, and nobody feigns HTTPS."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request as that of the browser; what others than our proxies say of it is not heard."""
        meta, known = request.META, settings.GONGDAO_PROXIES
        near = meta.get("REMOTE_ADDR", "")
        if is_ours(near, known):
            meta["REMOTE_ADDR"] = browser(near, meta.get("HTTP_X_FORWARDED_FOR", ""), known)
        else:
            meta.pop(SCHEME, None)
        return self.get_response(request)
