"""What the screening of messages and conversations says, in Chinese and English."""

from __future__ import annotations

TALK_KINDS: dict[str, tuple[str, str]] = {}
TALK_REASONS: dict[str, tuple[str, str]] = {}
TALK_SIGNS: dict[str, tuple[str, str]] = {}
