"""The demo: anybody's part can be taken with one click, and its clock goes on from deadline to deadline."""

from __future__ import annotations

import pytest

from browser import too_wide, violations


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


def test_the_demo_can_be_used_without_scripts_in_english(visit):
    page = visit(js=False, lang="en")
    page.goto("/demo")

    page.get_by_role("button", name="Take the next case").click()
    page.goto("/demo")
    assert page.locator(".demo-me").get_by_role("heading").inner_text() == "Lin Zhiyuan"
    page.get_by_role("main").get_by_role("button", name="Let a day pass").click()
    assert page.get_by_role("status").get_by_text("in the marketplace").is_visible()
