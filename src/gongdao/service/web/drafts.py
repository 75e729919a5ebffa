"""What somebody typed and did not send yet, kept in the session; and the door of pages that are for who signed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from gongdao.kernel.errors import Refused
from gongdao.service.sentences import said
from gongdao.service.web.visitor import Visit

Answers = dict[str, list[str]]
Page = Callable[..., HttpResponse]
DRAFTS = "drafts"
MOST, LONGEST = 20, 4000
# Whoever may not see something is told the same as if it were not there.
HIDDEN = ("case-not-found", "order-not-found")


def keep(request: HttpRequest, name: str, answers: Mapping[str, list[str]]) -> None:
    """Keep answers under a name; of many drafts the oldest goes."""
    drafts: dict[str, Answers] = request.session.get(DRAFTS, {})
    drafts.pop(name, None)
    drafts[name] = {key: [value[:LONGEST] for value in values] for key, values in answers.items()}
    request.session[DRAFTS] = dict(list(drafts.items())[-MOST:])


def kept(request: HttpRequest, name: str) -> Answers:
    """Give the answers kept under a name; none, none."""
    found: Answers = request.session.get(DRAFTS, {}).get(name, {})
    return found


def forget(request: HttpRequest, name: str) -> None:
    """Let answers go that were sent."""
    drafts: dict[str, Answers] = request.session.get(DRAFTS, {})
    if drafts.pop(name, None) is not None:
        request.session[DRAFTS] = drafts


def as_data(answers: Answers) -> QueryDict:
    """Give answers as a form reads them."""
    data = QueryDict(mutable=True)
    for key, values in answers.items():
        data.setlist(key, values)
    return data


def posted(request: HttpRequest) -> Answers:
    """Give what a form sent, without what only guards it."""
    return {key: request.POST.getlist(key) for key in request.POST if key not in ("csrfmiddlewaretoken", "key")}


def for_people(view: Page) -> Page:
    """Let a page be seen by who is signed in; what is hidden from him looks as if it were not there."""

    @wraps(view)
    def guarded(request: Visit, *args: Any, **named: Any) -> HttpResponse:
        if not request.actor.person:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        try:
            return view(request, *args, **named)
        except Refused as no:
            if no.code in HIDDEN:
                raise Http404(said(no, request.lang)[0]) from no
            if no.code == "not-yours":
                raise PermissionDenied(said(no, request.lang)[0]) from no
            raise

    return guarded
