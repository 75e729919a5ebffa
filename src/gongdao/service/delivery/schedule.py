"""When what did not arrive is sent again, and when sending is given up."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

# The example schedule of Standard Webhooks: ten attempts over three days.
WAITS = (
    timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=5),
    timedelta(hours=10), timedelta(hours=14), timedelta(hours=20), timedelta(hours=24),
)  # fmt: skip
# A mail server that does not take a mail for so long will not.
MAIL_WAITS = WAITS[1:6]
# An endpoint that answered nothing well for so long is disabled.
LONG_FAILURE = timedelta(days=5)
# Who asks us to wait is not obeyed for ever.
LONGEST = timedelta(hours=24)
# Of a wait, at most one part in so many is added, differing from message to message.
SPREAD = 10


def next_try(
    id_: str, attempts: int, now: datetime, *, waits: tuple[timedelta, ...] = WAITS, asked: timedelta | None = None
) -> datetime | None:
    """Give when a message that failed so often is sent again; None when it is given up.

    ``asked`` is how long the other side wants us to wait (``Retry-After``). What fails at once does not come back at
    once: a tenth at most is added, by the digest of the message.
    """
    if attempts > len(waits):
        return None
    wait = max(waits[attempts - 1], min(asked or timedelta(), LONGEST))
    share = sha256(f"{id_}/{attempts}".encode()).digest()[0]
    return now + wait + wait * share / (255 * SPREAD)
