"""Pieces of evidence with their files, and who may see which of them: parties, who decides, jurors; never strangers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection

from gongdao.case.stages.evidence import EvidenceServed, EvidenceSubmitted
from gongdao.case.state import OTHER, role
from gongdao.kernel.errors import Refused
from gongdao.service.installation import law, now
from gongdao.service.people.actor import MARKETPLACE, Actor
from gongdao.service.people.models import AccessRow
from gongdao.service.queries.access import Place, place
from gongdao.service.queries.cases import Opened
from gongdao.service.record import file_store
from gongdao.service.record.file_store import THUMB, VIEW, Kept
from gongdao.service.record.models import UploadRow
from gongdao.service.record.stream import Stored, recorded_of
from gongdao.service.record.tables import EVENT_COLUMNS

PARTIES, STAFF = ("buyer", "seller"), ("staff", "supervisor")
# Who sees evidence at all, and who sees a file as it was sent even if it is another's.
SEES = (*PARTIES, *STAFF, "juror", MARKETPLACE)
SEES_WHOLE = (*STAFF, MARKETPLACE)
# The events that tell of a piece.
HANDED = ("EvidenceSubmitted", "EvidenceServed")
_HANDED = f"SELECT {', '.join(EVENT_COLUMNS[1:])} FROM record_event WHERE stream = %s AND type IN {HANDED} ORDER BY seq"


@dataclass(frozen=True, slots=True)
class Handed:
    """A piece as it was handed in: ``seq`` is its place in the chain, ``served`` when on whom with which proof."""

    seq: int
    event: EvidenceSubmitted
    served: Mapping[str, EvidenceServed]
    files: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True)
class Sight:
    """A file as somebody may see it: where its bytes lie, and what of them is blanked.

    ``whole`` tells that it may be had as it was sent; ``blanks`` are (offset, length) of boxes of a video.
    """

    path: Path
    media_type: str
    name: str
    whole: bool
    blanks: tuple[tuple[int, int], ...] = ()


def handed_in(stream: str, *, files: bool = True) -> dict[str, Handed]:
    """Give the pieces handed in to a case by their ids, with their files; two reads, and no check."""
    with connection.cursor() as cursor:
        cursor.execute(_HANDED, [stream])
        found = _handed(Stored(*row) for row in cursor.fetchall())
    return _with_files(found) if files else found


def handed_in_by(rows: Iterable[Stored]) -> dict[str, Handed]:
    """Give the pieces that rows of a case tell of, by their ids, with their files; one read, and no check."""
    return _with_files(_handed(row for row in rows if row.type in HANDED))


def _handed(rows: Iterable[Stored]) -> dict[str, Handed]:
    found: dict[str, Handed] = {}
    for row in rows:
        event = recorded_of(row).event
        if isinstance(event, EvidenceSubmitted):
            found[event.id] = Handed(row.seq, event, {})
        elif isinstance(event, EvidenceServed) and event.id in found:
            before = found[event.id]
            found[event.id] = Handed(before.seq, before.event, {**before.served, role(event.to): event})
    return found


def _with_files(found: Mapping[str, Handed]) -> dict[str, Handed]:
    every = file_store.kept(law().using, sorted({it.event.digest for it in found.values()}))
    return {
        id_: Handed(it.seq, it.event, it.served, tuple(file for file in every if file.manifest == it.event.digest))
        for id_, it in found.items()
    }


def piece(seen: Opened, id_: str) -> Handed:
    """Give one piece of an opened case.

    :raises Refused: there is none, or who looks sees no evidence.
    """
    if seen.place.role not in SEES:
        raise Refused("not-yours", by=seen.place.role, allowed=SEES)
    found = handed_in(seen.stream).get(id_)
    if found is None:
        raise Refused("evidence-not-found", case=seen.stream, id=id_)
    return found


def sight(actor: Actor, stream: str, commitment: str, made: str = VIEW) -> Sight:
    """Give a file of a case for somebody: ``made`` is ``view``, ``thumb`` or ``original``.

    Pictures of others come without what the camera wrote into them, videos with it blanked. Who reads it besides the
    parties and the marketplace is noted.

    :raises Refused: one has no place in the case that sees evidence, there is no such file, or it was erased.
    """
    standing = place(actor, stream, *SEES)
    using = law().using
    kept = file_store.find(using, commitment)
    if kept is None or kept.stream != stream or not _is_named(kept):
        return _own_upload(standing, stream, commitment, made)
    if kept.erased_at is not None:
        raise Refused("blob-erased", commitment=commitment, at=kept.erased_at.isoformat())
    if standing.role not in (*PARTIES, MARKETPLACE):
        AccessRow.objects.create(
            at=now(), person=actor.person, role=standing.role, what="file", stream=stream, via=actor.via
        )
    return _sight(using, kept, made, whole=standing.role in (*SEES_WHOLE, kept.person))


def _sight(using: str, kept: Kept, made: str, *, whole: bool) -> Sight:
    name = f"{kept.stream.partition(':')[2]}-{kept.commitment[:8]}"
    drawn = file_store.path_of(using, kept.commitment, THUMB if made == THUMB else VIEW)
    if drawn.exists() and (made in (VIEW, THUMB) or not whole):
        return Sight(drawn, "image/jpeg", f"{name}.jpg", whole)
    if not whole and kept.media_type.startswith("image/"):
        # What was drawn of it is not there (a restore lost it): the file itself tells what its camera wrote.
        raise Refused("file-not-found", commitment=kept.commitment)
    blanks = () if whole else tuple((int(at), int(size)) for at, size in kept.about.get("blanks", ()))
    path = file_store.path_of(using, kept.commitment)
    return Sight(path, kept.media_type, f"{name}{ENDINGS.get(kept.media_type, '')}", whole, blanks)


ENDINGS = {
    "image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "image/avif": ".avif", "video/mp4": ".mp4",
    "video/quicktime": ".mov", "video/webm": ".webm", "application/pdf": ".pdf", "text/plain": ".txt",
}  # fmt: skip


def _own_upload(standing: Place, stream: str, commitment: str, made: str) -> Sight:
    """A file that was sent and is not handed in yet is seen by who sent it."""
    using = law().using
    row = UploadRow.objects.using(using).filter(stream=stream, by=standing.by, commitment=commitment).first()
    if row is None or not commitment:
        raise Refused("file-not-found", commitment=commitment)
    kept = Kept(
        commitment, stream, row.person, "", row.name, row.media_type, row.size, {}, now(), None
    )  # fmt: skip
    return _sight(using, kept, made, whole=True)


def _is_named(kept: Kept) -> bool:
    """Whether an event of the case names the list in which a file stands."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM record_event WHERE stream = %s AND type = 'EvidenceSubmitted' AND body LIKE %s LIMIT 1",
            [kept.stream, f'%"{kept.manifest}"%'],
        )
        return cursor.fetchone() is not None


def seen_by_other(seen: Opened, actor: Actor, handed: Handed) -> datetime | None:
    """Note that the other side opened a piece, the first time it does, and give when it did so first.

    It stands beside the service on the site, which was made when the piece was handed in and is not moved by it.
    """
    owner, what = role(handed.event.by), f"evidence {handed.event.id}"
    other = OTHER.get(owner, "")
    rows = AccessRow.objects.filter(stream=seen.stream, what=what, role=other).order_by("at")
    first = rows.values_list("at", flat=True).first()
    if first is None and seen.place.role == other:
        first = seen.now
        AccessRow.objects.create(
            at=first, person=actor.person, role=other, what=what, stream=seen.stream, via=actor.via
        )
    return first
