"""The accounts that money lies in, is on its way between, or is owed on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from gongdao.kernel.errors import Refused


class Kind(StrEnum):
    """What an account is for; the words that packs and case files use, and those of the ledger itself."""

    ESCROW = "escrow"
    SELLER_SETTLEMENT = "seller_settlement"
    SELLER_DEPOSIT = "seller_deposit"
    AFFILIATE_DEPOSIT = "affiliate_deposit"
    PLATFORM_ADVANCE = "platform_advance"
    PLATFORM = "platform"
    BUYER = "buyer"
    SELLER = "seller"
    FREIGHT = "freight"
    INSURANCE = "insurance"
    BUYER_PAYMENT = "buyer_payment"
    SHOP_COUPON = "shop_coupon"
    PLATFORM_SUBSIDY = "platform_subsidy"
    POINTS = "points"
    SHORTFALL = "shortfall"
    OVERPAID = "overpaid"


_KINDS = frozenset(Kind)
_MARKS = str.maketrans({"%": "%25", ">": "%3E", "|": "%7C", ",": "%2C"})

# What funds an order: below zero by what was paid and not given back.
FUNDERS = frozenset({Kind.BUYER_PAYMENT, Kind.SHOP_COUPON, Kind.PLATFORM_SUBSIDY, Kind.POINTS})
Funders = Collection[str]

# Money that somebody holds: none of it can be spent twice.
NEVER_NEGATIVE = frozenset(
    {Kind.ESCROW, Kind.SELLER_SETTLEMENT, Kind.SELLER_DEPOSIT, Kind.AFFILIATE_DEPOSIT, Kind.OVERPAID}
)

# What was given first and may come back, but never more than was given.
NEVER_POSITIVE = FUNDERS | {Kind.PLATFORM_ADVANCE}


@dataclass(frozen=True, slots=True)
class Account:
    """One account of an owner; with ``bound_for`` the money that left it and has not arrived there yet."""

    kind: Kind
    owner: str
    bound_for: Account | None = None

    def __str__(self) -> str:
        place = f"{self.kind}:{self.owner}"
        return f"{place}>{self.bound_for}" if self.bound_for else place

    @property
    def may_be_negative(self) -> bool:
        return self.bound_for is None and self.kind not in NEVER_NEGATIVE

    @property
    def may_be_positive(self) -> bool:
        return self.bound_for is not None or self.kind not in NEVER_POSITIVE


@lru_cache(maxsize=4096)
def account_named(text: str) -> Account:
    """The account that an account's text names.

    :raises Refused: it names none.
    """
    own, _, bound_for = text.partition(">")
    word, colon, owner = own.partition(":")
    if not colon or word not in _KINDS:
        raise Refused("account-unknown", account=text)
    return Account(Kind(word), owner, account_named(bound_for) if bound_for else None)


def owner_named(text: str) -> str:
    """The text as the owner of an account: without the marks that part accounts and lists of them."""
    return text.translate(_MARKS)


@dataclass(frozen=True, slots=True)
class Parties:
    """Whose accounts the words of a ruling mean."""

    case: str
    order: str
    buyer: str
    seller: str
    affiliate: str = ""


def account_of(word: str, parties: Parties) -> Account:
    """The account that a word of a ruling means; escrow is the order's, an advance the case's.

    :raises Refused: no account has that name.
    """
    if word not in _KINDS:
        raise Refused("account-unknown", account=word)
    kind = Kind(word)
    owners = {
        Kind.ESCROW: parties.order,
        Kind.SELLER_SETTLEMENT: parties.seller,
        Kind.SELLER_DEPOSIT: parties.seller,
        Kind.SELLER: parties.seller,
        Kind.AFFILIATE_DEPOSIT: parties.affiliate,
        Kind.PLATFORM_ADVANCE: parties.case,
        Kind.BUYER: parties.buyer,
        Kind.INSURANCE: parties.order,
        Kind.FREIGHT: parties.order,
    }
    return Account(kind, owners.get(kind, ""))
