"""Payments: one endpoint of the marketplace is asked, at least once under one name, and its answer counts once."""

from __future__ import annotations

import json
import logging
from datetime import timedelta

import pytest
from django.test import override_settings
from standardwebhooks import Webhook

from court_room import at, opened
from gongdao.case.stages.negotiation import AgreeRefund
from gongdao.case.stages.remedy import AnswerLeg
from gongdao.ledger.execution import State
from gongdao.service.actions import endpoints as changes
from gongdao.service.delivery.models import Attempt, Delivery
from gongdao.service.installation import law
from gongdao.service.people.actor import Actor
from gongdao.service.queries import endpoints
from gongdao.service.record import store
from gongdao.service.work import courier, sending, standing as stands
from receiver import receiving

STREAM = "shop:C-1"
NOW = at(9)
OPERATOR = Actor(None, "p-op", roles=frozenset({"operator"}))


@pytest.fixture
def payer(standing):
    with receiving() as made:
        _, made.secret = changes.create(OPERATOR, made.url, source="shop", pays=True, events=["ping"])
        for command in [*opened(), AgreeRefund(at(1), "seller")]:
            store.submit(law(), STREAM, command, command.at)
        yield made


def carried(now=NOW):
    while courier.deliver(law(), now, sending.sender(law(), now)).sent:
        pass


def leg():
    [found] = store.load(law(), STREAM).legs
    return found.state


def test_a_payment_is_asked_for_signed_and_its_answer_is_recorded(payer):
    payer.answer(200, json.dumps({"receipt": "R-1", "amount": 6000}))

    carried()

    [(body, headers)] = payer.got
    told = Webhook(payer.secret).verify(body, headers)
    assert told["type"] == "payment.execute"
    assert (told["data"]["amount"], told["data"]["currency"], told["data"]["stream"]) == (6000, "CNY", STREAM)
    assert told["data"]["id"] == told["data"]["payment"]
    assert leg() is State.CONFIRMED
    assert [(sent.state, sent.attempts) for sent in Delivery.objects.all()] == [("delivered", 1)]
    carried(NOW + timedelta(days=9))
    assert len(payer.got) == 1


def test_a_payment_that_nobody_took_is_asked_for_again_under_the_same_name(payer, caplog):
    payer.answers = [(500, "", {}), (200, "{", {}), (200, json.dumps({"receipt": "R-1", "amount": 6000}), {})]

    with caplog.at_level(logging.CRITICAL):
        for minutes in (0, 2, 9):
            carried(NOW + timedelta(minutes=minutes))

    assert len(payer.got) == 3
    assert len(set(payer.ids)) == 1
    assert len({json.loads(body)["data"]["id"] for body, _ in payer.got}) == 1
    assert [attempt.status for attempt in Attempt.objects.order_by("id")] == [500, 200, 200]
    assert leg() is State.CONFIRMED


def test_an_answer_may_come_later(payer):
    payer.answer(202, json.dumps({"queued": True}))
    carried()
    assert leg() is State.SENT

    store.submit(law(), STREAM, AnswerLeg(NOW, "marketplace", "L1", "R-1", 6000, ""), NOW)

    assert leg() is State.CONFIRMED
    assert len(payer.got) == 1


def test_a_payment_the_marketplace_refuses_is_asked_of_the_next_source_under_another_name(payer):
    payer.answers = [
        (200, json.dumps({"receipt": "R-1", "amount": 0, "reason": "account_closed"}), {}),
        (200, json.dumps({"receipt": "R-2", "amount": 6000}), {}),
    ]

    carried()

    names = [json.loads(body)["data"]["id"] for body, _ in payer.got]
    assert len(set(names)) == len(names) == 2
    assert store.load(law(), STREAM).stage == "closed"


def test_a_payment_that_stays_undeliverable_fails_is_counted_and_seen(payer, caplog):
    payer.answer(500)
    now = NOW
    with caplog.at_level(logging.CRITICAL):
        for _ in range(courier.MOST_TRIES):
            carried(now)
            now += store.LONGEST_RETRY

    assert leg() is State.FAILED
    assert b"gongdao_payments_failed 1.0" in stands.shown()


def test_without_an_endpoint_a_payment_waits_for_the_marketplace_to_answer_by_itself(payer):
    [endpoint] = endpoints.list_endpoints(OPERATOR)
    changes.change(OPERATOR, endpoint.id, enabled=False)

    carried()

    assert leg() is State.SENT
    assert payer.got == []


@override_settings(DEMO=True)
def test_the_marketplace_of_a_demo_pays_at_once(standing):
    for command in [*opened(), AgreeRefund(at(1), "seller")]:
        store.submit(law(), STREAM, command, command.at)

    carried()

    assert leg() is State.CONFIRMED
    assert store.load(law(), STREAM).stage == "closed"
