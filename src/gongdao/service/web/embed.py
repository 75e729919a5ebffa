"""Pages inside another site: a link is exchanged by POST for a page session of one person and one case."""

from __future__ import annotations

from collections.abc import Callable

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from gongdao.service.people import links
from gongdao.service.people.models import Link
from gongdao.service.web.visitor import PAGE, Visit

PROBE = "gongdao_probe"
# The site around such a page, and whatever it links to, does not learn which case is looked at.
SILENT = "no-referrer"


class Embedded:
    """Knows page sessions by their cookie, and lets the site that shows such a page show it, and nobody else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; what was asked as such a page belongs to the site around it, cookies too."""
        secret = request.COOKIES.get(links.COOKIE, "")
        link = links.page(secret, timezone.now()) if secret else None
        vars(request)[PAGE] = links.acting(link) if link else None
        if link is not None:
            _name_origin(request)
        response = self.get_response(request)
        if link is not None and getattr(request, "actor", None) == vars(request)[PAGE]:
            _shown_by(request, response, link.origin)
            _partitioned(response)
            response.headers["Referrer-Policy"] = SILENT
        return response


def _name_origin(request: HttpRequest) -> None:
    """Say where a form comes from, which its page kept silent about.

    A page that tells nobody its address sends its forms with ``Origin: null`` and no referrer; that it is one of ours
    the browser says in a header no script and no form can write. The token of the form is looked at all the same.
    """
    if request.headers.get("Origin") == "null" and request.headers.get("Sec-Fetch-Site") == "same-origin":
        request.META["HTTP_ORIGIN"] = f"{request.scheme}://{request.get_host()}"


@csrf_exempt
@require_http_methods(["GET", "POST"])
def embed(request: Visit, token: str) -> HttpResponse:
    """Show the button that opens the case; pressing it uses the link up.

    Only the link is needed for that, which nobody else has: so no other token guards the form. A browser that keeps
    no cookie for us here is asked to open the case in a window of its own.
    """
    link = links.waiting(token, timezone.now())
    if link is None:
        return _closed(request)
    if request.method == "GET":
        response = _door(request, link, alone=False)
        response.set_cookie(PROBE, "1", max_age=300, httponly=True, secure=True)
        _partitioned(response)
        return response
    if PROBE not in request.COOKIES and "window" not in request.POST:
        return _door(request, link, alone=True)
    return _opened(request, token)


def _opened(request: Visit, token: str) -> HttpResponse:
    found = links.exchange(token, timezone.now())
    if found is None:
        return _closed(request)
    link, secret = found
    response = HttpResponseRedirect(reverse("case", args=[link.stream]))
    response.status_code = 303
    response.headers["Referrer-Policy"] = SILENT
    left = int(links.OPEN.total_seconds())
    response.set_cookie(links.COOKIE, secret, max_age=left, httponly=True, secure=True)
    _shown_by(request, response, link.origin)
    _partitioned(response)
    return response


def _door(request: Visit, link: Link, *, alone: bool) -> HttpResponse:
    response = render(request, "embed/door.html", {"alone": alone})
    response.headers["Referrer-Policy"] = SILENT
    _shown_by(request, response, link.origin)
    return response


def _closed(request: Visit) -> HttpResponse:
    """A link that is no more may be looked at anywhere: it shows nothing."""
    response = render(request, "embed/closed.html", status=410)
    response.headers["Referrer-Policy"] = SILENT
    _shown_by(request, response, "*")
    return response


def _shown_by(request: HttpRequest, response: HttpResponse, origin: str) -> None:
    """Let a site show the page: the policy of pages says that nobody may."""

    def answer(_: HttpRequest) -> HttpResponseBase:
        return response

    csp_replace({"frame-ancestors": [origin]})(answer)(request)


def _partitioned(response: HttpResponse) -> None:
    """Keep our cookies apart for every site that shows us; so says an attribute that Python knows from 3.14 on."""
    for cookie in response.cookies.values():
        cookie["secure"] = True
        cookie["samesite"] = "None; Partitioned"
