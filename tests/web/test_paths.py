"""Whole disputes through the pages: each role's part, from the request to the money."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from evidence_files import photo
from hands import do, done, hand_in, judge, let_pass, rule

ORANGES, TROUSERS, WASHBASIN, JACKET = "2606-66-068", "2606-31-158", "2605-77-890", "2606-31-119"
BAG, SWEATER, CARDIGAN, DESK = "2605-52-399", "2606-31-128", "2605-31-268", "2605-77-560"
SHOULDER_BAG = "/orders/shop/2606-52-188"


@pytest.mark.on("sqlite")
def test_a_stranger_with_a_phone_gets_to_a_paid_refund_in_both_roles(visit, site):
    page = visit(width=390)
    page.goto("/")
    page.get_by_role("link", name="选一个人").click()
    page.get_by_role("button", name="接受果园的方案").click()

    page.get_by_role("link", name="接受方案").click()
    page.get_by_role("button", name="接受").click()
    done(page)
    let_pass(page, "hour")
    page.goto(f"{site.case(ORANGES)}?tab=money")
    expect(page.get_by_text("已到账")).to_be_visible()

    page.goto("/demo")
    page.get_by_role("button", name="打开收件箱").click()
    page.get_by_role("link", name="西装裤").first.click()
    page.get_by_role("link", name="同意退款").first.click()
    page.get_by_role("button", name="同意退款").click()
    done(page)
    let_pass(page, "hour")
    page.goto(f"{site.case(TROUSERS)}?tab=money")
    expect(page.get_by_text("已到账")).to_be_visible()


@pytest.mark.on("postgres")
def test_the_washbasin_is_decided_by_staff_and_paid_when_the_shop_stays_silent(visit, site):
    desk, case = visit("lin"), f"/desk/{site.streams[WASHBASIN]}"
    desk.goto(case)
    desk.get_by_role("button", name="领取案件").click()
    judge(desk, "E1", "有效", "视频连续，可见底部漏水", "采信，轮到对方反驳")
    judge(desk, "E2", "有效", "平台聊天记录，可见商家故意不读")
    judge(desk, "E3", "有效", "拆装和包装是退货所必需的")
    desk.get_by_role("radio", name="成立 退货退款 · 买家得 ¥990.00").check()
    desk.get_by_role("checkbox", name="E3").check()
    desk.get_by_role("region", name="认定事实").get_by_label("理由").fill("有安装师傅的收据，费用属实")
    desk.get_by_role("button", name="保存认定").click()
    done(desk)
    rule(desk)

    buyer = visit("fang", width=390)
    buyer.goto(f"{site.case(WASHBASIN)}/rulings/1")
    expect(buyer.get_by_text("¥990.00").first).to_be_visible()
    do(buyer, site.case(WASHBASIN), "ship_return", "寄", 运单号="SF20260226")
    let_pass(buyer, times=11)
    buyer.goto(f"{site.case(WASHBASIN)}?tab=money")
    expect(buyer.get_by_text("已到账").first).to_be_visible()
    expect(buyer.get_by_role("heading", name="案件已结")).to_be_visible()


@pytest.mark.on("sqlite")
def test_a_buyer_without_scripts_asks_talks_and_agrees(visit, site):
    page = visit("fang", width=390, js=False)
    page.goto("/orders")
    page.get_by_role("link", name="帆布斜挎包").click()
    page.get_by_text("东西有问题").click()
    page.get_by_role("link", name="坏了、破了").first.click()
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("radio", name="退货，把钱退给我").check()
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("radio", name="先提交").check()
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="提交").click()
    done(page)
    asked = page.url

    page.goto(f"{site.case(JACKET)}")
    expect(page.get_by_text("申请平台介入：").first).to_be_visible()
    do(page, site.case(JACKET), "accept_offer", "接受")
    expect(page.get_by_role("link", name="寄出退货").first).to_be_visible()
    page.goto(asked)
    expect(page.get_by_role("heading", level=1)).to_contain_text("帆布斜挎包")


@pytest.mark.on("postgres")
def test_a_seller_who_hides_does_not_stop_the_clock(visit, site):
    page = visit("fang", elder=True, width=390)
    case = site.case(DESK)
    page.goto(f"{case}/do/call_platform")
    expect(page.get_by_text("起可以（P-CALL-3D.1）")).to_be_visible()

    let_pass(page, "due")
    let_pass(page, "hour", times=12)
    do(page, case, "call_platform", "介入")
    let_pass(page, times=3)
    page.goto(case)
    expect(page.get_by_text("平台正在审理").first).to_be_visible()


@pytest.mark.on("sqlite")
def test_clothes_came_back_instead_of_a_bag(visit, site):
    desk = visit("lin")
    desk.goto(f"/desk/{site.streams[BAG]}")
    judge(desk, "S2", "有效", "总部记录，退回重量比寄出少八百克")
    judge(desk, "S3", "有效", "签收当场连续拍摄，面单清楚")
    rule(desk)

    seller = visit("lan", lang="en")
    seller.goto(f"{site.case(BAG)}/rulings/1")
    expect(seller.get_by_text("pay the seller").first).to_be_visible()


@pytest.mark.on("postgres")
def test_the_sixteenth_vote_decides_and_is_sealed(visit, site):
    page = visit("he", width=390)
    page.goto("/jury")
    page.get_by_role("link", name="描述不符").click()
    page.get_by_role("radio", name="能证明（支持买家）").check()
    page.get_by_label("用一两句话写理由").fill("两张照片并排，颜色明显不是一个")
    page.get_by_role("button", name="封存我的票").click()
    done(page)

    buyer = visit("wang")
    buyer.goto(f"{site.case(SWEATER)}/rulings/1")
    expect(buyer.get_by_text("¥128.00").first).to_be_visible()


@pytest.mark.on("sqlite")
def test_who_lost_appeals_and_somebody_else_decides(visit, site):
    buyer, case = visit("fang"), site.case(CARDIGAN)
    buyer.goto(f"{case}/appeal")
    buyer.get_by_role("button", name="下一步").click()
    expect(buyer.get_by_role("alert")).to_be_visible()
    buyer.get_by_label("新的理由").fill("检测机构认定袖口的洞是出厂瑕疵，第一次没有这份报告")
    buyer.get_by_role("button", name="下一步").click()
    buyer.get_by_role("button", name="申诉").click()
    done(buyer)

    lin = visit("lin")
    lin.goto(f"/desk/{site.streams[CARDIGAN]}")
    expect(lin.get_by_role("button", name="领取案件")).to_have_count(0)

    seller = visit("lan")
    do(seller, case, "agree_refund", "同意退款")
    let_pass(seller, "hour")
    buyer.goto(f"{case}?tab=money")
    expect(buyer.get_by_text("已到账").first).to_be_visible()


@pytest.mark.on("postgres")
def test_a_dispute_goes_from_the_request_over_the_hearing_of_both_sides_to_the_final_review(visit, site):
    buyer, seller = visit("fang", width=390), visit("lan")
    buyer.goto(f"{SHOULDER_BAG}/request/problem")
    buyer.get_by_role("radio", name="坏了、破了").check()
    buyer.get_by_label("经过").fill("背带的接缝裂开，只用了两天")
    buyer.get_by_role("button", name="下一步").click()
    buyer.get_by_role("radio", name="退货，把钱退给我").check()
    buyer.get_by_role("button", name="下一步").click()
    buyer.get_by_role("radio", name="有，提交后马上上传").check()
    buyer.get_by_role("button", name="下一步").click()
    expect(buyer.get_by_text("卖家不理：")).to_be_visible()
    buyer.get_by_role("button", name="提交").click()
    done(buyer)
    stream = buyer.url.partition("/cases/")[2].partition("/")[0]
    case = f"/cases/{stream}"
    hand_in(buyer, case, "背带的接缝裂开", photo("teal"))

    do(seller, case, "refuse_request", "拒绝", 拒绝的理由="出库前检查过，接缝完好")
    do(buyer, case, "call_platform", "介入")
    expect(buyer.get_by_text("双方在期限内举证").first).to_be_visible()
    hand_in(seller, case, "出库时拍的，接缝完好", photo("red"))
    do(seller, case, "conclude_evidence", "交完了")
    do(buyer, case, "conclude_evidence", "交完了")
    expect(buyer.get_by_text("平台正在审理").first).to_be_visible()

    lin = visit("lin")
    lin.goto(f"/desk/{stream}")
    lin.get_by_role("button", name="领取案件").click()
    judge(lin, "E1", "证明力不足", "照片只看得到背带，看不到接缝")
    judge(lin, "E2", "有效", "出库时拍的，接缝清楚")
    rule(lin)

    buyer.goto(f"{case}/rulings/1")
    expect(buyer.get_by_text("支持卖家：打款给卖家").first).to_be_visible()
    expect(buyer.get_by_text("照片只看得到背带，看不到接缝")).to_be_visible()
    do(buyer, case, "appeal", "申诉", 新的理由="检测机构认定接缝漏缝一段，第一次没有这份报告")
    expect(buyer.get_by_text("您的举证截止").first).to_be_visible()
    hand_in(buyer, case, "检测报告：接缝漏缝一段", photo("navy"))
    do(seller, case, "conclude_evidence", "交完了")
    do(buyer, case, "conclude_evidence", "交完了")

    qiao = visit("qiao")
    qiao.goto(f"/desk/{stream}")
    qiao.get_by_role("button", name="领取案件").click()
    judge(qiao, "E3", "有效", "报告写明接缝漏缝一段", "采信，轮到对方反驳")
    rule(qiao)
    seller.goto(f"{case}/rulings/2")
    expect(seller.get_by_text("报告写明接缝漏缝一段")).to_be_visible()
    expect(seller.get_by_text("¥188.00").first).to_be_visible()
    seller.goto(f"{case}?tab=history")
    expect(seller.get_by_text("出库前检查过，接缝完好").first).to_be_visible()
