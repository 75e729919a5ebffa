"""What the house keeps of a person, and who looked at it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connection

from gongdao.kernel.errors import Refused
from gongdao.service.delivery.models import Letter
from gongdao.service.market.models import Account, Order
from gongdao.service.people.actor import Actor
from gongdao.service.people.models import AccessRow, User
from gongdao.service.record.commitment import TEXT
from gongdao.service.record.instants import read
from gongdao.telling.instants import HOME

MOST_LOOKS, MOST_DAYS = 2000, 50


@dataclass(frozen=True, slots=True)
class Kept:
    """What a case keeps of a person: as what he is in it, whether it is over, how many texts and files of his side."""

    stream: str
    number: str
    role: str
    closed: bool
    texts: int
    files: int
    opened_at: datetime | None


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody of the platform opened a case of the person."""

    at: datetime
    number: str
    role: str
    what: str


@dataclass(frozen=True, slots=True)
class LooksOfDay:
    """How often somebody of the platform opened the same thing of a case on one day, and when last."""

    last: datetime
    number: str
    role: str
    what: str
    times: int


def kept_of(actor: Actor) -> tuple[Kept, ...]:
    """Give what each case of a person keeps of him, the newest first; two reads.

    :raises Refused: ``page-not-found`` for who is not signed in.
    """
    rows = _cases(actor)
    counts = _counts([row[0] for row in rows])
    return tuple(
        Kept(
            stream, number, role, closed is not None, counts.get((stream, role, "texts"), 0),
            counts.get((stream, role, "files"), 0), read(opened) if opened else None,
        )
        for stream, number, role, closed, opened in rows
    )  # fmt: skip


def looks(actor: Actor) -> tuple[Look, ...]:
    """Give who of the platform opened a case of a person lately; two reads."""
    numbers = {row[0]: row[1] for row in _cases(actor)}
    return tuple(Look(row.at, numbers[row.stream], row.role, row.what) for row in _looked(actor, numbers))


def looks_by_day(actor: Actor) -> tuple[LooksOfDay, ...]:
    """Give who of the platform opened what of a case of a person, the same of one day together, the latest first.

    Two reads.
    """
    numbers = {row[0]: row[1] for row in _cases(actor)}
    found: dict[tuple[object, ...], LooksOfDay] = {}
    for row in _looked(actor, numbers):
        what = row.what.partition(" ")[0]
        key = (row.at.astimezone(HOME).date(), row.person, row.stream, row.role, what)
        known = found.get(key) or LooksOfDay(row.at, numbers[row.stream], row.role, what, 0)
        found[key] = replace(known, times=known.times + 1)
    return tuple(found.values())[:MOST_DAYS]


def profile(actor: Actor) -> dict[str, str]:
    """Give what is known of a person besides his cases.

    :raises Refused: ``page-not-found`` for who is not signed in.
    """
    user = User.objects.filter(pk=actor.user).first() if actor.user else None
    if user is None:
        raise Refused("page-not-found")
    return {
        "name": user.get_full_name(), "username": user.username, "email": user.email, "phone": user.phone,
        "person": user.person, "external_id": user.external_id, "language": user.language,
    }  # fmt: skip


def export(actor: Actor) -> dict[str, Any]:
    """Give all that is kept of a person, as JSON: his account, orders, cases with his own texts, letters, and looks.

    :raises Refused: ``page-not-found`` for who is not signed in.
    """
    orders = Order.objects.filter(buyer__person=actor.person).order_by("placed_at")
    letters = Letter.objects.filter(person=actor.person).order_by("at")
    return {
        "account": {**profile(actor), **_screened_by(actor)},
        "orders": list(orders.values("external_id", "title", "paid", "currency", "placed_at")),
        "cases": [{**asdict(each), "own_texts": _own_texts(each)} for each in kept_of(actor)],
        "letters": list(letters.values("at", "stream", "zh", "en", "read_at")),
        "looks": [asdict(look) for look in looks(actor)],
    }


def _screened_by(actor: Actor) -> dict[str, Any]:
    """What the marketplace told of the account for screening: of the things only how many of each kind."""
    row = Account.objects.filter(user=actor.user).first()
    if row is None:
        return {}
    things = Counter(kind for kind, *_ in row.things)
    return {"since": row.since, "groups": row.groups, "things_known_by_digest": dict(sorted(things.items()))}


def _cases(actor: Actor) -> list[tuple[str, str, str, str | None, str | None]]:
    if not actor.person:
        raise Refused("page-not-found")
    names = [actor.person, *sorted(actor.shops)]
    marks = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.stream, c.case_id, p.role, c.closed_at, c.opened_at FROM record_party p"
            f" JOIN record_case c ON c.stream = p.stream WHERE p.person IN ({marks}) AND p.role IN ('buyer', 'seller')"
            " ORDER BY c.opened_at DESC, c.stream",
            names,
        )
        return list(cursor.fetchall())


def _looked(actor: Actor, numbers: Mapping[str, str]) -> Iterable[AccessRow]:
    rows = AccessRow.objects.filter(stream__in=list(numbers)).exclude(person=actor.person)
    return rows.order_by("-at")[:MOST_LOOKS]


def _counts(streams: Sequence[str]) -> dict[tuple[str, str, str], int]:
    if not streams:
        return {}
    marks = ", ".join(["%s"] * len(streams))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT stream, person, 'texts', COUNT(*) FROM record_blob"
            f" WHERE stream IN ({marks}) AND media_type = %s AND erased_at IS NULL GROUP BY stream, person"
            " UNION ALL SELECT stream, person, 'files', COUNT(*) FROM record_file"
            f" WHERE stream IN ({marks}) AND erased_at IS NULL GROUP BY stream, person",
            [*streams, TEXT, *streams],
        )
        return {(stream, person, kind): count for stream, person, kind, count in cursor.fetchall()}


def _own_texts(kept: Kept) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT content FROM record_blob"
            " WHERE stream = %s AND person = %s AND media_type = %s AND erased_at IS NULL ORDER BY at",
            [kept.stream, kept.role, TEXT],
        )
        return [bytes(content).decode() for (content,) in cursor.fetchall()]
