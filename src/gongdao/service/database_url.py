"""Reads the address of a database, as ``DATABASE_URL`` gives it, into what Django wants to know."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from gongdao.kernel.errors import BadInput, Problem, Refused

DEFAULT = "sqlite:///gongdao.sqlite3"
# Further writers wait for the one that writes; none is turned away, so it is long.
BUSY_SECONDS = 600
PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON"


def database(url: str) -> dict[str, Any]:
    """Give Django's settings of the database at an address.

    :raises BadInput: it is no address of a SQLite file or a PostgreSQL database.
    """
    try:
        parts = urlsplit(url)
        if parts.scheme == "sqlite" and not parts.netloc and len(parts.path) > 1:
            return _sqlite(Path(unquote(parts.path[1:])))
        if parts.scheme in ("postgresql", "postgres") and len(parts.path) > 1:
            return {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": unquote(parts.path[1:]),
                "USER": unquote(parts.username or ""),
                "PASSWORD": unquote(parts.password or ""),
                "HOST": unquote(parts.hostname or ""),
                "PORT": str(parts.port or ""),
                "OPTIONS": {**dict(parse_qsl(parts.query)), "server_side_binding": True, "prepare_threshold": 2},
            }
    except ValueError:
        pass
    raise BadInput([Problem("database-form", None, {"url": without_password(url)})])


def check_there(url: str) -> None:
    """Look whether the file of an address is there, as SQLite would make an empty one of it.

    :raises Refused: it is not.
    :raises BadInput: it is no address.
    """
    made = database(url)
    if made["ENGINE"].endswith("sqlite3") and not Path(made["NAME"]).is_file():
        raise Refused("database-missing", file=made["NAME"], url=url)


def without_password(url: str) -> str:
    """Give an address that may be shown."""
    head, at, tail = url.rpartition("@")
    scheme, slashes, user = head.partition("://")
    return f"{scheme}{slashes}{user.partition(':')[0]}{at}{tail}" if at else url


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path.resolve()),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": BUSY_SECONDS, "init_command": PRAGMAS},
    }
