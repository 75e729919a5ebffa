"""One payment on its way: held, sent, confirmed or failed; told apart by its key, answered once by each receipt."""

from __future__ import annotations

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
    return payment, transfer(_leg(payment, "hold"), source, payment.under_way, amount)


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
    posting = transfer(_leg(payment, "release"), payment.under_way, payment.source, payment.held)
    return replace(payment, state=State.FAILED, held=0), posting


def answered(payment: Payment, answer: Answer) -> tuple[Payment, Posting]:
    """Book the answer to a payment that is held: full, part, doubled or refused, in time or after it failed.

    What was not moved goes back to the source; what was moved beyond what was asked is the platform's loss, never the
    source's, and stands as overpaid.
    """
    moved = min(answer.amount, payment.held)
    surplus = answer.amount - moved
    entries = (
        Entry(payment.under_way, -payment.held),
        Entry(payment.to, moved),
        Entry(payment.source, payment.held - moved),
        *_overpaid(payment, surplus),
    )
    state = State.CONFIRMED if moved else State.FAILED
    after = replace(
        payment,
        state=state,
        held=0,
        paid=payment.paid + moved,
        surplus=payment.surplus + surplus,
        receipts=(*payment.receipts, answer.receipt),
    )
    return after, _booked(payment, answer, entries)


def answered_late(payment: Payment, answer: Answer, due: int, source_has: int) -> tuple[Payment, Posting]:
    """Book an answer for which nothing is held any more: ``due`` of it still meets the debt, the rest is overpaid.

    What the source no longer has is borne by the platform, which moved the money.
    """
    from_source = min(due, source_has)
    surplus = answer.amount - due
    entries = (
        Entry(payment.source, -from_source),
        Entry(PLATFORM, from_source - due),
        Entry(payment.to, due),
        *_overpaid(payment, surplus),
    )
    after = replace(
        payment,
        state=State.CONFIRMED if due else payment.state,
        paid=payment.paid + due,
        borne=payment.borne + due - from_source,
        surplus=payment.surplus + surplus,
        receipts=(*payment.receipts, answer.receipt),
    )
    return after, _booked(payment, answer, entries)


def _overpaid(payment: Payment, surplus: int) -> tuple[Entry, ...]:
    return Entry(PLATFORM, -surplus), Entry(Account(Kind.OVERPAID, str(payment.to)), surplus)


def _booked(payment: Payment, answer: Answer, entries: tuple[Entry, ...]) -> Posting:
    return Posting(_leg(payment, f"answer:{answer.receipt}"), tuple(entry for entry in entries if entry.amount))


def _leg(payment: Payment, step: str) -> Key:
    return replace(payment.key, leg=f"{payment.key.leg}:{step}")
