"""Screens shops and claimants: all that have an open case every night, and soon after something changed for them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from time import monotonic

from django.db.models import Q

from gongdao.service.actions.screen_claimants import screen_claimants
from gongdao.service.actions.screen_later import BUYER, NIGHT, SHOP, next_night
from gongdao.service.actions.screen_shops import screen_shops
from gongdao.service.actions.watch import Noted
from gongdao.service.market.models import Screening

# For how long who took something keeps it from others, and how much is taken at once.
LEASE, MOST = timedelta(minutes=30), 500
# Gathering a large marketplace takes long: after a change it rests this many times as long as that took.
REST, SHORT = 20, timedelta(seconds=1)
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Pace:
    """Until when this process leaves each marketplace alone, but for the work of the night."""

    until: dict[str, datetime] = field(default_factory=dict)


def screen(pace: Pace, at: datetime) -> bool:
    """Screen what is due of one marketplace; gives whether there was anything. Any number do so at once."""
    rest = [source for source, until in pace.until.items() if until > at]
    rows = Screening.objects.filter(Q(subject=NIGHT) | ~Q(source__in=rest), due_at__lte=at)
    due = list(rows.order_by("source", "due_at", "pk")[:MOST])
    for source, some in groupby(due, key=lambda row: row.source):
        taken = [row for row in some if _taken(row, at)]
        if taken:
            _screened(pace, source, taken, at)
            return True
    return False


def _taken(row: Screening, at: datetime) -> bool:
    """Take it for oneself; of two who come at once one is too late."""
    mine = Screening.objects.filter(pk=row.pk, due_at=row.due_at)
    row.due_at = at + LEASE
    return mine.update(due_at=row.due_at) == 1


def _screened(pace: Pace, source: str, rows: Sequence[Screening], at: datetime) -> None:
    begun = monotonic()
    is_night = any(row.subject == NIGHT for row in rows)
    noted = Noted()
    for about, screened in ((SHOP, screen_shops), (BUYER, screen_claimants)):
        wanted = [row.subject.partition(":")[2] for row in rows if row.subject.startswith(f"{about}:")]
        if is_night or wanted:
            noted += screened(source, at, () if is_night else wanted)
    for row in rows:
        _done(row, at)
    spent = timedelta(seconds=monotonic() - begun)
    pace.until[source] = at + (REST * spent if spent > SHORT else timedelta())
    log.info("%s screened%s: %s raised, %s withdrawn, %.1f s", source, " for the night" if is_night else "",
             noted.raised, noted.withdrawn, spent.total_seconds())  # fmt: skip


def _done(row: Screening, at: datetime) -> None:
    """What changed again in the meantime stays due."""
    mine = Screening.objects.filter(pk=row.pk, due_at=row.due_at)
    if row.subject == NIGHT:
        mine.update(due_at=next_night(at))
    else:
        mine.delete()
