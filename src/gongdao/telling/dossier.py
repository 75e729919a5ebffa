"""The draft of what somebody takes to the police: what happened, when, the words, numbers, links, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gongdao.kernel.text import Text
from gongdao.screening.particulars import Particulars, particulars
from gongdao.telling.check import Looked, Verdict, verdict
from gongdao.telling.check_words import STOP
from gongdao.telling.marks import Passage

LONGEST = 500
LONGEST_STORY = 4000


@dataclass(frozen=True, slots=True)
class Field:
    """Something the draft asks for; ``missing`` is what is said as long as it is not known."""

    word: str
    name: Text
    hint: Text
    missing: Text


FIELDS = (
    Field(
        "when",
        Text("什么时候", "When"),
        Text("例如：11月20日 14:30 接到电话，15:10 转的钱", "Such as: call on 20 Nov at 14:30, money sent at 15:10"),
        Text("什么时候联系您、什么时候转的钱", "When they called and when money left"),
    ),
    Field(
        "contact",
        Text("对方怎么联系您的", "How they reached you"),
        Text("电话号码、微信号、QQ、短信号码、店铺名", "Their phone number, chat account, or the name of the shop"),
        Text("对方的电话号码或账号", "Their phone number or account"),
    ),
    Field(
        "lost",
        Text("损失多少钱", "How much was lost"),
        Text("没有损失就写 0", "Write 0 if nothing was lost"),
        Text("损失的金额", "The amount lost"),
    ),
    Field(
        "paid_to",
        Text("钱转给了谁", "To whom money went"),
        Text(
            "对方户名、卡号、收款码；您用的银行或支付软件",
            "Name and number of their account; which bank or app you used",
        ),
        Text("收款的户名和账号", "Name and number of the account paid to"),
    ),
    Field(
        "order",
        Text("哪一笔订单", "Which order"),
        Text("平台和订单号；和订单无关就不填", "Platform and number of the order; leave empty if there is none"),
        Text("平台和订单号", "Platform and number of the order"),
    ),
)
STORY = "story"
# What to bring along; nobody but the person can say whether it is there.
BRING: tuple[Text, ...] = (
    Text("身份证", "Your identity card"),
    Text("通话记录截图，看得见号码和时间", "A screenshot of the call list with number and time"),
    Text("聊天记录和短信，不要删", "The chat and the text messages; delete nothing"),
    Text("转账凭证：银行或支付软件里的电子回单", "Proof of each transfer: the receipt in your bank's or payment app"),
    Text("对方发来的链接、二维码、软件，拍下来，不要再打开", "Links, codes and apps they sent: photograph, never open"),
    Text("订单页面截图", "A screenshot of the order"),
)
TITLE = Text("报案材料（草稿）", "For the police (a draft)")
ABOUT = Text(
    "由本人整理，内容没有经过核实。没有保存，关掉就没有了。",
    "Put together by the person concerned, unverified. Nothing of it is kept; it is gone when you close it.",
)
NOT_KNOWN = Text("（待补）", "(to be added)")
HEADS: dict[str, Text] = {
    "basics": Text("基本情况", "The basics"),
    "story": Text("经过", "What happened"),
    "words": Text(
        "对方说的话（方括号里是和已知骗局一致的地方）", "Their words (what matches known scams stands in brackets)"
    ),
    "pasted": Text(
        "贴来的原文（方括号里是和已知骗局一致的地方）",
        "The text as it was pasted (what matches known scams stands in brackets)",
    ),
    "why": Text("和已知骗局一致的地方", "What matches known scams"),
    "numbers": Text("文字里出现的号码、账号和网址", "Numbers, accounts and links in the text"),
    "missing": Text("还缺什么", "What is still missing"),
    "bring": Text("去报案时带上", "Bring along"),
    "where": Text("交给谁", "To whom"),
}
WHERE: tuple[Text, ...] = (
    Text(
        "已经转了钱：马上打 110，说“被电信诈骗，请求紧急止付”，越早越好。",
        "Money has left: call 110 now and ask for an emergency stop of the payment; the earlier the better.",
    ),
    Text(
        "再打您自己银行或支付软件的客服，请他们冻结这笔钱。",
        "Then call your own bank or payment app and ask them to freeze the money.",
    ),
    Text(
        "带上这份材料，到最近的派出所报案，要一份受案回执。",
        "Take this to the nearest police station and ask for a receipt of your report.",
    ),
    Text("没有转钱：打 96110 咨询，把号码告诉他们。", "No money left: call 96110 for advice and tell them the number."),
)
NAMES: dict[str, Text] = {
    "phones": Text("电话", "Telephones"),
    "cards": Text("卡号", "Cards"),
    "accounts": Text("聊天账号", "Chat accounts"),
    "amounts": Text("金额", "Amounts"),
    "links": Text("网址", "Links"),
}


@dataclass(frozen=True, slots=True)
class Dossier:
    """The draft: what was filled in, the story, the verdict with its marked words, what was found, what is missing."""

    given: Mapping[str, str]
    story: str
    verdict: Verdict
    found: tuple[tuple[Text, tuple[str, ...]], ...]
    missing: tuple[Text, ...]

    @property
    def is_talk(self) -> bool:
        """Whether the text tells who says what; else it may be somebody's own story as well as their words."""
        return any(passage.who for passage in self.verdict.passages)


