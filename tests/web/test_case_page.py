"""The case page: what each side sees, what nobody else sees, and what it costs."""

from __future__ import annotations

import gzip
import re
import secrets
from datetime import timedelta
from itertools import product

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bazaar import Bazaar
from gongdao.case.stages.evidence import ConcludeEvidence, SubmitEvidence
from gongdao.case.stages.negotiation import CallPlatform, RefuseRequest
from gongdao.case.stages.offers import MakeOffer
from gongdao.case.stages.review import JudgeEvidence, TakeCase
from gongdao.case.stages.ruled import GiveRuling
from gongdao.service.actions.act import act
from gongdao.service.actions.open_request import open_request
from gongdao.service.installation import law, now
from gongdao.service.people.actor import Actor, actor_of
from gongdao.service.people.models import STAFF, AccessRow, RoleRow, User
from gongdao.service.queries import kept_answers
from gongdao.service.queries.models import Explanation
from gongdao.service.record import pauses

CLAIM = (("type", "return_refund"), ("reason", "quality_visible"), ("amount", 89000), ("goods_received", True))
TABS = ("overview", "evidence", "talks", "money", "history")


@pytest.fixture
def stream(fair: Bazaar) -> str:
    return open_request(fair.buys(), fair.order(), CLAIM, (), (), "k-1").stream


@pytest.fixture
def staff(fair: Bazaar) -> User:
    user = User.objects.create_user("lin", name="林知远")
    RoleRow.objects.create(user=user, role=STAFF)
    return user


def hands_in(actor: Actor, stream: str, id_: str, text: str) -> None:
    given = {"id": id_, "kind": "photo", "digest": secrets.token_hex(32), "shows": (("shows", text),)}
    act(actor, stream, SubmitEvidence, given)


def disputed(fair: Bazaar, stream: str) -> None:
    """This function will bring a case before the platform, with a piece of evidence from either side."""
    act(fair.sells(), stream, RefuseRequest, {"reason": "没有问题"})
    act(fair.buys(), stream, CallPlatform, {})
    hands_in(fair.buys(), stream, "E1", "底部接缝滴水")
    hands_in(fair.sells(), stream, "E2", "出厂合格")


def ruled(fair: Bazaar, stream: str, staff: User) -> None:
    """This function will have the case ruled for the buyer."""
    disputed(fair, stream)
    judge = actor_of(staff)
    act(judge, stream, TakeCase, {})
    act(fair.buys(), stream, ConcludeEvidence, {})
    act(fair.sells(), stream, ConcludeEvidence, {})
    reason = {"reason": "照片清楚"}
    act(judge, stream, JudgeEvidence, {"id": "E1", "judged": "valid", "prima_facie": "accepted", **reason})
    act(judge, stream, JudgeEvidence, {"id": "E2", "judged": "no_proof", "prima_facie": "", "reason": "单方陈述"})
    act(judge, stream, GiveRuling, {})


def read(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def plain(page: str) -> str:
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).replace("\u00a0", " ")


def test_a_pause_of_the_platform_is_told_to_both_with_its_ground(fair, stream):
    before = read(fair.browser(), f"/cases/{stream}")
    pauses.begin(law(), now(), "机房断电", "operator:1", now())
    both = [plain(read(fair.browser(user), f"/cases/{stream}")) for user in (fair.buyer, fair.seller)]
    at = now()
    pauses.end(law(), at, "operator:1", at)

    assert all("平台暂停（机房断电），所有期限都停着" in page for page in both)
    assert all("轮到" not in page for page in both)
    assert plain(read(fair.browser(), f"/cases/{stream}")).count("轮到卖家") == plain(before).count("轮到卖家") == 1


def test_every_tab_opens_for_both_sides_and_says_nothing_of_how_it_is_made(fair, stream):
    disputed(fair, stream)
    for user, lang in product((fair.buyer, fair.seller), ("zh", "en")):
        browser = fair.browser(user, lang)
        for tab in TABS:
            said = plain(read(browser, f"/cases/{stream}?tab={tab}"))
            assert stream.partition(":")[2] in said
            assert not re.search(r"[{}]|None|Text\(|[0-9a-f]{64}", said), tab


def test_the_page_says_whose_turn_it_is_and_what_one_may_do_and_what_not_and_why(fair, stream):
    seller = plain(read(fair.browser(fair.seller), f"/cases/{stream}"))
    buyer = plain(read(fair.browser(), f"/cases/{stream}"))
    assert "轮到您" in seller
    assert "请答复买家的申请" in seller
    assert "还剩" in seller
    assert "轮到卖家" in buyer
    assert "您现在不用做什么" in buyer
    assert "等卖家，您的时间不走" in buyer
    assert "现在能做的事" in buyer
    assert "申请平台介入：先由双方协商" in buyer


def test_while_evidence_is_open_each_side_reads_what_it_must_prove_and_how_it_ends_now(fair, stream):
    act(fair.sells(), stream, RefuseRequest, {"reason": "没有问题"})
    act(fair.buys(), stream, CallPlatform, {})
    buyer = plain(read(fair.browser(), f"/cases/{stream}"))
    assert "现在结束举证，就是这个结果" in buyer
    assert "您要证明" in buyer
    assert "¥890.00" in buyer
    assert "卖家要证明才能阻止" in buyer
    assert "到时按现有证据裁决" in buyer


