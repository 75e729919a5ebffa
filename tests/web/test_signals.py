"""What is said in a case is screened: a swindle is shown with its warning, contested, reviewed, and decides nothing."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator

from gongdao.service.actions.mirror import put_messages, put_shipment
from gongdao.service.actions.open_request import open_request
from gongdao.service.actions.say import say
from gongdao.service.installation import law, now
from gongdao.service.market.models import Order
from gongdao.service.people.actor import MARKETPLACE, Actor
from gongdao.service.people.models import RoleRow, User
from gongdao.service.queries.letters import list_letters
from gongdao.service.record import store
from gongdao.service.web.desk_fields import About
from gongdao.service.web.signal_fields import review
from gongdao.service.work import rounds
from grounds import Ground
from offices import House, house

CLAIM = (("type", "return_refund"), ("reason", "quality_visible"), ("amount", 89000), ("goods_received", True))
SWINDLE = "您好我是客服，您的商品质检不合格，给您双倍赔付，请加微信 fw8899，打开屏幕共享，把收到的验证码告诉我"
LURE = "亲，退款请加微信 fw8899，我私下转给您"
MARKET = Actor(None, "", roles=frozenset({MARKETPLACE}), source="shop")
HONEST = "明天给您补发一件新的，单号发出后告诉您"


@pytest.fixture
def home(standing: Ground) -> House:
    return house()


@pytest.fixture
def fair(home):
    return home.fair


@pytest.fixture
def stream(fair) -> str:
    return open_request(fair.buys(), fair.order(), CLAIM, (), (), "k-1").stream


def chat(sender: str, text: str, number: str = "1") -> None:
    put_messages(
        MARKET, "O-1", [{"external_id": number, "sender": sender, "text": text, "at": now() - timedelta(hours=1)}]
    )


def said(response) -> str:
    plain = re.sub(r"<(script|head).*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", plain))


def signals(stream: str):
    return store.load(law(), stream).signals


def test_a_swindle_in_the_mirrored_chat_is_warned_of_when_it_comes_in(fair, stream):
    chat("seller", SWINDLE)

    (signal,) = signals(stream)
    page = fair.browser().get(f"/cases/{stream}?tab=talks")

    assert (signal.kind, signal.whom, signal.screened) == ("message.scam", "seller", "after")
    assert "这是提示，不是证据" in said(page)
    assert "<mark>" in page.content.decode()
    assert "屏幕共享" not in "".join(signal.reasons)


def test_what_stood_in_the_chat_before_the_request_is_screened_when_it_is_opened(fair):
    fair.order()
    chat("unknown_user", SWINDLE)
    opened = open_request(fair.buys(), Order.objects.get(), CLAIM, (), (), "k-2").stream

    assert [it.whom for it in signals(opened)] == ["stranger"]


def test_the_same_chat_told_again_raises_nothing_more(fair, stream):
    chat("seller", SWINDLE)
    chat("seller", SWINDLE)
    chat("seller", HONEST, "2")

    assert len(signals(stream)) == 1


@pytest.mark.parametrize(
    ("text", "told"), [(LURE, "但是带着提示"), (SWINDLE, "消息被拦下了"), (HONEST, "对方看得到。")]
)
def test_who_writes_is_told_at_once_how_it_is_shown(fair, stream, text, told):
    seller = fair.browser(fair.seller)
    page = seller.post(f"/cases/{stream}/say", {"text": text, "key": secrets.token_hex(8)}, follow=True)

    assert told in said(page)


def test_an_honest_message_reaches_the_other_side_without_a_warning(fair, stream):
    sent = fair.browser(fair.seller).post(f"/cases/{stream}/say", {"text": HONEST, "key": secrets.token_hex(8)})
    page = fair.browser().get(f"/cases/{stream}?tab=talks")

    assert sent.status_code == 303
    assert HONEST in said(page)
    assert signals(stream) == ()


def test_a_lure_is_shown_with_its_warning_from_the_first_moment(fair, stream):
    sent = say(fair.sells(), stream, LURE, "k-say")
    names = [type(it.event).__name__ for it in sent.receipt.events]

    assert (names, sent.held) == (["SignalRaised", "MessageSaid"], False)
    assert signals(stream)[0].screened == "before"
    assert say(fair.sells(), stream, LURE, "k-say").receipt.repeated


def test_what_the_pack_stops_is_not_shown_until_a_person_lets_it_through(home, fair, stream):
    fair.browser(fair.seller).post(f"/cases/{stream}/say", {"text": SWINDLE, "key": secrets.token_hex(8)})
    case = store.load(law(), stream)
    mine, theirs = (fair.browser(user).get(f"/cases/{stream}?tab=talks") for user in (fair.seller, fair.buyer))

    assert [it.state for it in case.messages] == ["held"]
    assert "fw8899" in said(mine)
    assert "对方还看不到" in said(mine)
    assert "改掉标出的地方，另发一条就行" in said(mine)
    assert "先停下：挂断电话" not in said(mine)
    assert "这条消息被拦下了" in said(theirs)
    assert "先停下：挂断电话" in said(theirs)
    assert "fw8899" not in said(theirs)
    assert "fw8899" not in said(fair.browser().get(f"/cases/{stream}?tab=history"))

    answers = {"id": case.messages[0].id, "reason": "引用了别人的话", "key": secrets.token_hex(8)}
    home.browser("lin").post(f"/desk/{stream}/release_message", answers)
    assert [it.state for it in store.load(law(), stream).messages] == ["released"]
    assert "fw8899" in said(fair.browser().get(f"/cases/{stream}?tab=talks"))


def test_whom_a_signal_speaks_of_contests_it_and_staff_take_it_down(home, fair, stream):
    chat("seller", SWINDLE)
    seller, path = fair.browser(fair.seller), f"/cases/{stream}/do/contest_signal"
    answers = {"id": "G1", "reason": "那不是我们的人发的"}
    seller.post(path, {**answers, "key": secrets.token_hex(8), "confirm": "1"})
    assert signals(stream)[0].state == "contested"

    reviewed = {"id": "G1", "lifted": "yes", "reason": "冒名的人发的", "key": secrets.token_hex(8)}
    home.browser("lin").post(f"/desk/{stream}/decide_signal", reviewed)

    assert signals(stream)[0].state == "lifted"
    assert "这是提示" not in said(fair.browser().get(f"/cases/{stream}"))


def test_people_of_the_desk_see_what_waits_first_and_take_it_from_there(home, fair, stream):
    chat("seller", LURE)
    say(fair.sells(), stream, SWINDLE, "k-held")
    fair.browser(fair.seller).post(
        f"/cases/{stream}/do/contest_signal",
        {"id": "G1", "reason": "那不是我们的人发的", "key": secrets.token_hex(8), "confirm": "1"},
    )
    lin = home.browser("lin")
    page, only = (lin.get(f"/desk/signals?{query}") for query in ("", "show=contested&kind=message.scam"))
    first, second = (said(page).index(text) for text in ("消息没有给对方看", "有异议，等人工复核"))

    assert "2 条提示等人工看" in said(page)
    assert first < second
    assert "消息没有给对方看" not in said(only)
    assert "G1" in only.content.decode()
    form = lin.get(f"/desk/{stream}/decide_signal?id=G1")
    assert "那不是我们的人发的" in said(form)
    assert "加微信" in said(form)
    assert "屏幕共享" in said(lin.get(f"/desk/{stream}/release_message"))

    lin.post(f"/desk/{stream}/decide_signal", {"id": "G1", "lifted": "yes", "reason": "冒名", "key": "k-lift"})
    assert "1 条提示等人工看" in said(lin.get("/desk/signals?show=all"))


def test_only_the_desk_sees_the_list_and_nobody_a_dispute_of_her_own(home, fair, stream):
    chat("seller", SWINDLE)

    assert fair.browser().get("/desk/signals").status_code == 404
    assert home.browser("wei").get("/desk/signals").status_code == 404
    assert "像骗局的话" in said(home.browser("su").get("/desk/signals"))
    assert "1 条提示等人工看" in said(home.browser("su").get("/desk/overdue"))
    RoleRow.objects.create(user=fair.buyer, role="staff")
    Authenticator.objects.create(user=fair.buyer, type=Authenticator.Type.TOTP, data={"secret": ""})
    assert "没有等人工看的提示" in said(fair.browser().get("/desk/signals"))


def test_a_message_that_is_held_reaches_a_supervisor_though_nobody_has_the_case(home, fair, stream):
    say(fair.sells(), stream, SWINDLE, "k-held")
    rounds.carry(now())

    assert "MessageHeld" in {it.about for it in list_letters(home.who("su"))}


def test_who_is_no_party_cannot_write_in_a_case(home, fair, stream):
    other = User.objects.create_user("tang", name="唐先生")

    assert fair.browser(other).get(f"/cases/{stream}/say").status_code == 404
    assert home.browser("lin").get(f"/cases/{stream}/say").status_code in (302, 403)
    assert fair.browser().post(f"/cases/{stream}/say", {"text": " "}).status_code == 422


def test_the_card_says_everything_in_english_too(fair, stream):
    say(fair.sells(), stream, LURE, "k-say")
    text, short = (said(fair.browser(lang="en").get(f"/cases/{stream}{tab}")) for tab in ("?tab=talks", ""))

    assert "A signal is a hint, no evidence" in text
    assert "“加微信”: off the platform nothing protects you" in text
    assert "Who sees it: the buyer, the seller, staff" in text
    assert "Words of a scam" in short
    assert not re.search("off the platform nothing protects you", short)


def test_an_odd_parcel_is_told_of_on_each_scan_and_whom_it_counts_against_may_contest_it(fair, stream):
    at = now() - timedelta(days=3)
    scans = [
        {"at": at.isoformat(), "scan": "picked_up", "place": "广州市"},
        {"at": (at + timedelta(days=2)).isoformat(), "scan": "signed", "place": "杭州市", "signer": "王二麻子",
         "same_second_signed_by_agent": 60},
    ]  # fmt: skip
    put_shipment(MARKET, "O-1", "SF1234567890", {"carrier": "顺丰", "scans": scans})

    found = {it.kind: it for it in signals(stream)}
    page = said(fair.browser(fair.seller).get(f"/cases/{stream}"))

    assert "parcel.batch_sign_off" in found
    assert "王二麻子" not in "".join(reason for it in found.values() for reason in it.reasons)
    assert "不对，提出异议" in page
    assert put_shipment(MARKET, "O-1", "SF1234567890", {"carrier": "顺丰", "scans": scans}).row
    assert len(signals(stream)) == len(found)


def test_who_signed_is_named_on_the_page_though_the_signal_keeps_no_name(fair):
    ordered = fair.order(order={"receiver": "李秀英", "address": "杭州市西湖区"})
    stream = open_request(fair.buys(), ordered, CLAIM, (), (), "k-slip").stream
    at = now() - timedelta(days=2)
    scans = [
        {"at": at.isoformat(), "scan": "picked_up", "place": "杭州市"},
        {"at": (at + timedelta(days=1)).isoformat(), "scan": "signed", "place": "杭州市", "signer": "王二麻子"},
    ]
    put_shipment(MARKET, "O-1", "SF1234567890", {"carrier": "顺丰", "scans": scans})

    assert "parcel.other_signer" in {it.kind for it in signals(stream)}
    assert "王二麻子" not in "".join(reason for it in signals(stream) for reason in it.reasons)
    assert "签收的是“王二麻子”，收件人是“李秀英”" in said(fair.browser().get(f"/cases/{stream}"))


def test_a_signal_whose_time_is_over_is_not_offered_for_review(fair, stream):
    chat("seller", SWINDLE)
    case, court = store.load(law(), stream), store.court(law())
    lasts = signals(stream)[0].until
    choices = [review(About(case, court, "zh", at))["id"].choices for at in (now(), lasts)]

    assert [[id_ for id_, _ in offered] for offered in choices] == [["G1"], []]


def test_the_form_of_review_says_that_nothing_waits_once_all_is_dealt_with(home, stream):
    chat("seller", SWINDLE)
    lin, path = home.browser("lin"), f"/desk/{stream}/decide_signal"
    before = said(lin.get(path))
    lin.post(path, {"id": "G1", "lifted": "yes", "reason": "冒名", "key": "k-lift"})
    after = said(lin.get(path))

    assert ("现在没有要处理的" in before, "现在没有要处理的" in after) == (False, True)
