"""The front door, and the choices kept in a cookie: language and mode."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from gongdao.kernel.text import Text
from gongdao.service.web.visitor import CHOSEN, KNOWN, LANGUAGE, MODE, Visit

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

STEPS = (
    (
        Text("协商", "Talks"),
        Text(
            "先由买卖双方谈。卖家不答复，到时自动按规则处理；低于法律底线的方案不能提。",
            "First the parties talk. If the seller does not answer, the rules act by themselves; no offer may be "
            "below what the law grants.",
        ),
    ),
    (
        Text("平台介入", "The platform steps in"),
        Text("谈不成，任何一方可以请平台介入。", "If talks fail, either side may call the platform in."),
    ),
    (
        Text("举证", "Evidence"),
        Text(
            "双方在同样的时间里提交证据，每份都送达对方，对方可以质疑。",
            "Both sides hand in evidence in the same time; each item is served on the other, who may challenge it.",
        ),
    ),
    (
        Text("审理", "Hearing"),
        Text(
            "一位小二或大众评审员认定事实，写明理由。同一件案子由一人负责到底，超时自动转给主管。",
            "An adjudicator or a jury finds the facts, with reasons. One person stays with the case; overdue it "
            "goes to the supervisor.",
        ),
    ),
    (
        Text("裁决", "Ruling"),
        Text(
            "规则由认定的事实得出结果、金额、运费和下一步，写明依据的规则和法律。",
            "From the facts found the rules give result, amount, freight and next steps, with the rules and the law.",
        ),
    ),
    (
        Text("执行和申诉", "Payment and appeal"),
        Text(
            "钱按原路退回，每一笔都看得见。每方最多申诉两次，要有新的理由或证据；改判的钱真的退回。",
            "The money goes back the way it came, every payment in sight. Each side may appeal at most twice, with a "
            "new ground or new evidence; if the ruling is changed, the money really moves back.",
        ),
    ),
)


def home(request: Visit) -> HttpResponse:
    """What this is, and which door is mine."""
    actor = request.actor
    return render(request, "home.html", {"promises": PROMISES, "sells": not actor.person or bool(actor.shops)})


def how(request: Visit) -> HttpResponse:
    """How rulings are made."""
    return render(request, "how.html", {"steps": STEPS})


@require_POST
def language(request: Visit) -> HttpResponse:
    """Keep the language chosen and go back."""
    chosen = request.POST.get("lang", "")
    return _back(request, LANGUAGE, chosen if chosen in KNOWN else "zh")


@require_POST
def mode(request: Visit) -> HttpResponse:
    """Keep the mode chosen (elder or standard) and go back."""
    return _back(request, MODE, CHOSEN if request.POST.get("mode") == CHOSEN else "standard")


def _back(request: Visit, cookie: str, value: str) -> HttpResponse:
    wanted = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(wanted if safe else "/")
    response.set_cookie(cookie, value, max_age=YEAR, secure=request.is_secure(), samesite="Lax")
    return response
