"""Reads the trace and the facts of a parcel from a case: the rows of ``facts.logistics`` and the order beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from gongdao.screening.given import Given, given
from gongdao.screening.parcels import words
from gongdao.screening.parcels.facts import ParcelFacts
from gongdao.screening.parcels.trace import (
    ARRIVED_BRANCH,
    COLLECTED,
    DELIVERED,
    HEAVIEST_KG,
    OTHER,
    PICKED_UP,
    REFUSED,
    SIGNED,
    WAYBILL,
    Scan,
    Trace,
    counted,
    instant_of,
    make_trace,
    number_of,
    text_of,
)  # fmt: skip

KINDS = {
    "waybill_uploaded": WAYBILL, "picked_up": PICKED_UP, "arrived_branch": ARRIVED_BRANCH, "delivered": DELIVERED,
    "signed": SIGNED, "refused": REFUSED,
}  # fmt: skip
# What the buyer said to an agent or a locker; nothing where he was not asked.
CONSENT = {"given": True, "none": False}
FARTHEST_KM = Decimal(20_100)
MOST_AT_ONCE = 100_000
GIVEN = (
    "addressee", "address", "sender", "carrier", "ordered_at", "shipped_at", "asked_at", "consent", "designated",
    "goods_kg", "outbound_kg", "weighed_kg", "returned", "complete", "other_orders",
)  # fmt: skip
Facts = Mapping[str, Any]


def trace_of(rows: Sequence[Facts], waybill: str = "", carrier: str = "", read_at: datetime | None = None) -> Trace:
    """Make a trace of the rows of ``facts.logistics`` or of a shipment of the mirror; an instant needs its offset."""
    scans = [_scan(row, f"logistics[{number}]") for number, row in enumerate(counted(list(rows), "logistics"))]
    return make_trace(waybill, carrier, scans, "case", read_at)


def _scan(row: Facts, field: str) -> Scan:
    kind = KINDS.get(str(row.get("scan", "")), OTHER)
    code = row.get("method") == "pickup_code"
    agent = row.get("agent")
    signer = text_of(row.get("signer"), f"{field}.signer")
    far = number_of(row.get("gps_km_from_address"), f"{field}.gps_km_from_address", FARTHEST_KM)
    same = number_of(
        row.get("same_second_signed_by_agent"), f"{field}.same_second_signed_by_agent", Decimal(MOST_AT_ONCE)
    )
    said = row.get("agent_authorised")
    return Scan(
        instant_of(row.get("at"), f"{field}.at"),
        COLLECTED if kind == PICKED_UP and code else kind,
        text_of(row.get("text"), f"{field}.text"),
        text_of(row.get("place"), f"{field}.place"),
        signer.partition(" / ")[0],
        words.agent_in(signer)
        if agent is None
        else "agent"
        if agent is True
        else text_of(agent or "", f"{field}.agent"),
        field=field,
        code_used=code,
        authorised=said if isinstance(said, bool) else None,
        km_from_address=None if far is None else float(far),
        same_second=int(same or 0),
        operator=text_of(row.get("courier"), f"{field}.courier"),
        weight_kg=number_of(row.get("weight_kg"), f"{field}.weight_kg"),
    )


def facts_of(
    facts: Facts,
    *,
    asked_at: datetime | None = None,
    other_orders: Sequence[str] = (),
    paused: Sequence[tuple[datetime, datetime]] = (),
) -> ParcelFacts:
    """Give what a case file or a case knows of the order, as the screening of its parcel takes it in.

    Weights are in kg; ``paused`` are times in which nothing was collected.
    """
    known, goods = _part(facts, "order"), _part(facts, "goods")
    return ParcelFacts(
        addressee=text_of(known.get("receiver"), "order.receiver"),
        address=text_of(known.get("address"), "order.address"),
        sender=text_of(known.get("listed_ship_from"), "order.listed_ship_from"),
        ordered_at=_instant(known, "paid_at"),
        shipped_at=_instant(known, "seller_clicked_ship_at") or _instant(known, "shipped_at"),
        asked_at=asked_at,
        consent=CONSENT.get(str(_part(facts, "buyer").get("consent_to_agent"))),
        goods_kg=number_of(goods.get("weight_kg"), "goods.weight_kg"),
        outbound_kg=number_of(known.get("outbound_weight_kg"), "order.outbound_weight_kg"),
        other_orders=tuple(other_orders),
        paused=tuple(paused),
    )


def return_facts_of(facts: Facts, *, asked_at: datetime | None = None, complete: bool = True) -> ParcelFacts:
    """Give what is known of goods on their way back, as `facts_of` does; ``complete``: all of the order comes back."""
    known, goods = _part(facts, "order"), _part(facts, "goods")
    return ParcelFacts(
        address=text_of(known.get("return_to") or known.get("system_return_address"), "order.return_to"),
        sender=text_of(known.get("address"), "order.address"),
        asked_at=asked_at,
        goods_kg=number_of(goods.get("weight_kg"), "goods.weight_kg"),
        outbound_kg=number_of(known.get("outbound_weight_kg"), "order.outbound_weight_kg"),
        returned=True,
        complete=complete,
    )


def _part(facts: Facts, name: str) -> Facts:
    part = facts.get(name)
    return part if isinstance(part, Mapping) else {}


def facts_given(data: object) -> ParcelFacts:
    """Read what a marketplace hands in beside a trace: the fields of `ParcelFacts` that are texts and numbers.

    Weights are in kg, instants have their offset, ``consent`` is true, false or left out.

    :raises BadInput: something was wrong; every problem with its field.
    """
    it = given(data, "parcel")
    it.only(*GIVEN)
    found = ParcelFacts(
        addressee=it.text("addressee") or "",
        address=it.text("address") or "",
        sender=it.text("sender") or "",
        carrier=it.text("carrier") or "",
        ordered_at=it.instant("ordered_at"),
        shipped_at=it.instant("shipped_at"),
        asked_at=it.instant("asked_at"),
        consent=it.flag("consent") if it.data.get("consent") is not None else None,
        designated=it.words("designated") or (),
        goods_kg=_weight(it, "goods_kg"),
        outbound_kg=_weight(it, "outbound_kg"),
        weighed_kg=_weight(it, "weighed_kg"),
        returned=it.flag("returned"),
        complete=it.flag("complete") if it.data.get("complete") is not None else True,
        other_orders=it.words("other_orders") or (),
    )
    it.checked()
    return found


def _weight(it: Given, key: str) -> Decimal | None:
    found = it.number(key, float(HEAVIEST_KG))
    return None if found is None else Decimal(str(found))


def _instant(known: Facts, key: str) -> datetime | None:
    return None if known.get(key) is None else instant_of(known[key], f"order.{key}")
