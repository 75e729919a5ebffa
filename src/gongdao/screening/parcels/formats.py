"""Reads a parcel's trace from what Kuaidi100, Cainiao, 17TRACK and AfterShip answer; refuses what is broken."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import Any

from gongdao.kernel.errors import Refused
from gongdao.screening.parcels import words
from gongdao.screening.parcels.trace import (
    ARRIVED,
    ARRIVED_BRANCH,
    COLLECTED,
    DELIVERED,
    DEPARTED,
    FAILED,
    LEFT,
    MOST_SCANS,
    OTHER,
    OUT,
    PICKED_UP,
    REFUSED,
    RETURNED,
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
from gongdao.screening.zone import BEIJING

LARGEST = 2_000_000  # characters of JSON
Data = Mapping[str, Any]
Rows = list[Mapping[str, Any]]

# The states of a trace and their finer codes, as the interface numbers them.
KUAIDI100 = {
    "0": OTHER, "1001": ARRIVED, "1002": OTHER, "1": PICKED_UP, "101": WAYBILL, "102": WAYBILL, "103": PICKED_UP,
    "2": FAILED,
    "3": SIGNED, "301": SIGNED, "302": SIGNED, "303": SIGNED, "304": LEFT, "4": RETURNED, "401": RETURNED, "5": OUT,
    "501": LEFT, "6": RETURNED, "14": REFUSED,
}  # fmt: skip
CAINIAO = {
    "CONSIGN": WAYBILL, "TMS_ACCEPT": PICKED_UP, "TMS_COLLECT": PICKED_UP, "GOT": PICKED_UP, "ACCEPT": PICKED_UP,
    "TMS_STATION_IN": ARRIVED, "TMS_STATION_OUT": DEPARTED, "ARRIVAL": ARRIVED, "DEPARTURE": DEPARTED,
    "TMS_DELIVERING": OUT, "SENT_SCAN": OUT, "DELIVERING": OUT, "TMS_SIGN": SIGNED, "SIGNED": SIGNED, "SIGN": SIGNED,
    "TMS_FAILED": FAILED, "FAILED": FAILED, "TMS_REJECT": REFUSED, "REJECT": REFUSED, "STA_INBOUND": LEFT,
    "AGENT_SIGN": LEFT, "STA_SIGN": COLLECTED, "STA_DELIVERING": OUT,
}  # fmt: skip
SEVENTEEN = {
    "inforeceived": WAYBILL, "pickedup": PICKED_UP, "departure": DEPARTED, "arrival": ARRIVED,
    "availableforpickup": LEFT,
    "outfordelivery": OUT, "delivered": DELIVERED, "returned": RETURNED, "returning": RETURNED,
    "deliveryfailure": FAILED,
}  # fmt: skip
AFTERSHIP = {
    "inforeceived": WAYBILL, "intransit_002": PICKED_UP, "intransit_003": ARRIVED, "intransit_007": DEPARTED,
    "outfordelivery": OUT, "attemptfail": FAILED, "availableforpickup": LEFT, "delivered": DELIVERED,
    "delivered_002": COLLECTED, "delivered_003": SIGNED, "exception_011": RETURNED,
}  # fmt: skip


def read_trace(format_: str, data: object, zone: tzinfo | None = None) -> Trace:
    """Read a trace of one of `FORMATS`; ``data`` is JSON as text or as read.

    ``zone`` is what times without an offset are in. Kuaidi100 and Cainiao write Beijing time, so theirs need none; with
    the others such a time is refused without it. Raises `Refused`.
    """
    if format_ not in FORMATS:
        raise Refused("trace-format-unknown", format=str(format_)[:40], known=list(FORMATS))
    body = _parsed(data)
    if not isinstance(body, Mapping):
        raise Refused("trace-not-json", place="1:1")
    return FORMATS[format_](body, zone)


def _parsed(data: object) -> object:
    if not isinstance(data, str | bytes):
        return data
    if len(data) > LARGEST:
        raise Refused("trace-too-large", size=len(data), most=LARGEST)
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Refused(
            "trace-not-json", place=f"{getattr(error, 'lineno', 1)}:{getattr(error, 'colno', 1)}", why="syntax"
        ) from None


def kuaidi100(data: Data, zone: tzinfo | None) -> Trace:
    """``nu``, ``com`` and rows of ``data``: ``ftime`` or ``time``, ``context``, ``location``, ``statusCode``."""
    body = data.get("lastResult", data)
    body = body if isinstance(body, Mapping) else {}
    rows = counted([] if _knows_nothing(body) else body.get("data"), "data")
    scans = [_kuaidi100(row, f"data[{number}]", zone or BEIJING) for number, row in enumerate(rows)]
    return make_trace(
        text_of(body.get("nu"), "nu"), text_of(body.get("com"), "com"), scans, "kuaidi100", _read_at(body, BEIJING)
    )


def _knows_nothing(body: Data) -> bool:
    """Tell whether it is the answer to a waybill of which the carrier has no scan."""
    return "data" not in body and str(body.get("returnCode", "")) == "500"


def _kuaidi100(row: Mapping[str, Any], place: str, zone: tzinfo) -> Scan:
    text = text_of(row.get("context"), f"{place}.context")
    where = text_of(row.get("location"), f"{place}.location") or text_of(row.get("areaName"), f"{place}.areaName")
    code = text_of(row.get("statusCode"), f"{place}.statusCode")
    at = instant_of(row.get("ftime") or row.get("time"), f"{place}.ftime", zone)
    center = text_of(row.get("areaCenter"), f"{place}.areaCenter")
    return _scan(at, KUAIDI100.get(code, OTHER), text, where, place, point=_point(center))


def cainiao(data: Data, zone: tzinfo | None) -> Trace:
    """``mailNo`` and rows of ``traces``, ``logisticsTraces`` or ``fullTraceDetail``, flat or in parts."""
    body = data.get("data", data)
    body = body if isinstance(body, Mapping) else {}
    name = next((key for key in ("traces", "logisticsTraces", "fullTraceDetail") if key in body), "traces")
    rows = counted(body.get(name), name)
    scans = [_cainiao(_flat(row), f"{name}[{number}]", zone or BEIJING) for number, row in enumerate(rows)]
    number = text_of(body.get("mailNo") or body.get("mail_no") or body.get("logisticCode"), "mailNo")
    carrier = text_of(body.get("cpCode") or body.get("delivery_code") or body.get("shipperCode"), "cpCode")
    return make_trace(number, carrier, scans, "cainiao", _read_at(body, BEIJING))


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Put the parts of a scan (operator, site, address, detail) into one row."""
    inner = row.get("trace", row)
    parts = inner if isinstance(inner, Mapping) else {}
    flat = {key: value for key, value in parts.items() if not isinstance(value, Mapping)}
    for part in ("operator", "site", "address", "detail"):
        if isinstance(value := parts.get(part), Mapping):
            flat |= value
    return flat


