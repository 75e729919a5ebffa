"""Erases what one person wrote and handed in to one case, once it is clear whose it is, and follows the chain after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connections

from gongdao.case.state import CLOSED, role
from gongdao.kernel.errors import Refused
from gongdao.service.record import blobs, file_store
from gongdao.service.record.commitment import TEXT
from gongdao.service.record.export import rows_of
from gongdao.service.record.proof import checked, printable
from gongdao.service.record.rows import some
from gongdao.service.record.stream import Head, checked_name, head_of

PARTIES = ("buyer", "seller")


@dataclass(frozen=True, slots=True)
class Holding:
    """What a case keeps of a person, as the case knows him: how many texts and files, how large they are in bytes.

    ``erased`` counts those that were erased before; ``running`` tells that the case is not closed.
    """

    person: str
    texts: int
    files: int
    size: int
    erased: int
    running: bool


def holding(using: str, stream: str, who: str) -> Holding:
    """Give what a case keeps of a person: ``buyer``, ``seller``, a party with its id, or an actor such as ``staff:7``.

    :raises Refused: there is no such case, or nothing of such a person was ever kept in it.
    """
    known = some(using, "SELECT stage, buyer, seller FROM record_case WHERE stream = %s", [checked_name(stream)])
    stage, *parties = known[0] if known else ("", "", "")
    person = _as_known(who, parties)
    kept = some(
        using,
        "SELECT person, media_type, COUNT(*), SUM(LENGTH(content)), SUM(CASE WHEN erased_at IS NULL THEN 0 ELSE 1 END)"
        " FROM record_blob WHERE stream = %s AND media_type <> %s GROUP BY person, media_type"
        " UNION ALL SELECT person, 'file', COUNT(*), SUM(CASE WHEN erased_at IS NULL THEN size ELSE 0 END),"
        " SUM(CASE WHEN erased_at IS NULL THEN 0 ELSE 1 END) FROM record_file WHERE stream = %s GROUP BY person"
        " ORDER BY 1, 2",
        [stream, file_store.MANIFEST, stream],
    )
    if not known and not kept:
        raise Refused("no-such-stream", stream=stream)
    people = tuple(dict.fromkeys(str(row[0]) for row in kept))
    if person not in people:
        raise Refused("nothing-of-person", stream=stream, person=printable(who), known=people or ("-",))
    own = [
        (media_type, count - gone, size or 0, gone) for name, media_type, count, size, gone in kept if name == person
    ]
    texts = sum(left for media_type, left, _, _ in own if media_type == TEXT)
    files = sum(left for media_type, left, _, _ in own if media_type != TEXT)
    size, erased = sum(int(size) for _, _, size, _ in own), sum(gone for _, _, _, gone in own)
    return Holding(person, texts, files, size, erased, running=bool(known) and stage != CLOSED)


def erase(using: str, stream: str, who: str, now: datetime) -> int:
    """Erase all that a case keeps of a person; gives how many texts and files that were.

    :raises Refused: there is no such case, or nothing of such a person was ever kept in it.
    """
    found = holding(using, stream, who)
    file_store.erase(using, stream, found.person, now)
    blobs.erase(using, stream, found.person, now)
    return found.texts + found.files


def wants_vacuum(using: str) -> bool:
    """Tell whether the database keeps the rows as they were until its owner has them removed."""
    return connections[using].vendor == "postgresql"


def chain_end(using: str, stream: str) -> Head:
    """Follow the chain of a case from its first event to its last, and give its end.

    :raises BadInput: the chain is broken.
    """
    end = Head()
    for row in checked(stream, rows_of(using, stream)):
        end = head_of(row)
    return end


def _as_known(who: str, parties: Sequence[str]) -> str:
    """A party is known in its case by its side alone, but somebody else's id does not stand for it."""
    side, _, own = who.partition(":")
    if role(who) in PARTIES and own and own == parties[PARTIES.index(side)]:
        return side
    return who
