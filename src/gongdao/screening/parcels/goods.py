"""Checks of what is in a parcel by its weight: against the goods, against what was sent, and of what comes back."""

from __future__ import annotations

import math
from decimal import Decimal

from gongdao.screening.parcels.facts import Finding, Look
from gongdao.screening.parcels.places import km
from gongdao.screening.parcels.trace import HANDED_OVER, Scan
from gongdao.screening.signal import Reason


def weight(look: Look) -> Finding | None:
    """The carrier weighed much less than the goods or than what the seller said: how many times less, as a logarithm.

    More is weaker: a carrier may charge for the size of a parcel, and rounds up.
    """
    if look.facts.returned or (weighed := _weighed(look)) is None:
        return None
    kg, place = weighed
    found = [
        _lighter(look, kg, place, look.facts.goods_kg, "parcel-lighter-than-goods", "facts.goods_kg"),
        _lighter(look, kg, place, look.facts.outbound_kg, "parcel-lighter-than-sent", "facts.outbound_kg"),
        _heavier(look, kg, place, look.facts.outbound_kg),
        *_between_scans(look),
    ]
    kept = sorted((it for it in found if it is not None), key=lambda it: -it[0])
    return Finding("parcel.weight", kept[0][0], tuple(it[1] for it in kept[:3])) if kept else None


def swapped_return(look: Look) -> Finding | None:
    """What came back weighs other than what was sent, or went to another place than the seller's."""
    if not look.facts.returned:
        return None
    found = [*_other_weight(look), *_other_place(look)]
    kept = sorted(found, key=lambda it: -it[0])
    if not kept:
        return None
    return Finding("parcel.swapped_return", sum(it[0] for it in kept), tuple(it[1] for it in kept))


def _other_weight(look: Look) -> list[tuple[float, Reason]]:
    sent, weighed = look.facts.outbound_kg or look.facts.goods_kg, _weighed(look)
    if not sent or weighed is None or not look.facts.complete:
        return []
    kg, place = weighed
    code = "parcel-return-empty" if kg < sent * Decimal("0.4") else "parcel-return-other-weight"
    strength = _apart(look, kg, sent)
    if kg > sent:
        strength *= look.model.limits["heavier_return_counts"]
    return [(strength, _reason(code, kg, sent, place, "facts.outbound_kg"))] if strength > 0 else []


def _other_place(look: Look) -> list[tuple[float, Reason]]:
    ends = [number for number, scan in enumerate(look.scans) if scan.kind in HANDED_OVER and look.cities[number]]
    if not ends or look.home is None:
        return []
    city, scan = look.cities[ends[-1]], look.scans[ends[-1]]
    if city is None or (far := km(city, look.home)) <= look.model.limits["near_km"]:
        return []
    details = {"place": scan.place, "address": look.facts.address, "km": round(far)}
    return [(1.0, Reason("parcel-return-elsewhere", details, fields=(scan.field, "facts.address")))]


def _weighed(look: Look) -> tuple[Decimal, str] | None:
    """Give what the carrier weighed first, with its place: later weights are often copied."""
    if look.facts.weighed_kg is not None:
        return look.facts.weighed_kg, "facts.weighed_kg"
    scan = next((scan for scan in look.scans if scan.weight_kg), None)
    return (scan.weight_kg, f"{scan.field}.weight") if scan and scan.weight_kg else None


def _apart(look: Look, kg: Decimal, other: Decimal) -> float:
    """Give how many times apart two weights are, as a natural logarithm, after what rounding and packing explain."""
    slack = Decimal(str(look.model.limits["weight_slack_kg"]))
    low, high = min(kg, other) + slack, max(kg, other)
    return math.log(high / low) if high > low else 0.0


def _lighter(
    look: Look, kg: Decimal, place: str, other: Decimal | None, code: str, field: str
) -> tuple[float, Reason] | None:
    if not other or kg >= other or (apart := _apart(look, kg, other)) <= 0:
        return None
    return apart, _reason(code, kg, other, place, field)


def _heavier(look: Look, kg: Decimal, place: str, other: Decimal | None) -> tuple[float, Reason] | None:
    if not other or kg <= other or (apart := _apart(look, kg, other)) <= 0:
        return None
    reason = _reason("parcel-heavier-than-sent", kg, other, place, "facts.outbound_kg")
    return apart * look.model.limits["heavier_counts"], reason


def _between_scans(look: Look) -> list[tuple[float, Reason]]:
    """Something was taken out on the way: a later scan weighs less than an earlier one."""
    weighed: list[Scan] = [scan for scan in look.scans if scan.weight_kg]
    if len(weighed) < 2:
        return []
    first, last = weighed[0], min(weighed[1:], key=lambda scan: scan.weight_kg or 0)
    if not first.weight_kg or not last.weight_kg or last.weight_kg >= first.weight_kg:
        return []
    apart = _apart(look, last.weight_kg, first.weight_kg)
    reason = _reason("parcel-lighter-on-the-way", last.weight_kg, first.weight_kg, last.field, first.field)
    return [(apart, reason)] if apart > 0 else []


def _reason(code: str, kg: Decimal, other: Decimal, *fields: str) -> Reason:
    return Reason(code, {"kg": f"{kg:.2f}", "other": f"{other:.2f}"}, fields=fields)
