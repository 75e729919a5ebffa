"""Tells of an open case what is still possible, what each side must prove, and what happens if evidence closes now."""

from __future__ import annotations

from typing import Any

from gongdao.cli.page import hanging
from gongdao.cli.telling import Telling
from gongdao.kernel.text import Text, listed
from gongdao.telling.vocabulary import PARTIES, called

WORDS = {
    "possible": Text("还可能的结果", "What is still possible"),
    "row": Text("{outcome}（支持{winner}；{rules}）", "{outcome} (for {winner}; {rules})"),
    "needs": Text("各方要证明什么", "What each side must prove"),
    "buyer": Text("买家胜出", "For the buyer to win"),
    "seller": Text("卖家胜出", "For the seller to win"),
    "sure": Text("{side}：不需要再证明什么。", "{side}: nothing more need be proved."),
    "never": Text("{side}：现有争点怎样认定都做不到。", "{side}: no finding on the open facts can bring it about."),
    "way": Text("{side}：{facts}。", "{side}: {facts}."),
    "true": Text("“{fact}”成立", "“{fact}” is proved"),
    "false": Text("“{fact}”不成立", "“{fact}” is not proved"),
    "and": Text("，且", " and "),
    "or": Text("；或者", "; or "),
    "closed": Text("如果举证现在结束", "If evidence closed now"),
    "decided": Text("{outcome}（支持{winner}；{rules}）。", "{outcome} (for {winner}; {rules})."),
    "undecided": Text("需要人工判断。", "A person would have to decide."),
    "many": Text("等 {count} 条", "and others, {count} in all"),
}
MOST_RULES = 4
MOST_WAYS = 5


def prospects(telling: Telling) -> list[str]:
    """Give the three parts; nothing for a closed case."""
    if telling.evaluation.closed:
        return []
    return [*_possible(telling), *_needs(telling), *_closed(telling)]


def _possible(telling: Telling) -> list[str]:
    said = [_outcome(telling, row, "row") for row in telling.decision["possible"]]
    return telling.section(WORDS["possible"], [line for text in said for line in hanging(telling.page, "  - ", text)])


def _outcome(telling: Telling, row: Any, key: str) -> str:
    voice, rules = telling.voice, row["rules"]
    shown = listed(rules[:MOST_RULES], telling.lang)
    if len(rules) > MOST_RULES:
        shown += f" {telling.say(WORDS['many'], count=len(rules))}"
    who = str(row["winner"])
    winner = called(PARTIES, who, telling.lang) if who in ("buyer", "seller") else voice.word("winner", who)
    return telling.say(WORDS[key], outcome=voice.word("outcome", str(row["outcome"])), winner=winner, rules=shown)


def _needs(telling: Telling) -> list[str]:
    said = [_side(telling, side, ways) for side, ways in telling.decision["needs"].items()]
    return telling.section(WORDS["needs"], [line for text in said for line in hanging(telling.page, "  - ", text)])


def _side(telling: Telling, side: str, ways: list[dict[str, bool]]) -> str:
    name = telling.say(WORDS[side])
    if not ways:
        return telling.say(WORDS["never"], side=name)
    if not ways[0]:
        return telling.say(WORDS["sure"], side=name)
    shown = telling.say(WORDS["or"]).join(_way(telling, way) for way in ways[:MOST_WAYS])
    return telling.say(WORDS["way"], side=name, facts=shown)


def _way(telling: Telling, way: dict[str, bool]) -> str:
    facts = [telling.say(WORDS[str(value).lower()], fact=telling.voice.name(name)) for name, value in way.items()]
    return telling.say(WORDS["and"]).join(facts)


def _closed(telling: Telling) -> list[str]:
    row = telling.decision["if_closed_now"]
    if row is None:
        return []
    known = row["outcome"] is not None and row["winner"] is not None
    text = _outcome(telling, row, "decided") if known else telling.say(WORDS["undecided"])
    return telling.section(WORDS["closed"], hanging(telling.page, "  ", text))
