"""A deceitful link holds back what a party writes, and is warned of in mirrored chat; other links do nothing."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest

from gongdao.service.actions.mirror import put_messages
from gongdao.service.actions.open_request import open_request
from gongdao.service.actions.say import say
from gongdao.service.installation import law, now
from gongdao.service.people.actor import MARKETPLACE, Actor
from gongdao.service.record import store
from grounds import Ground
from offices import house

CLAIM = (("type", "return_refund"), ("reason", "quality_visible"), ("amount", 89000), ("goods_received", True))
FALSE = "退款在这里看：https://alipay-tuikuan.com/a 和 https://taoba0.com/b"
MARKET = Actor(None, "", roles=frozenset({MARKETPLACE}), source="shop")


@pytest.fixture
def fair(standing: Ground):
    return house().fair


@pytest.fixture
def stream(fair) -> str:
    return open_request(fair.buys(), fair.order(), CLAIM, (), (), "k-1").stream


def of_links(stream: str):
    return [it for it in store.load(law(), stream).signals if it.kind.startswith("link.")]


def said(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_message_with_false_links_is_held_back_with_one_signal(fair, stream):
    sent = say(fair.sells(), stream, FALSE, "k-say")
    signal = of_links(stream)[0]
    reasons = [json.loads(it) for it in signal.reasons]

    assert len(of_links(stream)) == 1
    assert (signal.kind, signal.whom, signal.screened, sent.held) == ("link.lookalike", "seller", "before", True)
    assert {FALSE[start:end] for it in reasons for _, start, end, turn in it["spans"] if turn == 0} == {
        "https://alipay-tuikuan.com/a", "https://taoba0.com/b",
    }  # fmt: skip
    assert {it["details"]["id"] for it in reasons} == {"alipay", "taobao"}
    assert FALSE not in said(fair.browser().get(f"/cases/{stream}?tab=talks"))
    assert "支付宝的官网是 alipay.com" in said(fair.browser(fair.seller).get(f"/cases/{stream}?tab=talks"))


def test_a_false_link_in_the_chat_of_the_marketplace_is_warned_of_when_it_comes_in(stream):
    line = {"external_id": "1", "sender": "unknown_user", "text": FALSE, "at": now() - timedelta(hours=1)}

    put_messages(MARKET, "O-1", [line])

    assert [(it.kind, it.whom, it.screened) for it in of_links(stream)] == [("link.lookalike", "stranger", "after")]


def test_an_unknown_or_official_link_raises_nothing(fair, stream):
    say(fair.sells(), stream, "请看 http://shop.example.com/item/1 和 https://item.taobao.com/item.htm?id=1", "k-say")

    assert store.load(law(), stream).signals == ()


def test_who_tells_what_a_swindler_wanted_is_not_held_back(fair, stream):
    sent = say(fair.buys(), stream, "有人冒充你们客服，让我共享屏幕，还让我把验证码发给他，是你们吗", "k-say")

    assert not sent.held


@pytest.mark.parametrize("text", ["登录要短信验证码，我收不到", "验证码不要告诉别人", "不退款我就去12315投诉你们"])
def test_honest_words_pass_without_a_warning(fair, stream, text):
    sent = say(fair.buys(), stream, text, "k-say")

    assert (sent.held, sent.warned, store.load(law(), stream).signals) == (False, False, ())
    assert store.load(law(), stream).messages[-1].scripts == ()


def test_a_code_that_is_asked_for_is_held_back(fair, stream):
    assert say(fair.sells(), stream, "麻烦把收到的短信验证码发给我，我给您退款", "k-say").held
