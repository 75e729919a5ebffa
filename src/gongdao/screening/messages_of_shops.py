"""What the screening of shops says, in Chinese and English."""

from __future__ import annotations

SHOP_KINDS: dict[str, tuple[str, str]] = {}
SHOP_REASONS: dict[str, tuple[str, str]] = {}
