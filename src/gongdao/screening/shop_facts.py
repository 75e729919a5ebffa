"""What is known of a shop and of its market, as values; None is "not known", and never counts against a shop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from math import log
from types import MappingProxyType
from typing import TypeVar

from gongdao.screening.given import Given, given
from gongdao.screening.odds import Beta, fitted_beta, middle

MOST_SHOPS = 200_000
EARLIEST = datetime.min.replace(tzinfo=UTC)
Row = TypeVar("Row")
STATES = ("in_business", "abnormal", "revoked", "cancelled")
_NOTHING: Mapping[str, str] = MappingProxyType({})
_FIELDS = (
    "name", "category", "trades", "licence", "opened", "authorisations", "score", "currency", "deposit", "open_claims",
    "balance", "prices", "listed", "orders", "disputes", "unshipped", "messages", "withdrawals", "away_until",
    "sources",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Licence:
    """A business licence: its holder, what it may trade in, since when, where, and its ``state`` (`STATES`)."""

    name: str | None = None
    scope: str | None = None
    since: date | None = None
    place: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """Something for sale; ``price`` in minor units."""

    category: str
    price: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What an account wrote to the shop, whether it has an open complaint, and when it was read and answered."""

    account: str
    at: datetime
    complains: bool = False
    read_at: datetime | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop as the marketplace knows it.

    Amounts are in minor units; ``orders``, ``disputes`` and ``unshipped`` of the last 90 days (unshipped: paid and
    overdue); ``listed`` how many things were for sale on each day; ``away_until`` is what the shop announced;
    ``sources`` says for a field where the fact comes from.
    """

    name: str
    category: str | None = None
    trades: tuple[str, ...] = ()
    licence: Licence = Licence()
    opened: date | None = None
    authorisations: tuple[str, ...] | None = None
    score: float | None = None
    currency: str = "CNY"
    deposit: int | None = None
    open_claims: int | None = None
    balance: int | None = None
    prices: tuple[Listing, ...] | None = None
    listed: tuple[tuple[date, int], ...] | None = None
    orders: int | None = None
    disputes: int | None = None
    unshipped: int | None = None
    messages: tuple[Message, ...] | None = None
    withdrawals: tuple[tuple[date, int], ...] | None = None
    away_until: date | None = None
    sources: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True)
class Prices:
    """What a category costs: median and robust deviation of the logs of the shops' typical prices, and their number."""

    middle: float
    spread: float
    shops: int


@dataclass(frozen=True, slots=True)
class Market:
    """What is usual: prices by currency and category, and how often orders of a category end in a dispute."""

    prices: Mapping[tuple[str, str], Prices]
    disputes: Mapping[str, Beta]


NO_MARKET = Market(MappingProxyType({}), MappingProxyType({}))


def market_of(shops: Iterable[Shop]) -> Market:
    """Give what is usual among shops; a shop counts once in a category however much it lists there."""
    logs: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    disputes: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for shop in shops:
        for category, prices in prices_by_category(shop).items():
            logs[shop.currency, category].append(middle(prices)[0])
        if shop.category and shop.orders and shop.disputes is not None:
            disputes[shop.category].append((min(shop.disputes, shop.orders), shop.orders))
    usual = {kind: Prices(*middle(values), len(values)) for kind, values in logs.items()}
    return Market(usual, {category: fitted_beta(rates) for category, rates in disputes.items()})


def prices_by_category(shop: Shop) -> dict[str, list[float]]:
    """Give the logs of a shop's prices by category; what costs nothing is left out."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    for listing in shop.prices or ():
        if listing.price > 0:
            found[listing.category].append(log(listing.price))
    return found


def read_shop(data: object) -> Shop:
    """Read a shop from JSON.

    :raises BadInput: every problem of it, each with its field.
    """
    it = given(data, "shop")
    it.only(*_FIELDS)
    shop = _shop(it, it.currency())
    it.checked()
    return shop


def read_market(data: object) -> Market:
    """Read a market from JSON: ``{"shops": [...]}``, each as `read_shop` takes it.

    :raises BadInput: every problem of it, each with its field.
    """
    it = given(data, "market")
    it.only("shops")
    shops = [_shop(row, row.currency()) for row in it.rows("shops", MOST_SHOPS) or ()]
    it.checked()
    return market_of(shops)


def _shop(it: Given, currency: str) -> Shop:
    return Shop(
        name=it.needed("name"),
        category=it.text("category"),
        trades=it.words("trades") or (),
        licence=_licence(it.part("licence")),
        opened=it.day("opened"),
        authorisations=it.words("authorisations"),
        score=it.number("score", 5),
        currency=currency,
        deposit=it.amount("deposit", currency),
        open_claims=it.amount("open_claims", currency),
        balance=it.amount("balance", currency),
        prices=_rows(it, "prices", lambda row: _listing(row, currency)),
        listed=_rows(it, "listed", lambda row: (_dated(row, "day"), _there(row, "number", row.count("number")))),
        orders=it.count("orders"),
        disputes=it.count("disputes"),
        unshipped=it.count("unshipped"),
        messages=_rows(it, "messages", _message),
        withdrawals=_rows(it, "withdrawals", lambda row: (_dated(row, "day"), _amount(row, "amount", currency))),
        away_until=it.day("away_until"),
        sources=_sources(it.part("sources")),
    )


def _rows(it: Given, key: str, read: Callable[[Given], Row]) -> tuple[Row, ...] | None:
    rows = it.rows(key)
    return None if rows is None else tuple(read(row) for row in rows)


def _licence(it: Given) -> Licence:
    it.only("name", "scope", "since", "place", "state")
    return Licence(
        it.text("name"), it.text("scope", 2000), it.day("since"), it.text("place"), it.choice("state", STATES)
    )


def _listing(it: Given, currency: str) -> Listing:
    it.only("category", "price", "title")
    return Listing(it.needed("category"), _amount(it, "price", currency), it.text("title") or "")


def _message(it: Given) -> Message:
    it.only("account", "at", "complains", "read_at", "answered_at")
    return Message(
        it.needed("account"),
        it.instant("at") or _missing(it, "at"),
        bool(it.flag("complains")),
        it.instant("read_at"),
        it.instant("answered_at"),
    )


def _dated(it: Given, key: str) -> date:
    return it.day(key) or _missing(it, key).date()


def _amount(it: Given, key: str, currency: str) -> int:
    return _there(it, key, it.amount(key, currency))


def _there(it: Given, key: str, found: int | None) -> int:
    """Give a number that must be there: a forgotten one is not taken for none, which counts against a shop."""
    _missing(it, key)
    return found or 0


def _missing(it: Given, key: str) -> datetime:
    if it.data.get(key) is None:
        it.needed(key)
    return EARLIEST


def _sources(it: Given) -> Mapping[str, str]:
    return {key: it.text(key) or "" for key in it.data if key in _FIELDS}
