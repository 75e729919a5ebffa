"""Tells a decision as a ruling that a person can read and check, in Chinese or English."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongdao.case.file import Case
from gongdao.case.ruling import Decided
from gongdao.cli.page import NO_BREAK, Page, entries, hanging
from gongdao.cli.story_money import bearers, money
from gongdao.cli.story_open import prospects
from gongdao.cli.story_proof import evidence, findings
from gongdao.cli.story_rules import law, notes, reasons
from gongdao.cli.story_time import deadlines, marks, next_steps
from gongdao.cli.telling import Telling, telling_of
from gongdao.kernel.text import Text, listed, width
from gongdao.policy.kleene import Maybe, Unknown
from gongdao.telling.results import WORDS as RESULTS
from gongdao.telling.vocabulary import ACTS, PARTIES, called
from gongdao.telling.voice import in_language, moment, offset

WORDS = {
    **RESULTS,
    "ruling": Text("裁决", "Ruling"),
    "standing": Text("案件现状（举证尚未结束）", "State of the case (evidence is open)"),
    "case": Text("案件", "case"),
    "pack": Text("规则", "rules"),
    "decided": Text("裁决时间", "decided at"),
    "order": Text("订单", "order"),
    "claim": Text("请求", "claim"),
    "edition": Text("{family}，{version}（{id}，{since} 起）", "{family}, {version} ({id}, from {since})"),
    "edition-plain": Text("{family}（{id}，{since} 起）", "{family} ({id}, from {since})"),
    "asks": Text("买家申请{type}", "the buyer asks for: {type}"),
    "asks-nothing": Text("没有金钱请求", "no claim for money"),
    "also-fee": Text("；另请求检测费 {amount}", "; also the test fee of {amount}"),
    "asked-at": Text("（{at}）", " ({at})"),
    "paid": Text("，实付 {amount}", ", paid {amount}"),
    "paid-only": Text("实付 {amount}", "paid {amount}"),
    "conclusion": Text("结论", "Conclusion"),
    "undecided": Text("现在还不能得出结果。", "No outcome can be given yet."),
    "keeps": Text("买家此前已得的 {amount} 不追回。", "The buyer keeps the {amount} received before."),
    "conflict": Text(
        "规则冲突，需要人工处理：{rules} 对“{decision}”的回答不同，谁优先没有规定。",
        "The rules conflict and a person must decide: {rules} answer “{decision}” differently, and neither prevails.",
    ),
    "floor": Text(
        "这一结果低于法定底线，不能执行，须由人工处理：{floor}（{law}）。",
        "This falls below a floor of the law and may not be carried out; a person must decide: {floor} ({law}).",
    ),
    "human": Text("需要人工先作认定：{names}。", "A person must find first: {names}."),
    "course": Text("经过", "What happened"),
    "event": Text("{actor}{act}", "{actor} {act}"),
}


def story(case: Case, decided: Decided, page: Page, family: Text) -> list[str]:
    """Give the lines of the ruling; ``family`` is what the rules are called."""
    telling = telling_of(case, decided, page, family)
    parts = (
        _header, _conclusion, prospects, _course, evidence, findings, reasons, law, money, bearers, deadlines,
        next_steps, marks, notes,
    )  # fmt: skip
    return [line for part in parts for line in part(telling)]


def _header(telling: Telling) -> list[str]:
    page, lang = telling.page, telling.lang
    kind = WORDS["ruling" if telling.evaluation.closed else "standing"].say(lang)
    title = f"{kind}  {telling.case.id}"
    titles = [title] if width(title) <= page.columns else [kind, telling.case.id]
    lines = [page.paint(line, "bold") for title in titles for line in hanging(page, "", title.replace(" ", NO_BREAK))]
    lines += [*hanging(page, "", in_language(telling.case.title, lang)), ""]
    rows = [(WORDS["pack"].say(lang), _edition(telling)), (WORDS["decided"].say(lang), _decided_at(telling))]
    rows += [(WORDS["order"].say(lang), text) for text in [_order(telling)] if text]
    rows += [(WORDS["claim"].say(lang), _claim(telling))]
    return [*lines, *entries(page, rows)]


def _edition(telling: Telling) -> str:
    pack = telling.evaluation.pack
    parts = {"family": telling.voice.say(telling.family), "id": pack.id, "since": pack.version.since.isoformat()}
    version = telling.voice.say(pack.version.label)
    if not version or version == parts["family"]:
        return telling.say(WORDS["edition-plain"], **parts)
    return telling.say(WORDS["edition"], version=version, **parts)


def _decided_at(telling: Telling) -> str:
    at = telling.case.policy.decided_at
    return f"{moment(at)} ({offset(at)})"


def _order(telling: Telling) -> str:
    order = telling.case.facts.get("order") or {}
    paid = order.get("paid")
    text = str(order.get("id") or "")
    if paid is None:
        return text
    return text + telling.say(WORDS["paid" if text else "paid-only"], amount=telling.voice.money(paid))


def _claim(telling: Telling) -> str:
    claim, voice = telling.case.facts.get("claim") or {}, telling.voice
    kind = claim.get("type")
    if kind in (None, "none"):
        return telling.say(WORDS["asks-nothing"])
    text = telling.say(WORDS["asks"], type=voice.word("claim_type", kind))
    if claim.get("amount") is not None:
        text += telling.say(WORDS["amount"], amount=voice.money(claim["amount"]))
    if claim.get("reason") not in (None, "none"):
        text += telling.say(WORDS["reason"], reason=voice.word("claim_reason", claim["reason"]))
    if claim.get("claims_test_fee"):
        text += telling.say(WORDS["also-fee"], amount=voice.money(claim["claims_test_fee"]))
    if claim.get("fallback_no_reason"):
        text += telling.say(WORDS["also-seven"])
    return text + _asked_at(telling, claim.get("opened_at"))


def _asked_at(telling: Telling, at: Any) -> str:
    return telling.say(WORDS["asked-at"], at=telling.when(at)) if isinstance(at, datetime) else ""


def _conclusion(telling: Telling) -> list[str]:
    page = telling.page
    lines = [page.paint(line, "bold") for line in hanging(page, "  ", _verdict(telling))]
    for text in (*_heads(telling), *_sum(telling)):
        lines += hanging(page, "  ", text)
    for text in _warnings(telling):
        lines += [page.paint(line, "yellow") for line in hanging(page, "  ", text)]
    return telling.section(WORDS["conclusion"], lines)


def _verdict(telling: Telling) -> str:
    decision = telling.decision
    if decision["outcome"] is None:
        return telling.say(WORDS["undecided"])
    if decision["outcome"] == "inadmissible":
        return telling.say(WORDS["inadmissible"])
    remedy = telling.voice.word("outcome", str(decision["remedy"] or decision["outcome"]))
    return telling.say(WORDS[f"for-{decision['winner'] or 'nobody'}"], remedy=remedy)


def _heads(telling: Telling) -> list[str]:
    heads = telling.decision["heads"] or []
    said = []
    for row in heads:
        head = telling.voice.word("heads", row["head"])
        key = "head-none" if row["winner"] == "none" else "head"
        said.append(telling.say(WORDS[key], head=head, winner=called(PARTIES, row["winner"], telling.lang)))
    return [f"- {text}" for text in said]


def _sum(telling: Telling) -> list[str]:
    values = telling.evaluation.values
    parts = [values.get(name) for name in ("refund", "compensation")]
    total = sum(part for part in parts if isinstance(part, int))
    if not total:
        return []
    short = sum(telling.evaluation.shortfalls.values())
    corrected = telling.decision["outcome"] == "correct_ruling"
    key = "keeps" if corrected else "due" if short else "pays"
    return [telling.say(WORDS[key], amount=telling.voice.money(total), short=telling.voice.money(short))]


def _warnings(telling: Telling) -> list[str]:
    voice, lang = telling.voice, telling.lang
    said = [
        telling.say(WORDS["conflict"], rules=listed(row["rules"], lang), decision=voice.name(row["decision"]))
        for row in telling.decision["conflicts"]
    ]
    said += [
        telling.say(WORDS["floor"], floor=row[lang].rstrip(".。"), law=listed([row["invariant"], *row["law"]], lang))
        for row in telling.decision["broken_floors"]
    ]
    if names := _to_find(telling):
        said.append(telling.say(WORDS["human"], names=listed(names, lang)))
    return said


def _to_find(telling: Telling) -> list[str]:
    """What a person must find: open facts that only the platform can find, else the open answers themselves."""
    if not telling.decision["needs_human"]:
        return []
    values, pack = telling.evaluation.values, telling.evaluation.pack
    facts = [
        fact
        for fact in pack.facts
        if fact in telling.reached and pack.facts[fact].prove and isinstance(values.get(fact), Unknown | Maybe)
    ]
    asked = [name for name in telling.decision["needs_human"] if name in telling.reached]
    return [telling.voice.name(name) for name in facts or asked]


def _course(telling: Telling) -> list[str]:
    events = telling.case.facts.get("events") or ()
    rows = [(telling.when(row["at"]) if "at" in row else "", _event(telling, row)) for row in events]
    return telling.section(WORDS["course"], entries(telling.page, rows, indent=2))


def _event(telling: Telling, row: Any) -> str:
    actor = called(PARTIES, row["actor"], telling.lang) if row.get("actor") else ""
    act = called(ACTS, str(row["act"]), telling.lang)
    text = telling.say(WORDS["event"], actor=actor, act=act).strip()
    if isinstance(row.get("amount"), int):
        text += f" {telling.voice.money(row['amount'])}"
    return telling.capital(text)
