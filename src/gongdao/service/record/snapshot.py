"""Reads a record that is being written as it stood at one moment, keeping nobody from writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, transaction


@contextmanager
def snapshot(using: str) -> Iterator[None]:
    """See the database as it is now until the end, whatever others write meanwhile."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        with transaction.atomic(using=using, durable=True), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")  # not IMMEDIATE, as Django would begin: that keeps writers out
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
