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
from gongdao.service.queries.access import Place, place
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
    standing = place(actor, stream, *PARTIES)
    seen = opened(actor, stream, *PARTIES)
    staff = seen.case.owner or (seen.case.former[-1] if seen.case.former else "")
    if not staff:
        raise Refused("nobody-handled", case=seen.row.number)
    made = _known(key) or stream_id(settings.GONGDAO_SOURCE, next_number(now()))
    shop = str(seen.case.facts.get("seller", {}).get("id", ""))
    if standing.role == "seller":
        _take(made, "seller", (("id", shop),), f"{key}-seller")
    _take(made, "complained", (("case", seen.row.number), ("staff", staff), ("about", about)), f"{key}-about")
    at = now()
    number = made.partition(":")[2]
    claim: Row = (("type", "complaint_about_staff"),)
    request = OpenRequest(at, _by(actor, standing), number, settings.GONGDAO_PLATFORM, "", claim, (), ())
    store.submit(law(), made, request, at, key)
    return made


def _by(actor: Actor, standing: Place) -> str:
    return f"{standing.role}:{actor.person}"


def _take(stream: str, path: str, row: Row, key: str) -> None:
    at = now()
    store.submit(law(), stream, TakeFacts(at, "platform", settings.GONGDAO_SOURCE, at, path, row), at, key)


def _known(key: str) -> str:
    """The stream that this very complaint began before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT stream FROM record_key WHERE key IN (%s, %s)", [f"{key}-about", f"{key}-seller"])
        row = cursor.fetchone()
    return str(row[0]) if row else ""
