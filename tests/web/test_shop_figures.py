"""The figures of a shop: a rate anybody can count again, with its base and range; measures with their grounds."""

from __future__ import annotations

import re
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongdao.case.court import ask
from gongdao.case.stages.negotiation import AgreeRefund
from gongdao.case.stages.opening import OpenRequest, TakeFacts
from gongdao.service.actions.act import act
from gongdao.service.installation import law, now
from gongdao.service.queries.alike import share_range
from gongdao.service.queries.shop_figures import courses, money_back, rate
from gongdao.service.queries.shop_rules import formula
from gongdao.service.record import store
from gongdao.service.web.chart import Bar, Span, bars, spans, ticks
from quarrels import asks, ruled, staff, unshipped


def disputes(fair) -> dict[str, str]:
    """One dispute for each way it may end."""
    judge, streams = staff(), {}
    for n, name in enumerate(("buyer", "seller", "settled", "open")):
        streams[name] = asks(fair, fair.order("signed", f"O-{n}"))
    ruled(fair, streams["buyer"], judge)
    ruled(fair, streams["seller"], judge, for_buyer=False)
    act(fair.sells(), streams["settled"], AgreeRefund, {})
    return streams


def test_only_what_the_platform_found_against_the_shop_counts_as_the_pack_says_too(fair):
    streams = disputes(fair)
    at, found = now(), rate(fair.shop, formula(now()).days, now())
    court = store.court(law())
    by_pack = [
        name
        for name, stream in streams.items()
        if ask(court, store.load(law(), stream), at, "counts_against_shop")["counts_against_shop"]
    ]

    assert by_pack == ["buyer"]
    assert [it.stream for it in found.counted] == [streams["buyer"]]
    assert (found.orders, found.all_counted, found.all_orders) == (4, 1, 4)
    ended = {it.ended for it in courses(fair.shop, 90, at)}
    assert ended == {"buyer", "seller", "settled", ""}


def test_a_share_stands_only_on_enough_orders_and_with_its_range(fair):
    disputes(fair)
    browser = fair.browser(fair.seller)
    few = browser.get("/shop/figures").content.decode()
    for n in range(4, 40):
        fair.order("signed", f"O-{n}")
    enough = browser.get("/shop/figures?days=30").content.decode()
    low, high = share_range(1, 40)

    assert "成交不足 20 笔" in few
    assert "2.50%" not in few
    assert "2.50%" in enough
    assert f"{low:.2%} – {high:.2%}" in enough
    assert "判定为卖家责任的退款 1 笔 ÷ 近 30 天成交 40 笔" in enough
    assert "GD-50" in enough


def test_the_charts_have_a_finding_two_drawings_and_their_table_and_no_styles(fair):
    disputes(fair)
    page = fair.browser(fair.seller).get("/shop/figures").content.decode()

    assert page.count('class="plot wide"') == page.count('class="plot slim"') == page.count("看数字") == 3
    assert "4 件纠纷里，最多的是" in page
    assert "有结果的 3 件，1 件自己谈成" in page
    assert "您第一次答复，中位" in page
    assert "style=" not in page
    assert "Your first answer takes" in fair.browser(fair.seller, "en").get("/shop/figures").content.decode()


def test_the_figures_take_as_many_reads_for_many_disputes_as_for_few(fair):
    browser = fair.browser(fair.seller)
    unshipped(fair, "O-1")
    browser.get("/shop/figures")
    with CaptureQueriesContext(connection) as few:
        browser.get("/shop/figures")
    for n in range(2, 6):
        unshipped(fair, f"O-{n}")
    with CaptureQueriesContext(connection) as many:
        browser.get("/shop/figures")

    assert len(many) == len(few)


def test_a_measure_stands_with_its_facts_and_its_rule_or_that_they_are_lacking(fair):
    stream, at, by = "shop:GD-2026-0900", now(), f"seller:{fair.sells().person}"
    told = (("kind", "listing_removed"), ("informed_at", at - timedelta(days=1)), ("reasons_given", False))
    for path, row in (("seller", (("id", fair.shop.key),)), ("measure", told)):
        store.submit(law(), stream, TakeFacts(at, "marketplace", "shop", at, path, row), at)
    claim = (("type", "contest_measure"),)
    store.submit(law(), stream, OpenRequest(at, by, "GD-2026-0900", "taobao", "", claim), at)
    page = fair.browser(fair.seller).get("/shop/figures").content.decode()

    assert "下架商品" in page
    assert page.count("平台没有写明") == 2
    assert f'href="/cases/{stream}"' in page


def test_money_counts_when_it_arrived(fair):
    stream = unshipped(fair, "O-1")
    act(fair.sells(), stream, AgreeRefund, {})

    assert money_back(fair.shop, 90, now()) == (0, 0)


def test_the_range_of_a_share_is_wilsons():
    low, high = share_range(7, 1668)

    assert (round(low, 4), round(high, 4)) == (0.002, 0.0086)
    assert share_range(0, 0) == (0.0, 1.0)
    assert share_range(5, 5)[1] == 1.0


def test_bars_and_spans_stay_inside_their_drawing_at_both_widths():
    long = "肉眼可见的质量问题以及很长很长的名字"
    drawn = [*bars([Bar(long, 9, "9", "90%"), Bar("b", 0, "0")])]
    drawn += spans([Span(long, 1, 5, 90, "5.0 小时")], ticks(90, " 小时"))

    for plot in drawn:
        assert all(box.x >= 0 and box.x + box.width <= plot.width for box in plot.boxes)
        assert all(0 <= label.x < plot.width and 0 < label.y <= plot.height for label in plot.labels)
    assert [plot.size for plot in drawn] == ["wide", "slim", "wide", "slim"]
    assert re.fullmatch("肉眼.*…", drawn[1].labels[0].text)
    assert ticks(90, " h")[-1] == (96, "96 h")
