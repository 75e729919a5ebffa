"""What the screening of parcels says, in Chinese and English."""

from __future__ import annotations

PARCEL_KINDS: dict[str, tuple[str, str]] = {}
PARCEL_REASONS: dict[str, tuple[str, str]] = {}
