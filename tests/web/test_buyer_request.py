"""A buyer finds out how his money comes back, and asks for it in few steps."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongdao.kernel.errors import Refused
from gongdao.service.installation import law, now
from gongdao.service.queries.my_cases import my_cases
from gongdao.service.queries.orders import bought_by, cases_of, order_of
from gongdao.service.record import store
from page_text import said

ITEMS = [
    {"sku": "A", "qty": 1, "list": 50000, "name": "洗脸台"},
    {"sku": "B", "qty": 1, "list": 39000, "name": "龙头"},
]


def go(browser, order, **answers):
    """This function will answer the steps from the first on and give the last answer."""
    steps = {"lines": ("line",), "problem": ("reason", "note"), "wish": ("claim",), "evidence": ("have",)}
    last = None
    for step, names in steps.items():
        given = {key: value for key, value in answers.items() if key in names or key.startswith(f"{step}_")}
        given = {key.removeprefix(f"{step}_"): value for key, value in given.items()}
        if step == "lines" and "line" not in answers:
            continue
        last = browser.post(f"/orders/{order.source}/{order.external_id}/request/{step}", given)
        if last.status_code != 303:
            return last
    return last


def test_the_page_of_an_order_says_every_way_the_clock_and_what_silence_does(fair):
    browser = fair.browser()
    order = fair.order("paid_unshipped", ago=1, order={"promise_ship_h": 48})
    page = browser.get(f"/orders/{order.source}/{order.external_id}")

    assert page.status_code == 200
    text = said(page)
    assert "不想要了" in text
    assert "不答复就自动退款" in text
    assert "P-48H.1" in text
    assert "退货" not in text.split("现在有")[1].split("真正")[0].replace("不用退货", "").replace("不退货", "")
    assert "验证码" in text


@pytest.mark.parametrize(
    ("status", "ago", "says", "not_says"),
    [
        ("awaiting_payment", 1, "没有付过款", "现在申请"),
        ("shipped", 2, "没收到货", "坏了"),
        ("signed", 2, "无理由退货期", "不发货"),
        ("completed", 3, "售后申请截止", "不发货"),
        ("completed", 30, "已经过了一般的申请期限", "不喜欢、不合适"),
        ("closed", 3, "已关闭的交易", "现在申请"),
    ],
)
def test_each_state_of_an_order_has_its_own_ways(fair, status, ago, says, not_says):
    order = fair.order(status, ago=ago)
    text = said(fair.browser().get(f"/orders/{order.source}/{order.external_id}"))

    assert says in text
    assert not_says not in text


def test_a_stranger_does_not_learn_that_an_order_is_there(fair):
    order = fair.order()
    stranger = fair.browser(fair.seller)

    for path in ("", "/request/problem"):
        other = stranger.get(f"/orders/{order.source}/{order.external_id}{path}")
        none = stranger.get(f"/orders/{order.source}/nothing{path}")
        assert (other.status_code, none.status_code) == (404, 404)


def test_a_request_is_made_in_four_short_steps(fair):
    order, browser = fair.order(), fair.browser()
    assert browser.get(f"/orders/{order.source}/{order.external_id}/request/lines").status_code == 303
    go(browser, order, reason="quality_visible", note="漏水", claim="return_refund", have="later")
    check = browser.get(f"/orders/{order.source}/{order.external_id}/request/check")
    sent = browser.post(f"/orders/{order.source}/{order.external_id}/request/check")

    text = said(check)
    assert "坏了、破了、不能用" in text
    assert "¥890.00" in text
    assert "漏水" in text
    assert "卖家不理" in text
    assert sent.status_code == 303
    stream = sent.headers["location"].removeprefix("/cases/")
    claim = store.load(law(), stream).facts["claim"]
    assert (claim["type"], claim["reason"], claim["amount"]) == ("return_refund", "quality_visible", 89000)
    assert "漏水" not in str(claim["note"])


def test_what_would_prove_it_is_listed_by_the_reason(fair):
    order, browser = fair.order(), fair.browser()
    go(browser, order, reason="quality_visible", note="漏水", claim="return_refund")
    text = said(browser.get(f"/orders/{order.source}/{order.external_id}/request/evidence"))

    assert "由您证明" in text
    assert "有一样就行" in text
    assert "照片" in text


def test_ones_own_words_are_put_in_order_when_one_likes(fair):
    order, browser = fair.order(), fair.browser()
    go(browser, order, reason="quality_visible", note="漏水三次了", claim="return_refund", have="later")
    base = f"/orders/{order.source}/{order.external_id}/request/check"
    offered = said(browser.get(base))
    browser.post(base, {"clearer": "1"})
    taken = said(browser.get(base))

    assert "没有添加事实" in offered
    assert "漏水三次了" in taken
    assert "实付 ¥890.00" in taken
    assert "帮我写得更清楚" not in taken


def test_several_lines_have_their_own_grounds_and_amounts(fair):
    order, browser = fair.order(items=ITEMS), fair.browser()
    answers = {"lines_amount_A": "500", "lines_amount_B": "90.50", "problem_reason_B": "missing_item"}
    go(browser, order, line=["A", "B"], reason="quality_visible", claim="return_refund", have="now", **answers)
    sent = browser.post(f"/orders/{order.source}/{order.external_id}/request/check")

    assert sent.headers["location"].endswith("/evidence/new")
    stream = sent.headers["location"].split("/")[2]
    claim = store.load(law(), stream).facts["claim"]
    assert claim["lines"] == {"A": 50000, "B": 9050}
    assert claim["heads"] == {"quality_visible": ("A",), "missing_item": ("B",)}


def test_a_link_to_one_case_opens_no_other_and_no_order(fair):
    first, second = (fair.order(number=f"O-{n}") for n in (1, 2))
    browser = fair.browser()
    for order in (first, second):
        go(browser, order, reason="quality_visible", claim="return_refund", have="later")
        browser.post(f"/orders/{order.source}/{order.external_id}/request/check")
    streams = [case.stream for case in my_cases(fair.buys())]
    linked = replace(fair.buys(), via="link", stream=streams[0])

    assert len(streams) == 2
    assert [case.stream for case in my_cases(linked)] == streams[:1]
    assert bought_by(linked) == ([], False)
    assert cases_of(linked, [first, second]) == {}
    with pytest.raises(Refused, match="order-not-found"):
        order_of(linked, first.source, first.external_id)


def test_expenses_and_the_fallback_are_heads_of_their_own(fair):
    order, browser = fair.order(), fair.browser()
    more = {"wish_test_fee": "80", "wish_costs": "￥１５５", "wish_fallback": "yes", "wish_amount": "800"}
    go(browser, order, reason="quality_visible", claim="return_refund", have="later", **more)
    check = said(browser.get(f"/orders/{order.source}/{order.external_id}/request/check"))
    sent = browser.post(f"/orders/{order.source}/{order.external_id}/request/check")

    claim = store.load(law(), sent.headers["location"].removeprefix("/cases/")).facts["claim"]
    assert "¥1,035.00" in check
    assert (claim["amount"], claim["claims_test_fee"], claim["claims_costs"]) == (80000, 8000, 15500)
    assert claim["fallback_no_reason"] is True


def test_a_wish_for_an_exchange_keeps_the_right_to_the_money_and_goes_to_the_seller_as_an_offer(fair):
    order, browser = fair.order(), fair.browser()
    go(browser, order, reason="quality_visible", claim="exchange", have="later")
    sent = browser.post(f"/orders/{order.source}/{order.external_id}/request/check")

    case = store.load(law(), sent.headers["location"].removeprefix("/cases/"))
    assert case.facts["claim"]["type"] == "return_refund"
    assert [(offer.by, offer.kind) for offer in case.offers] == [(f"buyer:{fair.buyer.person}", "exchange")]


def test_what_is_missing_or_too_much_is_said_at_the_field_and_nothing_typed_is_lost(fair):
    order, browser = fair.order(items=ITEMS), fair.browser()
    base = f"/orders/{order.source}/{order.external_id}/request"
    none = browser.post(f"{base}/lines", {})
    much = browser.post(f"{base}/lines", {"line": "A", "amount_A": "999999"})
    browser.post(f"{base}/lines", {"line": "A", "amount_A": "100"})
    empty = browser.post(f"{base}/problem", {"note": "写了很多字", "y": "2026", "m": "13", "d": "1"})

    assert (none.status_code, much.status_code, empty.status_code) == (422, 422, 422)
    assert "请至少选一件" in said(none)
    assert "最多能要 ¥500.00" in said(much)
    assert 'value="999999"' in much.content.decode()
    assert "写了很多字" in said(empty)
    assert "还有 2 处要补充" in said(empty)
    assert 'href="#f-reason"' in empty.content.decode()


def test_nobody_gets_to_a_later_step_before_the_earlier_is_answered(fair):
    order, browser = fair.order(), fair.browser()
    base = f"/orders/{order.source}/{order.external_id}/request"

    for step in ("wish", "evidence", "check"):
        assert browser.get(f"{base}/{step}").headers["location"] == f"{base}/problem"
    assert browser.post(f"{base}/check").headers["location"] == f"{base}/problem"
    assert browser.get(f"{base}/nonsense").status_code == 404


def test_where_nothing_can_be_asked_for_the_rule_is_told_and_nothing_can_be_sent(fair):
    order = fair.order("awaiting_payment")
    page = fair.browser().get(f"/orders/{order.source}/{order.external_id}/request/problem")

    assert "没有付过款" in said(page)
    assert "保存，下一步" not in said(page)


def test_what_no_database_can_keep_is_refused_at_the_form_and_the_request_goes_on(fair):
    order, browser = fair.order(), fair.browser()
    go(browser, order, reason="quality_visible", note="漏水", claim="return_refund", have="later")
    step = f"/orders/{order.source}/{order.external_id}/request"
    spoilt = browser.post(f"{step}/problem", {"reason": "quality_visible", "note": "漏\0水"})
    sent = browser.post(f"{step}/check")

    assert spoilt.status_code == 400
    assert "没有任何东西被改动" in said(spoilt)
    assert sent.headers["location"].endswith("-0001")


def test_answers_outlive_the_session_of_who_must_sign_in_again(fair):
    order, browser = fair.order(), fair.browser()
    path = f"/orders/{order.source}/{order.external_id}/request/problem"
    browser.logout()
    turned = browser.post(path, {"reason": "quality_visible", "note": "写到一半"})
    browser.force_login(fair.buyer, backend="django.contrib.auth.backends.ModelBackend")

    assert turned.headers["location"].startswith("/accounts/login/?next=")
    assert "写到一半" in browser.get("/accounts/kept").content.decode()


def test_a_double_click_and_two_tabs_open_one_case(fair):
    order, browser = fair.order(), fair.browser()
    go(browser, order, reason="quality_visible", claim="return_refund", have="later")
    answered = dict(browser.session["drafts"])
    base = f"/orders/{order.source}/{order.external_id}/request/check"
    first = browser.post(base)
    session = browser.session
    session["drafts"] = answered
    session.save()
    second = browser.post(base)

    assert first.headers["location"] == second.headers["location"]


def test_an_open_case_is_led_to_and_a_second_request_ends_in_it(fair):
    order, browser = fair.order(), fair.browser()
    go(browser, order, reason="quality_visible", claim="return_refund", have="later")
    browser.post(f"/orders/{order.source}/{order.external_id}/request/check")
    page = said(browser.get(f"/orders/{order.source}/{order.external_id}"))
    go(browser, order, reason="counterfeit", claim="return_refund", have="later")
    again = browser.post(f"/orders/{order.source}/{order.external_id}/request/check")

    assert "打开案件" in page
    assert (again.status_code, again.headers["location"]) == (303, f"/cases/{order.source}:GD-{now().year}-0001")


def test_the_lists_say_what_can_be_done_and_whose_turn_it_is(fair):
    order, browser = fair.order(), fair.browser()
    fair.order("awaiting_payment", "O-2")
    go(browser, order, reason="quality_visible", claim="return_refund", have="later")
    browser.post(f"/orders/{order.source}/{order.external_id}/request/check")

    assert "协商" in said(browser.get("/orders"))
    assert "等卖家，最晚" in said(browser.get("/cases"))
    assert "还没有案件" in said(fair.browser(fair.seller).get("/cases"))


def test_everything_is_said_in_english_too(fair):
    order, browser = fair.order(), fair.browser(lang="en")
    base = f"/orders/{order.source}/{order.external_id}"
    go(browser, order, reason="quality_visible", claim="return_refund", have="later")
    pages = [
        "/orders",
        "/cases",
        base,
        *(f"{base}/request/{step}" for step in ("problem", "wish", "evidence", "check")),
    ]

    for page in pages:
        text = said(browser.get(page)).replace("九牧洗脸台", "").replace("方女士", "").replace("九牧整装卫浴", "")
        assert not re.findall(r"[\u4e00-\u9fff]+", text.replace("中文", "").replace("公", "")), page


def test_lists_are_read_in_few_questions(fair):
    browser = fair.browser()
    for n in range(12):
        fair.order(number=f"O-{n}")
    browser.get("/orders")
    for path in ("/orders", "/cases"):
        with CaptureQueriesContext(connection) as few:
            browser.get(path)
        assert len(few) <= 6, [query["sql"] for query in few]
