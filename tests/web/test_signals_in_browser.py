"""A message that the rules stop, in a browser: its author is told, the other side is spared, the desk decides."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browser import too_wide, violations
from every_page import COPIED, JACKET, SHOWER

STOPPED = "您是 VIP 会员，每月要扣费；请打开屏幕共享，把验证码报给我，我来取消"


@pytest.mark.on("sqlite")
def test_what_is_stopped_is_told_to_its_author_and_never_shown_until_the_desk_lets_it_through(visit, site):
    seller = visit("lan", width=390, js=False)
    seller.goto(f"{site.case(JACKET)}?tab=talks")
    seller.get_by_role("link", name="发消息给对方").click()
    seller.get_by_label("要说的话").fill(STOPPED)
    seller.get_by_role("button", name="发出").click()
    expect(seller.get_by_text("消息被拦下了，对方还看不到：里面有规则要拦的内容")).to_be_visible()
    expect(seller.locator("mark").filter(has_text="屏幕共享")).to_be_visible()

    buyer = visit("fang", width=390, elder=True)
    buyer.goto(f"{site.case(JACKET)}?tab=talks")
    expect(buyer.get_by_text("这条消息被拦下了")).to_be_visible()
    expect(buyer.get_by_role("link", name="打 96110 问一问")).to_have_attribute("href", "tel:96110")
    expect(buyer.get_by_text("VIP 会员")).to_have_count(0)
    assert violations(buyer) == []
    assert too_wide(buyer) == 0

    desk = visit("su")
    desk.goto("/desk/signals")
    desk.get_by_role("row", name="消息没有给对方看").first.get_by_role("link", name="放行消息").click()
    expect(desk.locator(".quote")).to_be_visible()
    desk.get_by_label("理由").fill("引用了别人的话")
    desk.get_by_role("button", name="放行").click()
    expect(desk.get_by_role("status").first).to_be_visible()


@pytest.mark.on("postgres")
def test_a_signal_is_reviewed_with_its_objection_in_sight_and_then_gone(visit, site):
    desk = visit("lin", lang="en")
    desk.goto("/desk/signals?show=contested")
    desk.get_by_role("link", name="Review").click()
    expect(desk.get_by_text("contests it:")).to_be_visible()
    desk.get_by_label("Take it down").check()
    desk.get_by_label("Reason").fill("They share a flat.")
    desk.get_by_role("button", name="Decide").click()
    expect(desk.get_by_role("status").first).to_be_visible()

    buyer = visit("liu", width=390, lang="en")
    buyer.goto(site.case(COPIED))
    expect(buyer.get_by_role("heading", level=1)).to_be_visible()
    expect(buyer.get_by_text("used in another case")).to_have_count(0)

    shop = visit("ma", lang="en")
    shop.goto(site.case(SHOWER))
    expect(shop.get_by_text("This speaks of your side").first).to_be_visible()
    expect(shop.get_by_text("Before paying")).to_have_count(0)
    assert violations(shop) == []
