"""Opens databases by their address, makes their tables, and lets them go."""

from __future__ import annotations

import hashlib
import os

import django
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections

from gongdao.service.database_url import database
from gongdao.service.record.guards import grant


def setup() -> None:
    """Let Django read its settings; once, and again without harm."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongdao.service.settings")
    django.setup()


def connect(url: str) -> str:
    """Make a database known and give the alias by which Django and `Law.using` name it.

    :raises BadInput: it is no address of a SQLite file or a PostgreSQL database.
    """
    setup()
    wanted = database(url)
    alias = f"at-{hashlib.sha256(url.encode()).hexdigest()[:16]}"
    default = connections.settings[DEFAULT_DB_ALIAS]
    if all(default.get(key) == wanted[key] for key in ("ENGINE", "NAME")) and not wanted.get("HOST"):
        return DEFAULT_DB_ALIAS
    if alias not in connections.settings:
        known = connections.configure_settings({DEFAULT_DB_ALIAS: default, alias: wanted})
        connections.settings[alias] = known[alias]
    return alias


def stand_on(url: str) -> None:
    """Make a database the installation's own: what Django calls "default", in every thread that opens it from now on.

    :raises BadInput: it is no address of a SQLite file or a PostgreSQL database.
    """
    setup()
    connections[DEFAULT_DB_ALIAS].close()
    wanted = {**database(url), "CONN_MAX_AGE": None}
    connections.settings[DEFAULT_DB_ALIAS] = connections.configure_settings({DEFAULT_DB_ALIAS: wanted})[
        DEFAULT_DB_ALIAS
    ]
    del connections[DEFAULT_DB_ALIAS]


def migrate(alias: str, service_role: str = "") -> None:
    """Make the tables or bring them up to date; give a service role of PostgreSQL what it needs and no more."""
    call_command("migrate", database=alias, verbosity=0, interactive=False)
    if service_role:
        grant(alias, service_role)


def close(alias: str) -> None:
    """Close this thread's connection to a database and forget a database that was made known by `connect`."""
    connections[alias].close()
