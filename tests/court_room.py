"""A court over the packs of the checkout, and the steps that tests tell a dispute in."""

from __future__ import annotations

from datetime import datetime, timedelta

from gongdao.case.court import Court
from gongdao.case.decider import Command, Recorded, decide, fold
from gongdao.case.stages.evidence import ConcludeEvidence, SubmitEvidence
from gongdao.case.stages.negotiation import AgreeReturn, CallPlatform, RefuseRequest
from gongdao.case.stages.opening import OpenRequest, TakeFacts
from gongdao.case.stages.review import FindFact, JudgeEvidence, TakeCase
from gongdao.case.stages.ruled import GiveRuling
from gongdao.case.state import Case, Row
from gongdao.kernel.errors import Refused
from shelf import SHELF, library

COURT = Court(library(), SHELF.calendars)
START = datetime.fromisoformat("2025-09-22T10:00:00+08:00")
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
UNSHIPPED: Row = (("id", "X-1"), ("paid", 6000), ("status", "paid_unshipped"), ("paid_at", START - 3 * HOUR))
SIGNED: Row = (
    ("id", "X-2"), ("paid", 6000), ("status", "signed"), ("shipped_at", START - 90 * HOUR), ("signed_at", START - HOUR),
)  # fmt: skip
WANTS_MONEY: Row = (
    ("type", "refund_only"), ("reason", "changed_mind_unshipped"), ("amount", 6000), ("goods_received", False),
)  # fmt: skip
HOLE: Row = (("type", "return_refund"), ("reason", "quality_visible"), ("amount", 6000), ("goods_received", True))


def at(hours: float) -> datetime:
    """The instant so many hours after the request."""
    return START + timedelta(hours=hours)


def given(*commands: Command, case: Case | None = None, court: Court = COURT) -> Case:
    """The case after these commands."""
    case = case or Case()
    for command in commands:
        case = fold(case, decide(case, command, court))
    return case


def when(case: Case, command: Command, court: Court = COURT) -> list[str]:
    """The names of the events that a command writes."""
    return named(decide(case, command, court))


def refusal(case: Case, command: Command, court: Court = COURT) -> str:
    """The code of the refusal of a command."""
    try:
        decide(case, command, court)
    except Refused as no:
        return no.code
    raise AssertionError("it was allowed")


def named(events: list[Recorded]) -> list[str]:
    """The names of the types of events."""
    return [type(recorded.event).__name__ for recorded in events]


def opened(order: Row = UNSHIPPED, claim: Row = WANTS_MONEY, start: datetime = START) -> list[Command]:
    """A request on an order whose seller has money."""
    goods: Row = (("type", "household"), ("seven_day", "supported"))
    return [
        TakeFacts(start, "marketplace", "orders", start, "order", order),
        TakeFacts(start, "marketplace", "orders", start, "goods", goods),
        TakeFacts(start, "marketplace", "accounts", start, "seller", (("balance", 100000), ("deposit", 100000))),
        OpenRequest(start, "buyer", "C-1", "taobao", "auto", claim),
    ]


def several() -> list[Command]:
    """A request under two heads: a cup came with a hole, a lamp never left, a rug is kept; 300 were paid for 400."""
    paid: Row = (
        ("id", "X-3"), ("paid", 30000), ("status", "partial"), ("paid_at", at(-200)), ("signed_at", at(-3)),
        ("shipped_at", at(-90)),
    )  # fmt: skip
    lines = {"cup": (10000, "signed"), "lamp": (20000, "unshipped"), "rug": (10000, "signed")}
    rows: list[Row] = [(("sku", k), ("list", price), ("qty", 1), ("state", s)) for k, (price, s) in lines.items()]
    heads: Row = (("quality_visible", ("cup",)), ("not_shipped", ("lamp",)))
    asked: Row = (("cup", 7500), ("lamp", 15000))
    claim: Row = (("type", "return_refund"), ("goods_received", True))
    return [
        *opened(paid)[:-1],
        *(TakeFacts(START, "marketplace", "orders", START, "items", row) for row in rows),
        OpenRequest(START, "buyer", "C-1", "taobao", "auto", claim, heads, asked),
    ]


def heard() -> list[Command]:
    """A quality dispute up to the review, with one accepted photograph."""
    return [
        *opened(SIGNED, HOLE),
        RefuseRequest(at(1), "seller", "no hole"),
        CallPlatform(at(2), "buyer"),
        SubmitEvidence(at(3), "buyer", "E1", "photo", "0" * 64, (("shows", "hole"),)),
        ConcludeEvidence(at(4), "buyer"),
        ConcludeEvidence(at(5), "seller"),
        TakeCase(at(6), "staff:7"),
        JudgeEvidence(at(7), "staff:7", "E1", "valid", "accepted", "the hole is seen"),
    ]


def ruled() -> list[Command]:
    """The same dispute with its ruling: the goods back, the money back."""
    return [*heard(), GiveRuling(at(8), "staff:7")]


def returning() -> list[Command]:
    """A return the seller agreed to."""
    return [*opened(SIGNED, HOLE), AgreeReturn(at(1), "seller", "0" * 64, freight_mentioned=True)]


def found(fact: str, hours: float = 7.5) -> FindFact:
    """A finding of the owner."""
    return FindFact(at(hours), "staff:7", fact, holds=True, evidence=("E1",), reason="seen")
