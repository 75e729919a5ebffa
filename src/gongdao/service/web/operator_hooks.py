"""The operator's webhooks: endpoints, their deliveries with every attempt, replay, and new secrets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text
from gongdao.service.actions import endpoints as act_on
from gongdao.service.delivery.event_types import types
from gongdao.service.people.audit import note
from gongdao.service.people.models import OPERATOR
from gongdao.service.queries import endpoints as kept
from gongdao.service.queries.operator import operating
from gongdao.service.sentences import said
from gongdao.service.web.visitor import Visit, now_of

STATES = {
    "pending": Text("待发", "waiting"),
    "delivered": Text("已送达", "delivered"),
    "failed": Text("已放弃", "given up"),
}
BACK = timedelta(days=7)
SAVED = Text("已保存。", "Saved.")
REMOVED = Text("已删除这个接收地址。", "The endpoint was removed.")
AGAIN = Text("已重新排队，稍后重发。", "It is queued and will be sent again.")
AGAIN_ALL = Text("已重新排队 {n} 条。", "{n} deliveries are queued again.")
PINGED = Text("测试消息已排队。", "A test message is queued.")


@never_cache
def webhooks(request: Visit) -> HttpResponse:
    """Where webhooks go, and a new endpoint."""
    operating(request.actor)
    context: dict[str, Any] = {
        "endpoints": kept.list_endpoints(request.actor),
        "inward": kept.list_inward(request.actor).items(),
        "types": list(types()),
        "source": settings.GONGDAO_SOURCE,
    }
    if request.method != "POST":
        return render(request, "operator/webhooks.html", context)
    if _sent_before(request):
        return HttpResponseRedirect(reverse("webhooks"), status=303)
    post, source = request.POST, request.POST.get("source", "").strip() or settings.GONGDAO_SOURCE
    try:
        if post.get("do") == "inward":
            secret = act_on.rotate_inward(request.actor, source)
            note(request.actor, OPERATOR, f"inward-secret-made {source}", now_of(request))
        else:
            id_, secret = act_on.create(
                request.actor, post.get("url", "").strip(), source=source, name=post.get("name", "").strip(),
                events=post.getlist("events"), pays=post.get("pays") == "yes",
            )  # fmt: skip
            note(request.actor, OPERATOR, f"endpoint-made {id_}", now_of(request))
    except Refused as no:
        return render(request, "operator/webhooks.html", {**context, "problems": said(no, request.lang)}, status=422)
    fresh = {"endpoints": kept.list_endpoints(request.actor), "inward": kept.list_inward(request.actor).items()}
    return render(request, "operator/webhooks.html", {**context, **fresh, "secret": secret})


@never_cache
def webhook(request: Visit, endpoint: str) -> HttpResponse:
    """One endpoint with its log; a new secret is shown once."""
    operating(request.actor)
    context = _log(request, endpoint)
    if request.method != "POST":
        return render(request, "operator/webhook.html", context)
    if request.POST.get("do") == "rotate":
        if _sent_before(request):
            return HttpResponseRedirect(reverse("webhook", args=[endpoint]), status=303)
        secret = act_on.rotate(request.actor, endpoint)
        note(request.actor, OPERATOR, f"endpoint-secret-made {endpoint}", now_of(request))
        return render(request, "operator/webhook.html", {**_log(request, endpoint), "secret": secret})
    try:
        text = _acts(request, endpoint)
    except Refused as no:
        return render(request, "operator/webhook.html", {**context, "problems": said(no, request.lang)}, status=422)
    note(request.actor, OPERATOR, f"endpoint-{request.POST['do']} {endpoint}", now_of(request))
    messages.success(request, text)
    gone = request.POST["do"] == "remove"
    return HttpResponseRedirect(reverse("webhooks") if gone else reverse("webhook", args=[endpoint]), status=303)


def webhook_delivery(request: Visit, delivery: str) -> HttpResponse:
    """One delivery: what was sent, and every attempt; sending it again."""
    operating(request.actor)
    found, body, attempts = kept.delivery(request.actor, delivery)
    context = {"it": found, "state": STATES[found.state], "body": body, "attempts": attempts}
    if request.method != "POST":
        return render(request, "operator/delivery.html", context)
    try:
        act_on.replay(request.actor, delivery)
    except Refused as no:
        return render(request, "operator/delivery.html", {**context, "problems": said(no, request.lang)}, status=422)
    note(request.actor, OPERATOR, f"delivery-replayed {delivery}", now_of(request), found.stream)
    messages.success(request, AGAIN.say(request.lang))
    return HttpResponseRedirect(reverse("webhook_delivery", args=[delivery]), status=303)


def _acts(request: Visit, endpoint: str) -> str:
    """Do what the form asks for, and say so.

    :raises Refused: the act is none, or cannot be done.
    """
    actor, since = request.actor, now_of(request) - BACK
    acts: Mapping[str, tuple[Callable[[], object], Text]] = {
        "enable": (lambda: act_on.change(actor, endpoint, enabled=True), SAVED),
        "disable": (lambda: act_on.change(actor, endpoint, enabled=False), SAVED),
        "ping": (lambda: act_on.ping(actor, endpoint), PINGED),
        "remove": (lambda: act_on.remove(actor, endpoint), REMOVED),
        "replay": (lambda: act_on.replay_failed(actor, endpoint, since), AGAIN_ALL),
    }
    act, text = acts.get(request.POST.get("do", ""), (None, SAVED))
    if act is None:
        raise Refused("page-not-found")
    return text.say(request.lang).format(n=act())


def _log(request: Visit, endpoint: str) -> dict[str, Any]:
    state = request.GET.get("state", "")
    state = state if state in STATES else ""
    found = kept.list_deliveries(request.actor, endpoint, state=state)
    return {
        "it": kept.endpoint(request.actor, endpoint),
        "deliveries": [(row, STATES[row.state]) for row in found],
        "states": list(STATES.items()),
        "state": state,
    }


def _sent_before(request: Visit) -> bool:
    """Whether this very form was sent before: a resent one must not make a second secret."""
    again = request.session.get("secret_form") == request.POST.get("key")
    request.session["secret_form"] = request.POST.get("key")
    return again
