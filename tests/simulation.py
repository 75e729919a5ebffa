"""A court by chance: people, clerk and marketplace at work on the real store, with a clock that only tests turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

from django.db import connections

import inquest
import people
from crashes import Crash, crash_before
from gongdao.case.decider import Command
from gongdao.case.due import turn
from gongdao.kernel.errors import BadInput, Refused
from gongdao.service.record import folded, pauses, renewal, store
from gongdao.service.record.instants import read
from gongdao.service.record.law import Law
from gongdao.service.record.store import Receipt
from gongdao.service.record.stream import stream_id
from gongdao.service.work import courier
from marketplace import Marketplace

START = datetime.fromisoformat("2025-08-14T09:00:00+08:00")  # the day before new rules take effect
ACTS = 26
AT_ONCE = 12
LATER = tuple(timedelta(seconds=it) for it in (0, 1, 20, 400, 3600, 7200, 30000, 90000))
MOST_STATEMENTS = 14
MOST_SWEEPS = 300
# The court's own people cannot lose by silence: where the case is theirs, their superiors are told again and again.
NEXT = """
    SELECT COALESCE(
        (SELECT MIN(wake) FROM record_case WHERE turn NOT IN ('', 'platform', 'staff', 'supervisor')),
        (SELECT MIN(next_try_at) FROM record_outbox WHERE sent_at IS NULL AND last_error = '')
    )
"""
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as it was sent; ``answer`` is what came back."""

    stream: str
    command: Command
    key: str
    answer: Receipt | str


@dataclass(slots=True)
class World:
    """Everything there is: the court, chance, the hour, the cases that are alive, and what was seen."""

    law: Law
    draw: Random
    now: datetime = START
    begun: int = 0
    paused: bool = False
    market: Marketplace = field(default_factory=lambda: Marketplace(Random(0)))
    left: dict[str, int] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)


def simulate(law: Law, seed: int, cases: int) -> Counter[str]:
    """This function will let so many disputes live, and see that nothing that must hold is broken on the way.

    :raises AssertionError: something did not hold.
    """
    world = World(law, Random(seed), market=Marketplace(Random(seed + 1)))
    while world.begun < cases or world.left:
        while world.begun < cases and len(world.left) < AT_ONCE:
            _begin(world)
        _something(world)
    _finish(world)
    for stream in inquest.streams(law):
        _look(world, stream)
        world.seen.update(row["type"] for row in inquest.line(law, stream).rows)
    _audit(world)
    return world.seen


def _audit(world: World) -> None:
    """The book is whole, and tells of every payment what the marketplace tells of it."""
    found = inquest.money_faults(world.law)
    for stream in inquest.streams(world.law):
        for leg in store.load(world.law, stream).legs:
            moved = sum(answer.amount for answer in world.market.book.get(f"{stream}/{leg.id}", ()))
            if leg.paid + leg.surplus != moved:
                found.append(f"{stream}/{leg.id}: booked {leg.paid} and {leg.surplus}, the marketplace moved {moved}")
    assert found == [], "\n".join(found)


def _begin(world: World) -> None:
    number = world.begun = world.begun + 1
    order = number if world.draw.random() < 0.85 else max(1, number - 1)
    stream = stream_id("sim", f"C-{number}")
    for command in people.known(world.draw, world.now, order):
        _send(world, stream, command)
    request = people.request(world.draw, number, world.now, order)
    if not isinstance(_send(world, stream, request), Receipt):
        _send(world, stream, replace(request, platform="taobao"))
    world.left[stream] = world.draw.randrange(2, ACTS)


def _something(world: World) -> None:
    draw = world.draw
    world.now += draw.choice(LATER)
    chance = draw.random()
    stream = draw.choice(sorted(world.left))
    if chance < 0.75:
        _acts(world, stream, draw.choice((1, 1, 1, 2, 3)))
    elif chance < 0.82:
        _at_the_edge(world, stream)
    elif chance < 0.88:
        _sweep(world)
    elif chance < 0.93:
        _deliver(world)
    elif chance < 0.94 or (world.paused and chance < 0.99):
        _pause(world)
    else:
        _again(world)


def _acts(world: World, stream: str, count: int) -> None:
    """People who see the same case act at once; their requests arrive in any order."""
    case, court = store.load(world.law, stream), store.court(world.law)
    waited = turn(case, court)
    commands = [people.act(world.draw, case, court, waited, world.now) for _ in range(count)]
    for command in world.draw.sample(commands, count):
        _send(world, stream, command)
    _used(world, stream, count)


