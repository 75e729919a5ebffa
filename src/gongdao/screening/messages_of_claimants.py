"""What the screening of those who claim says, in Chinese and English."""

from __future__ import annotations

CLAIMANT_KINDS: dict[str, tuple[str, str]] = {}
CLAIMANT_REASONS: dict[str, tuple[str, str]] = {}
