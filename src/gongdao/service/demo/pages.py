"""The demo's own page: whose part to take, what to try, and the clock of its marketplace; nowhere else is it there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from gongdao.kernel.text import Text
from gongdao.service.demo.clock import Due, carry_out, cases_of, next_due, pass_time
from gongdao.service.demo.guide import Part, Try, parts
from gongdao.service.demo.reading import plain_file
from gongdao.service.installation import law, now
from gongdao.service.people.models import User
from gongdao.service.web.kept_form import KEPT
from gongdao.service.web.visitor import CHOSEN, LIKED, MODE, Visit
from gongdao.telling import instants

BACKEND = "django.contrib.auth.backends.ModelBackend"
STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1)}
CLOCK_MOVED = Text("商城的时间现在是 {at}。", "It is now {at} in the marketplace.")
FELL_DUE = Text(
    "商城的时间现在是 {at}；{case} 到期的事已经办了。", "It is now {at}; what fell due in {case} has been done."
)
NOTHING_DUE = Text("没有什么会到期了。", "Nothing will fall due any more.")
View = Callable[[Visit], HttpResponse]


@dataclass(frozen=True, slots=True)
class Shown:
    """Something to try, and where; without an address it cannot be tried any more."""

    say: Text
    to: str


@dataclass(frozen=True, slots=True)
class Role:
    """A part and what its player can try."""

    part: Part
    tries: tuple[Shown, ...]


def in_demo(view: View) -> View:
    """Outside a demo there is no such page."""

    @wraps(view)
    def shown(request: Visit) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request)

    return shown


@in_demo
def demo(request: Visit) -> HttpResponse:
    """Who can be played, what to try, what time it is and what comes next."""
    streams = cases_of([each.order for part in parts() for each in part.tries if each.order])
    roles = [Role(part, tuple(_shown(each, streams) for each in part.tries)) for part in parts()]
    return render(request, "demo/demo.html", {"roles": roles, "at": now(), "due": next_due()})


@in_demo
@require_POST
def take_part(request: Visit) -> HttpResponse:
    """Sign in as one of the demo's people and go where there is something to try."""
    known = {person["id"]: person["name"] for person in plain_file("cast.yaml")["people"]}
    if (name := request.POST.get("person", "")) not in known:
        raise Http404
    user = get_object_or_404(User, source=settings.GONGDAO_SOURCE, external_id=name)
    login(request, user, backend=BACKEND)
    zh, _, en = known[name].partition(" / ")
    request.session["called"] = {"zh": zh, "en": en}
    # What was typed when the session had ended comes first.
    kept = reverse("kept_form") if KEPT in request.session else ""
    response = HttpResponseRedirect(kept or _safe(request, reverse("demo")))
    # Large type that the visitor chose himself stays with him, whoever he plays; else it is as the part likes it.
    if request.COOKIES.get(MODE) != CHOSEN:
        response.set_cookie(MODE, LIKED if user.elder else "standard", samesite="Lax")
    return response


@in_demo
@require_POST
def forward(request: Visit) -> HttpResponse:
    """Move the clock on: to the next deadline, by an hour, or by a day."""
    due, step = next_due(), STEPS.get(request.POST.get("by", ""))
    until = now() + step if step else due.at if due else None
    if until is None:
        messages.warning(request, NOTHING_DUE.say(request.lang))
    else:
        pass_time(law(), max(until, now()))
        carry_out(law())
        messages.success(request, _said(request.lang, now(), due if not step else None))
    return HttpResponseRedirect(_safe(request, reverse("demo")))


def _said(lang: str, at: datetime, due: Due | None) -> str:
    said = FELL_DUE if due else CLOCK_MOVED
    return said.say(lang).format(at=instants.moment(at, lang, at), case=due.number if due else "")


def _shown(each: Try, streams: Mapping[str, str]) -> Shown:
    try:
        if not each.order:
            return Shown(each.say, reverse(each.page))
        return Shown(each.say, reverse(each.page, args=[streams[each.order]]))
    except (KeyError, NoReverseMatch):
        return Shown(each.say, "")


def _safe(request: Visit, otherwise: str) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else otherwise
