"""Tells open cases what the marketplace came to know of their orders, and nothing that they know already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from gongdao.case.decider import Recorded
from gongdao.case.facts import at_path
from gongdao.case.stages.opening import FactsTaken, TakeFacts
from gongdao.case.state import LISTS, NEW, Case, Row
from gongdao.kernel.errors import Refused
from gongdao.service.actions import screening
from gongdao.service.installation import law, now
from gongdao.service.market import facts
from gongdao.service.market.models import Order
from gongdao.service.people.actor import MARKETPLACE
from gongdao.service.record import blobs, folded, store
from gongdao.service.record.stream import Head

# What a case notes of a message when it comes in, beside what it says.
NOTED = frozenset({"scripts"})


# So many orders of a shop are looked for in one statement.
MOST_ORDERS = 500
_OPEN = (
    "SELECT order_id, stream, seq, digest, updated_at FROM record_case WHERE source = %s AND order_id IN ({})"
    " AND closed_at IS NULL AND stage <> %s ORDER BY stream"
)


@dataclass(frozen=True, slots=True)
class Open:
    """An open case, and where its chain ends."""

    stream: str
    head: Head


@dataclass(frozen=True, slots=True)
class Told:
    """An open case that was told something: how many facts it took in, and the code of what it refused, if it did."""

    stream: str
    taken: int
    refused: str = ""


def tell(orders: Iterable[Order], known_at: datetime, parts: Collection[str] = ()) -> tuple[Told, ...]:
    """Tell the open cases of some orders what is new to them, of these parts of the facts or of all.

    Asked again after it stopped half-way, it tells what was not told yet.
    """
    wanted = list(orders)
    open_cases = _open_cases(wanted)
    return tuple(
        _told(known, order, known_at, parts)
        for order in wanted
        for known in open_cases.get((order.source, order.external_id), ())
    )


def _open_cases(orders: Collection[Order]) -> dict[tuple[str, str], list[Open]]:
    """The open cases of some orders, by source and external id of the order; one read of each source."""
    found: dict[tuple[str, str], list[Open]] = {}
    for source in {order.source for order in orders}:
        ids = sorted({order.external_id for order in orders if order.source == source})
        for order_id, stream, *head in _open_rows(source, ids):
            found.setdefault((source, order_id), []).append(Open(stream, Head(*head)))
    return found


def _open_rows(source: str, ids: Sequence[str]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        rows: list[tuple[Any, ...]] = []
        for some in (ids[n : n + MOST_ORDERS] for n in range(0, len(ids), MOST_ORDERS)):
            cursor.execute(_OPEN.format(", ".join(["%s"] * len(some))), [source, *some, NEW])
            rows += cursor.fetchall()
        return rows


def _told(known: Open, order: Order, known_at: datetime, parts: Collection[str]) -> Told:
    at, stream = now(), known.stream
    with connection.cursor() as cursor:
        case = folded.case_at(cursor, stream, known.head)
    texts = blobs.texts(law().using, stream)
    news = [
        TakeFacts(at, MARKETPLACE, order.source, min(at, known_at), path, row)
        for path, row in _news(case, texts, facts.rows(order, parts))
    ]
    if not news:
        return Told(stream, 0)
    lines = len(case.facts.get("chat", ()))
    try:
        receipt = store.submit_all(law(), stream, news, at)
    except Refused:
        return _one_by_one(stream, news, at, lines)
    screening.chat_came_in(stream, receipt.case, lines, {**texts, **_said(news, receipt.events)})
    return Told(stream, len(news))


def _said(news: Sequence[TakeFacts], events: Sequence[Recorded]) -> dict[str, str]:
    """What was said in the lines of a chat, by the commitments that the case holds in the place of it."""
    told = (dict(command.row) for command in news if command.path == "chat")
    taken = (it.event for it in events if isinstance(it.event, FactsTaken))
    kept = (dict(event.row) for event in taken if event.path == "chat")
    return {str(line["text"]): str(row["text"]) for line, row in zip(kept, told, strict=True)}


def _one_by_one(stream: str, news: Sequence[TakeFacts], at: datetime, lines: int) -> Told:
    """What a case refuses keeps nothing else from it; it had so many lines of chat before."""
    taken, refused = 0, ""
    for command in news:
        try:
            store.submit(law(), stream, command, at)
            taken += 1
        except Refused as no:
            refused = no.code
    screening.chat_came_in(stream, store.load(law(), stream), lines)
    return Told(stream, taken, refused)


def _news(case: Case, texts: Mapping[str, str], rows: Iterable[tuple[str, Row]]) -> Iterator[tuple[str, Row]]:
    listed: dict[str, list[dict[str, Any]]] = {}
    for path, row in rows:
        if path in LISTS:
            if path not in listed:
                listed[path] = [_plain(each, texts) for each in case.facts.get(path, ())]
            if dict(row) not in listed[path]:
                yield path, row
            continue
        known = _plain(at_path(case.facts, path) or {}, texts)
        if new := tuple((key, value) for key, value in row if known.get(key) != value):
            yield path, new


def _plain(row: Any, texts: Mapping[str, str]) -> dict[str, Any]:
    """A row of a case's facts as the marketplace told it: texts in the place of their commitments."""
    told = row if isinstance(row, Mapping) else {}
    return {
        key: texts.get(value, value) if isinstance(value, str) else value
        for key, value in told.items()
        if key not in NOTED
    }
