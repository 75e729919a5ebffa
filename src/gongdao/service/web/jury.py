"""The juror's pages: the cases to vote in, and one case with its one question, without names and other votes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from gongdao.case.stages.jury import CastVote
from gongdao.case.state import OTHER
from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text
from gongdao.service.actions.act import act
from gongdao.service.queries.jury import Exhibit, Hearing, hearing, seats
from gongdao.service.queries.tellers import teller_of
from gongdao.service.sentences import messages as sentences
from gongdao.service.web.desk_words import title_of
from gongdao.service.web.evidence_cards import files_of
from gongdao.service.web.visitor import Visit
from gongdao.telling.events import fact_name
from gongdao.telling.instants import day
from gongdao.telling.refusals import why
from gongdao.telling.teller import Teller
from gongdao.telling.vocabulary import KINDS, PARTIES, called

LEAST, LONGEST = 10, 2000
SAYS = ("shows", "says", "finding")
SEALED = Text(
    "您的票已封存。投票结束前谁也看不到票数。", "Your vote is sealed. Nobody sees the count until voting ends."
)
UNCLEAR = Text("看不出，不作认定", "I cannot tell")
TOO_SHORT = Text("理由至少写 {n} 个字", "Give a reason of at least {n} characters")
CHOOSE = Text("请选一项认定", "Choose a finding")


def jury(request: Visit) -> HttpResponse:
    """The cases before the jury, those still to be voted in first."""
    found = seats(request.actor)
    lines = [(seat, title_of(seat.pack, seat.reason, "CNY", request.lang)) for seat in found]
    waiting = [line for line in lines if line[0].open and not line[0].voted]
    context = {"waiting": waiting, "past": [line for line in lines if line not in waiting]}
    return render(request, "jury/seats.html", context)


def jury_case(request: Visit, stream: str) -> HttpResponse:
    """One case, its one question, and the vote."""
    heard = hearing(request.actor, stream)
    if request.method != "POST":
        return _page(request, heard, [])
    side, reason = request.POST.get("side", ""), request.POST.get("reason", "").strip()
    problems = list(_problems(request, heard, side, reason))
    if problems:
        return _page(request, heard, problems, 422)
    try:
        act(request.actor, stream, CastVote, {"side": side, "reason": reason}, request.POST.get("key", ""))
    except Refused as no:
        return _page(request, heard, [why(_teller(request, heard), heard.seen.case, no, sentences())], 422)
    messages.success(request, SEALED.say(request.lang))
    return HttpResponseRedirect(reverse("jury_case", args=[stream]), status=303)


def _problems(request: Visit, heard: Hearing, side: str, reason: str) -> Iterator[str]:
    if side not in dict(_choices(request, heard)):
        yield CHOOSE.say(request.lang)
    if len(reason) < LEAST:
        yield TOO_SHORT.say(request.lang).format(n=LEAST)


def _page(request: Visit, heard: Hearing, problems: list[str], status: int = 200) -> HttpResponse:
    teller, lang = _teller(request, heard), request.lang
    context: dict[str, Any] = {
        "heard": heard,
        "problems": problems,
        "fact": _question(heard, teller),
        "bearer": called(PARTIES, heard.bearer, lang) if heard.bearer else "",
        "settled": list(_settled(request, heard, teller)),
        "words": [(called(PARTIES, side, lang), heard.words.get(side, "")) for side in ("buyer", "seller")],
        "files": files_of(heard.seen),
        "exhibits": [_exhibit(it, teller) for it in heard.exhibits],
        "choices": _choices(request, heard),
        "side": request.POST.get("side", ""),
        "reason": request.POST.get("reason", ""),
        "least": LEAST,
        "longest": LONGEST,
        "mine": dict(_choices(request, heard)).get(heard.side, ""),
    }
    return render(request, "jury/case.html", context, status=status)


def _question(heard: Hearing, teller: Teller) -> str:
    """What is to be proved: the buyer's own claim where he must prove it, else the fact that the other side must."""
    reason, voice = str(heard.seen.case.facts.get("claim", {}).get("reason", "")), teller.voice(heard.seen.case)
    if heard.bearer == "buyer" and reason and voice is not None:
        return voice.word("claim_reason", reason)
    return fact_name(teller, heard.seen.case, heard.fact) if heard.fact else ""


def _teller(request: Visit, heard: Hearing) -> Teller:
    return teller_of(heard.seen, request.lang, {}, {})


def _choices(request: Visit, heard: Hearing) -> list[tuple[str, str]]:
    """Proved is for who must prove it, not proved for the other side; with no fact in dispute, the sides themselves."""
    zh = request.lang == "zh"
    if heard.bearer in OTHER:
        rest = called(PARTIES, OTHER[heard.bearer], request.lang)
        own = called(PARTIES, heard.bearer, request.lang)
        yes = f"能证明（支持{own}）" if zh else f"It is proved (for {own})"
        no = f"不能证明（支持{rest}）" if zh else f"It is not proved (for {rest})"
        return [(heard.bearer, yes), (OTHER[heard.bearer], no), ("none", UNCLEAR.say(request.lang))]
    sides = [(side, called(PARTIES, side, request.lang)) for side in OTHER]
    said = [(side, f"{name}说的更可信" if zh else f"{name} is more credible") for side, name in sides]
    return [*said, ("none", UNCLEAR.say(request.lang))]


def _settled(request: Visit, heard: Hearing, teller: Teller) -> Iterator[str]:
    """What nobody disputes: the order as the marketplace recorded it, and what was asked for."""
    facts, zh = heard.seen.case.facts, request.lang == "zh"
    order, goods, claim = (facts.get(part, {}) for part in ("order", "goods", "claim"))
    name = teller.text(str(goods.get("name", ""))) or ("一件商品" if zh else "goods")
    if "paid" in order:
        paid = teller.money(int(order["paid"]))
        yield f"买家购买{name}，实付 {paid}。" if zh else f"The buyer bought {name} and paid {paid}."
    for key, word in (("shipped_at", ("发货", "shipped")), ("signed_at", ("签收", "signed for"))):
        if key in order:
            at = day(order[key], request.lang, heard.seen.now)
            yield f"{at}{word[0]}。" if zh else f"It was {word[1]} on {at}."
    voice = teller.voice(heard.seen.case)
    if voice is not None and claim.get("reason"):
        kind, reason = (
            voice.word("claim_type", str(claim.get("type", ""))),
            voice.word("claim_reason", str(claim["reason"])),
        )
        yield f"买家请求{kind}，原因：{reason}。" if zh else f"The buyer asks for: {kind}; because: {reason}."


def _exhibit(it: Exhibit, teller: Teller) -> dict[str, object]:
    shows: Mapping[str, Any] = it.shows
    pack = teller.pack(teller.case)
    said = []
    for key in SAYS:
        word = str(shows.get(key, ""))
        known = pack.words.get(word) if pack and word else None
        label = known.label.say(teller.lang) if known is not None and known.label is not None else ""
        said += [label or teller.text(word).replace("_", " ")] if word else []
    rest = {key: value for key, value in shows.items() if key not in (*SAYS, "proves")}
    kind = called(KINDS, it.kind, teller.lang)
    return {
        "id": it.id,
        "by": called(PARTIES, it.by, teller.lang),
        "kind": kind,
        "title": "；".join(said) or kind,
        "more": teller.fields("evidence", rest),
    }
