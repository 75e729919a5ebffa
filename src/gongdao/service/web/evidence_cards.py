"""A piece of evidence as pages show it: what it shows, whose, its files, what it proves, how it stands, its service."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from gongdao.case.served import challenge_until
from gongdao.case.state import EVIDENCE, OTHER, REVIEW
from gongdao.kernel.text import Text
from gongdao.service.actions.uploads import megabytes
from gongdao.service.intake.sniff import PDF, PICTURES, TEXT, VIDEOS
from gongdao.service.queries.cases import Opened
from gongdao.service.queries.files import SEES_WHOLE, Handed, handed_in, handed_in_by
from gongdao.service.record.file_store import Kept
from gongdao.service.record.stream import Stored
from gongdao.telling.events import fact_name
from gongdao.telling.teller import Teller
from gongdao.telling.vocabulary import KINDS, called

JUDGED = {
    "valid": ("good", "check", Text("采信", "Accepted")),
    "insufficient": ("warn", "open", Text("证明力不足", "Not enough")),
    "no_proof": ("bad", "x", Text("不采信", "Not accepted")),
    "does_not_show_state_at_signing": (
        "warn", "open", Text("不能反映签收时的状态", "Does not show the state at signing"),
    ),
    "accepted": ("good", "check", Text("初步认可", "Accepted for now")),
    "rejected": ("bad", "x", Text("初步不认可", "Not accepted for now")),
}  # fmt: skip
WAITS = ("", "open", Text("等待审核", "Not examined yet"))
LEFT = ("", "open", Text("与裁决无关，没有审核", "Not examined: the ruling does not depend on it"))
LATE = ("warn", "clock", Text("逾期提交，不计入", "Handed in late, does not count"))
# The drawing of a piece without a picture, by its kind.
DRAWN = {
    **dict.fromkeys(("photo", "video", "outbound_video", "packing_video", "unboxing_video", "page_snapshot"), "camera"),
    **dict.fromkeys(("tracking", "tracking_screenshot", "courier_hq_record", "courier_outlet_note"), "truck"),
    "platform_chat": "chat", "text": "pen", "weight_record": "box",
}  # fmt: skip
FORMS = {
    **dict.fromkeys(PICTURES, "picture"), **dict.fromkeys(VIDEOS, "video"), PDF: "pdf", TEXT: "text",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class File:
    """A file as a page shows it: ``form`` is picture, video, pdf or text; the addresses are empty once it is erased.

    ``original`` is there for who may have it as it was sent; ``taken_at`` only where it tells nobody a place.
    """

    form: str
    number: int
    view: str
    thumb: str
    original: str
    size: str
    length: str
    taken_at: datetime | None
    erased_at: datetime | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """The context ``card`` of ``parts/evidence_card.html``.

    ``tone`` and ``icon`` dress ``state``; ``speaks`` are (fact, for or against); ``challenge`` is an address while who
    looks may challenge it, until ``challenge_until``; ``proof`` is the digest of its service.
    """

    id: str
    url: str
    title: str
    words: str
    kind: str
    by: str
    mine: bool
    at: datetime
    taken_at: datetime | None
    tone: str
    icon: str
    state: Text
    why: str
    proves: str
    speaks: tuple[tuple[str, Text], ...]
    served: datetime | None
    proof: str
    challenged: tuple[str, ...]
    challenge: str
    challenge_until: datetime | None
    files: tuple[File, ...]
    digest: str
    drawn: str

    @property
    def cover(self) -> File | None:
        """The first file that has a picture of it."""
        return next((file for file in self.files if file.thumb), None)

    @property
    def first(self) -> File | None:
        """The first file."""
        return self.files[0] if self.files else None

    @property
    def brief(self) -> str:
        """The digest as far as people compare it."""
        return f"{self.digest[:4]}…{self.digest[-4:]}" if self.digest else ""


def cards(seen: Opened, teller: Teller, pieces: Mapping[str, Any], told: Iterable[Stored]) -> list[Card]:
    """Give the evidence of an opened case in the order it came in; one read.

    ``pieces`` are those of `prospects`, ``told`` the rows of its events that tell of evidence.
    """
    handed = handed_in_by(told)
    rows = seen.case.facts.get("evidence", ())
    return [card(seen, teller, row, handed.get(str(row["id"])), pieces.get(str(row["id"]), {})) for row in rows]


def card(seen: Opened, teller: Teller, row: Mapping[str, Any], handed: Handed | None, piece: Mapping[str, Any]) -> Card:
    """Give one piece; ``row`` is its row of the facts."""
    by, id_, other = str(row.get("by", "")), str(row["id"]), OTHER.get(str(row.get("by", "")), "")
    tone, icon, state = _state(row)
    served = handed.served.get(other) if handed else None
    until = _until(seen, id_, by)
    about = fact_name(teller, seen.case, str(row["proves"])) if row.get("proves") else ""
    return Card(
        id_, reverse("evidence_item", args=[seen.stream, id_]), title(teller, row), words(teller, row),
        teller.begun(called(KINDS, str(row.get("kind", "")), teller.lang)), teller.begun(teller.who(by)),
        by == seen.side, row["at"], row.get("taken_at"), tone, icon, state, _why(teller, state, piece), about,
        tuple(_speech(teller, seen, *said) for said in piece.get("speaks", ())),
        served.at if served else seen.case.served.get((id_, other)), served.proof if served else "",
        tuple(teller.text(ground) for challenged, ground in sorted(seen.case.challenged) if challenged == id_),
        reverse("do", args=[seen.stream, "challenge_evidence"]) + f"?id={id_}" if until else "", until,
        tuple(_file(seen, it, number) for number, it in enumerate(handed.files if handed else (), 1)),
        handed.event.digest if handed else "", DRAWN.get(str(row.get("kind", "")), "file"),
    )  # fmt: skip


def files_of(seen: Opened) -> dict[str, tuple[File, ...]]:
    """Give the files of every piece of an opened case, by its id; for ``parts/evidence_files.html``. Two reads."""
    return {
        id_: tuple(_file(seen, kept, number) for number, kept in enumerate(handed.files, 1))
        for id_, handed in handed_in(seen.stream).items()
    }


def title(teller: Teller, row: Mapping[str, Any]) -> str:
    """What a piece shows in one sentence: of who handed it in, else of the pack, else of what kind it is."""
    own = teller.text(str(row.get("title", "")))
    if own and not _is_hidden(own):
        return own
    return words(teller, row) or called(KINDS, str(row.get("kind", "")), teller.lang)


def words(teller: Teller, row: Mapping[str, Any]) -> str:
    """What a piece shows as the pack calls it, or as it was written; nothing for who may not read it."""
    law = teller.pack(teller.case)
    for key in ("shows", "says", "finding"):
        word = str(row.get(key, ""))
        known = law.words.get(word) if law is not None else None
        said = known.label.say(teller.lang) if known is not None else teller.text(word)
        if said and not _is_hidden(said):
            return said.replace("_", " ")
    return ""


def _is_hidden(said: str) -> bool:
    """What stands for a text that who looks may not see, or that was erased."""
    return len(said) == 64 and all(char in "0123456789abcdef" for char in said)


def _speech(teller: Teller, seen: Opened, fact: str, speaks: object) -> tuple[str, Text]:
    return fact_name(teller, seen.case, fact), Text("支持", "for") if speaks else Text("反对", "against")


def _state(row: Mapping[str, Any]) -> tuple[str, str, Text]:
    if row.get("late"):
        return LATE
    if row.get("left"):
        return LEFT
    return JUDGED.get(str(row.get("judged", ""))) or JUDGED.get(str(row.get("prima_facie", ""))) or WAITS


def _why(teller: Teller, state: Text, piece: Mapping[str, Any]) -> str:
    """Why a piece counts or not; that one nobody has looked at yet does not count goes without saying."""
    return "" if state is WAITS[2] and not piece.get("counted") else str(piece.get(teller.lang, ""))


def _until(seen: Opened, id_: str, by: str) -> datetime | None:
    """Until when who looks may challenge a piece of the other side; None where not."""
    if not seen.side or by == seen.side or seen.case.stage not in (EVIDENCE, REVIEW):
        return None
    if (id_, seen.side) not in seen.case.served:
        return None
    until = challenge_until(seen.case, seen.court, id_, seen.side)
    return until if until is not None and seen.now < until else None


def _file(seen: Opened, kept: Kept, number: int) -> File:
    form = FORMS.get(kept.media_type, "file")
    if kept.erased_at is not None:
        return File(form, number, "", "", "", "", "", None, kept.erased_at)
    url = reverse("file", args=[seen.stream, kept.commitment])
    whole = seen.place.role in (*SEES_WHOLE, kept.person)
    told = whole or not kept.about.get("place")
    at = datetime.fromisoformat(kept.about["taken_at"]) if told and "taken_at" in kept.about else None
    seconds = int(kept.about.get("seconds", 0))
    return File(
        form, number, url, f"{url}?form=thumb" if form == "picture" else "",
        f"{url}?form=original" if whole else "", megabytes(kept.size),
        f"{seconds // 60}:{seconds % 60:02}" if seconds else "", at, None,
    )  # fmt: skip
