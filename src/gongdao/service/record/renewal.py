"""Computes the deadlines of open cases again after a pause was registered or ended, many cases at a time."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from django.db import InterfaceError, OperationalError, connections, transaction

from gongdao.case.court import Court
from gongdao.service.record import folded, pauses, projections, store, tables
from gongdao.service.record.instants import stored
from gongdao.service.record.law import Law
from gongdao.service.record.tables import Locked

log = logging.getLogger(__name__)


def renew(law: Law, now: datetime, most: int = 100) -> int:
    """Compute again what at most so many cases wait for, in one transaction; gives how many there were.

    A case whose deadlines cannot be computed is left for later and holds up no other.
    """
    if not pauses.outdated(law.using):
        return 0
    with transaction.atomic(using=law.using, durable=True), connections[law.using].cursor() as cursor:
        register = pauses.length(law.using)
        sitting = store.court(law, register)
        found = tables.lock_outdated(cursor, register, stored(now), most)
        return sum(_renewed(law, cursor, locked, sitting, register, now) for locked in found)


def mark_editions(law: Law) -> int:
    """Have open cases computed again whose platform has other editions of its rules now; gives how many there are."""
    marked = 0
    with transaction.atomic(using=law.using, durable=True), connections[law.using].cursor() as cursor:
        for platform in sorted(law.library.families):
            marked += tables.outdate(cursor, platform, projections.editions(law.library, platform))
    return marked


def _renewed(law: Law, cursor: Any, locked: Locked, sitting: Court, register: int, now: datetime) -> bool:
    try:
        with transaction.atomic(using=law.using):
            case = folded.case_at(cursor, locked.stream, locked.head)
            view = projections.view(locked.stream, case, sitting, locked.head, register)
            tables.show(
                cursor, [tables.shown(locked.stream, view, locked, projections.party_rows(locked.stream, case))]
            )
            return True
    except (OperationalError, InterfaceError):
        raise
    except Exception as wrong:
        log.exception("the deadlines of %s could not be computed again", locked.stream)
        tables.postpone(cursor, locked.stream, stored(now + store.retry_after(locked.attempts)), repr(wrong))
        return False
