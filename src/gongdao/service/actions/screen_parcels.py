"""Screens the parcels of an order when their scans come in, and notes what is odd on its open cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from gongdao.case.signals import AFTER, RaiseSignal
from gongdao.case.state import Case, Stop
from gongdao.kernel.errors import Refused
from gongdao.screening.parcels.screen import screen_parcel, screen_round
from gongdao.screening.signal import Signal
from gongdao.service.actions.screening import PARTIES, raise_all, raising
from gongdao.service.installation import law, now
from gongdao.service.market.models import Order, Shipment
from gongdao.service.queries import known_parcels
from gongdao.service.queries.cases import case_of
from gongdao.service.queries.order_rows import parcels_of
from gongdao.service.record import store
from gongdao.service.screening_models import parcels

Scans = list[Mapping[str, Any]]
# Of whom a signal speaks, where it is not the carrier; of goods on their way back, of the buyer who sent them.
WHOM = {"parcel.reused_waybill": "seller", "parcel.weight": "seller", "parcel.no_pick_up": "seller"}
# Which other orders name a waybill is for staff to look up in the marketplace, and for neither party to read.
OF_OTHERS = ("parcel-waybill-of-other-order", "orders")


def scans_came_in(streams: Iterable[str], order: Order, earlier: Mapping[str, Scans] | None = None) -> int:
    """Screen every parcel of an order for its open cases; gives how many signals were raised.

    ``earlier`` are the scans that a parcel had before, by its waybill; a parcel among them is also looked at in the
    round of its courier, and what is odd of that is noted on the open cases of all its parcels. What cannot be read
    raises nothing and keeps nothing from the case.
    """
    sent = parcels_of(order)
    if not sent:
        return 0
    raised = sum(_screened(stream, order, sent, earlier or {}) for stream in streams)
    return raised + sum(_round_screened(shipment) for shipment in sent)


def _screened(stream: str, order: Order, sent: Iterable[Shipment], earlier: Mapping[str, Scans]) -> int:
    case, at = case_of(stream), now()
    if case is None:
        return 0
    stops = store.court(law()).pauses
    found = [each for it in sent for each in _seen_in(stream, case, order, it, stops, earlier.get(it.waybill), at)]
    return raise_all(stream, case, found, at)


def _seen_in(
    stream: str, case: Case, order: Order, shipment: Shipment, stops: tuple[Stop, ...], earlier: Scans | None,
    at: datetime,
) -> Iterator[RaiseSignal]:  # fmt: skip
    try:
        trace = known_parcels.trace(shipment, shipment.scans)
        facts = known_parcels.facts(stream, case, order, shipment, stops, at)
        before = known_parcels.trace(shipment, earlier) if earlier else None
        signals = screen_parcel(parcels(), trace, facts, before)
    except Refused:
        return  # a trace that no carrier writes says nothing
    for signal in signals:
        whom = "buyer" if facts.returned else WHOM.get(signal.kind, "carrier")
        yield _raising(signal, shipment.waybill, whom, at)


def _round_screened(shipment: Shipment) -> int:
    """Look at the sign-offs of one courier or agent together: who hands over one by one needs time for each door."""
    at = now()
    try:
        together = known_parcels.round_of(shipment)
        found = screen_round(parcels(), [(trace, facts) for _, trace, facts in together]) if len(together) > 1 else ()
    except Refused:
        return 0
    orders = {it.waybill: it.order for it, _, _ in together}
    return sum(_noted(orders[waybill], _raising(signal, waybill, "carrier", at), at) for waybill, signal in found)


def _noted(order: Order, command: RaiseSignal, at: datetime) -> int:
    cases = ((stream, case_of(stream)) for stream in known_parcels.open_cases_of(order))
    return sum(raise_all(stream, case, [command], at) for stream, case in cases if case is not None)


def _raising(signal: Signal, waybill: str, whom: str, at: datetime) -> RaiseSignal:
    code, hidden = OF_OTHERS
    reasons = tuple(
        replace(it, details={key: value for key, value in it.details.items() if key != hidden})
        if it.code == code
        else it
        for it in signal.reasons
    )
    return raising(replace(signal, reasons=reasons), f"parcel:{waybill}", whom, PARTIES, AFTER, 0, at)
