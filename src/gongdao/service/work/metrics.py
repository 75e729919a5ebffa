"""What a clerk tells a Prometheus server: how much it wrote, what failed and how late it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, start_http_server

from gongdao.service.work.clerk import Swept

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Metrics:
    """The figures of one clerk; ``registry`` holds nothing else."""

    registry: CollectorRegistry
    fired: Counter
    failed: Counter
    renewed: Counter
    rounds: Counter
    lag: Gauge
    last_round: Gauge


def metrics() -> Metrics:
    """Make the figures of a clerk that has done nothing yet."""
    registry = CollectorRegistry()
    return Metrics(
        registry,
        Counter("gongdao_clerk_fired", "Cases whose due effects were written", registry=registry),
        Counter("gongdao_clerk_failed", "Cases whose due effects could not be written", registry=registry),
        Counter("gongdao_clerk_renewed", "Cases whose deadlines were computed again after a pause", registry=registry),
        Counter("gongdao_clerk_rounds", "Rounds of the clerk", registry=registry),
        Gauge("gongdao_clerk_lag_seconds", "How long the longest waiting case has been due", registry=registry),
        Gauge("gongdao_clerk_last_round_timestamp_seconds", "When the last round ended", registry=registry),
    )


def count(figures: Metrics, swept: Swept, at: datetime) -> None:
    """Add a round."""
    figures.fired.inc(swept.fired)
    figures.failed.inc(swept.failed)
    figures.renewed.inc(swept.renewed)
    figures.rounds.inc()
    figures.lag.set(swept.lag.total_seconds())
    figures.last_round.set(at.timestamp())


def serve(figures: Metrics, port: int) -> tuple[int, Callable[[], None]]:
    """Serve the figures on the loopback; gives the port (a free one for 0) and what stops it.

    :raises OSError: the port is taken.
    """
    server, thread = start_http_server(port, LOOPBACK, figures.registry)

    def stop() -> None:
        server.shutdown()
        server.server_close()
        thread.join()

    return int(server.server_port), stop
