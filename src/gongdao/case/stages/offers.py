"""Offers: what the parties propose to each other, counter, accept, refuse and withdraw; what they settle binds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from gongdao.case.court import Court, ask, pack
from gongdao.case.floor import check_floor
from gongdao.case.heads import Head, alone, heads, unsent
from gongdao.case.state import (
    EVIDENCE,
    JURY,
    NEGOTIATION,
    NEW,
    REMEDY,
    RETURNING,
    REVIEW,
    Case,
    Offer,
    Row,
    Standing,
    changed,
    role,
    told,
)
from gongdao.kernel.errors import Refused
from gongdao.kernel.money import amount_text

KINDS = ("refund", "return_refund", "exchange", "resend", "repair", "compensate")
WITH_RETURN = ("return_refund", "exchange", "repair")
OF_GOODS = ("exchange", "resend", "repair")
FREIGHT = ("", "buyer", "seller")
EXTRAS = ("coupon", "points", "gift", "test_fee", "outbound_freight", "return_freight", "removal_cost", "apology")
PARTIES = ("buyer", "seller")


@dataclass(frozen=True, slots=True)
class TakeStandingOffer:
    at: datetime
    by: str
    id: str
    reason: str
    kind: str
    amount: int


@dataclass(frozen=True, slots=True)
class MakeOffer:
    """``amount`` and ``extras`` are minor units; ``hours`` is how long it stands, 0 until it is answered."""

    at: datetime
    by: str
    id: str
    kind: str
    amount: int
    freight: str
    answers: str = ""
    extras: Row = ()
    hours: int = 0


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
class StandingOfferTaken:
    at: datetime
    by: str
    id: str
    reason: str
    kind: str
    amount: int


@dataclass(frozen=True, slots=True)
class OfferMade:
    at: datetime
    by: str
    id: str
    kind: str
    amount: int
    freight: str
    answers: str = ""
    extras: Row = ()
    hours: int = 0


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


Command = TakeStandingOffer | MakeOffer | AcceptOffer | RefuseOffer | WithdrawOffer
Event = StandingOfferTaken | OfferMade | OfferAccepted | OfferRefused | OfferWithdrawn
_TALKING = (NEGOTIATION, RETURNING, EVIDENCE, JURY, REVIEW)
# Who accepts when the other just did is told that there is a settlement, not that the stage is wrong.
_ANSWERING = (*_TALKING, REMEDY)
WHERE: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {
    TakeStandingOffer: (("marketplace", "platform"), (NEW,)),
    MakeOffer: (PARTIES, _TALKING),
    AcceptOffer: (PARTIES, _ANSWERING),
    RefuseOffer: (PARTIES, _TALKING),
    WithdrawOffer: (PARTIES, _TALKING),
}


def decide(case: Case, command: Command, court: Court) -> list[Event]:
    if not isinstance(command, TakeStandingOffer):
        _check_open(case)
    match command:
        case TakeStandingOffer(at, by, id_, reason, kind, amount):
            _check_words(kind, "", (), "")
            return [StandingOfferTaken(at, by, id_, reason, kind, amount)]
        case MakeOffer():
            return [_made(case, command, court)]
        case AcceptOffer(at, by, id_):
            chosen = _of_the_other(case, id_, by)
            check_floor(case, chosen, court, at)
            return [OfferAccepted(at, by, id_)]
        case RefuseOffer(at, by, id_, reason):
            _of_the_other(case, id_, by)
            if not reason.strip():
                raise Refused("reason-missing")
            return [OfferRefused(at, by, id_, reason)]
        case WithdrawOffer(at, by, id_):
            _of_one_s_own(case, id_, by)
            return [OfferWithdrawn(at, by, id_)]
        case _:
            assert_never(command)


def _check_open(case: Case) -> None:
    """A settlement binds (TB-7), and what was ruled is not for sale while it is carried out."""
    if case.stage in (RETURNING, REMEDY) and case.settled is not None:
        raise Refused("settled-already", offer=case.settled.id)
    if case.stage in (RETURNING, REMEDY):
        raise Refused("ruled-already", number=len(case.rulings))


def _made(case: Case, command: MakeOffer, court: Court) -> OfferMade:
    law = pack(court, case)
    _check_words(command.kind, command.freight, command.extras, law.currency)
    if any(offer.id == command.id for offer in case.offers):
        raise Refused("offer-known", id=command.id)
    if command.hours < 0:
        raise Refused("offer-hours", hours=command.hours)
    if command.answers:
        _of_the_other(case, command.answers, command.by)
    if command.kind in WITH_RETURN and unsent(case):
        raise Refused("nothing-to-return")
    _check_amount(case, command.kind, command.amount, law.currency)
    made = OfferMade(
        command.at, command.by, command.id, command.kind, command.amount, command.freight,
        command.answers, command.extras, command.hours,
    )  # fmt: skip
    check_floor(case, _offer(made), court, command.at)
    return made


def _check_words(kind: str, freight: str, extras: Row, currency: str) -> None:
    if kind not in KINDS:
        raise Refused("unknown-offer-kind", kind=kind, allowed=KINDS)
    if freight not in FREIGHT:
        raise Refused("unknown-freight", freight=freight, allowed=FREIGHT[1:])
    for word, amount in extras:
        if word not in EXTRAS:
            raise Refused("unknown-extra", extra=word, allowed=EXTRAS)
        if type(amount) is not int or amount < 0:
            raise Refused("extra-amount", extra=word, amount=amount_text(amount, currency))


def _check_amount(case: Case, kind: str, amount: int, currency: str) -> None:
    """What is given back never exceeds what was paid; a compensation comes on top of the goods."""
    paid = int(case.facts.get("order", {}).get("paid", 0))
    if amount < 0 or (amount > paid and kind != "compensate"):
        raise Refused("offer-beyond-paid", amount=amount_text(amount, currency), paid=amount_text(paid, currency))


def _open_offer(case: Case, id_: str) -> Offer:
    for offer in case.offers:
        if offer.id == id_ and offer.state != "open":
            raise Refused("offer-not-open", id=id_, state=offer.state)
        if offer.id == id_:
            return offer
    raise Refused("no-such-offer", id=id_)


def _of_the_other(case: Case, id_: str, by: str) -> Offer:
    offer = _open_offer(case, id_)
    if role(offer.by) == role(by):
        raise Refused("offer-of-your-own", id=offer.id)
    return offer


def _of_one_s_own(case: Case, id_: str, by: str) -> Offer:
    offer = _open_offer(case, id_)
    if role(offer.by) != role(by):
        raise Refused("offer-of-the-other", id=offer.id)
    return offer


def standing(case: Case, court: Court, at: datetime) -> list[Event]:
    """Make the seller's standing offers for the grounds of a request, but none of less than the pack grants already."""
    grounds = {head.ground: head for head in heads(case)}
    most = int(case.facts.get("order", {}).get("paid", 0))
    return [
        OfferMade(at, "seller", offer.id, offer.kind, offer.amount, "seller")
        for offer in case.standing
        if offer.reason in grounds and _least(case, grounds[offer.reason], court, at) <= offer.amount <= most
    ]


