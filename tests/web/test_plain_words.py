"""Pages say things in words that everybody knows, with the term of the law behind them."""

from __future__ import annotations

import re
import secrets

from bazaar import Bazaar
from gongdao.case.stages.evidence import SubmitEvidence
from gongdao.case.stages.negotiation import CallPlatform, RefuseRequest
from gongdao.service.actions.act import act
from gongdao.service.queries.my_cases import my_cases
from page_text import said_at

TERMS = ("买家提供了初步凭证", "承认事实", "声明举证完毕", "中止处理", "法定底线", "链上")


def heard(fair: Bazaar, stream: str) -> None:
    """This function will bring a case before the platform."""
    act(fair.sells(), stream, RefuseRequest, {"reason": "没有问题"})
    act(fair.buys(), stream, CallPlatform, {})


def test_what_the_buyer_must_prove_is_said_in_plain_words_first(fair, stream):
    heard(fair, stream)
    page = said_at(fair.browser(), f"/cases/{stream}")

    assert "还差一项要您证明：“证据看得出问题（初步凭证）”" in page
    for tab in ("overview", "talks", "money", "history"):
        shown = said_at(fair.browser(), f"/cases/{stream}?tab={tab}")
        assert not [term for term in TERMS if term in shown], tab


def test_what_cannot_be_taken_back_stands_apart_from_everyday_acts(fair, stream):
    heard(fair, stream)
    page = said_at(fair.browser(), f"/cases/{stream}")
    first, apart = page.index("现在能做的事"), page.index("做了就收不回，想清楚再点")

    assert first < page.index("提交证据", first) < apart
    for act_ in ("承认对方说的一件事", "我的证据交完了", "撤销申请"):
        assert apart < page.index(act_), act_


def test_who_admits_something_is_told_first_that_it_cannot_be_taken_back(fair, stream):
    heard(fair, stream)
    page = said_at(fair.browser(), f"/cases/{stream}/do/admit_fact")

    assert "承认了就收不回" in page
    assert "我收回这一点，以后不能再提" in page


def test_the_number_of_a_file_is_folded_away_behind_what_it_is_for(fair, stream):
    digest = secrets.token_hex(32)
    act(
        fair.buys(),
        stream,
        SubmitEvidence,
        {"id": "E1", "kind": "photo", "digest": digest, "shows": (("shows", "滴水"),)},
    )
    page = fair.browser().get(f"/cases/{stream}/evidence/E1").content.decode()

    assert "文件动过一点就查得出来" in page
    assert digest not in re.sub(r"<details>.*?</details>", "", page, flags=re.DOTALL)


def test_a_message_to_the_seller_says_that_i_may_call_the_platform(fair, stream):
    assert my_cases(fair.buys())[0].seller_due is not None
    page = fair.browser().get(f"/cases/{stream}/speak?purpose=urge").content.decode()
    english = fair.browser(lang="en").get(f"/cases/{stream}/speak?purpose=urge").content.decode()

    assert "不答复，我可以请平台介入" in page
    assert "对方可请平台介入" not in page
    assert "without an answer I may call the platform in" in english


def test_who_wants_to_keep_the_goods_reads_that_they_may_have_to_go_back_and_what_the_sellers_silence_does(fair):
    order, browser = fair.order(number="O-2"), fair.browser()
    base = f"/orders/{order.source}/{order.external_id}/request"
    browser.post(f"{base}/problem", {"reason": "quality_visible"})
    page = said_at(browser, f"{base}/wish")
    keep = page[page.index("退款，不退货") :]

    assert "规则可能要您先把货退回，才退款" in keep
    assert "退货后退款" not in keep
    assert "前答复；卖家不理：您可以请平台介入" in page
