"""Computes the deadlines of open cases again after a pause was registered or ended, many cases at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import InterfaceError, OperationalError, connections, transaction

from gongdao.case.state import Case
from gongdao.service.record import folded, pauses, projections, store, tables
from gongdao.service.record.instants import stored
from gongdao.service.record.law import Law
from gongdao.service.record.tables import Locked, Shown

Renewed = Callable[[store.Due, Sequence[Locked]], int]
log = logging.getLogger(__name__)


def renew(law: Law, now: datetime, most: int = 100) -> int:
    """Compute again what at most so many cases wait for, in one transaction; gives how many there were.

    A case whose deadlines cannot be computed is left for later and holds up no other.
    """
    if not pauses.outdated(law.using):
        return 0
    try:
        return _renew(law, now, most, _renewed_together)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("deadlines could not be computed again in one go; each case is computed by itself")
    return _renew(law, now, most, _renewed_apart)


def _renew(law: Law, now: datetime, most: int, renewed: Renewed) -> int:
    with transaction.atomic(using=law.using, durable=True), connections[law.using].cursor() as cursor:
        register = pauses.length(law.using)
        due = store.Due(law, cursor, store.court(law, register), register, now)
        return renewed(due, tables.lock_outdated(cursor, register, stored(now), most))


def mark_editions(law: Law) -> int:
    """Have open cases computed again whose platform has other editions of its rules now; gives how many there are."""
    marked = 0
    with transaction.atomic(using=law.using, durable=True), connections[law.using].cursor() as cursor:
        for platform in sorted(law.library.families):
            marked += tables.outdate(cursor, platform, projections.editions(law.library, platform))
    return marked


def _renewed_together(due: store.Due, found: Sequence[Locked]) -> int:
    cases = folded.cases_at(due.cursor, {locked.stream: locked.head for locked in found})
    tables.show(due.cursor, [_shown(due, locked, cases[locked.stream]) for locked in found])
    return len(found)


def _renewed_apart(due: store.Due, found: Sequence[Locked]) -> int:
    return sum(_renewed(due, locked) for locked in found)


def _renewed(due: store.Due, locked: Locked) -> bool:
    try:
        with transaction.atomic(using=due.law.using):
            tables.show(due.cursor, [_shown(due, locked, folded.case_at(due.cursor, locked.stream, locked.head))])
            return True
    except (OperationalError, InterfaceError):
        raise
    except Exception as wrong:
        log.exception("the deadlines of %s could not be computed again", locked.stream)
        again = stored(due.now + store.retry_after(locked.attempts))
        tables.postpone(due.cursor, locked.stream, again, repr(wrong))
        return False


def _shown(due: store.Due, locked: Locked, case: Case) -> Shown:
    view = projections.view(locked.stream, case, due.sitting, locked.head, due.register)
    return tables.shown(locked.stream, view, locked, projections.party_rows(locked.stream, case))
