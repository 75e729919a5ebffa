"""Pictures that were handed in before: their index, held in memory and topped up from the table, and where each was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from gongdao.kernel.errors import Refused
from gongdao.screening.pictures.index import Found, HashIndex, added, look_up
from gongdao.screening.pictures.marks import VERSION, Fingerprint, made_by, unpacked
from gongdao.screening.pictures.matching import likeness
from gongdao.screening.pictures.screen import Earlier
from gongdao.service.record.instants import read, stored
from gongdao.service.record.models import PictureRow
from gongdao.service.record.rows import some

CHUNK = 20_000
# Rows are not always seen in the order of their instants: whoever writes one says when before others see it.
OVERLAP = timedelta(minutes=2)
# How long marks of pictures that were erased may lie in memory; they name nothing from the moment they are erased.
ANEW = timedelta(days=1)
MOST_SAME = 24
LISTING = "page_snapshot"
_USES = (
    "SELECT p.number, p.stream, p.person, p.kind, p.digest, p.at, p.commitment, c.source, c.case_id, c.order_id,"
    " c.buyer, c.seller FROM record_picture p JOIN record_case c ON c.stream = p.stream"
    " WHERE p.erased_at IS NULL AND p.known_at IS NOT NULL AND p.number IN ({})"
)


@dataclass(slots=True)
class Known:
    """The index as one process holds it: ``recent`` are the numbers known since a little before ``until``."""

    index: HashIndex = field(default_factory=HashIndex)
    until: datetime | None = None
    recent: dict[int, datetime] = field(default_factory=dict)
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """Where a picture was handed in: by which side and person, as what kind of evidence, in which case and order."""

    number: int
    stream: str
    role: str
    kind: str
    digest: str
    at: datetime
    commitment: str
    source: str
    case_id: str
    order: str
    buyer: str
    seller: str

    @property
    def person(self) -> str:
        """Who handed it in: a buyer, or a shop."""
        return f"{self.source}:{self.role}:{self.buyer if self.role == 'buyer' else self.seller}"

    @property
    def earlier(self) -> Earlier:
        """The use as screening takes it."""
        return Earlier(self.stream, self.person, self.at, self.digest, listing=self.kind == LISTING)


def top_up(known: Known, using: str, at: datetime) -> list[int]:
    """Take into the index what became known since it was topped up last; once a day it is made anew.

    Gives the numbers of pictures whose fingerprint an earlier version of the program made: they are not in the index.
    """
    if known.made_at is None or at - known.made_at >= ANEW:
        known.index, known.until, known.recent, known.made_at = HashIndex(), None, {}, at
    rows = PictureRow.objects.using(using).filter(known_at__isnull=False, marks__isnull=False)
    if known.until is not None:
        rows = rows.filter(known_at__gte=stored(known.until - OVERLAP))
    chunk: list[tuple[int, Fingerprint]] = []
    old: list[int] = []
    for number, marks, since in rows.values_list("number", "marks", "known_at").iterator(CHUNK):
        if number in known.recent or marks is None or since is None:
            continue
        if made_by(bytes(marks)) < VERSION:
            old.append(number)
            continue
        known.recent[number] = read(since)
        chunk += [(number, seen) for seen in _readable(bytes(marks))]
        if len(chunk) >= CHUNK:
            known.index, chunk = added(known.index, chunk), []
    known.index = added(known.index, chunk)
    _forget(known)
    return old


def _readable(marks: bytes) -> list[Fingerprint]:
    """The fingerprint that was kept; none where another version of the program made it."""
    try:
        return [unpacked(marks)]
    except Refused:
        return []


def _forget(known: Known) -> None:
    """Remember only those numbers that the next topping up may meet again."""
    if known.recent:
        known.until = max(known.recent.values())
        known.recent = {number: at for number, at in known.recent.items() if at >= known.until - OVERLAP}


def alike(known: Known, using: str, row: PictureRow, seen: Fingerprint) -> list[tuple[Found, Use]]:
    """Give the other pictures that may be the same as one, the likest first, and where they were handed in."""
    found = {it.number: it for it in look_up(known.index, seen, turns=True)}
    for number, marks in _same_file(using, row):
        for other in _readable(marks):
            found.setdefault(number, Found(number, likeness(seen, other)))
    found.pop(row.number, None)
    where = uses(using, found)
    return [(it, where[it.number]) for it in found.values() if it.number in where]


def _same_file(using: str, row: PictureRow) -> list[tuple[int, bytes]]:
    same = PictureRow.objects.using(using).filter(digest=row.digest, known_at__isnull=False, marks__isnull=False)
    found = same.exclude(pk=row.number).order_by("number").values_list("number", "marks")[:MOST_SAME]
    return [(number, bytes(marks)) for number, marks in found if marks is not None]


def uses(using: str, numbers: Iterable[int]) -> dict[int, Use]:
    """Give where pictures were handed in, by their numbers; those that were erased are left out. One read."""
    asked = list(numbers)
    if not asked:
        return {}
    rows = some(using, _USES.format(", ".join(["%s"] * len(asked))), asked)
    return {int(row[0]): _use(*row) for row in rows}


def _use(
    number: int, stream: str, role: str, kind: str, digest: str, at: str, commitment: str, source: str, case_id: str,
    order: str, buyer: str, seller: str,
) -> Use:  # fmt: skip
    return Use(number, stream, role, kind, digest, read(at), commitment, source, case_id, order, buyer, seller)
