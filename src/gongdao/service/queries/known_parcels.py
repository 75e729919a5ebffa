"""Parcels of the mirror as screening takes them in: those of an order, of one round, and other orders of a waybill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from gongdao.case.schema import kind_of, kind_of_item
from gongdao.case.state import LISTS, NEW, Case, Stop
from gongdao.screening.parcels.facts import ParcelFacts
from gongdao.screening.parcels.rows import facts_of, return_facts_of, trace_of
from gongdao.screening.parcels.trace import Trace
from gongdao.service.installation import law
from gongdao.service.market.models import Order, Shipment
from gongdao.service.market.sign_offs import hand_of
from gongdao.service.record import blobs
from gongdao.service.record.rows import some

Scans = Sequence[Mapping[str, Any]]
PARTS = ("order", "goods", "buyer")
# Sign-offs of one hand this far apart are looked at together, the nearest ones of a long round.
AROUND, MOST_OF_A_ROUND = timedelta(minutes=15), 400


def trace(shipment: Shipment, scans: Scans) -> Trace:
    """Give scans of a parcel as its trace; each was noted by its courier, or by the agent where none is told."""
    rows = [measured("logistics", scan) for scan in scans]
    made = trace_of(rows, shipment.waybill, shipment.carrier)
    hands = {f"logistics[{number}]": hand_of(scan) for number, scan in enumerate(scans)}
    return replace(made, scans=tuple(replace(it, operator=hands.get(it.field, "")) for it in made.scans))


def facts(
    stream: str, case: Case, order: Order, shipment: Shipment, stops: Sequence[Stop], at: datetime
) -> ParcelFacts:
    """Give what is known of a parcel in a case: of the order, the goods, the buyer's consent and the pauses."""
    known = plain(stream, case)
    if is_return(case, shipment):
        return return_facts_of(known, asked_at=at, complete=not case.facts.get("claim", {}).get("items"))
    paused = [(stop.since, stop.until or at) for stop in stops]
    return facts_of(known, asked_at=at, other_orders=other_orders(order, shipment), paused=paused)


def is_return(case: Case, shipment: Shipment) -> bool:
    """Whether a parcel is on its way back: as the marketplace says, or by the waybill that the buyer gave."""
    back = (row.get("waybill") for row in case.facts.get("events", ()) if row.get("act") == "ship_return")
    return shipment.returned or shipment.waybill in back


def other_orders(order: Order, shipment: Shipment) -> tuple[str, ...]:
    """Give the orders of other buyers that name the waybill too; a parcel may well hold two orders of one buyer."""
    rows = Shipment.objects.filter(source=shipment.source, waybill=shipment.waybill).exclude(order=order.pk)
    return tuple(
        rows.exclude(order__buyer=order.buyer_id).order_by("pk").values_list("order__external_id", flat=True)[:5]
    )


def round_of(shipment: Shipment) -> list[tuple[Shipment, Trace, ParcelFacts]]:
    """Give the parcels that the same hand signed off around the time of one, and it; none where no hand is told."""
    if not shipment.hand or shipment.signed_at is None or shipment.returned:
        return []
    near = (shipment.signed_at - AROUND, shipment.signed_at + AROUND)
    rows = Shipment.objects.filter(source=shipment.source, hand=shipment.hand, signed_at__range=near, returned=False)
    found = rows.select_related("order").order_by("signed_at", "pk")[:MOST_OF_A_ROUND]
    return [(it, trace(it, it.scans), _told(it.order)) for it in found]


def open_cases_of(order: Order) -> list[str]:
    """Give the open cases of an order."""
    rows = some(
        law().using,
        "SELECT stream FROM record_case WHERE source = %s AND order_id = %s AND closed_at IS NULL AND stage <> %s"
        " ORDER BY stream",
        [order.source, order.external_id, NEW],
    )
    return [stream for (stream,) in rows]


def plain(stream: str, case: Case) -> dict[str, Any]:
    """Give what a case knows of order, goods and buyer, its texts put back and its measures in km and kg."""
    texts = blobs.texts(law().using, stream)
    return {
        part: {
            key: texts.get(value, value) if isinstance(value, str) else value
            for key, value in measured(part, case.facts.get(part, {})).items()
        }
        for part in PARTS
    }


def measured(path: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Give a row of facts with its decimals as they are written: the record counts them in their last place."""
    return {key: _unscaled(path, key, value) for key, value in row.items()}


def _unscaled(path: str, key: str, value: Any) -> Any:
    if type(value) is not int:
        return value
    kind = kind_of_item(path, key) if path in LISTS else kind_of(f"{path}.{key}")
    return str(Decimal(value).scaleb(-kind.places)) if kind is not None and kind.name == "decimal" else value


def _told(order: Order) -> ParcelFacts:
    """What tells one door from another: the address, else who bought."""
    said = order.facts.get("order", {})
    return ParcelFacts(addressee=f"buyer {order.buyer_id}", address=str(said.get("address", "")))
