"""Notices: one's own acts are told as one's own, and how many are unread stands in the head of every page."""

from __future__ import annotations

from gongdao.case.stages.evidence import SubmitEvidence
from gongdao.case.stages.negotiation import CallPlatform, RefuseRequest
from gongdao.service.actions.act import act
from gongdao.service.installation import law, now
from gongdao.service.queries.letters import count_unread, list_letters
from gongdao.service.work import courier, sending
from page_text import said_at


def told() -> None:
    """This function will have every notice of the outbox delivered."""
    while courier.deliver(law(), now(), sending.sender(law(), now())).sent:
        pass


def test_what_somebody_did_himself_is_told_to_him_as_his_own(fair, stream):
    act(fair.sells(), stream, RefuseRequest, {"reason": "没有问题"})
    act(fair.buys(), stream, CallPlatform, {})
    told()
    mine, theirs = ({it.about: it.text for it in list_letters(who)} for who in (fair.buys(), fair.sells()))

    assert mine["RequestOpened"].zh.startswith("您提出了申请：退货退款 ¥890.00")
    assert mine["RequestOpened"].en.startswith("You made a request: return and refund")
    assert mine["PlatformCalled"].zh.startswith("您请了平台介入")
    assert theirs["RequestOpened"].zh.startswith("买家提出申请")
    assert theirs["PlatformCalled"].zh.startswith("买家请平台介入")


def test_how_many_notices_are_unread_stands_in_the_head_of_every_page(fair, stream):
    told()
    browser = fair.browser()
    before, count = said_at(browser, "/orders", "header"), count_unread(fair.buys())
    browser.post("/notices")

    assert count > 0
    assert f"{count} 条通知没看" in before
    assert "条通知没看" not in said_at(browser, "/orders", "header")


def test_the_history_names_what_a_piece_of_evidence_is_meant_to_show(fair, stream):
    proves = (("shows", "底部接缝滴水"), ("proves", "prima_facie"))
    act(fair.buys(), stream, SubmitEvidence, {"id": "E1", "kind": "photo", "digest": "0" * 64, "shows": proves})
    for lang, name in (
        ("zh", "想证明“证据看得出问题（初步凭证）”"),
        ("en", "meant to show that “the evidence shows the fault"),
    ):
        page = fair.browser(lang=lang).get(f"/cases/{stream}?tab=history").content.decode()
        assert name in page
        assert "prima_facie" not in page
