"""Checks whether a waybill is this order's: its form, other orders that name it, when its way began, where it leads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from gongdao.screening.parcels.facts import Finding, Look, clock, hours, moving
from gongdao.screening.parcels.places import City, km
from gongdao.screening.parcels.trace import CARRYING, COLLECTED, HANDED_OVER, LEFT, PICKED_UP
from gongdao.screening.signal import Reason

ENDS = HANDED_OVER | {LEFT, COLLECTED}
Weighed = tuple[float, Reason]


def reused_waybill(look: Look) -> Finding | None:
    """The waybill is another parcel's (S11): what speaks for it is added up."""
    found = [weighed for check in CHECKS for weighed in check(look)]
    if not found:
        return None
    found.sort(key=lambda it: -it[0])
    return Finding("parcel.reused_waybill", sum(it[0] for it in found), tuple(it[1] for it in found))


def _other_orders(look: Look) -> Iterator[Weighed]:
    if look.facts.other_orders:
        details = {"waybill": look.trace.waybill, "orders": list(look.facts.other_orders[:5])}
        yield 3.0, Reason("parcel-waybill-of-other-order", details, fields=("facts.other_orders",))


def _before_order(look: Look) -> Iterator[Weighed]:
    """Scans before the order; more hours before it than a clock in another time zone explains."""
    ordered = look.facts.ordered_at
    if ordered is None or look.facts.returned:
        return
    slack = timedelta(hours=look.model.limits["slip_hours"] + 1)
    early = [scan for scan in look.scans if scan.kind in CARRYING and scan.at < ordered - slack]
    if early:
        details = {
            "scanned": clock(early[0].at),
            "ordered": clock(ordered),
            "hours": round(hours(ordered - early[0].at)),
        }
        reason = Reason("parcel-scanned-before-order", details, fields=(early[0].field, "facts.ordered_at"))
        yield min(3.0, 1.5 + 0.5 * len(early)), reason


def _other_form(look: Look) -> Iterator[Weighed]:
    carrier = look.model.carriers.get((look.facts.carrier or look.trace.carrier).lower())
    if carrier is None or not look.trace.waybill or not look.model.waybills.get(carrier):
        return
    if not any(_has_form(look.trace.waybill, *form) for form in look.model.waybills[carrier]):
        details = {"waybill": look.trace.waybill, "carrier": look.facts.carrier or look.trace.carrier}
        yield 1.5, Reason("parcel-waybill-other-form", details, fields=("waybill",))


def _has_form(waybill: str, prefix: str, least: int, most: int) -> bool:
    rest = waybill.upper().removeprefix(prefix)
    return waybill.upper().startswith(prefix) and rest.isascii() and rest.isalnum() and least <= len(rest) <= most


def _elsewhere(look: Look) -> Iterator[Weighed]:
    """The way ends in another region than the address lies in, and never came near it."""
    numbers = moving(look)
    if look.home is None or not numbers:
        return
    if any(_near(look, look.cities[number], look.home) for number in numbers):
        return
    scan, city = look.scans[numbers[-1]], look.cities[numbers[-1]]
    if city is None or not _is_over(look):
        return
    details = {"place": city.name, "address": look.home.name, "km": round(km(city, look.home))}
    yield 2.0, Reason("parcel-went-elsewhere", details, fields=(scan.field, "facts.address"))


def _came_from_elsewhere(look: Look) -> Iterator[Weighed]:
    first = next((number for number in moving(look) if look.scans[number].kind == PICKED_UP), None)
    if first is None or look.origin is None or _near(look, city := look.cities[first], look.origin) or city is None:
        return
    details = {"place": city.name, "sender": look.origin.name, "km": round(km(city, look.origin))}
    # Sellers send from several stores, so this alone says little.
    yield 0.7, Reason("parcel-came-from-elsewhere", details, fields=(look.scans[first].field, "facts.sender"))


def _near(look: Look, one: City | None, other: City) -> bool:
    return one is not None and km(one, other) <= look.model.limits["near_km"]


def _is_over(look: Look) -> bool:
    return any(scan.kind in ENDS for scan in look.scans)


CHECKS: tuple[Callable[[Look], Iterator[Weighed]], ...] = (
    _other_orders,
    _before_order,
    _other_form,
    _elsewhere,
    _came_from_elsewhere,
)
