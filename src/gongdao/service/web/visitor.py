"""Who visits: the actor, the language and the mode of a request, before any page looks at it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from gongdao.service import installation
from gongdao.service.people.actor import NOBODY, Actor, actor_of
from gongdao.service.people.models import User
from gongdao.service.people.second_factor import strong

LANGUAGE, MODE = "gongdao_language", "gongdao_mode"
# Large type: chosen by the visitor, or liked by the person of the demo whose part he takes.
CHOSEN, LIKED = "elder", "liked"
# Where a request keeps the actor of a page that another site shows.
PAGE = "page_actor"
KNOWN = {"zh": "zh-hans", "en": "en"}
WEIGHT = re.compile(r"q\s*=\s*([01](?:\.\d{0,3})?)", re.ASCII)


class Visit(HttpRequest):
    """A request as the pages see it: who asks, in which language (zh or en), and whether in elder mode."""

    actor: Actor
    lang: str
    elder: bool
    now: datetime


class VisitorMiddleware:
    """Sets ``request.actor``, ``request.lang`` (zh or en) and ``request.elder``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the visitor's language, and say so."""
        lang = language_of(request)
        vars(request).update(
            lang=lang,
            elder=request.COOKIES.get(MODE) in (CHOSEN, LIKED),
            actor=SimpleLazyObject(lambda: visitor(request)),
        )
        with translation.override(KNOWN[lang]):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", "zh-CN" if lang == "zh" else "en")
        return response


def language_of(request: HttpRequest) -> str:
    """Give the language chosen, else that of ours which the browser likes best (RFC 9110, 12.5.4), else Chinese."""
    chosen = request.COOKIES.get(LANGUAGE)
    if chosen in KNOWN:
        return chosen
    wanted = [_weighed(part) for part in request.headers.get("Accept-Language", "").split(",")]
    ours = [(weight, word) for weight, word in wanted if word in KNOWN and weight > 0]
    return max(ours, key=lambda each: each[0])[1] if ours else "zh"


def _weighed(part: str) -> tuple[float, str]:
    """A language of the browser and how much it wants it; of those it wants as much as one another the first counts."""
    word, _, weight = part.partition(";")
    said = WEIGHT.fullmatch(weight.strip().lower())
    return (float(said[1]) if said else 0.0 if weight.strip() else 1.0), word.strip().lower()[:2]


def now_of(request: HttpRequest) -> datetime:
    """Give the instant a page is made at: one and the same all over the page."""
    kept = vars(request)
    if "now" not in kept:
        kept["now"] = installation.now()
    at: datetime = kept["now"]
    return at


def visitor(request: HttpRequest) -> Actor:
    """Give who is signed in, or for whom another site shows the page."""
    if isinstance(request.user, User):
        return strong(actor_of(request.user), request.user)
    page: Actor | None = vars(request).get(PAGE)
    return page or NOBODY
