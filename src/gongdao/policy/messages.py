"""The sentences of what can be wrong with a pack: code -> (zh, en)."""

from __future__ import annotations

from gongdao.policy.condition_messages import MESSAGES as _CONDITIONS

_PACK: dict[str, tuple[str, str]] = {}

MESSAGES: dict[str, tuple[str, str]] = _CONDITIONS | _PACK
