"""The public check: is this a scam? For anybody, without signing in; nothing that is handed in is kept or logged."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text
from gongdao.screening.questions import QUESTIONS
from gongdao.service import quota
from gongdao.service.intake import picture_text
from gongdao.service.screening_models import brands, talk
from gongdao.service.sentences import said
from gongdao.service.web.check_refunds import refunds
from gongdao.service.web.door import too_large
from gongdao.service.web.glance import MOST_BYTES
from gongdao.service.web.visitor import Visit, now_of
from gongdao.telling.check import Looked, look, verdict
from gongdao.telling.check_words import LOOKED_FOR, LOST, NEVER, NOTHING, STOP, UNSURE
from gongdao.telling.dossier import BRING, FIELDS, LONGEST_STORY, STORY, TITLE, WHERE, as_text, dossier

# So often in a minute one address may ask; several people may stand behind one.
MOST_CHECKS, MOST_PICTURES = 60, 6
NOTHING_READ = Text(
    "图里没有读到字，也没有读到二维码。请换一张清楚的，或者把话打出来。",
    "No words and no square code were found in the picture. Send a clearer one, or type the words.",
)
# What is wrong with the reader is for the operator to know; whoever asks has to know what to do.
CODES_ONLY = Text(
    "图里的字没能读出来，只看了二维码。请把图里可疑的话打在下面的框里，再看一次。",
    "The words in the picture could not be read; only square codes were looked at. Type the suspicious words into the "
    "box below and check again.",
)
EMPTY = Text(
    "还没有内容。请贴一段话、一个网址，传一张截图，或者勾选发生过的事。",
    "There is nothing yet. Paste words or a link, choose a screenshot, or tick what happened.",
)
TOO_HEAVY = Text(
    "图片超过 {most} MB。请截取可疑的那一部分再传。",
    "The picture is larger than {most} MB. Send the suspicious part only.",
)


@dataclass(slots=True)
class Given:
    """What came with the form: words, words and codes read in a picture, answers, what was not read, what is wrong."""

    text: str = ""
    read: str = ""
    yes: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def whole(self) -> str:
        """All the words that are looked at."""
        return "\n".join(part for part in (self.text, self.read) if part.strip())


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True, private=True)
def check(request: Visit) -> HttpResponse:
    """The form; sent, what was found, why, and what to do now."""
    if request.method != "POST":
        return _form(request, Given(), 200)
    if (busy := counted(request, partial(_busy, request))) is not None:
        return busy
    given = _given(request)
    if not given.problems and not given.whole.strip() and not given.yes:
        given.problems += given.notes or [EMPTY.say(request.lang)]
    looked = _looked(request, given)
    if looked is None:
        return _form(request, given, 422)
    return render(request, "check/result.html", _found(request, given, looked))


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True, private=True)
def dossier_draft(request: Visit) -> HttpResponse:
    """A draft for the police of what was looked at; as a page to be printed, or as a text to be taken along."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("check"))
    if (busy := counted(request, partial(_busy, request))) is not None:
        return busy
    given = Given(request.POST.get("text", ""), yes=_yes(request))
    looked = _looked(request, given)
    if looked is None:
        return _form(request, given, 422)
    answers = {name: request.POST.get(name, "") for name in (*(it.word for it in FIELDS), STORY)}
    made = dossier(looked, answers, request.lang)
    if "as_text" in request.POST:
        return _file(as_text(made, request.lang))
    shown = {
        "made": made, "given": given, "fields": [(it, made.given[it.word]) for it in FIELDS], "title": TITLE,
        "bring": BRING, "where": WHERE, "longest": LONGEST_STORY, "at": now_of(request), "stop": STOP,
    }  # fmt: skip
    return render(request, "check/dossier.html", shown)


def _given(request: Visit) -> Given:
    given = Given(request.POST.get("text", ""), yes=_yes(request))
    if too_large(request):
        given.problems.append(TOO_HEAVY.say(request.lang).format(most=MOST_BYTES >> 20))
    picture = request.FILES.get("picture")
    if picture is not None:
        _read(request, given, picture.read())
    return given


def _read(request: Visit, given: Given, content: bytes) -> None:
    """Read a picture into what was given, or say what could not be read."""
    try:
        quota.count(f"check-picture:{request.META.get('REMOTE_ADDR')}", MOST_PICTURES)
        seen = picture_text.read(content)
    except Refused as no:
        given.problems += said(no, request.lang)
        return
    given.read = "\n".join(part for part in (seen.words, *seen.codes) if part)
    if seen.unread is not None:
        given.notes.append(CODES_ONLY.say(request.lang))
    elif not given.read:
        given.notes.append(NOTHING_READ.say(request.lang))


def _yes(request: Visit) -> tuple[str, ...]:
    known = {question.word for question in QUESTIONS}
    return tuple(word for word in request.POST.getlist("yes") if word in known)


def _looked(request: Visit, given: Given) -> Looked | None:
    """Screen it; None where that cannot be done, with why among the problems."""
    if given.problems:
        return None
    try:
        return look(talk(), brands(), given.whole, given.yes)
    except Refused as no:
        given.problems += said(no, request.lang)
        return None


def counted(request: Visit, page: Callable[[list[str], int], HttpResponse]) -> HttpResponse | None:
    """Count a check; for who asks too often give the page with why and its status, and when to come back."""
    try:
        quota.count(f"check:{request.META.get('REMOTE_ADDR')}", MOST_CHECKS)
    except Refused as no:
        answer = page(said(no, request.lang), 429)
        answer["Retry-After"] = str(no.details["wait"])
        return answer
    return None


def _busy(request: Visit, problems: list[str], status: int) -> HttpResponse:
    return _form(request, Given(request.POST.get("text", ""), yes=_yes(request), problems=problems), status)


def _form(request: Visit, given: Given, status: int) -> HttpResponse:
    return render(request, "check/form.html", {**_asked(given.yes), "given": given}, status=status)


def _asked(yes: Collection[str]) -> dict[str, Any]:
    return {
        "questions": [(it, it.word in yes) for it in QUESTIONS],
        "some_yes": bool(yes),
        "most": MOST_BYTES >> 20,
        "never": NEVER,
    }


def _found(request: Visit, given: Given, looked: Looked) -> dict[str, Any]:
    found = verdict(looked, request.lang)
    quiet = found.level in (LOST, NOTHING, UNSURE)
    return {
        **_asked(given.yes if quiet else ()), "given": given, "found": found, "stop": found.level in (STOP, LOST),
        "quiet": quiet, "harmless": found.level == NOTHING, "refunds": refunds(now_of(request), request.lang),
        "looked_for": LOOKED_FOR, "hotline": settings.GONGDAO_HOTLINE,
    }  # fmt: skip


def _file(text: str) -> HttpResponse:
    return HttpResponse(
        text.encode(), content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="gongdao-110.txt"'},
    )  # fmt: skip