def _cainiao(row: Mapping[str, Any], place: str, zone: tzinfo) -> Scan:
    text = _first(row, place, ("standerdDesc", "operate_desc", "desc", "acceptStation", "remark"))
    where = "".join(text_of(row.get(key), f"{place}.{key}") for key in ("province", "city", "district"))
    where = where or _first(row, place, ("facilityName", "site_name"))
    at = instant_of(row.get("time") or row.get("operate_time") or row.get("acceptTime"), f"{place}.time", zone)
    code = _first(row, place, ("action", "operate_action")) or _first(row, place, ("status",))
    operator = _first(row, place, ("operator_name", "contacter"))
    return _scan(at, CAINIAO.get(code, OTHER), text, where, place, operator=operator, weight=row.get("weight"))


def seventeen(data: Data, zone: tzinfo | None) -> Trace:
    """The answer or the push of 17TRACK: ``track_info.tracking.providers[].events[]`` with ``time_iso``."""
    body = data.get("data", data)
    body = body if isinstance(body, Mapping) else {}
    accepted = body.get("accepted")
    if isinstance(accepted, list) and accepted and isinstance(accepted[0], Mapping):
        body = accepted[0]
    providers = counted(_inner(_inner(body, "track_info"), "tracking").get("providers"), "providers")
    scans = [_seventeen(row, place, zone, name) for row, place, name in _events(providers)]
    number, carrier = text_of(body.get("number"), "number"), text_of(body.get("carrier"), "carrier")
    return make_trace(number, carrier, scans, "17track", None)


def _events(providers: Rows) -> list[tuple[Mapping[str, Any], str, str]]:
    """Give the events of all carriers of a parcel, each with its place and the name of the carrier."""
    found: list[tuple[Mapping[str, Any], str, str]] = []
    for number, provider in enumerate(providers):
        place = f"providers[{number}]"
        name = text_of(_inner(provider, "provider").get("name"), f"{place}.provider.name")
        rows = counted(provider.get("events"), f"{place}.events")
        found += [(row, f"{place}.events[{event}]", name) for event, row in enumerate(rows)]
        if len(found) > MOST_SCANS:
            raise Refused("trace-too-many-scans", place="providers", scans=len(found), most=MOST_SCANS)
    return found


def _seventeen(row: Mapping[str, Any], place: str, zone: tzinfo | None, carrier: str) -> Scan:
    text = text_of(row.get("description"), f"{place}.description")
    address = _inner(row, "address")
    where = text_of(row.get("location"), f"{place}.location") or _joined(address, place, ("state", "city"))
    codes = (text_of(row.get(key), f"{place}.{key}").lower().replace("_", "") for key in ("stage", "sub_status"))
    kind = next((SEVENTEEN[code] for code in codes if code in SEVENTEEN), OTHER)
    at = instant_of(row.get("time_iso") or row.get("time_utc"), f"{place}.time_iso", zone)
    return _scan(at, kind, text, where, place, carrier=carrier, point=_coordinates(_inner(address, "coordinates")))


