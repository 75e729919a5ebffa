"""Who is told of which event, with his own next deadline and what his silence does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from gongdao.case.court import Court
from gongdao.case.decider import Event
from gongdao.case.due import Clock, due
from gongdao.case.state import Case, role

PARTIES = ("buyer", "seller")
OTHER, NAMED, SHOWN = "the other side", "whom it names", "whom it is shown to"
STAFF, SUPERVISOR, MARKETPLACE = "staff", "supervisor", "marketplace"
# The clocks of the pack say what is asked of whom under these names; staff and jurors are told as staff.
CLOCKS_OF = {STAFF: ("platform", "jury"), SUPERVISOR: ("supervisor", "platform"), MARKETPLACE: ("marketplace",)}

# Whom each event is told to: the parties, the other side of the one who acted, or people of the platform. The record is
# verified against it, years later too: who is told of a kind of event changes only with a new kind.
TOLD: dict[str, tuple[str, ...]] = {
    "FactsTaken": (),
    "StandingOfferTaken": (),
    "RequestOpened": PARTIES,
    "RequestDeclined": PARTIES,
    "RouteTaken": (),
    "OfferMade": (OTHER,),
    "OfferAccepted": (OTHER,),
    "OfferRefused": (OTHER,),
    "OfferWithdrawn": (OTHER,),
    "RequestRefused": (OTHER,),
    "RefundAgreed": (OTHER,),
    "ReturnAgreed": (OTHER,),
    "RequestWithdrawn": (OTHER,),
    "PlatformCalled": (*PARTIES, STAFF),
    "ReturnAddressGiven": (OTHER,),
    "ReturnShipped": (OTHER,),
    "ReturnSigned": (OTHER,),
    "ReturnInspected": (OTHER,),
    "GoodsShipped": (OTHER,),
    "GoodsSigned": (OTHER,),
    "EvidenceAsked": PARTIES,
    "EvidenceSubmitted": (OTHER,),
    "EvidenceServed": (NAMED,),
    "EvidenceChallenged": (OTHER,),
    "EvidenceConcluded": (OTHER,),
    "EvidenceClosed": (*PARTIES, STAFF),
    "EvidenceReopened": PARTIES,
    "FactAdmitted": (OTHER,),
    "JuryOpened": PARTIES,
    "VoteCast": (),
    "VoteVoided": (),
    "MajorityReached": PARTIES,
    "JuryTied": (STAFF,),
    "CaseTaken": PARTIES,
    "CaseHandedOver": PARTIES,
    "RecusalAsked": (OTHER, STAFF, SUPERVISOR),
    "RecusalDecided": PARTIES,
    "Recused": (*PARTIES, STAFF),
    "EvidenceJudged": (),
    "EvidenceLeft": (),
    "FactFound": (),
    "HeadsReserved": PARTIES,
    "RulingGiven": (*PARTIES, MARKETPLACE),
    "RulingDeferred": (*PARTIES, STAFF),
    "ClericalErrorCorrected": PARTIES,
    "StaffErrorNoted": (*PARTIES, SUPERVISOR),
    "RemedyPlanned": PARTIES,
    "PaymentsPlanned": (),
    "LegHeld": (),
    "LegSent": (),
    "LegAnswered": PARTIES,
    "LegFailed": (*PARTIES, STAFF),
    "LegReleased": (),
    "PlanEnded": (),
    "ShortfallRecorded": (*PARTIES, STAFF, MARKETPLACE),
    "Appealed": (OTHER, STAFF),
    "CaseSuspended": PARTIES,
    "CaseResumed": PARTIES,
    "SuspensionAsked": (OTHER,),
    "ResumptionAsked": (OTHER, STAFF),
    "VersionChanged": PARTIES,
    "DeadlinePassed": PARTIES,
    "MessageSaid": (OTHER,),
    "MessageHeld": (STAFF,),
    "MessageReleased": PARTIES,
    "SignalRaised": (SHOWN,),
    "SignalContested": (STAFF,),
    "SignalDecided": (SHOWN,),
    "SignalWithdrawn": (),
    "CaseClosed": (*PARTIES, MARKETPLACE),
}
# What a signal triggers that a person must look at.
LOOKED_AT = frozenset({"human_check", "hold", "block"})
# What silence did that somebody of the platform must know.
TOLD_BY_EFFECT: dict[str, tuple[str, ...]] = {
    "escalate": (STAFF, SUPERVISOR),
    "intervene": (STAFF,),
    "close_evidence": (STAFF,),
    "decide_on_file": (STAFF,),
    "staff_review": (STAFF,),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """What one addressee is told: the type of the event, his own next deadline and the effect of his silence, if any.

    ``to`` is ``buyer``, ``seller``, ``staff``, ``supervisor`` or ``marketplace``; ``seq`` is the event's place in its
    stream.
    """

    to: str
    about: str
    deadline: str
    due: datetime | None
    effect: str
    seq: int


def notices(before: Case, events: Sequence[Event], after: Case, court: Court) -> tuple[Notice, ...]:
    """Give what is to be told of some events, in their order; nobody is told by a notice of what he did alone."""
    told = [(to, event, seq) for seq, event in enumerate(events, before.seq + 1) for to in addressees(event)]
    own = due(after, court) if told else {}
    return tuple(_notice(to, event, seq, own) for to, event, seq in told)


def addressees(event: Event) -> tuple[str, ...]:
    """Give whom an event is told to, each once."""
    named = TOLD.get(type(event).__name__, PARTIES)
    found = [to for word in named for to in _meant(word, event)]
    looks = (STAFF,) if LOOKED_AT & set(getattr(event, "actions", ())) else ()
    return tuple(dict.fromkeys([*found, *looks, *TOLD_BY_EFFECT.get(getattr(event, "effect", ""), ())]))


def _meant(word: str, event: Event) -> tuple[str, ...]:
    match word:
        case "the other side":
            return tuple(party for party in PARTIES if party != role(event.by))
        case "whom it names":
            return (role(str(getattr(event, "to", ""))),)
        case "whom it is shown to":
            return tuple(getattr(event, "seen_by", ()))
        case _:
            return (word,)


def _notice(to: str, event: Event, seq: int, own: dict[str, Clock]) -> Notice:
    about = type(event).__name__
    clock = clock_of(to, own)
    if clock is None:
        return Notice(to, about, "", None, "", seq)
    return Notice(to, about, clock.name, clock.at, clock.effect, seq)


def clock_of(to: str, own: Mapping[str, Clock]) -> Clock | None:
    """Give the next clock of an addressee, of the clocks that `due` found."""
    return next((own[party] for party in CLOCKS_OF.get(to, (to,)) if party in own), None)
