"""The service as a WSGI application that tells with every answer what CPU it took, in milliseconds of its thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from web_world import CPU

from gongdao.service.wsgi import application as served


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Answer as the service does."""
    begun = time.thread_time()

    def started(status: str, headers: list[tuple[str, str]], wrong: Any = None) -> Any:
        spent = (time.thread_time() - begun) * 1000
        return start(status, [*headers, (CPU, f"{spent:.4f}")], wrong)

    return served(environ, started)
