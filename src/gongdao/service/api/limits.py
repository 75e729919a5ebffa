"""How often one key or one person may ask the interface."""

from __future__ import annotations

from django.conf import settings

from gongdao.service import quota
from gongdao.service.quota import WINDOW, Left, forget

__all__ = ["WINDOW", "Left", "count", "forget"]


def count(asker: str) -> Left:
    """Count a request of somebody.

    :raises Refused: his quota is used up (``too-many-requests``, with ``wait`` seconds).
    """
    return quota.count(asker, settings.GONGDAO_RATE)
