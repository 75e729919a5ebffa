"""What the screening of a parcel knows besides its scans, the model that weighs it, and what its checks find."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from gongdao.screening.model_digest import model_digest
from gongdao.screening.parcels.places import City, Places, city_in, read_places
from gongdao.screening.parcels.trace import CARRYING, HANDED_OVER, LEFT, OTHER, WAYBILL, Scan, Trace, without_repeats
from gongdao.screening.signal import NOTHING, Model, Reason
from gongdao.screening.zone import BEIJING


@dataclass(frozen=True, slots=True)
class ParcelFacts:
    """What is known of the order; whatever is not known is left out.

    ``sender`` and ``address`` are texts that name a city, ``address_point`` latitude and longitude; ``consent`` tells
    whether the addressee allowed an agent or a locker, ``designated`` the places that were named for it; ``paused`` the
    times in which carriers did not collect (holidays); ``other_orders`` the orders that name the same waybill;
    ``returned`` tells that it is goods on their way back, ``complete`` that all of them are.
    """

    addressee: str = ""
    address: str = ""
    sender: str = ""
    carrier: str = ""
    ordered_at: datetime | None = None
    shipped_at: datetime | None = None
    asked_at: datetime | None = None
    consent: bool | None = None
    designated: tuple[str, ...] = ()
    goods_kg: Decimal | None = None
    outbound_kg: Decimal | None = None
    weighed_kg: Decimal | None = None
    returned: bool = False
    complete: bool = True
    other_orders: tuple[str, ...] = ()
    paused: tuple[tuple[datetime, datetime], ...] = ()
    address_point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Curve:
    """How the strength of what a check found becomes a probability: it grows with the strength, by points."""

    strengths: tuple[float, ...]
    chances: tuple[float, ...]
    threshold: float


@dataclass(frozen=True, slots=True)
class ParcelModel:
    """The gazetteer, the limits of what is possible, the formats of waybills, and a curve for each kind of signal."""

    places: Places
    limits: Mapping[str, float]
    waybills: Mapping[str, tuple[tuple[str, int, int], ...]]
    carriers: Mapping[str, str]
    curves: Mapping[str, Curve]
    name: Model


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: how strong it is in the check's own unit, and why."""

    kind: str
    strength: float
    reasons: tuple[Reason, ...]
    details: Mapping[str, object] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Look:
    """A trace as the checks see it: scans by time without repeats, each with the city it names."""

    model: ParcelModel
    trace: Trace
    facts: ParcelFacts
    scans: tuple[Scan, ...]
    cities: tuple[City | None, ...]
    home: City | None
    origin: City | None


def parcel_model(data: Mapping[str, Any], places: Mapping[str, Any]) -> ParcelModel:
    """Make the model from ``models/parcels.json`` and ``models/places.json``."""
    curves = {
        kind: Curve(tuple(p[0] for p in it["points"]), tuple(p[1] for p in it["points"]), float(it["threshold"]))
        for kind, it in data["scores"].items()
    }
    waybills = {
        carrier: tuple((str(prefix), int(least), int(most)) for prefix, least, most in forms)
        for carrier, forms in data["waybills"].items()
    }
    named = {alias.lower(): carrier for carrier, aliases in data["carriers"].items() for alias in (carrier, *aliases)}
    limits = {name: float(value) for name, value in data["limits"].items()}
    model = Model("parcels", str(data["version"]), str(data["calibrated_on"]), model_digest(data, places))
    return ParcelModel(read_places(places), limits, waybills, named, curves, model)


def look(model: ParcelModel, trace: Trace, facts: ParcelFacts) -> Look:
    """Make a trace ready for the checks."""
    scans = tuple(replace(scan, at=own_time(scan.at)) for scan in without_repeats(trace.scans))
    known: dict[str, City | None] = {}
    for scan in scans:
        if scan.place not in known:
            known[scan.place] = city_in(model.places, scan.place)
    cities = tuple(known[scan.place] for scan in scans)
    home, origin = city_in(model.places, facts.address), city_in(model.places, facts.sender)
    return Look(model, trace, facts, scans, cities, home, origin)


def chance(curve: Curve, strength: float) -> float:
    """Give the probability of a strength: by straight lines between the points of its curve."""
    at = bisect_right(curve.strengths, strength)
    if at == 0:
        return curve.chances[0]
    if at == len(curve.strengths):
        return curve.chances[-1]
    low, high = curve.strengths[at - 1], curve.strengths[at]
    part = (strength - low) / (high - low)
    return curve.chances[at - 1] + part * (curve.chances[at] - curve.chances[at - 1])


def sign_off(seen: Look | Trace) -> Scan | None:
    """Give the first scan by which the carrier says that it delivered."""
    return next((scan for scan in seen.scans if scan.kind in HANDED_OVER), None)


def moving(look: Look) -> list[int]:
    """Give the numbers of the scans in which the parcel itself was somewhere that is known."""
    kinds = CARRYING | HANDED_OVER | {LEFT}
    return [
        number
        for number, scan in enumerate(look.scans)
        if scan.kind in kinds and look.cities[number] is not None and scan.kind not in (WAYBILL, OTHER)
    ]


def hours(span: timedelta) -> float:
    """Give a span in hours."""
    return span.total_seconds() / 3600


def own_time(at: datetime) -> datetime:
    """Give an instant by the clock on the wall: what is written in UTC is nobody's own time and is taken in Beijing's.

    Whether it was night there hangs on it.
    """
    return at if at.utcoffset() else at.astimezone(BEIJING)


def clock(at: datetime, form: str = "%Y-%m-%d %H:%M") -> str:
    """Give an instant as people read it: in the scan's own time, its zone named where it is not Beijing's."""
    own = own_time(at)
    zone = "" if own.utcoffset() == BEIJING.utcoffset(None) else f" ({own.tzinfo})"
    return f"{own:{form}}{zone}"
