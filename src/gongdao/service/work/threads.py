"""Clerk and courier as threads beside the pages, for an installation of one process."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread, current_thread, main_thread

from django.db import connections

from gongdao.service.installation import law, now
from gongdao.service.record import renewal
from gongdao.service.work import clerk, rounds
from gongdao.service.work.rounds import AWAY

log = logging.getLogger(__name__)


def start() -> None:
    """Start them; they stop after the batch in hand when the main thread of the process ends."""
    stop = Event()
    for name, loop in (("clerk", _clerk), *rounds.LOOPS):
        Thread(target=work, args=(loop, stop), name=name).start()
    Thread(target=_watch, args=(stop,), name="stop").start()


def _watch(stop: Event) -> None:
    main_thread().join()
    stop.set()


def work(loop: Callable[[Event], object], stop: Event) -> None:
    """Keep a thread at work: what breaks it is told and it begins anew, as the others go on."""
    while not stop.is_set():
        try:
            loop(stop)
        except Exception:
            if not main_thread().is_alive():
                return  # nothing can begin while the process ends; what was in hand is taken up by the next one
            log.exception("%s broke off; beginning anew in %s", current_thread().name, AWAY)
            stop.wait(AWAY.total_seconds())
        finally:
            connections.close_all()


def _clerk(stop: Event) -> None:
    renewal.mark_editions(law())
    clerk.run(law(), now, stop, lambda swept, at: None)
