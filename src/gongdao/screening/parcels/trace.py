"""The trace of a parcel: the scans a carrier noted, as values, and what is refused because no carrier notes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal

from gongdao.kernel.errors import Refused

WAYBILL, PICKED_UP, DEPARTED, ARRIVED, ARRIVED_BRANCH, OUT, LEFT, COLLECTED, SIGNED, DELIVERED = (
    "waybill_uploaded", "picked_up", "departed", "arrived", "arrived_branch", "out_for_delivery", "left_at_agent",
    "collected", "signed", "delivered",
)  # fmt: skip
REFUSED, FAILED, RETURNED, OTHER = "refused", "attempt_failed", "returned", "other"
KINDS_OF_SCAN = (
    WAYBILL, PICKED_UP, DEPARTED, ARRIVED, ARRIVED_BRANCH, OUT, LEFT, COLLECTED, SIGNED, DELIVERED, REFUSED, FAILED,
    RETURNED, OTHER,
)  # fmt: skip
CARRYING = frozenset((PICKED_UP, DEPARTED, ARRIVED, ARRIVED_BRANCH, OUT))  # the parcel is in the carrier's hands
HANDED_OVER = frozenset((SIGNED, DELIVERED))
TURNED_BACK = frozenset((REFUSED, RETURNED))

MOST_SCANS = 300
LONGEST_TEXT = 2000
LONGEST_WAYBILL = 64
FIRST_YEAR, LAST_YEAR = 2000, 2100
LARGEST_NUMBER = 1e18
HEAVIEST_KG = Decimal(100_000)
REPEATED = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Scan:
    """One scan; ``kind`` is one of `KINDS_OF_SCAN`, ``field`` the place in what was handed in.

    ``operator`` is who scanned it, ``point`` latitude and longitude, ``same_second`` how many parcels were signed off
    in that second as the carrier says, ``authorised`` whether the agent was, None where nobody says.
    """

    at: datetime
    kind: str
    text: str = ""
    place: str = ""
    signer: str = ""
    agent: str = ""
    operator: str = ""
    carrier: str = ""
    field: str = ""
    code_used: bool = False
    authorised: bool | None = None
    weight_kg: Decimal | None = None
    point: tuple[float, float] | None = None
    km_from_address: float | None = None
    same_second: int = 0


@dataclass(frozen=True, slots=True)
class Trace:
    """The scans of one parcel by time; ``read_at`` is when the trace was asked for, if that is known."""

    waybill: str
    carrier: str
    scans: tuple[Scan, ...]
    read_at: datetime | None = None
    format: str = ""


def make_trace(waybill: str, carrier: str, scans: Iterable[Scan], format_: str, read_at: datetime | None) -> Trace:
    """Put scans in the order of time, the checks of a trace done; of scans at one instant the order is kept."""
    if len(waybill) > LONGEST_WAYBILL or not waybill.isprintable():
        raise Refused("trace-waybill-wrong", length=len(waybill), most=LONGEST_WAYBILL)
    ordered = sorted(scans, key=lambda scan: scan.at)
    return Trace(waybill.strip(), text_of(carrier, "carrier"), tuple(ordered), read_at, format_)


def counted(rows: object, place: str) -> list[Mapping[str, object]]:
    """Give the rows of a trace, none where the carrier has none; refuse what is no list and more than a parcel has."""
    if not isinstance(rows, list | tuple):
        raise Refused("trace-without-scans", place=place)
    if len(rows) > MOST_SCANS:
        raise Refused("trace-too-many-scans", place=place, scans=len(rows), most=MOST_SCANS)
    for number, row in enumerate(rows):
        if not isinstance(row, Mapping):
            raise Refused("trace-scan-wrong", place=f"{place}[{number}]")
    return list(rows)


def text_of(value: object, place: str) -> str:
    """Give a text of a scan, nothing for what is absent; refuse one that no carrier writes."""
    if value is None:
        return ""
    if not isinstance(value, str | int | float):
        raise Refused("trace-text-wrong", place=place)
    text = value if isinstance(value, str) else str(value) if abs(value) < LARGEST_NUMBER else ""
    if len(text) > LONGEST_TEXT:
        raise Refused("trace-text-too-long", place=place, length=len(text), most=LONGEST_TEXT)
    return text.strip()


def instant_of(value: object, place: str, zone: tzinfo | None = None) -> datetime:
    """Read the instant of a scan.

    ``zone`` is what the format's times without an offset are in; without it such a time is refused, because eight
    hours more or less turn an honest trace into a false one.
    """
    if isinstance(value, datetime):
        read = value
    else:
        text = text_of(value, place)
        try:
            read = datetime.fromisoformat(text[:40])
        except ValueError:
            raise Refused("trace-time-wrong", place=place, value=text[:40]) from None
    if not FIRST_YEAR <= read.year <= LAST_YEAR:
        raise Refused("trace-time-absurd", place=place, value=str(read), first=FIRST_YEAR, last=LAST_YEAR)
    if read.tzinfo is not None and read.utcoffset() is not None:
        return read
    if zone is None:
        raise Refused("trace-time-without-offset", place=place, value=str(read))
    return read.replace(tzinfo=zone)


def number_of(value: object, place: str, most: Decimal = HEAVIEST_KG) -> Decimal | None:
    """Read a weight or a distance, None where there is none; refuse what is no number from 0 to ``most``."""
    text = text_of(value, place).lower().removesuffix("kg").strip()
    if not text or isinstance(value, bool):
        return None
    try:
        read = Decimal(text) if len(text) <= 20 else None
    except ArithmeticError:
        read = None
    if read is None or not read.is_finite() or not 0 <= read <= most:
        raise Refused("trace-number-wrong", place=place, value=text[:20])
    return read


def without_repeats(scans: Iterable[Scan]) -> Iterator[Scan]:
    """Leave out scans that say again, within half an hour, what the same place said."""
    last: dict[tuple[str, str, str], datetime] = {}
    for scan in scans:
        key = (scan.kind, scan.place, scan.signer)
        if scan.kind == OTHER or key not in last or scan.at - last[key] > REPEATED:
            yield scan
        last[key] = scan.at
