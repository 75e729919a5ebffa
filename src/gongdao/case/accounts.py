"""The money a case sees: whose accounts its words mean, how its order was paid, and what lies where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from gongdao.case.state import Case, changed
from gongdao.kernel.errors import Refused
from gongdao.ledger.account import FUNDERS, Account, Kind, Parties, account_named, account_of, owner_named
from gongdao.ledger.payment import PaymentLeg
from gongdao.ledger.posting import Book, Posting

# The accounts that pay or are paid whatever the order was paid with.
WORDS = ("escrow", "seller_settlement", "seller_deposit", "affiliate_deposit", "platform_advance", "insurance")
CASH = "cash"
# The fields of the seller that say what lies in an account.
STATED = {
    "seller_settlement": ("balance", "settlement_due"),
    "seller_deposit": ("deposit",),
    "affiliate_deposit": ("affiliate_deposit",),
}
TOLD = tuple(key for keys in STATED.values() for key in keys)


def parties(case: Case) -> Parties:
    """Give whose accounts the words of a ruling mean in this case."""
    known: Parties | None = case.memo.get("parties")
    if known is None:
        known = case.memo["parties"] = _parties(case)
    return known


def _parties(case: Case) -> Parties:
    seller = owner_named(str(case.facts.get("seller", {}).get("id", "seller")))
    order = owner_named(str(case.facts.get("order", {}).get("id", case.id)))
    return Parties(owner_named(case.id), order, owner_named(case.buyer or "buyer"), seller, f"{seller}/affiliates")


def payment_legs(case: Case) -> tuple[PaymentLeg, ...]:
    """Give the parts the order was paid in; what no row tells of is cash of the buyer, also where there are no rows."""
    order = parties(case).order
    told: Counter[tuple[str, Kind]] = Counter()
    for row in case.facts.get("payments", ()):
        told[owner_named(row["instrument"]), Kind(row["funder"])] += row["amount"]
    rest = int(case.facts.get("order", {}).get("paid", 0)) - sum(told.values())
    if rest > 0:
        told[CASH, Kind.BUYER_PAYMENT] += rest
    return tuple(PaymentLeg(order, instrument, funder, amount) for (instrument, funder), amount in told.items())


def check_leg(row: Mapping[str, object]) -> None:
    """Ask what stands for every part of a payment: an instrument, who funded it, and an amount.

    :raises Refused: it is none.
    """
    instrument, funder, amount = (row.get(name) for name in ("instrument", "funder", "amount"))
    if not instrument or not isinstance(instrument, str) or funder not in FUNDERS or not _is_amount(amount):
        details = {"instrument": instrument or "-", "funder": funder or "-", "amount": amount or 0}
        raise Refused("payment-leg-impossible", **details)


def _is_amount(amount: object) -> bool:
    return isinstance(amount, int) and not isinstance(amount, bool) and amount > 0


def accounts(case: Case) -> tuple[Account, ...]:
    """Give every account whose balance matters to this case; money bound for one of them matters too."""
    whose = parties(case)
    owned = [account_of(word, whose) for word in WORDS]
    legs = [leg.account for leg in payment_legs(case)]
    under_way = [payment.under_way for payment in case.legs]
    ends = [end for payment in case.legs for end in (payment.source, payment.to)]
    return tuple(dict.fromkeys([*owned, *legs, *ends, *under_way]))


def balances(case: Case) -> Mapping[str, int]:
    """Give the balances by account: as the journal told them last, moved by what this case did since.

    Without a journal they are what the order and the seller's facts say.
    """
    known: Mapping[str, int] | None = case.facts.get("accounts")
    if not isinstance(known, Mapping):
        known = case.memo.get("stated")
    if known is None:
        known = case.memo["stated"] = MappingProxyType(_stated(case))
    return known


def book(case: Case) -> Book:
    """Give the balances as a book to plan on."""
    known = {account_named(name): amount for name, amount in balances(case).items() if amount}
    return Book(MappingProxyType(known))


def moved(case: Case, postings: Iterable[Posting]) -> Case:
    """Give the case that saw these postings."""
    after = Counter(dict(balances(case)))
    for posting in postings:
        for entry in posting.entries:
            after[str(entry.account)] += entry.amount
    return changed(case, facts={**case.facts, "accounts": dict(after)})


def stated(case: Case, told: Collection[str] = TOLD) -> dict[Account, int]:
    """Give what the marketplace says lies in the seller's accounts: balance and settlement due are one account.

    ``told`` are the fields of the seller that are asked about; accounts of which none tells are left out.
    """
    seller, whose = case.facts.get("seller", {}), parties(case)
    asked = {word: keys for word, keys in STATED.items() if not set(keys).isdisjoint(told)}
    known = {word: [seller[key] for key in keys if isinstance(seller.get(key), int)] for word, keys in asked.items()}
    return {account_of(word, whose): sum(amounts) for word, amounts in known.items() if amounts}


def newest(case: Case, row: Mapping[str, object], known_at: datetime) -> dict[str, object]:
    """Give what is told of the seller without the balances of which something newer is known."""
    return {key: value for key, value in row.items() if key not in TOLD or known_at >= case.stated.get(key, known_at)}


def completed(case: Case) -> bool:
    """Tell whether the order is completed, so that its money has gone to the seller."""
    order = case.facts.get("order", {})
    return order.get("status") == "completed" or "completed_at" in order


def _stated(case: Case) -> dict[str, int]:
    """What came from outside the order and the seller's statement stands against the seller's own account."""
    if "order" not in case.facts:
        return {}
    whose, legs = parties(case), payment_legs(case)
    found = Counter({str(leg.account): -leg.amount for leg in legs})
    if not completed(case):
        found[str(account_of("escrow", whose))] += sum(leg.amount for leg in legs)
    for account, amount in stated(case).items():
        found[str(account)] += amount
    found[str(account_of("seller", whose))] -= found.total()
    return dict(found)
