"""Opens a complaint about staff: a case of its own kind, which only a supervisor may answer."""

from __future__ import annotations

from django.conf import settings
from django.db import connection

from gongdao.case.stages.opening import OpenRequest, TakeFacts
from gongdao.case.state import Row
from gongdao.kernel.errors import Refused
from gongdao.service.actions.open_request import next_number
from gongdao.service.installation import law, now
from gongdao.service.people.actor import Actor
from gongdao.service.queries.access import place
from gongdao.service.queries.cases import PARTIES, opened
from gongdao.service.record import store
from gongdao.service.record.keys import checked_key
from gongdao.service.record.stream import stream_id

SUBJECTS = ("misjudged", "unanswered", "conduct")


def complain(actor: Actor, stream: str, about: str, key: str) -> str:
    """Complain about how a case of one's own was handled; gives the stream of the complaint.

    Sent again with the same key it is the same complaint.

    :raises Refused: the case is not one's own, nobody has handled it yet, or it is complained about nothing known.
    """
    if about not in SUBJECTS:
        raise Refused("complaint-about", about=about, allowed=SUBJECTS)
    if not checked_key(key):
        raise Refused("key-form", key=key)
    key = f"complaint/{actor.person}/{key}"  # a key of somebody else's finds nothing
    standing = place(actor, stream, *PARTIES)
    seen = opened(actor, stream, *PARTIES)
    staff = seen.case.owner or (seen.case.former[-1] if seen.case.former else "")
    if not staff:
        raise Refused("nobody-handled", case=seen.row.number)
    done = _done(key)
    made = next(iter(done.values()), "") or stream_id(settings.GONGDAO_SOURCE, next_number(now()))
    told: list[tuple[str, Row]] = [("complained", (("case", seen.row.number), ("staff", staff), ("about", about)))]
    if standing.role == "seller":
        told.insert(0, ("seller", (("id", str(seen.case.facts["seller"]["id"])),)))
    for path, row in told:
        if f"{key}-{path}" not in done:
            _take(made, path, row, f"{key}-{path}")
    if key not in done:
        _ask(made, f"{standing.role}:{actor.person}", key)
    return made


def _ask(stream: str, by: str, key: str) -> None:
    at, number = now(), stream.partition(":")[2]
    request = OpenRequest(at, by, number, settings.GONGDAO_PLATFORM, "", (("type", "complaint_about_staff"),))
    store.submit(law(), stream, request, at, key)


def _take(stream: str, path: str, row: Row, key: str) -> None:
    at = now()
    store.submit(law(), stream, TakeFacts(at, "platform", settings.GONGDAO_SOURCE, at, path, row), at, key)


def _done(key: str) -> dict[str, str]:
    """What of this very complaint was written before: the stream, by the key of each part."""
    parts = [key, f"{key}-seller", f"{key}-complained"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, stream FROM record_key WHERE key IN (%s, %s, %s)", parts)
        return dict(cursor.fetchall())
