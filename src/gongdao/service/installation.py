"""What this process decides with, and what time it is in its marketplace."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection

from gongdao.service.kept import open_packs
from gongdao.service.packs import find_packs
from gongdao.service.record.law import Law


@cache
def law() -> Law:
    """Give the packs and calendars of the installation, with its database.

    :raises BadInput: the packs are wrong.
    """
    shelf = find_packs(settings.GONGDAO_PACKS)
    file = os.environ.get("GONGDAO_ANCHOR_FILE")
    return Law(
        open_packs(shelf),
        shelf.calendars,
        anchor_file=Path(file) if file else None,
        timestamps=os.environ.get("GONGDAO_TIMESTAMPS", ""),
    )


def now() -> datetime:
    """Give the instant: the real one, or in a demo the one that its marketplace has come to."""
    at = datetime.now(UTC)
    return at + _ahead() if settings.DEMO else at


def _ahead() -> timedelta:
    with connection.cursor() as cursor:
        cursor.execute("SELECT seconds FROM market_clock WHERE id = 1")
        row = cursor.fetchone()
    return timedelta(seconds=row[0]) if row else timedelta()


def go_forward(until: datetime) -> None:
    """Move the clock of a demo's marketplace on to an instant; it never goes back."""
    seconds = int((until - datetime.now(UTC)).total_seconds()) + 1
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO market_clock (id, seconds) VALUES (1, %s)"
            " ON CONFLICT (id) DO UPDATE SET seconds = excluded.seconds WHERE excluded.seconds > market_clock.seconds",
            [seconds],
        )
