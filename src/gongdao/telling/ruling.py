"""Tells a ruling of a dispute: for whom, how much, head by head, and by which rules and law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gongdao.case.cites import reached
from gongdao.case.court import asked, decision
from gongdao.case.heads import alone, heads
from gongdao.case.state import Case
from gongdao.kernel.text import Text, listed
from gongdao.policy.pack import Rule
from gongdao.policy.settle import Answer
from gongdao.telling.results import WORDS as STORY
from gongdao.telling.rule_text import cited
from gongdao.telling.teller import Teller
from gongdao.telling.vocabulary import PARTIES, called
from gongdao.telling.words import SENTENCES, WORDS

# What a ruling says first, and what it says besides its reasons.
FIRST = ("admissible", "outcome", "remedy", "heads", "refund", "compensation")
BESIDE = ("next_steps", "referrals", "penalties", "route", "winner")
# Rows that give no reason: the conventions, and the scripts of swindlers that screening found in the chat.
SILENT = ("CV-", "SC-")
# Answers to what was said against the platform itself: nobody wins them.
ANSWERS = (
    "lift_measure", "keep_measure", "redo_internal_review_by_human", "uphold_complaint", "reject_complaint",
)  # fmt: skip


MEASURE = Text("处理措施，由商城执行：{text}", "A measure, carried out by the marketplace: {text}")
REFERRAL = Text("平台之外：{text}", "Outside the platform: {text}")
MEASURED = Text("，即 {amount}", ", which is {amount}")


def ruling(teller: Teller, before: Case, event: Any, after: Case) -> Iterator[str]:
    """What a ruling says, then its reasons."""
    said = verdict(teller, after, event)
    yield teller.say(WORDS["ruling"], number=event.number, by=teller.who(event.by), verdict=said)
    yield from _parts(teller, after, event)
    yield from _grounds(teller, before, event)
    yield from _measures(teller, before, event)
    yield from _referrals(teller, before, event)


def _measures(teller: Teller, before: Case, event: Any) -> Iterator[str]:
    """What the rules do to a party besides, such as a part of the deposit; the marketplace carries it out."""
    said = asked(teller.court, on_head(before, event), event.at, "penalties")
    rows, answer = said.values.get("penalties"), said.answers.get("penalties")
    if not isinstance(rows, list | tuple) or answer is None:
        return
    for row, rule in zip(rows, answer.winners, strict=False):
        text = rule.label.say(teller.lang).rstrip("。.")
        amount = row.get("amount") if isinstance(row, Mapping) else None
        text += teller.say(MEASURED, amount=teller.money(amount)) if isinstance(amount, int) else ""
        yield "- " + teller.with_id(teller.say(MEASURE, text=text), rule.id)


def _referrals(teller: Teller, before: Case, event: Any) -> Iterator[str]:
    """Who else may be turned to now, such as the police; not a body that does not take the matter up yet."""
    said = asked(teller.court, on_head(before, event), event.at, "referrals")
    rows, answer = said.values.get("referrals"), said.answers.get("referrals")
    if not isinstance(rows, list | tuple) or answer is None:
        return
    for row, rule in zip(rows, answer.winners, strict=False):
        if isinstance(row, Mapping) and row.get("ready"):
            yield "- " + teller.with_id(teller.say(REFERRAL, text=rule.label.say(teller.lang).rstrip("。.")), rule.id)


def on_head(case: Case, event: Any) -> Case:
    """The case as the head that was ruled on sees it."""
    named = heads(case)
    return alone(case, next((each for each in named if each.ground == event.head), named[0]))


def declined(teller: Teller, before: Case, event: Any, after: Case) -> Iterator[str]:
    """That a request was not admitted, and by which rules."""
    yield teller.say(SENTENCES["RequestDeclined"])
    pack = teller.pack(before)
    labels = {rule.id: rule.label for rule in pack.decisions["admissible"].rules} if pack else {}
    for name in event.rules:
        if name in labels:
            yield "- " + teller.with_id(labels[name].say(teller.lang).rstrip("。."), name)


def verdict(teller: Teller, case: Case, event: Any) -> str:
    """What a ruling says: for whom, what is to be done, and how much the buyer gets."""
    voice = teller.voice(case)
    assert voice is not None
    if event.outcome == "inadmissible":
        return teller.say(STORY["inadmissible"])
    who = "nobody" if event.outcome in ANSWERS else event.winner or "nobody"
    said = teller.say(STORY[f"for-{who}"], remedy=voice.word("outcome", event.outcome))
    if event.head:
        said = teller.say(WORDS["about"], head=voice.word("claim_reason", event.head), verdict=said)
    short = sum(amount for key, amount in event.shortfalls if key.startswith("buyer|"))
    total = short + sum(amount for key, amount in event.payers if key.split("|")[1] == "buyer")
    if total:
        text = STORY["due" if short else "pays"]
        said += teller.gap + teller.say(text, amount=teller.money(total), short=teller.money(short))
    return said


def _parts(teller: Teller, case: Case, event: Any) -> Iterator[str]:
    """Who won each head, and what is refunded for each line, where there are several."""
    voice = teller.voice(case)
    assert voice is not None
    for head, winner in event.heads if len(event.heads) > 1 else ():
        key = "head-none" if winner == "none" else "head"
        name = (
            voice.word("claim_reason", head)
            if head in voice.pack.facts["claim_reason"].labels
            else voice.word("heads", head)
        )
        yield "- " + teller.say(STORY[key], head=name, winner=called(PARTIES, winner, teller.lang))
    if len(event.lines) > 1:
        lines = (teller.say(WORDS["line"], sku=sku, amount=teller.money(amount)) for sku, amount in event.lines)
        yield "- " + teller.say(WORDS["lines"], lines=listed(lines, teller.lang))


def _grounds(teller: Teller, before: Case, event: Any) -> Iterator[str]:
    """Each rule a ruling rests on by what it says, and the law by its title; not again what a ruling before said."""
    decided = decision(teller.court, on_head(before, event), event.at)
    answers = decided.evaluation.answers
    known = {row for other in teller.rulings if other.number < event.number for row in (*other.rules, *other.law)}
    again = False
    for rule, label in _reasons(teller, [answers[name] for name in reached(decided.evaluation) if name in answers]):
        if rule.row in known:
            again = True
        else:
            yield f"- {teller.with_id(label, rule.id)}"
    pack, day = decided.evaluation.pack, event.at.astimezone(teller.home).date()
    for key in dict.fromkeys(event.law):
        said = cited(teller.lang, pack.provisions[key], day) if key in pack.provisions else key
        if key not in known:
            yield f"- {teller.with_id(said, key)}"
    if again:
        yield f"- {teller.say(WORDS['same-reasons'])}"


def _reasons(teller: Teller, answers: Sequence[Answer]) -> Iterator[tuple[Rule, str]]:
    """The rules that gave the answers, without those of the conventions, each once and with its own words."""
    said: set[str] = set()
    first = sorted(answers, key=lambda a: FIRST.index(a.decision.id) if a.decision.id in FIRST else len(FIRST))
    for answer in first:
        for rule in answer.winners if _is_reason(answer) else ():
            label = rule.label.say(teller.lang).rstrip("。.")
            if not rule.row.startswith(SILENT) and label and label not in said:
                said.add(label)
                yield rule, label


def _is_reason(answer: Answer) -> bool:
    decision = answer.decision
    return decision.cite and not decision.deadline and not decision.hidden and decision.id not in BESIDE
