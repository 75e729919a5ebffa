"""What was just sent and comes again from a form made anew is not sent twice; what was said since makes it new."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from every_page import JACKET
from evidence_files import dispute, kept_in
from gongdao.service.installation import law
from gongdao.service.queries.files import handed_in
from gongdao.service.record import store
from gongdao.service.web import again
from grounds import Ground

WORDS = "请问什么时候退款？"
OFFER = {"kind": "refund", "amount": "100", "freight": "", "hours": "24", "confirm": "1"}


def sends(browser, path: str, **answers: str):
    """This function will send a form that was made anew, and give the page it leads to."""
    return browser.post(path, {**answers, "key": secrets.token_hex(8)}, follow=True).content.decode()


def messages(stream: str) -> list[str]:
    return [it.by for it in store.load(law(), stream).messages]


def test_the_same_words_are_sent_once_and_who_sends_them_is_told_since_when(fair, stream):
    browser, path = fair.browser(), f"/cases/{stream}/say"
    sends(browser, path, text=WORDS)
    page = sends(browser, path, text=WORDS)

    assert re.search(r"您在 \S+ ?\d\d:\d\d 已经提交过一模一样的内容，没有再提交一次", page)
    assert messages(stream) == ["buyer"]


def test_other_words_or_an_answer_in_between_make_it_a_new_message(fair, stream):
    buyer, seller, path = fair.browser(), fair.browser(fair.seller), f"/cases/{stream}/say"
    for browser, text in ((buyer, WORDS), (buyer, "在吗"), (buyer, WORDS), (seller, "在"), (buyer, WORDS)):
        sends(browser, path, text=text)

    assert messages(stream) == ["buyer", "buyer", "buyer", "seller", "buyer"]


def test_after_a_while_the_same_words_are_said_again(fair, stream):
    browser, path = fair.browser(), f"/cases/{stream}/say"
    sends(browser, path, text=WORDS)
    session = browser.session
    kept = session[again.SENT]
    kept[path]["at"] = (store.load(law(), stream).last_at - again.SOON - timedelta(seconds=1)).isoformat()
    session[again.SENT] = kept
    session.save()
    sends(browser, path, text=WORDS)

    assert messages(stream) == ["buyer", "buyer"]


def test_the_same_offer_from_a_second_tab_is_made_once_but_again_after_it_was_taken_back(fair, stream):
    seller, path = fair.browser(fair.seller), f"/cases/{stream}/do/make_offer"
    sends(seller, path, **OFFER, name="offer-1")
    page = sends(seller, path, **OFFER, name="offer-2")
    once = [it.state for it in store.load(law(), stream).offers]
    sends(seller, f"/cases/{stream}/do/withdraw_offer", id="offer-1", confirm="1")
    sends(seller, path, **OFFER, name="offer-2")

    assert "没有再提交一次" in page
    assert once == ["open"]
    assert [it.state for it in store.load(law(), stream).offers] == ["withdrawn", "open"]


def test_a_piece_of_evidence_is_handed_in_once(standing: Ground, tmp_path):
    with kept_in(tmp_path / "files"):
        fair, stream = dispute()
        browser, path = fair.browser(), f"/cases/{stream}/evidence/new"
        for _ in "ab":
            page = sends(browser, path, text="打开时左边已经裂开", have="none", send="1")

        assert "没有再提交一次" in page
        assert list(handed_in(stream)) == ["E1"]


@pytest.mark.on("sqlite")
def test_back_and_send_again_in_a_browser_sends_one_message(visit, site):
    page = visit("fang", width=390)
    page.goto(f"{site.case(JACKET)}/say")
    for _ in "ab":
        page.get_by_label("要说的话").fill(WORDS)
        page.get_by_role("button", name="发出").click()
        expect(page.get_by_role("status").first).to_be_visible()
        told = page.get_by_role("status").first.inner_text()
        shown = page.get_by_text(WORDS).count()
        page.go_back()

    assert "没有再提交一次" in told
    assert shown == 1
