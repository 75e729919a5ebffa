"""What is known of the shops of a marketplace: what it told, and what its mirror and the cases say besides."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from gongdao.screening.shop_facts import Licence, Listing, Message, Shop
from gongdao.service.installation import law
from gongdao.service.market.facts import instant
from gongdao.service.queries.watched import marks, parts
from gongdao.service.record.instants import read, stored
from gongdao.service.record.rows import each

# Orders, disputes and what is overdue are counted over so long, messages over so long (`Shop`, models/shops).
COUNTED, TALKED = timedelta(days=90), timedelta(days=30)
CURRENCY = "CNY"
# What a shop that promised nothing else ships within (packs/taobao, `ship_due`), in hours.
SHIPS_WITHIN = 48
_SHOPS = "SELECT key, name, facts, profile FROM market_shop WHERE source = %s"
_ORDERS = (
    "SELECT s.key, COUNT(*) FROM market_order o JOIN market_shop s ON s.id = o.shop_id"
    " WHERE o.source = %s AND o.placed_at >= %s GROUP BY s.key"
)
_WAITING = (
    "SELECT s.key, o.placed_at, o.facts FROM market_order o JOIN market_shop s ON s.id = o.shop_id"
    " WHERE o.source = %s AND o.placed_at >= %s AND o.placed_at < %s AND o.status = 'unshipped'"
)
_CASES = (
    "SELECT seller, currency, COUNT(DISTINCT CASE WHEN opened_at >= %s THEN order_id END),"
    " SUM(CASE WHEN closed_at IS NULL THEN claimed ELSE 0 END) FROM record_case"
    " WHERE source = %s AND stage <> 'new' AND (closed_at IS NULL OR opened_at >= %s) GROUP BY seller, currency"
)
_TALK = (
    "SELECT s.key, u.person, m.order_id, m.sender, m.at, m.read_at FROM market_message m"
    " JOIN market_order o ON o.id = m.order_id JOIN market_shop s ON s.id = o.shop_id"
    " JOIN people_user u ON u.id = o.buyer_id WHERE o.source = %s AND m.at >= %s AND s.key IN ({})"
    " ORDER BY m.order_id, m.at, m.id"
)
_COMPLAINED = (
    "SELECT seller, buyer, opened_at, closed_at FROM record_case WHERE source = %s AND opened_at IS NOT NULL"
    " AND seller IN ({})"
)
Span = tuple[datetime, datetime | None]


@dataclass(slots=True)
class _Counts:
    """What mirror and cases say of each shop, by its key."""

    orders: dict[str, int] = field(default_factory=dict)
    unshipped: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    disputes: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    claims: defaultdict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))


def shops_of(source: str, at: datetime) -> dict[str, Shop]:
    """Give every shop of a marketplace by its key, but for what was written to it."""
    counts = _counted(source, at)
    rows = each(law().using, _SHOPS, [source])
    return {key: _shop(key, name, _json(facts), _json(profile), counts) for key, name, facts, profile in rows}


def with_talk(source: str, shops: Mapping[str, Shop], keys: Collection[str], at: datetime) -> dict[str, Shop]:
    """Give some of the shops with what was written to them: in the chats of their orders, and as the marketplace told.

    A message is answered by the next one of the shop in the chat of the same order.
    """
    talk: defaultdict[str, list[Message]] = defaultdict(list)
    for wanted in parts(key for key in keys if key in shops):
        for key, message in _talk(source, wanted, at):
            talk[key].append(message)
    return {
        key: replace(shops[key], messages=(*(shops[key].messages or ()), *talk[key]) or None)
        for key in keys
        if key in shops
    }


def _counted(source: str, at: datetime) -> _Counts:
    found, since = _Counts(), at - COUNTED
    begun, late = _instants(since, at - timedelta(hours=SHIPS_WITHIN))
    using = law().using
    found.orders = dict(each(using, _ORDERS, [source, begun]))
    for key, placed, facts in each(using, _WAITING, [source, begun, late]):
        promised = _json(facts).get("order", {}).get("promise_ship_h", SHIPS_WITHIN)
        found.unshipped[key] += _aware(placed) + timedelta(hours=promised) < at
    for key, currency, disputes, claims in each(using, _CASES, [stored(since), source, stored(since)]):
        found.disputes[key] += disputes
        found.claims[key, currency] += int(claims or 0)
    return found


def _shop(key: str, name: str, facts: Mapping[str, Any], profile: Mapping[str, Any], counts: _Counts) -> Shop:
    score, currency = facts.get("score"), str(profile.get("currency", CURRENCY))
    return Shop(
        name=name,
        category=profile.get("category"),
        trades=tuple(profile.get("trades", ())),
        licence=_licence(profile.get("licence", {})),
        opened=_day(profile.get("opened")),
        authorisations=tuple(profile["authorisations"]) if "authorisations" in profile else None,
        score=score / 100 if isinstance(score, int) else None,
        currency=currency,
        deposit=facts.get("deposit"),
        open_claims=counts.claims.get((key, currency), 0),
        balance=facts.get("balance"),
        prices=_rows(profile, "prices", lambda it: Listing(it["category"], it["price"])),
        listed=_rows(profile, "listed", lambda it: (date.fromisoformat(it["day"]), it["number"])),
        orders=counts.orders.get(key, 0),
        disputes=counts.disputes.get(key, 0),
        unshipped=counts.unshipped.get(key, 0),
        messages=_rows(profile, "messages", _told),
        withdrawals=_rows(profile, "withdrawals", lambda it: (date.fromisoformat(it["day"]), it["amount"])),
        away_until=_day(profile.get("away_until")),
    )


def _licence(said: Mapping[str, Any]) -> Licence:
    texts = {name: said.get(name) for name in ("name", "scope", "place", "state")}
    return Licence(since=_day(said.get("since")), **texts)


def _rows(profile: Mapping[str, Any], key: str, read_row: Any) -> tuple[Any, ...] | None:
    return tuple(read_row(it) for it in profile[key]) if key in profile else None


def _told(it: Mapping[str, Any]) -> Message:
    read_at, answered_at = (
        datetime.fromisoformat(it[key]) if it.get(key) else None for key in ("read_at", "answered_at")
    )
    return Message(it["account"], datetime.fromisoformat(it["at"]), bool(it.get("complains")), read_at, answered_at)


def _talk(source: str, keys: Sequence[str], at: datetime) -> Iterator[tuple[str, Message]]:
    complained = _complained(source, keys)
    (since,) = _instants(at - TALKED)
    waiting: list[tuple[str, Message]] = []
    order: int | None = None
    for key, person, order_id, sender, told_at, read_at in each(
        law().using, _TALK.format(marks(keys)), [source, since, *keys]
    ):
        when = _aware(told_at)
        if order_id != order:
            yield from waiting
            waiting, order = [], order_id
        if sender == "seller":
            yield from ((owner, replace(it, answered_at=when)) for owner, it in waiting)
            waiting = []
        elif sender == "buyer":
            complains = any(begun <= when and (over is None or when <= over) for begun, over in complained[key, person])
            waiting.append((key, Message(person, when, complains, _aware(read_at) if read_at else None)))
    yield from waiting


def _complained(source: str, keys: Sequence[str]) -> defaultdict[tuple[str, str], list[Span]]:
    """When each buyer had a case against each shop."""
    found: defaultdict[tuple[str, str], list[Span]] = defaultdict(list)
    for seller, buyer, begun, over in each(law().using, _COMPLAINED.format(marks(keys)), [source, *keys]):
        found[seller, buyer].append((read(begun), read(over) if over else None))
    return found


def _instants(*instants: datetime) -> list[Any]:
    return [connection.ops.adapt_datetimefield_value(it) for it in instants]


def _aware(value: Any) -> datetime:
    return instant(datetime.fromisoformat(value) if isinstance(value, str) else value)


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None


def _json(value: Any) -> Mapping[str, Any]:
    known: Mapping[str, Any] = json.loads(value) if isinstance(value, str) else value
    return known
