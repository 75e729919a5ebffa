"""What may still be asked for of an order, after the cases that were about it before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from gongdao.case.heads import Head, heads
from gongdao.case.state import Case
from gongdao.ledger.account import FUNDERS, Kind

# What is asked for out of the price; a compensation comes on top of it.
OF_THE_PRICE = ("refund_only", "return_refund")

# Outcomes that end the dispute: against them there are appeals, and these are counted (P-APPEAL-2).
FINAL = ("refund", "return_refund", "partial_refund", "pay_seller", "dismiss")


def came_back(case: Case) -> int:
    """Give what a case gave back of the price, in minor units, less what was fetched back after an appeal."""
    given = sum(leg.paid for leg in case.legs if leg.to.kind in FUNDERS)
    fetched = sum(leg.paid for leg in case.legs if leg.source.kind in (*FUNDERS, Kind.BUYER))
    return given - fetched


def items_of(case: Case) -> frozenset[str]:
    """Give the lines of the order that a case is about; none, it is about the whole order."""
    found = [frozenset(head.items) for head in heads(case)]
    return frozenset().union(*found) if all(found) else frozenset()


def left(before: Iterable[Case], paid: int, costs: Mapping[str, int], wanted: Collection[str]) -> int:
    """Give how much of the price may still be asked for, in minor units: of some lines, or of the whole order.

    No more than what was paid for the order less all that came back of it; of lines no more than what they cost less
    what came back for these lines alone.
    """
    rest, of_lines = paid, sum(costs.get(sku, 0) for sku in wanted)
    for case in before:
        back, about = came_back(case), items_of(case)
        rest -= back
        of_lines -= back if about and about.issubset(wanted) else 0
    return max(0, min(rest, of_lines) if costs and wanted else rest)


def ruled_on(case: Case, grounds: Collection[str], wanted: Collection[str]) -> bool:
    """Whether it was ruled in a case on one of these grounds and these goods; both empty of lines mean all goods."""
    return any(head.ground in grounds and same(wanted, head.items) and _ruled(case, head) for head in heads(case))


def same(one: Collection[str], other: Collection[str]) -> bool:
    """Whether two requests are about the same goods; without lines a request is about the whole order."""
    return not one or not other or not set(one).isdisjoint(other)


def _ruled(case: Case, head: Head) -> bool:
    last = [ruling for ruling in case.rulings if ruling.head in ("", head.ground)][-1:]
    return any(ruling.outcome in FINAL for ruling in last)
