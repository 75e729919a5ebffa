"""The money of a running case as the journal needs it: whose accounts, what lies there, what each event posts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gongdao.case import accounts as views, execution, payments
from gongdao.case.accounts import accounts, balances, parties, payment_legs
from gongdao.case.stages.opening import FactsTaken, RequestOpened
from gongdao.case.state import Case
from gongdao.ledger.account import Account, account_of
from gongdao.ledger.payment import paid_in
from gongdao.ledger.posting import Entry, Key, Posting, transfer

__all__ = [
    "accounts", "balances", "entered", "entered_since", "holds_money", "parties", "payment_legs", "postings",
    "released", "restated", "tells_of_order", "tells_of_seller", "waits_for_money",
]  # fmt: skip
_MONEY = (*payments.MOVES, payments.PaymentsPlanned, payments.PlanEnded)


def postings(before: Case, event: object) -> tuple[Posting, ...]:
    """Give the journal's postings of one event, computed from the event and the state before it alone."""
    return payments.postings(before, event)


def holds_money(events: Iterable[object]) -> bool:
    """Tell whether events were decided on what lies in the accounts."""
    return any(isinstance(event, _MONEY) for event in events)


def waits_for_money(case: Case) -> bool:
    """Tell whether a plan of the case is short, so that what lies in the accounts decides whether it goes on."""
    return execution.owing(case)


def entered(case: Case) -> Posting | None:
    """Give the posting of the order's payment into its escrow, made once for all cases of the order."""
    legs = payment_legs(case)
    whose = parties(case)
    return paid_in(Key("", whose.order, "paid"), legs, account_of("escrow", whose)) if legs else None


def entered_since(case: Case, booked: Mapping[Account, int], step: int) -> Posting | None:
    """Give the posting of what was paid for the order beyond what was booked of its parts in the steps before."""
    whose, legs = parties(case), payment_legs(case)
    more = left = sum(leg.amount for leg in legs) - sum(booked.values())
    entries: list[Entry] = []
    for leg in legs:
        part = min(left, leg.amount - booked.get(leg.account, 0))
        entries += [Entry(leg.account, -part)] if part > 0 else []
        left -= max(0, part)
    key = Key("", whose.order, f"paid:{step}")
    return Posting(key, (*entries, Entry(account_of("escrow", whose), more))) if more > 0 else None


def released(case: Case, in_escrow: int) -> Posting | None:
    """Give the posting that takes out of escrow what the marketplace gave the seller when the order was completed."""
    if not views.completed(case) or in_escrow <= 0:
        return None
    whose = parties(case)
    key = Key("", whose.order, "completed")
    return transfer(key, account_of("escrow", whose), account_of("seller", whose), in_escrow)


def restated(case: Case, event: FactsTaken) -> dict[Account, int]:
    """Give what an event, which the case has seen, states of the seller's accounts where nothing newer is known."""
    told = [key for key, _ in event.row if case.stated.get(key) == event.known_at]
    return views.stated(case, told)


def tells_of_order(event: object, case: Case) -> bool:
    """Tell whether after this event it is known how the order was paid: a request is open, or its facts came later."""
    told = isinstance(event, FactsTaken) and event.path in ("order", "payments") and case.id != ""
    return told or isinstance(event, RequestOpened)


def tells_of_seller(event: object) -> bool:
    """Tell whether an event states what lies in the seller's accounts."""
    return isinstance(event, FactsTaken) and event.path == "seller"
