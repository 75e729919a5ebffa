"""The front door, and the choices kept in a cookie: language and mode."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from gongdao.service.web.visitor import KNOWN, LANGUAGE, MODE, Visit

YEAR = 365 * 24 * 3600


def home(request: Visit) -> HttpResponse:
    """What this is, and which door is mine."""
    return render(request, "home.html")


@require_POST
def language(request: Visit) -> HttpResponse:
    """Keep the language chosen and go back."""
    chosen = request.POST.get("lang", "")
    return _back(request, LANGUAGE, chosen if chosen in KNOWN else "zh")


@require_POST
def mode(request: Visit) -> HttpResponse:
    """Keep the mode chosen (elder or standard) and go back."""
    return _back(request, MODE, "elder" if request.POST.get("mode") == "elder" else "standard")


def _back(request: Visit, cookie: str, value: str) -> HttpResponse:
    wanted = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(wanted if safe else "/")
    response.set_cookie(cookie, value, max_age=YEAR, secure=request.is_secure(), samesite="Lax")
    return response
