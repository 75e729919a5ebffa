"""A courier who is killed at any point loses no payment, and the marketplace pays each once."""

from __future__ import annotations

import os
import signal
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path
from random import Random, SystemRandom
from threading import Event

from django.db import connections

from counts import count
from court_room import UNSHIPPED, at, opened
from crashes import forked, killed_before, was_killed
from gongdao.case.stages.negotiation import AgreeRefund
from gongdao.ledger.execution import State
from gongdao.service.record import folded, store
from gongdao.service.record.law import Law
from gongdao.service.work import courier
from gongdao.service.work.courier import Answer, Parcel
from inquest import faults, money_faults, query, streams

KILLS = count(short=6, long=200)
SEED = 9
# A parcel takes about so many statements; a courier is killed before one of them.
STATEMENTS = 60
LONGEST = 0.1  # seconds that a courier lives who is killed from outside
LONG = timedelta(days=1)


class Marketplace:
    """A marketplace that outlives its callers: it keeps in a folder what it paid, and pays nothing twice."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, parcel: Parcel) -> Answer | None:
        if parcel.kind == "notice":
            return None
        name = parcel.body["payment"].replace("/", "_")
        with (self.folder / "asked").open("a", encoding="utf-8") as asked:
            asked.write(f"{name}\n")
        (self.folder / name).write_text(str(parcel.body["amount"]), encoding="utf-8")
        return Answer(f"receipt of {name}", parcel.body["amount"])

    @property
    def asked(self) -> list[str]:
        return (self.folder / "asked").read_text(encoding="utf-8").split()


def settled(law: Law, number: int) -> None:
    """A request whose seller agreed to give the money back."""
    order = tuple((key, f"X-{number}" if key == "id" else value) for key, value in UNSHIPPED)
    for command in [*opened(order), AgreeRefund(at(1), "seller")]:
        store.submit(law, f"kill:C-{number}", command, command.at)


def killed_courier(law: Law, market: Marketplace, number: int, draw: Random) -> bool:
    """Let a courier work until he is killed; gives whether he was, as he should be."""
    dies_at = draw.randrange(1, STATEMENTS) if draw.random() < 0.5 else None

    def work() -> None:
        folded.forget()
        with killed_before(law.using, dies_at) if dies_at else nullcontext():
            while True:
                courier.deliver(law, at(2) + number * LONG, market.send, most=3)

    child = forked(work)
    if dies_at is None:
        Event().wait(draw.random() * LONGEST)
        os.kill(child, signal.SIGKILL)
    return was_killed(child)


def test_a_courier_killed_at_any_point_loses_no_payment_and_has_none_paid_twice(law, tmp_path):
    seed = count(short=SEED, long=SystemRandom().randrange(10**9))
    print(f"seed {seed}, {KILLS} kills")
    draw, market = Random(seed), Marketplace(tmp_path)
    for number in range(KILLS):
        settled(law, number)
    connections[law.using].close()

    for number in range(KILLS):
        assert killed_courier(law, market, number, draw)
    folded.forget()
    while courier.deliver(law, at(2) + KILLS * LONG, market.send) != courier.Delivered():
        pass

    print(f"{len(market.asked)} times asked for {KILLS} payments")
    assert len(set(market.asked)) == KILLS
    assert query(law, "SELECT COUNT(*) FROM record_outbox WHERE sent_at IS NULL") == [(0,)]
    for stream in streams(law):
        assert [leg.state for leg in store.load(law, stream).legs] == [State.CONFIRMED]
    answered = "SELECT COUNT(*) FROM record_event WHERE type = %s"
    assert query(law, answered, "LegSent") == query(law, answered, "LegAnswered") == [(KILLS,)]
    assert [fault for stream in streams(law) for fault in faults(law, stream)] == []
    assert money_faults(law) == []
