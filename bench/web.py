"""What the service costs over HTTP: commands and the case page, against the bare endpoint and against `submit` alone.

    .venv/bin/python bench/web.py [--cases 100] [--connections 16] [--postgres URL]

A granian with one worker serves the real application on PostgreSQL; so many connections open cases, send messages,
make offers, hand in evidence and accept. Printed are the CPU of the server (its own process, without PostgreSQL) per
request of each kind, and the latencies of a mixed load. In the same run a django-ninja endpoint with nothing behind it
is asked the same way, and `store.submit` is called in this process, without HTTP.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import local
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
API = "/api/v1"
TICK = os.sysconf("SC_CLK_TCK")
# So many of each kind go first and are not counted: packs, templates and plans are read when first asked for, and a
# pack is compiled once it was asked often enough.
WARM = 16
# What stands on the overview of a case for a party alone: neither the page to sign in nor a part of the page has all.
WHOLE_PAGE = (b'<nav class="tabs"', b'id="turn"', b'id="acts"', b"</html>")
COMMANDS = ("open", "message", "offer", "evidence", "accept")
HERE = local()
Asked = tuple[str, str, Any, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Load:
    """What a load cost: milliseconds of the server's CPU per request, and the latencies, sorted, in milliseconds."""

    cpu: float
    latencies: Sequence[float]
    bodies: Sequence[bytes]

    @property
    def median(self) -> float:
        return statistics.median(self.latencies)

    @property
    def p99(self) -> float:
        return self.latencies[min(len(self.latencies) - 1, int(len(self.latencies) * 0.99))]


def main() -> None:
    args = arguments()
    with tempfile.TemporaryDirectory() as folder, database(args.postgres) as url, seeded(url, args.cases) as world:
        with served(
            [str(Path(sys.executable).parent / "gongdao"), "serve", "--web-only", "--workers", "1", "--threads", "4"],
            url,
        ) as server:
            told = measured(server, world, args.connections)
        with served([str(ROOT / "bench" / "bare_ninja_server.py")], url) as server:
            offers = [("POST", "/offers", {"kind": "refund", "amount": 1}, {})] * args.cases * 4
            told["bare endpoint"] = load(server, offers, args.connections)
        alone = submit_alone(world)
        report(told, alone)
        _ = folder


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=100)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--postgres", metavar="URL", help="an owner's address; by default scripts/postgres starts one")
    return parser.parse_args()


@contextmanager
def database(given: str | None) -> Iterator[str]:
    """This function will give a migrated database of its own."""
    import psycopg

    from gongdao.service import databases

    script = [ROOT / "scripts" / "postgres"]
    url = given or subprocess.check_output([*script, "start", str(os.getpid())]).decode().strip()
    name = f"gongdao_http_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
    try:
        made = f"{url.rpartition('/')[0]}/{name}"
        databases.stand_on(made)
        databases.migrate("default")
        yield made
    finally:
        from django.db import connection

        connection.close()
        with psycopg.connect(url, autocommit=True) as admin:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
        if not given:
            subprocess.run([*script, "stop", str(os.getpid())], check=True)


@dataclass(frozen=True, slots=True)
class World:
    """Orders of a marketplace with its key, and the session of the buyer."""

    token: str
    orders: Sequence[str]
    session: str


