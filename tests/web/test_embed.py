"""A case inside the marketplace's own pages: once, within a minute, for one person, shown by nobody else."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.test import Client, override_settings
from django.utils import timezone
from playwright.sync_api import expect

from gongdao.kernel.errors import Refused
from gongdao.service.actions.embed import embed_link
from gongdao.service.people import links
from gongdao.service.people.actor import MARKETPLACE, Actor
from gongdao.service.people.models import User
from sites import SHOP
from standing import standing_on

CASE = "2606-66-068"
MARKET = Actor(None, "", roles=frozenset((MARKETPLACE,)), source="shop")


def link_to(site, order=CASE, person="fang", origin=SHOP) -> str:
    """This function will make a link as the marketplace's interface does."""
    with standing_on(site.ground.url), override_settings(GONGDAO_EMBED_ORIGINS=[SHOP]):
        user = User.objects.get(source="shop", external_id=person)
        return site.url + embed_link(MARKET, user, site.streams[order], origin)


def shop_page(page, src: str, at: str = SHOP) -> None:
    """This function will show a page of the marketplace that has ours inside it."""
    body = f'<!doctype html><title>shop</title><iframe title="case" width="400" height="700" src="{src}"></iframe>'
    page.route(f"{at}/**", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(f"{at}/order")


@pytest.mark.on("postgres")
def test_a_case_is_shown_and_acted_in_inside_another_site(visit, site):
    page, told = visit(js=False), []
    page.on("response", lambda answer: told.append((answer.headers.get("referrer-policy"), answer.request)))
    shop_page(page, link := link_to(site))
    frame = page.frame_locator("iframe")

    frame.get_by_role("button", name="打开案件").click()
    page.frames[1].wait_for_url(f"**/cases/{site.streams[CASE]}**")
    expect(frame.get_by_role("heading", level=1)).to_be_visible()
    expect(frame.get_by_role("banner")).to_have_count(0)

    frame.get_by_role("link", name="接受").first.click()
    frame.get_by_role("button", name="接受").click()
    expect(frame.get_by_role("status").first).to_be_visible()
    pages = [(policy, it) for policy, it in told if it.resource_type == "document" and it.url.startswith(site.url)]
    assert {it.method for _, it in pages} == {"GET", "POST"}
    assert {policy for policy, _ in pages} == {"no-referrer"}
    assert not [it.url for _, it in pages if "/cases/" in it.headers.get("referer", "")]

    again = visit()
    again.goto(link)
    expect(again.get_by_role("heading", name="链接已失效")).to_be_visible()


@pytest.mark.on("sqlite")
def test_with_scripts_it_opens_by_itself_and_other_sites_cannot_show_it(visit, site):
    page = visit()
    shop_page(page, link_to(site))
    page.wait_for_url("**/order")
    expect(page.frame_locator("iframe").get_by_role("heading", level=1)).to_be_visible()

    others = link_to(site)
    answer = page.request.get(others)
    assert f"frame-ancestors {SHOP};" in answer.headers["content-security-policy"] + ";"
    assert answer.headers["referrer-policy"] == "no-referrer"


@pytest.mark.on("sqlite")
def test_a_browser_that_keeps_no_cookies_for_us_there_opens_a_window(visit, site):
    page = visit(js=False)
    shop_page(page, link_to(site))
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("button", name="打开案件")).to_be_visible()
    page.context.clear_cookies(name="gongdao_probe")

    frame.get_by_role("button", name="打开案件").click()
    with page.context.expect_page() as opened:
        frame.get_by_role("button", name="在新窗口打开案件").click()

    window = opened.value
    window.wait_for_url(f"**{site.case(CASE)}")
    expect(window.get_by_role("heading", level=1)).to_be_visible()


@contextmanager
def open_to(origin: str):
    with override_settings(GONGDAO_EMBED_ORIGINS=[origin]):
        yield


def test_a_link_is_over_after_a_minute_and_used_up_at_once(standing):
    user, now = User.objects.create_user("fang"), timezone.now()
    with open_to(SHOP):
        token = links.make(user, "shop:GD-2026-0001", SHOP, now)

    assert links.waiting(token, now + timedelta(seconds=59)) is not None
    assert links.waiting(token, now + timedelta(seconds=60)) is None
    assert links.exchange(token, now + timedelta(seconds=60)) is None

    _, secret = links.exchange(token, now)
    assert links.exchange(token, now) is None
    assert links.page(secret, now + timedelta(minutes=119)).stream == "shop:GD-2026-0001"
    assert links.page(secret, now + timedelta(hours=2)) is None


def test_neither_a_link_nor_a_page_is_open_to_who_was_disabled_meanwhile(standing):
    user, now = User.objects.create_user("fang"), timezone.now()
    with open_to(SHOP):
        waiting, used = (links.make(user, "shop:GD-2026-0001", SHOP, now) for _ in range(2))
    _, secret = links.exchange(used, now)
    User.objects.update(is_active=False)

    assert (links.waiting(waiting, now), links.exchange(waiting, now), links.page(secret, now)) == (None, None, None)
    User.objects.update(is_active=True)
    assert links.page(secret, now) is not None


def test_a_link_is_made_for_listed_sites_only(standing):
    user = User.objects.create_user("fang")

    with open_to(SHOP), pytest.raises(Refused) as refused:
        links.make(user, "shop:GD-2026-0001", "https://elsewhere.example", timezone.now())
    assert refused.value.code == "embed-origin"


def test_a_form_without_an_origin_is_taken_only_from_a_page_of_ours(standing):
    user, now = User.objects.create_user("fang", person="p-fang"), timezone.now()
    with open_to(SHOP):
        _, secret = links.exchange(links.make(user, "shop:GD-2026-0001", SHOP, now), now)
    browser = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    browser.cookies[links.COOKIE], browser.cookies["csrftoken"] = secret, "a" * 32

    def sent(token, **said):
        form, headers = {"csrfmiddlewaretoken": token}, {"Origin": "null", **said}
        return browser.post("/cases/shop:GD-2026-0001/do/accept_offer", form, headers=headers, secure=True).status_code

    assert sent("a" * 32, **{"Sec-Fetch-Site": "same-origin"}) == 404
    assert sent("b" * 32, **{"Sec-Fetch-Site": "same-origin"}) == 403
    assert sent("a" * 32, **{"Sec-Fetch-Site": "cross-site"}) == 403
    assert sent("a" * 32) == 403
    del browser.cookies[links.COOKIE]
    assert sent("a" * 32, **{"Sec-Fetch-Site": "same-origin"}) == 403


def test_looking_at_a_link_does_not_use_it_up(standing):
    user = User.objects.create_user("fang")
    browser = Client(SERVER_NAME="localhost")
    with open_to(SHOP):
        token = links.make(user, "shop:GD-2026-0001", SHOP, timezone.now())

    for _ in range(3):
        assert browser.get(f"/embed/{token}").status_code == 200
    answer = browser.post(f"/embed/{token}")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/cases/shop:GD-2026-0001")
    cookie = str(answer.cookies["gongdao_page"])
    assert all(word in cookie for word in ("HttpOnly", "Secure", "SameSite=None; Partitioned"))
    assert browser.post(f"/embed/{token}").status_code == 410
