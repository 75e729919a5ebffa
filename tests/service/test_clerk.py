"""The clerk writes what fell due: each thing once, at its own instant, whatever stands in the way."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from threading import Event

from django.db import connections

from court_room import UNSHIPPED, at, opened
from gongdao.case.stages.negotiation import RefuseRequest
from gongdao.case.state import changed
from gongdao.service.record import folded, pauses, store
from gongdao.service.record.instants import read, stored
from gongdao.service.record.stream import Head
from gongdao.service.work import clerk

HOUR = timedelta(hours=1)
LATER = at(1000)


def begun(law, number, hours=0.0):
    """A request on which the seller has not answered yet; gives its stream."""
    stream = f"shop:C-{number}"
    order = tuple((key, f"X-{number}" if key == "id" else value) for key, value in UNSHIPPED)
    for command in opened(order, start=at(hours)):
        store.submit(law, stream, command, at(hours))
    return stream


def rows(law, statement, *values):
    with connections[law.using].cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def wake(law, stream):
    return rows(law, "SELECT wake FROM record_case WHERE stream = %s", stream)[0][0]


def kinds(law, stream):
    return [kind for (kind,) in rows(law, "SELECT type FROM record_event WHERE stream = %s ORDER BY seq", stream)]


def test_what_fell_due_is_written_at_its_own_instant(law):
    stream = begun(law, 1)
    due = wake(law, stream)

    swept = clerk.sweep(law, LATER)

    passed = rows(law, "SELECT at, recorded_at FROM record_event WHERE type = 'DeadlinePassed'")
    assert (swept.fired, swept.failed) == (1, 0)
    assert passed[0] == (due, stored(LATER))
    assert swept.lag > timedelta()


def test_before_anything_fell_due_nothing_is_written(law):
    stream = begun(law, 1)
    before = kinds(law, stream)

    assert clerk.sweep(law, at(1)) == clerk.Swept()
    assert kinds(law, stream) == before


def test_a_second_sweep_writes_nothing_again(law):
    stream = begun(law, 1)
    clerk.sweep(law, at(49))
    written = kinds(law, stream)

    assert written.count("DeadlinePassed") == 1
    clerk.sweep(law, at(49))
    assert kinds(law, stream) == written


def test_a_batch_takes_those_that_wait_longest(law):
    streams = [begun(law, number, hours) for number, hours in enumerate((2, 0, 1))]

    assert [clerk.sweep(law, at(60), batch=1).fired for _ in streams] == [1, 1, 1]
    order = rows(law, "SELECT stream FROM record_event WHERE type = 'DeadlinePassed' ORDER BY id")
    assert [stream for (stream,) in order[:3]] == [streams[1], streams[2], streams[0]]


def test_the_clerk_and_the_next_command_write_the_same(law):
    one, other = begun(law, 1), begun(law, 2)
    clerk.sweep(law, at(49), batch=1)

    assert "DeadlinePassed" in kinds(law, one)
    clerk.run(law, lambda: at(49), Event(), nothing, until_idle=True)
    assert kinds(law, one) == kinds(law, other)


def test_a_pause_puts_every_open_deadline_off(law):
    streams = [begun(law, number, number) for number in range(3)]
    before = [wake(law, stream) for stream in streams]
    pauses.add(law, at(10), at(15), "power failure", "supervisor:1", at(16))

    swept = clerk.sweep(law, at(16))

    assert swept == clerk.Swept(renewed=3)
    assert [read(wake(law, stream)) - read(old) for stream, old in zip(streams, before, strict=True)] == [5 * HOUR] * 3
    assert pauses.waiting(law.using) == 0
    assert {due for (due,) in rows(law, "SELECT due FROM record_deadline WHERE party = 'seller'")} == {
        wake(law, stream) for stream in streams
    }


def test_a_pause_puts_deadlines_off_in_batches(law):
    for number in range(3):
        begun(law, number)
    pauses.add(law, at(10), at(15), "power failure", "supervisor:1", at(16))

    assert [clerk.sweep(law, at(16), batch=2).renewed for _ in range(3)] == [2, 1, 0]


def test_nothing_falls_due_while_a_pause_is_open(law):
    stream = begun(law, 1)
    due = read(wake(law, stream))
    pauses.begin(law, at(10), "the database moves", "supervisor:1", at(10))
    clerk.sweep(law, at(10))

    assert wake(law, stream) is None or read(wake(law, stream)) > LATER
    assert clerk.sweep(law, LATER).fired == 0
    pauses.end(law, LATER, "supervisor:1", LATER)
    clerk.sweep(law, LATER)
    assert read(wake(law, stream)) == due + (LATER - at(10))


def test_what_fell_due_inside_an_outage_found_out_later_does_not_fall_due(law):
    stream = begun(law, 1)
    due = read(wake(law, stream))
    pauses.add(law, due - HOUR, due + 5 * HOUR, "power failure", "supervisor:1", due + 5 * HOUR)

    clerk.sweep(law, due + 5 * HOUR)

    assert "DeadlinePassed" not in kinds(law, stream)
    assert read(wake(law, stream)) == due + 6 * HOUR


def test_what_fell_due_and_was_written_before_an_outage_was_found_out_stands(law):
    stream = begun(law, 1)
    due = read(wake(law, stream))
    clerk.sweep(law, due)
    written = kinds(law, stream)
    pauses.add(law, due - HOUR, due + 5 * HOUR, "power failure", "supervisor:1", due + 6 * HOUR)

    clerk.sweep(law, due + 6 * HOUR)

    assert "DeadlinePassed" in written
    assert kinds(law, stream) == written


def test_an_answer_inside_an_outage_is_in_time(law):
    stream = begun(law, 1)
    due = read(wake(law, stream))
    pauses.add(law, due - HOUR, due + 5 * HOUR, "power failure", "supervisor:1", due + 6 * HOUR)

    receipt = store.submit(law, stream, RefuseRequest(due, "seller", "no"), due + 2 * HOUR)

    assert type(receipt.events[0].event).__name__ == "RequestRefused"


def test_a_silent_clerk_is_an_outage_before_anything_fires(law):
    watched = replace(law, outage_after=HOUR)
    stream = begun(watched, 1)
    due = read(wake(law, stream))

    swept = clerk.sweep(watched, due + HOUR)

    assert (swept.renewed, swept.fired) == (1, 0)
    assert read(wake(law, stream)) > due + HOUR


def test_a_case_that_cannot_be_written_holds_up_no_other(law, caplog):
    broken, sound = begun(law, 1), begun(law, 2)
    spoil(law, broken)

    with caplog.at_level(logging.CRITICAL):
        swept = clerk.sweep(law, at(60))
        again = clerk.sweep(law, at(60))

    assert (swept.fired, swept.failed) == (1, 1)
    assert "DeadlinePassed" in kinds(law, sound)
    assert (again.fired, again.failed) == (0, 0)
    attempts, error = rows(law, "SELECT attempts, last_error FROM record_case WHERE stream = %s", broken)[0]
    assert attempts == 1
    assert "unknown-pack" in error
    assert clerk.sweep(law, at(60) + timedelta(minutes=1)).failed == 1


def test_a_case_whose_deadlines_cannot_be_computed_again_holds_up_no_other(law, caplog):
    broken, sound = begun(law, 1), begun(law, 2)
    before = wake(law, sound)
    spoil(law, broken)
    pauses.add(law, at(10), at(15), "power failure", "supervisor:1", at(16))

    with caplog.at_level(logging.CRITICAL):
        assert clerk.sweep(law, at(16)).renewed == 1
        assert clerk.sweep(law, at(16)).renewed == 0

    assert wake(law, sound) > before
    assert pauses.waiting(law.using) == 1
    assert rows(law, "SELECT attempts FROM record_case WHERE stream = %s", broken) == [(1,)]


def spoil(law, stream):
    """Let the pack of a case be one that nobody has, as after a pack was taken off the shelf."""
    head = rows(law, "SELECT digest FROM record_case WHERE stream = %s", stream)[0][0]
    folded.remember(Head(1, head), changed(store.load(law, stream), pack="nowhere-1"))


def test_a_clerk_stops_when_it_is_told_to(law):
    begun(law, 1)
    stop = Event()
    heard = []

    def tell(swept, when):
        heard.append(swept.fired)
        stop.set()

    assert clerk.run(law, lambda: at(60), stop, tell).fired == 1
    assert heard == [1]


def test_a_clerk_anchors_the_day_that_is_over(law):
    begun(law, 1)
    clerk.run(law, lambda: at(24 * 3), Event(), nothing, until_idle=True)

    assert rows(law, "SELECT COUNT(*) FROM record_anchor") == [(1,)]


def test_an_anchor_file_that_cannot_be_written_stops_no_deadline(law, tmp_path, caplog):
    stream = begun(law, 1)
    (tmp_path / "file").touch()
    nowhere = replace(law, anchor_file=tmp_path / "file" / "anchors")

    with caplog.at_level(logging.CRITICAL):
        clerk.run(nowhere, lambda: at(24 * 3), Event(), nothing, until_idle=True)

    assert "DeadlinePassed" in kinds(law, stream)
    assert rows(law, "SELECT COUNT(*) FROM record_anchor") == [(0,)]


def nothing(swept, when):
    """Tell nobody."""
