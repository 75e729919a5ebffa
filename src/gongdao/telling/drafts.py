"""Drafts of what a party may say: templates over the facts, the rule and the law, which add nothing of their own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from gongdao.kernel.text import Text
from gongdao.telling.words import SILENCE

# What a party may want said, and the act whose words it becomes; none: words for the chat.
PURPOSES: dict[str, tuple[str, Text]] = {
    "urge": ("", Text("催对方答复", "Ask the other side for an answer")),
    "explain": ("", Text("向对方说明我的要求", "Explain what I ask for")),
    "answer": ("", Text("答复买家", "Answer the buyer")),
    "refuse_offer": ("refuse_offer", Text("说明为什么不接受方案", "Say why I do not take the offer")),
    "refuse_request": ("refuse_request", Text("说明为什么拒绝申请", "Say why I refuse the request")),
    "challenge_evidence": ("challenge_evidence", Text("对证据提出异议", "Challenge evidence")),
    "appeal": ("appeal", Text("写申诉的理由", "Write the ground of an appeal")),
}
OF_SIDE = {
    "buyer": ("urge", "explain", "refuse_offer", "challenge_evidence", "appeal"),
    "seller": ("answer", "refuse_offer", "refuse_request", "challenge_evidence", "appeal"),
}


# What silence of who is written to does, in the words of who writes.
IF_SILENT: dict[str, Text] = {
    **SILENCE,
    "platform_may_be_asked": Text("不答复，我可以请平台介入", "without an answer I may call the platform in"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What a draft may say, as it is said in its language; what is empty is left out.

    Amounts, days and names come as people read them; ``rule`` and ``law`` have the id or the article in them.
    """

    lang: str
    side: str
    order: str
    goods: str
    paid: str
    asked: str
    wish: str
    reason: str
    opened: str
    due: str = ""
    silence: str = ""
    rule: str = ""
    law: str = ""
    burden: str = ""
    offer: str = ""
    ruling: str = ""
    own: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that may be sent, the points it makes in plain words, and what must stand in it unchanged."""

    text: str
    points: tuple[str, ...]
    must: tuple[str, ...] = field(default=())


def draft(purpose: str, known: Known) -> Draft:
    """Write what a party may say for a purpose; the same facts make the same words."""
    parts = [part for part in SAID[purpose](known) if part]
    gap = "" if known.lang == "zh" else " "
    points = tuple(part for part in _points(purpose, known) if part)
    facts = (known.order, known.paid, known.asked, known.opened, known.due, known.offer)
    text = gap.join(parts)
    return Draft(text, points, tuple(fact for fact in facts if fact and fact in text))


def keeps_the_facts(before: Draft, after: str) -> bool:
    """Whether other words for a draft say the same: every fact is there, and no number, rule, law or address is new."""
    if not after.strip() or len(after) > 2 * len(before.text) + 80:
        return False
    if any(fact not in after for fact in before.must):
        return False
    return _tokens(before.text) == _tokens(after)


_TOKEN = re.compile(
    r"\d[\d,.:：]*\d|\d|[A-Z][A-Z0-9]*-[A-Z0-9.\-]+|《[^》]*》|第[零一二三四五六七八九十百]+条|[零一二两三四五六七八九十百千万]+[元天日倍]"
    r"|https?:|www\.|@|QQ|qq|微信|支付宝|(?:Civil Code|art\. ?\d+)"
)


def _tokens(text: str) -> frozenset[str]:
    """The numbers, rules, laws and addresses of a text: what words may not change."""
    return frozenset(found.strip(".,:：") for found in _TOKEN.findall(text))


def _begin(known: Known) -> str:
    """Which order, what for, how much: the same first sentence for everything the buyer says."""
    return _say(
        known,
        f"订单 {known.order}（{known.goods}，实付 {known.paid}），我在{known.opened}申请{known.wish} {known.asked}，"
        f"原因是：{known.reason}。",
        f"On {known.opened} I asked for {known.wish}, {known.asked}, for order {known.order} ({known.goods}, paid "
        f"{known.paid}), because: {known.reason}.",
    )


def _from_the_shop(known: Known) -> str:
    return _say(
        known,
        f"订单 {known.order}（{known.goods}，实付 {known.paid}），买家在{known.opened}以“{known.reason}”申请"
        f"{known.wish} {known.asked}。",
        f"On {known.opened} the buyer asked for {known.wish}, {known.asked}, for order {known.order} ({known.goods}, "
        f"paid {known.paid}), because: {known.reason}.",
    )


def _own(known: Known) -> str:
    """One's own words, as they are."""
    own = known.own.strip()
    if not own:
        return ""
    return own if own[-1] in "。.!！?？" else own + _say(known, "。", ".")


