"""What the screening of links says, in Chinese and English."""

from __future__ import annotations

LINK_KINDS: dict[str, tuple[str, str]] = {}
LINK_REASONS: dict[str, tuple[str, str]] = {}
