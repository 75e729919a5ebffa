"""The page of one act of a party: what it asks, what follows from it before it is sent, and its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongdao.case.burden import steps
from gongdao.case.decider import WHERE, Command
from gongdao.kernel.errors import BadInput, Refused
from gongdao.kernel.text import snake
from gongdao.service.actions.act import act
from gongdao.service.queries.allowed import OWN_PAGES, Act, acts
from gongdao.service.queries.cases import PARTIES, Opened, opened, texts
from gongdao.service.queries.people import people
from gongdao.service.queries.prospects import prospects
from gongdao.service.queries.return_addresses import last_return_address
from gongdao.service.queries.tellers import teller_of
from gongdao.service.sentences import messages as sentences, said
from gongdao.service.web.act_fields import CARRIERS, About, offer_said, piece_said
from gongdao.service.web.act_follows import Follows, follows, lost
from gongdao.service.web.act_sheets import SHEETS, Sheet
from gongdao.service.web.again import remember, sent_already
from gongdao.service.web.drafts import for_people, forget, kept, posted
from gongdao.service.web.visitor import Visit
from gongdao.telling.events import fact_name
from gongdao.telling.refusals import why
from gongdao.telling.teller import Teller

CHOSEN = ("id", "answers", "kind", "amount", "freight", "fact", "reason", "ground")
KINDS = {snake(kind.__name__): kind for kind in WHERE}


@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def do(request: Visit, stream: str, command: str) -> HttpResponse:
    """Ask what an act needs, show what follows from it, and do it once that was seen."""
    if command not in KINDS:
        raise Http404
    if command in OWN_PAGES:
        return redirect(f"/cases/{stream}/{OWN_PAGES[command]}")
    seen = opened(request.actor, stream)
    if command not in SHEETS or not seen.side:
        return _of_others(seen, stream, command)
    vars(request)["now"] = seen.now
    return asked(request, seen, SHEETS[command])


def of_party(request: Visit, stream: str) -> Opened:
    """Open a case for one of its parties.

    :raises Refused: there is no such case for who asks, or he is no party of it.
    """
    seen = opened(request.actor, stream)
    if not seen.side:
        raise Refused("not-yours", by=seen.place.role, allowed=PARTIES)
    vars(request)["now"] = seen.now
    return seen


def _of_others(seen: Opened, stream: str, command: str) -> HttpResponse:
    """Staff act at their desk, jurors in their room; whoever else has nothing to do here."""
    if seen.place.role in ("staff", "supervisor"):
        return redirect("desk_do", stream, command)
    if seen.place.role == "juror":
        return redirect("jury_case", stream)
    raise Refused("not-yours", by=seen.place.role, allowed=WHERE[KINDS[command]][0])


def asked(request: Visit, seen: Opened, sheet: Sheet) -> HttpResponse:
    """Answer a page of an act: its form, what follows from it, or that it is done.

    :raises Refused: it is an act of the other side.
    """
    if seen.side not in WHERE[sheet.kind][0]:
        raise Refused("not-yours", by=seen.side, allowed=WHERE[sheet.kind][0])
    teller = teller_of(seen, request.lang, people(seen), texts(seen))
    about = about_of(request, seen, teller)
    found = next(it for it in acts(seen) if it.command == sheet.name)
    if request.method != "POST":
        about = _with_address(request, about, sheet)
        draft = {name: values[0] for name, values in kept(request, request.path).items() if values}
        form = _begun(sheet, about, {**about.chosen, **draft})
        if found.yes and (not form.fields or (form.is_bound and form.is_valid())):
            return _previewed(request, seen, sheet, about, teller, form)
        return _form(request, seen, sheet, about, found, form, [], 200)
    form = sheet.form(about, request.POST)
    if "change" in request.POST or not form.is_valid():
        return _form(request, seen, sheet, about, found, form, [], 200 if "change" in request.POST else 422)
    if "confirm" not in request.POST:
        return _previewed(request, seen, sheet, about, teller, form)
    return _done(request, seen, sheet, about, teller, found, form)


def _with_address(request: Visit, about: About, sheet: Sheet) -> About:
    """Nobody types the address of his own shop again: the last one is filled in already."""
    last = last_return_address(request.actor, about.seen) if sheet.name == "agree_return" else ""
    return replace(about, chosen={"address": last, **about.chosen}) if last else about


def _begun(sheet: Sheet, about: About, chosen: Mapping[str, str]) -> forms.Form:
    """The form as it is first shown; where only one offer can be meant, it is answered already."""
    form = sheet.form(about, initial=chosen)
    if list(form.fields) != ["id"]:
        return form
    only = form.fields["id"].initial or chosen.get("id")
    return sheet.form(about, {"id": only}) if only else form


def _previewed(
    request: Visit, seen: Opened, sheet: Sheet, about: About, teller: Teller, form: forms.Form
) -> HttpResponse:
    """What follows, before anything is sent; a refusal is told at the form."""
    given = sheet.given(about, form.cleaned_data if form.is_bound else {})
    try:
        next_: Follows = follows(seen, command_of(seen, sheet.kind, given), teller)
    except (Refused, BadInput) as no:
        found = next(it for it in acts(seen) if it.command == sheet.name)
        return _form(request, seen, sheet, about, found, form, _problems(no, teller, seen, request.lang), 422)
    shown = {
        **_frame(request, seen, sheet), "follows": next_, "asks": request.method == "POST",
        "sent": _sent_again(request) or [(name, form[name].value()) for name in form.fields],
        "terms": _terms(about, sheet, given),
        "lost": lost(seen, request.actor, request.lang) if sheet.name == "withdraw_request" else [],
    }  # fmt: skip
    return render(request, "do/preview.html", shown)


def _terms(about: About, sheet: Sheet, given: Mapping[str, Any]) -> str:
    """The offer that is answered, in its words; an answer alone names it only."""
    if sheet.name not in ("accept_offer", "refuse_offer", "withdraw_offer"):
        return ""
    return next((offer_said(about, it) for it in about.seen.case.offers if it.id == given.get("id")), "")


def _done(
    request: Visit, seen: Opened, sheet: Sheet, about: About, teller: Teller, found: Act, form: forms.Form
) -> HttpResponse:
    if already := sent_already(request, seen.now, seen.case.spoken_at):
        return already
    given, key = sheet.given(about, form.cleaned_data), request.POST.get("key", "")
    try:
        receipt = act(request.actor, seen.stream, sheet.kind, given, key)
    except (Refused, BadInput) as no:
        problems = _problems(no, teller, seen, request.lang)
        return _form(request, seen, sheet, about, found, form, problems, 422)
    forget(request, request.path)
    messages.success(request, sheet.words.done.say(request.lang))
    return remember(request, seen.now, receipt.case.spoken_at, reverse("case", args=[seen.stream]))


def _form(
    request: Visit, seen: Opened, sheet: Sheet, about: About, found: Act, form: forms.Form, problems: list[str],
    status: int,
) -> HttpResponse:  # fmt: skip
    extras = [field for field in form if field.name.startswith("extra_")]
    shown = {
        **_frame(request, seen, sheet), "form": form, "problems": problems, "refused": None if found.yes else found,
        "plain": [field for field in form if not field.name.startswith("extra_")], "extras": extras,
        "extras_open": any(field.value() for field in extras), "carriers": CARRIERS if "carrier" in form.fields else (),
        "floor": _floor(seen) if sheet.name == "make_offer" else None,
    }  # fmt: skip
    return render(request, "do/form.html", shown, status=status)


def _frame(request: Visit, seen: Opened, sheet: Sheet) -> dict[str, Any]:
    return {
        "seen": seen, "sheet": sheet, "words": sheet.words, "stream": seen.stream, "currency": seen.row.currency,
        "action": request.path, "above": vars(request).get("above"),
    }  # fmt: skip


def _floor(seen: Opened) -> int | None:
    """What the buyer would get if it were decided on the file as it is: what an offer is read beside."""
    heads = prospects(seen)["heads"]
    sums = [head["now"]["refund"] or 0 for head in heads if head["now"] is not None]
    return sum(sums) if sums and len(sums) == len(heads) else None


def _sent_again(request: Visit) -> list[tuple[str, str]]:
    """What was typed, for the button that means it."""
    return [(name, value) for name, values in posted(request).items() for value in values]


def command_of(seen: Opened, kind: type, given: Mapping[str, Any]) -> Command:
    """Give the command as it would be given now by who looks."""
    made: Command = kind(at=seen.now, by=seen.place.by, **given)
    return made


def about_of(request: Visit, seen: Opened, teller: Teller) -> About:
    """Give what the forms of this page are made for."""
    names = {step.fact: fact_name(teller, seen.case, step.fact) for step in steps(seen.case, seen.court)}
    rows = seen.case.facts.get("evidence", ())
    pieces = {str(row["id"]): piece_said(request.lang, row) for row in rows}
    chosen = {name: request.GET[name] for name in CHOSEN if name in request.GET}
    return About(seen, request.lang, names, pieces, chosen)


def _problems(no: Refused | BadInput, teller: Teller, seen: Opened, lang: str) -> list[str]:
    return [why(teller, seen.case, no, sentences())] if isinstance(no, Refused) else said(no, lang)
