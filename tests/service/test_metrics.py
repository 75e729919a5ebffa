"""What a clerk tells a Prometheus server."""

from __future__ import annotations

import urllib.request
from datetime import UTC, datetime, timedelta

import pytest

from gongdao.service.work import metrics
from gongdao.service.work.clerk import Swept

NOW = datetime(2025, 9, 22, 4, tzinfo=UTC)


@pytest.fixture
def served():
    """The figures of a clerk, and what reads them as a Prometheus server would."""
    figures = metrics.metrics()
    port, stop = metrics.serve(figures, 0)

    def read():
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
            lines = answer.read().decode().splitlines()
        return dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#") and "_created" not in line)

    yield figures, read
    stop()


def test_the_figures_begin_at_nothing(served):
    assert set(served[1]().values()) == {"0.0"}


def test_rounds_are_added_up_and_the_lag_is_of_the_last_one(served):
    figures, read = served
    metrics.count(figures, Swept(fired=3, failed=1, renewed=2, lag=timedelta(seconds=90)), NOW)
    metrics.count(figures, Swept(fired=2), NOW + timedelta(seconds=1))

    told = {name: float(value) for name, value in read().items()}
    assert told == {
        "gongdao_clerk_fired_total": 5,
        "gongdao_clerk_failed_total": 1,
        "gongdao_clerk_renewed_total": 2,
        "gongdao_clerk_rounds_total": 2,
        "gongdao_clerk_lag_seconds": 0,
        "gongdao_clerk_last_round_timestamp_seconds": NOW.timestamp() + 1,
    }


def test_a_port_that_is_taken_is_an_error():
    port, stop = metrics.serve(metrics.metrics(), 0)

    with pytest.raises(OSError, match="in use"):
        metrics.serve(metrics.metrics(), port)
    stop()
