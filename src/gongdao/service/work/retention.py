"""Lets go of webhooks that were delivered long ago, in the rounds of the courier."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet

from gongdao.service.delivery.models import Attempt, Delivery, Received
from gongdao.service.record.instants import stored

# So many go at once, that nobody waits long for the tables.
MOST = 500
# What arrived or was given up; of a case only once that has been closed as long: until then it proves what was told.
_OLD = (
    "SELECT w.id FROM delivery_webhook w LEFT JOIN record_case c ON c.stream = w.stream"
    " WHERE w.created_at < %s AND COALESCE(w.delivered_at, w.created_at) < %s AND w.state IN ('delivered', 'failed')"
    " AND (w.stream = '' OR c.closed_at < %s) ORDER BY w.created_at LIMIT %s"
)


def clear(at: datetime, most: int = MOST) -> bool:
    """Delete at most so many old webhooks, out with all their attempts and in; gives whether there may be more."""
    days: int = settings.GONGDAO_KEEP_DELIVERIES
    if not days:
        return False
    since = at - timedelta(days=days)
    known = Received.objects.filter(at__lt=since)
    gone = [_clear_sent(since, most), _clear_received(known, most)]
    return most in gone


def _clear_sent(since: datetime, most: int) -> int:
    instant = connection.ops.adapt_datetimefield_value(since)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_OLD, [instant, instant, stored(since), most])
        ids = [id_ for (id_,) in cursor.fetchall()]
        Attempt.objects.filter(delivery__in=ids).delete()
        Delivery.objects.filter(pk__in=ids).delete()
    return len(ids)


def _clear_received(rows: QuerySet[Received], most: int) -> int:
    """Whoever sends one again after so long is refused for its age."""
    pks = list(rows.values_list("pk", flat=True)[:most])
    if pks:
        Received.objects.filter(pk__in=pks).delete()
    return len(pks)
