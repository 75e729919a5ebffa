"""The juror's pages: one question without names, a sealed vote with its reason, and nothing for anybody else."""

from __future__ import annotations

import re
import secrets

import pytest
from django.test import Client

from gongdao.case.stages.jury import VoidVote
from gongdao.service.actions.act import act
from gongdao.service.installation import law
from gongdao.service.people.models import JUROR, AccessRow, RoleRow, User
from gongdao.service.queries.cases import opened
from gongdao.service.queries.prospects import prospects
from gongdao.service.record import store
from grounds import Ground
from offices import House, everybody, house

WHY = "录像连续，底部的水看得清楚。"
UNCOUNTED = {"buyer": 0, "seller": 0, "none": 0}


@pytest.fixture
def home(standing: Ground) -> House:
    return house()


def vote(browser: Client, stream: str, side: str = "buyer", reason: str = WHY, key: str = ""):
    """This function will seal a vote."""
    return browser.post(f"/jury/{stream}", {"key": key or secrets.token_hex(8), "side": side, "reason": reason})


def test_a_juror_sees_the_question_and_the_evidence_and_no_names_and_votes_once(home):
    stream, he = home.before_the_jury(), home.browser("he")
    assert "有 1 件等您投票" in he.get("/jury").content.decode()

    page = he.get(f"/jury/{stream}").content.decode()
    assert "底部漏水" in page
    assert "这些凭证能证明“肉眼可见的质量问题”吗？" in page
    for name in ("方女士", "周掌柜", "九牧整装卫浴", home.fair.shop.key, home.fair.buyer.person, "O-1"):
        assert name not in page, name

    short = vote(he, stream, reason="太短")
    assert (short.status_code, "太短" in short.content.decode()) == (422, True)
    assert vote(he, stream, side="me").status_code == 422
    for _ in range(2):
        assert vote(he, stream, key="k").status_code == 303
    again = vote(he, stream, side="seller", key="other")
    assert (again.status_code, store.load(law(), stream).voted) == (422, ((f"juror:{home.who('he').person}", "buyer"),))
    assert "您的票已封存" in he.get(f"/jury/{stream}").content.decode()


def test_a_vote_is_sealed_on_every_page_and_in_the_interface_until_the_jury_is_done(home):
    stream = home.before_the_jury(size=3)
    RoleRow.objects.create(user=User.objects.create_user("xu", name="xu"), role=JUROR)
    he, xu, buyer, seller = (
        home.browser("he"),
        home.browser("xu"),
        home.fair.browser(),
        home.fair.browser(home.fair.seller),
    )
    vote(he, stream)

    def seen(browser: Client) -> list[bool]:
        events = browser.get(f"/api/v1/cases/{stream}/events?limit=100").json()["items"]
        facts = browser.get(f"/api/v1/cases/{stream}/facts").json()["facts"]
        told = browser.get(f"/api/v1/cases/{stream}/timeline?limit=100").content.decode()
        page = browser.get(f"/cases/{stream}?tab=history").content.decode()
        return ["VoteCast" in {it["type"] for it in events}, "votes" in facts["jury"], WHY in told, "投给" in page]

    assert [seen(browser) for browser in (buyer, seller, xu)] == [[False] * 4] * 3
    assert seen(he)[:3] == [True, False, False]
    vote(xu, stream)
    assert store.load(law(), stream).stage != "jury"
    assert [seen(browser)[:2] for browser in (buyer, seller)] == [[True, True]] * 2
    one, other = (f"juror:{home.who(name).person}" for name in ("he", "xu"))
    named = {buyer: ["juror"] * 2, seller: ["juror"] * 2, he: [one, "juror"], xu: ["juror", other]}
    for browser, by in {**named, home.browser("lin"): [one, other]}.items():
        events = browser.get(f"/api/v1/cases/{stream}/events?limit=100").json()["items"]
        assert [it["by"] for it in events if it["type"] == "VoteCast"] == by


