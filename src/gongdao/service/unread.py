"""Takes what is left of a request before it is answered: a proxy that is still sending would lose the answer."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Protocol
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

# The web server itself takes what is small; nothing larger than the proxies of `deploy/` let through is waited for.
SMALL, MOST, PIECE = 64 * 1024, 210 * 1024 * 1024, 256 * 1024


class Body(Protocol):
    """What a request carries, read from front to back."""

    def read(self, size: int, /) -> bytes: ...


def whole(application: WSGIApplication) -> WSGIApplication:
    """Give an application that answers when all of a request has come, whether it was read or not."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        answered = application(environ, start_response)
        if int(environ.get("CONTENT_LENGTH") or 0) > SMALL:
            _take(environ["wsgi.input"])
        return answered

    return answer


def _take(body: Body) -> None:
    left = MOST
    with suppress(OSError):
        while left > 0 and (piece := body.read(PIECE)):
            left -= len(piece)
