"""The demo: anybody's part can be taken with one click, and its clock goes on from deadline to deadline."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browser import too_wide, violations
from evidence_files import kept_in
from gongdao.kernel.errors import Refused
from gongdao.service.demo.seed import seed
from gongdao.service.installation import law
from gongdao.service.people.actor import actor_of
from gongdao.service.people.models import User
from gongdao.service.queries.my_cases import my_cases
from gongdao.service.record import store
from gongdao.service.record.models import CaseRow, FileRow
from gongdao.service.record.verify import Verified, verify
from standing import standing_on

LIVE = {"negotiation", "returning", "evidence", "jury", "review", "remedy", "closed"}


@pytest.mark.on("postgres")
def test_a_stranger_moves_the_clock_on_a_phone(visit):
    page = visit(width=390)
    page.goto("/demo")
    assert violations(page) == []
    assert too_wide(page) == 0

    before = page.locator(".demo-now").inner_text()
    page.get_by_role("main").get_by_role("button", name="快进到下一个期限").click()
    assert page.get_by_role("status").get_by_text("到期的事已经办了").is_visible()
    assert page.locator(".demo-now").inner_text() != before


@pytest.mark.on("sqlite")
def test_the_demo_can_be_used_without_scripts_in_english(visit):
    page = visit(js=False, lang="en")
    page.goto("/demo")

    page.get_by_role("button", name="Take the next case").click()
    page.goto("/demo")
    assert page.locator(".demo-me").get_by_role("heading").inner_text() == "Lin Zhiyuan"
    assert page.locator(".me summary > span").first.inner_text() == "Lin Zhiyuan"
    page.get_by_role("main").get_by_role("button", name="Let a day pass").click()
    expect(page.get_by_role("status").get_by_text("in the marketplace")).to_be_visible()


def test_a_demo_has_disputes_in_every_stage_whose_record_is_sound(seeds, vendor):
    made = seeds(vendor)
    with standing_on(made.ground.url), kept_in(made.files):
        rows = CaseRow.objects.all()

        assert len(rows) >= 24
        assert {row.stage for row in rows} == LIVE
        assert any(row.suspended for row in rows)
        assert {row.round for row in rows} == {0, 1}
        assert {row.last_error for row in rows} == {""}
        assert list(verify(law(), Verified())) == []
        assert FileRow.objects.count() == 8


def test_a_newcomer_meets_screening_in_the_demo(seeds, vendor):
    made = seeds(vendor)
    with standing_on(made.ground.url), kept_in(made.files):
        cases = {order: store.load(law(), stream) for order, stream in made.streams.items()}
        seen = {order: {it.kind: it.state for it in case.signals} for order, case in cases.items()}

    assert seen["2606-88-399"] == {"message.scam": "raised", "shop.false_brand": "raised"}
    assert [it.state for it in cases["2606-88-399"].messages] == ["said", "said", "held"]
    assert seen["2606-66-070"] == {"picture.reused": "contested"}
    assert seen["2606-18-20000"]["parcel.batch_sign_off"] == "raised"
    assert seen["2606-77-129"] == {"parcel.no_pick_up": "raised"}
    assert seen["2605-52-4680"] == {"parcel.other_signer": "raised", "parcel.without_consent": "raised"}
    assert seen["2606-31-158"] == {"message.scam": "raised"}


def test_a_closed_case_says_in_the_list_what_came_back(seeds, vendor):
    made = seeds(vendor)
    with standing_on(made.ground.url), kept_in(made.files):
        fang = actor_of(User.objects.get(external_id="fang"))
        closed = {case.title: case.received for case in my_cases(fang) if case.closed}

        assert closed == {"羊绒围巾": 4000, "羊毛开衫": 0}


def test_a_demo_is_made_nowhere_else(standing):
    with pytest.raises(Refused) as refused:
        seed(law())

    assert refused.value.code == "no-demo"
    assert not User.objects.exists()
