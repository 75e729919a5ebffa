"""The front door, and the choices kept in a cookie: language and mode."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from gongdao.kernel.text import Text
from gongdao.service.web.visitor import KNOWN, LANGUAGE, MODE, Visit

YEAR = 365 * 24 * 3600
PROMISES = (
    (
        Text("人认定事实，规则决定结果", "People find the facts, rules decide"),
        Text(
            "没有人能随手填一个金额。同样的事实，永远同样的结果。",
            "Nobody types in an amount. The same facts always lead to the same result.",
        ),
    ),
    (
        Text("输了也知道为什么", "If you lose, you know why"),
        Text(
            "每份证据算不算数、为什么，逐份写明，附规则和法条。",
            "Each item of evidence: whether it counts and why, with the rule and the law.",
        ),
    ),
    (
        Text("轮到对方时，您的时间不走", "While it is their turn, your clock stands still"),
        Text(
            "每个期限都写明剩余时间、截止时刻和不做的后果。",
            "Every deadline says what is left, when it ends, and what happens if you do nothing.",
        ),
    ),
    (
        Text("只说一遍", "Tell it once"),
        Text(
            "一件案子一个人负责到底，超时自动转主管。",
            "One person stays with the case; if it takes too long it goes to the supervisor.",
        ),
    ),
)


def home(request: Visit) -> HttpResponse:
    """What this is, and which door is mine."""
    return render(request, "home.html", {"promises": PROMISES})


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
