"""The seller's inbox: what must be done today, what happens otherwise, and what each way out of a dispute costs."""

from __future__ import annotations

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongdao.case.words import STAGES
from gongdao.kernel.errors import Refused
from gongdao.kernel.money import show_money
from gongdao.kernel.text import Text
from gongdao.service.queries.cases import Opened, opened
from gongdao.service.queries.people import shop_names
from gongdao.service.queries.shop_rules import reason_called
from gongdao.service.queries.shops import CLOSED, LATER, SHOWS, TODAY, WAITING, WEEK, Entry, Inbox, Wanted, inbox
from gongdao.service.web.drafts import for_people
from gongdao.service.web.visitor import Visit, now_of
from gongdao.telling.instants import pressing
from gongdao.telling.shops import BUTTONS, GROUPS, OFFERED, OPEN_ENDED, OTHERWISE, SEE, THEN, TO_DO, WAITS
from gongdao.telling.voice import in_language

CHOOSE = ("negotiation", "evidence")
TONES = {"last": "urgent", "soon": "soon"}
AGAINST_PLATFORM = Text("对平台的异议或投诉", "Against the platform itself")
# Where the one button of a row leads to, by the stage and by what silence does.
PAGES = {
    ("negotiation", "refund"): "?tab=overview#ways",
    ("negotiation", "platform_may_be_asked"): "?tab=overview#ways",
    ("negotiation", "offer_lapses"): "?tab=talks",
    ("returning", "refund"): "/do/inspect_return",
    ("evidence", "close_evidence"): "/evidence/new",
    ("evidence", "decide_on_file"): "/evidence/new",
    ("remedy", "intervene"): "/do/ship_goods",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A dispute as a row says it: ``tone`` is urgent, soon or nothing; ``otherwise`` is what silence does."""

    entry: Entry
    title: str
    reason: Text
    stage: Text
    shop: str
    do: str
    otherwise: str
    tone: str
    url: str
    button: Text
    has_ways: bool
    main: bool = False


@require_safe
@for_people
def shop(request: Visit) -> HttpResponse:
    """What must be done today, and what happens otherwise."""
    wanted, now = _wanted(request), now_of(request)
    found = inbox(request.actor, wanted, now)
    names = shop_names(request.actor.shops)
    rows = [_row(it, request.lang, now, names, n == 0) for n, it in enumerate(found.entries)]
    chosen = _chosen(request, found)
    context = {
        "groups": [(GROUPS[n], [row for row in rows if row.entry.group == n]) for n in range(len(GROUPS))],
        "rows": rows, "wanted": wanted, "tabs": _tabs(found.counts), "counts": found.counts, "names": names,
        "reasons": [(word, reason_called(now, word), n) for word, n in found.reasons],
        "mine": found.counts[TODAY] + found.counts[WEEK] + found.counts[LATER],
        "chosen": chosen, "chosen_title": _title_of(chosen, found, request.lang),
        "next": _link(wanted, found.next), "now": now, "here": "shop",
    }  # fmt: skip
    return render(request, "shop/inbox.html", context)


def _wanted(request: Visit) -> Wanted:
    said = {name: request.GET.get(name, "").replace("\0", "")[:60] for name in ("show", "reason", "shop", "q")}
    show = said["show"] if said["show"] in SHOWS else "open"
    return Wanted(show, said["reason"], said["shop"], said["q"].strip(), _read(request.GET.get("after", "")))


def _read(cursor: str) -> tuple[int, str, str] | None:
    """Where a page begins; a cursor that is none of ours begins at the first."""
    try:
        found = json.loads(urlsafe_b64decode(cursor.encode("ascii")))
    except (ValueError, binascii.Error):
        return None
    if not (isinstance(found, list) and len(found) == 3 and [type(each) for each in found] == [int, str, str]):
        return None
    group, sort, stream = found
    return (group, sort, stream) if 0 <= group < len(GROUPS) and "\0" not in sort + stream else None


def _link(wanted: Wanted, after: tuple[int, str, str] | None) -> str:
    if after is None:
        return ""
    cursor = urlsafe_b64encode(json.dumps(list(after)).encode()).decode()
    said = {"show": wanted.show, "reason": wanted.reason, "shop": wanted.shop, "q": wanted.text, "after": cursor}
    return urlencode({key: value for key, value in said.items() if value})


def _tabs(counts: Mapping[int, int]) -> list[tuple[str, Text, int]]:
    named = (
        ("open", Text("全部未结", "All open")), ("today", Text("今天", "Today")), ("mine", Text("轮到您", "Your turn")),
        ("waiting", Text("等别人", "Waiting")), ("closed", Text("已结", "Closed")),
    )  # fmt: skip
    return [(show, name, sum(counts[group] for group in SHOWS[show])) for show, name in named]


def _row(entry: Entry, lang: str, now: datetime, names: Mapping[str, str], first: bool) -> Row:
    key = (entry.stage, entry.effect)
    tone = TONES.get(pressing(entry.due - now), "") if entry.due is not None else ""
    page = PAGES.get(key, "") if entry.due is not None else ""
    return Row(
        entry, _title(entry, lang), reason_called(now, entry.reason) if entry.reason else Text("", ""),
        STAGES[entry.stage], names.get(entry.shop, ""), _do(entry, lang), _otherwise(entry, lang), tone,
        f"/cases/{entry.stream}{page}", BUTTONS.get(key, SEE) if page else SEE,
        entry.group in (TODAY, WEEK, LATER) and entry.stage in CHOOSE, first and entry.due is not None,
    )  # fmt: skip


def _title(entry: Entry, lang: str) -> str:
    goods = in_language(entry.title, lang) if entry.title else ""
    return goods or (AGAINST_PLATFORM.say(lang) if not entry.reason else entry.order)


def _do(entry: Entry, lang: str) -> str:
    if entry.group == CLOSED:
        return STAGES[entry.stage].say(lang)
    if entry.group == WAITING:
        return WAITS.get(entry.stage, STAGES[entry.stage]).say(lang)
    if entry.offered and entry.due is None:
        return OFFERED.say(lang)
    known = TO_DO.get((entry.stage, entry.effect)) or OPEN_ENDED.get(entry.stage, STAGES[entry.stage])
    return known.say(lang)


def _otherwise(entry: Entry, lang: str) -> str:
    """What silence does: of the shop with what is at stake, else of who is waited for."""
    if entry.due is not None:
        text = OTHERWISE.get((entry.stage, entry.effect))
        return text.say(lang).format(amount=show_money(entry.claimed, entry.currency)) if text else ""
    text = THEN.get(entry.other_effect) if entry.other_due is not None else None
    return text.say(lang) if text else ""


def _chosen(request: Visit, found: Inbox) -> Opened | None:
    """The dispute whose ways out stand below: the one asked for, else the most urgent that has some."""
    asked = request.GET.get("case", "")
    mine = [it.stream for it in found.entries if it.group in (TODAY, WEEK, LATER) and it.stage in CHOOSE]
    stream = asked or next(iter(mine), "")
    if not stream:
        return None
    try:
        seen = opened(request.actor, stream, "seller")
    except Refused:
        return None
    vars(request)["now"] = seen.now
    return seen


def _title_of(chosen: Opened | None, found: Inbox, lang: str) -> str:
    if chosen is None:
        return ""
    named = str(chosen.case.facts.get("goods", {}).get("name", ""))
    known = next((it.title for it in found.entries if it.stream == chosen.stream), "")
    return in_language(known or named, lang) or chosen.row.number
