"""A condition as it is said to people in both languages."""

from __future__ import annotations

import re

import pytest

from gongdao.kernel.text import Text
from gongdao.kernel.units import UNITS
from gongdao.policy.parse import parse
from gongdao.policy.phrases import PHRASES
from gongdao.policy.signatures import SIGNATURES
from gongdao.policy.types import INSTANT
from gongdao.policy.wording import Labels, say

LABELS = Labels(
    names={
        "reason": Text("申请原因", "reason"),
        "signed": Text("已签收", "signed for"),
        "defect": Text("存在质量问题", "defective"),
        "agreed": Text("卖家同意退款", "the seller agreed"),
        "paid": Text("实付金额", "amount paid"),
        "signed_at": Text("签收时间", "time of receipt"),
        "words": Text("证据用语", "words of the evidence"),
        "bearer": Text("举证方", "bearer"),
        "lines": Text("订单行", "order lines"),
        "in_window": Text("在售后期内", "within the window"),
    },
    words={"reason": {"no_reason": Text("七天无理由", "no reason"), "damaged": Text("破损", "damaged")}},
    params={"most": Text("小额标准", "small amount"), "window": Text("售后期", "window")},
    shown={"most": "30.00 元"},
    fields={"count": Text("数量", "quantity")},
    common={"buyer": Text("买家", "the buyer")},
    types={"signed_at": INSTANT},
)

SAID = {
    "reason == 'no_reason' && !signed": (
        "申请原因 是 七天无理由 且 未签收",
        "reason is “no reason” and not signed for",
    ),
    "reason != 'damaged' || defect": ("申请原因 不是 破损 或 存在质量问题", "reason is not “damaged” or defective"),
    "!defect && !agreed && !in_window": (
        "不存在质量问题 且 并非卖家同意退款 且 不在售后期内",
        "not defective and it is not so that the seller agreed and not within the window",
    ),
    "!!signed": ("已签收", "signed for"),
    "signed == false": ("未签收", "not signed for"),
    "signed != false": ("已签收", "signed for"),
    "(signed || defect) && agreed": (
        "（已签收 或 存在质量问题） 且 卖家同意退款",
        "(signed for or defective) and the seller agreed",
    ),
    "!(signed && defect)": ("未签收 或 不存在质量问题", "not signed for or not defective"),
    "!(signed || defect)": ("未签收 且 不存在质量问题", "not signed for and not defective"),
    "reason in ['no_reason', 'damaged']": (
        "申请原因 是 七天无理由、破损 之一",
        "reason is one of “no reason”, “damaged”",
    ),
    "!(reason in ['no_reason', 'damaged'])": (
        "申请原因 不是 七天无理由、破损 中的任何一个",
        "reason is none of “no reason”, “damaged”",
    ),
    "reason in [bearer, 'damaged'] || p.window > 3": (
        "申请原因 是 举证方、破损 之一 或 售后期 超过 3",
        "reason is one of bearer, “damaged” or window is more than 3",
    ),
    "reason in ['lost']": ("申请原因 是 lost", "reason is “lost”"),
    "bearer == 'buyer'": ("举证方 是 买家", "bearer is “the buyer”"),
    "'wet' in words": ("证据用语 包括 wet", "words of the evidence includes “wet”"),
    "!('wet' in words)": ("证据用语 不包括 wet", "words of the evidence does not include “wet”"),
    "has(signed_at)": ("有签收时间", "time of receipt applies"),
    "!has(signed_at)": ("没有签收时间", "time of receipt does not apply"),
    "paid <= p.most": ("实付金额 不超过 小额标准（30.00 元）", "amount paid is at most small amount (30.00 元)"),
    "!(paid <= p.most)": ("实付金额 超过 小额标准（30.00 元）", "amount paid is more than small amount (30.00 元)"),
    "paid > 0": ("实付金额 超过 0", "amount paid is more than 0"),
    "signed_at < after(signed_at, p.window, 'working_day')": (
        "签收时间 早于 签收时间 后 售后期 个工作日",
        "time of receipt is before window working days after time of receipt",
    ),
    "later(signed_at, signed_at) >= signed_at": (
        "签收时间与签收时间中较晚的 不早于 签收时间",
        "the later of time of receipt and time of receipt is not before time of receipt",
    ),
    "paid - (paid - p.most) * 2 == paid": (
        "实付金额 - （实付金额 - 小额标准（30.00 元）） × 2 等于 实付金额",
        "amount paid - (amount paid - small amount (30.00 元)) × 2 is amount paid",
    ),
    "lines.exists(l, l.count > 3)": (
        "订单行中有一行满足（该行的数量 超过 3）",
        "some row of order lines has (quantity of the line is more than 3)",
    ),
    "!lines.exists(l, l.count > 3)": (
        "订单行中没有一行满足（该行的数量 超过 3）",
        "no row of order lines has (quantity of the line is more than 3)",
    ),
    "lines.all(l, l.count > 3)": (
        "订单行中每一行都满足（该行的数量 超过 3）",
        "every row of order lines has (quantity of the line is more than 3)",
    ),
    "lines.sum(l, l.count) > size(lines)": (
        "订单行中（该行的数量）之和 超过 订单行的数目",
        "the sum over order lines of (quantity of the line) is more than the number of order lines",
    ),
    "true": ("总是", "always"),
    "!true": ("从不", "never"),
    "unlabelled": ("unlabelled", "unlabelled"),
    "-paid < 0": ("-实付金额 少于 0", "-amount paid is less than 0"),
}


@pytest.mark.parametrize("text", SAID)
def test_a_condition_is_said_in_chinese_and_in_english(text):
    assert (say(parse(text), LABELS, "zh"), say(parse(text), LABELS, "en")) == SAID[text]


@pytest.mark.parametrize("name", sorted(SIGNATURES))
def test_every_function_has_words(name):
    signature = SIGNATURES[name]
    words = {"unit": "'hour'", "roll": "'roll'"}
    call = f"{name}({', '.join(words.get(kind, f'{kind}_x') for kind in signature.takes)})"

    zh, en = say(parse(call), LABELS, "zh"), say(parse(call), LABELS, "en")
    assert zh != en
    assert f"{signature.takes[0]}_x" in zh
    assert "{" not in zh + en


def test_every_unit_has_words():
    assert {f"unit-{unit}" for unit in UNITS} <= set(PHRASES)


def test_every_phrase_says_the_same_in_both_languages():
    for zh, en in PHRASES.values():
        assert sorted(re.findall(r"{\w+}", zh)) == sorted(re.findall(r"{\w+}", en))
