"""The clerk: makes visible what fell due, round after round; any number of clerks work at once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event

from django.db import InterfaceError, OperationalError, connections

from gongdao.service.actions import uploads
from gongdao.service.queries import kept_answers
from gongdao.service.record import anchors, pauses, renewal, store
from gongdao.service.record.instants import read, stored
from gongdao.service.record.law import Law
from gongdao.service.record.store import Fired

BATCH = 50
INTERVAL = timedelta(seconds=1)
# How long a clerk leaves alone a database that did not answer.
AWAY = timedelta(seconds=5)
# What pages had worked out is kept so long; asked for again later, it is worked out anew.
KEPT = timedelta(days=30)
# How often a clerk looks whether a day is to be anchored, and when again where the anchor file could not be written.
ANCHOR, NO_ANCHOR = timedelta(minutes=1), timedelta(minutes=10)
Clock = Callable[[], datetime]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Swept:
    """What a round did: cases written, cases that could not be, cases whose deadlines were computed again.

    ``lag``: how long the longest waiting case had been due when the round began.
    """

    fired: int = 0
    failed: int = 0
    renewed: int = 0
    lag: timedelta = timedelta()

    @property
    def worked(self) -> bool:
        """Whether it brought anything about, so that there may be more to do."""
        return self.fired > 0 or self.renewed > 0

    def __add__(self, other: Swept) -> Swept:
        return Swept(
            self.fired + other.fired, self.failed + other.failed, self.renewed + other.renewed, max(self.lag, other.lag)
        )


Tell = Callable[[Swept, datetime], None]


def sweep(law: Law, now: datetime, batch: int = BATCH) -> Swept:
    """Write what fell due until now in at most ``batch`` cases; those that a pause moved are computed again first."""
    pauses.beat(law, now)
    renewed = renewal.renew(law, now, batch)
    late = lag(law, now)
    if late is None:
        return Swept(renewed=renewed)
    fired = _fired(law, now, batch)
    return Swept(fired.fired, fired.failed, renewed, late)


def _fired(law: Law, now: datetime, batch: int) -> Fired:
    """Batches that move the money of the same shops can wait for one another for ever; single cases cannot."""
    try:
        return store.settle_due(law, now, batch)
    except OperationalError as lost:
        if batch == 1 or not store.in_the_way(lost):
            raise
        return store.settle_due(law, now, 1)


def lag(law: Law, now: datetime) -> timedelta | None:
    """Give how long the longest waiting case has been due; None where none is.

    A case that could not be written waits too, until it can be.
    """
    with connections[law.using].cursor() as cursor:
        cursor.execute("SELECT MIN(wake) FROM record_case WHERE wake <= %s", [stored(now)])
        (wake,) = cursor.fetchone()
    return now - read(wake) if wake is not None else None


def run(
    law: Law,
    clock: Clock,
    stop: Event,
    tell: Tell,
    *,
    interval: timedelta = INTERVAL,
    batch: int = BATCH,
    until_idle: bool = False,
    away: timedelta = AWAY,
) -> Swept:
    """Sweep until told to stop, or until nothing is left to do; gives the sum of all rounds.

    A database that answered once is asked again until it does; what a broken round began was taken back whole.
    """
    total, answered, anchor_at = Swept(), False, clock()
    while not stop.is_set():
        try:
            swept = sweep(law, now := clock(), batch)
            anchor_at = _kept_house(law, now) if now >= anchor_at else anchor_at
        except (OperationalError, InterfaceError):
            if not answered:
                raise
            log.exception("the database does not answer; asking again in %s", away)
            connections[law.using].close()
            stop.wait(away.total_seconds())
            continue
        total, answered = total + swept, True
        tell(swept, clock())
        if until_idle and not swept.worked:
            break
        if not swept.worked:
            stop.wait(interval.total_seconds())
    return total


def _kept_house(law: Law, now: datetime) -> datetime:
    """Remove files that nobody handed in and what was worked out long ago, and anchor the day that is over.

    Gives when to look again.
    """
    kept_answers.forget(law.using, now - KEPT)
    try:
        if gone := uploads.expire(law.using, now):
            log.info("files that were begun and not handed in: %s removed", gone)
    except OSError:
        log.exception("files that were not handed in could not be removed")
    return _anchored(law, now)


def _anchored(law: Law, now: datetime) -> datetime:
    """Anchor the day that is over, if it is not anchored yet; gives when to look again."""
    try:
        anchors.anchor(law, now)
    except OSError:
        log.exception("the day that is over could not be anchored; trying again in %s", NO_ANCHOR)
        return now + NO_ANCHOR
    return now + ANCHOR
