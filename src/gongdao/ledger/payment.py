"""How an order was paid, and how a refund goes back the way each part of the payment came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongdao.kernel.errors import Refused
from gongdao.kernel.money import split
from gongdao.ledger.account import FUNDERS, Account, Funders, Kind
from gongdao.ledger.posting import Book, Entry, Key, Posting, room


@dataclass(frozen=True, slots=True)
class PaymentLeg:
    """One part of an order's payment: by what instrument, who funded it, how much."""

    order: str
    instrument: str
    funder: Kind
    amount: int

    @property
    def account(self) -> Account:
        """What this leg paid and was not given back stands here, below nothing."""
        return Account(self.funder, f"{self.order}/{self.instrument}")


def paid_in(key: Key, legs: Sequence[PaymentLeg], escrow: Account) -> Posting:
    """The posting of an order's payment into its escrow.

    :raises Refused: a leg is of nothing, or of a funder that funds no orders.
    """
    for leg in legs:
        if leg.amount <= 0 or leg.funder not in FUNDERS:
            raise Refused("payment-leg-impossible", instrument=leg.instrument, funder=leg.funder, amount=leg.amount)
    paid = sum(leg.amount for leg in legs)
    return Posting(key, (*(Entry(leg.account, -leg.amount) for leg in legs), Entry(escrow, paid)))


def refundable(legs: Sequence[PaymentLeg], kept: Funders) -> tuple[PaymentLeg, ...]:
    """The legs that come back; ``kept`` names the funders whose part the pack does not give back (a used coupon)."""
    return tuple(leg for leg in legs if leg.funder not in kept)


def refund_room(book: Book, legs: Sequence[PaymentLeg]) -> int:
    """How much of the legs was paid and neither given back nor is on its way."""
    return sum(room(book, leg.account) or 0 for leg in legs)


def spread(book: Book, legs: Sequence[PaymentLeg], amount: int) -> list[tuple[PaymentLeg, int]]:
    """Where a refund of ``amount`` goes: pro rata to what each leg has left, to the minor unit.

    The last leg takes the remainder; what it has no room for goes to the legs before it.

    :raises Refused: it is more than the legs have left.
    """
    rooms = [room(book, leg.account) or 0 for leg in legs]
    if amount > sum(rooms):
        raise Refused("refund-above-payment", amount=amount, left=sum(rooms))
    shares = list(split(amount, rooms)) if legs else []
    over = 0
    for i in reversed(range(len(shares))):
        wanted = shares[i] + over
        shares[i] = min(wanted, rooms[i])
        over = wanted - shares[i]
    return [(leg, share) for leg, share in zip(legs, shares, strict=True) if share]
