"""The first screen of a case in large type on a phone: whose turn it is and what to do; the mode stays as chosen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser import sign_in, too_wide

FINGER = 48  # pixels
BAG, JACKET, JUMPER = "2605-52-399", "2606-31-119", "2605-31-260"


def edges(page: Page, part: str) -> tuple[float, float]:
    """This function will give the upper and the lower edge of a part of the screen."""
    box = page.locator(part).bounding_box()
    assert box is not None
    return box["y"], box["y"] + box["height"]


@pytest.mark.on("sqlite")
def test_in_large_type_the_first_screen_says_whose_turn_it_is_and_has_the_button(visit, site):
    # Reading aloud needs a script, and its button stands above the card.
    visits = (("fang", JACKET, "en", True), ("lan", JUMPER, "zh", True), ("lan", JUMPER, "en", False))
    for person, order, lang, js in visits:
        page = visit(person, width=390, elder=True, js=js, lang=lang)
        page.goto(site.case(order))
        low = edges(page, "#turn")[1]

        assert edges(page, "#turn .btn")[1] < low <= 844
        assert edges(page, ".bar")[0] >= low
        assert too_wide(page) == 0


@pytest.mark.on("postgres")
def test_in_large_type_all_of_the_header_is_there_and_as_high_as_a_finger(visit, site):
    page = visit("fang", width=390, elder=True, js=False)
    page.goto(site.case(JACKET))
    header = page.get_by_role("banner")

    for part in page.locator(".top :is(a, button, summary):visible, .demo-strip :is(a, button)").all():
        assert part.bounding_box()["height"] >= FINGER, part.inner_text()
    for name in ("我的案件", "订单", "帮我看看", "规则", "怎么裁决"):
        header.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    header.locator(".me summary").click()
    expect(header.get_by_role("button", name="退出")).to_be_visible()
    expect(header.get_by_role("button", name="English")).to_be_visible()
    expect(page.get_by_role("link", name="公道", exact=True)).to_be_attached()


@pytest.mark.on("sqlite")
def test_large_type_stays_with_who_chose_it_and_goes_with_the_part_that_likes_it(visit, site):
    page = visit("zhao")
    page.goto("/orders")
    assert page.locator("html").get_attribute("data-mode") == "elder"
    sign_in(page.context, "fang")
    page.goto(site.case(BAG))
    assert page.locator("html").get_attribute("data-mode") is None

    page.get_by_role("button", name="长辈版").click()
    sign_in(page.context, "lan")
    page.goto(site.case(BAG))
    assert page.locator("html").get_attribute("data-mode") == "elder"
    page.get_by_role("button", name="标准版").click()
    sign_in(page.context, "fang")
    page.goto("/orders")
    assert page.locator("html").get_attribute("data-mode") is None
