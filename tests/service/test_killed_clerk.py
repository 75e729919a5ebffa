"""Clerks that are killed at any point lose nothing that fell due, and nothing falls due twice."""

from __future__ import annotations

import os
import signal
from collections import Counter
from contextlib import nullcontext
from datetime import timedelta
from random import Random, SystemRandom
from threading import Event

from django.db import connections

from counts import count
from court_room import HOLE, SIGNED, UNSHIPPED, at, opened
from crashes import forked, killed_before, was_killed
from gongdao.case.decider import Recorded, catch_up
from gongdao.case.stages.negotiation import CallPlatform, RefuseRequest
from gongdao.service.record import folded, pauses, store
from gongdao.service.record.instants import stored
from gongdao.service.record.law import Law
from gongdao.service.record.stream import stream_id
from gongdao.service.work import clerk
from inquest import faults, line, money_faults, query, streams

KILLS = count(short=6, long=200)
SEED = 60
CLERKS = 2
BATCH = 2
# A round of the clerk sends about so many statements; a clerk is killed before one of them.
STATEMENTS = 60
LONGEST = 0.1  # seconds that a clerk lives who is killed from outside
LATER = at(24 * 20)


def dispute(law: Law, number: int) -> None:
    """A request that nobody answers, or a quarrel before the platform for which nobody brings evidence."""
    start = at(number % 7)
    shipped, unshipped = (
        tuple((key, f"X-{number}" if key == "id" else value) for key, value in order) for order in (SIGNED, UNSHIPPED)
    )
    quarrel = [RefuseRequest(start, "seller", "no hole"), CallPlatform(start, "buyer")]
    commands = [*opened(shipped, HOLE, start), *quarrel] if number % 2 else opened(unshipped, start=start)
    for command in commands:
        store.submit(law, stream_id("kill", f"C-{number}"), command, start)


def begun(law: Law, dies_at: int | None) -> int:
    """Start a clerk, who will be killed before some statement or from outside; gives its process."""

    def work() -> None:
        folded.forget()
        with killed_before(law.using, dies_at) if dies_at else nullcontext():
            clerk.run(law, lambda: LATER, Event(), lambda swept, when: None, batch=BATCH, interval=timedelta())

    return forked(work)


def killed_clerks(law: Law, draw: Random) -> list[bool]:
    """Let some clerks work at once until each is killed; gives of each whether it was, as it should be."""
    points = [draw.randrange(1, STATEMENTS) if draw.random() < 0.5 else None for _ in range(CLERKS)]
    clerks = [begun(law, point) for point in points]
    Event().wait(draw.random() * LONGEST)
    for child, point in zip(clerks, points, strict=True):
        if point is None:
            os.kill(child, signal.SIGKILL)
    return [was_killed(child) for child in clerks]


def wanted(law: Law, stream: str) -> Counter[tuple[str, str]]:
    """What must stand in the stream in the end: what silence alone brings about, from the facts of the request."""
    begun = [row for row in line(law, stream).rows if row["recorded_at"] < stored(at(24))]
    case = line(law, stream).cases[len(begun) - 1]
    written: list[Recorded] = catch_up(case, store.court(law), LATER)
    return Counter((type(it.event).__name__, stored(it.event.at)) for it in written)


def test_clerks_killed_at_any_point_lose_nothing_and_do_nothing_twice(law):
    seed = count(short=SEED, long=SystemRandom().randrange(10**9))
    print(f"seed {seed}, {KILLS} kills of {CLERKS} clerks")
    draw = Random(seed)
    for number in range(KILLS * 2):
        dispute(law, number)
    pauses.add(law, at(30), at(40), "power failure", "supervisor:1", at(48))
    connections[law.using].close()

    for _ in range(KILLS):
        assert killed_clerks(law, draw) == [True] * CLERKS
    folded.forget()
    left = clerk.run(law, lambda: LATER, Event(), lambda swept, when: None, until_idle=True)

    print(f"{left.fired} of {KILLS * 2} cases were left to a clerk who lived")
    for stream in streams(law):
        fired = [row for row in line(law, stream).rows if row["recorded_at"] >= stored(at(24))]
        assert Counter((row["type"], row["at"]) for row in fired) == wanted(law, stream)
        assert fired
    assert [fault for stream in streams(law) for fault in faults(law, stream)] == []
    assert money_faults(law) == []
    assert query(law, "SELECT key FROM record_outbox GROUP BY key HAVING COUNT(*) > 1") == []
    assert query(law, "SELECT COUNT(*) FROM record_case WHERE attempts > 0") == [(0,)]
