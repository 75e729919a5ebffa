"""The request, one question on each page: which goods, what is wrong, what is wanted, what proves it, send."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongdao.case.stages.offers import MakeOffer
from gongdao.kernel.errors import BadInput, Refused
from gongdao.kernel.text import Text
from gongdao.service.actions.act import act
from gongdao.service.actions.open_request import open_request
from gongdao.service.market.models import Order
from gongdao.service.queries.line_costs import line_costs
from gongdao.service.queries.orders import bought, bought_for, cases_of, lines_of
from gongdao.service.queries.ways import COMPENSATION
from gongdao.service.record.store import Receipt
from gongdao.service.sentences import said
from gongdao.service.web import request_pages
from gongdao.service.web.drafts import Answers, as_data, for_people, forget, keep, kept, posted
from gongdao.service.web.orders import open_case, pasts
from gongdao.service.web.request_answers import (
    CHECKS,
    Asked,
    Errors,
    Wanted,
    first_open,
    request_of,
    steps_of,
    wanted,
)
from gongdao.service.web.visitor import Visit, now_of


@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def request(request: Visit, source: str, external_id: str, step: str) -> HttpResponse:
    """Ask one question, or take its answer and go on; the last page shows everything and sends it."""
    order = bought(request.actor, source, external_id)
    cases = cases_of(request.actor, [order]).get((source, external_id), [])
    asked = Asked(order, tuple(lines_of(order)), line_costs(order, now_of(request)), now_of(request), cases)
    if there := _to_what_is_there(request, asked):
        return there
    if step == "lines" and asked.single:
        return _to(order, "problem", request.META.get("QUERY_STRING", ""))
    if step not in steps_of(asked):
        raise Http404
    answers = _answers(request, order, step)
    if request.method == "POST":
        return _sent(request, asked, answers, step)
    opened = first_open(asked, answers)
    if steps_of(asked).index(step) > steps_of(asked).index(opened):
        return _to(order, opened)
    return _page(request, asked, answers, step, {})


def _to_what_is_there(request: Visit, asked: Asked) -> HttpResponse | None:
    """Lead to the case that is open about the very same goods, or to the order where all of its money came back."""
    order = asked.order
    going = open_case(asked.cases)
    if going is not None and asked.single:
        messages.info(request, THERE.say(request.lang).format(case=going.number))
        return HttpResponseRedirect(reverse("case", args=[going.stream]), status=303)
    if asked.left == 0 and asked.cases and COMPENSATION not in (request.GET.get("claim"), *_claimed(request, order)):
        return HttpResponseRedirect(reverse("order", args=[order.source, order.external_id]), status=303)
    return None


def _claimed(request: Visit, order: Order) -> list[str]:
    answers = {**kept(request, _name(order)), **(posted(request) if request.method == "POST" else {})}
    return [COMPENSATION] if answers.get("reason") == ["none"] else answers.get("claim", [])


def _answers(request: Visit, order: Order, step: str) -> Answers:
    """All answers so far: those of the session, what was just sent, and what the link chose."""
    name = _name(order)
    answers = dict(kept(request, name))
    if request.method == "POST":
        return _with(answers, posted(request), step)
    linked = {key: [request.GET[key]] for key in ("reason", "claim") if key in request.GET}
    if linked:
        answers = {**answers, **linked}
        keep(request, name, answers)
    return answers


THERE = Text(
    "这件商品已经有案件 {case}，就在这里继续，不用再申请。",
    "There is case {case} about these goods; go on here, no new request is needed.",
)
SAVED = Text("已经存好，随时可以回来接着填。", "Saved; come back whenever you like.")
# The fields of each step: one that was unticked must not stay ticked.
FIELDS = {
    "lines": ("line", "amount_"),
    "problem": ("reason", "reason_", "y", "m", "d", "note"),
    "wish": ("claim", "amount", "fallback", "test_fee", "costs"),
    "evidence": ("have",),
    "check": (),
}


def _with(answers: Answers, new: Answers, step: str) -> Answers:
    mine = FIELDS[step]
    old = {
        key: values
        for key, values in answers.items()
        if key not in mine and not any(key.startswith(start) for start in mine if start.endswith("_"))
    }
    return {**old, **new}


def _sent(request: Visit, asked: Asked, answers: Answers, step: str) -> HttpResponse:
    errors = CHECKS[step](asked, answers) if step in CHECKS else {}
    answers.setdefault("sent_as", [secrets.token_hex(12)])
    keep(request, _name(asked.order), answers)
    if "clearer" in request.POST:
        answers["note"] = [request_pages.clearer(asked, wanted(asked, answers), request.lang) or answers["note"][0]]
        keep(request, _name(asked.order), answers)
        return _to(asked.order, "check")
    if "later" in request.POST:
        messages.success(request, SAVED.say(request.lang))
        return HttpResponseRedirect(reverse("orders"), status=303)
    if errors:
        return _page(request, asked, answers, step, errors)
    if step == "check":
        return _open(request, asked, answers)
    steps = steps_of(asked)
    return _to(asked.order, steps[steps.index(step) + 1])


def _open(request: Visit, asked: Asked, answers: Answers) -> HttpResponse:
    opened = first_open(asked, answers)
    if opened != "check":
        return _to(asked.order, opened)
    meant = wanted(asked, answers)
    try:
        receipt = _opened(request, asked, meant, answers["sent_as"][0])
    except (Refused, BadInput) as no:
        # A refusal is an answer; what is sent after it is another request.
        keep(request, _name(asked.order), {**answers, "sent_as": [secrets.token_hex(12)]})
        return _page(request, asked, answers, "check", {}, said(no, request.lang))
    forget(request, _name(asked.order))
    where = "evidence_new" if meant.now_evidence and receipt.case.stage != "closed" else "case"
    messages.success(request, _done(receipt, where).say(request.lang))
    return HttpResponseRedirect(reverse(where, args=[receipt.stream]), status=303)


def _opened(request: Visit, asked: Asked, meant: Wanted, key: str) -> Receipt:
    """Open the case, and make the offer that goes with it; both once, however often they are sent."""
    receipt = open_request(request.actor, asked.order, *request_of(asked, meant), key)
    if meant.offer and receipt.case.stage == "negotiation":
        given = {"id": "offer-1", "kind": meant.offer, "amount": 0, "freight": "seller"}
        receipt = act(request.actor, receipt.stream, MakeOffer, given, f"{key}.offer")
    return receipt


def _done(receipt: Receipt, where: str) -> Text:
    number = receipt.case.id
    if where == "evidence_new":
        return Text(
            f"申请已经提交，案件号 {number}。现在把手里的证据传上来。",
            f"Sent; your case is {number}. Now hand in what you have.",
        )
    if receipt.case.stage == "closed":
        return Text(
            f"申请 {number} 已经提交，但按规则不予受理，理由见下。",
            f"Request {number} was made but is not admitted; see why below.",
        )
    return Text(
        f"已经提交，案件号 {number}。下面写着轮到谁、还有多久。",
        f"Sent; your case is {number}. Below it says whose turn it is and how long there is.",
    )


def _page(
    request: Visit, asked: Asked, answers: Answers, step: str, errors: Errors, problems: list[str] | None = None
) -> HttpResponse:
    steps = steps_of(asked)
    place = steps.index(step)
    shown: dict[str, Any] = {
        "order": asked.order, "name": bought_for(asked.order), "step": step, "n": place + 1, "of": len(steps),
        "steps": [("done" if i < place else "here" if i == place else "") for i in range(len(steps))],
        "back": reverse("request", args=[asked.order.source, asked.order.external_id, steps[place - 1]]) if place
        else reverse("order", args=[asked.order.source, asked.order.external_id]),
        "data": as_data(answers), "errors": errors, "problems": problems or [], "left": asked.left,
        "before": pasts(asked.order, asked.cases, request.lang),
    }  # fmt: skip
    shown |= request_pages.PAGES[step](asked, answers, request.lang)
    return render(request, f"request/{step}.html", shown, status=422 if errors or problems else 200)


def _to(order: Order, step: str, query: str = "") -> HttpResponse:
    where = reverse("request", args=[order.source, order.external_id, step])
    return HttpResponseRedirect(f"{where}?{query}" if query else where, status=303)


def _name(order: Order) -> str:
    return f"request:{order.source}/{order.external_id}"
