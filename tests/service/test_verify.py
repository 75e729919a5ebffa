"""Nothing in a record is believed because it is written there: a flipped bit is found, and its row is named."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import Error, connections, transaction
from django.test import override_settings

from gongdao.kernel.errors import Refused
from gongdao.service import databases
from gongdao.service.record import file_store, guards
from gongdao.service.record.file_store import Filed
from gongdao.service.record.law import Law
from gongdao.service.record.rebuild import rebuild
from gongdao.service.record.verify import Verified, verify
from grounds import VENDORS, Ground, fresh, opened_law
from recorded import HEARD, PAID, START, filled
from streams.record import dispute

TABLES = {
    "record_event": ("stream", "seq"),
    "record_case": ("stream",),
    "record_deadline": ("stream", "party"),
    "record_party": ("person", "stream", "role"),
    "record_ruling": ("stream", "number"),
    "record_account": ("account",),
    "record_entry": ("key", "account"),
    "record_outbox": ("key",),
    "record_key": ("key",),
    "record_blob": ("commitment",),
    "record_file": ("commitment",),
    "record_register": ("id",),
    "record_anchor": ("day",),
}
# Notes of the clerk and the courier, from which nothing follows, and numbers that rows were given to be told apart.
NOTES = {
    ("record_event", "id"), ("record_entry", "id"), ("record_outbox", "id"), ("record_case", "attempts"),
    ("record_case", "retry_at"), ("record_case", "last_error"), ("record_case", "pauses"),
    ("record_outbox", "attempts"), ("record_outbox", "next_try_at"), ("record_outbox", "sent_at"),
    ("record_outbox", "last_error"), ("record_register", "beat_at"), ("record_blob", "erased_at"),
    ("record_blob", "at"), ("record_file", "at"), ("record_file", "erased_at"), ("record_file", "name"),
    ("record_file", "about"),
}  # fmt: skip
# What screening knows the pictures of files by: made of them, cleared with time, and nothing in a case rests on it.
ASIDE = {"record_picture"}
VIEWS = ("record_case", "record_deadline", "record_party", "record_ruling", "record_account")


@pytest.fixture(scope="module", params=VENDORS)
def place(request, tmp_path_factory) -> Iterator[tuple[Law, Ground]]:
    folder = tmp_path_factory.mktemp("record")
    files = override_settings(GONGDAO_FILES=str(folder / "files"))
    with files, fresh(request.param, folder) as ground, opened_law(ground) as law:
        with_file(law, folder)
        yield filled(law, folder), ground


def with_file(law: Law, folder: Path) -> None:
    """This function will keep a file for a case, as large files are: beside the database."""
    part, salt, kind = folder / "part", bytes(32), "image/png"
    part.write_bytes(bytes(range(99)))
    made = file_store.standing_for(salt, HEARD, "buyer", kind, part)
    file_store.put(law.using, part, made)
    file_store.listed(law.using, HEARD, "buyer", [Filed(made, "IMG.png", kind, 99, salt, {})], START)


@pytest.fixture
def loose(place) -> Iterator[tuple[Law, str]]:
    """The same record in the hands of somebody who took the guards away; it is as before when he has gone."""
    law, ground = place
    alias = databases.connect(ground.owner)
    connection = connections[alias]
    with connection.cursor() as cursor:
        for statement in guards.unguards(connection.vendor):
            cursor.execute(statement)
    yield law, alias
    databases.close(alias)


def found(law: Law, stream: str = "") -> list[tuple[str, str]]:
    return [(str(it.details["table"]), str(it.details["key"])) for it in verify(law, Verified(), stream)]


@contextmanager
def written(alias: str, statement: str, values: list[Any], back: str, before: list[Any]) -> Iterator[None]:
    with connections[alias].cursor() as cursor:
        cursor.execute(statement, values)
        try:
            yield
        finally:
            cursor.execute(back, before)


def columns_of(alias: str, table: str) -> list[str]:
    with connections[alias].cursor() as cursor:
        return [column.name for column in connections[alias].introspection.get_table_description(cursor, table)]


def rows_of(alias: str, table: str) -> list[dict[str, Any]]:
    names = columns_of(alias, table)
    with connections[alias].cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY {', '.join(TABLES[table])}")
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def views(alias: str) -> dict[str, list[dict[str, Any]]]:
    """This function will give all views, but for the length of the register that each was computed with."""
    return {table: [{**row, "pauses": None} for row in rows_of(alias, table)] for table in VIEWS}


def flipped(value: Any, draw: Random) -> Any:
    """This function will flip one bit, so that a text stays one."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value ^ (1 << draw.randrange(3))
    if isinstance(value, str):
        place = draw.randrange(len(value))
        return value[:place] + chr(ord(value[place]) ^ 1) + value[place + 1 :]
    content = bytearray(bytes(value))
    content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
    return bytes(content)


