"""Who is told of which event, with his own next deadline and what his silence does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gongdao.case.court import Court
from gongdao.case.decider import Event
from gongdao.case.due import Clock, due
from gongdao.case.state import Case, role


@dataclass(frozen=True, slots=True)
class Notice:
    """What one addressee is told: the type of the event, his own next deadline and the effect of silence, if any."""

    to: str
    about: str
    deadline: str
    due: datetime | None
    effect: str


BOTH = ("buyer", "seller")
# Events of which somebody else than the one who acted is told, and whom; an event not named here tells nobody.
TOLD: dict[str, tuple[str, ...]] = {
    "RequestOpened": BOTH,
    "RequestDeclined": BOTH,
    "RouteTaken": BOTH,
    "OfferMade": BOTH,
    "OfferAccepted": BOTH,
    "OfferRefused": BOTH,
    "OfferWithdrawn": BOTH,
    "RequestRefused": BOTH,
    "RefundAgreed": BOTH,
    "ReturnAgreed": BOTH,
    "RequestWithdrawn": BOTH,
    "PlatformCalled": BOTH,
    "RulingGiven": BOTH,
}


def notices(before: Case, events: Sequence[Event], after: Case, court: Court) -> tuple[Notice, ...]:
    """Give what is to be told after some events, in their order; nobody is told of what he did himself."""
    own = due(after, court) if events else {}
    return tuple(
        _notice(to, event, own) for event in events for to in TOLD.get(type(event).__name__, ()) if to != role(event.by)
    )


def _notice(to: str, event: Event, own: dict[str, Clock]) -> Notice:
    clock = own.get(to)
    about = type(event).__name__
    return Notice(to, about, clock.name, clock.at, clock.effect) if clock else Notice(to, about, "", None, "")
