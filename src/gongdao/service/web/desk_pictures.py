"""A closer look at a picture for whoever finds the facts: a help, never a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongdao.kernel.errors import Refused
from gongdao.screening.pictures.levels import MOST_PIXELS
from gongdao.screening.pictures.reading import Picture
from gongdao.screening.pictures.traces import edits, generators
from gongdao.screening.signal import told
from gongdao.service.people.models import STAFF, SUPERVISOR, AccessRow
from gongdao.service.queries import desk_pictures
from gongdao.service.queries.cases import Opened, opened
from gongdao.service.queries.desk_pictures import Pictured
from gongdao.service.queries.known_pictures import Use
from gongdao.service.screening_models import pictures
from gongdao.service.sentences import said
from gongdao.service.web.visitor import Visit
from gongdao.telling.picture_words import measured, noted, panels
from gongdao.telling.vocabulary import KINDS, PARTIES, called

LEVELS, BESIDE = "levels", "beside"


@require_safe
def desk_picture(request: Visit, stream: str, name: str) -> HttpResponse:
    """What the file of a picture says, its error levels, where it was used, and how it differs from another one."""
    seen, it = _picked(request, stream, name)
    every = desk_pictures.pictures_of(seen)
    other = next((each for each in every if each.name == request.GET.get("with") and each != it), None)
    context = {
        "seen": seen, "it": it, "named": _named(it, request.lang), "view": _view(seen, it),
        **_read(request, it), **_compared(request, seen, it, other),
        "others": [(each, _named(each, request.lang), _view(seen, each)) for each in every if each != it],
        "used": [(_where(request, use), percent, same) for use, percent, same in _used(request, seen, it)],
        "waits": desk_pictures.waits(it),
    }  # fmt: skip
    return render(request, "desk/picture.html", context)


@require_safe
def desk_picture_drawn(request: Visit, stream: str, name: str, drawn: str) -> HttpResponse:
    """The map of error levels, or the comparison with another picture, as a PNG."""
    seen, it = _picked(request, stream, name)
    if drawn not in (LEVELS, BESIDE):
        raise Http404
    try:
        if drawn == LEVELS:
            content = desk_pictures.levels(it)
        else:
            listing, theirs = _in_order(it, desk_pictures.picked(seen, request.GET.get("with", "")))
            content = desk_pictures.compared(listing, theirs).drawn
    except Refused as no:
        raise Http404(said(no, request.lang)[0]) from no
    answer = HttpResponse(content, content_type="image/png")
    answer["Cache-Control"] = "private, max-age=600"
    return answer


def _picked(request: Visit, stream: str, name: str) -> tuple[Opened, Pictured]:
    """The picture for who decides the case; that it was looked at is noted, as of every file."""
    seen = opened(request.actor, stream, SUPERVISOR, STAFF)
    it = desk_pictures.picked(seen, name)
    AccessRow.objects.create(
        at=seen.now, person=request.actor.person, role=seen.place.role, what="file", stream=stream,
        via=request.actor.via,
    )  # fmt: skip
    return seen, it


def _read(request: Visit, it: Pictured) -> dict[str, Any]:
    try:
        picture = desk_pictures.picture(it)
    except Refused as no:
        return {"problem": said(no, request.lang)[0]}
    return {
        "size": f"{picture.width} x {picture.height}", "noted": noted(picture.metadata, request.lang),
        "traces": _traces(picture, request.lang), "mapped": picture.width * picture.height <= MOST_PIXELS,
    }  # fmt: skip


def _traces(picture: Picture, lang: str) -> list[str]:
    known = pictures()
    return [told(reason, lang) for reason in (*generators(known, picture), *edits(known, picture))]


def _compared(request: Visit, seen: Opened, it: Pictured, other: Pictured | None) -> dict[str, Any]:
    if other is None:
        return {"other": None}
    listing, theirs = _in_order(it, other)
    try:
        found = desk_pictures.compared(listing, theirs)
    except Refused as no:
        return {"other": other, "not_compared": said(no, request.lang)[0]}
    return {
        "other": other,
        "panels": panels(found, request.lang, _named(listing, request.lang), _named(theirs, request.lang)),
        "measured": measured(found, request.lang),
        "beside": reverse("desk_picture_drawn", args=[seen.stream, it.name, BESIDE]) + f"?with={other.name}",
    }  # fmt: skip


def _in_order(it: Pictured, other: Pictured) -> tuple[Pictured, Pictured]:
    """The picture of the goods' page first; where neither or both are one, the one of the seller."""
    first = sorted((it, other), key=lambda each: (not each.is_listing, each.by != "seller", each.name))
    return first[0], first[1]


def _named(it: Pictured, lang: str) -> str:
    return f"{it.name} · {called(KINDS, it.kind, lang)} · {called(PARTIES, it.by, lang)}"


def _view(seen: Opened, it: Pictured) -> str:
    return reverse("file", args=[seen.stream, it.commitment])


def _used(request: Visit, seen: Opened, it: Pictured) -> Sequence[tuple[Use, int, bool]]:
    return [row for row in desk_pictures.used_before(request.actor, it) if row[0].stream != seen.stream]


def _where(request: Visit, use: Use) -> dict[str, Any]:
    return {
        "url": reverse("desk_case", args=[use.stream]), "number": use.case_id, "at": use.at,
        "by": called(PARTIES, use.role, request.lang), "kind": called(KINDS, use.kind, request.lang),
    }  # fmt: skip
