"""Several clerks at once: everything falls due once, and none waits for another for ever."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Event, Thread

from django.db import connections

from court_room import UNSHIPPED, at, opened
from gongdao.case.stages.opening import TakeFacts
from gongdao.service.record import store
from gongdao.service.work import clerk
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
