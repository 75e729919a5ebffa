"""Says what to do about a database that cannot be reached, has no tables, or does not let us in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import Error, InterfaceError, OperationalError

from gongdao.kernel.errors import Refused
from gongdao.service.database_url import without_password

NO_TABLE = ("42P01", "3F000")
NO_COLUMN = ("42703",)
NOT_ALLOWED = ("42501",)
NO_ROLE = ("42704",)


@contextmanager
def told(url: str) -> Iterator[None]:
    """Say in a sentence what is to be done about a database that cannot be worked with.

    :raises Refused: it cannot be reached, has no tables or not those of this version, or does not let us in.
    """
    try:
        yield
    except Error as wrong:
        refused = trouble(wrong, url)
        if refused is None:
            raise
        raise refused from wrong


def trouble(error: Error, url: str) -> Refused | None:
    """Give the refusal that tells a person of a database error; None where the error is our own mistake."""
    state = getattr(error.__cause__, "sqlstate", None) or ""
    said = str(error).strip().splitlines()[:1]
    why, shown = (said[0] if said else type(error).__name__), without_password(url)
    if state in NO_TABLE or "no such table" in why:
        return Refused("database-without-tables", url=shown)
    if state in NO_COLUMN or "no such column" in why:
        return Refused("database-outdated", url=shown)
    if state in NO_ROLE:
        return Refused("database-no-role", url=shown, why=why)
    if state in NOT_ALLOWED:
        return Refused("database-not-allowed", url=shown, why=why)
    if "file is not a database" in why:
        return Refused("database-not-one", url=shown)
    if isinstance(error, OperationalError | InterfaceError) and not state:
        return Refused("database-away", url=shown, why=why)
    return None
