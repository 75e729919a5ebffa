"""What a case page foretells: nothing while evidence waits to be examined, and what was agreed once both agreed."""

from __future__ import annotations

import secrets

from gongdao.case.stages.evidence import SubmitEvidence
from gongdao.case.stages.negotiation import AgreeReturn, CallPlatform, RefuseRequest
from gongdao.service.actions.act import act
from page_text import said_at

PHOTO = {"id": "E1", "kind": "photo", "digest": secrets.token_hex(32), "shows": (("shows", "底部接缝滴水"),)}
RETURN = {"address": "中山市某厂", "freight_mentioned": False}


def test_while_evidence_waits_to_be_examined_no_result_is_foretold(fair, stream):
    act(fair.sells(), stream, RefuseRequest, {"reason": "没有问题"})
    act(fair.buys(), stream, CallPlatform, {})
    act(fair.buys(), stream, SubmitEvidence, PHOTO)
    mine = said_at(fair.browser(), f"/cases/{stream}")

    assert "证据还没审核，结果未定" in mine[: mine.index("概览")]
    for browser in (fair.browser(), fair.browser(fair.seller)):
        page, money = said_at(browser, f"/cases/{stream}"), said_at(browser, f"/cases/{stream}?tab=money")
        assert "买家得" not in page[: page.index("概览")]
        assert "就是这个结果" not in page
        assert page.index("¥890.00", page.index("还可能有哪些结果")) < page.index(
            "¥0.00", page.index("还可能有哪些结果")
        )
        assert "证据还没审核，结果未定" in money
        assert "¥0.00" not in money


def test_a_photo_handed_in_while_they_talk_does_not_read_as_lost(fair, stream):
    before = said_at(fair.browser(), f"/cases/{stream}")
    act(fair.buys(), stream, SubmitEvidence, PHOTO)
    after = said_at(fair.browser(), f"/cases/{stream}")

    assert "要是现在就由平台裁决，是这个结果" in before
    assert "是这个结果" not in after
    assert "证据还没审核，结果未定" in after


def test_what_both_agreed_to_is_the_outlook_and_no_ruling_is_foretold(fair, stream):
    act(fair.buys(), stream, SubmitEvidence, PHOTO)
    act(fair.sells(), stream, AgreeReturn, RETURN)
    page = said_at(fair.browser(), f"/cases/{stream}")

    assert "说定的结果 退货，再退 ¥890.00" in page
    assert "证据还没审核" not in page
    assert page.index("说定的结果") < page.index("退回来的东西有争议时")
    assert "是这个结果" not in page
    assert "说定的结果：退货，再退 ¥890.00" in said_at(fair.browser(), f"/cases/{stream}?tab=money")
