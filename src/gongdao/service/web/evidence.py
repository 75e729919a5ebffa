"""The page of one piece of evidence, and its files."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongdao.kernel.errors import Refused
from gongdao.service.intake.sniff import text_of
from gongdao.service.queries.allowed import acts
from gongdao.service.queries.cases import Opened, opened, texts
from gongdao.service.queries.files import SEES, Sight, handed_in, piece, seen_by_other, sight
from gongdao.service.queries.people import people
from gongdao.service.queries.prospects import prospects
from gongdao.service.queries.tellers import teller_of
from gongdao.service.sentences import said
from gongdao.service.streaming import given
from gongdao.service.web.drafts import for_people
from gongdao.service.web.evidence_cards import Card, File, card
from gongdao.service.web.visitor import Visit
from gongdao.telling.teller import Teller

FORMS = ("view", "thumb", "original")
# As much of a text as a page shows of it.
SHOWN_TEXT = 20_000
GONE = 410


@require_safe
@for_people
def evidence_item(request: Visit, stream: str, id_: str) -> HttpResponse:
    """One piece: what it shows, how it stands, its files, its service; and what may be answered to it."""
    seen = opened(request.actor, stream, *SEES)
    vars(request)["now"] = seen.now
    handed = _piece(seen, id_, request.lang)
    teller = teller_of(seen, request.lang, people(seen), texts(seen))
    weighed = prospects(seen)["pieces"]
    row = next(row for row in seen.case.facts.get("evidence", ()) if str(row["id"]) == id_)
    shown = _with_texts(request, stream, card(seen, teller, row, handed, weighed.get(id_, {})))
    context: dict[str, Any] = {
        "stream": stream, "card": shown, "number": seen.case.id, "other": teller.begun(teller.who(_other(shown, seen))),
        "opened_at": seen_by_other(seen, request.actor, handed), "role": seen.place.role,
        "beside": _beside(seen, teller, shown), "back": _back(seen),
        "again": bool(seen.side) and any(act.command == "submit_evidence" and act.yes for act in acts(seen)),
    }  # fmt: skip
    return render(request, "evidence/item.html", context)


def _piece(seen: Opened, id_: str, lang: str) -> Any:
    try:
        return piece(seen, id_)
    except Refused as no:
        raise Http404(said(no, lang)[0]) from no


def _other(shown: Card, seen: Opened) -> str:
    row = next(row for row in seen.case.facts.get("evidence", ()) if str(row["id"]) == shown.id)
    return "seller" if row.get("by") == "buyer" else "buyer"


def _back(seen: Opened) -> str:
    """Where who looks came from: parties from the case, who decides from the desk, a juror from the jury room."""
    if seen.place.role in ("staff", "supervisor"):
        return f"/desk/{seen.stream}"
    return f"/jury/{seen.stream}" if seen.place.role == "juror" else f"/cases/{seen.stream}?tab=evidence"


def _with_texts(request: Visit, stream: str, shown: Card) -> Card:
    """Put into the page what text files say, as far as it shows it."""
    return replace(shown, files=tuple(_with_text(request, stream, file) for file in shown.files))


def _with_text(request: Visit, stream: str, file: File) -> File:
    if file.form != "text" or not file.view:
        return file
    it = sight(request.actor, stream, file.view.rsplit("/", 1)[-1])
    return replace(file, text=text_of(it.path.read_bytes())[:SHOWN_TEXT])


def _beside(seen: Opened, teller: Teller, shown: Card) -> list[Card]:
    """The other picture to compare with: what the page of the goods showed, beside what came (S12)."""
    rows = list(seen.case.facts.get("evidence", ()))
    mine = next(row for row in rows if str(row["id"]) == shown.id)
    if shown.cover is None:
        return []
    is_page = mine.get("kind") == "page_snapshot"
    handed = handed_in(seen.stream)
    others = [row for row in rows if (row.get("kind") == "page_snapshot") is not is_page and row is not mine]
    found = [card(seen, teller, row, handed.get(str(row["id"])), {}) for row in others]
    return [it for it in found if it.cover is not None][:3]


@require_safe
@for_people
def file(request: Visit, stream: str, commitment: str) -> HttpResponse:
    """A file, or the part of it that is asked for."""
    form = asked if (asked := request.GET.get("form", "")) in FORMS else "view"
    try:
        it = sight(request.actor, stream, commitment, form)
    except Refused as no:
        if no.code == "blob-erased":
            return HttpResponse(said(no, request.lang)[0], status=GONE, content_type="text/plain; charset=utf-8")
        if no.code == "file-not-found":
            raise Http404(said(no, request.lang)[0]) from no
        raise
    return _given(request, it, f"{commitment}-{form}-{int(it.whole)}", download=form == "original")


def _given(request: Visit, it: Sight, tag: str, *, download: bool) -> HttpResponse:
    if not it.path.is_file():
        raise Http404
    made = given(request, it.path, it.media_type, it.name, tag, blanks=it.blanks, download=download)
    return cast("HttpResponse", made)
