"""The pages of the house: front door, letters, one's own data, complaints, and what goes wrong."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client, RequestFactory

from gongdao.case.due import due
from gongdao.case.stages.negotiation import CallPlatform, RefuseRequest
from gongdao.case.stages.review import TakeCase
from gongdao.kernel.errors import Refused
from gongdao.service.actions.act import act
from gongdao.service.delivery.models import Letter
from gongdao.service.installation import law, now
from gongdao.service.people.actor import NOBODY, actor_of
from gongdao.service.people.models import OPERATOR, STAFF, AccessRow, RoleRow, User
from gongdao.service.record import store
from gongdao.service.web import errors
from page_text import words_in

CLAIM = (("type", "return_refund"), ("reason", "quality_visible"), ("amount", 89000), ("goods_received", True))


def anybody(lang: str = "zh") -> Client:
    return Client(headers={"host": "localhost", "accept-language": lang})


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_who_is_not_signed_in_can_read_what_this_is_and_how_it_works(fair, lang):
    for path in ("/", "/how", "/privacy", "/complain"):
        response = anybody(lang).get(path)
        page = response.content.decode()
        assert response.status_code == 200
        assert page.count("<h1") == 1
        assert 'href="#main"' in page
        assert bool(re.search("[\u4e00-\u9fff]{4}", words_in(page))) is (lang == "zh"), path
    told = words_in(anybody(lang).get("/privacy").content.decode())
    assert ("184 天后删除" if lang == "zh" else "deleted after 184 days") in told


def test_the_front_door_leads_nobody_where_nothing_is_for_him(fair):
    doors = {who: client.get("/").content.decode() for who, client in (
        ("nobody", anybody()), ("buyer", fair.browser()), ("seller", fair.browser(fair.seller)))}  # fmt: skip

    assert [who for who, page in doors.items() if 'href="/shop"><b>' in page] == ["nobody", "seller"]
    assert 'class="door" href="/check"' in doors["buyer"]


def test_the_language_and_the_mode_are_kept_and_one_stays_where_one_was(fair):
    browser = anybody()
    gone = browser.post("/language", {"lang": "en", "next": "/how"})
    assert gone["Location"] == "/how"
    browser.post("/mode", {"mode": "elder", "next": "/how"})
    page = browser.get("/how").content.decode()
    assert '<html lang="en" data-mode="elder">' in page
    assert 'id="aloud"' in page
    assert browser.post("/language", {"lang": "en", "next": "//elsewhere.example/"})["Location"] == "/"


def test_letters_are_read_once_and_how_mail_is_wanted_is_kept(fair, stream):
    told = {"about": "RequestRefused", "zh": "卖家拒绝了申请", "en": "Refused", "at": now()}
    Letter.objects.create(key="l-1", stream=stream, person=fair.buyer.person, place="buyer", **told)
    browser = fair.browser()
    page = browser.get("/notices").content.decode()
    assert "1 条通知还没有看" in words_in(page)
    [(title, number)] = re.findall(rf'href="/cases/{stream}">([^<]+)</a> <span[^>]+>([^<]+)<', page)
    assert number == stream.partition(":")[2] != title
    assert browser.post("/notices").status_code == 303
    assert "还没有看" not in words_in(browser.get("/notices").content.decode())
    browser.post("/notices", {"mail": "digest"})
    assert re.search('value="digest" checked', browser.get("/notices").content.decode())
    assert browser.post("/notices", {"mail": "pigeon"}).status_code == 422
    assert {browser.get("/notices", {"before": said}).status_code for said in ("²", "9" * 40, "-1", "x", "7")} == {200}


def test_a_notice_counts_down_only_while_its_deadline_runs(fair, stream):
    clock = due(store.load(law(), stream), store.court(law()))["seller"]
    told = {"about": "RequestOpened", "zh": "买家提出申请", "en": "Asked", "at": now(), "place": "seller"}
    dated = {"deadline": clock.name, "due": clock.at, "effect": clock.effect}
    Letter.objects.create(key="l-2", stream=stream, person=fair.seller.person, **told, **dated)
    seller = fair.browser(fair.seller)
    before = words_in(seller.get("/notices").content.decode())
    act(fair.sells(), stream, RefuseRequest, {"reason": "安装不当造成的"})
    after = words_in(seller.get("/notices").content.decode())

    assert "还剩" in before
    assert "买家提出申请" in after
    assert "还剩" not in after


def test_one_takes_along_ones_own_data_and_nobody_elses(fair, stream):
    mine = json.loads(fair.browser().get("/privacy/my-data.json").content)
    assert mine["account"]["name"] == "方女士"
    assert [case["stream"] for case in mine["cases"]] == [stream]
    other = fair.browser(User.objects.create_user("stranger"))
    assert json.loads(other.get("/privacy/my-data.json").content)["cases"] == []
    assert anybody().get("/privacy/my-data.json").status_code == 302


def test_the_same_look_of_one_day_stands_once_with_how_often(fair, stream):
    lin = User.objects.create_user("lin", name="林知远")
    noon = datetime(2026, 11, 20, 4, tzinfo=UTC)
    for hours, what in ((0, "case"), (1, "case"), (2, "case"), (2, "file"), (24, "case")):
        at = noon + timedelta(hours=hours)
        AccessRow.objects.create(at=at, person=lin.person, role="staff", what=what, stream=stream, via="session")

    page = fair.browser().get("/privacy").content.decode()
    assert len(re.findall("平台小二", words_in(page))) == 3
    assert "当天 3 次" in words_in(page)
    assert len(json.loads(fair.browser().get("/privacy/my-data.json").content)["looks"]) == 5


def test_erasure_is_asked_for_once_and_the_operators_are_told(fair, stream):
    operator = User.objects.create_user("ops")
    RoleRow.objects.create(user=operator, role=OPERATOR)
    browser = fair.browser()
    assert browser.post("/privacy", {"key": "e-1"}).status_code == 422
    for _ in range(2):
        assert browser.post("/privacy", {"case": stream, "key": "e-1"}).status_code == 303
    told = Letter.objects.filter(about="ErasureAsked")
    assert sorted(told.values_list("person", flat=True)) == sorted([operator.person, fair.buyer.person])
    assert f"gongdao erase {stream} --person buyer --yes" in told.get(person=operator.person).zh
    strange = {"case": [stream, "shop:GD-2026-9999"], "key": "e-2"}
    assert browser.post("/privacy", strange).status_code == 404
    assert told.count() == 2
    assert fair.browser(fair.seller).post("/privacy", {"case": stream, "key": "e-1"}).status_code == 303
    assert told.filter(person=operator.person).count() == 2


def test_a_complaint_about_staff_is_a_case_of_its_own_and_opened_once(fair, stream):
    browser, staff = fair.browser(), User.objects.create_user("lin", name="林知远")
    RoleRow.objects.create(user=staff, role=STAFF)
    given = {"case": stream, "about": "unanswered", "text": "十天没有人回复", "key": "c-1"}
    early = browser.post("/complain", given)
    assert (early.status_code, "还没有工作人员经手" in words_in(early.content.decode())) == (422, True)
    act(fair.sells(), stream, RefuseRequest, {"reason": "没有问题"})
    act(fair.buys(), stream, CallPlatform, {})
    act(actor_of(staff), stream, TakeCase, {})
    made = browser.post("/complain", given)
    assert made.status_code == 303
    assert browser.post("/complain", given)["Location"] == made["Location"]
    complaint = store.load(law(), made["Location"].partition("/cases/")[2])
    assert dict(complaint.facts["complained"])["about"] == "unanswered"
    assert browser.get(made["Location"]).status_code == 200
    assert browser.post("/complain", {"key": "c-2"}).status_code == 422


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("status", sorted(errors.PAGES))
def test_every_error_has_a_page_that_says_what_to_do_next(lang, status):
    request = RequestFactory().get("/")
    vars(request).update(lang=lang, elder=False, actor=NOBODY, now=None, session={}, _messages=())
    page = errors.broken(request) if status == 500 else errors.page_of(request, status)
    text = page.content.decode()
    assert page.status_code == status
    assert errors.PAGES[status].title.say(lang) in text
    assert errors.PAGES[status].text.say(lang) in text
    assert "Traceback" not in text


def test_what_is_not_there_or_not_meant_so_gets_a_page_in_ones_language(fair):
    browser = fair.browser(lang="en")
    assert "There is no such page" in browser.get("/nothing").content.decode()
    wrong = browser.get("/language")
    assert (wrong.status_code, wrong["Allow"]) == (405, "POST")
    assert "cannot be opened like this" in wrong.content.decode()
    checked = Client(enforce_csrf_checks=True, headers={"host": "localhost", "accept-language": "en"})
    assert "You may not open this page" in checked.post("/mode", {"mode": "elder"}).content.decode()


def test_a_refusal_that_no_page_expected_is_said_in_its_words(fair):
    request = RequestFactory().get("/cases/x")
    vars(request).update(lang="zh", elder=False, actor=fair.buys(), now=None, session={}, _messages=())
    page = errors.refused(request, Refused("nothing-chosen"))
    assert page.status_code == 422
    assert "还没有选案件" in page.content.decode()
