"""An order whose money came back says so, and a request about the same goods leads to the case that is there."""

from __future__ import annotations

import pytest

from bazaar import CLAIM
from gongdao.case.stages.evidence import ConcludeEvidence, SubmitEvidence
from gongdao.case.stages.negotiation import AgreeRefund, CallPlatform, RefuseRequest, WithdrawRequest
from gongdao.case.stages.offers import AcceptOffer, MakeOffer
from gongdao.case.stages.remedy import AnswerLeg, SendLeg
from gongdao.case.stages.review import JudgeEvidence, TakeCase
from gongdao.case.stages.ruled import GiveRuling
from gongdao.kernel.errors import Refused
from gongdao.service.actions.act import act
from gongdao.service.actions.open_request import open_request
from gongdao.service.installation import law, now
from gongdao.service.people.actor import actor_of
from gongdao.service.people.models import STAFF, RoleRow, User
from gongdao.service.record import store
from page_text import said

ITEMS = [{"sku": "A", "qty": 1, "list": 50000}, {"sku": "B", "qty": 1, "list": 39000}]
LINES = (("A", 50000), ("B", 39000))


def pays(stream: str) -> str:
    """This function will have the marketplace pay what a case holds, and give the number of the case."""
    for leg in store.load(law(), stream).legs:
        store.submit(law(), stream, SendLeg(now(), "platform", leg.id), now())
        store.submit(law(), stream, AnswerLeg(now(), "marketplace", leg.id, f"r-{leg.id}", leg.amount, ""), now())
    case = store.load(law(), stream)
    assert case.stage == "closed"
    return case.id


def refunded(fair, order, claim=CLAIM, lines=(), key="k-1") -> str:
    """This function will have an order asked about, agreed to and paid back."""
    stream = open_request(fair.buys(), order, claim, (), lines, key).stream
    act(fair.sells(), stream, AgreeRefund, {}, f"{key}.agreed")
    return pays(stream)


def partly(fair, order, amount: int) -> str:
    """This function will have a part of an order paid back, by an offer that was taken."""
    stream = open_request(fair.buys(), order, CLAIM, (), (), "k-1").stream
    given = {"id": "offer-1", "kind": "refund", "amount": amount, "freight": ""}
    act(fair.sells(), stream, MakeOffer, given, "k-1.offer")
    act(fair.buys(), stream, AcceptOffer, {"id": "offer-1"}, "k-1.taken")
    return pays(stream)


def lost(fair, stream: str) -> None:
    """This function will have a case ruled for the seller."""
    lin = User.objects.create_user("lin", name="小林")
    RoleRow.objects.create(user=lin, role=STAFF)
    act(fair.sells(), stream, RefuseRequest, {"reason": "没有质量问题"})
    act(fair.buys(), stream, CallPlatform, {})
    act(fair.buys(), stream, SubmitEvidence, {"id": "E1", "kind": "photo", "digest": "0" * 64, "shows": ()})
    for side in (fair.buys(), fair.sells()):
        act(side, stream, ConcludeEvidence, {})
    act(actor_of(lin), stream, TakeCase, {})
    judged = {"id": "E1", "judged": "no_proof", "prima_facie": "rejected", "reason": "看不出是这件商品。"}
    act(actor_of(lin), stream, JudgeEvidence, judged)
    act(actor_of(lin), stream, GiveRuling, {})


def test_what_was_refunded_in_full_is_said_and_cannot_be_asked_for_again(fair):
    order, browser = fair.order(), fair.browser()
    number = refunded(fair, order)
    with pytest.raises(Refused) as no:
        open_request(fair.buys(), order, CLAIM, (), (), "k-2")
    listed, page = said(browser.get("/orders")), said(browser.get(f"/orders/{order.source}/{order.external_id}"))
    step = browser.get(f"/orders/{order.source}/{order.external_id}/request/problem")

    assert (no.value.code, no.value.details["case"], no.value.details["back"]) == (
        "refunded-in-full",
        number,
        "¥890.00",
    )
    for text in (listed, page):
        assert f"已退款 ¥890.00 （案件 {number}" in text
        assert "钱还在平台" not in text
    assert "直接申请" not in listed
    assert "这笔钱怎么拿回来" not in listed
    assert "现在申请" not in page
    assert (step.status_code, step.headers["location"]) == (303, f"/orders/{order.source}/{order.external_id}")


