"""Says what each side may do next and until when, where a case may go, and the marks and measures that follow."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongdao.kernel.text import Text, listed
from gongdao.policy.pack import Rule
from gongdao.telling.decision import Telling
from gongdao.telling.vocabulary import MISSING, PARTIES, called

WORDS = {
    "rule": Text("（{rule}）", " ({rule})"),
    "step": Text("{by}：{what}", "{by}: {what}"),
    "until": Text("至 {at} 止。", " Until {at}."),
    "was-until": Text("已于 {at} 截止。", " This ended at {at}."),
    "ready": Text("可转{to}：条件已具备{more}。", "May go to {to}: the conditions are met{more}."),
    "not-ready": Text("转{to}的条件尚未具备{more}。", "Not yet open: {to}{more}."),
    "missing": Text("，还缺：{missing}", ", missing: {missing}"),
    "against": Text("，针对{against}", ", against {against}"),
    "by": Text("，由{by}提出", ", by {by}"),
    "hotline": Text("，电话 {hotline}", ", telephone {hotline}"),
    "grounds": Text("，依据 {grounds}", ", on the grounds {grounds}"),
    "flag": Text("{flag}：{what}", "{flag}: {what}"),
    "measure": Text("对{on}：{what}{sum}", "on {on}: {what}{sum}"),
    "sum": Text("金额 {amount}。", " The amount is {amount}."),
}
ORDER = ("buyer", "seller", "both", "platform")


def steps(telling: Telling) -> list[str]:
    """What each side may do and until when, and where the case may go."""
    return [*steps_of(telling, *ORDER), *referrals(telling)]


def steps_of(telling: Telling, *by: str) -> list[str]:
    """What some of them may or must do and until when."""
    rows = sorted(telling.decision["next_steps"], key=lambda row: ORDER.index(row["by"]))
    return [_step(telling, row) for row in rows if row["by"] in by]


def referrals(telling: Telling) -> list[str]:
    """Where else the case may go."""
    return [_referral(telling, row) for row in telling.decision["referrals"]]


def _step(telling: Telling, row: Any) -> str:
    by, what = telling.capital(called(PARTIES, row["by"], telling.lang)), Text(row["zh"], row["en"]).say(telling.lang)
    text = what if what.startswith(by) else telling.say(WORDS["step"], by=by, what=what)
    if row.get("until"):
        until = datetime.fromisoformat(row["until"])
        past = until <= telling.case.policy.decided_at
        text += telling.say(WORDS["was-until" if past else "until"], at=telling.when(until))
    return text + telling.say(WORDS["rule"], rule=row["rule"])


def _referral(telling: Telling, row: Any) -> str:
    lang, more = telling.lang, ""
    for key in ("by", "against"):
        if row.get(key):
            more += telling.say(WORDS[key], **{key: called(PARTIES, row[key], lang)})
    if row.get("missing"):
        more += telling.say(WORDS["missing"], missing=called(MISSING, row["missing"], lang))
    if row.get("hotline"):
        more += telling.say(WORDS["hotline"], hotline=row["hotline"])
    if row.get("grounds"):
        more += telling.say(WORDS["grounds"], grounds=listed(row["grounds"], lang))
    to = telling.voice.word("referrals", row["to"])
    return telling.say(WORDS["ready" if row["ready"] else "not-ready"], to=to, more=more)


def flags(telling: Telling) -> list[str]:
    """The marks set on the case, each by the rule that set it."""
    answer = telling.evaluation.answers.get("flags")
    if answer is None or not isinstance(answer.value, list):
        return []
    found: dict[str, str] = {}
    for rule, flag in zip(answer.winners, answer.value, strict=True):
        found.setdefault(str(flag), telling.voice.say(rule.label))
    return [telling.say(WORDS["flag"], flag=flag, what=what) for flag, what in found.items()]


def measures(telling: Telling) -> list[str]:
    """Each measure by the sentence of its rule."""
    answer = telling.evaluation.answers.get("penalties")
    if answer is None or not isinstance(answer.value, list):
        return []
    return [_measure(telling, rule, row) for rule, row in zip(answer.winners, answer.value, strict=True)]


def _measure(telling: Telling, rule: Rule, row: Any) -> str:
    amount = row.get("amount")
    sum_ = telling.say(WORDS["sum"], amount=telling.voice.money(amount)) if isinstance(amount, int) else ""
    parts = {"on": called(PARTIES, row["on"], telling.lang), "what": telling.voice.say(rule.label), "sum": sum_}
    return telling.capital(telling.say(WORDS["measure"], **parts)) + telling.say(WORDS["rule"], rule=rule.id)
