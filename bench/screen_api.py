"""How long a marketplace waits for `POST /api/v1/screen/message`, beside an empty operation of the same interface.

    .venv/bin/python bench/screen_api.py [--requests 2000] [--rounds 5] [--data DIR] [--postgres URL]

A real `gongdao serve` of this checkout with one worker on PostgreSQL is asked over kept connections, first one and then
eight at once. Each request is one message with the eight said before it: of our own corpus, half scams, or with
``--data`` (or GONGDAO_DATA) the turns of real after-sales chats as they are. The rival is ``GET /api/v1/orders`` of a
marketplace without orders: the same key, the same quota, one empty list. Both are asked in turn, so that whatever else
the machine does slows both. The time of an answer is what the client waits; CPU is what the server's thread took.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from web_world import CPU, ROOT, World, database, seeded, served

sys.path.insert(0, str(ROOT / "scripts"))

SLOWEST = 50.0  # milliseconds, p99
BEFORE = 8
CONNECTIONS = (1, 8)
WARM = 50
EMPTY = ("GET", "/api/v1/orders", None)
Asked = tuple[str, str, bytes | None]


@dataclass(frozen=True, slots=True)
class Waited:
    """Milliseconds until an answer came, and of the server's CPU."""

    took: float
    cpu: float


def main() -> int:
    """Print what was waited; 1 where the bar is not reached."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--requests", type=int, default=2000, help="messages for each number of connections")
    options.add_argument("--rounds", type=int, default=5, help="how often the two take turns")
    options.add_argument("--data", default=os.environ.get("GONGDAO_DATA"), help="folder of the public sets")
    options.add_argument("--postgres", metavar="URL", help="an owner's address; by default scripts/postgres starts one")
    asked = options.parse_args()
    texts, source = some_texts(asked.data, asked.requests)
    lengths = sorted(map(len, texts))
    print(f"messages: {source}; {median(lengths):.0f} characters in the middle, {lengths[-1]} at most")
    print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    with tempfile.TemporaryDirectory(), database(asked.postgres) as url, seeded(url, 0) as world:
        command = [str(ROOT / "bench" / "web_server.py"), "--web-only", "--workers", "1", "--threads", "4"]
        with served(command, url) as (port, _):
            reached = [at_once(port, world, texts, number, asked.rounds) for number in CONNECTIONS]
    return 0 if all(reached) else 1


def some_texts(data: str | None, number: int) -> tuple[list[str], str]:
    """Give messages as long as people write them, and where they are from."""
    if data and Path(data).is_dir():
        from screen_sets import after_sales

        turns = [turn.text for chat in after_sales(Path(data)) for turn in chat.turns if turn.text.strip()]
        return turns[: number + BEFORE], "turns of jddc_dev, one after the other"
    from talk_corpus import messages

    return [it.text for it in messages(random.Random(5), number // 2 + BEFORE)], "our own corpus, half scams"


def at_once(port: int, world: World, texts: Sequence[str], connections: int, rounds: int) -> bool:
    """Ask over so many connections, the message and the empty operation in turn; gives whether the bar is reached."""
    bodies = list(requests_of(texts))
    walk(port, world, [*bodies[:WARM], *[EMPTY] * WARM])
    share = max(1, len(bodies) // rounds)
    ours: list[Waited] = []
    theirs: list[Waited] = []
    spent = 0.0
    for round_ in range(rounds):
        part = bodies[round_ * share : (round_ + 1) * share]
        begun = time.perf_counter()
        ours += spread(port, world, part, connections)
        spent += time.perf_counter() - begun
        theirs += spread(port, world, [EMPTY] * len(part), connections)
    print(f"{connections} connection{'s' if connections > 1 else ''}: {len(ours) / spent:.0f} messages a second")
    slowest = told("screen/message", ours)
    floor = told("an empty list (rival)", theirs)
    cpu = median(it.cpu for it in ours) / median(it.cpu for it in theirs)
    print(f"  ratio of the p99: {slowest / floor:.2f}; of the median CPU: {cpu:.2f}")
    verdict = "reached" if slowest <= SLOWEST else "NOT REACHED"
    print(f"  p99 at most {SLOWEST:.0f} ms: {verdict} ({slowest:.1f} ms)\n")
    return slowest <= SLOWEST


def requests_of(texts: Sequence[str]) -> Iterator[Asked]:
    for number in range(BEFORE, len(texts)):
        before = [{"who": "buyer" if at % 2 else "seller", "text": texts[at]} for at in range(number - BEFORE, number)]
        body = {"text": texts[number], "who": "seller", "before": before}
        yield "POST", "/api/v1/screen/message", json.dumps(body, ensure_ascii=False).encode()


def spread(port: int, world: World, asked: Sequence[Asked], connections: int) -> list[Waited]:
    parts = [asked[number::connections] for number in range(connections)]
    with ThreadPoolExecutor(connections) as pool:
        return [it for told_ in pool.map(lambda part: walk(port, world, part), parts) for it in told_]


def walk(port: int, world: World, asked: Sequence[Asked]) -> list[Waited]:
    """Ask one after the other over a connection of one's own."""
    headers = {"Authorization": f"Bearer {world.token}", "Content-Type": "application/json"}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    return [ask(connection, headers, *each) for each in asked]


def ask(
    connection: http.client.HTTPConnection, headers: dict[str, Any], method: str, path: str, body: bytes | None
) -> Waited:
    begun = time.perf_counter()
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    content = answer.read()
    took = (time.perf_counter() - begun) * 1000
    if answer.status != 200:
        raise SystemExit(f"{method} {path}: {answer.status} {content.decode()[:500]}")
    return Waited(took, float(answer.headers[CPU]))


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
