"""The parties act on pages: each form says what follows before it is sent, and a refusal keeps what was typed."""

from __future__ import annotations

import re
import secrets
from dataclasses import replace

from bazaar import CLAIM
from gongdao.case.stages.evidence import SubmitEvidence
from gongdao.service.actions.act import act
from gongdao.service.actions.open_request import open_request
from gongdao.service.installation import law, now
from gongdao.service.market.models import Shop
from gongdao.service.people.models import SELLER, RoleRow, User
from gongdao.service.record import store
from gongdao.service.web.act_sheets import SHEETS


def said(response) -> str:
    """The text of a page, as one reads it."""
    plain = re.sub(r"<(script|head).*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", plain))


def case_of(stream: str):
    return store.load(law(), stream)


def does(browser, stream: str, command: str, **answers):
    """This function will send a form, and then what the page after it asks to be confirmed."""
    path = f"/cases/{stream}/do/{command}"
    shown = browser.post(path, {**answers, "key": secrets.token_hex(8)}) if answers else browser.get(path)
    if shown.status_code != 200:
        return shown
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', shown.content.decode()))
    return browser.post(path, {**hidden, "confirm": "1"})


def test_an_offer_is_made_after_what_follows_was_shown(fair, stream):
    browser = fair.browser(fair.seller)
    path = f"/cases/{stream}/do/make_offer"
    asked = browser.get(path)
    answers = {"kind": "refund", "amount": "100", "freight": "", "hours": "24", "extra_coupon": "5"}
    shown = browser.post(path, answers)
    before = case_of(stream).offers
    sent = does(browser, stream, "make_offer", **answers)

    assert "提一个方案" in said(asked)
    assert (shown.status_code, before) == (200, ())
    assert "100.00" in said(shown)
    assert "方案到时失效" in said(shown)
    assert sent.status_code == 303
    assert [(it.kind, it.amount, it.hours, it.extras) for it in case_of(stream).offers] == [
        ("refund", 10000, 24, (("coupon", 500),))
    ]


def test_the_other_side_counters_and_the_first_accepts(fair, stream):
    seller, buyer = fair.browser(fair.seller), fair.browser()
    does(seller, stream, "make_offer", kind="refund", amount="100", freight="", hours="24")
    does(buyer, stream, "make_offer", kind="refund", amount="300", freight="", hours="0", answers="offer-1")
    shown = seller.get(f"/cases/{stream}/do/accept_offer")
    sent = does(seller, stream, "accept_offer", id="offer-2")

    assert "¥300.00" in said(shown)
    assert sent.status_code == 303
    assert case_of(stream).settled.amount == 30000


def test_a_refused_offer_is_told_at_the_form_and_keeps_what_was_typed(fair, stream):
    browser = fair.browser(fair.seller)
    answer = browser.post(
        f"/cases/{stream}/do/make_offer", {"kind": "refund", "amount": "9999", "freight": "", "hours": "5"}
    )

    assert answer.status_code == 422
    assert "890.00" in said(answer)
    assert 'value="9999"' in answer.content.decode()
    assert case_of(stream).offers == ()


def test_what_is_no_amount_is_said_at_the_field(fair, stream):
    answer = fair.browser(fair.seller).post(f"/cases/{stream}/do/make_offer", {"kind": "refund", "amount": "一百"})

    assert answer.status_code == 422
    assert "这不是金额" in said(answer)


def test_what_was_left_empty_is_named_each_field_by_itself(fair, stream):
    page = fair.browser(fair.seller).post(f"/cases/{stream}/do/agree_return", {})
    english = fair.browser(fair.seller, "en").post(f"/cases/{stream}/do/agree_return", {})

    assert page.status_code == 422
    for told in ("请填写：退货地址", "请选一项：运费谁出，说好了吗"):
        assert said(page).count(told) == 2
    assert "Choose one: Was the freight agreed on" in said(english)


def test_the_seller_agrees_to_a_return_the_buyer_sends_it_and_the_money_follows(fair, stream):
    seller, buyer = fair.browser(fair.seller), fair.browser()
    does(seller, stream, "agree_return", address="中山市某厂", freight_mentioned="yes")
    for path in ("", "/do/ship_return"):
        assert "中山市某厂" in said(buyer.get(f"/cases/{stream}{path}")), path
    assert "btn" not in re.findall(
        r'<a class="([^"]*)" href="[^"]*give_return_address"', seller.get(f"/cases/{stream}").content.decode()
    )
    page = said(buyer.get(f"/cases/{stream}"))
    assert "双方都同意了，就按这个办" in page
    assert "退回来的东西有争议时，还可能有哪些结果" in page
    shipped = does(buyer, stream, "ship_return", carrier="中通", waybill="ZT1129")
    does(seller, stream, "sign_return")
    form = said(seller.get(f"/cases/{stream}/do/inspect_return"))
    inspected = seller.post(f"/cases/{stream}/do/inspect_return", {"result": "sound", "note": ""})
    does(seller, stream, "inspect_return", result="sound", note="")

    assert shipped.status_code == 303
    assert "890.00" in said(inspected)
    assert "哪些证据能看出来" not in form
    assert case_of(stream).stage == "remedy"
    assert case_of(stream).legs[0].amount == 89000


def test_taking_back_the_request_says_what_is_lost_and_is_never_the_main_button(fair, stream):
    does(fair.browser(fair.seller), stream, "make_offer", kind="refund", amount="100", freight="", hours="0")
    browser = fair.browser()
    shown = browser.get(f"/cases/{stream}/do/withdraw_request")

    text = said(shown)
    assert "¥890.00 不再处理" in text
    assert "最多 ¥100.00" in text
    assert "再申请" in text
    assert re.findall(r'<button class="btn" ', shown.content.decode()) == []
    assert does(browser, stream, "withdraw_request").status_code == 303
    assert case_of(stream).stage == "closed"


