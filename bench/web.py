"""What the service costs over HTTP: a mixed load of commands and the case page, against `submit` alone.

    .venv/bin/python bench/web.py [--rounds 5] [--connections 16] [--postgres URL]

Two workers of two threads, the default, serve the real application on PostgreSQL. Each connection leads cases from the
request to the settlement, one after the other, and the buyer looks at the page of the case in between (`WALK`). After
every round of that as many cases are led through the same commands by `store.submit` in this process, without HTTP, so
that whatever else the machine does slows both; a busy loop beside it keeps the other core as busy as the mixed load
does, since cores of one chip share it. Every answer tells what CPU it took; what the server used besides is shared
among all answers. Then the case page is asked for anew and as stored, and a django-ninja endpoint with nothing behind
it in the same way.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import local
from typing import Any

from web_alone import Spent, submitted
from web_world import CPU, ROOT, World, cpu_of, database, seeded, served

API = "/api/v1"
COMMANDS = ("open", "message", "offer", "evidence", "accept")
# A claim as it goes: bench/README.md says why so often. Of each two pages in a row the second finds all as it was.
WALK = (
    "open", "page", "message", "page", "evidence", "page", "message", "page", "offer", "page", "page", "message",
    "page", "evidence", "message", "page", "offer", "page", "page", "accept", "page",
)  # fmt: skip
WITHOUT_PAGES = tuple(step for step in WALK if step != "page")
BEFORE_ACCEPTED = WITHOUT_PAGES[:-1]
# So many rounds go first and are not counted: packs, templates and plans are read when first asked for, and a pack is
# compiled once it was asked often enough.
WARM = 2
PAGES = 60
# What stands on the overview of a case for a party alone: neither the page to sign in nor a part of the page has all.
WHOLE_PAGE = (b'<nav class="tabs"', b'id="turn"', b'id="acts"', b"</html>")
HERE = local()
Asked = tuple[str, str, Any, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer: what was asked for, milliseconds of the server's CPU and until it came, and what it said."""

    kind: str
    cpu: float
    took: float
    body: bytes


@dataclass(frozen=True, slots=True)
class Load:
    """What a load cost: its answers, and the milliseconds of CPU of the server that no answer told of, for each."""

    answers: Sequence[Answered]
    beside: float

    def cpu(self, *kinds: str) -> float:
        """Mean CPU of an answer of some kinds, or of every kind."""
        return statistics.mean(self._each(kinds, lambda it: it.cpu)) + self.beside

    def median(self, *kinds: str) -> float:
        return statistics.median(self._each(kinds, lambda it: it.took))

    def p99(self, *kinds: str) -> float:
        took = sorted(self._each(kinds, lambda it: it.took))
        return took[min(len(took) - 1, int(len(took) * 0.99))]

    def _each(self, kinds: Sequence[str], of: Callable[[Answered], float]) -> list[float]:
        return [of(it) for it in self.answers if not kinds or it.kind in kinds]


@dataclass(frozen=True, slots=True)
class Round:
    """The mixed load, and the same commands by `submit` alone: with the other core busy, and with it idle."""

    load: Load
    alone: Spent
    idle: Spent


@dataclass(frozen=True, slots=True)
class Server:
    """A server that listens on a port, and who asks it how."""

    port: int
    process: int
    connections: int
    world: World

    def all_at_once(self, walks: Sequence[Callable[[], list[Answered]]]) -> Load:
        """Take so many walks at once, over connections that are kept."""
        before = cpu_of(self.process)
        with ThreadPoolExecutor(self.connections) as pool:
            answers = [it for walk in pool.map(lambda walk: walk(), walks) for it in walk]
        spent = (cpu_of(self.process) - before) * 1000
        return Load(answers, (spent - sum(it.cpu for it in answers)) / len(answers))


