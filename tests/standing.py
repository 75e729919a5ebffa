"""The service in this process, on a database of a test's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache
from django.db import connections

from gongdao.service import databases


@contextmanager
def standing_on(url: str) -> Iterator[None]:
    """This function will let the service stand on a database for as long as it is needed."""
    databases.setup()
    before = connections.settings["default"]
    databases.stand_on(url)
    cache.clear()
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = before
        del connections["default"]