@contextmanager
def seeded(url: str, cases: int) -> Iterator[World]:
    """This function will tell of as many orders as cases are opened."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from gongdao.service.actions import mirror
    from gongdao.service.people import keys
    from gongdao.service.people.actor import MARKETPLACE, Actor

    now = datetime.now(UTC)
    actor = Actor(None, "", "bench", frozenset({MARKETPLACE}), via="key", source="shop")
    mirror.put_shop(actor, "S", {"name": "S", "facts": {"score": 475, "deposit": 10**9, "balance": 10**9}})
    buyer = mirror.put_user(actor, "U", {"name": "U"}).row
    facts = {
        "order": {name: (now - timedelta(hours=hours)).isoformat() for name, hours in
                  (("paid_at", 72), ("shipped_at", 48), ("signed_at", 3))},
        "goods": {"type": "fresh_fruit", "rotten": 5, "total": 10}, "items": [{"sku": "A", "qty": 1, "list": 9900}],
    }  # fmt: skip
    order = {
        "buyer": "U",
        "shop": "S",
        "title": "O",
        "status": "signed",
        "paid": 9900,
        "placed_at": now,
        "facts": facts,
    }
    orders = [mirror.put_order(actor, f"O-{number}", order).row.external_id for number in range(cases + 20)]
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session.update({
        SESSION_KEY: str(buyer.pk), BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[1],
        HASH_SESSION_KEY: buyer.get_session_auth_hash(),
    })  # fmt: skip
    session.save()
    _, token = keys.make("bench", keys.SCOPES, now, source="shop")
    yield World(token, orders, f"{settings.SESSION_COOKIE_NAME}={session.session_key}")


@contextmanager
def served(command: Sequence[str], url: str) -> Iterator[tuple[int, int]]:
    """This function will start a server and give its port and its process."""
    port = _free_port()
    environment = {**os.environ, "DATABASE_URL": url, "GONGDAO_RATE": "10000000", "GONGDAO_BENCH_PORT": str(port)}
    words = [sys.executable, *command, *(["--port", str(port)] if "serve" in command else [])]
    process = subprocess.Popen(words, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)  # a server says nothing when it is ready; nothing is timed yet
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def measured(server: tuple[int, int], world: World, connections: int) -> dict[str, Load]:
    """This function will lead cases from the request to the settlement, one kind of command after the other."""
    key = {"Authorization": f"Bearer {world.token}", "Content-Type": "application/json"}
    buyer, seller = {**key, "Gongdao-Act-As": "user:U"}, {**key, "Gongdao-Act-As": "shop:S"}
    opening, mixed = world.orders[:-20], world.orders[-20:]
    asked = [_post("/cases", _request(order), buyer) for order in opening]
    told = {"open": load(server, asked, connections)}
    cases = [json.loads(body)["case"] for body in told["open"].bodies]
    orders = [json.loads(asked[place][2])["order"] for place in range(len(asked))]
    steps: dict[str, list[Asked]] = {
        "message": [_put(f"/orders/{order}/messages", _message(order), key) for order in orders],
        "offer": [
            _post(f"/cases/{case}/offers", {"id": "o", "kind": "refund", "amount": 9900}, seller) for case in cases
        ],
        "evidence": [
            _post(f"/cases/{case}/evidence", {"kind": "text", "text": f"rotten {case}"}, buyer) for case in cases
        ],
    }
    told |= {name: load(server, requests, connections) for name, requests in steps.items()}
    page = [
        ("GET", f"/cases/{case}?tab=overview", None, {"Cookie": world.session, "Accept-Encoding": "gzip"})
        for case in cases
    ]
    told["case page, new"] = load(server, page, connections)
    check_whole(told["case page, new"].bodies)
    told["case page, stored"] = load(server, page * 2, connections)
    told["accept"] = load(
        server, [_post(f"/cases/{case}/offer-acceptances", {"id": "o"}, buyer) for case in cases], connections
    )
    told["mixed"] = _mixed(server, world, mixed, page, connections, key, buyer)
    return told


def check_whole(pages: Sequence[bytes]) -> None:
    """This function will end the run where a page is not the whole page of a case."""
    for page in map(unpacked, pages):
        if missing := [mark for mark in WHOLE_PAGE if mark not in page]:
            raise SystemExit(f"not the whole page of a case, {missing} is missing:\n{page.decode()[:2000]}")


def unpacked(body: bytes) -> bytes:
    return gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body


def _mixed(
    server: Any, world: World, orders: Sequence[str], page: list[Asked], connections: int, key: Any, buyer: Any
) -> Load:
    """Opening, messages and pages at once."""
    asked: list[Asked] = []
    for number, order in enumerate(orders):
        pages = [page[(number * 4 + place) % len(page)] for place in range(4)]
        asked += [_post("/cases", _request(order), buyer), *pages]
        asked += [_put(f"/orders/{order}/messages", _message(f"{order}-{line}"), key) for line in range(4)]
    return load(server, asked, connections)


def _request(order: str) -> dict[str, Any]:
    return {
        "order": order,
        "claim": {"type": "refund_only", "reason": "fresh_rotten", "amount": 9900, "goods_received": True},
    }


def _message(name: str) -> dict[str, Any]:
    line = {
        "external_id": f"M-{name}",
        "sender": "buyer",
        "text": "half of them are rotten",
        "at": datetime.now(UTC).isoformat(),
    }
    return {"messages": [line]}


def _post(path: str, body: Any, headers: dict[str, str]) -> Asked:
    return "POST", API + path, json.dumps(body), {**headers, "Idempotency-Key": os.urandom(16).hex()}


def _put(path: str, body: Any, headers: dict[str, str]) -> Asked:
    return "PUT", API + path, json.dumps(body), headers


def load(server: tuple[int, int], requests: Sequence[Asked], connections: int) -> Load:
    """This function will ask so many at once, over connections that are kept, and tell what it cost."""
    port, process = server
    with ThreadPoolExecutor(connections) as pool:
        warm = list(pool.map(lambda asked: _ask(port, asked), requests[:WARM]))
        before = cpu_of(process)
        answers = list(pool.map(lambda asked: _ask(port, asked), requests[WARM:]))
    spent = (cpu_of(process) - before) * 1000 / len(answers)
    return Load(spent, sorted(took for took, _ in answers), [body for _, body in (*warm, *answers)])


def _ask(port: int, asked: Asked) -> tuple[float, bytes]:
    if getattr(HERE, "port", None) != port:
        HERE.port, HERE.connection = port, http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    method, path, body, headers = asked
    begin = time.perf_counter()
    HERE.connection.request(method, path, body if isinstance(body, str | None) else json.dumps(body), headers)
    answer = HERE.connection.getresponse()
    content = answer.read()
    if answer.status >= 400:
        raise SystemExit(f"{method} {path}: {answer.status} {content.decode()[:500]}")
    return (time.perf_counter() - begin) * 1000, content


def cpu_of(process: int) -> float:
    """Seconds of CPU of a process and of those it started."""
    total = 0.0
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(folder.name) == process or int(stat[1]) == process:
                total += (int(stat[11]) + int(stat[12])) / TICK
    return total


def submit_alone(world: World) -> float:
    """This function will give milliseconds of CPU of one command given to the store itself, in this process."""
    from gongdao.case.stages.offers import MakeOffer
    from gongdao.service.installation import law, now
    from gongdao.service.record import store
    from gongdao.service.record.models import CaseRow

    streams = list(CaseRow.objects.filter(stage="negotiation").values_list("stream", flat=True))[:20]

    def give(round_: int) -> None:
        for stream in streams:
            at = now()
            command = MakeOffer(at, "seller:s", f"x-{round_}", "refund", 9800 + round_, "")
            store.submit(law(), stream, command, at, f"{stream}-{round_}")

    give(0)
    spent: list[float] = []
    for round_ in range(1, 6):
        begin = time.process_time()
        give(round_)
        spent.append((time.process_time() - begin) * 1000 / len(streams))
    return min(spent)


def report(told: dict[str, Load], alone: float) -> None:
    print(f"{'':20} {'CPU ms':>8} {'/ submit':>9} {'median':>8} {'p99':>8}")
    for name, load_ in told.items():
        print(f"{name:20} {load_.cpu:8.2f} {load_.cpu / alone:9.2f} {load_.median:8.1f} {load_.p99:8.1f}")
    each = statistics.mean(told[name].cpu for name in COMMANDS)
    often = (told["open"].cpu + 4 * told["message"].cpu) / 5
    print(f"{'a command, each kind':20} {each:8.2f} {each / alone:9.2f}")
    print(f"{'as often as in mixed':20} {often:8.2f} {often / alone:9.2f}")
    print(f"{'submit alone':20} {alone:8.2f}")
    body = told["case page, stored"].bodies[0]
    print(f"case page: {len(unpacked(body)) / 1000:.1f} kB, {len(body) / 1000:.1f} kB on the wire")


if __name__ == "__main__":
    os.environ.setdefault("GONGDAO_SECRET_KEY", os.urandom(32).hex())
    sys.path[:0] = [str(ROOT / "bench")]
    main()
