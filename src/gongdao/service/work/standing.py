"""How things stand, for a Prometheus server: what waits, for how long, and what failed; read when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Min
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from gongdao.service.delivery.models import FAILED, PENDING, Delivery, Endpoint, Mail
from gongdao.service.installation import law, now
from gongdao.service.queries.supervise import unpaid
from gongdao.service.record.instants import read
from gongdao.service.record.models import OutboxRow, PictureRow
from gongdao.service.work.clerk import lag


def shown() -> bytes:
    """Give how things stand, as Prometheus reads it."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Standing())
    return generate_latest(registry)


class Standing(Collector):
    """The figures that are read from the database; the library wants a class."""

    def collect(self) -> Iterator[Metric]:
        """Give the figures of this moment."""
        at = now()
        late = lag(law(), at)
        waiting, oldest = outbox()
        yield _gauge(
            "clerk_lag_seconds", "How long the longest waiting case has been due", late.total_seconds() if late else 0
        )
        yield _gauge("outbox_waiting", "What is to leave the house and has not yet", waiting)
        yield _gauge("outbox_age_seconds", "How long the first of it that is due has been due", _age(oldest, at))
        yield _gauge("payments_failed", "Payments that failed and were neither tried again nor given up", len(unpaid()))
        yield _gauge(
            "webhooks_waiting", "Webhooks that have not arrived yet", Delivery.objects.filter(state=PENDING).count()
        )
        yield _gauge("webhooks_failed", "Webhooks that were given up", Delivery.objects.filter(state=FAILED).count())
        yield _gauge("mails_waiting", "Mails that have not left yet", Mail.objects.filter(state=PENDING).count())
        yield _gauge("mails_failed", "Mails that were given up", Mail.objects.filter(state=FAILED).count())
        waiting_pictures = PictureRow.objects.filter(due_at__isnull=False).count()
        yield _gauge("pictures_waiting", "Pictures of evidence that were not screened yet", waiting_pictures)
        disabled = Endpoint.objects.filter(enabled=False).exclude(disabled_why="").count()
        yield _gauge("endpoints_disabled", "Endpoints that were disabled because they failed", disabled)


def outbox() -> tuple[int, str | None]:
    """Give how much waits to leave the house, and when the next of it is due; what a case holds back is due later."""
    found = OutboxRow.objects.filter(sent_at=None).aggregate(number=Count("id"), oldest=Min("next_try_at"))
    return found["number"], found["oldest"]


def _age(oldest: str | None, at: datetime) -> float:
    return max(0.0, (at - read(oldest)).total_seconds()) if oldest else 0.0


def _gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(f"gongdao_{name}", about, value=value)
