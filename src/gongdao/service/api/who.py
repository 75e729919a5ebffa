"""Who asks: the key of a machine, in its own name or another's, or the session of a page of ours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

from gongdao.kernel.errors import Refused
from gongdao.service.api import limits
from gongdao.service.installation import now
from gongdao.service.people import keys
from gongdao.service.people.actor import MARKETPLACE, Actor
from gongdao.service.queries.known_people import as_shop, as_user

ACT_AS = "Gongdao-Act-As"
READS = ("GET", "HEAD", "OPTIONS")


class Asked(HttpRequest):
    """A request of the interface: who asks, and what is left of his quota."""

    actor: Actor
    left: limits.Left


@dataclass(frozen=True, slots=True)
class Asks:
    """The check of an operation: that somebody asks, has this scope, and is a marketplace where it must be one.

    ``asked`` are the names that its query may hold: a filter that does not exist would show what was to be left out.
    """

    scope: str
    by_marketplace: bool = False
    asked: frozenset[str] = frozenset()

    def __call__(self, request: HttpRequest) -> Actor:
        """Give who asks.

        :raises Refused: nobody does, or he may not; the interface answers it as a problem.
        """
        actor = _asker(cast("Asked", request))
        if actor.via == "key" and self.scope not in actor.scopes:
            raise Refused("scope-missing", scope=self.scope, scopes=sorted(actor.scopes))
        if self.by_marketplace and not actor.has(MARKETPLACE):
            raise Refused("not-a-marketplace")
        if unknown := sorted(request.GET.keys() - self.asked):
            raise Refused("query-unknown", name=unknown[0][:60], allowed=sorted(self.asked) or "-")
        return actor


def _asker(request: Asked) -> Actor:
    said = request.headers.get("Authorization", "")
    actor = _by_key(request, said) if said else _by_page(request)
    request.actor = actor
    return actor


def _by_key(request: Asked, said: str) -> Actor:
    scheme, _, token = said.partition(" ")
    actor = keys.verified(token.strip(), now()) if scheme.lower() == "bearer" else None
    if actor is None:
        limits.count(f"address:{request.META.get('REMOTE_ADDR')}")
        raise Refused("key-unknown")
    request.left = limits.count(f"key:{token[:20]}")
    return _acting(actor, request.headers.get(ACT_AS, ""))


def _acting(actor: Actor, name: str) -> Actor:
    """Give the person or the shop in whose name a marketplace acts."""
    if not name:
        return actor
    if not actor.has(MARKETPLACE):
        raise Refused("act-as-not-here")
    if "act-as" not in actor.scopes:
        raise Refused("scope-missing", scope="act-as", scopes=sorted(actor.scopes))
    kind, _, id_ = name.partition(":")
    if kind not in ("user", "shop") or not id_ or "\0" in id_:
        raise Refused("act-as-form", value=name)
    try:
        found = as_user(actor.source, id_) if kind == "user" else as_shop(actor.source, id_)
    except Refused as no:
        if no.code == "user-disabled":
            raise
        raise Refused("act-as-not-known", value=name, source=actor.source) from no
    return replace(found, via="key", scopes=actor.scopes)


class _Csrf(CsrfViewMiddleware):
    """Django's check, which says why instead of answering with a page."""

    def _reject(self, request: HttpRequest, reason: str) -> str:
        return f"{request.path}: {reason}"


def _check_token(request: HttpRequest) -> None:
    check = _Csrf(lambda _: HttpResponse())
    vars(request)["csrf_processing_done"] = False
    check.process_request(request)
    if check.process_view(request, HttpResponse, (), {}) is not None:
        raise Refused("csrf")


def _by_page(request: Asked) -> Actor:
    """A session speaks only from a page of ours: what changes something carries the token of one."""
    actor = request.actor
    if not actor.person:
        limits.count(f"address:{request.META.get('REMOTE_ADDR')}")
        raise Refused("not-signed-in")
    if request.method not in READS:
        _check_token(request)
    request.left = limits.count(f"person:{actor.person}")
    return actor
