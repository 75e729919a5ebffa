"""What a process of the service counts for a Prometheus server: requests, and commands given to cases."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from gongdao.kernel.errors import Refused

# Where the processes of one server put their figures together.
TOGETHER = "PROMETHEUS_MULTIPROC_DIR"
_own = CollectorRegistry()
_requests = Counter("gongdao_requests", "Requests answered", ["method", "route", "status"], registry=_own)
_seconds = Histogram("gongdao_request_seconds", "How long requests took", ["route"], registry=_own)
_submits = Histogram("gongdao_submit_seconds", "How long commands took", ["command", "outcome"], registry=_own)


def answered(method: str, route: str, status: int, seconds: float) -> None:
    """Count a request; ``route`` is the name of its address, never the address."""
    _requests.labels(method, route, str(status)).inc()
    _seconds.labels(route).observe(seconds)


@contextmanager
def submitting(command: str) -> Iterator[None]:
    """Measure a command: written, refused by the rules, or broken."""
    begun, outcome = perf_counter(), "broken"
    try:
        yield
        outcome = "written"
    except Refused:
        outcome = "refused"
        raise
    finally:
        _submits.labels(command, outcome).observe(perf_counter() - begun)


def counted() -> bytes:
    """Give what all processes of this server counted, as Prometheus reads it."""
    if not os.environ.get(TOGETHER):
        return generate_latest(_own)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return generate_latest(registry)
