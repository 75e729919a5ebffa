"""What the assistant writes comes from the facts, and other words for it may not change them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongdao.telling.drafts import OF_SIDE, PURPOSES, Known, draft, keeps_the_facts

ZH = Known(
    lang="zh",
    side="buyer",
    order="2606-52-188",
    goods="帆布斜挎包",
    paid="¥188.00",
    asked="¥188.00",
    wish="退货退款",
    reason="坏了、破了、不能用",
    opened="11月20日（周五）",
    due="11月25日（周三）12:20",
    silence="不答复，对方可请平台介入",
    rule="凭证表明有质量问题的，支持退货退款（TB-44）。",
    law="《消费者权益保护法》第二十四条（CPL-24）",
    burden="商品来源与质量",
    offer="退款 ¥50.00",
    ruling="第 1 份，打款给卖家，退款 ¥0.00",
)
EN = replace(
    ZH, lang="en", goods="canvas bag", wish="a return and refund", reason="It is broken, torn or does not work",
    opened="Fri 20 Nov", due="Wed 25 Nov, 12:20", silence="without an answer the platform may be called in",
    rule="Where the evidence shows a defect, a return for the money is granted (TB-44).",
    law="Consumer Protection Law, art. 24 (CPL-24)", burden="source and quality of the goods", offer="refund ¥50.00",
    ruling="ruling 1, pay the seller, refund ¥0.00",
)  # fmt: skip
ASKED = [(side, purpose) for side, purposes in OF_SIDE.items() for purpose in purposes]


@pytest.mark.parametrize("known", [ZH, EN], ids=["zh", "en"])
@pytest.mark.parametrize(("side", "purpose"), ASKED)
def test_the_same_facts_make_the_same_words_in_one_language(known, side, purpose):
    said = draft(purpose, replace(known, side=side))

    assert said == draft(purpose, replace(known, side=side))
    assert said.text
    assert said.points[0] == PURPOSES[purpose][1].say(known.lang)
    assert all(fact in said.text for fact in said.must)
    if known.lang == "en":
        assert not any("\u4e00" <= char <= "\u9fff" for char in said.text)


@pytest.mark.parametrize(("side", "purpose"), ASKED)
def test_ones_own_words_stand_in_it_as_they_are(side, purpose):
    assert "漏水三次了，师傅也没修好" in draft(purpose, replace(ZH, side=side, own="漏水三次了，师傅也没修好")).text


@pytest.mark.parametrize(("side", "purpose"), ASKED)
def test_what_is_not_known_leaves_no_hole(side, purpose):
    bare = replace(ZH, side=side, due="", silence="", rule="", law="", burden="", offer="", ruling="")
    text = draft(purpose, bare).text

    assert not any(hole in text for hole in ("（）", "：。", "，。", "按规则，依", "在 前"))


def test_an_urging_names_the_order_the_money_the_day_and_what_silence_does():
    text = draft("urge", ZH).text

    for fact in ("2606-52-188", "¥188.00", "11月25日（周三）12:20", "不答复，对方可请平台介入"):
        assert fact in text


def test_other_words_pass_when_every_fact_is_there_and_none_is_new():
    said = draft("urge", ZH)
    kinder = said.text.replace("您好。", "您好，打扰了。").replace("原因是", "是因为")

    assert keeps_the_facts(said, said.text)
    assert keeps_the_facts(said, kinder)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("¥188.00", "¥288.00"),
        ("¥188.00", "一百八十八元"),
        ("11月25日（周三）12:20", "11月26日（周四）12:20"),
        ("2606-52-188", "2606-52-189"),
        ("您好。", "您好。不退就赔三倍，"),
        ("您好。", "您好，请加微信，"),
        ("您好。", "您好，见 https://example.com，"),
        ("您好。", "您好，依据《民法典》，"),
        ("您好。", "您好，按 TB-99，"),
        ("您好。", "您好。" + "请尽快处理。" * 80),
    ],
)
def test_other_words_are_left_when_a_fact_is_missing_or_new(old, new):
    said = draft("urge", ZH)

    assert old in said.text
    assert not keeps_the_facts(said, said.text.replace(old, new))


def test_no_words_at_all_are_left_too():
    assert not keeps_the_facts(draft("explain", ZH), "  ")