def aftership(data: Data, zone: tzinfo | None) -> Trace:
    """A tracking of AfterShip: ``tracking_number``, ``slug`` and ``checkpoints[]`` with ``checkpoint_time``."""
    body = data.get("data", data)
    body = body if isinstance(body, Mapping) else {}
    body = _inner(body, "tracking") or _inner(body, "msg") or body
    rows = counted(body.get("checkpoints"), "checkpoints")
    scans = [_aftership(row, f"checkpoints[{number}]", zone) for number, row in enumerate(rows)]
    if signer := text_of(body.get("signed_by"), "signed_by"):
        scans = _signed_by(scans, signer)
    number, carrier = text_of(body.get("tracking_number"), "tracking_number"), text_of(body.get("slug"), "slug")
    return make_trace(number, carrier, scans, "aftership", _read_at(body, None))


def _aftership(row: Mapping[str, Any], place: str, zone: tzinfo | None) -> Scan:
    text = text_of(row.get("message"), f"{place}.message")
    where = _joined(row, place, ("state", "city")) or text_of(row.get("location"), f"{place}.location")
    codes = (text_of(row.get(key), f"{place}.{key}").lower() for key in ("subtag", "tag"))
    kind = next((AFTERSHIP[code] for code in codes if code in AFTERSHIP), OTHER)
    at = instant_of(row.get("checkpoint_time"), f"{place}.checkpoint_time", zone)
    slug = text_of(row.get("slug"), f"{place}.slug")
    point = _coordinates(_inner(row, "coordinate"))
    return _scan(at, kind, text, where, place, carrier=slug, point=point)


FORMATS: Mapping[str, Callable[[Data, tzinfo | None], Trace]] = {
    "kuaidi100": kuaidi100,
    "cainiao": cainiao,
    "17track": seventeen,
    "aftership": aftership,
}


def _scan(
    at: datetime,
    coded: str,
    text: str,
    where: str,
    field: str,
    *,
    carrier: str = "",
    operator: str = "",
    point: tuple[float, float] | None = None,
    weight: object = None,
) -> Scan:
    """Make a scan; where the code says less than the words, the words are taken."""
    kind = _kind(coded, text)
    handed = kind in (SIGNED, DELIVERED, COLLECTED)
    return Scan(
        at,
        kind,
        text,
        where or words.here(text),
        words.signer_in(text) if handed else "",
        words.agent_in(text) if handed or kind == LEFT else "",
        operator,
        carrier,
        field,
        kind == COLLECTED and words.code_in(text),
        weight_kg=number_of(weight, f"{field}.weight"),
        point=point,
    )


def _kind(coded: str, text: str) -> str:
    worded = words.kind_in(text)
    if coded == OTHER or (coded, worded) in FINER:
        return worded
    # Kuaidi100 has one code for "signed by another": agents and lockers, but colleagues and family as well.
    named = coded == LEFT and worded == SIGNED and words.signer_in(text) and not words.agent_in(text)
    return SIGNED if named else coded


FINER = frozenset(
    [(coded, worded) for coded in (SIGNED, DELIVERED) for worded in (LEFT, COLLECTED, REFUSED, RETURNED)]
    + [(DELIVERED, SIGNED), (LEFT, COLLECTED), (ARRIVED, ARRIVED_BRANCH), (OUT, LEFT), (SIGNED, WAYBILL)]
)


def _signed_by(scans: Iterable[Scan], signer: str) -> list[Scan]:
    """Put the name that stands at the head of a tracking to the scans of its delivery."""
    return [replace(scan, signer=scan.signer or signer) if scan.kind in (SIGNED, DELIVERED) else scan for scan in scans]


def _read_at(body: Mapping[str, Any], zone: tzinfo | None) -> datetime | None:
    """Give when the trace was asked for, where the answer says so with an offset."""
    for key in ("updatetime", "updated_at", "read_at"):
        if text := text_of(body.get(key), key):
            return instant_of(text, key, zone)
    return None


def _inner(row: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = row.get(key)
    return value if isinstance(value, Mapping) else {}


def _first(row: Mapping[str, Any], place: str, keys: Iterable[str]) -> str:
    return next((text for key in keys if (text := text_of(row.get(key), f"{place}.{key}"))), "")


def _joined(row: Mapping[str, Any], place: str, keys: Iterable[str]) -> str:
    return " ".join(filter(None, (text_of(row.get(key), f"{place}.{key}") for key in keys)))


def _coordinates(row: Mapping[str, Any]) -> tuple[float, float] | None:
    return _point_of(row.get("latitude"), row.get("longitude"))


def _point(center: str) -> tuple[float, float] | None:
    """Read the longitude and latitude of Kuaidi100's ``areaCenter``."""
    parts = center.split(",")
    return _point_of(parts[1], parts[0]) if len(parts) == 2 else None


def _point_of(lat: object, lon: object) -> tuple[float, float] | None:
    if isinstance(lat, bool) or isinstance(lon, bool):
        return None
    if not isinstance(lat, str | int | float) or not isinstance(lon, str | int | float):
        return None
    try:
        point = float(lat), float(lon)
    except (ValueError, OverflowError):
        return None
    return point if abs(point[0]) <= 90 and abs(point[1]) <= 180 else None
