"""Webhooks out: signed by the standard, sent again when they fail, replayed, and given up in the end."""

from __future__ import annotations

import itertools
import json
from datetime import timedelta

import pytest
from django.db import connections
from standardwebhooks import Webhook, WebhookVerificationError

from court_room import at, opened
from gongdao.case.stages.negotiation import AgreeRefund
from gongdao.kernel.errors import Refused
from gongdao.service import installation
from gongdao.service.actions import endpoints as changes
from gongdao.service.delivery.models import Attempt, Delivery
from gongdao.service.delivery.schedule import LONG_FAILURE, WAITS
from gongdao.service.people.actor import Actor
from gongdao.service.queries import endpoints, letters
from gongdao.service.record import store
from gongdao.service.work import courier, posting, sending
from people_of import person
from receiver import receiving

STREAM = "shop:C-1"
NOW = at(9)
OPERATOR = Actor(None, "p-op", roles=frozenset({"operator"}))
DAY = timedelta(days=1)


@pytest.fixture
def receiver(standing):
    with receiving() as made:
        yield made


def opened_case():
    law = installation.law()
    for command in opened():
        store.submit(law, STREAM, command, command.at)
    return law


def carried(law, now=NOW):
    """What the outbox holds is carried out until nothing is left."""
    while courier.deliver(law, now, sending.sender(law, now)).sent:
        pass


def made(receiver, **given):
    return changes.create(OPERATOR, receiver.url, source="shop", **given)


def bodies(receiver):
    return [json.loads(body) for body, _ in receiver.got]


def test_an_event_reaches_the_marketplace_once_signed_so_that_the_standards_library_verifies_it(receiver):
    endpoint, secret = made(receiver)
    carried(opened_case())

    assert posting.post_due(NOW)
    assert not posting.post_due(NOW + DAY)

    [(body, headers)] = receiver.got
    told = Webhook(secret).verify(body, headers)
    assert told["type"] == "case.request_opened"
    assert told["data"]["case"] == {"stream": STREAM, "source": "shop", "number": "C-1", "order": "X-1"}
    assert told["data"]["now"]["turn"] == ["seller"]
    assert set(told["data"]["now"]["deadlines"]) >= {"seller"}
    [sent] = endpoints.list_deliveries(OPERATOR, endpoint)
    assert (sent.id, sent.state, sent.attempts) == (headers["webhook-id"], "delivered", 1)
    _, kept, [attempt] = endpoints.delivery(OPERATOR, sent.id)
    assert (kept.encode(), attempt.status) == (body, 204)


def test_a_body_that_was_changed_is_not_verified(receiver):
    _, secret = made(receiver)
    carried(opened_case())
    posting.post_due(NOW)

    [(body, headers)] = receiver.got
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(body.replace(b"X-1", b"X-9"), headers)


def test_a_message_that_fails_is_sent_again_under_its_id_less_and_less_often_and_given_up_after_three_days(receiver):
    endpoint, _ = made(receiver)
    receiver.answer(500, "broken")
    carried(opened_case())

    now, waits = NOW, []
    while posting.post_due(now):
        [sent] = Delivery.objects.all()
        if sent.next_try_at is None:
            break
        waits.append(sent.next_try_at - now)
        assert not posting.post_due(sent.next_try_at - timedelta(milliseconds=1))
        now = sent.next_try_at

    assert len(receiver.got) == len(WAITS) + 1 == 10
    assert len(set(receiver.ids)) == 1
    assert all(wait <= waited <= wait * 1.1 for wait, waited in zip(WAITS, waits, strict=True))
    [sent] = endpoints.list_deliveries(OPERATOR, endpoint)
    assert (sent.state, sent.next_try_at) == ("failed", None)
    _, _, log = endpoints.delivery(OPERATOR, sent.id)
    assert {(attempt.status, attempt.said) for attempt in log} == {(500, "broken")}
    assert endpoints.endpoint(OPERATOR, endpoint).failing_since == NOW


