"""Goods that go back: where to, by when, who pays the freight; and what the seller may say of what came back."""

from __future__ import annotations

from bazaar import CLAIM
from gongdao.case.stages.evidence import ConcludeEvidence, SubmitEvidence
from gongdao.case.stages.negotiation import AgreeReturn, CallPlatform, RefuseRequest
from gongdao.case.stages.offers import AcceptOffer, MakeOffer
from gongdao.case.stages.remedy import AnswerLeg, SendLeg
from gongdao.case.stages.returning import GiveReturnAddress, InspectReturn, ShipReturn
from gongdao.case.stages.review import JudgeEvidence, TakeCase
from gongdao.case.stages.ruled import GiveRuling
from gongdao.service.actions.act import act
from gongdao.service.actions.open_request import open_request
from gongdao.service.installation import law, now
from gongdao.service.people.actor import actor_of
from gongdao.service.people.models import STAFF, RoleRow, User
from gongdao.service.record import store
from page_text import said

WHERE = "中山市小榄镇某厂 2 号库，周掌柜 13800000000"


def both(browser, stream: str) -> list[str]:
    """The case page of the buyer, and the page on which he says that he sent the goods."""
    return [said(browser.get(f"/cases/{stream}{path}")) for path in ("", "/do/ship_return")]


def test_after_an_agreed_return_the_page_says_where_to_by_when_and_who_pays_the_freight(fair, stream):
    act(fair.sells(), stream, AgreeReturn, {"address": WHERE, "freight_mentioned": False})

    for page in both(fair.browser(), stream):
        assert f"退货寄到： {WHERE}" in page
        assert "最晚寄出：" in page
        assert "退货运费： 卖家出。寄的时候您先付，不要寄到付" in page
        assert "另外付给您" in page
    seller = said(fair.browser(fair.seller).get(f"/cases/{stream}"))
    assert "退货运费： 您出。" in seller
    assert "Return freight:" in said(fair.browser(lang="en").get(f"/cases/{stream}"))


def test_freight_that_was_spoken_of_is_borne_as_it_was_agreed_and_an_offer_says_by_whom(fair, stream):
    act(fair.sells(), stream, AgreeReturn, {"address": WHERE, "freight_mentioned": True})
    assert "照双方说好的" in said(fair.browser().get(f"/cases/{stream}"))

    other = open_request(fair.buys(), fair.order(number="O-2"), CLAIM, (), (), "k-2").stream
    given = {"id": "offer-1", "kind": "return_refund", "amount": 89000, "freight": "seller"}
    act(fair.sells(), other, MakeOffer, given)
    act(fair.buys(), other, AcceptOffer, {"id": "offer-1"})
    page = said(fair.browser().get(f"/cases/{other}"))
    assert "退货运费： 卖家出。" in page


def returned_by_ruling(fair, stream: str) -> None:
    """This function will have a return ruled, of whose address nobody has spoken."""
    lin = User.objects.create_user("lin", name="小林")
    RoleRow.objects.create(user=lin, role=STAFF)
    staff = actor_of(lin)
    act(fair.sells(), stream, RefuseRequest, {"reason": "没有质量问题"})
    act(fair.buys(), stream, CallPlatform, {})
    shows = {"id": "E1", "kind": "video", "digest": "0" * 64, "shows": (("shows", "hole"), ("continuous", True))}
    act(fair.buys(), stream, SubmitEvidence, shows)
    for side in (fair.buys(), fair.sells()):
        act(side, stream, ConcludeEvidence, {})
    act(staff, stream, TakeCase, {})
    judged = {"id": "E1", "judged": "valid", "prima_facie": "accepted", "reason": "开箱录像连续，看得清楚。"}
    act(staff, stream, JudgeEvidence, judged)
    act(staff, stream, GiveRuling, {})
    assert store.load(law(), stream).stage == "returning"


def test_after_a_ruling_for_a_return_the_seller_is_asked_for_the_address_and_the_buyer_told_where_it_is(fair, stream):
    returned_by_ruling(fair, stream)
    before, asked = both(fair.browser(), stream), fair.browser(fair.seller).get(f"/cases/{stream}")
    act(fair.sells(), stream, GiveReturnAddress, {"address": WHERE})

    for page in before:
        assert "卖家还没有填退货地址" in page
        assert "聊天里说的地址不算" in page
        assert "退货运费： 卖家出。" in page
    assert "还缺您的退货地址" in said(asked)
    assert f'<a class="btn" href="/cases/{stream}/do/give_return_address">' in asked.content.decode()
    assert "买家最晚寄出：" in said(asked)
    for page in both(fair.browser(), stream):
        assert f"退货寄到： {WHERE}" in page


def test_a_case_that_is_over_stands_at_the_end_of_its_steps_also_after_the_longest_way(fair, stream):
    returned_by_ruling(fair, stream)
    act(fair.buys(), stream, ShipReturn, {"waybill": "ZT1", "carrier": "中通"})
    act(fair.sells(), stream, InspectReturn, {"result": "sound", "note": ""})
    for leg in store.load(law(), stream).legs:
        store.submit(law(), stream, SendLeg(now(), "platform", leg.id), now())
        store.submit(law(), stream, AnswerLeg(now(), "marketplace", leg.id, "r-1", leg.amount, ""), now())
    page = said(fair.browser().get(f"/cases/{stream}"))

    assert store.load(law(), stream).stage == "closed"
    assert "第 6 步，共 6 步" in page


def test_goods_that_came_back_as_the_buyer_described_them_have_a_result_that_starts_no_dispute(fair, stream):
    act(fair.sells(), stream, AgreeReturn, {"address": WHERE, "freight_mentioned": True})
    act(fair.buys(), stream, ShipReturn, {"waybill": "ZT1", "carrier": "中通"})
    page = said(fair.browser(fair.seller).get(f"/cases/{stream}/do/inspect_return"))

    assert "和寄回前一样（包括买家申请里说的问题）" in page
    assert "破损：买家没有说过的" in page
    assert "举证" not in page
