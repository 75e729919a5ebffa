"""The pictures of a case as whoever finds the facts looks at them closer: what their files say, and where they were."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from gongdao.case.state import Case
from gongdao.kernel.errors import Refused
from gongdao.screening.pictures.differences import Differences, differences
from gongdao.screening.pictures.levels import error_levels
from gongdao.screening.pictures.reading import MOST_BYTES, Picture, read_picture
from gongdao.service.installation import law
from gongdao.service.people.actor import Actor
from gongdao.service.queries.access import place
from gongdao.service.queries.cases import Opened
from gongdao.service.queries.files import STAFF, handed_in
from gongdao.service.queries.known_pictures import LISTING, Use, uses
from gongdao.service.record import file_store
from gongdao.service.record.models import PictureRow

# So many comparisons are kept in memory for the picture that is asked for after the page; each is some 300 KB.
COMPARED = 8
MOST_SURE = 99


@dataclass(frozen=True, slots=True)
class Pictured:
    """A picture of a case: ``id`` of its piece of evidence, its number among the files of that, whose, of what kind."""

    id: str
    number: int
    by: str
    kind: str
    commitment: str

    @property
    def name(self) -> str:
        """What names it among all pictures of the case."""
        return f"{self.id}-{self.number}"

    @property
    def is_listing(self) -> bool:
        """Whether it is said to show the page of the goods."""
        return self.kind == LISTING


def pictures_of(seen: Opened) -> tuple[Pictured, ...]:
    """Give the pictures of an opened case that were not erased, in the order they came in. Two reads."""
    return tuple(_pictures(seen.case, seen.stream))


def _pictures(case: Case, stream: str) -> Iterator[Pictured]:
    rows = {str(row["id"]): row for row in case.facts.get("evidence", ())}
    for id_, handed in handed_in(stream).items():
        row = rows.get(id_, {})
        for number, file in enumerate(handed.files, 1):
            if file.media_type.startswith("image/") and file.erased_at is None:
                yield Pictured(id_, number, str(row.get("by", "")), handed.event.kind, file.commitment)


def picked(seen: Opened, name: str) -> Pictured:
    """Give the picture of an opened case that has a name such as ``E2-1``.

    :raises Refused: ``page-not-found``: there is none.
    """
    found = next((it for it in pictures_of(seen) if it.name == name), None)
    if found is None:
        raise Refused("page-not-found")
    return found


def picture(it: Pictured) -> Picture:
    """Read a picture.

    :raises Refused: as `read_picture` does.
    """
    return read_picture(_content(_path(it)))


def levels(it: Pictured) -> bytes:
    """Give the map of error levels of a picture as a PNG.

    :raises Refused: as `error_levels` does.
    """
    return error_levels(_content(_path(it)))


def compared(listing: Pictured, theirs: Pictured) -> Differences:
    """Measure two pictures of a case against each other.

    :raises Refused: as `read_picture` does.
    """
    one, other = _path(listing), _path(theirs)
    if not (one.is_file() and other.is_file()):
        raise Refused("picture-broken")
    return _compared(str(one), str(other))


@lru_cache(maxsize=COMPARED)
def _compared(one: str, other: str) -> Differences:
    return differences(read_picture(_content(Path(one))), read_picture(_content(Path(other))))


def used_before(actor: Actor, it: Pictured) -> tuple[tuple[Use, int, bool], ...]:
    """Give where pictures alike were handed in: how likely they are the same, in percent, and whether by the same.

    Those of cases in which who looks is a party are left out.
    """
    using = law().using
    row = PictureRow.objects.using(using).filter(commitment=it.commitment).first()
    if row is None:
        return ()
    scores: dict[int, int] = dict(json.loads(row.alike))
    found = uses(using, [row.number, *scores])
    mine = found.pop(row.number, None)
    ordered = sorted(found.values(), key=lambda use: -scores[use.number])
    return tuple(
        (use, min(MOST_SURE, round(scores[use.number] / 10)), mine is not None and use.person == mine.person)
        for use in ordered
        if _may_see(actor, use.stream)
    )


def waits(it: Pictured) -> bool:
    """Whether a picture is still to be screened."""
    return PictureRow.objects.using(law().using).filter(commitment=it.commitment, due_at__isnull=False).exists()


def _may_see(actor: Actor, stream: str) -> bool:
    try:
        place(actor, stream, *STAFF)
    except Refused:
        return False
    return True


def _path(it: Pictured) -> Path:
    return file_store.path_of(law().using, it.commitment)


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
    except OSError as wrong:
        raise Refused("picture-broken") from wrong
    if size > MOST_BYTES:
        raise Refused("picture-heavy", size=size >> 20, most=MOST_BYTES >> 20)
    return path.read_bytes()
