"""What stands in a mail: the letters it tells of, where to answer, and how to have less of it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from django.conf import settings

from gongdao.case.words import EVENTS
from gongdao.kernel.text import Text
from gongdao.service.delivery.models import DIGEST, Letter, Mail
from gongdao.service.people.models import User

# Where the pages are; the courier does not load them for it.
CASE, NOTICES = "/cases/", "/notices"
HOUSE = Text("公道", "Gongdao")
WORDS = {
    "hello": Text("{name}，您好：", "Dear {name},"),
    "nobody": Text("您好：", "Hello,"),
    "several": Text("您有 {n} 件通知", "{n} notices for you"),
    "house": Text("系统通知", "a notice of the house"),
    "look": Text("查看和处理：{url}", "See and answer: {url}"),
    "all": Text("全部通知：{url}", "All notices: {url}"),
    "why": Text(
        "您收到这封邮件，是因为您是案件中的一方或负责处理。可在“通知”页改为每天一封，或者不再接收邮件；站内通知不受影响。",
        "You receive this mail because you have a part in the case. On the page of notices you can have one mail a day"
        " or none; the notices on the site stay.",
    ),
    "reply": Text("请不要回复这封邮件。", "Please do not answer this mail."),
}


def text_of(mail: Mail, user: User) -> tuple[str, str]:
    """Give the subject and the body of a mail, in the language of its reader."""
    lang = "en" if user.language == "en" else "zh"
    letters = list(mail.letters.order_by("id"))
    return _subject(mail, letters, lang), "\n".join(_lines(letters, user, lang))


def _subject(mail: Mail, letters: list[Letter], lang: str) -> str:
    if mail.kind == DIGEST or len(letters) != 1:
        said = _say("several", lang, n=len(letters))
    else:
        first = letters[0]
        label = EVENTS[first.about].say(lang) if first.about in EVENTS else _say("house", lang)
        said = f"{number(first.stream)} {label}".strip()
    return f"[{HOUSE.say(lang)}] {said}"


def _lines(letters: list[Letter], user: User, lang: str) -> Iterator[str]:
    yield _say("hello", lang, name=user.name) if user.name else _say("nobody", lang)
    for letter in letters:
        yield ""
        yield f"{number(letter.stream)}  {letter.zh if lang == 'zh' else letter.en}".strip()
        if settings.GONGDAO_URL and letter.stream:
            yield _say("look", lang, url=f"{settings.GONGDAO_URL}{CASE}{quote(letter.stream, safe=':')}")
    yield ""
    if settings.GONGDAO_URL and len(letters) != 1:
        yield _say("all", lang, url=f"{settings.GONGDAO_URL}{NOTICES}")
    yield _say("why", lang)
    yield _say("reply", lang)


def number(stream: str) -> str:
    """Give the number of a case as people know it."""
    return stream.partition(":")[2]


def _say(key: str, lang: str, **parts: object) -> str:
    return WORDS[key].say(lang).format(**parts)
