"""Negotiation: the parties make each other offers; the seller answers the request; either may call the platform."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from gongdao.case.court import Court, ask
from gongdao.case.state import (
    CLOSED,
    EVIDENCE,
    NEGOTIATION,
    NEW,
    RETURNING,
    REVIEW,
    Case,
    Offer,
    Standing,
    changed,
    merged,
    role,
    told,
)
from gongdao.kernel.errors import Refused

KINDS = ("refund", "return_refund", "exchange", "resend", "repair", "compensate")
WITH_RETURN = ("return_refund", "exchange", "repair")
PARTIES = ("buyer", "seller")


@dataclass(frozen=True, slots=True)
class MakeOffer:
    at: datetime
    by: str
    id: str
    kind: str
    amount: int
    freight: str


@dataclass(frozen=True, slots=True)
class TakeStandingOffer:
    at: datetime
    by: str
    id: str
    reason: str
    kind: str
    amount: int


@dataclass(frozen=True, slots=True)
class AcceptOffer:
    at: datetime
    by: str
    id: str


@dataclass(frozen=True, slots=True)
class RefuseOffer:
    at: datetime
    by: str
    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class WithdrawOffer:
    at: datetime
    by: str
    id: str


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
class OfferMade:
    at: datetime
    by: str
    id: str
    kind: str
    amount: int
    freight: str


@dataclass(frozen=True, slots=True)
class StandingOfferTaken:
    at: datetime
    by: str
    id: str
    reason: str
    kind: str
    amount: int


@dataclass(frozen=True, slots=True)
class OfferAccepted:
    at: datetime
    by: str
    id: str


@dataclass(frozen=True, slots=True)
class OfferRefused:
    at: datetime
    by: str
    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class OfferWithdrawn:
    at: datetime
    by: str
    id: str


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


Command = (
    TakeStandingOffer | MakeOffer | AcceptOffer | RefuseOffer | WithdrawOffer | RefuseRequest | AgreeRefund
    | AgreeReturn | WithdrawRequest | CallPlatform
)  # fmt: skip
Event = (
    StandingOfferTaken | OfferMade | OfferAccepted | OfferRefused | OfferWithdrawn | RequestRefused
    | RefundAgreed | ReturnAgreed | RequestWithdrawn | PlatformCalled
)  # fmt: skip
_TALKING = (NEGOTIATION, RETURNING, EVIDENCE, REVIEW)
WHERE: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {
    TakeStandingOffer: (("marketplace", "platform"), (NEW,)),
    MakeOffer: (PARTIES, _TALKING),
    AcceptOffer: (PARTIES, _TALKING),
    RefuseOffer: (PARTIES, _TALKING),
    WithdrawOffer: (PARTIES, _TALKING),
    RefuseRequest: (("seller",), (NEGOTIATION,)),
    AgreeRefund: (("seller",), _TALKING),
    AgreeReturn: (("seller",), (NEGOTIATION,)),
    WithdrawRequest: (("buyer",), _TALKING),
    CallPlatform: (PARTIES, (NEGOTIATION, RETURNING)),
}


def decide(case: Case, command: Command, court: Court) -> list[Event]:
    match command:
        case TakeStandingOffer(at, by, id_, reason, kind, amount):
            _check_kind(kind)
            return [StandingOfferTaken(at, by, id_, reason, kind, amount)]
        case MakeOffer(at, by, id_, kind, amount, freight):
            _check_offer(case, command)
            return [OfferMade(at, by, id_, kind, amount, freight)]
        case AcceptOffer(at, by, id_):
            _check_mine(_open_offer(case, id_), by, mine=False)
            return [OfferAccepted(at, by, id_)]
        case RefuseOffer(at, by, id_, reason):
            _check_mine(_open_offer(case, id_), by, mine=False)
            return [OfferRefused(at, by, id_, reason)]
        case WithdrawOffer(at, by, id_):
            _check_mine(_open_offer(case, id_), by, mine=True)
            return [OfferWithdrawn(at, by, id_)]
        case RefuseRequest(at, by, reason):
            if case.answered:
                raise Refused("already-answered")
            return [RequestRefused(at, by, reason)]
        case AgreeRefund(at, by):
            return [RefundAgreed(at, by, claimed(case))]
        case AgreeReturn(at, by, address, freight_mentioned):
            return [ReturnAgreed(at, by, address, freight_mentioned, claimed(case))]
        case WithdrawRequest(at, by):
            return [RequestWithdrawn(at, by)]
        case CallPlatform(at, by):
            _check_call(case, at, court)
            return [PlatformCalled(at, by)]
        case _:
            assert_never(command)


def claimed(case: Case) -> int:
    """Give what the buyer asks for, at most what was paid."""
    paid = int(case.facts["order"].get("paid", 0))
    return min(int(case.facts["claim"].get("amount", paid)), paid)


def _check_offer(case: Case, command: MakeOffer) -> None:
    _check_kind(command.kind)
    if any(offer.id == command.id for offer in case.offers):
        raise Refused("offer-known", id=command.id)
    paid = int(case.facts["order"].get("paid", 0))
    if not 0 <= command.amount <= paid and command.kind != "compensate":
        raise Refused("offer-beyond-paid", amount=command.amount, paid=paid)
    if command.amount < 0:
        raise Refused("offer-beyond-paid", amount=command.amount, paid=paid)


def _check_kind(kind: str) -> None:
    if kind not in KINDS:
        raise Refused("unknown-offer-kind", kind=kind, allowed=KINDS)


def standing(case: Case, court: Court, at: datetime) -> list[Event]:
    """Make the seller's standing offers for this reason, but none of less than the pack grants already."""
    fitting = [offer for offer in case.standing if offer.reason == case.facts["claim"].get("reason")]
    granted = ask(court, case, at, "refund", closed=False)["refund"] if fitting else None
    least = granted if isinstance(granted, int) else 0
    most = int(case.facts["order"].get("paid", 0))
    return [OfferMade(at, "seller", o.id, o.kind, o.amount, "seller") for o in fitting if least <= o.amount <= most]


