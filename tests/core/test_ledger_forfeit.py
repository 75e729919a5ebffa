"""What a ruling takes of the seller's deposit is posted as every payment is: the buyer first, back when overturned."""

from __future__ import annotations

from gongdao.ledger.account import Account, Kind
from gongdao.ledger.reversal import reverse
from gongdao.ledger.settlement import Settlement
from purses import (
    ADVANCE,
    BUYER,
    CASH,
    DEPOSIT,
    ESCROW,
    PLATFORM,
    SELLER_DEBT,
    begun,
    carried_out,
    paid_order,
    row,
    sources,
)  # fmt: skip

ROWS = [row("escrow", "refund", 8_000), row("seller_deposit", "forfeit", 200, "platform")]
FROM = sources(ESCROW, DEPOSIT)


def moved(settlement: Settlement) -> list[tuple[str, Account, int]]:
    return [(payment.debt, payment.to, payment.paid) for payment in settlement.payments]


def test_a_forfeit_is_the_platforms_to_keep_and_no_recovery_of_an_advance():
    settling, book = carried_out(*begun(paid_order(CASH, deposit=2_000), ROWS, FROM, [CASH]))

    assert moved(settling) == [("refund", CASH.account, 8_000), ("forfeit", PLATFORM, 200)]
    assert (book.balance(DEPOSIT), book.balance(PLATFORM), book.balance(ADVANCE)) == (1_800, 200, 0)
    assert sum(book.balances.values()) == 0


def test_the_deposit_meets_the_buyer_first_and_what_lacks_of_the_forfeit_is_the_sellers_debt():
    rows = [row("seller_deposit", "compensation", 900), row("seller_deposit", "forfeit", 200, "platform")]

    settling, book = carried_out(*begun(paid_order(deposit=1_000), rows, sources(DEPOSIT)))

    assert moved(settling) == [("compensation", BUYER, 900), ("forfeit", PLATFORM, 100)]
    assert (book.balance(SELLER_DEBT), book.balance(Account(Kind.SHORTFALL, str(PLATFORM)))) == (-100, 100)


def test_a_forfeit_goes_back_into_the_deposit_when_the_ruling_is_overturned():
    settling, book = carried_out(*begun(paid_order(CASH, deposit=2_000), ROWS, FROM, [CASH]))

    _, back, book = reverse(settling, book, "R2", BUYER)
    _, book = carried_out(back, book)

    assert [(it.source, it.to, it.amount) for it in back.payments] == [
        (CASH.account, ESCROW, 8_000),
        (PLATFORM, DEPOSIT, 200),
    ]
    assert (book.balance(DEPOSIT), book.balance(PLATFORM)) == (2_000, 0)
