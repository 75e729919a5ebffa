"""The register of pauses in the record: chained like a case, and written by a heart that was silent too long."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections

from gongdao.case.state import Stop
from gongdao.kernel.errors import Refused
from gongdao.service.record import pauses
from gongdao.service.record.stream import GENESIS, link

NOON = datetime(2025, 9, 22, 4, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def rows(law, columns):
    with connections[law.using].cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM record_event WHERE stream = 'register:pauses' ORDER BY seq")
        return cursor.fetchall()


def test_a_pause_begins_and_ends(law):
    number = pauses.begin(law, NOON, "the database moves", "supervisor:1", NOON)

    assert pauses.register(law.using) == (Stop(NOON, None, "the database moves"),)
    assert pauses.end(law, NOON + HOUR, "supervisor:1", NOON + HOUR) == number == 1
    assert pauses.register(law.using) == (Stop(NOON, NOON + HOUR, "the database moves"),)
    assert pauses.length(law.using) == 2
    assert pauses.register(law.using, 1) == (Stop(NOON, None, "the database moves"),)


def test_an_outage_found_out_later_is_registered_with_both_its_ends(law):
    pauses.add(law, NOON, NOON + HOUR, "power failure", "supervisor:1", NOON + 30 * HOUR)

    assert pauses.register(law.using) == (Stop(NOON, NOON + HOUR, "power failure"),)
    assert rows(law, "at, recorded_at")[0] == ("2025-09-22T04:00:00.000000Z", "2025-09-23T10:00:00.000000Z")


def test_a_refused_pause_writes_nothing(law):
    with pytest.raises(Refused) as no:
        pauses.end(law, NOON, "supervisor:1", NOON)

    assert no.value.code == "pause-none-open"
    assert rows(law, "seq") == []


def test_the_register_is_chained_like_a_case(law):
    pauses.add(law, NOON, NOON + HOUR, "power failure", "supervisor:1", NOON + HOUR)
    pauses.begin(law, NOON, "the database moves", "supervisor:1", NOON)

    previous, known = GENESIS, ""
    for seq, kind, version, body, recorded_at, before, digest in rows(
        law, "seq, type, version, body, recorded_at, previous, digest"
    ):
        assert before == previous
        assert recorded_at >= known
        assert digest == link(pauses.REGISTER, seq, kind, version, body, recorded_at, previous)
        previous, known = digest, recorded_at


def test_a_heart_silent_for_too_long_is_an_outage_from_its_last_beat(law):
    watched = replace(law, outage_after=10 * MINUTE)

    assert not pauses.beat(watched, NOON)
    assert not pauses.beat(watched, NOON + 10 * MINUTE)
    assert pauses.beat(watched, NOON + 21 * MINUTE)
    assert pauses.register(law.using) == (Stop(NOON + 10 * MINUTE, NOON + 21 * MINUTE, "outage"),)


def test_an_outage_is_registered_once_however_many_find_it_out_at_once(law):
    watched = replace(law, outage_after=10 * MINUTE)
    pauses.beat(watched, NOON)
    gate, found = Barrier(4), []

    def wake_up():
        gate.wait()
        try:
            found.append(pauses.beat(watched, NOON + HOUR))
        finally:
            connections[law.using].close()

    threads = [Thread(target=wake_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(found) == [False, False, False, True]
    assert len(pauses.register(law.using)) == 1


def test_a_clock_that_lags_behind_takes_no_beat_back(law):
    watched = replace(law, outage_after=10 * MINUTE)
    pauses.beat(watched, NOON)
    pauses.beat(watched, NOON - HOUR)

    assert not pauses.beat(watched, NOON + 9 * MINUTE)


def test_without_a_limit_no_silence_is_an_outage(law):
    pauses.beat(law, NOON)
    pauses.beat(law, NOON + 1000 * HOUR)

    assert pauses.register(law.using) == ()
