"""Negotiation: the seller answers the request, the buyer may take it back, and either side may call the platform."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from gongdao.case.court import Court, asked, rules_of
from gongdao.case.due import clocks
from gongdao.case.heads import several, undecided, unsent
from gongdao.case.state import (
    CLOSED,
    EVIDENCE,
    JURY,
    NEGOTIATION,
    REMEDY,
    RETURNING,
    REVIEW,
    Case,
    Offer,
    changed,
    merged,
    role,
    told,
)
from gongdao.kernel.errors import Refused

PARTIES = ("buyer", "seller")
CALL_FROM = "call_platform_from"


@dataclass(frozen=True, slots=True)
class RefuseRequest:
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class AgreeRefund:
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class AgreeReturn:
    at: datetime
    by: str
    address: str
    freight_mentioned: bool


@dataclass(frozen=True, slots=True)
class WithdrawRequest:
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class CallPlatform:
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class RequestRefused:
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class RefundAgreed:
    at: datetime
    by: str
    amount: int


@dataclass(frozen=True, slots=True)
class ReturnAgreed:
    at: datetime
    by: str
    address: str
    freight_mentioned: bool
    amount: int


@dataclass(frozen=True, slots=True)
class RequestWithdrawn:
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class PlatformCalled:
    at: datetime
    by: str


Command = RefuseRequest | AgreeRefund | AgreeReturn | WithdrawRequest | CallPlatform
Event = RequestRefused | RefundAgreed | ReturnAgreed | RequestWithdrawn | PlatformCalled
_TALKING = (NEGOTIATION, RETURNING, EVIDENCE, JURY, REVIEW)
WHERE: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {
    RefuseRequest: (("seller",), (NEGOTIATION,)),
    AgreeRefund: (("seller",), _TALKING),
    AgreeReturn: (("seller",), (NEGOTIATION,)),
    WithdrawRequest: (("buyer",), _TALKING),
    CallPlatform: (PARTIES, (NEGOTIATION, RETURNING, REMEDY)),
}


def decide(case: Case, command: Command, court: Court) -> list[Event]:
    match command:
        case RefuseRequest(at, by, reason):
            _check_answer(case)
            if not reason.strip():
                raise Refused("reason-missing")
            return [RequestRefused(at, by, reason)]
        case AgreeRefund(at, by):
            return [RefundAgreed(at, by, claimed(case))]
        case AgreeReturn(at, by, address, freight_mentioned):
            if unsent(case):
                raise Refused("nothing-to-return")
            return [ReturnAgreed(at, by, address, freight_mentioned, claimed(case))]
        case WithdrawRequest(at, by):
            _check_withdrawal(case)
            return [RequestWithdrawn(at, by)]
        case CallPlatform(at, by):
            _check_call(case, command, court)
            return [PlatformCalled(at, by)]
        case _:
            assert_never(command)


def _check_answer(case: Case) -> None:
    if case.answered:
        raise Refused("already-answered")


def claimed(case: Case) -> int:
    """Give what the buyer asks for and nobody decided yet, at most what was paid."""
    paid = int(case.facts.get("order", {}).get("paid", 0))
    if several(case):
        return min(sum(head.amount or 0 for head in undecided(case)), paid)
    return min(int(case.facts["claim"].get("amount", paid)), paid)


def _check_withdrawal(case: Case) -> None:
    """What was ruled or settled is carried out; only a request that is still open can be taken back."""
    _check_undecided(case)


def _check_undecided(case: Case) -> None:
    if case.rulings and not (several(case) and undecided(case)):
        raise Refused("ruled-already", number=len(case.rulings))


def _check_call(case: Case, command: CallPlatform, court: Court) -> None:
    """The pack says from when the platform may be called; a disputed return or a broken settlement may at once."""
    if case.stage == REMEDY:
        _check_breach(case, command, court)
        return
    said = asked(court, case, command.at, CALL_FROM)
    since = said.values.get(CALL_FROM)
    disputed = case.inspected not in ("", "sound")
    if case.stage == RETURNING and not disputed:
        _check_undecided(case)
    if not disputed and isinstance(since, datetime) and command.at < since:
        raise Refused("call-too-early", since=since.isoformat(), rules=rules_of(said, CALL_FROM))


def _check_breach(case: Case, command: CallPlatform, court: Court) -> None:
    """After a settlement only its performance is left: the buyer calls when the goods agreed on do not come, or come
    wrong; before they are due nobody does.
    """
    if not case.goods_due:
        raise Refused("nothing-to-perform", goods=case.goods or "-")
    if role(command.by) != "buyer":
        raise Refused("not-yours", by=role(command.by), allowed=("buyer",))
    waits = [clock for clock in clocks(case, court) if clock.effect == "intervene"] if case.goods == "owed" else []
    if waits:
        raise Refused("performance-not-due", since=waits[0].at.isoformat(), rules=(waits[0].rule,))


def evolve(case: Case, event: Event) -> Case:
    match event:
        case RequestRefused():
            return changed(told(case, event.at, "seller", "refuse_request"), answered=True)
        case RefundAgreed():
            agreed = merged(case, "seller", {"agrees_refund_only": True})
            offer = Offer("request", "buyer", "refund", event.amount, "seller", "accepted")
            said = told(agreed, event.at, "both", "settle", amount=event.amount)
            return changed(said, answered=True, settled=offer, ripe="settlement")
        case ReturnAgreed():
            return _returning(case, event)
        case RequestWithdrawn():
            return changed(case, stage=CLOSED)
        case PlatformCalled():
            return _called(case, event)
        case _:
            assert_never(event)


def _returning(case: Case, event: ReturnAgreed) -> Case:
    said = told(case, event.at, "seller", "agree_return", freight_mentioned=event.freight_mentioned)
    if event.address:
        said = merged(said, "order", {"return_to": event.address, "system_return_address": event.address})
    offer = Offer("request", "buyer", "return_refund", event.amount, "", "accepted")
    return changed(said, answered=True, settled=offer, stage=RETURNING)


def _called(case: Case, event: PlatformCalled) -> Case:
    if case.goods_due:
        # Goods agreed on and not sent are a resend refused (TB-79): the request stands again.
        case = changed(told(case, event.at, "seller", "refuse_resend"), goods="unperformed", settled=None)
    called = told(case, event.at, role(event.by), "call_platform")
    return changed(told(called, event.at, "platform", "intervene_and_request_evidence"), stage=EVIDENCE)
