"""Tells the processes of a server that it closes: who waits for news would keep them from ending otherwise."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from types import FrameType

# The ends of a pipe, once there is one: the first to read from. What lies in it is read by nobody, so all see it.
_pipe: list[int] = []


def watch() -> None:
    """Have the processes forked from now on told when this one is asked to stop, before it does anything else."""
    _pipe[:] = os.pipe()
    for number in (signal.SIGINT, signal.SIGTERM):
        _before(number)


def _before(number: signal.Signals) -> None:
    after = signal.getsignal(number)

    def tell(number: int, frame: FrameType | None) -> None:
        os.write(_pipe[1], b".")
        if callable(after):
            after(number, frame)

    signal.signal(number, tell)


def call_when_told(then: Callable[[], None]) -> None:
    """Have something done in the running loop as soon as the server is asked to stop."""
    loop = asyncio.get_running_loop()

    def told() -> None:
        loop.remove_reader(_pipe[0])
        then()

    if _pipe:
        loop.add_reader(_pipe[0], told)