def test_what_is_not_possible_now_says_why_and_from_when(fair, stream):
    browser = fair.browser()
    early = browser.get(f"/cases/{stream}/do/call_platform")
    sent = browser.post(f"/cases/{stream}/do/call_platform", {"confirm": "1", "key": "k"})

    assert "现在不行" in said(early)
    assert "P-CALL-3D.1" in said(early)
    assert sent.status_code == 422
    assert case_of(stream).stage == "negotiation"


def test_after_a_refusal_the_platform_is_called_and_evidence_is_fought_over(fair, stream):
    seller, buyer = fair.browser(fair.seller), fair.browser()
    refused = does(seller, stream, "refuse_request", reason="安装不当造成的")
    called = does(buyer, stream, "call_platform")
    admitted = does(seller, stream, "admit_fact", fact="prima_facie")
    given = {"id": "E1", "kind": "photo", "digest": "0" * 64, "shows": (("shows", "hole"),)}
    act(fair.buys(), stream, SubmitEvidence, given)
    challenged = does(seller, stream, "challenge_evidence", id="E1", ground="拍的不是这件")
    own = buyer.get(f"/cases/{stream}/do/challenge_evidence")
    concluded = does(seller, stream, "conclude_evidence")

    assert [it.status_code for it in (refused, called, challenged, admitted, concluded)] == [303] * 5
    assert "现在不行" in said(own)
    case = case_of(stream)
    assert case.facts["admissions"] == {"prima_facie": True}
    assert ("E1" in {id_ for id_, _ in case.challenged}, case.done) == (True, frozenset({"seller"}))


def test_the_address_of_the_last_return_is_filled_in_for_the_same_shop_alone(fair, stream):
    seller, where = fair.browser(fair.seller), "杭州市余杭区文一西路 969 号 小陈 13800000000"
    first = seller.get(f"/cases/{stream}/do/agree_return")
    does(seller, stream, "agree_return", address=where, freight_mentioned="yes")
    second = open_request(fair.buys(), fair.order(number="O-2"), CLAIM, (), (), "k-2").stream
    again = seller.get(f"/cases/{second}/do/agree_return")
    hu = User.objects.create_user("hu", name="胡掌柜")
    shop = Shop.objects.create(source=fair.shop.source, external_id="S-2", name="别家", facts={}, updated_at=now())
    RoleRow.objects.create(user=hu, role=SELLER, shop=shop.key)
    elsewhere = replace(fair, seller=hu, shop=shop)
    third = open_request(elsewhere.buys(), elsewhere.order(number="O-3"), CLAIM, (), (), "k-3").stream
    others = elsewhere.browser(elsewhere.seller).get(f"/cases/{third}/do/agree_return")

    assert "已经照上一次的填好" not in said(first)
    assert where in said(again)
    assert "已经照上一次的填好" in said(again)
    assert (others.status_code, where in said(others)) == (200, False)


def test_a_double_click_writes_once(fair, stream):
    browser = fair.browser(fair.seller)
    answers = {"kind": "refund", "amount": "100", "freight": "", "hours": "24", "name": "offer-1"}
    answers |= {"confirm": "1", "key": "same"}
    first = browser.post(f"/cases/{stream}/do/make_offer", answers)
    again = browser.post(f"/cases/{stream}/do/make_offer", answers)

    assert (first.status_code, again.status_code) == (303, 303)
    assert len(case_of(stream).offers) == 1


def test_both_sides_let_the_case_wait_and_go_on(fair, stream):
    seller, buyer = fair.browser(fair.seller), fair.browser()
    for browser in (seller, buyer):
        assert does(browser, stream, "suspend_case", ground="agreement", proof="", days="7").status_code == 303
    assert case_of(stream).suspended
    for browser in (seller, buyer):
        does(browser, stream, "resume_case", reason="谈好了")
    assert not case_of(stream).suspended


def test_nobody_acts_for_another_and_a_stranger_finds_nothing(fair, stream):
    stranger = fair.browser(User.objects.create_user("nobody"))
    before = case_of(stream).seq
    buyer = fair.browser()

    assert stranger.get(f"/cases/{stream}/do/make_offer").status_code == 404
    assert stranger.post(f"/cases/{stream}/do/agree_refund", {"confirm": "1"}).status_code == 404
    assert buyer.post(f"/cases/{stream}/do/agree_refund", {"confirm": "1"}).status_code in (403, 422)
    assert buyer.post(f"/cases/{stream}/do/give_ruling", {"confirm": "1"}).status_code == 403
    assert buyer.get(f"/cases/{stream}/do/nonsense").status_code == 404
    assert case_of(stream).seq == before


def test_what_was_typed_is_there_after_signing_in_again(fair, stream):
    browser = fair.browser()
    browser.logout()
    turned = browser.post(f"/cases/{stream}/do/make_offer", {"kind": "refund", "amount": "123.45", "freight": ""})
    browser.force_login(fair.buyer, backend="django.contrib.auth.backends.ModelBackend")

    assert turned.status_code == 303
    assert "123.45" in browser.get("/accounts/kept").content.decode()


def test_every_form_of_every_act_is_said_in_english_too(fair, stream):
    for user in (fair.buyer, fair.seller):
        browser = fair.browser(user, "en")
        for command in SHEETS:
            answer = browser.get(f"/cases/{stream}/do/{command}", follow=True)
            assert answer.status_code in (200, 403), command
            text = said(answer)
            for name in ("中文", "公", "方女士", "周掌柜", "九牧整装卫浴"):
                text = text.replace(name, "")
            assert not re.findall(r"[\u4e00-\u9fff]+", text), command
