"""What the marketplace told of money outside is booked as it had to be then: a balanced change of it is named too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from django.db import connections

from court_room import SIGNED, at, opened
from gongdao.case.stages.negotiation import AgreeRefund
from gongdao.case.stages.opening import TakeFacts
from gongdao.case.stages.remedy import AnswerLeg, SendLeg
from gongdao.service import databases
from gongdao.service.record import guards, store
from gongdao.service.record.verify import Verified, verify

ONE, OTHER = "shop:C-1", "shop:C-2"
Entry = tuple[int, str, str, int]


def told(hours: float, path: str, **row: object) -> TakeFacts:
    return TakeFacts(at(hours), "marketplace", "orders", at(hours), path, tuple(row.items()))


def given(law, stream: str, *commands) -> None:
    for command in commands:
        store.submit(law, stream, command, command.at)


@pytest.fixture
def loose(law, ground) -> Iterator[tuple[Any, str]]:
    """Two cases of a shop with everything that is told from outside, and the hands of the database's owner."""
    *facts, request = opened(SIGNED)
    given(law, ONE, *facts, replace(request, id="C-1"), told(0.5, "order", paid=9000), AgreeRefund(at(1), "seller"))
    given(law, ONE, SendLeg(at(2), "platform", "L1"), told(3, "seller", balance=50000, deposit=7000))
    given(law, OTHER, *opened(SIGNED)[:-1], replace(request, id="C-2"), told(4, "seller", balance=300))
    given(law, ONE, AnswerLeg(at(5), "marketplace", "L1", "r1", 2500, ""), told(6, "order", status="completed"))
    alias = databases.connect(ground.owner)
    with connections[alias].cursor() as cursor:
        for statement in guards.unguards(connections[alias].vendor):
            cursor.execute(statement)
    yield law, alias
    databases.close(alias)


def entries_told(alias: str) -> dict[str, list[Entry]]:
    """The entries of every posting that no event of the case itself makes, by key."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT key, id, account, amount, leg, stream, seq, at FROM record_entry ORDER BY id")
        rows = cursor.fetchall()
    found: dict[str, list[Any]] = {}
    for key, *row in rows:
        if "/stated:" in key or key.endswith("/completed") or key.rpartition("/")[2].startswith("paid"):
            found.setdefault(key, []).append(row)
    return found


def moved(alias: str, entry: Any, amount: int) -> None:
    """This function will change what an entry says and the balance of its account with it."""
    with connections[alias].cursor() as cursor:
        cursor.execute("UPDATE record_entry SET amount = amount + %s WHERE id = %s", [amount, entry[0]])
        cursor.execute("UPDATE record_account SET balance = balance + %s WHERE account = %s", [amount, entry[1]])


def spare(alias: str, entry: Any) -> int:
    """How much the account of an entry holds: no more can be taken out of it without the database refusing."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT balance FROM record_account WHERE account = %s", [entry[1]])
        return int(cursor.fetchone()[0])


@contextmanager
def taken_away(alias: str, key: str, lines: list[Any]) -> Iterator[None]:
    columns = "key, id, account, amount, leg, stream, seq, at"
    with connections[alias].cursor() as cursor:
        for line in lines:
            moved(alias, line, -line[2])
            cursor.execute("DELETE FROM record_entry WHERE id = %s", [line[0]])
        yield
        for line in lines:
            cursor.execute(f"INSERT INTO record_entry ({columns}) VALUES (%s,%s,%s,%s,%s,%s,%s,%s)", [key, *line])
            cursor.execute("UPDATE record_account SET balance = balance + %s WHERE account = %s", [line[2], line[1]])


def named(law) -> list[str]:
    return [str(it.details["key"]) for it in verify(law, Verified()) if it.details["table"] == "record_entry"]


def test_a_posting_of_what_was_told_cannot_be_changed_or_left_out_in_balance(loose):
    law, alias = loose
    assert named(law) == []
    found = entries_told(alias)
    assert {key.rpartition("/")[2].partition(":")[0] for key in found} == {"paid", "stated", "completed"}

    for key, lines in found.items():
        first, *_, last = lines
        more = -1 if last[1].startswith("seller:") else 1  # money outside may be below nothing
        for entry, amount in ((first, -more), (last, more)):
            moved(alias, entry, amount)
        assert any(key in wrong for wrong in named(law)), f"changed: {key}"
        for entry, amount in ((first, more), (last, -more)):
            moved(alias, entry, amount)
        if spare(alias, last) >= last[2] > 0:
            with taken_away(alias, key, lines):
                assert named(law), f"left out: {key}"

    assert list(verify(law, Verified())) == []
