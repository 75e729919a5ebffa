"""The case page: for the parties to act on, for whoever else may see it to read; and what of it keeps itself fresh."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from gongdao.case.decider import Recorded
from gongdao.case.due import due
from gongdao.case.rounds import appeal_end
from gongdao.case.stages.returning import return_address
from gongdao.case.state import CLOSED, RETURNING
from gongdao.case.words import STAGES
from gongdao.service.actions.letters import mark_case_read
from gongdao.service.queries import rulings
from gongdao.service.queries.allowed import Act, acts
from gongdao.service.queries.cases import Opened, course, opened, rows_of, shown_to, texts
from gongdao.service.queries.files import HANDED
from gongdao.service.queries.people import people
from gongdao.service.queries.prospects import prospects
from gongdao.service.queries.tellers import teller_of
from gongdao.service.record.stream import recorded_of
from gongdao.service.web.act_sheets import SHEETS
from gongdao.service.web.against import against, with_appeal, with_reason
from gongdao.service.web.case_bar import agreed_on, bar, stages, turn_of, unexamined
from gongdao.service.web.case_overview import claims
from gongdao.service.web.case_tabs import (
    TALKS,
    examined,
    history,
    paid_for,
    payments,
    ruled_pieces,
    talked,
    talks,
    titles,
)
from gongdao.service.web.evidence_cards import cards
from gongdao.service.web.fresh import fresh, tag
from gongdao.service.web.headline import answered
from gongdao.service.web.visitor import Visit, now_of
from gongdao.telling import offers
from gongdao.telling.own_words import own_words
from gongdao.telling.teller import Teller
from gongdao.telling.voice import in_language

TABS = ("overview", "evidence", "talks", "money", "history")
WITH_EVENTS = ("talks", "history")
# What cannot be taken back stands apart from what is done every day.
FOR_GOOD = frozenset(name for name, sheet in SHEETS.items() if sheet.gives_up)
# What people most often mean to do; where it is refused the reason stands in sight.
OFTEN_MEANT = ("call_platform", "submit_evidence", "withdraw_request", "appeal")


def case(request: Visit, stream: str) -> HttpResponse:
    """The case for who looks, one tab of it."""
    seen, tab = _opened(request, stream), request.GET.get("tab", "")
    tab = tab if tab in TABS else TABS[0]
    if seen.side:
        mark_case_read(request.actor, stream)
    rows = () if tab in WITH_EVENTS else rows_of(seen, *TALKS, "Appealed", *(HANDED if tab == "evidence" else ()))
    page = _frame(request, seen, course(seen) if tab in WITH_EVENTS else [recorded_of(row) for row in rows])
    page["rows"] = rows
    teller: Teller = page["teller"]
    page.update(_BUILT[tab](seen, teller, page))
    page.update(tab=tab, live_tag=tag(request, seen.row, stream, page["role"]))
    return render(request, f"case/{tab}.html", page)


def ruling(request: Visit, stream: str, number: int) -> HttpResponse:
    """A ruling: the result first, then facts, each piece of evidence, grounds, money, and what may be done next."""
    seen = _opened(request, stream)
    event, body = rulings.ruling(seen, number)
    events = course(seen)
    teller = teller_of(seen, request.lang, people(seen, {each.event.by for each in events}), texts(seen))
    may, made = acts(seen), paid_for(seen, teller, number)
    page = {
        "event": event, "told": body[request.lang], "stream": stream,
        "paid": made or body[request.lang]["paid"], "paid_out": bool(made),
        "bar": bar(seen, request.lang, may),
        "by": teller.who(event.by), "currency": seen.row.currency, "order": _order(seen, teller),
        "pieces": ruled_pieces(seen, teller, body["evidence"], events, event.at),
        "appeal": next((act for act in may if act.command == "appeal"), None),
        "appeal_end": appeal_end(seen.case, seen.court, seen.now, seen.side) if seen.side else None,
    }  # fmt: skip
    return render(request, "case/ruling.html", page)


def live(request: Visit, stream: str) -> HttpResponse:
    """The head and the turn of a case, anew; where nothing changed `Fresh` has said so before."""
    seen = _opened(request, stream)
    page = _frame(request, seen)
    known, shown = tag(request, seen.row, stream, page["role"]), request.GET.get("seen", "")
    page.update(live_tag=known, moved_on=bool(shown) and shown != page["digest"], shown=shown)
    return HttpResponse(render_to_string("case/live.html", page, request), headers=fresh(known))


def _opened(request: Visit, stream: str) -> Opened:
    seen = opened(request.actor, stream)
    vars(request)["now"] = seen.now
    return seen


def _frame(request: Visit, seen: Opened, events: Sequence[Recorded] = ()) -> dict[str, Any]:
    """What stands on every tab: the head, whose turn it is, the stages, what may be done."""
    lang, outlook, may = request.lang, prospects(seen), acts(seen)
    teller = teller_of(seen, lang, people(seen, {each.event.by for each in events}), texts(seen))
    lost = against(seen, teller, may)
    return {
        "events": events, "against": lost,
        "seen": seen, "case": seen.case, "currency": seen.row.currency, "stream": seen.stream, "role": seen.place.role,
        "bar": with_appeal(bar(seen, lang, may), lost), "steps": stages(seen), "acts": may,
        "turn": with_reason(answered(turn_of(seen, lang, outlook), seen, teller), seen, teller, lost),
        "outlook": outlook, "teller": teller, "digest": seen.row.digest[:16], "now": now_of(request),
        "counts": {"evidence": len(seen.case.facts.get("evidence", ())), "talks": talked(seen, events)},
        "reads_only": not seen.side, "stage": STAGES[seen.case.stage],
    }  # fmt: skip


def _overview(seen: Opened, teller: Teller, page: dict[str, Any]) -> dict[str, Any]:
    may: tuple[Act, ...] = page["acts"]
    yes = [act for act in may if act.yes]
    no = sorted((act for act in may if not act.yes), key=_worth)
    # Where nothing can be done, what else cannot be done interests few.
    shown = sum(act.since is not None or (bool(yes) and act.command in OFTEN_MEANT) for act in no)
    submits = any(act.command == "submit_evidence" for act in yes)
    return {
        "claims": claims(seen, teller.lang, page["outlook"], titles(seen, teller), submits),
        "agreed": _agreed(seen, teller), "unexamined": unexamined(seen.case),
        "may": [act for act in yes if act.command not in FOR_GOOD],
        "may_for_good": [act for act in yes if act.command in FOR_GOOD],
        "may_not": no[:shown], "may_not_more": no[shown:],
        "settled": seen.case.goods == "signed" or any(leg.paid for leg in seen.case.legs),
        "owner": teller.who(seen.case.owner) if seen.case.owner else "",
        "desk_due": _desk_due(seen), "order": _order(seen, teller), "rulings": _rulings(seen, teller),
        "own_words": own_words(teller, page["events"]) if seen.sees_people else (),
    }  # fmt: skip


def _agreed(seen: Opened, teller: Teller) -> str:
    """What the sides agreed on, while it is carried out."""
    found = agreed_on(seen.case) if seen.case.stage != CLOSED else None
    return teller.begun(offers.said(found, teller.lang, teller.money)) if found else ""


def _worth(act: Act) -> tuple[bool, bool]:
    """Refused acts that will be allowed at a known time come first, then what people often mean to do."""
    return act.since is None, act.command not in OFTEN_MEANT


def _desk_due(seen: Opened) -> datetime | None:
    clocks = due(seen.case, seen.court)
    return next((clocks[who].at for who in ("platform", "supervisor") if who in clocks), None)


def _order(seen: Opened, teller: Teller) -> dict[str, Any]:
    facts = seen.case.facts
    order = facts.get("order", {})
    goods = in_language(str(facts.get("goods", {}).get("name", "")), teller.lang)
    return {
        **order,
        "goods": goods,
        "shop": teller.begun(teller.who("seller")),
        "buyer": teller.begun(teller.who("buyer")),
        "send_to": teller.text(return_address(seen.case)) if seen.case.stage == RETURNING else "",
    }


def _rulings(seen: Opened, teller: Teller) -> list[dict[str, Any]]:
    voice = teller.voice(seen.case)
    return [
        {
            "number": each.number, "at": each.at, "winner": each.winner,
            "outcome": voice.word("outcome", each.outcome) if voice else each.outcome,
            "buyer": sum(int(n) for key, n in each.payers if key.split("|")[1] == "buyer" and isinstance(n, int)),
        }
        for each in seen.case.rulings
    ]  # fmt: skip


def _evidence(seen: Opened, teller: Teller, page: dict[str, Any]) -> dict[str, Any]:
    submits = next((act for act in page["acts"] if act.command == "submit_evidence"), None)
    return {
        "cards": cards(seen, teller, examined(seen, teller, page["outlook"]["pieces"]), page["rows"]),
        "submits": submits,
    }


def _talks(seen: Opened, teller: Teller, page: dict[str, Any]) -> dict[str, Any]:
    yes = [act for act in page["acts"] if act.yes]
    answers = ("accept_offer", "refuse_offer", "make_offer", "withdraw_offer")
    return {
        "said": talks(seen, teller, page["events"]), "answers": [act for act in yes if act.command in answers],
        "says": any(act.command == "say_message" for act in yes),
    }  # fmt: skip


def _money(seen: Opened, teller: Teller, page: dict[str, Any]) -> dict[str, Any]:
    found, agreed = claims(seen, teller.lang, page["outlook"], {}, submits=False), _agreed(seen, teller)
    return {
        "unexamined": bool(found) and not agreed and unexamined(seen.case), "agreed": agreed,
        "claims": found, "payments": payments(seen, teller), "rulings": _rulings(seen, teller),
        "order": _order(seen, teller),
        "short": sum(int(n) for each in seen.case.rulings for _, n in each.shortfalls if isinstance(n, int)),
    }  # fmt: skip


def _history(seen: Opened, teller: Teller, page: dict[str, Any]) -> dict[str, Any]:
    ahead = sorted({(clock.at, clock.effect) for clock in due(seen.case, seen.court).values()})
    return {
        "lines": history(teller, page["events"], lambda event: shown_to(seen, event)),
        "ahead": ahead if seen.case.stage != CLOSED else [],
    }


_BUILT = {"overview": _overview, "evidence": _evidence, "talks": _talks, "money": _money, "history": _history}
