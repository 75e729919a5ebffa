"""What people wrote of a dispute in their own words stands where it is needed, with who said it and when."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client

from gongdao.case.rounds import Appeal
from gongdao.case.stages.evidence import ConcludeEvidence, SubmitEvidence
from gongdao.case.stages.jury import OpenJury
from gongdao.case.stages.negotiation import CallPlatform, RefuseRequest
from gongdao.case.stages.offers import MakeOffer
from gongdao.case.stages.remedy import AnswerLeg, SendLeg
from gongdao.case.stages.review import JudgeEvidence, TakeCase
from gongdao.case.stages.ruled import GiveRuling
from gongdao.service.actions.act import act
from gongdao.service.actions.open_request import open_request
from gongdao.service.installation import law, now
from gongdao.service.people.models import OPERATOR, RoleRow, User
from gongdao.service.record import erasure, store
from grounds import Ground
from offices import CLAIM, House, house

WROTE = "拆开当天台面就裂了，我叫方女士，手机 13800138000"
REFUSAL = "出厂都检验过，裂纹是安装时敲的"
GROUND, BRINGS = "安装师傅愿意作证", "安装师傅的书面说明"
LOST = "照片看不清裂纹"


@pytest.fixture
def home(standing: Ground) -> House:
    return house()


def words(browser: Client, path: str) -> str:
    """This function will give what a page says, without its marks."""
    response = browser.get(path)
    assert response.status_code == 200, path
    page = re.sub(r"<svg.*?</svg>", "", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page[page.index("<main") :]))


def asked(home: House, **order: object) -> str:
    """This function will have the buyer ask for his money in his own words, and give the stream."""
    made = home.fair.order(**order)
    return open_request(home.fair.buys(), made, (*CLAIM, ("note", WROTE)), (), (), "k-1").stream


def heard(home: House, stream: str) -> None:
    """This function will have the seller refuse and the case brought before the platform."""
    act(home.fair.sells(), stream, RefuseRequest, {"reason": REFUSAL})
    act(home.fair.buys(), stream, CallPlatform, {})
    shows = (("shows", "底部漏水"),)
    act(home.fair.buys(), stream, SubmitEvidence, {"id": "E1", "kind": "photo", "digest": "0" * 64, "shows": shows})


def lost(home: House, stream: str) -> None:
    """This function will have the case ruled for the seller."""
    for side in (home.fair.buys(), home.fair.sells()):
        act(side, stream, ConcludeEvidence, {})
    judge = home.who("lin")
    act(judge, stream, TakeCase, {})
    judged = {"id": "E1", "judged": "insufficient", "prima_facie": "rejected", "reason": LOST}
    act(judge, stream, JudgeEvidence, judged)
    act(judge, stream, GiveRuling, {})


def test_what_the_buyer_wrote_with_the_request_is_read_by_buyer_seller_and_who_decides(home):
    stream = asked(home)
    for side in (home.fair.buyer, home.fair.seller):
        overview = words(home.fair.browser(side), f"/cases/{stream}")
        assert re.search(f"买家说的经过 方女士 · .*{WROTE}", overview)
        for tab in ("talks", "history"):
            assert WROTE in words(home.fair.browser(side), f"/cases/{stream}?tab={tab}")
        assert re.search(
            f"What the buyer says 方女士 · .*{WROTE}", words(home.fair.browser(side, "en"), f"/cases/{stream}")
        )
    heard(home, stream)
    desk = words(home.browser("lin"), f"/desk/{stream}")
    assert re.search(f"买家说的经过 方女士 · .*{WROTE}.*认定事实", desk)


def test_why_the_seller_refused_and_why_somebody_appealed_stand_on_the_case_page_and_the_desk(home):
    stream = asked(home)
    heard(home, stream)
    lost(home, stream)
    act(home.fair.buys(), stream, Appeal, {"ground": GROUND, "new_evidence": BRINGS})
    pages = (
        (home.fair.browser(), f"/cases/{stream}"),
        (home.fair.browser(home.fair.seller), f"/cases/{stream}"),
        (home.browser("su"), f"/desk/{stream}"),
    )
    for browser, path in pages:
        said = words(browser, path)
        assert re.search(f"卖家拒绝的理由 九牧整装卫浴 · [^<]*{REFUSAL}", said)
        assert re.search(f"买家第 1 次申诉的理由 方女士 · [^<]*{GROUND}", said)
        assert re.search(f"买家第 1 次申诉的新证据 方女士 · [^<]*{BRINGS}", said)


def test_who_lost_reads_why_and_how_and_until_when_to_appeal_and_the_ruling_and_its_draft_say_the_same(home):
    stream = asked(home)
    heard(home, stream)
    for side in (home.fair.buys(), home.fair.sells()):
        act(side, stream, ConcludeEvidence, {})
    judge, desk = home.who("lin"), home.browser("lin")
    act(judge, stream, TakeCase, {})
    judged = {"id": "E1", "judged": "insufficient", "prima_facie": "rejected", "reason": LOST}
    act(judge, stream, JudgeEvidence, judged)
    draft = words(desk, f"/desk/{stream}")
    act(judge, stream, GiveRuling, {})
    buyer = home.fair.browser()
    page = words(buyer, f"/cases/{stream}")
    assert "裁决支持卖家" in page
    assert re.search("理由：主张肉眼可见的质量问题，买家未提供初步凭证的，问题不成立", page)
    assert "您的 E1：未采信" in page
    end = "从裁决送达起就可以，规则没有规定最晚哪一天"
    for said in (draft, page, words(buyer, f"/cases/{stream}/rulings/1"), words(buyer, f"/cases/{stream}/appeal")):
        assert end in said
    html = buyer.get(f"/cases/{stream}").content.decode()
    assert f'<a class="btn" href="/cases/{stream}/appeal">' in html
    won = words(home.fair.browser(home.fair.seller), f"/cases/{stream}")
    assert "为什么这样裁决" not in won
    for leg in store.load(law(), stream).legs:
        store.submit(law(), stream, SendLeg(now(), "platform", leg.id), now())
        store.submit(law(), stream, AnswerLeg(now(), "marketplace", leg.id, f"r-{leg.id}", leg.amount, ""), now())
    over = words(buyer, f"/cases/{stream}")
    assert (
        "案件已结：裁决支持卖家 理由：主张肉眼可见的质量问题，买家未提供初步凭证的，问题不成立。结果：打款给卖家"
        in over
    )
    assert end in over


def test_what_somebody_wrote_and_had_erased_is_said_to_be_gone_on_every_page(home):
    stream = asked(home)
    heard(home, stream)
    erasure.erase(connection.alias, stream, "buyer", now())
    for browser, path in (
        (home.fair.browser(home.fair.seller), f"/cases/{stream}"),
        (home.fair.browser(home.fair.seller), f"/cases/{stream}?tab=talks"),
        (home.fair.browser(home.fair.seller), f"/cases/{stream}?tab=history"),
        (home.browser("lin"), f"/desk/{stream}"),
    ):
        said = words(browser, path)
        assert "（不公开或已删除的文字）" in said
        assert WROTE not in said
        assert not re.search(r"\b[0-9a-f]{64}\b", said)


def test_a_juror_reads_what_both_wrote_without_names_and_numbers(home):
    stream = asked(home, buyer={"chose_jury": True})
    heard(home, stream)
    act(home.who("lin"), stream, OpenJury, {"size": 3, "to_win": 2, "pool": ""})
    said = words(home.browser("he"), f"/jury/{stream}")
    assert "拆开当天台面就裂了，我叫■■，手机 ■■" in said
    assert REFUSAL in said
    assert WROTE not in words(home.browser("he"), f"/cases/{stream}")


def test_the_operator_who_may_see_nobody_reads_nobodys_words(home):
    stream = asked(home)
    heard(home, stream)
    user = User.objects.create_user("op", name="op")
    RoleRow.objects.create(user=user, role=OPERATOR)
    answer = home.fair.browser(user).get(f"/cases/{stream}")
    assert WROTE not in answer.content.decode()
    assert REFUSAL not in answer.content.decode()


def head(page: str) -> str:
    """This function will give what a page says before its tabs."""
    return page[: page.index("概览")]


def test_a_refusal_stands_in_the_headline_and_the_talks_count_what_they_show(home):
    stream = asked(home)
    act(home.fair.sells(), stream, RefuseRequest, {"reason": REFUSAL})
    buyer, seller = home.fair.browser(), home.fair.browser(home.fair.seller)
    assert "卖家拒绝了申请：可以接着谈，或者请平台介入" in head(words(buyer, f"/cases/{stream}"))
    assert "您已经拒绝申请，等买家决定下一步" in head(words(seller, f"/cases/{stream}"))
    for browser, tab in ((buyer, "overview"), (seller, "talks"), (buyer, "money")):
        assert "协商 2 " in words(browser, f"/cases/{stream}?tab={tab}")
    talks = buyer.get(f"/cases/{stream}?tab=talks").content.decode()
    assert talks.count('<article class="offer') == 2


def test_an_offer_stands_in_the_headline_with_its_sum(home):
    stream = asked(home)
    offer = {"id": "o-1", "kind": "compensate", "amount": 3000, "freight": "", "answers": "", "extras": (), "hours": 48}
    act(home.fair.sells(), stream, MakeOffer, offer)
    page = head(words(home.fair.browser(), f"/cases/{stream}"))
    assert "卖家提出：补偿 ¥30.00，货留下。等您答复" in page
    assert "it is for you to answer" in head(
        words(home.fair.browser(lang="en"), f"/cases/{stream}").replace("Overview", "概览")
    ).replace("It", "it")


def test_who_brought_all_evidence_waits_for_the_other_side_which_is_told_so(home):
    stream = asked(home)
    heard(home, stream)
    act(home.fair.buys(), stream, ConcludeEvidence, {})
    buyer = home.fair.browser().get(f"/cases/{stream}").content.decode()
    mine = head(words(home.fair.browser(), f"/cases/{stream}"))
    assert "您的举证已经结束，等卖家举证" in mine
    assert "轮到您" not in mine
    assert f'<a class="btn" href="/cases/{stream}/evidence/new' not in buyer
    theirs = head(words(home.fair.browser(home.fair.seller), f"/cases/{stream}"))
    assert "轮到您。对方的举证已经结束" in theirs


def test_the_desk_says_that_evidence_waits_to_be_examined_and_not_that_there_is_none(home):
    stream = asked(home)
    heard(home, stream)
    for side in (home.fair.buys(), home.fair.sells()):
        act(side, stream, ConcludeEvidence, {})
    said = words(home.browser("lin"), f"/desk/{stream}")
    assert "证据已交，还没有审核 · 由买家证明" in said
    assert "待审 买家的 E1 还没有审核" in said
    assert "还有证据没有审核，草稿先不计入它们。" in said


def won_on_appeal(home: House, stream: str) -> None:
    """This function will have the buyer, who lost, appeal with another photo and win."""
    act(home.fair.buys(), stream, Appeal, {"ground": GROUND, "new_evidence": "E2"})
    shows = (("shows", "裂纹和吊牌一起拍的"),)
    act(home.fair.buys(), stream, SubmitEvidence, {"id": "E2", "kind": "photo", "digest": "1" * 64, "shows": shows})
    for side in (home.fair.buys(), home.fair.sells()):
        act(side, stream, ConcludeEvidence, {})
    judge = home.who("qiao")
    act(judge, stream, TakeCase, {})
    judged = {"id": "E2", "judged": "valid", "prima_facie": "accepted", "reason": "看得清"}
    act(judge, stream, JudgeEvidence, judged)
    act(judge, stream, GiveRuling, {})


def pays(stream: str) -> None:
    """This function will have the marketplace pay what is held."""
    for leg in store.load(law(), stream).legs:
        if leg.state == "held":
            store.submit(law(), stream, SendLeg(now(), "platform", leg.id), now())
            answer = AnswerLeg(now(), "marketplace", leg.id, f"r-{leg.id}", leg.amount, "")
            store.submit(law(), stream, answer, now())


def test_a_ruling_names_as_proof_only_what_counted_and_the_account_that_paid(home):
    stream = asked(home)
    heard(home, stream)
    lost(home, stream)
    pays(stream)
    won_on_appeal(home, stream)
    buyer, ruling = home.fair.browser(), f"/cases/{stream}/rulings/2"
    said = words(buyer, ruling)
    assert "E2 支持 40" in said
    assert "E1 未被采信" in said
    assert "E1、E2 支持" not in said
    legs = [leg for leg in store.load(law(), stream).legs if leg.key.ruling == "R2"]
    assert {leg.source.kind.value for leg in legs} == {"seller_settlement"}
    assert "由卖家应结货款付给买家（退款）" in said
    assert "由担保账户付" not in said


def test_if_you_do_not_agree_tells_of_the_appeal_and_nothing_else(home):
    stream = asked(home)
    heard(home, stream)
    lost(home, stream)
    said = words(home.fair.browser(), f"/cases/{stream}/rulings/1")
    part = said[said.index("不服怎么办") : said.index("规则还给双方的权利和义务")]
    assert "您可以申诉" in part
    assert "申诉期限" in part
    assert "CC-621" not in part
    assert said.index("规则还给双方的权利和义务") < said.index("CC-621") < said.index("平台自己要做的")
