"""News of an order: what an open case refuses keeps nothing else from it."""

from __future__ import annotations

from bazaar import bazaar
from gongdao.service.actions import news
from gongdao.service.actions.open_request import open_request
from gongdao.service.installation import law, now
from gongdao.service.market.models import Message
from gongdao.service.record import store
from grounds import Ground

CLAIM = (("type", "return_refund"), ("reason", "quality_visible"), ("amount", 89000), ("goods_received", True))


def test_a_case_takes_in_the_rest_of_the_news_where_it_refuses_some(standing: Ground):
    fair = bazaar()
    order = fair.order()
    stream = open_request(fair.buys(), order, CLAIM, (), (), "k-1").stream
    for number in range(3):
        Message.objects.create(
            order=order, source=order.source, external_id=f"M-{number}", sender="buyer", text=f"line {number}", at=now()
        )
    order.paid -= 1

    first, again = news.tell([order], now()), news.tell([order], now())

    assert first == (news.Told(stream, 3, "paid-lowered"),)
    assert again == (news.Told(stream, 0, "paid-lowered"),)
    facts = store.load(law(), stream).facts
    assert (len(facts["chat"]), facts["order"]["paid"]) == (3, 89000)
