"""Crashes: the work on a database stops before one of its statements, as a power cut would stop it."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.db import connections


class Crash(BaseException):
    """The process is gone; nothing that only waits for mistakes may catch it."""


def _stop() -> None:
    raise Crash


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def crash_before(alias: str, statement: int) -> Iterator[None]:
    """This function will end the work before its ``statement``-th statement; the connection is lost with it."""
    with _before(alias, statement, _stop):
        yield


@contextmanager
def killed_before(alias: str, statement: int) -> Iterator[None]:
    """This function will kill this very process before its ``statement``-th statement."""
    with _before(alias, statement, _kill):
        yield


def forked(work: Callable[[], object]) -> int:
    """This function will do work in a process of its own, which ends when it is done; gives the process.

    Whoever has a connection open closes it first.
    """
    sys.stderr.flush()
    if child := os.fork():
        return child
    status = 1
    try:
        _forget_connections()
        work()
        status = 0
    finally:
        if status:
            traceback.print_exc()
            sys.stderr.flush()
        os._exit(status)


def was_killed(child: int) -> bool:
    """This function will wait for a process to end; gives whether it was killed, and else had done its work."""
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "it broke"
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _forget_connections() -> None:
    """This function will have every database connected to anew.

    Django keeps the connections of a thread apart from those of an event loop that runs in it, as one does once a
    browser was started: the forked process has no loop, and would find those of some test before that.
    """
    for alias in connections:
        with suppress(AttributeError):
            del connections[alias]


@contextmanager
def _before(alias: str, statement: int, end: Callable[[], None]) -> Iterator[None]:
    left = statement

    def one_less(execute: Callable[..., Any], sql: str, values: Any, many: bool, context: Any) -> Any:
        nonlocal left
        left -= 1
        if left == 0:
            end()
        return execute(sql, values, many, context)

    with connections[alias].execute_wrapper(one_less):
        yield
