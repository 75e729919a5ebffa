"""Several commands given together write what they would write one after the other, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connections

from court_room import HOUR, START, UNSHIPPED, WANTS_MONEY, at, opened, ruled, several
from gongdao.case.due import wake
from gongdao.case.stages.negotiation import AgreeRefund, RefuseRequest
from gongdao.case.stages.offers import MakeOffer
from gongdao.case.stages.opening import TakeFacts
from gongdao.kernel.errors import Refused
from gongdao.service.record import blobs, folded, store
from gongdao.service.record.law import Law
from gongdao.service.record.stream import stream_id
from gongdao.service.record.verify import Verified, verify
from grounds import Ground, copied, opened_law

CASE = stream_id("main", "C-1")
SAME = ("event", "case", "deadline", "party", "ruling", "account", "entry", "blob")
PEOPLE = ("buyer", "seller", "staff:7")
CHAT = (("at", START), ("from", "seller"), ("text", "ring me on 13800000000"))
TOLD = [TakeFacts(START, "marketplace", "chat", START, "chat", CHAT)]
DISPUTES = {
    "ruled": [*ruled()[:-6], *TOLD, *ruled()[-6:]],
    "agreed": [*opened(UNSHIPPED, WANTS_MONEY), AgreeRefund(START, "seller")],
    "several heads": several(),
}


@pytest.fixture
def twins(ground: Ground, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Law, Law]]:
    """Two courts with equal records; both know people by the same salts, so that they commit texts alike."""
    with opened_law(ground) as law:
        for person in PEOPLE:
            blobs.keep(law.using, CASE, person, b"known", "text/plain", START)
    with ExitStack() as stack:
        other = stack.enter_context(copied(ground, tmp_path_factory.mktemp("twin")))
        yield stack.enter_context(opened_law(ground)), stack.enter_context(opened_law(other))


def rows(law: Law, table: str, what: str = "*") -> list[str]:
    with connections[law.using].cursor() as cursor:
        cursor.execute(f"SELECT {what} FROM record_{table}")
        return sorted(map(repr, cursor.fetchall()))


def one_by_one(law: Law, commands, now: datetime) -> store.Receipt:
    folded.forget()
    return [store.submit(law, CASE, command, now) for command in commands][-1]


def together(law: Law, commands, now: datetime, **more: str) -> store.Receipt:
    folded.forget()
    return store.submit_all(law, CASE, commands, now, **more)


@pytest.mark.parametrize("dispute", DISPUTES)
def test_together_they_write_the_same_bytes_as_one_by_one(twins, dispute):
    apart, at_once = twins

    one = one_by_one(apart, DISPUTES[dispute], START)
    all_ = together(at_once, DISPUTES[dispute], START)

    assert (all_.seq, all_.digest, all_.case) == (one.seq, one.digest, one.case)
    assert len(all_.events) == all_.seq
    for table in SAME:
        assert rows(at_once, table) == rows(apart, table), table
    assert rows(at_once, "outbox", "seq, kind") == rows(apart, "outbox", "seq, kind")
    assert list(verify(at_once, Verified())) == []


@pytest.mark.parametrize("late", [timedelta(0), 400 * HOUR])
def test_what_fell_due_before_them_is_written_before_the_first_alone(twins, late):
    due = None
    for law in twins:
        due = wake(one_by_one(law, opened(UNSHIPPED, WANTS_MONEY), START).case, store.court(law))
    news = [*TOLD, *(replace(TOLD[0], row=(*CHAT[:2], ("text", said))) for said in "abc")]

    one, all_ = one_by_one(twins[0], news, due + late), together(twins[1], news, due + late)

    assert len(all_.events) > len(news)
    assert (all_.seq, all_.digest) == (one.seq, one.digest)
    for table in SAME:
        assert rows(twins[1], table) == rows(twins[0], table), table


def test_one_that_is_refused_leaves_nothing_of_the_others(law):
    together(law, opened(), START)
    before = {table: rows(law, table) for table in (*SAME, "outbox", "key")}

    with pytest.raises(Refused, match="not-yours"):
        together(law, [*TOLD, RefuseRequest(at(1), "buyer", "mine, not yours")], at(1), key="once")

    assert {table: rows(law, table) for table in before} == before


def test_the_key_is_that_of_the_last_and_sent_again_nothing_is_written(law):
    first = together(law, opened(), START, key="open")

    again = together(law, opened()[-1:], at(1), key="open")

    assert (again.seq, again.digest, again.events, again.repeated) == (first.seq, first.digest, (), True)
    assert len(rows(law, "key")) == 1
    for other in (replace(opened()[-1], id="C-2"), MakeOffer(at(1), "seller", "O", "refund", 1, "seller")):
        with pytest.raises(Refused, match="key-reused"):
            together(law, [*TOLD, other], at(1), key="open")


def test_they_are_one_transaction(law):
    begun: list[str] = []

    def watched(execute, statement, values, many, context):
        begun.append(statement)
        return execute(statement, values, many, context)

    with connections[law.using].execute_wrapper(watched):
        together(law, opened(), START, key="open")

    for table in ("record_event", "record_outbox", "record_key"):
        assert sum(each.startswith(f"INSERT INTO {table}") for each in begun) == 1, table
    assert sum(each.startswith("UPDATE record_case") for each in begun) == 1