def is_noticed(law: Law, alias: str, table: str, column: str, draw: Random) -> bool:
    """This function will flip a bit in some row and look whether that table is named; a database may refuse it too."""
    rows = [row for row in rows_of(alias, table) if row[column] not in (None, "", b"")]
    row = draw.choice(rows)
    where = " AND ".join(f"{name} = %s" for name in TABLES[table])
    key = [row[name] for name in TABLES[table]]
    new = flipped(row[column], draw)
    changed = [new if name == column else value for name, value in zip(TABLES[table], key, strict=True)]
    set_to = f"UPDATE {table} SET {column} = %s WHERE {where}"
    try:
        with (
            transaction.atomic(using=alias, savepoint=False),
            connections[alias].cursor() as cursor,
        ):
            cursor.execute(set_to, [new, *key])
    except Error:
        return True
    try:
        return any(named == table for named, _ in found(law))
    finally:
        with connections[alias].cursor() as cursor:
            cursor.execute(set_to, [row[column], *changed])


def test_a_record_as_it_was_written_is_whole(place):
    law, _ = place
    seen = Verified()

    assert list(verify(law, seen)) == []
    assert seen.counts["streams"] == 3
    assert seen.counts["rulings"] == 1
    assert seen.counts["postings"] > 3
    assert seen.counts["anchors"] == 1


def test_one_case_can_be_looked_at_alone(place):
    law, _ = place
    seen = Verified()

    assert list(verify(law, seen, HEARD)) == []
    assert seen.counts["streams"] == 1


def test_a_case_that_is_not_there_is_said_not_to_be(place):
    with pytest.raises(Refused, match="no-such-stream"):
        found(place[0], "taobao:C-9")


def test_a_case_whose_events_were_taken_away_is_told_by_what_is_left_of_it(loose):
    law, alias = loose
    began = ["taobao", "taobao:C-9"]
    columns = "key, stream, request, answer, at"

    with written(
        alias, f"INSERT INTO record_key ({columns}) VALUES (%s, %s, '', '{{}}', '')", began,
        "DELETE FROM record_key WHERE stream = %s", began[1:],
    ):  # fmt: skip
        assert found(law, "taobao:C-9") == [("record_event", "taobao:C-9")]


def test_every_table_of_the_record_is_looked_at(loose):
    _, alias = loose
    with connections[alias].cursor() as cursor:
        names = {table.name for table in connections[alias].introspection.get_table_list(cursor)}

    assert {name for name in names if name.startswith("record_")} - ASIDE == TABLES.keys()
    assert [table for table in TABLES if not rows_of(alias, table)] == []


def test_one_flipped_bit_in_any_column_is_found_and_its_table_named(loose, count):
    law, alias = loose
    seed = 20251122
    draw = Random(seed)
    places = [(table, column) for table in TABLES for column in columns_of(alias, table)]
    places = [
        it for it in places if it not in NOTES and any(row[it[1]] not in (None, "") for row in rows_of(alias, it[0]))
    ]
    drawn = places if connections[alias].vendor == "sqlite" else draw.sample(places, count(short=15, long=len(places)))

    missed = [it for it in drawn for _ in range(count(short=1, long=5)) if not is_noticed(law, alias, *it, draw)]

    assert missed == [], f"seed {seed}"
    assert found(law) == []


