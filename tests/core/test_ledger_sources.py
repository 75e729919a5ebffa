"""Each source pays the debts it is for, up to what the ruling grants; an advance is recovered and no more."""

from __future__ import annotations

from gongdao.ledger.account import account_of
from gongdao.ledger.execution import fail
from gongdao.ledger.posting import Key, post, transfer
from gongdao.ledger.settlement import Source, give_up, proceed, step
from purses import (
    ADVANCE,
    CASH,
    DEPOSIT,
    ESCROW,
    PARTIES,
    PLATFORM,
    SELLER_DEBT,
    SETTLEMENT,
    begun,
    carried_out,
    numbered,
    paid_order,
    row,
    sent,
    told,
)

INSURANCE = account_of("insurance", PARTIES)

ADVANCED = [
    row("platform_advance", "refund", 800),
    row("seller_settlement", "advance", 150, "platform"),
    row("seller_deposit", "advance", 650, "platform"),
]
RECOURSE = (
    Source(ADVANCE, 800, ("refund",)),
    Source(SETTLEMENT, None, ("advance",)),
    Source(DEPOSIT, None, ("advance",)),
)


def test_an_advance_is_recovered_only_once_it_was_paid():
    settling, book = begun(paid_order(CASH, settlement=150, deposit=900), ADVANCED, RECOURSE, [CASH])

    assert [p.debt for p in settling.payments] == ["refund"]

    settling, book = carried_out(settling, book)

    assert [(p.source, p.paid) for p in settling.payments] == [(ADVANCE, 800), (SETTLEMENT, 150), (DEPOSIT, 650)]
    assert (book.balance(ADVANCE), book.balance(DEPOSIT)) == (0, 250)


def test_an_advance_that_failed_is_not_recovered():
    settling, book = begun(paid_order(CASH, settlement=150, deposit=900), ADVANCED, RECOURSE, [CASH])
    settling, book = told(sent(settling), book, 1, 0)

    assert (book.balance(SETTLEMENT), book.balance(DEPOSIT), book.balance(ADVANCE)) == (150, 900, 0)
    assert {debt.name: debt.short for debt in settling.debts} == {"refund": 800, "advance": 0}


def test_what_is_not_recovered_is_the_sellers_debt_to_the_platform():
    settling, book = begun(paid_order(CASH, settlement=150, deposit=100), ADVANCED, RECOURSE, [CASH])
    _, book = carried_out(settling, book)

    assert (book.balance(ADVANCE), book.balance(SELLER_DEBT)) == (-550, -550)


def test_a_source_pays_no_more_than_the_ruling_grants():
    settling, book = begun(paid_order(), [row("platform", "compensation", 500)], [Source(PLATFORM, 400)])

    assert ([p.amount for p in settling.payments], book.balance(SELLER_DEBT)) == ([400], -100)


def test_a_source_pays_only_the_debts_it_is_for():
    book = paid_order(CASH, deposit=900)
    rows = [row("escrow", "refund", 8_000), row("seller_deposit", "compensation", 100)]
    settling, book = begun(book, rows, [Source(ESCROW), Source(DEPOSIT, None, ("compensation",))], [CASH])
    settling, book = told(sent(settling), book, 1, 7_000)

    assert [(p.source, p.debt) for p in settling.payments] == [(ESCROW, "refund"), (DEPOSIT, "compensation")]
    assert book.balance(SELLER_DEBT) == -1_000


def test_return_freight_insurance_pays_up_to_its_cover():
    book = paid_order(CASH, settlement=500)
    rows = [row("insurance", "freight", 1_200), row("seller_settlement", "freight", 300)]
    settling, book = begun(book, rows, [Source(INSURANCE, 1_200, ("freight",)), Source(SETTLEMENT)])
    _, book = carried_out(settling, book)

    assert (book.balance(INSURANCE), book.balance(SETTLEMENT), book.balance(SELLER_DEBT)) == (-1_200, 200, 0)


def test_what_the_platform_bore_is_not_counted_against_the_grant_of_its_source():
    rows = [row("seller_deposit", "compensation", 500), row("seller_deposit", "freight", 600)]
    settling, book = begun(paid_order(CASH, deposit=500), rows, [Source(DEPOSIT, 600)])
    key = numbered(settling, 1).key
    settling, book = give_up(step(sent(settling), key, fail), book, key)
    settling, book = told(sent(settling), book, 2, 500)
    settling, book = told(settling, book, 1, 500)
    settling, _ = proceed(settling, post(book, transfer(Key("", "zhou", "filled"), PLATFORM, DEPOSIT, 900)))

    assert numbered(settling, 1).borne == 500
    assert [(p.debt, p.held) for p in settling.payments if p.held] == [("freight", 100)]
