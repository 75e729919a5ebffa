"""Webhooks as an operator, or the marketplace they belong to, sees them: endpoints, deliveries and every attempt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from gongdao.kernel.errors import Refused
from gongdao.service.delivery import models
from gongdao.service.delivery.models import FAILED, PENDING
from gongdao.service.installation import now
from gongdao.service.people.actor import MARKETPLACE, Actor
from gongdao.service.people.models import OPERATOR

SCOPE = "webhooks"
INWARD = "in:"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where webhooks go; no ``events`` are all. ``waiting`` and ``failed`` count deliveries, ``secrets`` the valid."""

    id: str
    source: str
    url: str
    name: str
    events: tuple[str, ...]
    pays: bool
    enabled: bool
    created_at: datetime
    failing_since: datetime | None
    disabled_at: datetime | None
    disabled_why: str
    waiting: int
    failed: int
    secrets: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message to an endpoint; ``state`` is pending, delivered or failed."""

    id: str
    endpoint: str
    type: str
    stream: str
    seq: int
    created_at: datetime
    next_try_at: datetime | None
    attempts: int
    state: str
    delivered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One sending: the status that came back (None: nobody answered, ``error`` says why) and how long it took."""

    at: datetime
    status: int | None
    said: str
    error: str
    milliseconds: int


def access_webhooks(actor: Actor, source: str | None = None) -> str | None:
    """Give the source to whose webhooks an actor is confined; None for an operator, who sees all.

    :raises Refused: the actor has nothing to do with webhooks, or not with those of this source.
    """
    if actor.has(OPERATOR):
        return None
    if not actor.has(MARKETPLACE) or SCOPE not in actor.scopes or source not in (None, actor.source):
        raise Refused("webhooks-not-yours")
    return actor.source


def list_endpoints(actor: Actor) -> tuple[Endpoint, ...]:
    """Give the endpoints, the oldest first; two reads.

    :raises Refused: the actor has nothing to do with webhooks.
    """
    rows = _endpoints(actor).order_by("created_at", "id")
    keys = _secrets([row.id for row in rows])
    return tuple(_endpoint(row, keys) for row in rows)


def endpoint(actor: Actor, id_: str) -> Endpoint:
    """Give one endpoint.

    :raises Refused: there is none of this id that the actor may see.
    """
    row = _endpoints(actor).filter(id=id_).first()
    if row is None:
        raise Refused("endpoint-not-found", id=id_)
    return _endpoint(row, _secrets([id_]))


def list_deliveries(
    actor: Actor, endpoint_id: str = "", *, state: str = "", after: tuple[datetime, str] | None = None, most: int = 50
) -> tuple[Delivery, ...]:
    """Give the newest deliveries, or those that follow the one made then with that id, of one endpoint or of all.

    :raises Refused: the actor has nothing to do with webhooks.
    """
    rows = _deliveries(actor)
    rows = rows.filter(endpoint_id=endpoint_id) if endpoint_id else rows
    rows = rows.filter(state=state) if state else rows
    rows = rows.filter(Q(created_at__lt=after[0]) | Q(created_at=after[0], id__lt=after[1])) if after else rows
    return tuple(map(_delivery, rows.order_by("-created_at", "-id")[:most]))


def delivery(actor: Actor, id_: str) -> tuple[Delivery, str, tuple[Attempt, ...]]:
    """Give a delivery with the body that is sent, and every attempt, the last one first.

    :raises Refused: there is none of this id that the actor may see.
    """
    row = _deliveries(actor).filter(id=id_).first()
    if row is None:
        raise Refused("delivery-not-found", id=id_)
    log = row.log.order_by("-id").values_list("at", "status", "said", "error", "milliseconds")
    return _delivery(row), row.body, tuple(Attempt(*values) for values in log)


def list_inward(actor: Actor) -> dict[str, int]:
    """Give the sources whose webhooks are taken in, each with how many of its secrets are valid.

    :raises Refused: the actor has nothing to do with webhooks.
    """
    confined = access_webhooks(actor)
    owners = models.Secret.objects.filter(owner__startswith=INWARD, expires_at=None).values_list("owner", flat=True)
    found = sorted({owner.removeprefix(INWARD) for owner in owners})
    keys = _secrets([INWARD + source for source in found])
    return {source: keys[INWARD + source] for source in found if confined in (None, source)}


def _endpoints(actor: Actor) -> QuerySet[models.Endpoint]:
    confined = access_webhooks(actor)
    rows = models.Endpoint.objects.annotate(
        waiting=Count("deliveries", filter=Q(deliveries__state=PENDING)),
        failed=Count("deliveries", filter=Q(deliveries__state=FAILED)),
    )
    return rows if confined is None else rows.filter(source=confined)


def _deliveries(actor: Actor) -> QuerySet[models.Delivery]:
    confined = access_webhooks(actor)
    rows = models.Delivery.objects.all()
    return rows if confined is None else rows.filter(endpoint__source=confined)


def _secrets(owners: list[str]) -> Mapping[str, int]:
    valid = models.Secret.objects.filter(Q(expires_at=None) | Q(expires_at__gt=now()), owner__in=owners)
    rows = valid.values("owner").annotate(number=Count("id"))
    return {row["owner"]: row["number"] for row in rows}


def _endpoint(row: models.Endpoint, keys: Mapping[str, int]) -> Endpoint:
    counted = vars(row)
    return Endpoint(
        row.id, row.source, row.url, row.name, tuple(row.events.split()), row.pays, row.enabled, row.created_at,
        row.failing_since, row.disabled_at, row.disabled_why, counted["waiting"], counted["failed"],
        keys.get(row.id, 0),
    )  # fmt: skip


def _delivery(row: models.Delivery) -> Delivery:
    return Delivery(
        row.id, row.endpoint_id, row.type, row.stream, row.seq, row.created_at, row.next_try_at, row.attempts,
        row.state, row.delivered_at,
    )  # fmt: skip