def test_whatever_is_not_2xx_is_a_failure_nobody_is_followed_elsewhere_and_who_asks_is_left_alone(receiver):
    made(receiver)
    receiver.answers = [(301, "", {"location": receiver.url}), (404, "", {}), (503, "", {"retry-after": "3600"})]
    carried(opened_case())

    for _ in range(3):
        posting.post_due(Delivery.objects.get().next_try_at)

    assert [attempt.status for attempt in Attempt.objects.order_by("id")] == [301, 404, 503]
    sent = Delivery.objects.get()
    assert sent.state == "pending"
    assert sent.next_try_at >= Attempt.objects.latest("id").at + timedelta(hours=1)


def test_a_receiver_that_is_not_there_is_told_of_in_the_log(standing):
    with receiving() as gone:
        pass
    made(gone)
    carried(opened_case())

    posting.post_due(NOW)

    [attempt] = Attempt.objects.all()
    assert attempt.status is None
    assert attempt.error.startswith("ConnectError")


def test_after_a_rotation_both_secrets_verify_until_the_overlap_is_over(receiver):
    endpoint, old = made(receiver)
    law = opened_case()
    carried(law)
    new = changes.rotate(OPERATOR, endpoint)
    installed = installation.now()

    posting.post_due(installed)
    store.submit(law, STREAM, AgreeRefund(at(1), "seller"), at(1))
    carried(law)
    posting.post_due(installed + 2 * DAY)

    (first, signed_twice), *_, (last, signed_once) = receiver.got
    assert Webhook(new).verify(first, signed_twice) == Webhook(old).verify(first, signed_twice)
    assert Webhook(new).verify(last, signed_once)
    with pytest.raises(WebhookVerificationError):
        Webhook(old).verify(last, signed_once)
    assert endpoints.endpoint(OPERATOR, endpoint).secrets == 2
    changes.rotate(OPERATOR, endpoint, overlap=timedelta())
    assert endpoints.endpoint(OPERATOR, endpoint).secrets == 2


def test_only_the_events_an_endpoint_asks_for_are_sent_to_it(receiver):
    made(receiver, events=["case.refund_agreed"])
    law = opened_case()
    store.submit(law, STREAM, AgreeRefund(at(1), "seller"), at(1))
    carried(law)

    posting.post_due(NOW)

    assert {body["type"] for body in bodies(receiver)} == {"case.refund_agreed"}


def test_a_delivery_is_replayed_under_its_own_id_whatever_became_of_it(receiver):
    endpoint, _ = made(receiver)
    carried(opened_case())
    posting.post_due(NOW)
    [sent] = endpoints.list_deliveries(OPERATOR, endpoint)

    changes.replay(OPERATOR, sent.id)
    posting.post_due(installation.now())

    assert receiver.ids == [sent.id] * 2
    assert endpoints.list_deliveries(OPERATOR, endpoint, state="delivered")


def test_what_failed_since_an_instant_is_replayed_together(receiver):
    endpoint, _ = made(receiver)
    law = opened_case()
    store.submit(law, STREAM, AgreeRefund(at(1), "seller"), at(1))
    carried(law)
    Delivery.objects.update(state="failed", next_try_at=None)
    many = Delivery.objects.count()

    assert changes.replay_failed(OPERATOR, endpoint, NOW + DAY) == 0
    assert changes.replay_failed(OPERATOR, endpoint, NOW) == many > 1


def test_an_endpoint_that_fails_for_five_days_is_disabled_and_every_operator_told(receiver):
    keeper = person("op", "operator", email="op@example.com")
    endpoint, _ = made(receiver)
    receiver.answer(500)
    law = opened_case()
    carried(law)
    posting.post_due(NOW)

    store.submit(law, STREAM, AgreeRefund(at(1), "seller"), at(1))
    later = NOW + LONG_FAILURE
    carried(law, later)
    posting.post_due(later)

    known = endpoints.endpoint(OPERATOR, endpoint)
    assert (known.enabled, known.disabled_why, known.disabled_at) == (False, "failing", later)
    [letter] = letters.list_letters(keeper)
    assert receiver.url in letter.text.zh
    assert receiver.url in letter.text.en
    sent = len(receiver.got)
    posting.post_due(later + DAY)
    assert len(receiver.got) == sent


