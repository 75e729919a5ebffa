"""The courier's rounds: again and again what waits is sent, until told to stop."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event

from django.db import InterfaceError, OperationalError, connections

from gongdao.service.installation import law, now
from gongdao.service.work import courier, sending

INTERVAL, AWAY = timedelta(seconds=1), timedelta(seconds=5)
# What one round does at an instant; gives whether there may be more to do.
Round = Callable[[datetime], bool]
log = logging.getLogger(__name__)


def keep_on(work: Round, stop: Event, *, interval: timedelta = INTERVAL, until_idle: bool = False) -> None:
    """Work round after round; a database that answered once is asked again until it does."""
    answered = False
    while not stop.is_set():
        try:
            worked = work(now())
        except (OperationalError, InterfaceError):
            if not answered:
                raise
            log.exception("the database does not answer; asking again in %s", AWAY)
            connections["default"].close()
            stop.wait(AWAY.total_seconds())
            continue
        answered = True
        if not worked:
            if until_idle:
                return
            stop.wait(interval.total_seconds())


def carry(at: datetime) -> bool:
    """Take what the outbox holds to whom it is for."""
    done = courier.deliver(law(), at, sending.sender(law(), at))
    return done.sent > 0


def courier_loop(stop: Event) -> None:
    """Empty the outbox until told to stop."""
    keep_on(carry, stop)


LOOPS = (("courier", courier_loop),)
