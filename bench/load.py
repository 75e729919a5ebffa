"""Asks a server from a process of its own: over kept connections one after the other, or as Poisson arrivals come."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

from web_world import CPU

Asked = tuple[str, str, bytes | None]
HEAD = f"{CPU.lower()}: ".encode()


@dataclass(frozen=True, slots=True)
class Waited:
    """Milliseconds until an answer came, since the request was meant to be sent, and of the server's CPU."""

    took: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Asker:
    """Where is asked, and with which key."""

    port: int
    token: str


def in_turn(asker: Asker, asked: Sequence[Asked], connections: int) -> tuple[list[Waited], float]:
    """Ask over so many connections, on each the next when the last is answered; gives also the seconds it took."""
    return _apart(_in_turn, asker, asked, connections)


def as_they_come(asker: Asker, asked: Sequence[Asked], rate: float) -> tuple[list[Waited], float]:
    """Ask so many times a second on average, at instants of chance, whether or not the last is answered."""
    return _apart(_as_they_come, asker, asked, rate)


def _apart(walk: Callable[..., Coroutine[Any, Any, list[Waited]]], *given: Any) -> tuple[list[Waited], float]:
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(_run, walk, given).result()


def _run(walk: Callable[..., Coroutine[Any, Any, list[Waited]]], given: Sequence[Any]) -> tuple[list[Waited], float]:
    begun = time.perf_counter()
    waited = asyncio.run(walk(*given))
    return waited, time.perf_counter() - begun


async def _in_turn(asker: Asker, asked: Sequence[Asked], connections: int) -> list[Waited]:
    async def walk(part: Sequence[Asked]) -> list[Waited]:
        connection = await _opened(asker)
        return [await _ask(connection, asker, each, time.perf_counter()) for each in part]

    parts = await asyncio.gather(*(walk(asked[number::connections]) for number in range(connections)))
    return [waited for part in parts for waited in part]


async def _as_they_come(asker: Asker, asked: Sequence[Asked], rate: float) -> list[Waited]:
    chance, free, asking = random.Random(7), [], []

    async def ask(each: Asked, at: float) -> Waited:
        connection = free.pop() if free else await _opened(asker)
        waited = await _ask(connection, asker, each, at)
        free.append(connection)
        return waited

    at = time.perf_counter()
    for each in asked:
        at += chance.expovariate(rate)
        await asyncio.sleep(max(0.0, at - time.perf_counter()))
        asking.append(asyncio.create_task(ask(each, at)))
    return list(await asyncio.gather(*asking))


Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _opened(asker: Asker) -> Connection:
    return await asyncio.open_connection("127.0.0.1", asker.port)


async def _ask(connection: Connection, asker: Asker, asked: Asked, meant: float) -> Waited:
    reader, writer = connection
    method, path, body = asked
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {asker.token}\r\n"
    writer.write(f"{head}Content-Type: application/json\r\nContent-Length: {len(body or b'')}\r\n\r\n".encode())
    writer.write(body or b"")
    told = await reader.readuntil(b"\r\n\r\n")
    lines = told.split(b"\r\n")
    content = await reader.readexactly(_number(lines, b"content-length: "))
    took = (time.perf_counter() - meant) * 1000
    if lines[0].split()[1] != b"200":
        raise SystemExit(f"{method} {path}: {lines[0].decode()} {content.decode()[:500]}")
    return Waited(took, float(_value(lines, HEAD)))


def _value(lines: Sequence[bytes], name: bytes) -> bytes:
    return next(line[len(name) :] for line in lines if line.lower().startswith(name))


def _number(lines: Sequence[bytes], name: bytes) -> int:
    return int(_value(lines, name))