def test_the_first_wrong_row_is_named_with_what_it_says_and_should_say(loose):
    law, alias = loose
    was = next(row for row in rows_of(alias, "record_event") if (row["stream"], row["seq"]) == (HEARD, 3))["actor"]
    row = "WHERE stream = %s AND seq = 3"

    with written(
        alias, f"UPDATE record_event SET actor = 'seller' {row}", [HEARD],
        f"UPDATE record_event SET actor = %s {row}", [was, HEARD],
    ):  # fmt: skip
        (wrong, *_) = verify(law, Verified())

    assert (wrong.code, dict(wrong.details)) == (
        "row-differs",
        {"table": "record_event", "key": f"{HEARD} #3", "column": "actor", "says": "seller", "should": "marketplace"},
    )


def test_a_notice_of_another_number_is_named(loose):
    law, alias = loose
    was = next(row["key"] for row in rows_of(alias, "record_outbox") if row["kind"] == "notice")
    stream, end, number, seal = was.split("/")
    key = f"{stream}/{end}/{int(number) + 2}/{seal}"

    with written(
        alias, "UPDATE record_outbox SET key = %s WHERE key = %s", [key, was],
        "UPDATE record_outbox SET key = %s WHERE key = %s", [was, key],
    ):  # fmt: skip
        assert ("record_outbox", key) in found(law)

    assert found(law) == []


def test_a_removed_notice_is_missed_even_the_last(loose):
    law, alias = loose
    told = [row for row in rows_of(alias, "record_outbox") if (row["kind"], row["stream"]) == ("notice", PAID)]
    row = max(told, key=lambda row: row["id"])
    marks = ", ".join(["%s"] * len(row))

    with written(
        alias, "DELETE FROM record_outbox WHERE id = %s", [row["id"]],
        f"INSERT INTO record_outbox ({', '.join(row)}) VALUES ({marks})", list(row.values()),
    ):  # fmt: skip
        to = json.loads(row["body"])["to"]
        assert found(law, PAID) == [("record_outbox", f"{PAID} #{row['seq']} -> {to}")]

    assert found(law) == []


def test_a_removed_event_is_missed(loose):
    law, alias = loose
    row = next(row for row in rows_of(alias, "record_event") if (row["stream"], row["seq"]) == (PAID, 2))
    marks = ", ".join(["%s"] * len(row))

    with written(
        alias, "DELETE FROM record_event WHERE stream = %s AND seq = 2", [PAID],
        f"INSERT INTO record_event ({', '.join(row)}) VALUES ({marks})", list(row.values()),
    ):  # fmt: skip
        assert ("record_event", f"{PAID} #2") in found(law)

    assert found(law) == []


def test_views_that_were_lost_are_written_anew_from_the_events(loose):
    law, alias = loose
    before = views(alias)
    with connections[alias].cursor() as cursor:
        for table in VIEWS:
            cursor.execute(f"DELETE FROM {table}")
    assert {table for table, _ in found(law)} >= {"record_case", "record_ruling", "record_account"}
    told: list[int] = []

    problems = rebuild(law, told.append)

    assert problems == []
    assert told == [3]
    assert found(law) == []
    assert views(alias) == before


def test_rebuilding_keeps_away_from_a_chain_that_is_broken(loose):
    law, alias = loose
    with written(
        alias, "UPDATE record_event SET body = body || ' ' WHERE stream = %s AND seq = 1", [HEARD],
        "UPDATE record_event SET body = RTRIM(body) WHERE stream = %s AND seq = 1", [HEARD],
    ):  # fmt: skip
        problems = rebuild(law, lambda count: None)

    assert [(it.code, it.details["key"]) for it in problems] == [("row-differs", f"{HEARD} #1")]
    assert found(law) == []


def test_an_anchor_line_that_was_changed_is_found(place):
    law, _ = place
    assert law.anchor_file is not None
    was = law.anchor_file.read_bytes()
    law.anchor_file.write_bytes(was.replace(b'"root":"', b'"root":"f', 1).replace(b'f"', b'"', 1))

    try:
        named = found(law)
    finally:
        law.anchor_file.write_bytes(was)

    assert [table for table, _ in named] == [str(law.anchor_file)]


def test_disputes_by_chance_leave_a_record_that_is_whole(law, count):
    for seed in range(count(short=2, long=100)):
        dispute(law, seed)

    assert list(verify(law, Verified())) == []
    assert rebuild(law, lambda done: None) == []
    assert list(verify(law, Verified())) == []
