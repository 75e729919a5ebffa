"""Databases are opened by their address, and an address that is none is told without its password."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import DataError, Error, OperationalError, connections
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from gongdao.kernel.errors import BadInput, Refused
from gongdao.service import databases
from gongdao.service.database_trouble import told, trouble
from gongdao.service.database_url import database


def test_an_address_of_sqlite_is_a_path():
    assert database("sqlite:////var/lib/gongdao.sqlite3")["NAME"] == "/var/lib/gongdao.sqlite3"
    assert database("sqlite:///near.sqlite3")["NAME"] == str(Path("near.sqlite3").resolve())
    assert database("sqlite:///%E6%A1%88.sqlite3")["NAME"] == str(Path("案.sqlite3").resolve())


def test_an_address_of_postgresql_has_its_parts():
    found = database("postgresql://gong%40dao:s%2Fp%3Aw@db.example:5433/after-sales?sslmode=require")

    assert (found["USER"], found["PASSWORD"]) == ("gong@dao", "s/p:w")
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", "5433", "after-sales")
    assert found["OPTIONS"]["sslmode"] == "require"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "gongdao.sqlite3",
        "sqlite://",
        "sqlite:///",
        "sqlite://host/file",
        "mysql://root@localhost/x",
        "postgresql://",
        "postgresql://user:secret@host:port/name",
        "postgresql://user:secret@host",
        "postgresql://[::1/x",
    ],
)
def test_what_is_no_address_is_refused_and_no_password_is_told(url):
    with pytest.raises(BadInput) as wrong:
        database(url)

    assert [problem.code for problem in wrong.value.problems] == ["database-form"]
    assert "secret" not in str(wrong.value.problems[0].details)


def opened(url: str) -> None:
    """Open a database and write into it."""
    with told(url):
        alias = databases.connect(url)
        try:
            with connections[alias].cursor() as cursor:
                cursor.execute("DELETE FROM record_key")
        finally:
            databases.close(alias)


def test_a_damaged_database_is_told(tmp_path):
    file = tmp_path / "cut.sqlite3"
    alias = databases.connect(f"sqlite:///{file}")
    databases.migrate(alias)
    databases.close(alias)
    file.write_bytes(file.read_bytes()[:50_000])

    with pytest.raises(Refused) as wrong:
        opened(f"sqlite:///{file}")

    assert wrong.value.code == "database-damaged"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("sqlite:////no/such/folder/x.sqlite3", "database-unopened"),
        ("sqlite:////", "database-unopened"),
        ("postgresql://127.0.0.1:1/x?no_such_option=1", "database-away"),
        ("postgresql://127.0.0.1:1/x", "database-away"),
    ],
)
def test_a_database_that_cannot_be_opened_is_told(url, code):
    with pytest.raises(Refused) as wrong:
        opened(url)

    assert wrong.value.code == code


def test_a_role_that_may_not_make_tables_is_told(ground):
    if not ground.url.startswith("postgresql"):
        return
    elsewhere = f"{ground.url.rpartition('/')[0]}/postgres"

    with pytest.raises(Refused) as wrong, told(elsewhere):
        databases.migrate(databases.connect(elsewhere))

    assert wrong.value.code == "database-not-allowed"
    assert wrong.value.details["why"] == "permission denied for schema public"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("attempt to write a readonly database", "database-read-only"),
        ("database or disk is full", "database-full"),
        ("no such column: wake", "database-outdated"),
    ],
)
def test_what_sqlite_says_is_told_in_our_words(said, code):
    refused = trouble(OperationalError(said), "sqlite:///x.sqlite3")

    assert refused is not None
    assert refused.code == code


def test_a_mistake_of_ours_is_not_told_as_trouble_with_the_database():
    assert trouble(DataError("integer out of range"), "sqlite:///x.sqlite3") is None
    assert trouble(Error("never heard of"), "sqlite:///x.sqlite3") is None


def test_one_address_is_one_connection(law, ground):
    assert databases.connect(ground.url) == law.using
    assert databases.connect(ground.url) == law.using


def test_a_record_is_migrated_again_without_harm(ground):
    alias = databases.connect(ground.owner)
    try:
        databases.migrate(alias)
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT id, pauses_seq, beat_at FROM record_register")
            assert cursor.fetchall() == [(1, 0, None)]
    finally:
        databases.close(alias)


def test_the_migrations_make_what_the_models_describe(law):
    from django.apps import apps
    from django.utils import translation

    # The names that libraries give their tables are translated; migrations are made without a language.
    with translation.override(None):
        loader = MigrationLoader(None)
        made = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
        changes = made.changes(graph=loader.graph)

    assert changes == {}


def test_texts_of_the_record_sort_by_their_bytes(law):
    names = ["main:a", "main:B", "main:_", "main:1", "other:A"]
    with connections[law.using].cursor() as cursor:
        columns = "stream, seq, type, version, body, at, recorded_at, actor, previous, digest"
        rows = ", ".join(["(%s, 1, '', 1, '', '', '', '', '', '')"] * len(names))
        cursor.execute(f"INSERT INTO record_event ({columns}) VALUES {rows}", names)
        cursor.execute("SELECT stream FROM record_event ORDER BY stream")
        assert [name for (name,) in cursor.fetchall()] == sorted(names)


def test_the_packs_are_read_without_django():
    code = "import sys, gongdao.service.packs, gongdao.service.kept; assert 'django' not in sys.modules"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
