"""Live updates: tells a browser that a case has changed, to whoever may see it; a process of its own over ASGI."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from io import BytesIO
from typing import Any

from asgiref.sync import sync_to_async

from gongdao.service.closing import call_when_told
from gongdao.service.live_visitor import ends, may_see

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

PATH = re.compile(r"/live/cases/([a-z0-9-]{1,40}:[!-~]{1,120})")
LOOK, BEAT = 1.0, 25.0
MOST = 2000
HEADERS = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]
CHANGED, ALIVE = b"event: changed\ndata: \n\n", b": \n\n"
_heads: dict[str, str] = {}
_waiting: dict[str, set[asyncio.Event]] = {}
_watch: list[asyncio.Task[None]] = []
# Not empty once the server is asked to stop.
_closing: list[bool] = []


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request for the changes of one case; whoever has no place in it learns nothing, as on the pages."""
    if scope["type"] != "http":
        return
    found = PATH.fullmatch(scope["path"])
    stream = found[1] if found and scope["method"] == "GET" else ""
    if not stream or not await _may_see(scope, stream):
        await _refuse(send, 404)
    elif _closing or sum(map(len, _waiting.values())) >= MOST:
        await _refuse(send, 503)
    else:
        await _tell(scope, stream, receive, send)


async def _refuse(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


async def _tell(scope: Scope, stream: str, receive: Receive, send: Send) -> None:
    """Say each change until the browser leaves, or until its person may not see the case any more."""
    changed = asyncio.Event()
    _waiting.setdefault(stream, set()).add(changed)
    _start_watching()
    gone = asyncio.ensure_future(_gone(receive))
    try:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await send({"type": "http.response.body", "body": ALIVE, "more_body": True})
        while not gone.done():
            said = CHANGED if await _happened(changed, gone) else ALIVE
            if _closing or gone.done() or not await _may_see(scope, stream):
                break
            await send({"type": "http.response.body", "body": said, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    finally:
        gone.cancel()
        _waiting[stream].discard(changed)
        if not _waiting[stream]:
            del _waiting[stream]
            _heads.pop(stream, None)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _happened(changed: asyncio.Event, gone: asyncio.Future[None]) -> bool:
    """Wait for a change, for the browser to leave, or for the next sign of life."""
    waiting: asyncio.Future[Any] = asyncio.ensure_future(changed.wait())
    either: set[asyncio.Future[Any]] = {waiting, gone}
    await asyncio.wait(either, timeout=BEAT, return_when=asyncio.FIRST_COMPLETED)
    happened = waiting.done()
    waiting.cancel()
    changed.clear()
    return happened


def _start_watching() -> None:
    if not _watch or _watch[0].done():
        _watch[:] = [asyncio.ensure_future(_watching())]
        call_when_told(_close)


def _close() -> None:
    """Let every browser go; it comes back by itself, to the server that is started next."""
    _closing.append(True)
    for changed in [each for waiting in _waiting.values() for each in waiting]:
        changed.set()


async def _watching() -> None:
    """Look every second where the chains of the cases end that somebody looks at; the database may be away."""
    while _waiting:
        with suppress(Exception):
            for stream, digest in await sync_to_async(ends)(tuple(_waiting)):
                if _heads.setdefault(stream, digest) != digest:
                    _heads[stream] = digest
                    for changed in _waiting.get(stream, ()):
                        changed.set()
        await asyncio.sleep(LOOK)


@sync_to_async
def _may_see(scope: Scope, stream: str) -> bool:
    return may_see(scope, BytesIO(), stream)
