"""Who has an offer to answer finds the case in his list among those where it is his turn, as the case page says."""

from __future__ import annotations

from gongdao.case.stages.negotiation import RefuseRequest
from gongdao.case.stages.offers import MakeOffer, RefuseOffer
from gongdao.service.actions.act import act
from gongdao.service.installation import now
from gongdao.service.queries.my_cases import my_cases
from gongdao.service.queries.shops import LATER, WEEK, Wanted, inbox
from page_text import said_at

OFFER = {"id": "offer-1", "kind": "refund", "amount": 20000, "freight": "", "answers": "", "extras": (), "hours": 0}


def test_an_offer_without_an_end_stands_among_the_cases_where_it_is_the_buyers_turn(fair, stream):
    before = said_at(fair.browser(), "/cases")
    act(fair.sells(), stream, MakeOffer, OFFER)
    page, case = said_at(fair.browser(), "/cases"), said_at(fair.browser(), f"/cases/{stream}")

    assert "现在没有等您处理的" in before
    assert "有 1 件等您处理" in page
    assert "对方有方案等您看" in page
    assert "等卖家" not in page
    assert "轮到您" in case


def test_an_offer_that_was_refused_waits_for_nobody(fair, stream):
    act(fair.sells(), stream, MakeOffer, OFFER)
    act(fair.buys(), stream, RefuseOffer, {"id": "offer-1", "reason": "不够"})

    assert [(case.offered, case.mine) for case in my_cases(fair.buys())] == [(False, False)]


def test_beside_a_clock_of_his_own_the_buyer_is_told_of_the_offer_too(fair, stream):
    act(fair.sells(), stream, MakeOffer, OFFER)
    act(fair.sells(), stream, RefuseRequest, {"reason": "没有问题"})

    assert "对方有方案等您看" in said_at(fair.browser(), "/cases")


def test_the_sellers_inbox_holds_an_offer_of_the_buyer_among_what_is_his_to_do(fair, stream):
    act(fair.sells(), stream, RefuseRequest, {"reason": "没有问题"})
    act(fair.buys(), stream, MakeOffer, OFFER)
    found = inbox(fair.sells(), Wanted("mine"), now()).entries

    assert [entry.stream for entry in found] == [stream]
    assert found[0].group in (WEEK, LATER)
    assert "买家有方案等您看" in said_at(fair.browser(fair.seller), "/shop")
