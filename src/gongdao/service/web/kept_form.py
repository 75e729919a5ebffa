"""A form that was sent after the session had ended: what was typed is kept, and shown again once one has signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from gongdao.service.people.actor import Actor
from gongdao.service.web.visitor import Visit

KEPT = "kept_form"
# Where a form has to be sent by somebody who is signed in.
OWN = ("/orders/", "/cases/", "/shop", "/desk", "/jury", "/policy", "/operator", "/notices", "/complain")
# A session holds no more than this of a form, in characters.
MOST = 100_000
# What is longer, or has a space, was typed by a person and is shown to him again.
TYPED = 24


@dataclass(frozen=True, slots=True)
class Field:
    """A value of a kept form; ``shown`` is what a person typed, with its ``number`` on the page."""

    name: str
    value: str
    shown: bool
    number: int


class KeepForm:
    """Keeps what somebody sent who is not signed in any more, and sends him to sign in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; what is kept is kept before a page looks at the request."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """Keep the form where its sender has to sign in first; a forged one was refused before this."""
        if request.method != "POST" or _is_known(request) or not request.path.startswith(OWN):
            return None
        said = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
        fields = [(name, str(value)) for name, value in said if name != "csrfmiddlewaretoken"]
        if sum(len(name) + len(value) for name, value in fields) <= MOST:
            request.session[KEPT] = {"to": request.path, "fields": fields, "files": bool(request.FILES)}
        answer = redirect_to_login(reverse("kept_form"), reverse("account_login"))
        if "HX-Request" in request.headers:
            return HttpResponse(status=204, headers={"HX-Redirect": answer["Location"]})
        answer.status_code = 303
        return answer


def _is_known(request: HttpRequest) -> bool:
    """Whether somebody is signed in, or another site shows the page for somebody."""
    actor: Actor = vars(request)["actor"]
    return bool(actor.person)


def kept_form(request: Visit) -> HttpResponse:
    """Show what was kept, to be sent again."""
    kept: dict[str, Any] | None = request.session.pop(KEPT, None) if request.actor.person else None
    if kept is None:
        return HttpResponseRedirect("/")
    fields = _fields(kept["fields"])
    said = {"to": kept["to"], "files": kept["files"], "several": sum(field.shown for field in fields) > 1}
    return render(request, "signin/kept.html", {**said, "fields": fields})


def _fields(kept: list[tuple[str, str]]) -> list[Field]:
    number = 0
    fields = []
    for name, value in kept:
        shown = name != "key" and (len(value) > TYPED or not value.isascii() or " " in value)
        number += shown
        fields.append(Field(name, value, shown, number))
    return fields
