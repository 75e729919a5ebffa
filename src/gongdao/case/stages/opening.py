"""Opening: what is known of the order is taken in, the buyer asks, the pack says whether and which way it goes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from gongdao.case.accounts import TOLD, check_leg, newest
from gongdao.case.court import Court, asked, pack, pack_for, rules_of
from gongdao.case.fields.claim import REASONS
from gongdao.case.heads import alone, check_request, claim_of, costs, heads
from gongdao.case.state import (
    CLOSED,
    EVIDENCE,
    LISTS,
    NEGOTIATION,
    NEW,
    OPENING,
    REVIEW,
    STAGES,
    Case,
    Row,
    added,
    changed,
    merged,
    role,
    told,
)
from gongdao.kernel.errors import Refused

TAKEN = ("order", "goods", "buyer", "seller", "gift", "logistics", "items", "chat", "complaint", "courier_complaint",
         "postal_appeals", "internal_complaint", "measure", "complained", "order.promotion", "seller.promise",
         "payments")  # fmt: skip


# What may be asked of the platform itself, and the facts that such a request is about.
AGAINST_PLATFORM = {"contest_measure": "measure", "complaint_about_staff": "complained"}


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
    """``lines`` are order lines with what is asked for each, in minor units.

    ``heads`` name each ground with its lines, such as ``not_shipped`` with ``("A",)``, or a sum (``test_fee``); a
    no-reason return over lines of another ground is its fallback.
    """

    at: datetime
    by: str
    id: str
    platform: str
    pack: str
    claim: Row
    heads: Row = ()
    lines: Row = ()


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
    heads: Row
    lines: Row


@dataclass(frozen=True, slots=True)
class RequestDeclined:
    at: datetime
    by: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RouteTaken:
    at: datetime
    by: str
    route: str
    rules: tuple[str, ...]


Command = TakeFacts | OpenRequest
Event = FactsTaken | RequestOpened | RequestDeclined | RouteTaken
WHERE: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {
    TakeFacts: (("platform", "marketplace"), STAGES),
    OpenRequest: (("buyer", "seller"), (NEW,)),
}


def decide(case: Case, command: Command, court: Court) -> list[Event]:
    match command:
        case TakeFacts():
            return [_taken(case, command)]
        case OpenRequest():
            return [_opened(case, command, court)]
        case _:
            assert_never(command)


def _taken(case: Case, command: TakeFacts) -> FactsTaken:
    if command.path not in TAKEN:
        raise Refused("facts-not-from-outside", path=command.path, allowed=TAKEN)
    if command.path == "payments":
        check_leg(dict(command.row))
    if command.path == "order" and case.stage != NEW:
        _check_paid(case, dict(command.row))
    if command.known_at > command.at:
        raise Refused("facts-from-the-future", known=command.known_at.isoformat(), at=command.at.isoformat())
    return FactsTaken(command.at, command.by, command.source, command.known_at, command.path, command.row)


def _check_paid(case: Case, row: dict[str, object]) -> None:
    """More may be paid for an order later, but never less: what goes back to the buyer is a refund."""
    was, now = case.facts.get("order", {}).get("paid", 0), row.get("paid")
    if isinstance(now, int) and now < was:
        raise Refused("paid-lowered", was=was, now=now)


def _opened(case: Case, command: OpenRequest, court: Court) -> RequestOpened:
    check_opener(case, command)
    asking = RequestOpened(
        command.at, command.by, command.id, command.platform, command.pack, command.claim, command.heads, command.lines
    )
    asking = replace(asking, pack=pack_for(court, evolve(case, asking), command.at))
    if command.heads or command.lines:
        # What a line cost does not depend on what is asked for it.
        bare = evolve(case, replace(asking, heads=(), lines=()))
        known = costs(bare, asked(court, bare, command.at, "part_paid"))
        check_request(command.heads, command.lines, command.claim, known, REASONS, pack(court, bare).currency)
    return asking


def check_opener(case: Case, command: OpenRequest) -> None:
    """Ask who may make a request: against the platform either side, on an order its buyer.

    :raises Refused: it is somebody else's, or what it is about is not known yet.
    """
    kind = dict(command.claim).get("type")
    if kind in AGAINST_PLATFORM:
        needed = AGAINST_PLATFORM[str(kind)]
        if needed not in case.facts:
            raise Refused("grounds-not-known", kind=kind, path=needed)
        return
    if role(command.by) != "buyer":
        raise Refused("not-yours", by=role(command.by), allowed=("buyer",))
    if "order" not in case.facts:
        raise Refused("order-not-known")


def route(case: Case, court: Court, at: datetime) -> list[Event]:
    """Say which way a new request goes, or that none of its heads is admitted; and by which rules."""
    said = [asked(court, alone(case, head), at, "admissible", "route", closed=False) for head in heads(case)]
    admitted = [each for each in said if each.values.get("admissible") is not False]
    if not admitted:
        return [RequestDeclined(at, "platform", rules_of(said[0], "admissible"))]
    ways = [each.values.get("route") for each in admitted]
    way = next((way for way in BEFORE_OTHERS if way in ways), ways[0])
    chosen = admitted[ways.index(way)]
    return [RouteTaken(at, "platform", way if isinstance(way, str) else "negotiate", rules_of(chosen, "route"))]


# Of several heads those that the system pays are paid at once; for the others the platform, once in, is in for all.
BEFORE_OTHERS = ("automatic", "platform")


def evolve(case: Case, event: Event) -> Case:
    match event:
        case FactsTaken(path="seller"):
            row = newest(case, dict(event.row), event.known_at)
            stated = {**case.stated, **{key: event.known_at for key in TOLD if key in row}}
            return changed(merged(case, event.path, row), stated=stated)
        case FactsTaken():
            take = added if event.path in LISTS else merged
            return take(case, event.path, dict(event.row))
        case RequestOpened():
            claim = claim_of(event.claim, event.heads, event.lines)
            opened = merged(case, "claim", {**claim, "opened_at": event.at})
            buyer = event.by.partition(":")[2] if role(event.by) == "buyer" else ""
            return changed(opened, id=event.id, buyer=buyer, platform=event.platform, pack=event.pack, stage=OPENING)
        case RequestDeclined():
            return changed(case, stage=CLOSED)
        case RouteTaken():
            return _routed(case, event)
        case _:
            assert_never(event)


def _routed(case: Case, event: RouteTaken) -> Case:
    if case.facts["claim"].get("type") in AGAINST_PLATFORM:
        return changed(case, stage=REVIEW)
    if event.route == "automatic":
        return changed(case, ripe="automatic", stage=NEGOTIATION)
    if event.route == "platform":
        stepped_in = told(case, event.at, "platform", "intervene_and_request_evidence")
        return changed(stepped_in, stage=EVIDENCE)
    return changed(case, stage=NEGOTIATION)
