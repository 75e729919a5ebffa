"""What an installation decides with, and where its record is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from gongdao.kernel.calendar import Calendar
from gongdao.policy.library import Library


@dataclass(frozen=True, slots=True)
class Law:
    """The packs and calendars, the alias of the database, and how long a silent heart means an outage (None: never).

    ``anchor_file`` is where the day's root over all chains is appended, besides the database; ``timestamps`` is the
    address of an authority of RFC 3161 that stamps its lines, or nothing.
    """

    library: Library
    calendars: Mapping[str, Calendar]
    using: str = "default"
    outage_after: timedelta | None = None
    anchor_file: Path | None = None
    timestamps: str = ""
