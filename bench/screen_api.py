"""How long a marketplace waits for `POST /api/v1/screen/message`, beside an empty operation of the same interface.

    .venv/bin/python bench/screen_api.py [--requests 2000] [--rounds 5] [--workers N] [--threads N] [--only sqlite]
                                         [--data DIR] [--postgres URL]

A real `gongdao serve` of this checkout, on PostgreSQL and on SQLite, with as many workers and threads as it takes by
itself there, is asked from one process of its own (`load.py`) over kept connections, in two ways:

- *in turn*: over one connection and over eight, the next message when the last is answered. Eight keep the server and
  the client at their limit, so what is waited is mostly for each other; the rate is what the two can do at most.
- *as they come*: at instants of chance (Poisson) at a quarter, half and three quarters of that rate, whether or not
  the last is answered. What is waited is counted from the instant at which a message was meant to be sent.

Each request is one message with the eight said before it: of our own corpus, half scams, or with ``--data`` (or
GONGDAO_DATA) the turns of real after-sales chats as they are. The rival is ``GET /api/v1/orders`` of a marketplace
without orders: the same key, the same quota, one empty list. Both are asked in turn, so that whatever else the machine
does slows both. CPU is what the server's thread took. Ends with 1 where the p99 is over 50 ms over one connection or as
they come at up to half of the rate.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles

from load import Asked, Asker, Waited, as_they_come, in_turn
from web_world import ROOT, database, seeded, served

sys.path.insert(0, str(ROOT / "scripts"))

SLOWEST = 50.0  # milliseconds, p99
BEFORE = 8
CONNECTIONS = (1, 8)
SHARES = (0.25, 0.5, 0.75)  # of the rate at the limit
HELD = 0.5  # the share up to which the bar is to be reached
WARM = 100
EMPTY = ("GET", "/api/v1/orders", None)
Ask = Callable[[Sequence[Asked]], tuple[list[Waited], float]]


def main() -> int:
    """Print what was waited; 1 where the bar is not reached."""
    asked = options()
    texts, source = some_texts(asked.data, asked.requests)
    lengths = sorted(map(len, texts))
    print(f"messages: {source}; {median(lengths):.0f} characters in the middle, {lengths[-1]} at most")
    bodies = list(requests_of(texts))
    reached = True
    for vendor, made in (("PostgreSQL", database), ("SQLite", a_file)):
        if asked.only in ("", vendor.lower()):
            with made(asked.postgres) as url, seeded(url, 0) as world, served(command_of(asked, url), url) as (port, _):
                print(f"\n{vendor}; load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
                reached &= told_all(Asker(port, world.token), bodies, asked.rounds)
    return 0 if reached else 1


def options() -> argparse.Namespace:
    """Read the command line."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--requests", type=int, default=2000, help="messages for each way to ask")
    options.add_argument("--rounds", type=int, default=5, help="how often the two take turns")
    options.add_argument("--only", choices=["", "postgresql", "sqlite"], default="", help="one database alone")
    options.add_argument("--workers", type=int, help="processes of the server")
    options.add_argument("--threads", type=int, help="threads of each")
    options.add_argument("--data", default=os.environ.get("GONGDAO_DATA"), help="folder of the public sets")
    options.add_argument("--postgres", metavar="URL", help="an owner's address; by default scripts/postgres starts one")
    return options.parse_args()


def command_of(asked: argparse.Namespace, url: str) -> list[str]:
    """Give the words that start the server."""
    from gongdao.service.serve import hands

    workers, threads = hands(url)
    print(f"\n{asked.workers or workers} workers, {asked.threads or threads} threads each", end="")
    numbers = ["--workers", str(asked.workers or workers), "--threads", str(asked.threads or threads)]
    return [str(ROOT / "bench" / "web_server.py"), "--web-only", *numbers]


@contextmanager
def a_file(_: str | None) -> Iterator[str]:
    """This function will give a migrated SQLite file of its own."""
    from gongdao.service import databases

    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bench.sqlite3"
        databases.stand_on(url)
        databases.migrate("default")
        yield url


def some_texts(data: str | None, number: int) -> tuple[list[str], str]:
    """Give messages as long as people write them, and where they are from."""
    if data and Path(data).is_dir():
        from screen_sets import after_sales

        turns = [turn.text for chat in after_sales(Path(data)) for turn in chat.turns if turn.text.strip()]
        return turns[: number + BEFORE], "turns of jddc_dev, one after the other"
    from talk_corpus import messages

    return [it.text for it in messages(random.Random(5), number // 2 + BEFORE)], "our own corpus, half scams"


def requests_of(texts: Sequence[str]) -> Iterator[Asked]:
    for number in range(BEFORE, len(texts)):
        before = [{"who": "buyer" if at % 2 else "seller", "text": texts[at]} for at in range(number - BEFORE, number)]
        body = {"text": texts[number], "who": "seller", "before": before}
        yield "POST", "/api/v1/screen/message", json.dumps(body, ensure_ascii=False).encode()


def told_all(asker: Asker, bodies: Sequence[Asked], rounds: int) -> bool:
    """Ask in both ways and print what was waited; gives whether the bar is reached where it is to be."""
    in_turn(asker, [*bodies[:WARM], *[EMPTY] * WARM], CONNECTIONS[-1])
    slowest = []
    for number in CONNECTIONS:
        about = f"in turn over {number} connection{'s' if number > 1 else ''}"
        p99, rate = told_way(about, bodies, rounds, lambda part, number=number: in_turn(asker, part, number))
        slowest.append(p99)
    held = slowest[:1]
    for share in SHARES:
        about = f"as they come, {share * rate:.0f} a second ({share:.0%} of {rate:.0f})"
        p99, _ = told_way(about, bodies, rounds, lambda part, share=share: as_they_come(asker, part, share * rate))
        if share <= HELD:
            held.append(p99)
    return max(held) <= SLOWEST


def told_way(about: str, bodies: Sequence[Asked], rounds: int, ask: Ask) -> tuple[float, float]:
    """Ask for the messages and for nothing in turn; gives the p99 of the messages and how many came a second."""
    ours: list[Waited] = []
    theirs: list[Waited] = []
    spent = 0.0
    marks = [len(bodies) * round_ // rounds for round_ in range(rounds + 1)]
    for begin, end in pairwise(marks):
        waited, took = ask(bodies[begin:end])
        ours, spent = ours + waited, spent + took
        theirs += ask([EMPTY] * (end - begin))[0]
    print(f"{about}: {len(ours) / spent:.0f} messages a second")
    slowest, floor = told("screen/message", ours), told("an empty list (rival)", theirs)
    cpu = median(it.cpu for it in ours) / median(it.cpu for it in theirs)
    verdict = "reached" if slowest <= SLOWEST else "NOT REACHED"
    print(f"  ratio of the p99: {slowest / floor:.2f}; of the median CPU: {cpu:.2f}; p99 at most 50 ms: {verdict}")
    return slowest, len(ours) / spent


def told(name: str, waited: Sequence[Waited]) -> float:
    took, cpu = [it.took for it in waited], [it.cpu for it in waited]
    p99, p99_cpu = quantiles(took, n=100)[98], quantiles(cpu, n=100)[98]
    print(
        f"  {name:24} p50 {median(took):6.1f} ms  p99 {p99:6.1f} ms   CPU p50 {median(cpu):5.2f} ms  p99 {p99_cpu:5.2f}"
    )
    return p99


if __name__ == "__main__":
    os.environ.setdefault("GONGDAO_SECRET_KEY", os.urandom(32).hex())
    sys.exit(main())
