"""Opening: what is known of the order is taken in, the buyer asks, the pack says whether and which way it goes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from gongdao.case.court import Court, ask, pack_for
from gongdao.case.state import (
    CLOSED,
    EVIDENCE,
    LISTS,
    NEGOTIATION,
    NEW,
    OPENING,
    STAGES,
    Case,
    Row,
    added,
    changed,
    merged,
    told,
)
from gongdao.kernel.errors import Refused

TAKEN = ("order", "goods", "buyer", "seller", "gift", "logistics", "items", "chat", "complaint", "courier_complaint",
         "postal_appeals", "internal_complaint", "measure", "order.promotion", "seller.promise",
         "payments")  # fmt: skip


@dataclass(frozen=True, slots=True)
class TakeFacts:
    at: datetime
    by: str
    source: str
    known_at: datetime
    path: str
    row: Row


@dataclass(frozen=True, slots=True)
class OpenRequest:
    at: datetime
    by: str
    id: str
    platform: str
    pack: str
    claim: Row


@dataclass(frozen=True, slots=True)
class FactsTaken:
    at: datetime
    by: str
    source: str
    known_at: datetime
    path: str
    row: Row


@dataclass(frozen=True, slots=True)
class RequestOpened:
    at: datetime
    by: str
    id: str
    platform: str
    pack: str
    claim: Row


@dataclass(frozen=True, slots=True)
class RequestDeclined:
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class RouteTaken:
    at: datetime
    by: str
    route: str


Command = TakeFacts | OpenRequest
Event = FactsTaken | RequestOpened | RequestDeclined | RouteTaken
WHERE: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {
    TakeFacts: (("platform", "marketplace"), STAGES),
    OpenRequest: (("buyer",), (NEW,)),
}


def decide(case: Case, command: Command, court: Court) -> list[Event]:
    match command:
        case TakeFacts():
            return [_taken(command)]
        case OpenRequest():
            return [_opened(case, command, court)]
        case _:
            assert_never(command)


def _taken(command: TakeFacts) -> FactsTaken:
    if command.path not in TAKEN:
        raise Refused("facts-not-from-outside", path=command.path, allowed=TAKEN)
    if command.known_at > command.at:
        raise Refused("facts-from-the-future", known=command.known_at.isoformat(), at=command.at.isoformat())
    return FactsTaken(command.at, command.by, command.source, command.known_at, command.path, command.row)


def _opened(case: Case, command: OpenRequest, court: Court) -> RequestOpened:
    if "order" not in case.facts:
        raise Refused("order-not-known")
    asked = RequestOpened(command.at, command.by, command.id, command.platform, command.pack, command.claim)
    return replace(asked, pack=pack_for(court, evolve(case, asked), command.at))


def route(case: Case, court: Court, at: datetime) -> list[Event]:
    """Say which way a new request goes, or that it is not admitted."""
    said = ask(court, case, at, "admissible", "route", closed=False)
    if said["admissible"] is False:
        return [RequestDeclined(at, "platform")]
    return [RouteTaken(at, "platform", said["route"] or "negotiate")]


def evolve(case: Case, event: Event) -> Case:
    match event:
        case FactsTaken():
            take = added if event.path in LISTS else merged
            return take(case, event.path, dict(event.row))
        case RequestOpened():
            opened = merged(case, "claim", {**dict(event.claim), "opened_at": event.at})
            buyer = event.by.partition(":")[2]
            return changed(opened, id=event.id, buyer=buyer, platform=event.platform, pack=event.pack, stage=OPENING)
        case RequestDeclined():
            return changed(case, stage=CLOSED)
        case RouteTaken():
            return _routed(case, event)
        case _:
            assert_never(event)


def _routed(case: Case, event: RouteTaken) -> Case:
    if event.route == "automatic":
        return changed(case, ripe="automatic", stage=NEGOTIATION)
    if event.route == "platform":
        stepped_in = told(case, event.at, "platform", "intervene_and_request_evidence")
        return changed(stepped_in, stage=EVIDENCE)
    return changed(case, stage=NEGOTIATION)
