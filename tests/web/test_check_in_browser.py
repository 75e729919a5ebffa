"""The public check on a phone: with a script and without, in large type and in the dark, on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser import too_wide, violations
from stories import SPARE_MONEY


def sound(page: Page) -> None:
    assert violations(page) == []
    assert too_wide(page) == 0


@pytest.mark.on("sqlite")
@pytest.mark.parametrize("js", [True, False], ids=["with a script", "without a script"])
def test_a_story_is_pasted_stopped_and_made_ready_for_the_police(visit, js):
    page = visit(width=390, js=js)
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="帮我看看是不是骗局").click()
    page.get_by_label("贴在这里").fill(SPARE_MONEY)
    page.get_by_role("button", name="帮我看看").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("这很像“多退了钱，要您退回”的骗局")
    expect(page.locator("mark").filter(has_text="共享屏幕")).to_be_visible()
    expect(page.get_by_role("link", name="96110")).to_have_attribute("href", "tel:96110")
    expect(page.get_by_text("卖家要在 2 天内答复")).to_be_visible()
    page.get_by_text("交易成功", exact=True).click()
    expect(page.get_by_text("15 天内可以申请")).to_be_visible()

    page.get_by_role("button", name="整理报案材料").click()
    page.get_by_label("损失多少钱").fill("9,800 元")
    page.get_by_role("button", name="更新草稿").click()
    expect(page.get_by_role("article").get_by_text("9,800 元")).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("button", name="存成文本").click()
    assert "9,800 元" in taken.value.path().read_text("utf-8")
    page.get_by_role("button", name="更新草稿").click()
    expect(page.get_by_role("article").get_by_text("9,800 元")).to_be_visible()


@pytest.mark.on("postgres")
def test_the_check_is_sound_in_large_type_in_the_dark_in_english_and_on_paper(visit):
    for options in ({"elder": True}, {"lang": "en"}):
        page = visit(width=390, **options)
        page.emulate_media(color_scheme="dark")
        page.goto("/check")
        sound(page)
        page.locator("#text").fill(SPARE_MONEY)
        page.locator("main form .btn").click()
        sound(page)
        page.goto("/check")
        page.locator("summary").click()
        page.get_by_role("checkbox").nth(2).check()
        page.locator("main form .btn").click()
        sound(page)
        page.locator("form[action='/check/dossier'] button").click()
        sound(page)
    page.emulate_media(media="print")
    expect(page.locator("main form").first).to_be_hidden()
    expect(page.get_by_role("article")).to_be_visible()
