"""The negotiation assistant: finds the words for what a party wants to say, from facts, rule and law; never decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongdao.case.burden import SETTLED, steps
from gongdao.case.court import pack
from gongdao.case.due import due
from gongdao.case.state import Offer, open_offers
from gongdao.kernel.money import show_money
from gongdao.service.queries.allowed import Act, acts
from gongdao.service.queries.cases import Opened
from gongdao.service.queries.people import people
from gongdao.service.queries.prospects import prospects
from gongdao.service.queries.tellers import teller_of
from gongdao.service.queries.ways import rule_named
from gongdao.service.web.act_fields import offer_said
from gongdao.service.web.do import about_of, of_party
from gongdao.service.web.drafts import for_people, keep
from gongdao.service.web.rephrase import rephrased
from gongdao.service.web.shop_ways import sheet
from gongdao.service.web.visitor import Visit
from gongdao.telling import asking, instants
from gongdao.telling.drafts import IF_SILENT, OF_SIDE, PURPOSES, Draft, Known, draft
from gongdao.telling.events import fact_name
from gongdao.telling.rule_text import law_text, speaker_of
from gongdao.telling.teller import Teller

LONGEST = 1000
# The field of each act that the words become.
FIELD = {"refuse_offer": "reason", "refuse_request": "reason", "challenge_evidence": "ground", "appeal": "ground"}


@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def speak(request: Visit, stream: str) -> HttpResponse:
    """Choose what to say, read the draft and what it comes to, mend it, and take it along to where it is sent."""
    seen = of_party(request, stream)
    may = purposes(seen)
    given = request.POST if request.method == "POST" else request.GET
    purpose = given.get("purpose", "")
    purpose = purpose if purpose in dict(may) else may[0][0]
    own = given.get("own", "")[:LONGEST]
    if request.method == "POST" and "use" in request.POST:
        return _taken_along(request, stream, purpose)
    teller = teller_of(seen, request.lang, people(seen), {})
    made = draft(purpose, known(request, seen, teller, own))
    text = rephrased(made, request.lang) if request.method == "POST" else made.text
    return render(request, "speak/speak.html", _shown(request, seen, may, purpose, own, made, text))


def purposes(seen: Opened) -> list[tuple[str, Act | None]]:
    """Give what a party may want said now: words for the chat always, those of an act where it may be done."""
    may = {act.command: act for act in acts(seen)}
    found: list[tuple[str, Act | None]] = []
    for purpose in OF_SIDE[seen.side]:
        command = PURPOSES[purpose][0]
        if not command or (command in may and may[command].yes):
            found.append((purpose, may.get(command)))
    return found


def known(request: Visit, seen: Opened, teller: Teller, own: str) -> Known:
    """Give what may be said of a case: its facts, the clock that runs, the rule, and what the other side must prove."""
    case, lang, currency = seen.case, request.lang, seen.row.currency
    claim, order = case.facts.get("claim", {}), case.facts.get("order", {})
    other = "seller" if seen.side == "buyer" else "buyer"
    clock = due(case, seen.court).get(other)
    rule, law = _rule(seen, lang)
    theirs = open_offers(case, other)
    return Known(
        lang, seen.side, str(order.get("id", "")), _goods(seen, lang), show_money(int(order.get("paid", 0)), currency),
        show_money(int(claim.get("amount", 0)), currency), _wish(str(claim.get("type", "")), lang),
        asking.reason(str(claim.get("reason", "")))[0].say(lang),
        instants.day(claim["opened_at"], lang, seen.now) if "opened_at" in claim else "",
        instants.until(clock.at, lang, seen.now) if clock else "",
        IF_SILENT[clock.effect].say(lang) if clock and clock.effect in IF_SILENT else "",
        rule, law, _burden(seen, teller), _offer(request, seen, teller, theirs), _ruling(seen, teller), own,
    )  # fmt: skip


def _shown(
    request: Visit, seen: Opened, may: list[tuple[str, Act | None]], purpose: str, own: str, made: Draft, text: str
) -> dict[str, Any]:
    return {
        "seen": seen, "stream": seen.stream, "purpose": purpose, "own": own, "draft": made, "text": text,
        "choices": [(word, PURPOSES[word][1]) for word, _ in may], "sends": bool(PURPOSES[purpose][0]),
        "talks": any(act.command == "say_message" and act.yes for act in acts(seen)),
        "rewritten": text != made.text, "sheet": sheet(seen, request.lang) if seen.side == "seller" else None,
    }  # fmt: skip


def _taken_along(request: Visit, stream: str, purpose: str) -> HttpResponse:
    """Bring the words to the form of the act, or of a message; nothing is sent before it is confirmed there."""
    command = PURPOSES[purpose][0]
    page = {"": "say", "appeal": "appeal"}.get(command)
    where = reverse(page, args=[stream]) if page else reverse("do", args=[stream, command])
    keep(request, where, {FIELD.get(command, "text"): [request.POST.get("text", "")]})
    return HttpResponseRedirect(where, status=303)


def _wish(word: str, lang: str) -> str:
    """What is claimed, as it stands inside a sentence."""
    said = asking.claim(word)[1].say(lang)
    return f"a {said.lower()}" if lang == "en" else said


def _goods(seen: Opened, lang: str) -> str:
    name = str(seen.case.facts.get("goods", {}).get("name", ""))
    zh, slash, en = name.partition(" / ")
    return (zh if lang == "zh" else en) if slash else name or ("商品" if lang == "zh" else "the goods")


def _rule(seen: Opened, lang: str) -> tuple[str, str]:
    """The rule that would give the buyer what is asked for, and the law behind it."""
    law_ = pack(seen.court, seen.case)
    endings = [end for head in prospects(seen)["heads"] for end in head["endings"] if end["winner"] == "buyer"]
    for rule_id in (name for end in endings for name in end["rules"]):
        said = rule_named(law_, rule_id)
        if said is not None:
            speaker = speaker_of(law_, lang)
            articles = [law_text(speaker, key) for key in said.law[:2]]
            text = said.text.say(lang).rstrip("。.")
            ending = f"（{said.id}）。" if lang == "zh" else f" ({said.id})."
            return text + ending, ("、" if lang == "zh" else "; ").join(filter(None, articles))
    return "", ""


def _burden(seen: Opened, teller: Teller) -> str:
    """What the other side has to prove and has not."""
    other = "seller" if seen.side == "buyer" else "buyer"
    open_ = [step.fact for step in steps(seen.case, seen.court) if step.bearer == other and step.state not in SETTLED]
    return fact_name(teller, seen.case, open_[0]) if open_ else ""


def _offer(request: Visit, seen: Opened, teller: Teller, theirs: Sequence[Offer]) -> str:
    return offer_said(about_of(request, seen, teller), theirs[-1]) if theirs else ""


def _ruling(seen: Opened, teller: Teller) -> str:
    if not seen.case.rulings:
        return ""
    last, voice = seen.case.rulings[-1], teller.voice(seen.case)
    outcome = voice.word("outcome", last.outcome) if voice else last.outcome
    money = show_money(last.refund, seen.row.currency)
    if teller.lang == "zh":
        return f"第 {last.number} 份，{outcome}，退款 {money}"
    return f"ruling {last.number}, {outcome}, refund {money}"
