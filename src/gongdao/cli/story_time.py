"""Tells the deadlines with their computation, what can be done next and until when, and the marks and referrals."""

from __future__ import annotations

from gongdao.cli.page import hanging
from gongdao.cli.telling import Telling
from gongdao.kernel.text import Text
from gongdao.policy.work import Countdown
from gongdao.telling.next_steps import flags, measures, steps
from gongdao.telling.vocabulary import EFFECTS, UNITS, called, singular

WORDS = {
    "deadlines": Text("期限", "Deadlines"),
    "due": Text("{name}：{due}", "{name}: {due}"),
    "past": Text("（裁决时已过）", " (past at the decision)"),
    "counted": Text("{start} 起 {length}", "{length} from {start}"),
    "rolled": Text("，末日遇休息日顺延", ", rolled over free days"),
    "provisional": Text("；暂定：放假通知尚未公布", "; provisional: the holidays are not published yet"),
    "effect": Text("；{effect}", "; {effect}"),
    "rule": Text("（{rule}）", " ({rule})"),
    "next": Text("接下来", "What can be done next"),
    "marks": Text("标记与处理", "Marks and measures"),
}


def deadlines(telling: Telling) -> list[str]:
    """Each deadline: when, counted from when, whether it was past at the decision and what it does."""
    lines: list[str] = []
    for count in telling.evaluation.countdowns.values():
        if not count.decision.hidden:
            past = count.due.at <= telling.case.policy.decided_at
            due = telling.say(WORDS["due"], name=telling.voice.name(count.decision.id), due=telling.when(count.due.at))
            lines += hanging(telling.page, "  - ", telling.capital(due) + (telling.say(WORDS["past"]) if past else ""))
            lines += hanging(telling.page, "    ", _counted(telling, count))
    return telling.section(WORDS["deadlines"], lines)


def _counted(telling: Telling, count: Countdown) -> str:
    length = singular(telling.say(UNITS[count.unit], n=count.n))
    text = telling.say(WORDS["counted"], start=telling.when(count.start), length=length)
    text += telling.say(WORDS["rolled"]) if count.due.rolled else ""
    text += telling.say(WORDS["effect"], effect=called(EFFECTS, count.effect, telling.lang)) if count.effect else ""
    text += telling.say(WORDS["provisional"]) if count.due.provisional else ""
    return text + telling.say(WORDS["rule"], rule=count.rule.id)


def next_steps(telling: Telling) -> list[str]:
    """What each side may do and until when, and where the case may go."""
    return telling.section(
        WORDS["next"], [line for text in steps(telling) for line in hanging(telling.page, "  - ", text)]
    )


def marks(telling: Telling) -> list[str]:
    """The marks set on the case, each with the rule that set it, and the measures against a party."""
    said = [*flags(telling), *measures(telling)]
    return telling.section(WORDS["marks"], [line for text in said for line in hanging(telling.page, "  - ", text)])
