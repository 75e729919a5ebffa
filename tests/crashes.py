"""Crashes: the work on a database stops before one of its statements, as a power cut would stop it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
