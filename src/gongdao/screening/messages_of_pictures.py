"""What the screening of pictures says, in Chinese and English."""

from __future__ import annotations

PICTURE_KINDS: dict[str, tuple[str, str]] = {}
PICTURE_REASONS: dict[str, tuple[str, str]] = {}
