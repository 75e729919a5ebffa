"""When a picture was taken, as far as its file says: not an instant but the earliest and the latest it can be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from gongdao.screening.pictures.metadata import Metadata

# Where no zone is said, the camera may have shown the time of any: from UTC-12 to UTC+14.
WESTMOST, EASTMOST = timedelta(hours=12), timedelta(hours=14)
SATELLITE = timedelta(hours=1)  # a phone may write the place, and its time, that it had a while ago
TIMES = (("DateTimeOriginal", "OffsetTimeOriginal"), ("DateTimeDigitized", "OffsetTimeDigitized"))
FIRST_YEAR, LAST_YEAR = 1990, 2200


@dataclass(frozen=True, slots=True)
class Taken:
    """When a picture was taken: between ``earliest`` and ``latest``; ``said`` is what stands in the field."""

    earliest: datetime
    latest: datetime
    said: str
    field: str
    zone_known: bool


def taken(told: Metadata) -> Taken | None:
    """Give when a picture was taken; None where its file does not say it in a way that can be read."""
    return _by_satellite(told) or next(
        (found for time, offset in TIMES if (found := _by_clock(told, time, offset))), None
    )


def never_set(found: Taken) -> bool:
    """Whether the clock of a camera shows what it shows where nobody ever set it: the first day of a year, early."""
    return found.said[5:10] in ("01:01", "01-01") and (found.earliest.year < 2016 or found.said[11:13] == "00")


def _by_satellite(told: Metadata) -> Taken | None:
    day, clock = told.exif.get("GPSDateStamp", ""), told.exif.get("GPSTimeStamp", "")
    try:
        hours, minutes, seconds = (float(part) for part in clock.strip("()[]").split(","))
        at = datetime.strptime(day[:10], "%Y:%m:%d").replace(tzinfo=UTC)
        at += timedelta(hours=hours, minutes=minutes, seconds=seconds)
    except (ValueError, OverflowError):
        return None
    if not FIRST_YEAR <= at.year < LAST_YEAR:
        return None
    return Taken(at - SATELLITE, at + SATELLITE, f"{at:%Y-%m-%d %H:%M} UTC", "GPSTimeStamp", zone_known=True)


def _by_clock(told: Metadata, time: str, offset: str) -> Taken | None:
    said, zone = told.exif.get(time, "")[:19], told.exif.get(offset, "")[:6]
    try:
        at = datetime.strptime(said, "%Y:%m:%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    if not FIRST_YEAR <= at.year < LAST_YEAR:
        return None
    try:
        exact = datetime.strptime(f"{said} {zone}", "%Y:%m:%d %H:%M:%S %z").astimezone(UTC)
    except (ValueError, OverflowError):
        return Taken(at - EASTMOST, at + WESTMOST, f"{at:%Y-%m-%d %H:%M}", time, zone_known=False)
    return Taken(exact, exact, f"{at:%Y-%m-%d %H:%M} {zone}", time, zone_known=True)
