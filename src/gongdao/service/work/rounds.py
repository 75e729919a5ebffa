"""The courier's rounds: again and again what waits is sent, until told to stop."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event

from django.db import InterfaceError, OperationalError, connections

from gongdao.service.actions.screen_pictures import screen_due
from gongdao.service.installation import law, now
from gongdao.service.queries.known_pictures import Known
from gongdao.service.work import courier, mailing, nightly, posting, retention, sending

INTERVAL, AWAY = timedelta(seconds=1), timedelta(seconds=5)
HOUR = timedelta(hours=1)
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


def post(at: datetime) -> bool:
    """Send the webhooks and the mail that are due."""
    mailing.make_digests(at)
    sent = [posting.post_due(at), mailing.send_due(at)]
    return any(sent)


def courier_loop(stop: Event) -> None:
    """Empty the outbox until told to stop."""
    keep_on(carry, stop)


def post_loop(stop: Event) -> None:
    """Send webhooks and mail until told to stop; who answers them slowly holds up no payment."""
    keep_on(post, stop)


def clear_loop(stop: Event) -> None:
    """Let go of old webhooks until told to stop: every hour, and at once again while there are more."""
    keep_on(retention.clear, stop, interval=HOUR)


def screen_loop(stop: Event) -> None:
    """Screen the pictures of evidence until told to stop; how long that takes holds up nobody who hands them in."""
    known = Known()
    keep_on(lambda at: screen_due(known, at), stop)


def watch_loop(stop: Event) -> None:
    """Screen shops and claimants, every night and soon after a change, until told to stop."""
    pace = nightly.Pace()
    keep_on(lambda at: nightly.screen(pace, at), stop)


def once(stop: Event) -> None:
    """Send what waits until nothing does, or until told to stop; let go of what is old, screen what came in."""
    known, pace = Known(), nightly.Pace()

    def work(at: datetime) -> bool:
        done = [carry(at), post(at), retention.clear(at), screen_due(known, at), nightly.screen(pace, at)]
        return any(done)

    keep_on(work, stop, until_idle=True)


LOOPS = (
    ("courier", courier_loop), ("post", post_loop), ("clear", clear_loop), ("screen", screen_loop),
    ("watch", watch_loop),
)  # fmt: skip
