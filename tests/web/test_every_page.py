"""What must hold on every page: nothing for axe to find, nothing to scroll sideways to, no script or policy broken."""

from __future__ import annotations

import re
from itertools import count as counted, groupby
from operator import attrgetter

import pytest
from playwright.sync_api import Page, expect

from browser import too_wide, violations, visiting
from counts import count
from every_page import JACKET, PAGES
from walks import WALKS

CHINESE = re.compile("[\u4e00-\u9fff]")
NO_PAGE = "not-found"
PHONE = {"width": 390, "height": 844}
# All pages take their colours from one sheet; looking at them takes most of the time.
CONTRAST_ON_EACH = count(short=3, long=1)


def show_whole(page: Page) -> None:
    """This function will make the screen as tall as the page: what its bars lie over can be scrolled to."""
    page.set_viewport_size({**PHONE, "height": page.evaluate("document.documentElement.scrollHeight")})


@pytest.mark.on("sqlite")
def test_every_page_is_sound_on_a_phone(visit, site):
    wrong: dict[str, object] = {}
    numbers = counted()
    for person, pages in groupby(sorted(PAGES, key=attrgetter("as_")), attrgetter("as_")):
        page = visit(person, width=390)
        for seen in pages:
            page.set_viewport_size(PHONE)
            answer = page.goto(seen.found(page, site))
            show_whole(page)
            found = violations(page, contrast=next(numbers) % CONTRAST_ON_EACH == 0)
            found += [f"{too_wide(page)} px too wide"] if too_wide(page) else []
            found += [] if (answer.status == 404) == (seen.name == NO_PAGE) else [f"answered {answer.status}"]
            wrong |= {seen.name: found} if found else {}
    assert wrong == {}


@pytest.mark.on("sqlite")
@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.go.__name__)
def test_every_page_on_a_way_is_sound_on_a_phone(chromium, site, walk):
    wrong: dict[str, object] = {}
    with visiting(chromium, site.by_name(), walk.as_, width=390) as page:
        for name in walk.go(page, site):
            found = violations(page, contrast=False) + ([f"{too_wide(page)} px too wide"] if too_wide(page) else [])
            wrong |= {name: found} if found else {}
    assert wrong == {}


@pytest.mark.on("postgres")
def test_pages_in_english_large_type_and_the_dark_are_sound(visit, site):
    english = visit("fang", width=390, lang="en")
    for name in ("orders", "order", "cases", "case-offer", "appeal", "ruling"):
        english.set_viewport_size(PHONE)
        english.goto(next(seen for seen in PAGES if seen.name == name).on(site))
        show_whole(english)
        assert violations(english) == []
        assert not CHINESE.search(english.get_by_role("contentinfo").inner_text())
        assert english.locator("html").get_attribute("lang") == "en"

    elder = visit("zhao", width=390, elder=True)
    elder.emulate_media(color_scheme="dark")
    for path in ("/cases", "/orders", site.case("2605-31-260")):
        elder.set_viewport_size(PHONE)
        elder.goto(path)
        show_whole(elder)
        assert violations(elder) == []
        assert too_wide(elder) == 0
        assert elder.locator("html").get_attribute("data-mode") == "elder"
    ends = [tab["x"] + tab["width"] for tab in (it.bounding_box() for it in elder.locator(".tabs a").all())]
    assert len(ends) == 5
    assert max(ends) <= PHONE["width"], "a tab is past the edge of the screen"


def test_a_case_is_settled_with_the_keyboard_alone(visit, site):
    page = visit("fang")
    page.goto(site.case(JACKET))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")

    tab_to(page, "接受方案")
    page.keyboard.press("Enter")
    page.wait_for_url("**/do/accept_offer")
    tab_to(page, "接受")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_be_visible()


def tab_to(page, name: str, most: int = 80) -> None:
    """This function will press Tab until what has the focus reads like this."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText?.trim()") == name:
            return
    pytest.fail(f"{name} cannot be reached with Tab")
