"""The public check tells a person to stop, why in the person's own words, and what to do now in order."""

from __future__ import annotations

import re
from time import process_time

import pytest
from hypothesis import given, strategies as st

from counts import examples
from gongdao.kernel.errors import Refused
from gongdao.screening.messages import ADVICE
from gongdao.screening.particulars import particulars
from gongdao.screening.questions import QUESTIONS
from gongdao.service.screener import brands, talk
from gongdao.telling.check import Verdict, look, verdict
from gongdao.telling.dossier import as_text, dossier
from stories import CASH_FOR_PRAISE, HONEST, IN_TURNS, LOOKALIKE, SPARE_MONEY

CHINESE = re.compile("[\u4e00-\u9fff]")
SAFE = re.compile("是安全的|没有风险|可以放心|is safe|harmless")


def told(text: str = "", *yes: str, lang: str = "zh") -> Verdict:
    return verdict(look(talk(), brands(), text, yes), lang)


def marked(found: Verdict) -> dict[int, str]:
    return {piece.number: piece.text for passage in found.passages for piece in passage.pieces if piece.number}


def test_who_tells_of_the_spare_money_is_stopped_and_told_why_in_her_own_words():
    found = told(SPARE_MONEY)

    assert (found.level, found.title) == ("stop", "这很像“多退了钱，要您退回”的骗局")
    words = set(marked(found).values())
    assert {"备用金", "共享屏幕"} <= words
    assert any("300 元" in word for word in words)
    assert all(word in SPARE_MONEY for word in words)
    assert "".join(piece.text for passage in found.passages for piece in passage.pieces) == SPARE_MONEY
    assert [why.number for why in found.why] == list(range(1, len(found.why) + 1))
    assert "先停下" in found.advice[0]
    assert any("110" in step for step in found.advice)


@pytest.mark.parametrize(
    ("story", "worst"),
    [
        ("客服说退款要先下个云服务，他好帮我操作，还要我开备用金", "下个云服务"),
        ("您在应用商店下载一个云服务，我们专员好帮您操作退款", "下载一个云服务"),
        ("下个投屏，我教您操作退款", "下个投屏"),
        ("装个会议软件，我远程帮您取消会员", "装个会议软件"),
        ("To get the refund install AnyDesk and share your screen with me", "share your screen"),
    ],
)
def test_an_app_to_help_with_is_marked_and_is_to_be_removed(story, worst):
    found = told(story)

    assert found.level == "stop"
    assert worst in [piece.text for passage in found.passages for piece in passage.pieces if piece.number]
    assert ADVICE["remove-app"][0] in found.advice


def test_who_is_asked_to_share_the_screen_is_told_to_remove_the_app():
    assert ADVICE["remove-app"][0] in told("", "screen").advice
    assert ADVICE["remove-app"][0] not in told(CASH_FOR_PRAISE).advice


def test_answers_are_counted_without_what_stands_in_the_words():
    unsure = "我司给您三倍赔付"
    found = told(unsure, "secrets")

    assert told(unsure).level == "unsure"
    assert len(found.why) > 1
    assert "您说的 1 件事" in found.lead


@pytest.mark.parametrize("story", [CASH_FOR_PRAISE, IN_TURNS])
def test_the_other_stories_of_the_article_are_stopped_too(story):
    assert told(story).level == "stop"


def test_a_conversation_is_quoted_by_who_said_it_and_what_says_nothing_is_left_out():
    found = told(IN_TURNS)

    assert {passage.who for passage in found.passages} == {"客服小王"}
    assert any(passage.cut for passage in found.passages)


def test_an_address_that_poses_as_a_brand_is_named_with_the_brand():
    found = told(LOOKALIKE)

    assert (found.level, found.title) == ("stop", "这个网址在冒充淘宝")
    assert "https://www.taobao-refund.top/login" in marked(found).values()


