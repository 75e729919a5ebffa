"""Instants as the record keeps them: texts of one width in UTC, which sort as the instants do."""

from __future__ import annotations

from datetime import UTC, datetime


def stored(at: datetime) -> str:
    """Give an instant as ``2025-09-22T02:00:00.000000Z``."""
    assert at.utcoffset() is not None, "an instant needs its offset"
    return at.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"


def read(text: str) -> datetime:
    """Give the instant that a text of the record tells of, in UTC."""
    return datetime.fromisoformat(text)