def main() -> None:
    args = arguments()
    orders = (args.rounds + WARM) * args.connections * 3 + PAGES
    with database(args.postgres) as url, seeded(url, orders) as world:
        gongdao = [str(ROOT / "bench" / "web_server.py"), "--web-only", "--workers", "2", "--threads", "2"]
        with served(gongdao, url) as (port, process):
            server = Server(port, process, args.connections, world)
            rounds = in_turn(server, args.rounds)
            pages = case_pages(server)
        with served([str(ROOT / "bench" / "bare_ninja_server.py")], url) as (port, process):
            bare = bare_endpoint(Server(port, process, args.connections, world))
        report(rounds, pages, bare)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--postgres", metavar="URL", help="an owner's address; by default scripts/postgres starts one")
    return parser.parse_args()


def in_turn(server: Server, rounds: int) -> list[Round]:
    """Take rounds of the mixed load and of `submit` alone in turn."""
    orders = iter(server.world.orders[PAGES:])
    told: list[Round] = []
    for _ in range(WARM + rounds):
        load = server.all_at_once([_walk(server, next(orders), WALK) for _ in range(server.connections)])
        with the_other_core_busy():
            alone = submitted([next(orders) for _ in range(server.connections)], WITHOUT_PAGES)
        told.append(Round(load, alone, submitted([next(orders) for _ in range(server.connections)], WITHOUT_PAGES)))
        print(".", end="", file=sys.stderr, flush=True)
    return told[WARM:]


@contextmanager
def the_other_core_busy() -> Iterator[None]:
    """This function will keep a core busy, as client and database do in the mixed load."""
    busy = "seen, n = {}, 0\nwhile True:\n    n += 1\n    seen[n % 1000] = (n, str(n))"
    process = subprocess.Popen([sys.executable, "-c", busy])
    try:
        yield
    finally:
        process.kill()
        process.wait()


def case_pages(server: Server) -> dict[str, Load]:
    """Ask for the pages of cases with talks, offers and evidence in them: the first time, and twice more."""
    leads = [_walk(server, order, BEFORE_ACCEPTED) for order in server.world.orders[:PAGES]]
    led = [it for it in server.all_at_once(leads).answers if it.kind == "open"]
    asked = [_page(server, json.loads(it.body)["case"]) for it in led]
    pages = [lambda asked=one: [_ask(server.port, "page", asked)] for one in asked]
    told = {"case page, new": server.all_at_once(pages), "case page, stored": server.all_at_once(pages * 2)}
    check_whole(it.body for it in told["case page, new"].answers)
    return told


def bare_endpoint(server: Server) -> Load:
    asked = ("POST", "/offers", {"kind": "refund", "amount": 1}, {"Content-Type": "application/json"})
    return server.all_at_once([lambda: [_ask(server.port, "bare", asked)]] * 1000)


def check_whole(pages: Iterable[bytes]) -> None:
    """This function will end the run where a page is not the whole page of a case."""
    for page in map(unpacked, pages):
        if missing := [mark for mark in WHOLE_PAGE if mark not in page]:
            raise SystemExit(f"not the whole page of a case, {missing} is missing:\n{page.decode()[:2000]}")


def unpacked(body: bytes) -> bytes:
    return gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body


def _walk(server: Server, order: str, steps: Sequence[str]) -> Callable[[], list[Answered]]:
    return lambda: walked(server, order, steps)


def walked(server: Server, order: str, steps: Sequence[str]) -> list[Answered]:
    """Lead the case of an order through such steps."""
    told: list[Answered] = []
    case = ""
    for number, step in enumerate(steps):
        asked = _page(server, case) if step == "page" else _command(server.world, step, order, case, number)
        told.append(_ask(server.port, step, asked))
        case = case or str(json.loads(told[0].body)["case"])
    return told


def _page(server: Server, case: str) -> Asked:
    return "GET", f"/cases/{case}?tab=overview", None, {"Cookie": server.world.session, "Accept-Encoding": "gzip"}