@pytest.mark.parametrize("text", [*HONEST, "http://abc-shop.xyz/a", "今天天气不错"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_is_ever_called_safe(text, lang):
    found = told(text, lang=lang)

    assert found.level in ("nothing", "unsure")
    assert not SAFE.search(
        " ".join([found.head, found.title, found.lead, *found.advice, *(it.text for it in found.why)])
    )


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda it: it.word)
def test_a_yes_to_what_no_real_refund_asks_for_is_enough_and_others_need_company(question):
    alone, together = told("", question.word), told("", "caller", "fear", question.word)

    assert alone.level == ("stop" if question.alone else "unsure")
    assert together.level == "stop"
    assert alone.why


def test_what_was_lost_already_comes_first_in_what_to_do():
    found = told(SPARE_MONEY + "我被骗了。")

    assert "110" in found.advice[0]
    assert [step for step in told(SPARE_MONEY).advice if "110" in step] == [found.advice[0]]
    assert found.advice[1] == ADVICE["call-bank"][0]
    order = [zh for zh, _ in ADVICE.values()]
    assert [order.index(step) for step in found.advice[2:]] == sorted(order.index(step) for step in found.advice[2:])


@pytest.mark.parametrize("text", ["一万块没了", "转完账他就把我拉黑了", "积蓄全转给那个人了", "My savings are gone"])
def test_who_only_tells_that_money_is_gone_is_told_to_call_the_police_and_the_bank_at_once(text):
    for lang in ("zh", "en"):
        found = told(text, lang=lang)

        assert found.level == "lost"
        assert "110" in found.title
        assert "110" in found.advice[0]
        assert found.advice[1] == ADVICE["call-bank"][lang == "en"]


def test_a_thing_that_ran_out_is_no_money_gone():
    for text in ("优惠券没了", "库存没了吗", "这个颜色没有了", "我的退款到哪里了"):
        assert told(text).level == "nothing"


def test_a_long_text_is_cut_to_what_stands_around_the_marks():
    found = told("天气很好，我去买菜。" * 200 + SPARE_MONEY + "回来做饭。" * 200)
    shown = "".join(piece.text for passage in found.passages for piece in passage.pieces)

    assert found.level == "stop"
    assert found.passages[0].cut
    assert len(shown) < 1000


def test_a_text_that_is_too_long_is_refused():
    with pytest.raises(Refused, match="text-too-long"):
        told("字" * 30_001)


def test_in_english_everything_but_the_quoted_words_is_english():
    found = told("Customer service says we refunded too much, send it back and share your screen", "screen", lang="en")
    said = [found.head, found.title, found.lead, *found.advice]

    assert not CHINESE.search(" ".join(said))


@examples(short=30, long=1000)
@given(st.text(max_size=400), st.sets(st.sampled_from([it.word for it in QUESTIONS])))
def test_whatever_is_pasted_is_answered_and_the_marks_lie_in_it(text, yes):
    found = told(text, *yes)

    assert all(piece.text in text for passage in found.passages for piece in passage.pieces)
    assert all(number <= len(found.why) for number in marked(found))
    assert found.advice


def test_numbers_accounts_and_amounts_are_found_for_the_police():
    found = particulars("客服 138 1234 5678 加微信：abc_12345，转 ¥3,000 到 6222 0202 0011 2233 445，共 1.2万元，95188")

    assert found.phones == ("13812345678", "95188")
    assert found.cards == ("6222020200112233445",)
    assert found.accounts == ("微信 abc_12345",)
    assert found.amounts == ("¥3,000", "1.2万元")
    assert particulars("退三百块，一万多元没了；千万别一块去，搬四块砖").amounts == ("三百块", "一万多元")


def test_a_number_with_invisible_characters_between_its_digits_is_found():
    found = particulars("电话 138\u200b1234\u20605678，微信：abc\u00ad_12345")

    assert found.phones == ("13812345678",)
    assert found.accounts == ("微信 abc_12345",)


def test_two_numbers_beside_each_other_are_two():
    found = particulars("电话 13812345678 13912345678，卡号 6222020200112233445 95188，2025-11-02")

    assert found.phones == ("13812345678", "13912345678", "95188")
    assert found.cards == ("6222020200112233445",)


def test_the_draft_for_the_police_holds_the_words_with_marks_and_says_what_is_missing():
    looked = look(talk(), brands(), SPARE_MONEY + " 电话 13812345678")
    said = as_text(dossier(looked, {"lost": "9,800 元", "story": "下午接到电话"}, "zh"), "zh")

    assert "损失多少钱：9,800 元" in said
    assert "下午接到电话" in said
    assert "【备用金】" in said
    assert "13812345678" in said
    missing = said.partition("还缺什么")[2].partition("去报案时带上")[0]
    assert "损失的金额" not in missing
    assert "对方的电话号码或账号" not in missing
    assert "收款的户名和账号" in missing
    assert "110" in said


def test_the_draft_for_the_police_holds_the_whole_text_whatever_was_recognised_in_it():
    long = "天气很好，我去买菜。" * 200
    story = as_text(dossier(look(talk(), brands(), long + SPARE_MONEY), {}, "zh"), "zh")
    chat = as_text(dossier(look(talk(), brands(), "客服：在吗\n我：在\n客服：把验证码发给我"), {}, "zh"), "zh")

    assert long in story
    assert "贴来的原文" in story
    assert "客服：在吗\n我：在\n" in chat
    assert "对方说的话" in chat
    assert "今天天气不错" in as_text(dossier(look(talk(), brands(), "今天天气不错"), {}, "zh"), "zh")


@pytest.mark.parametrize("text", ["1 " * 30_000, "微信" * 20_000, "¥" * 60_000, "1-" * 40_000, "9" * 100_000])
def test_hostile_numbers_are_looked_through_in_bounded_time(text):
    begun = process_time()
    particulars(text)

    assert process_time() - begun < 1.0
