"""Undoes what a ruling moved when an appeal overturns it: who got the money gives it back to who paid it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from gongdao.kernel.errors import Refused
from gongdao.ledger.account import Account
from gongdao.ledger.execution import PLATFORM, Payment
from gongdao.ledger.posting import Book
from gongdao.ledger.settlement import FORFEIT, Debt, Settlement, Source, begin, proceed, withdraw


def reverse(
    settlement: Settlement, book: Book, ruling: str, debtor: Account, spare: Sequence[Source] = (), others: int = 0
) -> tuple[Settlement, Settlement, Book]:
    """The settlement that is over, the one that brings the money back, and the book with its first payments held.

    Only what was really paid is brought back, net per account: an advance and its recovery cancel out. Where the
    one who got the money does not give it back, ``spare`` pays (the platform, where the pack says so); otherwise
    ``debtor`` owes it. What the platform pays instead of any reversal is an ordinary row of the new ruling.
    ``others`` are the payments of the case so far, which are numbered first.

    :raises Refused: it was reversed before, or a payment is still with the marketplace.
    """
    if settlement.reversed_by:
        raise Refused("reversed-before", ruling=settlement.ruling, by=settlement.reversed_by)
    settlement, book = withdraw(settlement, book)
    for payment in settlement.payments:
        if payment.held:
            raise Refused("payment-unanswered", key=str(payment.key))
    over, book = ended(settlement, book, ruling)
    taken = [payment for payment in settlement.payments if _of_forfeit(payment)]
    given = [payment for payment in settlement.payments if not _of_forfeit(payment)]
    debts, sources = _way_back(given, "back:", alone=not taken)
    # The platform gives a forfeit back into the deposit; what the buyer got is not mixed with it.
    forfeits, keepers = _way_back(taken, f"back:{FORFEIT}:", alone=False)
    back, book = begin(
        Settlement(settlement.case, ruling, debtor, (*debts, *forfeits), (*sources, *keepers, *spare), others=others),
        book,
    )
    return over, back, book


def net(settlement: Settlement) -> dict[Account, int]:
    """What each account gained (below nothing: lost) by the confirmed payments, in the order they were made."""
    return _gains(settlement.payments)


def _way_back(payments: Sequence[Payment], prefix: str, *, alone: bool) -> tuple[list[Debt], list[Source]]:
    """Who is owed what by payments that are brought back, and who got it; ``alone``: those may pay any debt."""
    gains = _gains(payments)
    debts = [Debt(f"{prefix}{account}", account, -gain) for account, gain in gains.items() if gain < 0]
    names = () if alone else tuple(debt.name for debt in debts)
    return debts, [Source(account, gain, names) for account, gain in gains.items() if gain > 0]


def _of_forfeit(payment: Payment) -> bool:
    return FORFEIT in payment.debt.split(":")


def _gains(payments: Sequence[Payment]) -> dict[Account, int]:
    gains: Counter[Account] = Counter()
    for payment in payments:
        gains[payment.source] -= payment.paid - payment.borne
        gains[PLATFORM] -= payment.borne
        gains[payment.to] += payment.paid
    return {account: gain for account, gain in gains.items() if gain}


def ended(settlement: Settlement, book: Book, ruling: str) -> tuple[Settlement, Book]:
    """The settlement as over, because of another ruling: what it left unpaid is owed no more."""
    debts = tuple(replace(debt, owed=debt.owed - settlement.left(debt)) for debt in settlement.debts)
    return proceed(replace(settlement, debts=debts, reversed_by=ruling), book)