def _used(world: World, stream: str, count: int) -> None:
    world.left[stream] -= count
    if world.left[stream] <= 0:
        del world.left[stream]
        _look(world, stream)


def _at_the_edge(world: World, stream: str) -> None:
    """Somebody acts at the last instant, or just after it."""
    [(wake,)] = inquest.query(world.law, "SELECT wake FROM record_case WHERE stream = %s", stream)
    if wake is not None and read(wake) - world.now < timedelta(days=20):
        edge = read(wake) + world.draw.choice((-1, 0, 0, 1)) * timedelta(seconds=1)
        world.now = max(world.now, edge)
    _acts(world, stream, 1)


def _send(world: World, stream: str, command: Command) -> Receipt | str:
    key = f"{stream}/{len(world.sent)}"
    answer = _answered(world, lambda: store.submit(world.law, stream, command, world.now, key))
    world.sent.append(Sent(stream, command, key, answer))
    if not isinstance(answer, Receipt):
        world.seen[f"refused {answer}"] += 1
    return answer


def _answered(world: World, submit: Callable[[], Receipt]) -> Receipt | str:
    """The answer to a request, which its sender repeats until one comes."""
    try:
        return _through_crashes(world, submit)
    except Refused as no:
        return no.code
    except BadInput as bad:
        return bad.problems[0].code


def _through_crashes(world: World, work: Callable[[], Result]) -> Result:
    """Do some work, which may end before any statement and is then done again by somebody who knows nothing of it."""
    while world.draw.random() < 0.12:
        at = world.draw.randrange(1, MOST_STATEMENTS)
        try:
            with crash_before(world.law.using, at):
                work()
        except Crash:
            world.seen["crashed"] += 1
        except (Refused, BadInput):
            world.seen["refused, and the answer lost"] += 1
        else:
            world.seen["done, and the answer lost"] += 1
        connections[world.law.using].close()
        folded.forget()
    return work()


def _again(world: World) -> None:
    """A request arrives twice, or its key comes with another one."""
    first = world.draw.choice(world.sent[-200:])
    try:
        answer = store.submit(world.law, first.stream, first.command, world.now, first.key)
    except (Refused, BadInput):
        assert not isinstance(first.answer, Receipt), f"{first.key} was answered and is refused now"
        return
    if isinstance(first.answer, Receipt):
        assert answer.repeated, f"{first.key} was done twice"
        assert (answer.seq, answer.digest) == (first.answer.seq, first.answer.digest)
    world.seen["sent again"] += 1


def _sweep(world: World) -> int:
    _through_crashes(world, lambda: renewal.renew(world.law, world.now))
    fired = _through_crashes(world, lambda: store.settle_due(world.law, world.now, world.draw.choice((1, 3, 100))))
    assert fired.failed == 0, "what fell due could not be written"
    world.seen["swept"] += fired.fired
    return fired.fired


def _deliver(world: World) -> int:
    """The courier asks the marketplace for what is to be paid; some answers come by themselves, later."""
    most = world.draw.choice((1, 5, 20))
    done = _through_crashes(world, lambda: courier.deliver(world.law, world.now, world.market.asked, most))
    assert done.failed == 0, "a parcel could not be sent"
    while world.draw.random() < 0.7 and (late := world.market.comes(world.now)):
        _send(world, *late)
    return done.sent


def _pause(world: World) -> None:
    at = world.now
    if world.paused:
        pauses.end(world.law, at, "supervisor:1", at)
    else:
        pauses.begin(world.law, at - world.draw.choice((0, 0, 5)) * timedelta(hours=1), "outage", "supervisor:1", at)
    world.paused = not world.paused
    world.seen["pauses"] += 1


def _finish(world: World) -> None:
    """Nobody does anything any more: silence carries every case to its end, or to the court's own people."""
    if world.paused:
        _pause(world)
    for _ in range(MOST_SWEEPS):
        while _sweep(world) or _deliver(world) or world.market.late:
            pass
        found = inquest.query(world.law, NEXT)[0][0]
        if found is None:
            return
        world.now = max(world.now, read(found))
    waiting = inquest.query(
        world.law, "SELECT stream, stage, deadlines FROM record_case ORDER BY turn IN ('', 'platform', 'supervisor')"
    )
    raise AssertionError(f"silence does not end: {waiting[:5]}")


def _look(world: World, stream: str) -> None:
    while renewal.renew(world.law, world.now):
        pass
    found = inquest.faults(world.law, stream) + inquest.limbo(world.law, stream)
    assert found == [], "\n".join(found)
