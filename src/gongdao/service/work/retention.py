"""Lets go of old webhooks, of what old pictures are known again by, of sessions that are over and of old sign-ins."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from gongdao.service.delivery.models import Attempt, Delivery, Received
from gongdao.service.record.instants import stored
from gongdao.service.record.models import PictureRow

# So many go at once, that nobody waits long for the tables.
MOST = 500
# What arrived or was given up; of a case only once that has been closed as long: until then it proves what was told.
_OLD = (
    "SELECT w.id FROM delivery_webhook w LEFT JOIN record_case c ON c.stream = w.stream"
    " WHERE w.created_at < %s AND COALESCE(w.delivered_at, w.created_at) < %s AND w.state IN ('delivered', 'failed')"
    " AND (w.stream = '' OR c.closed_at < %s) ORDER BY w.created_at LIMIT %s"
)


# What pictures of cases that have long been closed are known again by; the files themselves stay.
_OLD_PICTURES = (
    "SELECT p.number FROM record_picture p JOIN record_case c ON c.stream = p.stream WHERE c.closed_at < %s"
    " AND p.due_at IS NULL LIMIT %s"
)


def clear(at: datetime, most: int = MOST) -> bool:
    """Delete at most so many of each: webhooks in and out with attempts, marks of pictures, sessions, sign-ins.

    Gives whether there may be more.
    """
    gone = [*_clear_webhooks(at, most), _clear_pictures(at, most), _clear_sessions(most), *_clear_sign_ins(most)]
    return most in gone


def _clear_webhooks(at: datetime, most: int) -> tuple[int, ...]:
    days: int = settings.GONGDAO_KEEP_DELIVERIES
    if not days:
        return ()
    since = at - timedelta(days=days)
    return _clear_sent(since, most), _clear_received(Received.objects.filter(at__lt=since), most)


def _clear_pictures(at: datetime, most: int) -> int:
    days: int = settings.GONGDAO_KEEP_PICTURES
    if not days:
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_OLD_PICTURES, [stored(at - timedelta(days=days)), most])
        numbers = [number for (number,) in cursor.fetchall()]
        PictureRow.objects.filter(pk__in=numbers).delete()
    return len(numbers)


def _clear_sessions(most: int) -> int:
    """They hold what people typed and did not send; they end by the clock on the wall, in a demo too."""
    pks = list(Session.objects.filter(expire_date__lt=timezone.now()).values_list("pk", flat=True)[:most])
    Session.objects.filter(pk__in=pks).delete()
    return len(pks)


def _clear_sign_ins(most: int) -> tuple[int, ...]:
    """Who signed in or tried to, with address and browser; written by the clock on the wall, in a demo too."""
    days: int = settings.GONGDAO_KEEP_SIGN_INS
    if not days:
        return ()
    since = timezone.now() - timedelta(days=days)
    logs: tuple[QuerySet[Any], ...] = (
        AccessLog.objects.all(),
        AccessAttempt.objects.all(),
        AccessFailureLog.objects.all(),
    )
    return tuple(_clear_log(rows, since, most) for rows in logs)


def _clear_log(rows: QuerySet[Any], since: datetime, most: int) -> int:
    pks = list(rows.filter(attempt_time__lt=since).values_list("pk", flat=True)[:most])
    if pks:
        rows.filter(pk__in=pks).delete()
    return len(pks)


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
