"""The clerk writes what fell due: each thing once, at its own instant, whatever stands in the way."""

from __future__ import annotations

from datetime import timedelta

from django.db import connections

from court_room import at, opened
from gongdao.service.record import pauses, store
from gongdao.service.record.instants import stored
from gongdao.service.work import clerk

HOUR = timedelta(hours=1)
LATER = at(1000)


def begun(law, number, hours=0.0):
    """A request on which the seller has not answered yet; gives its stream."""
    stream = f"shop:C-{number}"
    for command in opened(start=at(hours)):
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
    assert passed == [(due, stored(LATER))]
    assert swept.lag > timedelta()


def test_before_anything_fell_due_nothing_is_written(law):
    stream = begun(law, 1)
    before = kinds(law, stream)

    assert clerk.sweep(law, at(1)) == clerk.Swept()
    assert kinds(law, stream) == before
