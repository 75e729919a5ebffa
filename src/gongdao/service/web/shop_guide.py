"""The after-sales guide: what a shop offers at once for each reason, the law's floor, how often it was used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gongdao.kernel.errors import Refused
from gongdao.kernel.money import show_money
from gongdao.kernel.text import Text
from gongdao.service.actions.standing_offers import end, pause, publish, resume
from gongdao.service.market.models import Shop, StandingOffer
from gongdao.service.queries.shop_rules import reason_called, rules_now
from gongdao.service.queries.standing_offers import Used, shop_of, shops_by_name, standing_of, used
from gongdao.service.queries.typical import Least, floors, typical_order
from gongdao.service.queries.ways import GROUNDS
from gongdao.service.sentences import said
from gongdao.service.web.act_fields import Money
from gongdao.service.web.drafts import for_people
from gongdao.service.web.missing import naming_what_is_missing
from gongdao.service.web.reading import shown
from gongdao.service.web.visitor import Visit, now_of
from gongdao.telling.asking import reason as asked_for
from gongdao.telling.refusals import close_up
from gongdao.telling.rule_text import cited

CURRENCY = "CNY"
PART, ALL, RETURN = "part", "all", "return"
WHATS = {
    PART: Text("退一部分钱，货留给买家", "Refund a part; the buyer keeps the goods"),
    ALL: Text("全额退款，货留给买家", "Refund it all; the buyer keeps the goods"),
    RETURN: Text("退货，收到后全额退款", "Take it back and refund it all"),
}
DONE = {
    "publish": Text("已经发布。买家一提这个理由就会收到。", "Published. Whoever asks for this reason gets it now."),
    "pause": Text("已经暂停，之后的申请不再自动提出。", "Paused: requests made from now on do not get it."),
    "resume": Text("已经恢复。", "It is made again."),
    "end": Text("已经结束。之前提出的仍然有效。", "Ended. What was offered before still stands."),
}  # fmt: skip
CHANGES = {"pause": pause, "resume": resume, "end": end}


@dataclass(frozen=True, slots=True)
class Row:
    """A reason: what is offered for it, the floor in words, how often it was used."""

    reason: str
    name: Text
    buyer: Text
    offer: StandingOffer | None
    what: str
    floor: str
    cites: str
    used: Used


@require_safe
@for_people
def guide(request: Visit) -> HttpResponse:
    """What this shop offers at once, reason by reason."""
    shops = shops_by_name(request.actor)
    shop = next((it for it in shops if it.key == request.GET.get("shop")), shops[0])
    now = now_of(request)
    typical = typical_order(shop, now)
    least, standing, counted = floors(shop, typical, now), standing_of(shop), used(shop, now)
    rows = [_row(request.lang, now, reason, standing.get(reason), least.get(reason, {}), counted) for reason in GROUNDS]
    rows.sort(key=lambda row: (row.offer is None, row.offer is not None and not row.offer.active))
    context = {
        "shops": shops, "shop": shop, "typical": typical, "rows": rows, "here": "guide", "currency": CURRENCY,
        "offered": [row for row in rows if row.offer is not None], "open": [row for row in rows if row.offer is None],
        "running": sum(row.offer is not None and row.offer.active for row in rows),
    }  # fmt: skip
    return render(request, "shop/guide.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def guide_edit(request: Visit, shop: str, reason: str) -> HttpResponse:
    """One reason: what is offered at once to who has it."""
    own = shop_of(request.actor, shop)
    if reason not in GROUNDS:
        raise Refused("standing-offer-reason", reason=reason, allowed=GROUNDS)
    if request.method != "POST":
        return _edited(request, own, reason, _form(request.lang, initial=_initial(standing_of(own).get(reason))))
    if (change := request.POST.get("do", "")) in CHANGES:
        return _changed(request, own, change)
    form = _form(request.lang, request.POST)
    if not _complete(form, request.lang):
        return _edited(request, own, reason, form, 422)
    what, sum_ = form.cleaned_data["what"], form.cleaned_data["amount"]
    try:
        publish(
            request.actor, shop, reason, "return_refund" if what == RETURN else "refund", sum_ if what == PART else 0
        )
    except Refused as no:
        form.add_error("amount" if what == PART else "what", _why(no, request.lang, now_of(request)))
        return _edited(request, own, reason, form, 422)
    return _done(request, own, "publish")


def _changed(request: Visit, shop: Shop, change: str) -> HttpResponse:
    number = request.POST.get("offer", "")
    try:
        CHANGES[change](request.actor, int(number) if number.isdecimal() and len(number) < 19 else 0)
    except Refused as no:
        messages.error(request, _why(no, request.lang, now_of(request)))
        return _back(shop)
    return _done(request, shop, change)


def _done(request: Visit, shop: Shop, change: str) -> HttpResponse:
    messages.success(request, DONE[change].say(request.lang))
    return _back(shop)


def _back(shop: Shop) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('guide')}?shop={shop.key}", status=303)


def _form(lang: str, data: Any = None, initial: Mapping[str, Any] | None = None) -> forms.Form:
    form = forms.Form(data, initial=dict(initial or {}), label_suffix="")
    form.fields["what"] = forms.ChoiceField(
        label=Text("给什么", "What").say(lang), widget=forms.RadioSelect,
        choices=[(word, text.say(lang)) for word, text in WHATS.items()],
    )  # fmt: skip
    form.fields["amount"] = Money(
        CURRENCY, lang, required=False, label=Text("退一部分的金额（元）", "Amount of a part").say(lang),
        help_text=Text("选“退一部分钱”才填，例如 5.00。", "Only for a part, such as 5.00.").say(lang),
    )  # fmt: skip
    return naming_what_is_missing(form, lang)


def _complete(form: forms.Form, lang: str) -> bool:
    """Whether all is said that has to be: a part needs its amount."""
    if form.is_valid() and form.cleaned_data["what"] == PART and not form.cleaned_data["amount"]:
        form.add_error("amount", Text("请填写退多少钱，例如 5.00", "Say how much, such as 5.00").say(lang))
    return form.is_valid()


def _initial(offer: StandingOffer | None) -> dict[str, Any]:
    if offer is None:
        return {}
    what = RETURN if offer.kind == "return_refund" else PART if offer.amount else ALL
    return {"what": what, "amount": shown(offer.amount, CURRENCY) if what == PART else ""}


def _edited(request: Visit, shop: Shop, reason: str, form: forms.Form, status: int = 200) -> HttpResponse:
    now = now_of(request)
    typical = typical_order(shop, now)
    least = floors(shop, typical, now).get(reason, {})
    row = _row(request.lang, now, reason, standing_of(shop).get(reason), least, used(shop, now))
    context = {
        "shop": shop, "row": row, "form": form, "typical": typical, "currency": CURRENCY, "here": "guide",
        "floors": _floor_lines(request.lang, now, least),
    }  # fmt: skip
    return render(request, "shop/guide_edit.html", context, status=status)


def _row(
    lang: str, now: datetime, reason: str, offer: StandingOffer | None, least: Mapping[str, Least],
    counted: Mapping[int, Used],
) -> Row:  # fmt: skip
    keeps = least.get("refund")
    floor = keeps or least.get("return_refund")
    return Row(
        reason, reason_called(now, reason), asked_for(reason)[0], offer, _what(lang, offer), _floor(lang, least),
        _cites(lang, now, floor) if floor else "", counted.get(offer.pk, Used()) if offer else Used(),
    )  # fmt: skip


def _what(lang: str, offer: StandingOffer | None) -> str:
    if offer is None:
        return ""
    if offer.kind == "return_refund":
        return WHATS[RETURN].say(lang)
    if not offer.amount:
        return WHATS[ALL].say(lang)
    sum_ = show_money(offer.amount, CURRENCY)
    return f"退 {sum_}，货留给买家" if lang == "zh" else f"Refund {sum_}; the buyer keeps the goods"


def _floor(lang: str, least: Mapping[str, Least]) -> str:
    """The floor in few words: of what the buyer keeps, or of what he sends back."""
    zh = lang == "zh"
    if "refund" in least:
        return "依法退全款，不能少退" if zh else "the law grants it all; no part of it will do"
    if "return_refund" in least:
        return "依法可以退货退款；留货补偿由双方谈" if zh else "the law grants a return; a part is for you two to agree"
    return "事先算不出底线，看每件的证据" if zh else "no floor can be told beforehand: it hangs on the evidence"


def _floor_lines(lang: str, now: datetime, least: Mapping[str, Least]) -> list[tuple[str, str, str]]:
    """Of each kind of offer the least there may be in, and by which rule and law."""
    named = {"refund": Text("货留给买家", "The buyer keeps the goods"), "return_refund": Text("退货退款", "Return")}
    free = Text("事先算不出，买家同意就行", "none can be told beforehand; it takes the buyer's consent").say(lang)
    return [
        (text.say(lang), show_money(least[kind].amount, CURRENCY), _cites(lang, now, least[kind]))
        if kind in least
        else (text.say(lang), free, "")
        for kind, text in named.items()
    ]


def _cites(lang: str, now: datetime, least: Least) -> str:
    return " · ".join([*least.rules, *_titles(least.law, lang, now)])


def _titles(keys: tuple[str, ...], lang: str, now: datetime) -> list[str]:
    known = rules_now(now).provisions
    return [cited(lang, known[key], now.date()) if key in known else key for key in keys]


def _why(no: Refused, lang: str, now: datetime) -> str:
    """Why it was refused, with the articles by their titles."""
    law = no.details.get("law")
    details = {**no.details, "law": _titles(law, lang, now)} if isinstance(law, tuple) else dict(no.details)
    sentence = said(Refused(no.code, **details), lang)[0]
    return close_up(sentence) if lang == "zh" else sentence
