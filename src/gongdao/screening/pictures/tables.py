"""The quantisation tables that common programs write into JPEGs: the standard's (annex K), scaled by a quality."""

from __future__ import annotations

from functools import lru_cache

# ISO/IEC 10918-1, table K.1, in rows.
BRIGHTNESS = (
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55,
    14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
    18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92,
    49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
)  # fmt: skip


def standard_quality(tables: tuple[tuple[int, ...], ...]) -> int:
    """Give the quality, 1 to 99, that scales the standard's table to the first of these; 0 where none does."""
    return _qualities().get(tuple(sorted(tables[0])), 0) if tables else 0


@lru_cache(maxsize=1)
def _qualities() -> dict[tuple[int, ...], int]:
    """Sorted, so that it does not matter in which order a file keeps them."""
    return {tuple(sorted(_scaled(quality))): quality for quality in range(1, 100)}


def _scaled(quality: int) -> tuple[int, ...]:
    percent = 5000 // quality if quality < 50 else 200 - 2 * quality
    return tuple(min(255, max(1, (step * percent + 50) // 100)) for step in BRIGHTNESS)
