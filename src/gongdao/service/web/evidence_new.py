"""The page on which a party hands in evidence: its files first, then what they show; also without a script."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongdao.case.due import Clock, due
from gongdao.case.fields.evidence import KINDS
from gongdao.kernel.errors import BadInput, Refused
from gongdao.kernel.text import Text
from gongdao.service.actions import uploads
from gongdao.service.actions.evidence import known, shown, submit_evidence
from gongdao.service.actions.uploads import Upload, megabytes
from gongdao.service.intake.sniff import ACCEPT, PICTURES, VIDEOS
from gongdao.service.queries.allowed import acts
from gongdao.service.queries.cases import Opened, opened
from gongdao.service.queries.evidence_words import Choices, Point, choices, is_late
from gongdao.service.record.file_store import MOST_BYTES
from gongdao.service.sentences import said
from gongdao.service.web.again import remember, sent_already
from gongdao.service.web.door import too_large
from gongdao.service.web.drafts import Answers, for_people, forget, keep, kept, posted
from gongdao.service.web.reading import day_of
from gongdao.service.web.visitor import Visit
from gongdao.telling import instants
from gongdao.telling.vocabulary import KINDS as KIND_NAMES

LONGEST_TEXT, MOST_KINDS = 300, 6
UNTIL = Text("举证截止，不交就按现有证据裁决", "to hand in evidence; else it is decided on what there is")
CLOSES = ("close_evidence", "decide_on_file")
# Kinds that a party chooses among; what only others make is not offered.
OWN_KINDS = (
    "photo", "video", "unboxing_video", "packing_video", "outbound_video", "page_snapshot", "platform_chat",
    "tracking_screenshot", "weight_record", "shop_receipt", "lab_report", "authentication_report", "courier_hq_record",
    "courier_outlet_note", "brand_distribution_certificate", "text",
)  # fmt: skip
assert set(OWN_KINDS) <= set(KINDS)


@dataclass(slots=True)
class Given:
    """What was filled in so far, the files that came, and what is wrong by the name of the field."""

    answers: Answers
    files: tuple[Upload, ...]
    errors: dict[str, str] = field(default_factory=dict)
    of_files: list[tuple[str, str]] = field(default_factory=list)

    def one(self, name: str) -> str:
        """The answer to a question, or nothing."""
        return next(iter(self.answers.get(name, ())), "").strip()


@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def evidence_new(request: Visit, stream: str) -> HttpResponse:
    """Take files and what they show; send them, or keep what was typed and say what is missing."""
    seen = opened(request.actor, stream, "buyer", "seller")
    vars(request)["now"] = seen.now
    if request.method != "POST":
        given = Given(kept(request, request.path), uploads.waiting(request.actor, stream))
        return _page(request, seen, given)
    given = _given(request, stream)
    if "remove" in request.POST or "only" in request.POST:
        return _stay(request, seen, given)
    return _send(request, seen, given)


def _given(request: Visit, stream: str) -> Given:
    """Read the form, and take in the files that came with it."""
    problems = [(name, _said_too_large(request, name)) for name in too_large(request)]
    sent_as = request.POST.get("key", "") or secrets.token_hex(12)
    for number, file in enumerate(request.FILES.getlist("files")):
        no = _taken(request, stream, file, f"{sent_as}.{number}.{_digest(file.name, file.size)}")
        problems += [(file.name or "", said(no, request.lang)[0])] if no else []
    wanted = request.POST.get("remove", "")
    if wanted:
        _removed(request, wanted)
    return Given(posted(request), uploads.waiting(request.actor, stream), of_files=problems)


def _taken(request: Visit, stream: str, file: UploadedFile[Any], key: str) -> Refused | None:
    """Take in a file of the form as one upload; what was wrong with it, if anything."""
    try:
        upload = uploads.begin(request.actor, stream, file.name or "file", file.size or 0, key)
        if upload.state == "open":
            file.seek(upload.offset)
            uploads.append(request.actor, upload.id, upload.offset, file, upload.size - upload.offset)
        uploads.finish(request.actor, upload.id)
    except Refused as no:
        return no
    return None


def _digest(name: str | None, size: int | None) -> str:
    return sha256(f"{size} {name}".encode("utf-8", "replace")).hexdigest()[:16]


def _said_too_large(request: Visit, name: str) -> str:
    most = megabytes(MOST_BYTES)
    return said(Refused("upload-too-large", name=name, size=f"> {most}", most=most), request.lang)[0]


def _removed(request: Visit, id_: str) -> None:
    try:
        uploads.remove(request.actor, id_)
    except Refused as no:
        messages.warning(request, said(no, request.lang)[0])


def _stay(request: Visit, seen: Opened, given: Given) -> HttpResponse:
    """Files were added or removed; what was typed stays."""
    keep(request, request.path, given.answers)
    if given.of_files:
        return _page(request, seen, given)
    return HttpResponseRedirect(request.get_full_path(), status=303)


def _send(request: Visit, seen: Opened, given: Given) -> HttpResponse:
    if before := known(request.actor, seen.stream, request.POST.get("key", "")):
        return _handed_in(request, seen.stream, before)
    found = choices(seen)
    text, ready = given.one("text"), [it for it in given.files if it.state == "ready"]
    word = given.one("word") or found.word_of(text)
    kind = given.one("kind") or _kind_of(ready)
    taken_at = _day(given, request.lang, seen.now)
    _check(given, request.lang, found, word, ready)
    if given.errors or given.of_files:
        return _page(request, seen, given)
    row = shown(kind, "" if found.word_of(text) else text, word, "" if word else given.one("proves"), taken_at)
    sent = [f"{it.size} {it.name}" for it in ready]
    if already := sent_already(request, seen.now, seen.case.spoken_at, sent):
        return already
    try:
        made = submit_evidence(
            request.actor, seen.stream, kind, row, [it.id for it in ready], request.POST.get("key", "")
        )
    except (Refused, BadInput) as no:
        given.errors[""] = "；".join(said(no, request.lang))
        return _page(request, seen, given)
    answer = _handed_in(request, seen.stream, made.id)
    return remember(request, seen.now, made.receipt.case.spoken_at, answer.url, sent)


def _handed_in(request: Visit, stream: str, id_: str) -> HttpResponseRedirect:
    forget(request, request.path)
    messages.success(request, _done(id_).say(request.lang))
    return HttpResponseRedirect(reverse("evidence_item", args=[stream, id_]), status=303)


def _check(given: Given, lang: str, found: Choices, word: str, ready: list[Upload]) -> None:
    text = given.one("text")
    if not text and not word:
        given.errors["text"] = Text(
            "请写一句话，说明它显示什么，例如：左边接缝裂开了",
            "Say in one sentence what it shows, such as: the left seam is torn",
        ).say(lang)
    elif len(text) > LONGEST_TEXT:
        given.errors["text"] = Text(
            f"这里写了 {len(text)} 个字，最多 {LONGEST_TEXT} 个；请只写最要紧的一句",
            f"This has {len(text)} characters and may have {LONGEST_TEXT}; keep the sentence that matters most",
        ).say(lang)
    if any(it.state == "open" for it in given.files):
        given.errors["files"] = Text(
            "有文件还没有传完；请再选一次同一个文件，会接着传，或者移除它",
            "A file has not come whole; choose the same file again and it goes on, or remove it",
        ).say(lang)
    elif not ready and given.one("have") != "none":
        given.errors["files"] = Text(
            "还没有照片、视频或文件；请选一个。确实没有，就勾选“没有文件，只写说明”",
            "There is no photo, video or file yet; choose one. If there is none, tick “no file, only what I write”",
        ).say(lang)
    facts = {point.fact for point in found.points}
    if given.one("proves") and given.one("proves") not in facts:
        given.answers["proves"] = [""]
    if given.one("kind") and given.one("kind") not in OWN_KINDS:
        given.answers["kind"] = [""]


def _day(given: Given, lang: str, now: datetime) -> datetime | None:
    typed = [given.one(name) for name in "ymd"]
    if not any(typed):
        return None
    at = day_of(*typed)
    if at is None:
        given.errors["d"] = Text(
            "请把年、月、日填全，例如 2026 年 11 月 20 日；不记得就都空着",
            "Fill in year, month and day, such as 2026 11 20; leave all empty if you do not remember",
        ).say(lang)
    elif at > now:
        given.errors["d"] = Text("这一天还没有到，请核对", "This day has not come yet; look again").say(lang)
    return at


def _kind_of(files: list[Upload]) -> str:
    kinds = {file.media_type for file in files}
    if kinds & set(VIDEOS):
        return "video"
    return "photo" if kinds & set(PICTURES) else "text"


def _done(id_: str) -> Text:
    return Text(f"已经交上去，编号 {id_}，并且已经送达对方。", f"Handed in as {id_}, and served on the other side.")


def _page(request: Visit, seen: Opened, given: Given) -> HttpResponse:
    found = choices(seen)
    may = next((act for act in acts(seen) if act.command == "submit_evidence"), None)
    wanted = given.one("proves") or request.GET.get("fact", "")
    point = next((point for point in found.points if point.fact == wanted), None)
    context: dict[str, Any] = {
        "stream": seen.stream, "number": seen.case.id, "given": given, "may": may, "late": is_late(seen.case, seen),
        "closed_at": seen.case.evidence_closed_at, "clock": _clock(seen), "points": found.points, "wanted": wanted,
        "point": point, "words": found.words, "point_label": point.label.say(request.lang) if point else "",
        "point_kinds": _kinds(point, request.lang), "closed_said": _closed(seen, request.lang),
        "clock_label": UNTIL,
        "kinds": [(kind, KIND_NAMES[kind]) for kind in OWN_KINDS], "accept": ACCEPT,
        "text": given.one("text"), "word": given.one("word"), "kind": given.one("kind"), "have": given.one("have"),
        "day": [given.one(name) for name in "ymd"], "errors": given.errors, "most": megabytes(MOST_BYTES),
        "rows": [_row(seen.stream, it) for it in given.files], "of_files": given.of_files,
        "form_key": request.POST.get("key", "") or secrets.token_hex(12), "most_bytes": MOST_BYTES,
    }  # fmt: skip
    wrong = request.method == "POST" and (given.errors or given.of_files)
    return render(request, "evidence/new.html", context, status=422 if wrong else 200)


def _kinds(point: Point | None, lang: str) -> list[str]:
    """What counts for a fact, the strongest first, as it is called."""
    kinds = dict.fromkeys(proof.kind for proof in point.proofs) if point else {}
    return [KIND_NAMES[kind].say(lang) for kind in list(kinds)[:MOST_KINDS] if kind in KIND_NAMES]


def _closed(seen: Opened, lang: str) -> str:
    at = seen.case.evidence_closed_at
    return instants.until(at, lang, seen.now) if at is not None else ""


def _row(stream: str, upload: Upload) -> dict[str, Any]:
    """A file as the page lists it."""
    picture = upload.state == "ready" and upload.media_type in PICTURES
    url = reverse("file", args=[stream, upload.commitment]) if picture else ""
    return {
        "id": upload.id, "name": upload.name, "size": megabytes(upload.size), "bytes": upload.size,
        "ready": upload.state == "ready", "percent": upload.offset * 100 // upload.size,
        "thumb": f"{url}?form=thumb" if url else "",
    }  # fmt: skip


def _clock(seen: Opened) -> Clock | None:
    """The clock that ends the time for evidence of who looks, if one runs."""
    running = due(seen.case, seen.court)
    return next(
        (clock for who, clock in running.items() if clock.effect in CLOSES and who in (seen.side, "both")), None
    )
