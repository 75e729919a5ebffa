"""Six questions for who cannot paste what was said: what is asked, and what an answer of yes means."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from gongdao.kernel.text import Text
from gongdao.screening.signal import Reason


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked; ``quote`` is what a yes says in a few words, ``sign`` the reason it gives.

    ``alone`` is whether a yes is enough by itself: no real refund ever asks for it.
    """

    word: str
    asked: Text
    hint: Text
    quote: Text
    sign: str
    advice: tuple[str, ...]
    alone: bool = False


QUESTIONS = (
    Question(
        "caller",
        Text(
            "有人主动打电话、发消息找您，说是客服、银行、快递或警察？",
            "Did somebody call or write to you first, as service, bank, courier or police?",
        ),
        Text("不是您自己先找的客服", "You did not ask the service first"),
        Text("主动找您，自称客服", "they came to you, as customer service"),
        "claims-service",
        ("stop-talking",),
    ),
    Question(
        "outside",
        Text(
            "要您离开平台：加微信、QQ、进群，或者点链接、扫码？",
            "Are you to leave the platform: a chat app, a group, a link, a code to scan?",
        ),
        Text("包括“退款链接”“退款二维码”", "Also a link or a code “for the refund”"),
        Text("离开平台", "off the platform"),
        "leaves-platform",
        ("open-no-link", "stay-on-platform"),
    ),
    Question(
        "screen",
        Text(
            "要您共享屏幕、用会议软件，或者另装软件？",
            "Are you to share your screen, join a meeting or install something?",
        ),
        Text("说是“教您操作”也算", "Even “to help you”"),
        Text("共享屏幕、装软件", "sharing your screen, an app"),
        "shares-screen",
        ("stop-talking", "remove-app", "tell-no-code"),
        alone=True,
    ),
    Question(
        "secrets",
        Text("要验证码、密码，或者银行卡号？", "Do they want a code, a password or the number of a card?"),
        Text("短信验证码、支付密码、卡背面的数字", "A code from a text message, a PIN, the digits on the back"),
        Text("要验证码、密码", "a code or a password"),
        "asks-code",
        ("tell-no-code",),
        alone=True,
    ),
    Question(
        "money",
        Text(
            "要您转钱、垫钱、交保证金，或者开备用金、借款？",
            "Are you to send or advance money, pay a deposit, or take a loan?",
        ),
        Text("“多退了，请转回来”也算", "Also “we refunded too much, send it back”"),
        Text("要您转钱或借钱", "you are to send or borrow money"),
        "asks-transfer",
        ("send-no-money",),
        alone=True,
    ),
    Question(
        "fear",
        Text(
            "说不马上办就每月扣费、影响征信，或者不让您告诉别人？",
            "Do they threaten a monthly fee or your credit record, or forbid you to tell anybody?",
        ),
        Text("催您、吓您、让您别挂电话", "They hurry you, frighten you, keep you on the line"),
        Text("不马上办就有后果", "act now or else"),
        "threatens",
        ("stop-talking",),
    ),
)
# Neither of these is a swindle by itself, but two of them together are how one begins.
ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Answered:
    """What yeses mean: whether to stop, why, and what to do."""

    stop: bool
    reasons: tuple[Reason, ...]
    advice: tuple[str, ...]


def answered(yes: Collection[str]) -> Answered:
    """Weigh the answers: ``yes`` are the words of the questions that were answered with yes."""
    said = [question for question in QUESTIONS if question.word in yes]
    reasons = tuple(Reason(it.sign, {"quote": it.quote}, fields=(it.word,)) for it in said)
    stop = any(it.alone for it in said) or len(said) >= ENOUGH
    return Answered(stop, reasons, tuple(dict.fromkeys(code for it in said for code in it.advice)))
