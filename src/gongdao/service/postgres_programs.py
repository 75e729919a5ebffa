"""Runs PostgreSQL's own programs that dump a database and restore it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from gongdao.kernel.errors import Refused

DUMP = ("pg_dump", "--format=custom", "--no-owner", "--no-privileges")
RESTORE = ("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
COUNT = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
KEPT = 400


def dump(settings: Mapping[str, Any], target: Path) -> None:
    """Dump a database as it is at one moment, while others write.

    :raises Refused: the program is missing, or the database does not let us.
    """
    _run([*DUMP, f"--file={target}"], settings)


def restore(settings: Mapping[str, Any], source: Path) -> None:
    """Restore a dump into an empty database, whole or not at all.

    :raises Refused: the program is missing, or the database is not empty or does not let us.
    """
    if _run(["psql", "--no-psqlrc", "--tuples-only", "--no-align", "--command", COUNT], settings).strip() != "0":
        raise Refused("restore-not-empty", what=settings["NAME"])
    _run([*RESTORE, f"--dbname={settings['NAME']}", str(source)], settings)


def _run(command: Sequence[str], settings: Mapping[str, Any]) -> str:
    """The password goes by the environment: arguments can be seen by everybody on the computer."""
    program = shutil.which(command[0])
    if program is None:
        raise Refused("program-missing", program=command[0])
    ran = subprocess.run(
        [program, *command[1:]], env={**os.environ, **_where(settings)}, capture_output=True, text=True, check=False
    )
    if ran.returncode:
        raise Refused("program-failed", program=command[0], why=ran.stderr.strip()[-KEPT:])
    return ran.stdout


def _where(settings: Mapping[str, Any]) -> dict[str, str]:
    named = {
        "PGDATABASE": settings["NAME"],
        "PGHOST": settings["HOST"],
        "PGPORT": settings["PORT"],
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
        "PGSSLMODE": str(settings["OPTIONS"].get("sslmode", "")),
        "PGCONNECT_TIMEOUT": "10",
    }
    return {name: str(value) for name, value in named.items() if value}