def test_nobody_but_staff_can_tell_two_cases_apart_by_how_others_voted(home):
    user = User.objects.create_user("xu", name="xu")
    RoleRow.objects.create(user=user, role=JUROR)
    made = {side: home.before_the_jury(f"O-{number}", size=5) for number, side in ((1, "buyer"), (2, "seller"))}
    for side, stream in made.items():
        vote(home.browser("he"), stream, side, f"{WHY}{side}")
        void = {"juror": f"juror:{home.who('he').person}", "reason": f"{WHY}{side}"}
        vote(home.browser("xu"), stream, side, f"{WHY}{side}")
        act(home.who("lin"), stream, VoidVote, void)
    everybody_else = [home.fair.browser(), home.fair.browser(home.fair.seller), home.browser("song")]

    for browser in everybody_else:
        for path in ("", "/facts", "/events?limit=100", "/actions", "/timeline", "/findings", "/deadlines", "/notices"):
            told = [bare(browser.get(f"/api/v1/cases/{stream}{path}").content.decode()) for stream in made.values()]
            assert told[0] == told[1], path
            assert WHY not in told[0], path
    for who in (home.fair.buys(), home.fair.sells(), home.who("song"), home.who("lin")):
        first, second = (prospects(opened(who, stream)) for stream in made.values())
        assert first == second
    for who in (home.fair.buys(), home.fair.sells(), home.who("song")):
        cases = [opened(who, stream).case for stream in made.values()]
        assert [(it.voted, it.void, it.facts["jury"]["votes"]) for it in cases] == [((), (), UNCOUNTED)] * 2
    assert [opened(home.who("lin"), stream).case.facts["jury"]["votes"][side] for side, stream in made.items()] == [
        1,
        1,
    ]
    own = opened(home.who("xu"), made["seller"], JUROR).case
    assert (own.voted, own.void, own.facts["jury"]["votes"]) == (((f"juror:{user.person}", "seller"),), (), UNCOUNTED)


def bare(text: str) -> str:
    """This function will leave out of an answer what differs between any two cases: numbers, instants, digests."""
    return re.sub(r"[0-9a-f]{16,}|GD-\d{4}-\d+|O-\d|\d{4}-\d\d-\d\dT[\d:.]+Z?(\+00:00)?|\"id\": ?\d+", "", text)


def test_the_votes_decide_and_a_juror_never_learns_the_count(home):
    stream = home.before_the_jury(size=3)
    for name in ("xu", "ma"):
        RoleRow.objects.create(user=User.objects.create_user(name, name=name), role=JUROR)
    vote(home.browser("he"), stream)
    page = home.browser("xu").get(f"/jury/{stream}").content.decode()
    assert "已投 1 席" in page
    act(home.who("lin"), stream, VoidVote, {"juror": f"juror:{home.who('he').person}", "reason": "与买家同一地址"})
    assert "您的票已作废" in home.browser("he").get(f"/jury/{stream}").content.decode()
    assert vote(home.browser("xu"), stream).status_code == 303
    assert vote(home.browser("ma"), stream).status_code == 303

    assert store.load(law(), stream).rulings[0].outcome == "return_refund"
    assert "投票已经结束" in home.browser("ma").get(f"/jury/{stream}").content.decode()


def test_the_jury_is_for_jurors_and_leaves_no_trace_for_others(home):
    stream = home.before_the_jury()
    User.objects.create_user("stranger", name="路人")
    before = AccessRow.objects.count()
    for who in everybody():
        if who == "he":
            continue
        browser = home.browser(who) if who else Client(headers={"host": "localhost"})
        assert browser.get("/jury").status_code == (404 if who else 302), who
        there = browser.get(f"/jury/{stream}")
        nowhere = browser.get("/jury/shop:GD-1999-0001")
        assert there.status_code in ((nowhere.status_code,) if who in ("", "stranger") else (403,)), who
        assert "底部漏水" not in there.content.decode()
        assert vote(browser, stream).status_code == (there.status_code if who else 303), who
    RoleRow.objects.create(user=home.fair.buyer, role=JUROR)
    assert home.browser("fang").get(f"/jury/{stream}").status_code == 403
    assert (AccessRow.objects.count(), store.load(law(), stream).voted) == (before, ())
