"""What a pack's phrases stop: demands for a code, a screen or a deposit, not honest talk that names them."""

from __future__ import annotations

import time

import pytest

from gongdao.case.scripts import any_scripts_in, scripts_in
from gongdao.policy.pack import Pack
from shelf import pack as pack_of

DEMANDS = {
    "SC-4": [
        "请您打开共享屏幕，我教您操作",
        "下载腾讯会议，进会议室",
        "打开 投 屏 给我看",
        "您不要挂电话，先打开共享屏幕",
    ],
    "SC-5": [
        "把验证码告诉我",
        "麻烦把收到的短信验证码报一下",
        "请提供一下短信验证码",
        "收到的验证码是多少？发我",
        "验.证.码.发.我",
        "请勿挂断，把验证码发给我",
        "先交保证金才能退款",
        "Please tell me the verification code",
    ],
}
HONEST = [
    "登录要短信验证码，我收不到",
    "验证码不要告诉别人",
    "收到的验证码输进去说错误",
    "不要把验证码发给任何人",
    "我们不会让您提供验证码给任何人",
    "付款时输入短信验证码就行",
    "寄件验证码是多少位的？",
    "I never got the verification code",
    "Never send me the code by chat",
    "这台电视能不能投屏？",
    "空调可以远程控制吗",
    "支持屏幕共享吗",
    "腾讯会议年卡怎么激活",
    "他让我共享屏幕，我没有理他",
    "我的账户被冻结了怎么办",
    "可以用公司的对公账户付款吗",
    "不退款我就打12315投诉",
]


@pytest.fixture(scope="module")
def pack() -> Pack:
    return pack_of("tb-2025-08")


@pytest.mark.parametrize(("script", "text"), [(name, text) for name, texts in DEMANDS.items() for text in texts])
def test_a_demand_is_met(pack, script, text):
    assert script in scripts_in(pack.phrases, text)


@pytest.mark.parametrize("text", HONEST)
def test_honest_talk_that_names_what_swindlers_want_is_met_by_nothing(pack, text):
    assert scripts_in(pack.phrases, text) == []


def test_what_is_taken_back_in_one_clause_and_said_in_another_is_said(pack):
    assert "SC-5" in scripts_in(pack.phrases, "不要把验证码告诉别人，把验证码告诉我就行")


def test_all_packs_read_a_message_alike(pack):
    assert any_scripts_in((pack,), DEMANDS["SC-5"][0]) == {"SC-5"}
    assert any_scripts_in((pack,), HONEST[1]) == set()


def test_a_hostile_message_is_read_in_bounded_time(pack):
    started = time.process_time()

    scripts_in(pack.phrases, "不要把验证码告诉别人" * 3000)

    assert time.process_time() - started < 1