def _open_offer(case: Case, id_: str) -> Offer:
    for offer in case.offers:
        if offer.id == id_ and offer.state == "open":
            return offer
    raise Refused("no-such-offer", id=id_)


def _check_mine(offer: Offer, by: str, mine: bool) -> None:
    if (role(offer.by) == role(by)) is not mine:
        raise Refused("offer-of-the-other" if mine else "offer-of-your-own", id=offer.id)


def _check_call(case: Case, at: datetime, court: Court) -> None:
    """The pack says from when the platform may be called; a disputed return may be brought at once."""
    since = ask(court, case, at, "call_platform_from")["call_platform_from"]
    disputed = case.inspected not in ("", "sound")
    if not disputed and isinstance(since, datetime) and at < since:
        raise Refused("call-too-early", since=since.isoformat())


def evolve(case: Case, event: Event) -> Case:
    match event:
        case StandingOfferTaken():
            return changed(case, standing=(*case.standing, Standing(event.id, event.reason, event.kind, event.amount)))
        case OfferMade():
            offer = Offer(event.id, event.by, event.kind, event.amount, event.freight)
            return changed(case, offers=(*case.offers, offer))
        case OfferAccepted():
            return _settled(case, event)
        case OfferRefused():
            return _marked(case, event.id, "refused")
        case OfferWithdrawn():
            return _marked(case, event.id, "withdrawn")
        case RequestRefused():
            return changed(told(case, event.at, "seller", "refuse_request"), answered=True)
        case RefundAgreed():
            agreed = merged(case, "seller", {"agrees_refund_only": True})
            offer = Offer("request", "buyer", "refund", event.amount, "seller", "accepted")
            return _bound(told(agreed, event.at, "both", "settle", amount=event.amount), offer)
        case ReturnAgreed():
            said = told(case, event.at, "seller", "agree_return", freight_mentioned=event.freight_mentioned)
            offer = Offer("request", "buyer", "return_refund", event.amount, "", "accepted")
            return changed(said, answered=True, settled=offer, stage=RETURNING)
        case RequestWithdrawn():
            return changed(case, stage=CLOSED)
        case PlatformCalled():
            called = told(case, event.at, role(event.by), "call_platform")
            return changed(told(called, event.at, "platform", "intervene_and_request_evidence"), stage=EVIDENCE)
        case _:
            assert_never(event)


def _marked(case: Case, id_: str, state: str) -> Case:
    return changed(case, offers=tuple(replace(o, state=state) if o.id == id_ else o for o in case.offers))


def _settled(case: Case, event: OfferAccepted) -> Case:
    """A settlement binds; other offers fall away with it."""
    chosen = _open_offer(case, event.id)
    offers = tuple(
        replace(o, state="accepted" if o.id == event.id else "lapsed") if o.state == "open" else o for o in case.offers
    )
    said = told(changed(case, offers=offers), event.at, "both", "settle", amount=chosen.amount)
    if chosen.kind in WITH_RETURN:
        said = told(said, event.at, "seller", "agree_return", freight_mentioned=bool(chosen.freight))
        return changed(said, answered=True, settled=chosen, stage=RETURNING)
    return _bound(said, chosen)


def _bound(case: Case, offer: Offer) -> Case:
    return changed(case, answered=True, settled=offer, ripe="settlement")