def test_an_endpoint_that_is_gone_is_disabled_at_once_and_goes_on_when_it_is_enabled(receiver):
    endpoint, _ = made(receiver)
    receiver.answer(410)
    carried(opened_case())
    posting.post_due(NOW)
    assert endpoints.endpoint(OPERATOR, endpoint).disabled_why == "gone"

    receiver.answer(200)
    changes.change(OPERATOR, endpoint, enabled=True)
    posting.post_due(NOW + DAY)

    assert endpoints.list_deliveries(OPERATOR, endpoint, state="delivered")


def test_a_sender_killed_in_the_midst_is_followed_by_another_under_the_same_id(receiver):
    made(receiver)
    carried(opened_case())
    [taken] = posting._take(NOW)

    assert not posting.post_due(NOW)
    assert posting.post_due(NOW + posting.LEASE)

    assert receiver.ids == [taken.id]
    assert Delivery.objects.get().attempts == 2


@pytest.mark.parametrize(
    "url",
    ["http://example.com/hook", "https://user:pass@example.com/", "ftp://example.com", "https://", "//x", "x" * 9],
)
def test_only_addresses_that_are_safe_may_be_endpoints(url):
    with pytest.raises(Refused) as no:
        changes.create(OPERATOR, url, source="shop")
    assert no.value.code == "endpoint-url"


def test_an_event_type_that_is_none_and_a_second_payer_are_refused(receiver):
    with pytest.raises(Refused) as unknown:
        made(receiver, events=["case.ruling_givn"])
    made(receiver, pays=True)
    with pytest.raises(Refused) as second:
        made(receiver, pays=True)

    assert (unknown.value.code, second.value.code) == ("event-type-unknown", "endpoint-pays-already")


def test_nobody_else_sees_or_changes_webhooks(receiver):
    endpoint, _ = made(receiver)
    others = (
        Actor(1, "p-1"),
        Actor(1, "p-2", roles=frozenset({"staff", "supervisor"})),
        Actor(None, "", roles=frozenset({"marketplace"}), scopes=frozenset({"cases:read"}), source="shop"),
    )
    attempts = (
        endpoints.list_endpoints,
        endpoints.list_deliveries,
        lambda actor: changes.rotate(actor, endpoint),
        lambda actor: changes.remove(actor, endpoint),
        lambda actor: changes.create(actor, receiver.url, source="shop"),
        lambda actor: changes.rotate_inward(actor, "shop"),
    )
    for actor, attempt in itertools.product(others, attempts):
        with pytest.raises(Refused) as no:
            attempt(actor)
        assert no.value.code == "webhooks-not-yours"


def test_a_marketplace_sees_its_own_webhooks_only(receiver):
    mine, _ = made(receiver)
    changes.create(OPERATOR, receiver.url, source="other")
    key = Actor(None, "", roles=frozenset({"marketplace"}), scopes=frozenset({"webhooks"}), source="shop")

    assert [each.id for each in endpoints.list_endpoints(key)] == [mine]
    with pytest.raises(Refused):
        changes.create(key, receiver.url, source="other")


def test_a_ping_tries_an_endpoint(receiver):
    endpoint, secret = made(receiver)

    id_ = changes.ping(OPERATOR, endpoint)
    posting.post_due(installation.now())

    [(body, headers)] = receiver.got
    assert Webhook(secret).verify(body, headers)["type"] == "ping"
    assert receiver.ids == [id_]


def test_removing_an_endpoint_removes_its_secrets_and_deliveries(receiver):
    endpoint, _ = made(receiver)
    carried(opened_case())

    changes.remove(OPERATOR, endpoint)

    with connections["default"].cursor() as cursor:
        for table in ("delivery_endpoint", "delivery_secret", "delivery_webhook"):
            cursor.execute(f"SELECT COUNT(*) FROM {table}")
            assert cursor.fetchone() == (0,)
