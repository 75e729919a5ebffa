"""Carries out what a ruling says is paid: debts met from sources in order, going on with what each answer leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gongdao.kernel.errors import Refused
from gongdao.ledger.account import Account, Kind, Parties, account_of
from gongdao.ledger.execution import Answer, Payment, State, answered, answered_late, hold, release
from gongdao.ledger.payment import PaymentLeg, refund_room, spread
from gongdao.ledger.posting import Book, Key, Posting, available, post, room, transfer

# What a ruling takes of the seller's deposit beside what it gives the other party.
FORFEIT = "forfeit"


@dataclass(frozen=True, slots=True)
class Debt:
    """What is owed; a debt with ``legs`` goes back the way the order was paid. ``short`` is the recorded shortfall."""

    name: str
    to: Account
    owed: int
    legs: tuple[PaymentLeg, ...] = ()
    short: int = 0
    shortfalls: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """An account that may pay, for these debts (none named: for all), at most ``upto``.

    Without ``upto`` it pays whatever it has, and without end where it may go below nothing.
    """

    account: Account
    upto: int | None = None
    debts: tuple[str, ...] = ()

    def serves(self, debt: str) -> bool:
        return not self.debts or debt in self.debts


@dataclass(frozen=True, slots=True)
class Settlement:
    """The execution of one ruling: what is owed, who may pay, and every payment so far, in the order they were made.

    ``others`` are the payments of the same case that belong to other settlements: all are numbered in one row.
    """

    case: str
    ruling: str
    debtor: Account
    debts: tuple[Debt, ...]
    sources: tuple[Source, ...]
    payments: tuple[Payment, ...] = ()
    reversed_by: str = ""
    others: int = 0

    def payment(self, key: Key) -> Payment:
        """:raises Refused: there is no such payment."""
        for payment in self.payments:
            if payment.key == key:
                return payment
        raise Refused("payment-unknown", key=str(key))

    def left(self, debt: Debt) -> int:
        """What is owed and neither paid nor under way."""
        return debt.owed - sum(p.paid + p.held for p in self.payments if p.debt == debt.name)


def plan(
    ruling: str,
    rows: Sequence[Mapping[str, Any]],
    sources: Sequence[Source],
    parties: Parties,
    legs: Sequence[PaymentLeg] = (),
    shortfalls: Sequence[Mapping[str, Any]] = (),
) -> Settlement:
    """The settlement of a decision's ``payers`` and ``recoveries`` rows; nothing moves yet.

    ``sources`` are all that the pack lets pay, in its order, also those that the decision did not need. A refund to the
    buyer goes back over ``legs``. What the decision itself found no source for is still owed; ``shortfalls`` are such
    rows, without a ``from``.

    :raises Refused: a row is paid from what is no source of it, or one debt goes to two.
    """
    for row in rows:
        paying = account_of(row["from"], parties)
        if not any(s.account == paying and s.serves(row["for"]) for s in sources):
            raise Refused("row-without-source", account=row["from"], debt=row["for"])
    owed, to = _owed([*rows, *shortfalls])
    debts = []
    for name, amount in owed.items():
        back = tuple(legs) if (name, to[name]) == ("refund", "buyer") else ()
        debts.append(Debt(name, _receiver(name, to[name], parties), amount, back))
    return Settlement(parties.case, ruling, Account(Kind.SELLER, parties.seller), tuple(debts), tuple(sources))


def begin(settlement: Settlement, book: Book) -> tuple[Settlement, Book]:
    """Hold the first payments of a settlement.

    :raises Refused: it gives back more than the order's payment has left.
    """
    for debt in settlement.debts:
        if debt.legs and debt.owed > (left := refund_room(book, debt.legs)):
            raise Refused("refund-above-payment", amount=debt.owed, left=left)
    return proceed(settlement, book)


def proceed(settlement: Settlement, book: Book) -> tuple[Settlement, Book]:
    """Go on with the waterfall: hold what the sources still have for what is still owed, record what none meets.

    A source that was asked for a debt and did not give all is not asked for it again. What is done already is not done
    twice: calling this again changes nothing.
    """
    for debt in settlement.debts:
        for source in settlement.sources:
            if source.serves(debt.name) and not _gave_out(settlement, debt, source):
                settlement, book = _draw(settlement, book, debt, source)
    for debt in settlement.debts:
        settlement, book = _record_shortfall(settlement, book, debt)
    return settlement, book


def step(settlement: Settlement, key: Key, act: Callable[[Payment], Payment]) -> Settlement:
    """The settlement after ``send`` or ``fail`` of one payment.

    :raises Refused: there is no such payment, or it cannot do that now.
    """
    return _with(settlement, act(settlement.payment(key)))


def give_up(settlement: Settlement, book: Book, key: Key) -> tuple[Settlement, Book]:
    """Stop trying a failed payment: its money goes back and the next source is asked.

    :raises Refused: the marketplace has it, or nothing is held for it.
    """
    payment, posting = release(settlement.payment(key))
    return proceed(_with(settlement, payment), post(book, posting))


def hear(settlement: Settlement, book: Book, answer: Answer) -> tuple[Settlement, Book]:
    """Take the marketplace's answer and go on with what it leaves; the same receipt again changes nothing.

    An answer to a payment that is closed (given up, refused, answered before) still counts for what is owed, before
    anything that is only held; beyond that it is overpaid.

    :raises Refused: there is no such payment, it was never sent, or the amount is below nothing.
    """
    payment = settlement.payment(answer.key)
    if answer.receipt in payment.receipts:
        return settlement, book
    if not payment.attempts:
        raise Refused("payment-not-sent", key=str(answer.key), state=payment.state)
    if answer.amount < 0:
        raise Refused("answer-below-nothing", key=str(answer.key), amount=answer.amount)
    if not payment.held:
        return _hear_late(settlement, book, payment, answer)
    payment, posting = answered(payment, answer)
    return proceed(_with(settlement, payment), post(book, posting))


def withdraw(settlement: Settlement, book: Book, debt: str = "") -> tuple[Settlement, Book]:
    """Give back what is held and was never sent, for this debt or for all."""
    for payment in settlement.payments:
        if payment.state is State.HELD and debt in ("", payment.debt):
            payment, posting = release(payment)
            settlement, book = _with(settlement, payment), post(book, posting)
    return settlement, book


def _hear_late(settlement: Settlement, book: Book, payment: Payment, answer: Answer) -> tuple[Settlement, Book]:
    if answer.amount:
        settlement, book = withdraw(settlement, book, payment.debt)
    has = available(book, payment.source)
    due = _due(settlement, book, payment, answer.amount)
    payment, posting = answered_late(payment, answer, due, due if has is None else has)
    return proceed(_with(settlement, payment), post(book, posting) if posting.entries else book)


def _owed(rows: Sequence[Mapping[str, Any]]) -> tuple[dict[str, int], dict[str, str]]:
    """How much each debt is, and to whom."""
    owed: dict[str, int] = {}
    to: dict[str, str] = {}
    for row in rows:
        if to.setdefault(row["for"], row["to"]) != row["to"]:
            raise Refused("debt-to-two", debt=row["for"], one=to[row["for"]], other=row["to"])
        owed[row["for"]] = owed.get(row["for"], 0) + row["amount"]
    return owed, to


def _receiver(debt: str, word: str, parties: Parties) -> Account:
    # What the platform gets is what it advanced, unless it is a forfeit, which it keeps.
    return account_of("platform_advance" if word == "platform" and debt != FORFEIT else word, parties)


def _with(settlement: Settlement, changed: Payment) -> Settlement:
    return replace(settlement, payments=tuple(changed if p.key == changed.key else p for p in settlement.payments))


def _gave_out(settlement: Settlement, debt: Debt, source: Source) -> bool:
    return any(p.fell_short and p.debt == debt.name and p.source == source.account for p in settlement.payments)


def _draw(settlement: Settlement, book: Book, debt: Debt, source: Source) -> tuple[Settlement, Book]:
    limits = [settlement.left(debt), available(book, source.account), _granted(settlement, source), _room(book, debt)]
    amount = max(0, min(limit for limit in limits if limit is not None))
    shares = (
        [(leg.account, part) for leg, part in spread(book, debt.legs, amount)] if debt.legs else [(debt.to, amount)]
    )
    for to, part in shares:
        if part:
            key = Key(settlement.case, settlement.ruling, f"{settlement.others + len(settlement.payments) + 1}")
            payment, posting = hold(key, debt.name, source.account, to, part)
            settlement = replace(settlement, payments=(*settlement.payments, payment))
            book = post(book, posting)
    return settlement, book


def _granted(settlement: Settlement, source: Source) -> int | None:
    if source.upto is None:
        return None
    mine = (p for p in settlement.payments if p.source == source.account and source.serves(p.debt))
    return source.upto - sum(p.paid - p.borne + p.held for p in mine)


def _room(book: Book, debt: Debt) -> int | None:
    return refund_room(book, debt.legs) if debt.legs else room(book, debt.to)


def _due(settlement: Settlement, book: Book, payment: Payment, amount: int) -> int:
    debt = next(debt for debt in settlement.debts if debt.name == payment.debt)
    limits = [amount, payment.amount - payment.paid, settlement.left(debt), room(book, payment.to)]
    return max(0, min(limit for limit in limits if limit is not None))


def _record_shortfall(settlement: Settlement, book: Book, debt: Debt) -> tuple[Settlement, Book]:
    limit = _room(book, debt)
    short = max(0, settlement.left(debt) if limit is None else min(settlement.left(debt), limit))
    if short == debt.short:
        return settlement, book
    after = replace(debt, short=short, shortfalls=debt.shortfalls + 1)
    debts = tuple(after if d.name == debt.name else d for d in settlement.debts)
    return replace(settlement, debts=debts), post(book, shortfall_posting(settlement, after, short - debt.short))


def shortfall_posting(settlement: Settlement, debt: Debt, more: int) -> Posting:
    """What a shortfall posts that is ``more`` than the one recorded before: who owes it, and whom."""
    key = Key(settlement.case, settlement.ruling, f"shortfall:{debt.name}:{debt.shortfalls}")
    owing = Account(Kind.SHORTFALL, str(settlement.debtor))
    owed = Account(Kind.SHORTFALL, str(debt.to))
    return transfer(key, owing, owed, more)
