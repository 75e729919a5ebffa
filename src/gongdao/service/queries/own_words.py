"""Reads what the people of an opened case wrote of it in their own words: the request, its refusal, the appeals."""

from __future__ import annotations

from django.db import connection

from gongdao.case.decider import Recorded
from gongdao.case.state import did
from gongdao.service.queries.cases import Opened
from gongdao.service.record.stream import Stored, recorded_of
from gongdao.service.record.tables import EVENT_COLUMNS
from gongdao.telling.own_words import written_with

_WRITTEN = ("RequestOpened", "RequestRefused", "Appealed")
_READ = (
    f"SELECT {', '.join(EVENT_COLUMNS[1:])} FROM record_event"
    " WHERE stream = %s AND seq <= %s AND type IN (%s, %s, %s) ORDER BY seq"
)


def writings(seen: Opened) -> tuple[Recorded, ...]:
    """Give the events in which somebody wrote of the case; none for who may not see texts.

    One read; none where nobody wrote anything.
    """
    claim = tuple(seen.case.facts.get("claim", {}).items())
    wrote = bool(written_with(claim)) or did(seen.case, "refuse_request") or seen.case.round > 0
    if not wrote or not seen.sees_people:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(_READ, [seen.stream, seen.row.seq, *_WRITTEN])
        rows = cursor.fetchall()
    return tuple(recorded_of(Stored(*row)) for row in rows)
