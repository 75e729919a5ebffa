"""Finds in lists of cases those in which an offer of the other side waits for an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from gongdao.case.due import answerers
from gongdao.service.record import folded
from gongdao.service.record.stream import Head

# Whether the buyer, or the seller, ever made an offer in an open case: only then is the case itself looked at. With
# them comes where its chain ends.
_MADE = (
    "CASE WHEN c.closed_at IS NULL AND EXISTS (SELECT 1 FROM record_event m WHERE m.stream = c.stream"
    " AND m.type = 'OfferMade' AND m.actor LIKE '{}%%') THEN 1 ELSE 0 END, c.seq, c.digest, c.updated_at"
)
MADE_BY = {party: _MADE.format(party) for party in ("buyer", "seller")}


def to_answer(cursor: Any, party: str, rows: Iterable[tuple[str, Sequence[Any]]]) -> frozenset[str]:
    """Give the streams in which an offer waits for a party, of rows of a stream and what `MADE_BY` read of it.

    No read where nobody made an offer, or the cases are remembered.
    """
    heads = {stream: Head(*end) for stream, (made, *end) in rows if made}
    written = folded.cases_at(cursor, heads) if heads else {}
    return frozenset(stream for stream, case in written.items() if party in answerers(case))
