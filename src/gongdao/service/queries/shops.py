"""The inbox of a seller: the disputes of his shops by their own deadlines, in pages; one read for each list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import connection

from gongdao.kernel.errors import Refused
from gongdao.service.people.actor import Actor
from gongdao.service.queries.open_offers import MADE_BY, to_answer
from gongdao.service.record.instants import read, stored
from gongdao.telling.instants import HOME

TODAY, WEEK, LATER, WAITING, CLOSED = range(5)
SHOWS: Mapping[str, tuple[int, ...]] = {
    "open": (TODAY, WEEK, LATER, WAITING), "today": (TODAY,), "mine": (TODAY, WEEK, LATER), "waiting": (WAITING,),
    "closed": (CLOSED,),
}  # fmt: skip
PAGE = 20
_GROUP = (
    "CASE WHEN c.closed_at IS NOT NULL THEN 4 WHEN d.due < %s THEN 0 WHEN d.due < %s THEN 1"
    " WHEN d.due IS NOT NULL OR c.turn LIKE '%%seller%%' THEN 2 ELSE 3 END"
)
# The deadline of the others, where it is not the shop's turn; of a closed case nothing is waited for.
_OTHERS = (
    "LEFT JOIN record_deadline x ON x.stream = c.stream AND d.due IS NULL AND x.party = (SELECT y.party"
    " FROM record_deadline y WHERE y.stream = c.stream ORDER BY y.due, y.party LIMIT 1)"
)
_OF_SHOPS = (
    "FROM record_party p JOIN record_case c ON c.stream = p.stream"
    " LEFT JOIN record_deadline d ON d.stream = c.stream AND d.party = 'seller' AND c.closed_at IS NULL"
)
_ORDER = "LEFT JOIN market_order o ON o.source = c.source AND o.external_id = c.order_id"
_COLUMNS = (
    "c.stream, c.case_id, c.stage, c.suspended, c.reason, c.claimed, c.currency, c.seller, o.title, c.order_id,"
    f" d.due, d.effect, d.rule, x.due, x.effect, c.closed_at, {MADE_BY['buyer']}"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the inbox somebody wants to see; ``after`` is where a page begins, as `Inbox.next` says it."""

    show: str = "open"
    reason: str = ""
    shop: str = ""
    text: str = ""
    after: tuple[int, str, str] | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A dispute in the inbox: ``due`` is the shop's own deadline, ``other_due`` that of who is waited for.

    ``claimed`` is in minor units; ``group`` is TODAY, WEEK, LATER, WAITING or CLOSED; ``offered``: an offer of the
    buyer waits for an answer.
    """

    stream: str
    number: str
    stage: str
    suspended: bool
    reason: str
    claimed: int
    currency: str
    shop: str
    title: str
    order: str
    due: datetime | None
    effect: str
    rule: str
    other_due: datetime | None
    other_effect: str
    closed_at: datetime | None
    group: int
    offered: bool


@dataclass(frozen=True, slots=True)
class Inbox:
    """A page of disputes, where the next one begins, and how many there are by group and by reason."""

    entries: tuple[Entry, ...]
    next: tuple[int, str, str] | None
    counts: Mapping[int, int]
    reasons: tuple[tuple[str, int], ...]


def shops_of(actor: Actor) -> tuple[str, ...]:
    """Give the keys of the shops that somebody acts for.

    :raises Refused: ``page-not-found`` for who acts for none, or came by a link to one case.
    """
    if not actor.shops or actor.stream:
        raise Refused("page-not-found")
    return tuple(sorted(actor.shops))


def inbox(actor: Actor, wanted: Wanted, now: datetime) -> Inbox:
    """Give a page of the disputes of somebody's shops, what is due first before the rest. Two reads.

    :raises Refused: ``page-not-found`` for who acts for no shop.
    """
    shops = shops_of(actor)
    chosen = (wanted.shop,) if wanted.shop in shops else shops
    rows = _rows(chosen, wanted, now)
    with connection.cursor() as cursor:
        offered = to_answer(cursor, "seller", [(row[0], row[16:20]) for row in rows[:PAGE]])
    found = tuple(_entry(row, row[0] in offered) for row in rows[:PAGE])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    counts, reasons = _counts(chosen, now)
    return Inbox(found, (last[-2], last[-1], last[0]) if last else None, counts, reasons)


def ends_of(now: datetime) -> tuple[datetime, datetime]:
    """Give when the day ends by which something is due today, and when the seven days do."""
    midnight = datetime.combine(now.astimezone(HOME).date() + timedelta(days=1), time(), HOME)
    # What is due at 24:00 of a day is due on that day.
    return midnight + timedelta(seconds=1), midnight + timedelta(days=6, seconds=1)


def _rows(shops: Sequence[str], wanted: Wanted, now: datetime) -> list[Any]:
    """The rows of a page and one more: open ones by group and deadline, closed ones by their end, the latest first."""
    groups = SHOWS.get(wanted.show, SHOWS["open"])
    back = groups == (CLOSED,)
    sort = "COALESCE(c.closed_at, d.due, x.due, c.opened_at, '')"
    where, values = _where(shops, wanted)
    inner = f"SELECT {_COLUMNS}, {_GROUP} AS grp, {sort} AS ord {_OF_SHOPS} {_OTHERS} {_ORDER} WHERE {where}"
    page = f"s.grp IN ({_marks(groups)})"
    if wanted.after is not None:
        page += f" AND (s.grp, s.ord, s.stream) {'<' if back else '>'} (%s, %s, %s)"
    way = " DESC" if back else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM ({inner}) s WHERE {page} ORDER BY s.grp{way}, s.ord{way}, s.stream{way} LIMIT %s",
            [*_ends(now), *values, *groups, *(wanted.after or ()), PAGE + 1],
        )
        return list(cursor.fetchall())


def _where(shops: Sequence[str], wanted: Wanted) -> tuple[str, list[Any]]:
    where, values = f"p.role = 'seller' AND p.person IN ({_marks(shops)})", list[Any](shops)
    if wanted.reason:
        where, values = f"{where} AND c.reason = %s", [*values, wanted.reason]
    if wanted.text:
        sought = wanted.text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        like = " OR ".join(f"{column} LIKE %s ESCAPE '!'" for column in ("c.case_id", "c.order_id", "o.title"))
        where, values = f"{where} AND ({like})", [*values, *[f"%{sought}%"] * 3]
    return where, values


def _counts(shops: Sequence[str], now: datetime) -> tuple[Mapping[int, int], tuple[tuple[str, int], ...]]:
    """How many disputes stand in each group, and how many there are for each reason."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_GROUP} AS grp, c.reason, COUNT(*) {_OF_SHOPS}"
            f" WHERE p.role = 'seller' AND p.person IN ({_marks(shops)}) GROUP BY grp, c.reason",
            [*_ends(now), *shops],
        )
        rows = cursor.fetchall()
    counts, reasons = dict.fromkeys(range(5), 0), dict[str, int]()
    for group, reason, number in rows:
        counts[group] += number
        reasons[reason] = reasons.get(reason, 0) + number
    known = sorted(((reason, n) for reason, n in reasons.items() if reason), key=lambda it: (-it[1], it[0]))
    return counts, tuple(known)


def _ends(now: datetime) -> list[str]:
    return [stored(at) for at in ends_of(now)]


def _marks(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _entry(row: Sequence[Any], offered: bool) -> Entry:
    (stream, number, stage, suspended, reason, claimed, currency, shop, title, order, due, effect, rule, other_due,
     other_effect, closed_at, *_, group, _) = row  # fmt: skip
    return Entry(
        stream, number, stage, bool(suspended), reason, claimed, currency, shop, title or "", order, _at(due),
        effect or "", rule or "", _at(other_due), other_effect or "", _at(closed_at), group, offered,
    )  # fmt: skip


def _at(text: str | None) -> datetime | None:
    return read(text) if text else None
