"""A refund by a code is seen where its steps come one by one, a task that is paid for first where it is told whole."""

from __future__ import annotations

import pytest

from gongdao.screening.talk import Turn, read_conversation, screen_conversation, screen_message
from gongdao.service.screening_models import talk

MODEL = talk()


@pytest.mark.parametrize(
    "said",
    [
        "卖家：你那笔退款批了\n我：在哪里领\n卖家：给你一个二维码\n卖家：手机扫一下，按提示点就行",
        "客服：赔付的钱走人工\n我：好\n客服：我发您一个码\n我：嗯\n客服：相册里识别一下",
        "Shop: the refund is approved\nMe: ok\nShop: I will send you a QR code\nShop: scan it and follow the steps",
    ],
)
def test_a_refund_by_a_code_is_seen_over_several_turns_and_quoted(said):
    signal = screen_conversation(MODEL, read_conversation(said))

    assert signal is not None
    assert {"about-refund", "sends-code", "scans-code"} <= {reason.code for reason in signal.reasons}
    assert "open-no-link" in signal.advice


@pytest.mark.parametrize(
    "said",
    [
        "卖家：扫一下包装上的条码就知道真假\n我：好的\n卖家：不对的话给您退款",
        "客服：退款原路返回\n我：那发票呢\n客服：订单里点开票，扫一下就能下载",
        "快递：您扫我这个收款码付运费\n我：付好了",
    ],
)
def test_a_code_that_no_refund_comes_by_is_no_script(said):
    assert screen_conversation(MODEL, read_conversation(said)) is None


@pytest.mark.parametrize(
    "said",
    [
        "邻居介绍的副业，给网店冲销量，本金和提成一起返，最后那单说要先垫六千",
        "帮商家拍单赚提成，投了一万提不出来",
        "They hired me for a part-time job boosting orders and I cannot withdraw my commission",
    ],
)
def test_who_tells_of_a_task_paid_for_first_is_stopped(said):
    signal = screen_message(MODEL, said)

    assert signal is not None
    assert "prepaid-task" in {reason.code for reason in signal.reasons}


def test_what_was_said_before_is_quoted_by_its_number_however_long_the_talk_is():
    before = [
        *[Turn("客服", "在吗"), Turn("我", "在的")] * 25,
        Turn("客服", "您好，我是店铺客服，您买的面膜质量有问题，现在给您三倍赔付"),
    ]
    signal = screen_message(MODEL, "请扫一下这个码", before, "客服")

    assert signal
    assert {span.turn for reason in signal.reasons for span in reason.spans} == {50}