def test_nobody_learns_that_there_is_a_case_of_others(fair, stream):
    stranger = fair.browser(User.objects.create_user("stranger"))
    theirs, none = stranger.get(f"/cases/{stream}"), stranger.get("/cases/shop:GD-2026-9999")
    assert theirs.status_code == none.status_code == 404
    assert re.sub("GD-2026-[0-9]+", "", plain(theirs.content.decode())) == re.sub(
        "GD-2026-[0-9]+", "", plain(none.content.decode())
    )
    signed_out = Client(headers={"host": "localhost"}).get(f"/cases/{stream}")
    assert signed_out.status_code == 302
    assert signed_out["Location"].startswith("/accounts/login/?next=")


def test_staff_may_read_it_and_the_parties_can_see_that_they_did(fair, stream, staff):

    from gongdao.service.queries.cases import opened

    seen = opened(actor_of(staff), stream)
    assert seen.place.role == STAFF
    assert AccessRow.objects.filter(stream=stream, person=staff.person).count() == 1
    assert "平台小二" in plain(read(fair.browser(), "/privacy"))


def test_a_ruling_is_read_with_every_piece_of_evidence_its_rules_and_its_money(fair, stream, staff):
    ruled(fair, stream, staff)
    for lang, words in (
        ("zh", ("支持买家", "采信", "照片清楚", "林知远")),
        ("en", ("For the buyer", "Weighed", "照片清楚")),
    ):
        said = plain(read(fair.browser(lang=lang), f"/cases/{stream}/rulings/1"))
        assert [word for word in (*words, "¥890.00", "CPL-24", "E1", "E2") if word not in said] == []
    assert fair.browser().get(f"/cases/{stream}/rulings/2").status_code == 404
    assert "/rulings/1" in read(fair.browser(), f"/cases/{stream}")


def test_pages_are_small_and_keep_nothing_that_people_wrote_with_what_was_worked_out(fair, stream, staff):
    ruled(fair, stream, staff)
    for path in (*(f"?tab={tab}" for tab in TABS), "/rulings/1"):
        assert len(gzip.compress(read(fair.browser(), f"/cases/{stream}{path}").encode())) < 20_000
    kept = " ".join(Explanation.objects.values_list("body", flat=True))
    assert [text for text in ("底部接缝滴水", "出厂合格", "照片清楚", "没有问题", "方女士") if text in kept] == []


def test_an_offer_of_the_other_side_waits_among_the_talks(fair, stream):
    offer = {"id": "offer-1", "kind": "refund", "amount": 89000, "freight": ""}
    act(fair.sells(), stream, MakeOffer, offer)
    buyer = fair.browser()
    assert "看方案并回复" in plain(read(buyer, f"/cases/{stream}"))
    assert "等答复" in plain(read(buyer, f"/cases/{stream}?tab=talks"))


def tag_of(page: str) -> str:
    found = re.search(r'hx-headers=\'\{"If-None-Match": "([^\']+)"\}\'', page)
    assert found
    return found[1].replace("\\", "")


def test_whether_a_case_changed_costs_one_read_and_what_changed_comes_anew(fair, stream):
    browser = fair.browser()
    page = read(browser, f"/cases/{stream}")
    seen = re.search(r"live\?seen=([0-9a-f]+)", page)
    assert seen
    path, tag = f"/cases/{stream}/live?seen={seen[1]}", {"if-none-match": tag_of(page)}
    with CaptureQueriesContext(connection) as asked:
        same = browser.get(path, headers=tag)
    assert (same.status_code, same.content, len(asked)) == (304, b"", 1)
    squeezed = browser.get(path, headers={"accept-encoding": "gzip"})  # its tag is a weak one then
    assert squeezed["Content-Encoding"] == "gzip"
    assert browser.get(path, headers={"if-none-match": squeezed["ETag"]}).status_code == 304
    act(fair.sells(), stream, RefuseRequest, {"reason": "没有问题"})
    anew = browser.get(path, headers=tag)
    said = anew.content.decode()
    assert (anew.status_code, said.count('hx-swap-oob="true"')) == (200, 2)
    assert anew["ETag"] != tag["if-none-match"]
    assert "案件有了新进展" in said
    assert "轮到您" in said
    stranger = fair.browser(User.objects.create_user("stranger"))
    assert stranger.get(path, headers={"if-none-match": '"buyer.0"'}).status_code == 404


def reads(browser: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        read(browser, path)
    return len(asked)


def test_the_page_asks_as_often_with_ten_pieces_of_evidence_as_with_two(fair, stream):
    disputed(fair, stream)
    browser = fair.browser()
    for tab in TABS:
        read(browser, f"/cases/{stream}?tab={tab}")
    few = {tab: reads(browser, f"/cases/{stream}?tab={tab}") for tab in TABS}
    for n in range(8):
        hands_in(fair.buys(), stream, f"M{n}", f"第 {n} 张照片")
    for tab in TABS:
        read(browser, f"/cases/{stream}?tab={tab}")
    assert {tab: reads(browser, f"/cases/{stream}?tab={tab}") for tab in TABS} == few
    assert max(few.values()) <= 13


def test_what_is_still_possible_is_worked_out_once_and_kept(fair, stream):
    browser = fair.browser()
    read(browser, f"/cases/{stream}")
    made = Explanation.objects.count()
    read(browser, f"/cases/{stream}")
    read(browser, f"/cases/{stream}?tab=money")
    assert Explanation.objects.count() == made
    act(fair.sells(), stream, RefuseRequest, {"reason": "没有问题"})
    read(browser, f"/cases/{stream}")
    assert Explanation.objects.count() > made


def test_what_was_worked_out_long_ago_is_let_go_and_worked_out_again(fair, stream):
    page = read(fair.browser(), f"/cases/{stream}")
    assert kept_answers.forget("default", now() - timedelta(minutes=5)) == 0
    assert kept_answers.forget("default", now() + timedelta(minutes=5)) > 0
    assert plain(read(fair.browser(), f"/cases/{stream}")) == plain(page)
