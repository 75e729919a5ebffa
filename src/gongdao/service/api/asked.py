"""What stands around every request of the interface: quotas in the headers, and problems for whatever goes wrong."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from gongdao.kernel.errors import Refused
from gongdao.service.api import limits
from gongdao.service.api.problems import problem, refused, told

HOME = "/api/"
log = logging.getLogger(__name__)


class ApiMiddleware:
    """Answers under /api what Django itself would answer with a page: no such address, no such method, too large."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request; those for pages pass untouched."""
        if not request.path_info.startswith(HOME):
            return self.get_response(request)
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return refused(request, Refused("address-unreadable"))
        response = self.get_response(request)
        if response.status_code >= 400 and "json" not in response.headers.get("Content-Type", ""):
            response = _told(request, response)
        left = getattr(request, "left", None)
        return _with_quota(response, left) if left is not None else response


def _told(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Say as a problem what Django said as a page."""
    match response.status_code:
        case 404:
            return refused(request, Refused("no-such-address", path=request.path))
        case 405:
            allowed = response.headers.get("Allow", "")
            no = refused(request, Refused("no-such-method", path=request.path, method=request.method, allowed=allowed))
            no.headers["Allow"] = allowed
            return no
        case 413:
            return refused(request, Refused("body-too-large", most=settings.DATA_UPLOAD_MAX_MEMORY_SIZE))
        case status if status < 500:
            return refused(request, Refused("request-wrong", why=response.reason_phrase))
        case _:
            return failed(request)


def failed(request: HttpRequest, wrong: Exception | None = None) -> HttpResponse:
    """Answer that something went wrong here, with a reference to what was noted of it."""
    reference = secrets.token_hex(6)
    log.error("%s %s failed (%s)", request.method, request.path, reference, exc_info=wrong)
    return problem(request, 500, "internal", told(request, "internal", reference=reference))


def _with_quota(response: HttpResponse, left: limits.Left) -> HttpResponse:
    """The headers of draft-ietf-httpapi-ratelimit-headers."""
    response.headers["RateLimit-Policy"] = f'"key";q={left.most};w={int(limits.WINDOW)}'
    response.headers["RateLimit"] = f'"key";r={left.remaining};t={left.reset}'
    return response


def parsed(request: HttpRequest) -> dict[str, object]:
    """Read the body of a request: one JSON object in UTF-8, without NUL and halves of surrogate pairs.

    :raises Refused: it is none.
    """
    kind = request.content_type or ""
    if kind != "application/json" and not kind.endswith("+json"):
        raise Refused("json-wanted", value=kind or "-")
    try:
        text = request.body.decode()
        found = json.loads(text, parse_constant=_no_number, parse_float=_number)
    except json.JSONDecodeError as wrong:
        raise Refused("not-json", line=wrong.lineno, column=wrong.colno) from wrong
    except (UnicodeDecodeError, ValueError, RecursionError) as wrong:
        raise Refused("not-json", line=1, column=1) from wrong
    if not isinstance(found, dict):
        raise Refused("not-json", line=1, column=1)
    # Only what is written as an escape can hold such characters: raw ones are no JSON and no UTF-8.
    if "\\u" in text:
        _check(found, "")
    return found


def _no_number(name: str) -> object:
    raise ValueError(name)


def _number(text: str) -> float:
    """To JSON Schema 50.0 is a whole number; to us it is one too."""
    number = float(text)
    return int(number) if number.is_integer() else number


def _check(value: object, place: str) -> None:
    match value:
        case str():
            bad = next((char for char in value if char == "\0" or "\ud800" <= char <= "\udfff"), "")
            if bad:
                raise Refused("text-no-text", place=place or "-", character=f"U+{ord(bad):04X}")
        case dict():
            for key, each in value.items():
                _check(key, place)
                _check(each, f"{place}.{key}".lstrip("."))
        case list():
            for number, each in enumerate(value):
                _check(each, f"{place}[{number}]")