def dossier(looked: Looked, given: Mapping[str, str], lang: str) -> Dossier:
    """Put the draft together with the whole text; ``given`` are the answers to `FIELDS` and the story, cut to size."""
    said = verdict(looked, lang, whole=True)
    answers = {field.word: given.get(field.word, "").strip()[:LONGEST] for field in FIELDS}
    story = given.get(STORY, "").strip()[:LONGEST_STORY]
    told = "\n".join([*(turn.text for turn in looked.turns), story])
    found = particulars(told)
    links = tuple(dict.fromkeys(link.text for link in looked.links))
    lacks = [field.missing for field in FIELDS if not answers[field.word] and not _known(field.word, found)]
    rows = [*((NAMES[name], getattr(found, name)) for name in list(NAMES)[:-1]), (NAMES["links"], links)]
    return Dossier(answers, story, said, tuple(row for row in rows if row[1]), tuple(lacks))


def _known(word: str, found: Particulars) -> bool:
    """Whether the text itself says what a field asks for."""
    return bool(found.phones or found.accounts) if word == "contact" else bool(found.cards) and word == "paid_to"


def as_text(made: Dossier, lang: str) -> str:
    """Give the draft as plain text."""
    return "\n".join(_lines(made, lang)) + "\n"


def _lines(made: Dossier, lang: str) -> Iterator[str]:
    yield from (TITLE.say(lang), ABOUT.say(lang))
    yield from _headed("basics", lang)
    for field in FIELDS:
        yield f"{field.name.say(lang)}{_colon(lang)}{made.given[field.word] or NOT_KNOWN.say(lang)}"
    if made.story:
        yield from (*_headed("story", lang), made.story)
    if made.verdict.passages:
        yield from _headed("words" if made.is_talk else "pasted", lang)
        yield from (_passage(each, lang) for each in made.verdict.passages)
    if made.verdict.why and made.verdict.level == STOP:
        yield from (*_headed("why", lang), made.verdict.title)
        yield from (f"{why.number or '-'} {why.text}" for why in made.verdict.why)
    if made.found:
        yield from _headed("numbers", lang)
        yield from (f"{name.say(lang)}{_colon(lang)}{'  '.join(found)}" for name, found in made.found)
    for key, points in (("missing", made.missing), ("bring", BRING), ("where", WHERE)):
        if points:
            yield from (*_headed(key, lang), *(f"- {point.say(lang)}" for point in points))


def _headed(key: str, lang: str) -> tuple[str, str]:
    return "", HEADS[key].say(lang)


def _colon(lang: str) -> str:
    return "：" if lang == "zh" else ": "


def _passage(passage: Passage, lang: str) -> str:
    said = "".join(f"【{it.text}】{it.number}" if it.number else it.text for it in passage.pieces)
    return f"{'……' if passage.cut else ''}{passage.who + _colon(lang) if passage.who else ''}{said}"
