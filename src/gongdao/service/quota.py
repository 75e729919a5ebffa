"""How often one asker may ask: so many requests a minute, spread as they come, counted in this process."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

from gongdao.kernel.errors import Refused

WINDOW = 60.0
# So many askers are remembered; the one not seen for longest is forgotten, and begins anew.
MOST_ASKERS = 10_000


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a quota: how many requests may come at once now, and in how many seconds it is whole again."""

    most: int
    remaining: int
    reset: int


_full_again: OrderedDict[str, float] = OrderedDict()
_guard = threading.Lock()


def count(asker: str, most: int) -> Left:
    """Count a request of somebody who may make ``most`` in a minute.

    :raises Refused: his quota is used up (``too-many-requests``, with ``wait`` seconds).
    """
    each, now = WINDOW / most, time.monotonic()
    with _guard:
        full = max(_full_again.get(asker, now), now)
        allowed = full + each - now <= WINDOW
        if allowed:
            _full_again[asker] = full = full + each
            _full_again.move_to_end(asker)
        if len(_full_again) > MOST_ASKERS:
            _full_again.popitem(last=False)
    if not allowed:
        raise Refused("too-many-requests", most=most, wait=math.ceil(full + each - now - WINDOW))
    return Left(most, int((WINDOW - (full - now)) / each + 1e-6), math.ceil(full - now))


def forget() -> None:
    """Let everybody begin anew."""
    with _guard:
        _full_again.clear()