def _least(case: Case, head: Head, court: Court, at: datetime) -> int:
    granted = ask(court, alone(case, head), at, "refund", closed=False)["refund"]
    return granted if isinstance(granted, int) else 0


def evolve(case: Case, event: Event) -> Case:
    match event:
        case StandingOfferTaken():
            return changed(case, standing=(*case.standing, Standing(event.id, event.reason, event.kind, event.amount)))
        case OfferMade():
            # A counter-offer ends the offer it answers (Civil Code 478, 488).
            countered = _marked(case, event.answers, "countered") if event.answers else case
            return changed(countered, offers=(*countered.offers, _offer(event)))
        case OfferAccepted():
            return _settled(case, event)
        case OfferRefused():
            return _marked(case, event.id, "refused")
        case OfferWithdrawn():
            return _marked(case, event.id, "withdrawn")
        case _:
            assert_never(event)


def _offer(made: OfferMade) -> Offer:
    return Offer(made.id, made.by, made.kind, made.amount, made.freight, "open", made.answers, made.extras,
                 made.hours, made.at)  # fmt: skip


def _marked(case: Case, id_: str, state: str) -> Case:
    return changed(case, offers=tuple(replace(o, state=state) if o.id == id_ else o for o in case.offers))


def _settled(case: Case, event: OfferAccepted) -> Case:
    """A settlement binds; other offers fall away with it."""
    chosen = _open_offer(case, event.id)
    offers = tuple(
        replace(o, state="accepted" if o.id == event.id else "lapsed") if o.state == "open" else o for o in case.offers
    )
    goods = "owed" if chosen.kind in OF_GOODS else ""
    said = told(changed(case, offers=offers, goods=goods), event.at, "both", "settle", amount=chosen.amount)
    if chosen.kind in WITH_RETURN:
        said = told(said, event.at, "seller", "agree_return", freight_mentioned=bool(chosen.freight))
        return changed(said, answered=True, settled=chosen, stage=RETURNING)
    return changed(said, answered=True, settled=chosen, ripe="settlement")
