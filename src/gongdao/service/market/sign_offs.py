"""Who signed a parcel off, and when: what a courier's round is put together by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

SIGNED = ("signed", "delivered")


def sign_off_of(scans: Iterable[Mapping[str, Any]]) -> tuple[datetime | None, str]:
    """Give the instant of the first sign-off among scans, and the courier or the agent who noted it, if it is told."""
    signed = [scan for scan in scans if scan.get("scan") in SIGNED]
    if not signed:
        return None, ""
    first = min(signed, key=lambda scan: datetime.fromisoformat(scan["at"]))
    return datetime.fromisoformat(first["at"]), hand_of(first)


def hand_of(scan: Mapping[str, Any]) -> str:
    """Give who noted a scan: the courier, else the agent by name; nothing where neither is told."""
    return next((str(it) for it in (scan.get("courier"), scan.get("agent")) if isinstance(it, str) and it), "")
