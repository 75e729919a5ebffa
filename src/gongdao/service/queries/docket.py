"""Lists the cases that somebody may see, by number, the newest first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from gongdao.case.state import CLOSED, NEW
from gongdao.service.people.actor import MARKETPLACE, Actor
from gongdao.service.people.models import JUROR, OPERATOR, POLICY, STAFF, SUPERVISOR
from gongdao.service.record.models import CaseRow, DeadlineRow, PartyRow


def docket(actor: Actor, wanted: Mapping[str, Any], before: str = "") -> QuerySet[CaseRow]:
    """Give the rows of the cases somebody has a place in; ``wanted`` may name ``stage``, ``order``, ``turn``, ``open``.

    The same places as `access.places` gives; by stream, descending, from before one on.
    """
    rows = CaseRow.objects.filter(_seen_by(actor)).exclude(stage=NEW).order_by("-stream")
    if actor.stream:
        rows = rows.filter(stream=actor.stream)
    known = {"stage": "stage", "order": "order_id", "turn": "turn__contains"}
    rows = rows.filter(**{known[name]: value for name, value in wanted.items() if name in known and value})
    if wanted.get("open") is not None:
        rows = rows.exclude(stage=CLOSED) if wanted["open"] else rows.filter(stage=CLOSED)
    return rows.filter(stream__lt=before) if before else rows


def deadlines_of(rows: list[CaseRow]) -> dict[str, list[DeadlineRow]]:
    """Give each party's own next deadline in some cases, by stream; one read."""
    found: dict[str, list[DeadlineRow]] = {}
    for row in DeadlineRow.objects.filter(stream__in=[row.stream for row in rows]).order_by("due", "party"):
        found.setdefault(row.stream, []).append(row)
    return found


def _seen_by(actor: Actor) -> Q:
    if actor.has(MARKETPLACE):
        return Q(source=actor.source)
    if not actor.person:
        return Q(pk__in=[])
    if actor.has(SUPERVISOR, STAFF, OPERATOR, POLICY):
        return Q()
    own = PartyRow.objects.filter(person__in=[actor.person, *actor.shops], role__in=("buyer", "seller"))
    seen = Q(stream__in=own.values("stream"))
    if actor.has(JUROR):
        votes = PartyRow.objects.filter(person=f"juror:{actor.person}", role="juror")
        seen |= Q(stage="jury") | Q(stream__in=votes.values("stream"))
    return seen
