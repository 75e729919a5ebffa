"""What is known of those who claim, as values: orders, what became of the claims, what the accounts share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from gongdao.screening.given import Given, given

MOST_ORDERS = 2_000_000
MOST_PEOPLE = 500_000
MOST_THINGS = 100
THINGS = ("device", "payment", "phone", "picture", "address", "network")
RETURNED = ("whole", "empty", "swapped")
EARLIEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim for money back.

    ``kept`` the money came back and the goods stayed; ``returned`` what came back (`RETURNED`), ``shown`` by the
    carrier's scale or a person's check, else only said by the shop; ``proved`` it was found justified, and never counts
    against anybody; ``text`` a digest of its words; ``extorts`` its talk was signalled (SC-8), ``reused`` a picture.
    """

    at: datetime
    kept: bool = False
    returned: str = ""
    shown: bool = False
    proved: bool = False
    text: str = ""
    extorts: bool = False
    reused: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """Something bought, and the claim on it, if any."""

    buyer: str
    shop: str
    category: str
    at: datetime
    claim: Claim | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """An account of a person: since when, and what it uses, as pairs of a kind (`THINGS`) and a digest.

    ``excused`` are digests that were shown to be harmless, as a dormitory or a family's telephone: they link nobody.
    """

    id: str
    since: datetime | None = None
    things: tuple[tuple[str, str], ...] = ()
    excused: frozenset[str] = frozenset()


def read_people(data: object) -> tuple[tuple[Account, ...], tuple[Order, ...]]:
    """Read accounts and orders from JSON: ``{"accounts": [...], "orders": [...]}``.

    :raises BadInput: every problem of it, each with its field.
    """
    it = given(data, "claimants")
    it.only("accounts", "orders", "note")
    accounts = tuple(_account(row) for row in it.rows("accounts", MOST_PEOPLE) or ())
    orders = tuple(_order(row) for row in it.rows("orders", MOST_ORDERS) or ())
    it.checked()
    return accounts, orders


def _account(it: Given) -> Account:
    it.only("id", "since", "things", "excused")
    things = [(row.choice("kind", THINGS) or "", row.needed("digest")) for row in it.rows("things", MOST_THINGS) or ()]
    return Account(
        it.needed("id"), it.instant("since"), tuple(things), frozenset(it.words("excused", MOST_THINGS) or ())
    )


def _order(it: Given) -> Order:
    it.only("buyer", "shop", "category", "at", "claim")
    claim = None if it.data.get("claim") is None else _claim(it.part("claim"))
    return Order(it.needed("buyer"), it.needed("shop"), it.needed("category"), _instant(it), claim)


def _claim(it: Given) -> Claim:
    it.only("at", "kept", "returned", "shown", "proved", "text", "extorts", "reused")
    flags = {key: bool(it.flag(key)) for key in ("kept", "shown", "proved", "extorts", "reused")}
    return Claim(_instant(it), returned=it.choice("returned", RETURNED) or "", text=it.text("text") or "", **flags)


def _instant(it: Given) -> datetime:
    if it.data.get("at") is None:
        it.needed("at")
    return it.instant("at") or EARLIEST


def by_buyer(orders: Iterable[Order]) -> Mapping[str, tuple[Order, ...]]:
    """Give the orders of each buyer, in the order they came."""
    found: dict[str, list[Order]] = {}
    for order in orders:
        found.setdefault(order.buyer, []).append(order)
    return {buyer: tuple(theirs) for buyer, theirs in found.items()}
