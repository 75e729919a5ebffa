"""Screens the parcels of an order when their scans come in, and notes what is odd on its open cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from gongdao.case.signals import AFTER, RaiseSignal
from gongdao.case.state import Case
from gongdao.kernel.errors import Refused
from gongdao.screening.parcels.rows import facts_of, trace_of
from gongdao.screening.parcels.screen import screen_parcel
from gongdao.screening.parcels.trace import Trace
from gongdao.service.actions.screening import PARTIES, raise_all, raising
from gongdao.service.installation import law, now
from gongdao.service.market.models import Order, Shipment
from gongdao.service.queries.cases import case_of
from gongdao.service.record import blobs
from gongdao.service.screening_models import parcels

Scans = list[Mapping[str, Any]]
# Of whom a signal speaks, where it is not the carrier.
WHOM = {
    "parcel.reused_waybill": "seller", "parcel.weight": "seller", "parcel.no_pick_up": "seller",
    "parcel.swapped_return": "buyer",
}  # fmt: skip


def scans_came_in(streams: Iterable[str], order: Order, earlier: Mapping[str, Scans] | None = None) -> int:
    """Screen every parcel of an order for its open cases; gives how many signals were raised.

    ``earlier`` are the scans that a parcel had before, by its waybill. What cannot be read raises nothing and keeps
    nothing from the case.
    """
    sent = list(Shipment.objects.filter(order=order))
    return sum(_screened(stream, sent, earlier or {}) for stream in streams) if sent else 0


def _screened(stream: str, sent: Iterable[Shipment], earlier: Mapping[str, Scans]) -> int:
    case, at = case_of(stream), now()
    if case is None:
        return 0
    found = [each for shipment in sent for each in _seen_in(stream, case, shipment, earlier, at)]
    return raise_all(stream, case, found, at)


def _seen_in(
    stream: str, case: Case, shipment: Shipment, earlier: Mapping[str, Scans], at: datetime
) -> Iterator[RaiseSignal]:
    try:
        trace = _trace(shipment, shipment.scans)
        facts = facts_of(_plain(stream, case), asked_at=at)
        before = _trace(shipment, earlier[shipment.waybill]) if earlier.get(shipment.waybill) else None
        signals = screen_parcel(parcels(), trace, facts, before)
    except Refused:
        return  # a trace that no carrier writes says nothing
    for signal in signals:
        whom = WHOM.get(signal.kind, "carrier")
        yield raising(signal, f"parcel:{shipment.waybill}", whom, PARTIES, AFTER, 0, at)


def _trace(shipment: Shipment, scans: Scans) -> Trace:
    return trace_of(scans, shipment.waybill, shipment.carrier)


def _plain(stream: str, case: Case) -> Mapping[str, Any]:
    """What the case knows of the order, its texts put back."""
    texts = blobs.texts(law().using, stream)
    order = case.facts.get("order", {})
    return {
        "order": {key: texts.get(value, value) if isinstance(value, str) else value for key, value in order.items()}
    }
