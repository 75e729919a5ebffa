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
# Connection lost, no room or no further connection, the server stops or starts.
AWAY = ("08", "53", "57P")
# What SQLite says, as it has no states.
SAID = {
    "no such table": "database-without-tables",
    "no such column": "database-outdated",
    "file is not a database": "database-not-one",
    "disk image is malformed": "database-damaged",
    "unable to open database file": "database-unopened",
    "readonly database": "database-read-only",
    "disk is full": "database-full",
    "invalid connection option": "database-away",
}


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
    root = _root(error)
    said = str(root).strip().splitlines()[:1]
    why = said[0] if said else type(root).__name__
    code = _code(error, getattr(root, "sqlstate", None) or "", why)
    return Refused(code, url=without_password(url), why=why) if code else None


def _code(error: Error, state: str, why: str) -> str:
    if state in NO_TABLE:
        return "database-without-tables"
    if state in NO_COLUMN:
        return "database-outdated"
    if state in NO_ROLE:
        return "database-no-role"
    if state in NOT_ALLOWED:
        return "database-not-allowed"
    if state:
        return "database-away" if state.startswith(AWAY) else ""
    known = next((code for words, code in SAID.items() if words in why), "")
    return known or ("database-away" if isinstance(error, OperationalError | InterfaceError) else "")


def _root(error: Error) -> BaseException:
    """Give what was behind an error and has an SQLSTATE, else the error; Django raises its own upon ours."""
    behind: BaseException | None = error
    while behind is not None:
        if getattr(behind, "sqlstate", None):
            return behind
        behind = behind.__cause__ or behind.__context__
    return error