def test_of_an_order_refunded_in_part_no_more_is_asked_for_than_is_left(fair):
    order, browser = fair.order(), fair.browser()
    number = partly(fair, order, 30000)
    with pytest.raises(Refused) as no:
        open_request(fair.buys(), order, CLAIM, (), (), "k-2")
    base = f"/orders/{order.source}/{order.external_id}/request"
    browser.post(f"{base}/problem", {"reason": "quality_visible"})
    wish = said(browser.get(f"{base}/wish"))
    browser.post(f"{base}/wish", {"claim": "return_refund"})
    browser.post(f"{base}/evidence", {"have": "later"})
    sent = browser.post(f"{base}/check")

    assert (no.value.code, no.value.details["left"]) == ("more-than-left", "¥590.00")
    assert "最多 ¥590.00" in wish
    assert number in wish
    assert "已退款 ¥300.00" in wish
    stream = sent.headers["location"].removeprefix("/cases/")
    assert store.load(law(), stream).facts["claim"]["amount"] == 59000


def test_a_line_that_was_refunded_is_asked_for_no_more_and_the_other_still_is(fair):
    order = fair.order(items=ITEMS)
    refunded(fair, order, (*CLAIM[:2], ("amount", 50000)), LINES[:1])
    with pytest.raises(Refused, match="refunded-in-full"):
        open_request(fair.buys(), order, (*CLAIM[:2], ("amount", 39000)), (), (("A", 39000),), "k-2")

    again = open_request(fair.buys(), order, (*CLAIM[:2], ("amount", 39000)), (), LINES[1:], "k-3")
    assert again.case.stage == "negotiation"


def test_while_a_case_is_open_the_request_leads_into_it(fair):
    order, browser = fair.order(), fair.browser()
    stream = open_request(fair.buys(), order, CLAIM, (), (), "k-1").stream
    step = browser.get(f"/orders/{order.source}/{order.external_id}/request/problem?reason=quality_visible")
    page = said(browser.get(f"/cases/{stream}"))

    assert (step.status_code, step.headers["location"]) == (303, f"/cases/{stream}")
    assert "就在这里继续" in page


def test_what_was_withdrawn_may_be_asked_for_again_after_being_told_of(fair):
    order, browser = fair.order(), fair.browser()
    first = open_request(fair.buys(), order, CLAIM, (), (), "k-1")
    act(fair.buys(), first.stream, WithdrawRequest, {}, "k-1.back")
    page = said(browser.get(f"/orders/{order.source}/{order.external_id}"))
    step = said(browser.get(f"/orders/{order.source}/{order.external_id}/request/problem"))

    assert f"没有退款 （案件 {first.case.id}" in page
    assert first.case.id in step
    assert "直接申请" not in said(browser.get("/orders"))
    assert open_request(fair.buys(), order, CLAIM, (), (), "k-2").case.stage == "negotiation"


def test_an_order_not_paid_for_has_no_button_to_its_money(fair):
    fair.order("awaiting_payment")

    assert "这笔钱怎么拿回来" not in said(fair.browser().get("/orders"))


def test_what_was_ruled_is_asked_for_again_on_another_ground_alone(fair):
    order, browser = fair.order(), fair.browser()
    stream = open_request(fair.buys(), order, CLAIM, (), (), "k-1").stream
    lost(fair, stream)
    number = pays(stream)
    with pytest.raises(Refused) as no:
        open_request(fair.buys(), order, CLAIM, (), (), "k-2")
    base = f"/orders/{order.source}/{order.external_id}"
    page, step = said(browser.get(base)), said(browser.get(f"{base}/request/problem"))

    assert (no.value.code, no.value.details["case"]) == ("ground-ruled-on", number)
    assert f"裁决没有退款 （案件 {number}" in page
    assert "钱已经付给卖家" in page
    assert "自动确认收货" not in page
    assert "坏了、破了、不能用" not in step
    assert "怀疑是假货" in step
    other = (("type", "return_refund"), ("reason", "counterfeit"), ("amount", 89000), ("goods_received", True))
    assert open_request(fair.buys(), order, other, (), (), "k-3").case.stage == "negotiation"