def _by_rule(known: Known) -> str:
    rule = _say(known, f"按规则，{known.rule}", f"By the rules: {known.rule}") if known.rule else ""
    law = _say(known, f"依据：{known.law}。", f"Ground: {known.law}.") if known.law else ""
    return (rule + ("" if known.lang == "zh" else " ") + law).strip()


def _until(known: Known) -> str:
    if not known.due:
        return ""
    return _say(
        known,
        f"请在 {known.due} 前答复；{known.silence}。" if known.silence else f"请在 {known.due} 前答复。",
        f"Please answer by {known.due}; {known.silence}." if known.silence else f"Please answer by {known.due}.",
    )


def _burden(known: Known) -> str:
    if not known.burden:
        return ""
    return _say(known, f"这一点由您证明：{known.burden}。", f"This is for you to prove: {known.burden}.")


def _urge(known: Known) -> list[str]:
    return [_say(known, "您好。", "Hello."), _begin(known), _own(known), _until(known)]


def _explain(known: Known) -> list[str]:
    return [_say(known, "您好。", "Hello."), _begin(known), _own(known), _by_rule(known), _burden(known)]


def _answer(known: Known) -> list[str]:
    kindly = _say(
        known,
        "您好，给您添麻烦了。您的申请我们看到了。",
        "Hello, we are sorry for the trouble. We have read your request.",
    )
    more = _say(
        known,
        "方便的话，请把能看清问题的照片或视频发上来，我们马上处理。" if not known.own.strip() else "",
        "If you can, send photos or a video that show it, and we deal with it at once."
        if not known.own.strip()
        else "",
    )
    return [kindly, _own(known), more]


def _refuse_offer(known: Known) -> list[str]:
    no = _say(known, f"我不接受这个方案（{known.offer}）。", f"I do not accept this offer ({known.offer}).")
    plain = _say(known, "我不接受这个方案。", "I do not accept this offer.")
    first = _begin(known) if known.side == "buyer" else ""
    return [no if known.offer else plain, first, _own(known), _by_rule(known) if known.side == "buyer" else ""]


def _refuse_request(known: Known) -> list[str]:
    no = _say(known, "我们不同意，理由如下：", "We do not agree, for this reason:")
    blank = _say(
        known, "（请写事实，例如发货前检查过、有视频）", "(give facts, such as a check before shipping, a video)"
    )
    return [_from_the_shop(known), no, _own(known) or blank]


def _challenge(known: Known) -> list[str]:
    no = _say(known, "我对这份证据有异议：", "I challenge this piece of evidence:")
    blank = _say(
        known,
        "（请写哪里不对，例如不是这件商品、时间对不上）",
        "(say what is wrong with it, such as: other goods, a time that does not fit)",
    )
    return [no, _own(known) or blank, _say(known, "请审核时一并考虑。", "Please take it into account.")]


def _appeal(known: Known) -> list[str]:
    no = _say(known, f"我对裁决不服：{known.ruling}。", f"I do not agree with the ruling: {known.ruling}.")
    new = _say(known, "新的理由是：", "What is new:")
    blank = _say(known, "（请写以前没有说过的理由）", "(a ground that was not brought before)")
    return [no if known.ruling else "", new, _own(known) or blank, _begin(known) if known.side == "buyer" else ""]


def _points(purpose: str, known: Known) -> list[str]:
    """What it says, in plain words, one thing at a time."""
    kind = PURPOSES[purpose][1].say(known.lang)
    wants = _say(known, f"要的是：{known.wish} {known.asked}", f"What is asked for: {known.wish}, {known.asked}")
    return [
        kind,
        wants if known.side == "buyer" and purpose != "challenge_evidence" else "",
        _say(known, f"因为：{known.reason}", f"Because: {known.reason}") if purpose in ("urge", "explain") else "",
        _say(known, f"请对方在 {known.due} 前答复", f"An answer is wanted by {known.due}")
        if purpose == "urge" and known.due
        else "",
        _say(known, "您自己的话原样放在里面", "Your own words stand in it as they are") if known.own.strip() else "",
    ]


def _say(known: Known, zh: str, en: str) -> str:
    return zh if known.lang == "zh" else en


SAID: dict[str, Callable[[Known], list[str]]] = {
    "urge": _urge,
    "explain": _explain,
    "answer": _answer,
    "refuse_offer": _refuse_offer,
    "refuse_request": _refuse_request,
    "challenge_evidence": _challenge,
    "appeal": _appeal,
}
