"""How fast a running case is: reading its stored events and folding them, deciding a command, telling what waits.

    .venv/bin/python bench/case.py [--rounds 9] [--events 40]

Prints medians of CPU time over the rounds. The stream is one dispute under Taobao's rules with offers and evidence
until it has so many events, in JSON as the record keeps it.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from gongdao.case.codec import decode_text, encode
from gongdao.case.court import Court
from gongdao.case.decider import Command, Event, decide, fold, replay
from gongdao.case.due import turn, wake
from gongdao.case.stages.evidence import SubmitEvidence
from gongdao.case.stages.negotiation import CallPlatform, RefuseRequest
from gongdao.case.stages.offers import MakeOffer
from gongdao.case.stages.opening import OpenRequest, TakeFacts
from gongdao.case.state import Case, Row
from gongdao.policy.code import PAYS_AFTER
from gongdao.service.kept import open_packs
from gongdao.service.packs import find_packs

START = datetime.fromisoformat("2025-09-22T10:00:00+08:00")
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
ORDER: Row = (
    ("id", "X-2"), ("paid", 6000), ("status", "signed"), ("shipped_at", START - 90 * HOUR), ("signed_at", START - HOUR),
)  # fmt: skip
CLAIM: Row = (("type", "return_refund"), ("reason", "quality_visible"), ("amount", 6000), ("goods_received", True))


def opening() -> list[Command]:
    """Give the commands of a dispute that goes to the platform."""
    goods: Row = (("type", "household"), ("seven_day", "supported"))
    return [
        TakeFacts(START, "marketplace", "orders", START, "order", ORDER),
        TakeFacts(START, "marketplace", "orders", START, "goods", goods),
        TakeFacts(START, "marketplace", "accounts", START, "seller", (("balance", 100000), ("deposit", 100000))),
        OpenRequest(START, "buyer:p-1", "C-1", "taobao", "auto", CLAIM),
        RefuseRequest(START + HOUR, "seller:s-1", "no hole"),
        CallPlatform(START + 2 * HOUR, "buyer:p-1"),
    ]


def message(case: Case, at: datetime) -> Command:
    """Give the next thing that somebody says: an offer, or a piece of evidence."""
    n = case.seq
    if n % 4 == 0:
        return SubmitEvidence(at, "buyer:p-1", f"E{n}", "photo", "0" * 64, (("shows", "hole"),))
    return MakeOffer(at, "seller:s-1" if n % 2 else "buyer:p-1", f"O{n}", "refund", 10 * n, "seller")


def dispute(court: Court, most: int) -> tuple[list[Event], Case]:
    """Play the dispute until its stream has so many events."""
    case, stream = Case(), list[Event]()
    todo = opening()
    while len(stream) < most:
        at = (case.last_at or START) + MINUTE
        events = decide(case, todo.pop(0) if todo else message(case, at), court)
        stream += [recorded.event for recorded in events]
        case = fold(case, events)
    return stream, case


def cpu_us(run: Callable[[], object], rounds: int, times: int) -> float:
    """Give the median CPU time of one run, in microseconds."""
    found = []
    for _ in range(rounds):
        start = time.process_time()
        for _ in range(times):
            run()
        found.append((time.process_time() - start) / times * 1e6)
    return statistics.median(found)


def stored(event: Event) -> tuple[str, int, str]:
    """Give an event as the columns of the record hold it: type, version and the JSON of its fields."""
    body = encode(event)
    return body.pop("type"), body.pop("version"), json.dumps(body, ensure_ascii=False)


def fresh(rows: list[tuple[str, int, str]]) -> Case:
    """Read and fold a stream, so that nothing is known of the case beforehand."""
    return replay(decode_text(kind, version, body) for kind, version, body in rows)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=9)
    options.add_argument("--events", type=int, default=40)
    asked = options.parse_args()
    shelf = find_packs()
    court = Court(open_packs(shelf), shelf.calendars)
    stream, case = dispute(court, asked.events)
    rows = [stored(event) for event in stream]
    command = message(case, (case.last_at or START) + MINUTE)
    for _ in range(2 * PAYS_AFTER):
        decide(fresh(rows), command, court)
    gc.collect()
    gc.freeze()
    print(f"a stream of {len(stream)} events, now at {case.stage}; median CPU time of {asked.rounds} rounds")
    fold_us = cpu_us(lambda: replay(stream), asked.rounds, 200)
    read_us = cpu_us(lambda: fresh(rows), asked.rounds, 200)
    print(f"  fold            {fold_us:9.1f} us  {len(stream) / fold_us * 1e6:9,.0f} events/s")
    print(f"  JSON and fold   {read_us:9.1f} us  {len(stream) / read_us * 1e6:9,.0f} events/s")
    asks: dict[str, Callable[[], object]] = {
        "decide": lambda: decide(fresh(rows), command, court),
        "decide, caught up": lambda: decide(fresh(rows), command, court, caught_up=True),
        "wake": lambda: wake(fresh(rows), court),
        "turn": lambda: turn(fresh(rows), court),
    }
    for name, run in asks.items():
        us = cpu_us(run, asked.rounds, 30) - read_us
        print(f"  {name:18} {us / 1000:6.3f} ms a command, reading apart")


if __name__ == "__main__":
    main()
