"""Several clerks at once: everything falls due once, and none waits for another for ever."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Event, Thread

import psycopg
import pytest
from django.db import OperationalError, connections

from court_room import UNSHIPPED, at, opened
from gongdao.case.stages.opening import TakeFacts
from gongdao.service.record import store
from gongdao.service.work import clerk
from grounds import fresh, opened_law
from inquest import faults, money_faults, query, streams

CLERKS = 4
CASES = 24
LATER = at(100)


def begun(law, number, shop, hours):
    """A request on which the seller of a shop does not answer."""
    order = tuple((key, f"X-{number}" if key == "id" else value) for key, value in UNSHIPPED)
    start = at(hours)
    for command in opened(order, start=start):
        if isinstance(command, TakeFacts) and command.path == "seller":
            command = TakeFacts(start, "marketplace", "accounts", start, "seller", (("id", shop), *command.row))
        store.submit(law, f"shop:C-{number}", command, start)


def at_once(law, *works: Callable[[], clerk.Swept]) -> list[clerk.Swept]:
    """What clerks did who worked at the same time, each on a connection of his own."""
    done: list[clerk.Swept] = []

    def work(act):
        try:
            done.append(act())
        finally:
            connections[law.using].close()

    threads = [Thread(target=work, args=(act,)) for act in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done


def still(swept, when):
    """Tell nobody."""


def test_many_clerks_share_the_work_and_do_nothing_twice(law):
    for number in range(CASES):
        begun(law, number, f"shop-{number % 3}", number / 10)

    def work():
        return clerk.run(law, lambda: LATER, Event(), still, batch=3, until_idle=True)

    done = at_once(law, *[work] * CLERKS)

    assert sum(swept.fired for swept in done) == CASES
    assert sum(swept.failed for swept in done) == 0
    rulings = query(law, "SELECT stream, COUNT(*) FROM record_event WHERE type = 'RulingGiven' GROUP BY stream")
    assert sorted(rulings) == sorted((stream, 1) for stream in streams(law))
    assert [fault for stream in streams(law) for fault in faults(law, stream)] == []
    assert money_faults(law) == []


def test_what_falls_due_in_many_cases_at_once_is_written_in_a_few_statements(law):
    for number in range(CASES):
        begun(law, number, f"shop-{number % 3}", number / 10)
    sent: list[str] = []

    def note(execute, text, values, many, context):
        sent.append(text)
        return execute(text, values, many, context)

    with connections[law.using].execute_wrapper(note):
        fired = store.settle_due(law, LATER)

    assert (fired.fired, fired.failed) == (CASES, 0)
    inserts = [text for text in sent if text.startswith(("INSERT INTO record_event", "INSERT INTO record_outbox"))]
    assert len(inserts) < CASES / 2
    assert not any(text.startswith("SAVEPOINT") for text in sent)
    assert [fault for stream in streams(law) for fault in faults(law, stream)] == []
    assert money_faults(law) == []


def test_clerks_whose_batches_move_the_money_of_the_same_shops_crosswise_both_go_on(law):
    for number, shop in enumerate(("one", "other", "other", "one")):
        begun(law, number, shop, number / 10)
    gate = Barrier(2)

    def work():
        with connections[law.using].execute_wrapper(_second_case(gate)):
            return clerk.run(law, lambda: LATER, Event(), still, batch=2, until_idle=True)

    def alone():
        return clerk.run(law, lambda: LATER, Event(), still, batch=2, until_idle=True)

    done = at_once(law, *[work if connections[law.using].vendor == "postgresql" else alone] * 2)

    assert len(done) == 2
    assert sum(swept.fired for swept in done) == 4
    assert sum(swept.failed for swept in done) == 0
    assert money_faults(law) == []


def _second_case(gate):
    """Let each clerk, once, wait at his second case until the other has come to his."""
    seen = []

    def at_savepoints(execute, statement, values, many, context):
        if statement.startswith("SAVEPOINT"):
            seen.append(statement)
            if len(seen) == 2:
                gate.wait()
        return execute(statement, values, many, context)

    return at_savepoints


def test_a_clerk_whose_database_went_away_goes_on_when_it_is_back(tmp_path, caplog):
    with fresh("postgres", tmp_path) as ground, opened_law(ground) as law:
        begun(law, 1, "one", 0)
        stop, heard = Event(), []

        def tell(swept, when):
            heard.append(swept.fired)
            if len(heard) == 1:
                begun(law, 2, "one", 1)
                cut_off(ground, law)
            elif swept.fired:
                stop.set()

        with caplog.at_level(logging.CRITICAL):
            clerk.run(law, lambda: LATER, stop, tell, interval=timedelta(), away=timedelta())

        assert heard == [1, 1]
        assert sorted(query(law, "SELECT DISTINCT stream FROM record_event WHERE type = 'RulingGiven'")) == [
            ("shop:C-1",),
            ("shop:C-2",),
        ]


def cut_off(ground, law):
    """End the connection of the clerk, as a server that is started anew does."""
    backend = connections[law.using].connection.info.backend_pid
    with psycopg.connect(ground.owner, autocommit=True) as owner:
        owner.execute("SELECT pg_terminate_backend(%s)", [backend])


def test_a_clerk_that_never_reached_its_database_says_so_at_once(tmp_path):
    with fresh("postgres", tmp_path) as ground, opened_law(ground) as law:
        query(law, "SELECT 1")
        cut_off(ground, law)

        with pytest.raises(OperationalError):
            clerk.run(law, lambda: LATER, Event(), still)
