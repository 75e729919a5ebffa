"""Orders that were paid, pots with money in them and settlements under way, for tests of the ledger."""

from __future__ import annotations

from gongdao.ledger.account import Account, Kind, Parties, account_of
from gongdao.ledger.execution import Answer, Payment, send
from gongdao.ledger.payment import PaymentLeg, paid_in
from gongdao.ledger.posting import Book, Key, post, transfer
from gongdao.ledger.settlement import Settlement, Source, begin, hear, plan, step

PARTIES = Parties(case="C1", order="O1", buyer="lin", seller="zhou", affiliate="zhou2")
CASH = PaymentLeg("O1", "card", Kind.BUYER_PAYMENT, 8_000)
COUPON = PaymentLeg("O1", "coupon", Kind.SHOP_COUPON, 1_000)
SUBSIDY = PaymentLeg("O1", "subsidy", Kind.PLATFORM_SUBSIDY, 1_000)
LEGS = (CASH, COUPON, SUBSIDY)
ESCROW, SETTLEMENT, DEPOSIT, ADVANCE, BUYER, PLATFORM = (
    account_of(word, PARTIES)
    for word in ("escrow", "seller_settlement", "seller_deposit", "platform_advance", "buyer", "platform")
)
SELLER_DEBT = Account(Kind.SHORTFALL, "seller:zhou")


def paid_order(*legs: PaymentLeg, settlement: int = 0, deposit: int = 0) -> Book:
    """The book after the order was paid into escrow; the seller's other pots are filled from outside."""
    book = post(Book(), paid_in(Key("", "O1", "paid"), legs, ESCROW)) if legs else Book()
    for account, amount in ((SETTLEMENT, settlement), (DEPOSIT, deposit)):
        if amount:
            key = Key("", str(account), "filled")
            book = post(book, transfer(key, account_of("seller", PARTIES), account, amount))
    return book


def row(source: str, debt: str, amount: int, to: str = "buyer") -> dict:
    return {"from": source, "to": to, "for": debt, "amount": amount}


def sources(*accounts: Account) -> tuple[Source, ...]:
    return tuple(Source(account) for account in accounts)


def begun(book: Book, rows, from_, legs=(), shortfalls=()) -> tuple[Settlement, Book]:
    return begin(plan("R1", rows, from_, PARTIES, legs, shortfalls), book)


def sent(settlement: Settlement) -> Settlement:
    """All that is held is sent."""
    for payment in settlement.payments:
        if payment.held and not payment.attempts:
            settlement = step(settlement, payment.key, send)
    return settlement


def told(settlement: Settlement, book: Book, number: int, amount: int, receipt: str = "") -> tuple[Settlement, Book]:
    """The answer to a payment by its number."""
    payment = numbered(settlement, number)
    return hear(settlement, book, Answer(payment.key, receipt or f"r{number}", amount))


def numbered(settlement: Settlement, number: int) -> Payment:
    return settlement.payments[number - 1]


def carried_out(settlement: Settlement, book: Book) -> tuple[Settlement, Book]:
    """Every payment is sent and confirmed in full, until nothing is under way."""
    while any(p.held for p in settlement.payments):
        settlement = sent(settlement)
        for number, payment in enumerate(settlement.payments, 1):
            if payment.held:
                settlement, book = told(settlement, book, number, payment.held)
    return settlement, book
