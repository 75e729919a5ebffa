"""Old webhooks go with their attempts; what may still be asked for stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from court_room import at, opened
from gongdao.service import installation
from gongdao.service.delivery.models import DELIVERED, FAILED, PENDING, Attempt, Delivery, Endpoint, Received
from gongdao.service.record import store
from gongdao.service.record.instants import stored
from gongdao.service.record.models import PictureRow
from gongdao.service.work import retention
from grounds import Ground

NOW = at(9)
LONG_AGO, LATELY = NOW - timedelta(days=91), NOW - timedelta(days=89)


@pytest.fixture
def sent(standing: Ground):
    endpoint = Endpoint.objects.create(source="shop", url="https://shop.example/hook", created_at=LONG_AGO)

    def send(name: str, state: str = DELIVERED, since=LONG_AGO, arrived=LONG_AGO, stream: str = "") -> None:
        made = Delivery.objects.create(
            id=name, endpoint=endpoint, type="ping", stream=stream, body="{}", created_at=since, state=state,
            delivered_at=arrived if state == DELIVERED else None,
        )  # fmt: skip
        Attempt.objects.create(delivery=made, at=since, status=200, milliseconds=3)

    return send


def left() -> set[str]:
    return set(Delivery.objects.values_list("id", flat=True))


def test_what_arrived_or_was_given_up_long_ago_goes_and_the_rest_stays(sent):
    sent("arrived")
    sent("given up", FAILED)
    sent("still tried", PENDING)
    sent("sent again lately", arrived=LATELY)
    sent("new", since=LATELY, arrived=LATELY)

    assert not retention.clear(NOW)

    assert left() == {"still tried", "sent again lately", "new"}
    assert set(Attempt.objects.values_list("delivery_id", flat=True)) == left()


def test_what_was_told_of_a_case_stays_until_it_has_been_closed_as_long(sent):
    law = installation.law()
    for command in opened():
        store.submit(law, "shop:C-1", command, command.at)
    sent("of the case", stream="shop:C-1")
    for closed, expected in ((None, {"of the case"}), (LATELY, {"of the case"}), (LONG_AGO, set())):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE record_case SET closed_at = %s", [stored(closed) if closed else None])
        retention.clear(NOW)
        assert left() == expected


def test_sessions_that_are_over_go_with_what_was_typed_in_them(standing: Ground):
    for name, end in (("over", timezone.now()), ("running", timezone.now() + timedelta(days=1))):
        Session.objects.create(pk=name, session_data="what somebody typed", expire_date=end)

    retention.clear(NOW + timedelta(days=30))

    assert list(Session.objects.values_list("pk", flat=True)) == ["running"]


def test_who_signed_in_from_where_is_kept_for_six_months(standing: Ground):
    for kind in (AccessLog, AccessAttempt):
        for days in (185, 183):
            made = kind(username=f"anna {days}", ip_address="203.0.113.7", user_agent="Firefox", path_info="/")
            made.failures_since_start = 1
            made.save()
            kind.objects.filter(pk=made.pk).update(attempt_time=timezone.now() - timedelta(days=days))

    with override_settings(GONGDAO_KEEP_SIGN_INS=0):
        assert not retention.clear(NOW)
    assert (AccessLog.objects.count(), AccessAttempt.objects.count()) == (2, 2)
    retention.clear(NOW)
    for kind in (AccessLog, AccessAttempt):
        assert list(kind.objects.values_list("username", flat=True)) == ["anna 183"]


def test_more_than_go_at_once_go_the_next_time(sent):
    for number in range(5):
        sent(f"old {number}")

    assert retention.clear(NOW, most=2)
    assert left() == {"old 2", "old 3", "old 4"}
    assert retention.clear(NOW, most=2)
    assert not retention.clear(NOW, most=2)
    assert left() == set()


def test_ids_of_webhooks_that_came_in_go_too(standing: Ground):
    for id_, received in (("old", LONG_AGO), ("new", LATELY)):
        Received.objects.create(source="shop", id=id_, type="order.put", at=received, digest="-")

    retention.clear(NOW)

    assert list(Received.objects.values_list("id", flat=True)) == ["new"]


def test_nothing_goes_where_everything_is_to_stay(sent):
    sent("arrived")
    with override_settings(GONGDAO_KEEP_DELIVERIES=0):
        assert not retention.clear(NOW)

    assert left() == {"arrived"}


def test_a_picture_is_known_again_until_its_case_has_long_been_closed(standing: Ground):
    law = installation.law()
    for command in opened():
        store.submit(law, "shop:C-1", command, command.at)
    PictureRow.objects.create(commitment="c", stream="shop:C-1", person="buyer", at=stored(LONG_AGO))
    for closed, left in ((None, 1), (NOW - timedelta(days=729), 1), (NOW - timedelta(days=731), 0)):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE record_case SET closed_at = %s", [stored(closed) if closed else None])
        with override_settings(GONGDAO_KEEP_PICTURES=0):
            assert not retention.clear(NOW)
        assert PictureRow.objects.count() == 1
        retention.clear(NOW)
        assert PictureRow.objects.count() == left
