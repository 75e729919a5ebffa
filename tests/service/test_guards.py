"""The databases themselves refuse to change, remove or replace what was appended."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connections

from court_room import opened
from gongdao.service import databases
from gongdao.service.record import store
from gongdao.service.record.guards import MAY_APPEND
from gongdao.service.record.stream import stream_id

CASE = stream_id("main", "C-1")
CHANGES = [
    "UPDATE record_event SET body = '{}'",
    "UPDATE record_event SET seq = seq + 1",
    "DELETE FROM record_event",
    "UPDATE record_entry SET amount = 0",
    "DELETE FROM record_entry",
]
ENTRY = (
    "INSERT INTO record_entry (stream, seq, leg, key, account, amount, at) VALUES ('main:C-1', 1, 'L', 'k', 'a', 5, '')"
)
AGAIN = "SELECT stream, seq, type, version, 'other', at, recorded_at, actor, previous, digest FROM record_event"
COLUMNS = "stream, seq, type, version, body, at, recorded_at, actor, previous, digest"


@pytest.fixture
def owner(ground, law):
    """The owner's connection to a record with a case in it."""
    for command in opened():
        store.submit(law, CASE, command, command.at)
    alias = databases.connect(ground.owner)
    run(alias, ENTRY)
    yield alias
    databases.close(alias)


def run(alias, statement):
    with connections[alias].cursor() as cursor:
        cursor.execute(statement)


def all_of(alias):
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT * FROM record_event ORDER BY id")
        events = cursor.fetchall()
        cursor.execute("SELECT * FROM record_entry ORDER BY id")
        return [*events, *cursor.fetchall()]


def test_not_even_the_owner_changes_or_removes_an_event_or_an_entry(owner):
    before = all_of(owner)

    for statement in CHANGES:
        with pytest.raises(IntegrityError, match="append-only"):
            run(owner, statement)

    assert all_of(owner) == before


def test_nobody_puts_an_event_in_the_place_of_another(owner):
    before = all_of(owner)
    replacing = ["INSERT", "INSERT OR REPLACE", "REPLACE"] if connections[owner].vendor == "sqlite" else ["INSERT"]

    for verb in replacing:
        with pytest.raises(IntegrityError):
            run(owner, f"{verb} INTO record_event ({COLUMNS}) {AGAIN}")
        with pytest.raises(IntegrityError):
            run(owner, ENTRY.replace("INSERT", verb, 1))

    assert all_of(owner) == before


def test_nobody_replaces_a_row_by_its_number(owner):
    if connections[owner].vendor != "sqlite":
        return
    before = all_of(owner)

    with pytest.raises(IntegrityError, match="append-only"):
        run(owner, f"REPLACE INTO record_event (id, {COLUMNS}) {AGAIN.replace('seq,', 'seq + 100,')}"
                   .replace("SELECT", "SELECT id,"))  # fmt: skip

    assert all_of(owner) == before


def test_nobody_empties_the_tables(owner):
    if connections[owner].vendor != "postgresql":
        return
    before = all_of(owner)

    for statement in ("TRUNCATE record_event", "TRUNCATE record_entry", "TRUNCATE record_case, record_event CASCADE"):
        with pytest.raises(IntegrityError, match="append-only"):
            run(owner, statement)

    assert all_of(owner) == before


def test_the_service_may_append_and_nothing_else(owner, law):
    if connections[owner].vendor != "postgresql":
        return
    tables, acts = MAY_APPEND, ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER")
    asked = [f"has_table_privilege('gongdao_service', '{table}', '{act}')" for table in tables for act in acts]
    with connections[owner].cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(asked)}")
        assert cursor.fetchone() == (True, True, False, False, False, False) * len(tables)

    for statement in (*CHANGES, "TRUNCATE record_event", "ALTER TABLE record_event DISABLE TRIGGER ALL"):
        with pytest.raises(DatabaseError, match=r"permission denied|must be owner"):
            run(law.using, statement)


def test_an_account_goes_no_further_than_it_may(owner):
    account = "INSERT INTO record_account (account, own, bound_for, balance, may_be_negative, may_be_positive) VALUES "

    for values in ("('escrow:X', '', '', -1, false, true)", "('buyer_payment:', '', '', 1, true, false)"):
        with pytest.raises(IntegrityError):
            run(owner, account + values)

    run(owner, account + "('escrow:X', '', '', 0, false, true), ('platform:', '', '', -1, true, true)")


def test_the_commit_of_sqlite_is_on_the_disk_before_it_is_answered(law):
    if connections[law.using].vendor != "sqlite":
        return
    said = {}
    with connections[law.using].cursor() as cursor:
        for pragma in ("journal_mode", "synchronous", "recursive_triggers", "foreign_keys"):
            cursor.execute(f"PRAGMA {pragma}")
            said[pragma] = cursor.fetchone()[0]

    assert said == {"journal_mode": "wal", "synchronous": 2, "recursive_triggers": 1, "foreign_keys": 1}
