"""The zone that carriers and cameras in China write their times in where they name none."""

from __future__ import annotations

from datetime import timedelta, timezone

BEIJING = timezone(timedelta(hours=8))
