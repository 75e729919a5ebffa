"""A seller's inbox: what is due first comes first, with what silence does and what each way out costs."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongdao.case.stages.negotiation import AgreeRefund, WithdrawRequest
from gongdao.kernel.errors import Refused
from gongdao.service.actions.act import act
from gongdao.service.actions.standing_offers import publish
from gongdao.service.installation import law, now
from gongdao.service.market.models import Shop
from gongdao.service.people.models import SELLER, RoleRow, User
from gongdao.service.queries.cases import opened
from gongdao.service.queries.shops import TODAY, WAITING, WEEK, Wanted, inbox
from gongdao.service.queries.way_costs import ways_out
from gongdao.service.record import store
from page_text import said
from quarrels import asks, heard, refused, ruled, staff, unshipped


def test_what_is_due_first_comes_first_and_silence_is_told_with_its_amount(fair):
    answer = asks(fair, fair.order("signed", "O-1"))
    refund = unshipped(fair, "O-2")
    talked = asks(fair, fair.order("signed", "O-3"))
    refused(fair, talked)

    found = inbox(fair.sells(), Wanted(), now())

    assert [(it.stream, it.group) for it in found.entries] == [(refund, WEEK), (answer, WEEK), (talked, WAITING)]
    page = said(fair.browser(fair.seller).get("/shop"))
    assert "2 件等您办" in page
    assert "系统自动退款 ¥890.00" in page
    assert "买家可以请平台介入，最多退 ¥890.00" in page
    assert page.index("系统自动退款") < page.index("买家可以请平台介入") < page.index("等买家决定")


def test_on_the_last_day_a_case_is_due_today_also_if_it_ends_at_midnight(fair):
    stream = unshipped(fair, "O-1")
    due = inbox(fair.sells(), Wanted(), now()).entries[0].due

    at = {hours: inbox(fair.sells(), Wanted(), due - timedelta(hours=hours)) for hours in (0, 24)}
    midnight = datetime.fromisoformat("2026-11-25T00:00:00+08:00")
    connection.cursor().execute(
        "UPDATE record_deadline SET due = %s WHERE stream = %s", ["2026-11-24T16:00:00.000000Z", stream]
    )

    assert at[0].entries[0].group == TODAY
    assert at[24].entries[0].group == WEEK
    assert inbox(fair.sells(), Wanted(), midnight - timedelta(hours=9)).entries[0].group == TODAY


def test_a_long_inbox_comes_in_pages_that_show_each_case_once_with_as_many_reads_as_a_short_one(fair):
    browser = fair.browser(fair.seller)
    unshipped(fair, "O-0")
    browser.get("/shop")
    with CaptureQueriesContext(connection) as few:
        browser.get("/shop")
    streams = [unshipped(fair, f"O-{n}") for n in range(1, 23)]
    browser.get("/shop")
    with CaptureQueriesContext(connection) as many:
        first = browser.get("/shop")
    more = re.search(r'href="\?([^"]*after=[^"]*)"', first.content.decode())
    second = browser.get(f"/shop?{more[1].replace('&amp;', '&')}")
    shown = [re.findall(r"GD-\d+-\d+(?= ·)", said(page)) for page in (first, second)]

    assert len(many) == len(few)
    assert [len(set(numbers)) for numbers in shown] == [20, 3]
    assert len(set(shown[0]) | set(shown[1])) == len(streams) + 1


def test_a_filter_shows_what_it_says_and_nothing_of_other_shops(fair):
    asks(fair, fair.order("signed", "O-1"))
    closed = asks(fair, fair.order("signed", "O-2"))
    act(fair.buys(), closed, WithdrawRequest, {})
    other = User.objects.create_user("lan", name="蓝掌柜")
    RoleRow.objects.create(
        user=other,
        role=SELLER,
        shop=Shop.objects.create(source="shop", external_id="S-2", name="青岚", updated_at=now()).key,
    )
    sells, at = fair.sells(), now()

    def streams(**wanted: str) -> list[str]:
        return [it.stream for it in inbox(sells, Wanted(**wanted), at).entries]

    assert streams(show="closed") == [closed]
    assert len(streams(text="O-1")) == len(streams(reason="quality_visible")) == 1
    assert streams(text="%") == streams(reason="no_reason") == streams(show="waiting") == []
    assert "没有等您办的" in said(fair.browser(other).get("/shop"))
    assert "还没有" not in said(fair.browser(fair.seller).get("/shop?show=today"))


def test_a_cursor_that_is_none_of_ours_begins_at_the_first_page(fair):
    asks(fair, fair.order("signed", "O-1"))
    browser = fair.browser(fair.seller)

    for after in ("x", "bnVsbA==", "WzEsMiwzXQ==", "WzksImEiLCJiIl0="):
        assert "GD-" in said(browser.get("/shop", {"after": after, "q": "O-1"}))


def test_who_acts_for_no_shop_or_came_by_a_link_to_one_case_has_no_inbox(fair):
    linked = replace(fair.sells(), via="link", stream="shop:GD-2026-0001")

    with pytest.raises(Refused, match="page-not-found"):
        inbox(linked, Wanted(), now())
    with pytest.raises(Refused, match="page-not-found"):
        publish(linked, fair.shop.key, "surface_flaw", "refund", 500)
    assert fair.browser().get("/shop").status_code == 404
    with pytest.raises(Refused, match="page-not-found"):
        inbox(fair.buys(), Wanted(), now())


def test_the_inbox_speaks_english_too(fair):
    unshipped(fair, "O-1")
    page = said(fair.browser(fair.seller, "en").get("/shop"))

    assert "¥890.00 is refunded automatically" in page
    assert "What each way out costs you" in page
    assert "Agree to the refund" in page


def test_each_way_out_costs_what_it_would_move_and_nothing_is_written(fair):
    stream = unshipped(fair, "O-1")
    seen = opened(fair.sells(), stream)
    found = ways_out(seen)
    ways = {way.kind: way for way in found.ways}

    assert ways["agree_refund"].most == 89000
    assert (ways["agree_refund"].counts, ways["refuse"].counts) == ("no", "if_lost")
    assert (found.effect, found.silence.most, found.silence.counts) == ("refund", 89000, "no")
    assert store.load(law(), stream).seq == seen.case.seq
    after = act(fair.sells(), stream, AgreeRefund, {}).case
    assert sum(leg.amount for leg in after.legs) == ways["agree_refund"].most


def test_a_return_is_priced_with_its_freight_beside_a_refund_without_one(fair):
    stream = asks(fair, fair.order("signed", "O-1"))
    ways = {way.kind: way for way in ways_out(opened(fair.sells(), stream)).ways}

    assert (ways["agree_return"].goods_back, ways["agree_return"].freight) == (True, "seller")
    assert (ways["keep_goods"].goods_back, ways["keep_goods"].most) == (False, 89000)
    assert ways["refuse"].least < ways["refuse"].most == 89000
    assert ways["refuse"].hours == 72


def test_for_a_low_price_a_refund_without_a_return_is_pointed_out(fair):
    dear, cheap = fair.order("signed", "O-1"), fair.order("signed", "O-2")
    type(cheap).objects.filter(pk=cheap.pk).update(paid=2500)
    cheap.refresh_from_db()
    streams = [asks(fair, order) for order in (dear, cheap)]

    assert [ways_out(opened(fair.sells(), stream)).low for stream in streams] == [False, True]
    assert "退款留货通常更省" in said(fair.browser(fair.seller).get(f"/shop?case={streams[1]}"))


def test_before_the_platform_the_shop_reads_what_it_must_prove_and_until_when(fair):
    order = fair.order("signed", "O-1")
    stream = asks(fair, order, "refund_only", "not_received")
    heard(fair, stream)
    found = ways_out(opened(fair.sells(), stream))
    defend = next(way for way in found.ways if way.kind == "defend")

    assert "delivered" in defend.prove
    assert defend.hours == 71
    assert (found.effect, found.until - now() < timedelta(hours=24)) == ("review", True)


def test_the_ways_out_are_the_shops_alone(fair):
    stream = asks(fair, fair.order("signed", "O-1"))
    pages = [said(fair.browser(who).get(f"/cases/{stream}")) for who in (fair.seller, fair.buyer)]

    assert ["每条路要付出什么" in page for page in pages] == [True, False]

    assert ways_out(opened(fair.buys(), stream)) is None
    assert ways_out(opened(staff(), stream)) is None


def test_a_standing_offer_stands_beside_the_part_the_shop_may_offer(fair):
    publish(fair.sells(), fair.shop.key, "quality_visible", "refund", 2000)
    asks(fair, fair.order("signed", "O-1"))

    assert "您的常设方案是 ¥20.00" in said(fair.browser(fair.seller).get("/shop"))


def test_a_case_ruled_for_the_buyer_waits_for_others_and_has_no_ways_left(fair):
    stream = asks(fair, fair.order("signed", "O-1"))
    ruled(fair, stream, staff())
    entry = inbox(fair.sells(), Wanted(), now()).entries[0]

    assert entry.group == WAITING
    assert ways_out(opened(fair.sells(), stream)) is None