def _command(world: World, step: str, order: str, case: str, number: int) -> Asked:
    key = {"Authorization": f"Bearer {world.token}", "Content-Type": "application/json"}
    buyer, seller = {**key, "Gongdao-Act-As": "user:U"}, {**key, "Gongdao-Act-As": "shop:S"}
    match step:
        case "open":
            claim = {"type": "refund_only", "reason": "fresh_rotten", "amount": 9900, "goods_received": True}
            return _post("/cases", {"order": order, "claim": claim}, buyer)
        case "message":
            return "PUT", f"{API}/orders/{order}/messages", {"messages": [_message(f"{order}-{number}")]}, key
        case "offer":
            offer = {"id": f"o{number}", "kind": "refund", "amount": 5000 + number * 100}
            return _post(f"/cases/{case}/offers", offer, seller)
        case "evidence":
            first = number < WALK.index("offer")
            piece = {"kind": "text", "text": f"half of {order} are {'rotten' if first else 'sound'}"}
            return _post(f"/cases/{case}/evidence", piece, buyer if first else seller)
        case _:
            last = len(WALK) - 1 - WALK[::-1].index("offer")
            return _post(f"/cases/{case}/offer-acceptances", {"id": f"o{last}"}, buyer)


def _message(name: str) -> dict[str, Any]:
    at = datetime.now(UTC).isoformat()
    return {"external_id": f"M-{name}", "sender": "buyer", "text": "half of them are rotten", "at": at}


def _post(path: str, body: Mapping[str, Any], headers: dict[str, str]) -> Asked:
    return "POST", API + path, body, {**headers, "Idempotency-Key": os.urandom(16).hex()}


def _ask(port: int, kind: str, asked: Asked) -> Answered:
    if getattr(HERE, "port", None) != port:
        HERE.port, HERE.connection = port, http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    method, path, body, headers = asked
    begin = time.perf_counter()
    HERE.connection.request(method, path, json.dumps(body) if body is not None else None, headers)
    answer = HERE.connection.getresponse()
    content = answer.read()
    if answer.status >= 400:
        raise SystemExit(f"{method} {path}: {answer.status} {content.decode()[:500]}")
    return Answered(kind, float(answer.headers.get(CPU, 0)), (time.perf_counter() - begin) * 1000, content)


def report(rounds: Sequence[Round], pages: Mapping[str, Load], bare: Load) -> None:
    """Print what each kind of answer cost, and how that compares with the same commands by `submit`."""
    beside = statistics.mean(it.load.beside for it in rounds)
    mixed = Load([answer for it in rounds for answer in it.load.answers], beside)
    alone = [one for it in rounds for one in it.alone]
    print(f"\n{'':34} {'CPU ms':>8} {'submit':>8} {'ratio':>6} {'median':>8} {'p99':>8}")
    _line("a command of the mixed load", mixed, mean_of(alone), *COMMANDS)
    for kind in COMMANDS:
        _line(f"  {kind}", mixed, mean_of(alone, kind), kind)
    for name, load in {"  page between them": mixed, **pages, "bare endpoint": bare}.items():
        _line(name, load, None, *(["page"] if load is mixed else []))
    ratios = sorted(it.load.cpu(*COMMANDS) / mean_of(it.alone) for it in rounds)
    print(f"a command of the mixed load / the same by submit, by round: {' '.join(f'{it:.2f}' for it in ratios)}")
    idle = [one for it in rounds for one in it.idle]
    print(f"submit with the other core idle: {mean_of(idle):.2f} ms, an offer {mean_of(idle, 'offer'):.2f} ms")
    print(f"of each answer's CPU the server spent {beside:.2f} ms beside the application")
    body = pages["case page, stored"].answers[0].body
    print(f"case page: {len(unpacked(body)) / 1000:.1f} kB, {len(body) / 1000:.1f} kB on the wire")


def mean_of(spent: Spent, kind: str = "") -> float:
    """Mean CPU of the commands of a kind, or of every kind."""
    return statistics.mean(cpu for step, cpu in spent if step == kind or not kind)


def _line(name: str, load: Load, alone: float | None, *kinds: str) -> None:
    cpu = load.cpu(*kinds)
    beside = f"{alone:8.2f} {cpu / alone:6.2f}" if alone else " " * 15
    print(f"{name:34} {cpu:8.2f} {beside} {load.median(*kinds):8.1f} {load.p99(*kinds):8.1f}")


if __name__ == "__main__":
    os.environ.setdefault("GONGDAO_SECRET_KEY", os.urandom(32).hex())
    main()
