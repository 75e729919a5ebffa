"""What is kept of a person, who looked at it, and what he may ask: to take it along, or to have it erased."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text
from gongdao.service.actions.privacy import ask_erasure
from gongdao.service.queries.my_cases import called
from gongdao.service.queries.privacy import LooksOfDay, export, kept_of, looks_by_day, profile
from gongdao.service.sentences import said
from gongdao.service.web.operator import DONE
from gongdao.service.web.visitor import Visit

ASKED = Text(
    "已收到请求，涉及 {n} 件案件；处理结果会通知您",
    "Your request was received (cases: {n}); you will be told the result",
)
ROLES = {
    "staff": Text("平台小二", "An adjudicator"),
    "supervisor": Text("平台主管", "A supervisor"),
    "juror": Text("大众评审员", "A juror"),
    "operator": Text("平台运维", "An operator"),
    "policy": Text("规则人员", "A policy maker"),
}


def privacy(request: Visit) -> HttpResponse:
    """What is kept and why; signed in, also one's own part of it."""
    if request.method == "POST":
        return _ask(request)
    return render(request, "privacy.html", _page(request))


def _page(request: Visit) -> dict[str, object]:
    general: dict[str, object] = {"sign_ins": settings.GONGDAO_KEEP_SIGN_INS}
    if not request.actor.user:
        return general
    seen = [_looked(look) for look in looks_by_day(request.actor)]
    kept = kept_of(request.actor)
    known = called(it.stream for it in kept)
    shown = [(it, known.get(it.stream, (it.number, it.number))[0]) for it in kept]
    return {**general, "profile": profile(request.actor), "kept": shown, "looks": seen}


def _looked(it: LooksOfDay) -> tuple[LooksOfDay, Text, Text]:
    """Looks of a day with who looked and what was opened, in words."""
    return it, ROLES.get(it.role, Text(it.role, it.role)), DONE.get(it.what, Text(it.what, it.what))


def _ask(request: Visit) -> HttpResponse:
    try:
        n = ask_erasure(request.actor, request.POST.getlist("case"), request.POST.get("key", ""))
    except Refused as no:
        if no.code != "nothing-chosen":
            raise
        return render(request, "privacy.html", {**_page(request), "problems": said(no, request.lang)}, status=422)
    messages.success(request, ASKED.say(request.lang).format(n=n))
    answer = HttpResponseRedirect(reverse("privacy"))
    answer.status_code = 303
    return answer


def take_along(request: Visit) -> HttpResponse:
    """All that is kept of who asks, as a file."""
    return JsonResponse(
        export(request.actor),
        json_dumps_params={"ensure_ascii": False, "indent": 1},
        headers={"Content-Disposition": 'attachment; filename="gongdao-my-data.json"', "Cache-Control": "no-store"},
    )
