"""A request becomes a case once, whatever happens on the way."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connection, connections

from counts import count
from gongdao.kernel.errors import Refused
from gongdao.service.actions.open_request import next_number, open_request
from gongdao.service.installation import law, now
from gongdao.service.market.models import Request, StandingOffer
from gongdao.service.people.actor import MARKETPLACE, Actor
from gongdao.service.record import store

CLAIM = (("type", "return_refund"), ("reason", "quality_visible"), ("amount", 89000), ("goods_received", True))
LINES = (("A", 50000), ("B", 39000))
ITEMS = [{"sku": "A", "qty": 1, "list": 50000}, {"sku": "B", "qty": 1, "list": 39000}]


def test_a_request_has_a_number_the_facts_and_the_standing_offers_of_the_shop(fair):
    order = fair.order()
    StandingOffer.objects.create(
        shop=fair.shop, reason="quality_visible", kind="return_refund", amount=0, created_at=now()
    )

    receipt = open_request(fair.buys(), order, CLAIM, (), (), "k-1")

    assert receipt.case.id == f"GD-{now().year}-0001"
    assert receipt.case.stage == "negotiation"
    assert receipt.case.facts["order"]["paid"] == 89000
    assert receipt.case.facts["seller"]["id"] == fair.shop.key
    assert [(offer.kind, offer.amount) for offer in receipt.case.offers] == [("return_refund", 89000)]


def test_the_same_key_is_answered_the_same_and_opens_nothing(fair):
    order = fair.order()
    first = open_request(fair.buys(), order, CLAIM, (), (), "k-1")
    again = open_request(fair.buys(), order, CLAIM, (), (), "k-1")

    assert again.repeated
    assert (again.stream, again.seq, again.digest) == (first.stream, first.seq, first.digest)
    with pytest.raises(Refused, match="key-reused"):
        open_request(fair.buys(), order, (*CLAIM[:2], ("amount", 1)), (), (), "k-1")


def test_a_request_sent_again_is_answered_again_although_the_order_changed_meanwhile(fair):
    order = fair.order(items=ITEMS)
    first = open_request(fair.buys(), order, CLAIM, (), LINES, "k-1")
    order.facts["order"]["receiver"] = "方"
    order.save()

    again = open_request(fair.buys(), order, CLAIM, (), LINES, "k-1")

    assert (again.stream, again.seq, again.repeated) == (first.stream, first.seq, True)


def test_goods_have_one_open_case_and_other_lines_another(fair):
    order = fair.order(items=ITEMS)
    first = open_request(fair.buys(), order, (*CLAIM[:2], ("amount", 50000)), (), LINES[:1], "k-1")
    with pytest.raises(Refused) as no:
        open_request(fair.buys(), order, (*CLAIM[:2], ("amount", 50000)), (), LINES[:1], "k-2")
    second = open_request(fair.buys(), order, (*CLAIM[:2], ("amount", 39000)), (), LINES[1:], "k-3")

    assert (no.value.code, no.value.details["case"]) == ("case-for-these-lines", first.case.id)
    assert second.case.id != first.case.id
    with pytest.raises(Refused, match="case-for-these-lines"):
        open_request(fair.buys(), order, CLAIM, (), (), "k-4")


def test_what_is_refused_leaves_no_case_and_its_key_its_number_and_its_lines_are_free(fair):
    order = fair.order(items=ITEMS)
    with pytest.raises(Refused, match="line-amount"):
        open_request(fair.buys(), order, CLAIM, (), (("A", 99999),), "k-1")

    assert not Request.objects.exists()
    assert not store.known(law(), f"{order.source}:GD-{now().year}-0001")
    assert open_request(fair.buys(), order, CLAIM, (), (), "k-1").case.id.endswith("-0001")


def test_an_order_is_asked_about_by_its_buyer_or_the_marketplace_and_nobody_else(fair):
    order = fair.order()
    market = Actor(None, "", roles=frozenset((MARKETPLACE,)), via="key", source=order.source)
    linked = replace(fair.buys(), via="link", stream="shop:another")
    for stranger in (fair.sells(), Actor(None, ""), Actor(None, "", roles=market.roles, source="other"), linked):
        with pytest.raises(Refused, match="order-not-found"):
            open_request(stranger, order, CLAIM, (), (), "k-1")

    assert open_request(market, order, CLAIM, (), (), "k-1").case.buyer == fair.buyer.person


def test_no_number_is_given_twice_however_many_ask_at_once(fair):
    at, wanted = now(), count(short=24, long=400)

    def take(_: int) -> str:
        try:
            return next_number(at)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(take, range(wanted)))

    assert sorted(given) == [f"GD-{at.year}-{n:04}" for n in range(1, wanted + 1)]


def test_two_tabs_open_one_case(fair):
    order = fair.order()

    def send(key: str) -> str:
        try:
            return open_request(fair.buys(), order, CLAIM, (), (), key).case.id
        except Refused as no:
            return no.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(send, ("a", "b", "c", "d")))

    assert answers == [f"GD-{now().year}-0001", *["case-for-these-lines"] * 3]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM record_case WHERE stage <> 'new'")
        assert cursor.fetchone() == (1,)
