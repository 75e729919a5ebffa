"""One payment on its way: held, sent, confirmed, failed or released; each receipt answers it once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum

from gongdao.kernel.errors import Refused
from gongdao.ledger.account import Account, Kind
from gongdao.ledger.posting import Entry, Key, Posting, transfer

PLATFORM = Account(Kind.PLATFORM, "")


class State(StrEnum):
    HELD = "held"
    SENT = "sent"
    CONFIRMED = "confirmed"
    FAILED = "failed"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class Payment:
    """What the marketplace is asked to move; ``held`` is what is set aside for it until it answers.

    ``paid`` is what reached its account for the debt, ``borne`` the part of it that the source no longer had,
    ``surplus`` what was paid beyond what was asked.
    """

    key: Key
    debt: str
    source: Account
    to: Account
    amount: int
    state: State = State.HELD
    held: int = 0
    attempts: int = 0
    paid: int = 0
    borne: int = 0
    surplus: int = 0
    receipts: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """What people call it within its case: ``L1`` is the first payment of the case."""
        return f"L{self.key.leg}"

    @property
    def under_way(self) -> Account:
        return Account(self.source.kind, self.source.owner, self.to)

    @property
    def fell_short(self) -> bool:
        """Whether its source was asked and did not give all."""
        return self.attempts > 0 and not self.held and self.paid < self.amount


@dataclass(frozen=True, slots=True)
class Answer:
    """What the marketplace says of a payment: how much it moved, nothing when it refused; each has its own receipt."""

    key: Key
    receipt: str
    amount: int


def hold(key: Key, debt: str, source: Account, to: Account, amount: int) -> tuple[Payment, Posting]:
    """Set the money aside."""
    payment = Payment(key, debt, source, to, amount, held=amount)
    return payment, hold_posting(payment)


def send(payment: Payment) -> Payment:
    """The payment as sent, or sent again under the same key; nothing moves in the book.

    :raises Refused: nothing is held for it any more.
    """
    if not payment.held:
        raise Refused("payment-closed", key=str(payment.key), state=payment.state)
    return replace(payment, state=State.SENT, attempts=payment.attempts + 1)


def fail(payment: Payment) -> Payment:
    """The payment after no answer came in time: a state that people see; the money stays held for another try.

    :raises Refused: it was not sent.
    """
    if payment.state is not State.SENT:
        raise Refused("payment-not-sent", key=str(payment.key), state=payment.state)
    return replace(payment, state=State.FAILED)


def release(payment: Payment) -> tuple[Payment, Posting]:
    """Give up a payment that is not with the marketplace now: what was held goes back to its source.

    :raises Refused: the marketplace has it, or nothing is held.
    """
    if payment.state is State.SENT:
        raise Refused("payment-unanswered", key=str(payment.key))
    if not payment.held:
        raise Refused("payment-closed", key=str(payment.key), state=payment.state)
    return replace(payment, state=State.RELEASED, held=0), release_posting(payment)


def answered(payment: Payment, answer: Answer) -> tuple[Payment, Posting]:
    """Book the answer to a payment that is held: full, part, doubled or refused, in time or after it failed.

    What was not moved goes back to the source; what was moved beyond what was asked is the platform's loss, never the
    source's, and stands as overpaid.
    """
    moved = min(answer.amount, payment.held)
    surplus = answer.amount - moved
    state = State.CONFIRMED if moved else State.FAILED
    after = replace(
        payment,
        state=state,
        held=0,
        paid=payment.paid + moved,
        surplus=payment.surplus + surplus,
        receipts=(*payment.receipts, answer.receipt),
    )
    return after, answer_posting(payment, answer.receipt, moved, 0, surplus)


def answered_late(payment: Payment, answer: Answer, due: int, source_has: int) -> tuple[Payment, Posting]:
    """Book an answer for which nothing is held any more: ``due`` of it still meets the debt, the rest is overpaid.

    What the source no longer has is borne by the platform, which moved the money.
    """
    borne = due - min(due, source_has)
    surplus = answer.amount - due
    after = replace(
        payment,
        state=State.CONFIRMED if due else payment.state,
        paid=payment.paid + due,
        borne=payment.borne + borne,
        surplus=payment.surplus + surplus,
        receipts=(*payment.receipts, answer.receipt),
    )
    return after, answer_posting(payment, answer.receipt, due, borne, surplus)


def hold_posting(payment: Payment) -> Posting:
    """What setting the money of a payment aside posts."""
    return transfer(_leg(payment, "hold"), payment.source, payment.under_way, payment.held)


def release_posting(payment: Payment) -> Posting:
    """What giving up a payment posts: all that is held for it goes back."""
    return transfer(_leg(payment, "release"), payment.under_way, payment.source, payment.held)


def answer_posting(payment: Payment, receipt: str, paid: int, borne: int, surplus: int) -> Posting:
    """What an answer posts: ``paid`` reaches the account it is for, what else is held goes back to the source.

    Where nothing is held any more the source pays again, less what is ``borne`` by the platform. ``surplus`` is the
    platform's loss. The posting has no entries where nothing moved.
    """
    entries: Counter[Account] = Counter()
    entries[payment.under_way] -= payment.held
    entries[payment.source] += payment.held - paid + borne
    entries[PLATFORM] -= borne + surplus
    entries[payment.to] += paid
    entries[Account(Kind.OVERPAID, str(payment.to))] += surplus
    moved = tuple(Entry(account, amount) for account, amount in entries.items() if amount)
    return Posting(_leg(payment, f"answer:{receipt}"), moved)


def _leg(payment: Payment, step: str) -> Key:
    return replace(payment.key, leg=f"{payment.key.leg}:{step}")
