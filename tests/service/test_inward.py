"""Webhooks of the marketplace: verified, taken in once, and as the interface takes the same bodies."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.test import Client
from standardwebhooks import Webhook

from gongdao.service.actions import endpoints as changes
from gongdao.service.market.models import Message, Order, Shipment, Shop
from gongdao.service.people.actor import Actor
from gongdao.service.people.models import User

OPERATOR = Actor(None, "p-op", roles=frozenset({"operator"}))
ADDRESS = "/api/inward/shop"
USER = ("user.upserted", {"id": "U-1", "name": "陈女士"})
SHOP = ("shop.upserted", {"id": "S-9", "name": "山野果园", "facts": {"score": 475}})
ORDER = (
    "order.upserted",
    {
        "id": "O-1", "buyer": "U-1", "shop": "S-9", "title": "赣南脐橙", "status": "signed", "paid": 9900,
        "placed_at": "2026-11-18T09:00:00+08:00",
    },
)  # fmt: skip
SHIPMENT = (
    "shipment.upserted",
    {
        "order": "O-1",
        "waybill": "SF1",
        "carrier": "顺丰",
        "scans": [{"at": "2026-11-20T10:00:00+08:00", "scan": "signed"}],
    },
)
CHAT = (
    "messages.upserted",
    {
        "order": "O-1",
        "messages": [{"external_id": "M-1", "sender": "buyer", "text": "坏了一半", "at": "2026-11-20T12:00:00+08:00"}],
    },
)


@pytest.fixture
def secret(standing):
    return changes.rotate_inward(OPERATOR, "shop")


def sent(secret, type_, data, id_="m-1", at=None, body=None, timestamp="2026-11-21T00:00:00+00:00"):
    body = body or json.dumps({"type": type_, "timestamp": timestamp, "data": data})
    now = datetime.now(UTC)
    headers = {
        "webhook-id": id_,
        "webhook-timestamp": str(int((at or now).timestamp())),
        "webhook-signature": Webhook(secret).sign(id_, at or now, body),
    }
    return Client(SERVER_NAME="localhost").post(ADDRESS, body, content_type="application/json", headers=headers)


def test_what_the_marketplace_tells_is_mirrored(secret):
    for number, (type_, data) in enumerate((USER, SHOP, ORDER, SHIPMENT, CHAT)):
        answer = sent(secret, type_, data, f"m-{number}")
        assert (answer.status_code, answer.json()) == (200, {"type": type_, "repeated": False})

    order = Order.objects.get(external_id="O-1")
    assert (order.buyer.name, order.shop.name, order.paid) == ("陈女士", "山野果园", 9900)
    assert Shipment.objects.get().order == Message.objects.get().order == order


def test_a_webhook_that_comes_again_does_nothing_and_is_answered_the_same(secret):
    sent(secret, *USER)
    User.objects.filter(external_id="U-1").update(name="改过")

    again = sent(secret, *USER)

    assert (again.status_code, again.json()["repeated"]) == (200, True)
    assert User.objects.get(external_id="U-1").name == "改过"


def test_an_id_stands_for_one_content_only(secret):
    sent(secret, *USER)

    answer = sent(secret, *SHOP)

    assert (answer.status_code, answer.json()["code"]) == (422, "inward-id-used")
    assert not Shop.objects.exists()


def test_what_comes_late_changes_nothing_and_is_no_mistake(secret):
    sent(secret, *USER, timestamp="2026-11-21T00:00:00+00:00")

    late = sent(secret, "user.upserted", {"id": "U-1", "name": "旧名"}, "m-0", timestamp="2026-11-20T00:00:00+00:00")

    assert late.status_code == 200
    assert User.objects.get(external_id="U-1").name == "陈女士"


def test_what_is_not_signed_by_a_valid_secret_in_time_is_not_taken_in(secret):
    old = datetime(2026, 1, 1, tzinfo=UTC)
    other = changes.rotate_inward(OPERATOR, "other")
    unsigned = Client(SERVER_NAME="localhost").post(
        ADDRESS, json.dumps({"type": "x", "data": {}}), content_type="application/json"
    )
    broken = Client(SERVER_NAME="localhost").post(
        ADDRESS,
        "{}",
        content_type="application/json",
        headers={"webhook-id": "m", "webhook-timestamp": "x", "webhook-signature": "v1 zz,,"},
    )

    for answer in (unsigned, broken, sent(secret, *USER, at=old), sent(other, *USER)):
        assert (answer.status_code, answer.json()["code"]) == (401, "inward-unsigned")
    assert not User.objects.exists()


def test_both_secrets_are_taken_while_they_overlap_and_none_once_it_is_closed(secret):
    new = changes.rotate_inward(OPERATOR, "shop")

    assert sent(secret, *USER, "m-1").status_code == 200
    assert sent(new, *SHOP, "m-2").status_code == 200
    changes.close_inward(OPERATOR, "shop")
    assert sent(new, *USER, "m-3").status_code == 401


def test_what_is_wrong_in_a_webhook_is_said_and_can_be_mended(secret):
    answers = {
        "inward-type-unknown": sent(secret, "order.deleted", {}, "m-1"),
        "not-json": sent(secret, "", {}, "m-2", body="{"),
        "text-no-text": sent(secret, "user.upserted", {"id": "U-1", "name": "a\0b"}, "m-3"),
        "user-not-known": sent(secret, *ORDER, "m-4"),
        "fields-wrong": sent(secret, "order.upserted", {"id": "O-1", "paid": "lots"}, "m-5"),
    }

    assert {code: answer.json()["code"] for code, answer in answers.items()} == {code: code for code in answers}
    assert sent(secret, *USER, "m-4x").status_code == sent(secret, *SHOP, "m-4y").status_code == 200
    assert sent(secret, *ORDER, "m-4").status_code == 200
