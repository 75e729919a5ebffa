"""A writer that is killed at any point loses nothing it acknowledged, and what it sends again is done once."""

from __future__ import annotations

import os
import select
import signal
from contextlib import nullcontext
from datetime import timedelta
from functools import partial
from random import Random, SystemRandom
from time import monotonic

from django.db import connections

from counts import count
from court_room import HOLE, SIGNED, START, opened
from crashes import forked, killed_before, was_killed
from gongdao.case.decider import Command
from gongdao.case.stages.evidence import SubmitEvidence
from gongdao.case.stages.negotiation import AgreeRefund
from gongdao.service.record import folded, store
from gongdao.service.record.law import Law
from gongdao.service.record.stream import stream_id
from inquest import faults, line, money_faults, query, streams

KILLS = count(short=40, long=200)
SEED = 200
PER_CASE = 12
STATEMENTS = 90
LONGEST = 0.06  # seconds


def request(number: int) -> tuple[str, Command]:
    """The request with this number; twelve make a dispute: four open it, seven prove it, the last pays."""
    case, step = divmod(number, PER_CASE)
    now = START + timedelta(minutes=number)
    beginning = opened(SIGNED, HOLE, now)
    if step < len(beginning):
        return stream_id("kill", f"C-{case}"), beginning[step]
    if step < PER_CASE - 1:
        piece = SubmitEvidence(now, ("buyer", "seller")[step % 2], f"E{step}", "photo", f"{number:064}", ())
        return stream_id("kill", f"C-{case}"), piece
    return stream_id("kill", f"C-{case}"), AgreeRefund(now, "seller")


def write(law: Law, first: int, pipe: int, dies_at: int | None) -> None:
    """Send one request after the other and say of each when it was acknowledged; until killed."""
    folded.forget()
    with killed_before(law.using, dies_at) if dies_at else nullcontext():
        number = first
        while True:
            stream, command = request(number)
            receipt = store.submit(law, stream, command, command.at, f"key-{number}")
            os.write(pipe, f"{number} {stream} {receipt.seq} {receipt.digest}\n".encode())
            number += 1


def killed_writer(law: Law, first: int, draw: Random) -> list[list[str]]:
    """What a writer acknowledged before it was killed: before some statement, or at some moment."""
    connections[law.using].close()
    dies_at = draw.randrange(1, STATEMENTS) if draw.random() < 0.5 else None
    reading, writing = os.pipe()
    child = forked(partial(write, law, first, writing, dies_at))
    os.close(writing)
    told = _read_until(reading, monotonic() + draw.random() * LONGEST) if dies_at is None else b""
    if dies_at is None:
        os.kill(child, signal.SIGKILL)
    told += _read_until(reading, None)
    os.close(reading)
    assert was_killed(child), "the writer ended by itself"
    return [line.split() for line in told.decode().splitlines()]


def _read_until(pipe: int, end: float | None) -> bytes:
    """What comes out of a pipe until some moment, or until nobody can write into it any more."""
    told = b""
    while end is None or (left := end - monotonic()) > 0:
        if end is not None and not select.select([pipe], [], [], left)[0]:
            break
        part = os.read(pipe, 65536)
        if not part:
            break
        told += part
    return told


def test_nothing_acknowledged_is_lost_and_nothing_is_done_twice(law):
    seed = count(short=SEED, long=SystemRandom().randrange(10**9))
    print(f"seed {seed}, {KILLS} kills")
    draw, acknowledged = Random(seed), []
    for _ in range(KILLS):
        acknowledged += killed_writer(law, len(acknowledged), draw)
        assert [int(it[0]) for it in acknowledged] == list(range(len(acknowledged)))

    known = set(query(law, "SELECT stream, seq, digest FROM record_event"))
    lost = [it for it in acknowledged if (it[1], int(it[2]), it[3]) not in known]
    keys = query(law, "SELECT COUNT(*) FROM record_key")[0][0]

    assert acknowledged
    assert lost == []
    assert len(acknowledged) <= keys <= len(acknowledged) + 1
    assert [fault for stream in streams(law) for fault in faults(law, stream)] == []
    assert money_faults(law) == []
    for stream in streams(law):
        told = line(law, stream)
        sent = [request(number)[1] for number in range(keys) if request(number)[0] == stream]
        assert [row["type"] for row in told.rows].count("RequestOpened") == sum(
            "Open" in type(it).__name__ for it in sent
        )
        pieces = [it.id for it in sent if isinstance(it, SubmitEvidence)]
        assert [piece["id"] for piece in told.end.facts.get("evidence", ())] == pieces
