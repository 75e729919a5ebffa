"""The tables of ``docs/reference/notices.md``, who is told of what (``python tests/golden/notices_table.py``)."""

from __future__ import annotations

import re
from pathlib import Path

from gongdao.case.notices import NAMED, OTHER, SHOWN, TOLD, TOLD_BY_EFFECT
from gongdao.case.words import EVENTS
from gongdao.kernel.text import Text

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "reference" / "notices.md"
PEOPLE = {
    "buyer": Text("买家", "buyer"),
    "seller": Text("卖家", "seller"),
    "staff": Text("客服", "staff"),
    "supervisor": Text("主管", "supervisor"),
    "marketplace": Text("平台系统", "marketplace"),
    OTHER: Text("对方", "the other side"),
    NAMED: Text("受送达的一方", "the side it is served on"),
    SHOWN: Text("看得到它的人", "whom it is shown to"),
}
HEADS = (Text("事件", "event"), Text("告知谁", "told to"))
EFFECTS = (Text("期限到期的后果", "effect of the deadline that passed"), Text("另外告知", "told besides"))


def tables(lang: str) -> str:
    """Both tables: by event, and what is told besides by what silence did."""
    by_event = [(f"{EVENTS[name].say(lang)} `{name}`", who) for name, who in TOLD.items() if who]
    by_effect = [(f"`{effect}`", who) for effect, who in TOLD_BY_EFFECT.items()]
    return f"{_table(HEADS, by_event, lang)}\n{_table(EFFECTS, by_effect, lang)}"


def page() -> str:
    """The page with the tables of today in their places."""
    text = PAGE.read_text(encoding="utf-8")
    for lang in ("zh", "en"):
        between = rf"(<!-- tables {lang} -->\n\n).*?(\n<!-- end -->)"
        text = re.sub(between, lambda found, lang=lang: f"{found[1]}{tables(lang)}{found[2]}", text, flags=re.DOTALL)
    return text


def _table(head: tuple[Text, Text], rows: list[tuple[str, tuple[str, ...]]], lang: str) -> str:
    sep = "、" if lang == "zh" else ", "
    lines = [[text.say(lang) for text in head], ["---", "---"]]
    lines += [[name, sep.join(PEOPLE[who].say(lang) for who in told)] for name, told in rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
