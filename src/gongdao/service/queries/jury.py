"""What a juror is shown: the cases before the jury, without who the parties are and without the votes of others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongdao.kernel.errors import Refused
from gongdao.service.people.actor import Actor
from gongdao.service.people.models import JUROR
from gongdao.service.queries.desk import select
from gongdao.service.record.instants import read

MOST = 50
_OPEN = (
    "SELECT c.stream, c.case_id, c.reason, c.pack, c.seller, (SELECT MIN(d.due) FROM record_deadline d"
    " WHERE d.stream = c.stream AND d.party = 'jury'), c.stage, CASE WHEN p.person IS NULL THEN 0 ELSE 1 END"
    " FROM record_case c LEFT JOIN record_party p ON p.stream = c.stream AND p.person = %s AND p.role = 'juror'"
    " WHERE c.buyer <> %s AND (c.stage = 'jury' OR p.person IS NOT NULL) ORDER BY 8, 6, 1 LIMIT %s"
)


@dataclass(frozen=True, slots=True)
class Seat:
    """A case a juror may vote in, or has voted in; ``due`` is when voting ends."""

    stream: str
    number: str
    reason: str
    pack: str
    due: datetime | None
    open: bool
    voted: bool


def seats(actor: Actor) -> tuple[Seat, ...]:
    """Give the cases before the jury, those still to be voted in first; no dispute of one's own or of one's shop.

    :raises Refused: ``page-not-found`` for who is no juror.
    """
    if not actor.has(JUROR):
        raise Refused("page-not-found")
    rows = select(_OPEN, [f"{JUROR}:{actor.person}", actor.person, MOST])
    return tuple(
        Seat(stream, number, reason, pack, read(due) if due else None, stage == "jury", bool(voted))
        for stream, number, reason, pack, seller, due, stage, voted in rows
        if seller not in actor.shops
    )
