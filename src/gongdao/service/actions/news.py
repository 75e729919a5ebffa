"""Tells open cases what the marketplace came to know of their orders, and nothing that they know already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from gongdao.case.facts import at_path
from gongdao.case.stages.opening import TakeFacts
from gongdao.case.state import LISTS, NEW, Case, Row
from gongdao.kernel.errors import Refused
from gongdao.service.installation import law, now
from gongdao.service.market import facts
from gongdao.service.market.models import Order
from gongdao.service.people.actor import MARKETPLACE
from gongdao.service.queries.cases import glance
from gongdao.service.record import blobs, folded, store
from gongdao.service.record.models import CaseRow

# What a case notes of a message when it comes in, beside what it says.
NOTED = frozenset({"scripts"})


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
        _told(stream, order, known_at, parts)
        for order in wanted
        for stream in open_cases.get((order.source, order.external_id), ())
    )


def _open_cases(orders: Collection[Order]) -> dict[tuple[str, str], list[str]]:
    """The open cases of some orders, by source and external id of the order; one read."""
    found: dict[tuple[str, str], list[str]] = {}
    sources = {order.source for order in orders}
    for source in sources:
        ids = [order.external_id for order in orders if order.source == source]
        rows = CaseRow.objects.filter(source=source, order_id__in=ids, closed_at=None).exclude(stage=NEW)
        for order_id, stream in rows.order_by("stream").values_list("order_id", "stream"):
            found.setdefault((source, order_id), []).append(stream)
    return found


def _told(stream: str, order: Order, known_at: datetime, parts: Collection[str]) -> Told:
    case, at = _case(stream), now()
    texts = blobs.texts(law().using, stream)
    news = [
        TakeFacts(at, MARKETPLACE, order.source, min(at, known_at), path, row)
        for path, row in _news(case, texts, facts.rows(order, parts))
    ]
    if not news:
        return Told(stream, 0)
    try:
        store.submit_all(law(), stream, news, at)
    except Refused:
        return _one_by_one(stream, news, at)
    return Told(stream, len(news))


def _one_by_one(stream: str, news: Sequence[TakeFacts], at: datetime) -> Told:
    """What a case refuses keeps nothing else from it."""
    taken, refused = 0, ""
    for command in news:
        try:
            store.submit(law(), stream, command, at)
            taken += 1
        except Refused as no:
            refused = no.code
    return Told(stream, taken, refused)


def _case(stream: str) -> Case:
    row = glance(stream)
    with connection.cursor() as cursor:
        return folded.case_at(cursor, stream, row.head) if row is not None else Case()


def _news(case: Case, texts: Mapping[str, str], rows: Iterable[tuple[str, Row]]) -> Iterator[tuple[str, Row]]:
    for path, row in rows:
        if path in LISTS:
            if dict(row) not in [_plain(each, texts) for each in case.facts.get(path, ())]:
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
