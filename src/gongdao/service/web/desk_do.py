"""The page of one act of staff: what it asks, what follows from it, and its reply; a refusal keeps what was typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongdao.case.stages.review import JudgeEvidence, LeaveEvidence
from gongdao.case.words import EVENTS
from gongdao.kernel.errors import BadInput, Refused
from gongdao.kernel.text import Text
from gongdao.service.actions.act import act
from gongdao.service.people.models import STAFF, SUPERVISOR
from gongdao.service.queries.allowed import acts
from gongdao.service.queries.cases import Opened, opened
from gongdao.service.queries.colleagues import colleagues
from gongdao.service.record.store import Receipt
from gongdao.service.sentences import messages as sentences, said
from gongdao.service.web import desk_told
from gongdao.service.web.again import remember, sent_already
from gongdao.service.web.desk_case import telling
from gongdao.service.web.desk_fields import About
from gongdao.service.web.desk_sheets import SHEETS, Sheet
from gongdao.service.web.desk_told import Told
from gongdao.service.web.desk_words import title_of
from gongdao.service.web.visitor import Visit
from gongdao.telling.events import fact_name
from gongdao.telling.refusals import why

DONE = Text("{what}。", "Done: {what}.")


def desk_do(request: Visit, stream: str, command: str) -> HttpResponse:
    """Ask what an act needs, and do it."""
    if command not in SHEETS:
        raise Refused("page-not-found")
    sheet, seen = SHEETS[command], opened(request.actor, stream, SUPERVISOR, STAFF)
    told = telling(request, seen)
    about = _about(request, seen, told)
    if request.method != "POST":
        form = sheet.form(about, initial=_initial(request, seen))
        return _page(request, seen, told, sheet, command, form, [])
    form = sheet.form(about, request.POST)
    if not form.is_valid():
        return _page(request, seen, told, sheet, command, form, [], 422)
    if already := sent_already(request, seen.now, seen.case.spoken_at):
        return already
    try:
        receipt = _done(request, seen, sheet, form)
    except Refused as no:
        problem = why(told.teller, seen.case, no, sentences())
        return _page(request, seen, told, sheet, command, form, [problem], 422)
    except BadInput as wrong:
        return _page(request, seen, told, sheet, command, form, said(wrong, request.lang), 422)
    where = f"{reverse('desk_case', args=[stream])}#{_back_to(sheet)}"
    return remember(request, seen.now, receipt.case.spoken_at, where)


def _done(request: Visit, seen: Opened, sheet: Sheet, form: forms.Form) -> Receipt:
    receipt = act(request.actor, seen.stream, sheet.kind, sheet.given(form.cleaned_data), request.POST.get("key", ""))
    # What the marketplace knew is taken in with the act, but is not what was done.
    done = (name for recorded in receipt.events if (name := type(recorded.event).__name__) != "FactsTaken")
    what = [EVENTS[name].say(request.lang) for name in done]
    messages.success(request, DONE.say(request.lang).format(what=what[0] if what else sheet.title.say(request.lang)))
    return receipt


def _about(request: Visit, seen: Opened, told: Told) -> About:
    names = {step.fact: "" for step in told.bench.steps} | {it.name: "" for it in told.bench.findings}
    called = tuple((name, fact_name(told.teller, seen.case, name)) for name in names)
    shown = tuple((card.piece.id, card.title) for card in desk_told.cards(told))
    people = colleagues(request.actor)
    return About(seen.case, seen.court, request.lang, seen.now, people, called, shown, seen.row.currency)


def _initial(request: Visit, seen: Opened) -> dict[str, Any]:
    """What the link that led here chose already; a single ruling or payment is chosen of itself."""
    chosen: dict[str, Any] = {name: request.GET[name] for name in ("id", "fact", "leg", "party") if name in request.GET}
    failed = [leg.id for leg in seen.case.legs if leg.state == "failed"]
    if len(failed) == 1:
        chosen.setdefault("leg", failed[0])
    if seen.case.rulings:
        chosen.setdefault("ruling", str(len(seen.case.rulings)))
    return {"what": "supplement", "ground": "", **chosen}


def _page(
    request: Visit, seen: Opened, told: Told, sheet: Sheet, command: str, form: forms.Form, problems: list[str],
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    found = next((it for it in acts(seen) if it.command == command), None)
    reason = str(seen.case.facts.get("claim", {}).get("reason", ""))
    context = {
        "seen": seen,
        "sheet": sheet,
        "command": command,
        "form": form,
        "problems": problems,
        "refused": found if found is not None and not found.yes else None,
        "title": title_of(seen.case.pack, reason, seen.row.currency, request.lang),
    }
    if command == "give_ruling":
        context |= {
            "drafts": desk_told.drafts(told),
            "points": desk_told.points(told),
            "findings": desk_told.findings(told),
            "cards": desk_told.cards(told),
        }
    return render(request, "desk/do.html", context, status=status)


def _back_to(sheet: Sheet) -> str:
    return "evidence" if sheet.kind in (JudgeEvidence, LeaveEvidence) else "findings"
