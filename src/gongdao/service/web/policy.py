"""The rules for people: what is in force, for everybody; packs, differences and checks for who makes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from gongdao.kernel.errors import BadInput
from gongdao.kernel.text import Text
from gongdao.policy.pack import RANKS as RANK_ORDER, Decision, Fact, Pack, Param, Rule
from gongdao.policy.types import MONEY, Int
from gongdao.service.checks import Ran
from gongdao.service.installation import law
from gongdao.service.people.models import POLICY
from gongdao.service.queries import policy as rules_at
from gongdao.service.queries.policy import OWN
from gongdao.service.sentences import said
from gongdao.service.web.visitor import Visit, now_of
from gongdao.telling.policy_changes import ADDED, KINDS, REMOVED, changes
from gongdao.telling.rule_text import (
    Speaker,
    condition_lines,
    fact_lines,
    known_text,
    law_text,
    param_value,
    speaker_of,
    then_text,
)
from gongdao.telling.vocabulary import RANKS, called

MOST_WORDS = 80
STOOD = {
    "none": Text("还没有这一条", "did not have it"),
    "same": Text("与现在相同", "the same as here"),
    "other": Text("内容不同", "read otherwise"),
}
OTHERWISE = Text("{key}：应为 {want}；得到 {got}", "{key}: should be {want}; came out {got}")
MARK_WORDS = {ADDED: Text("新增", "added"), REMOVED: Text("删去", "removed"), "~": Text("改变", "changed")}


# The parts of a pack's page, one at a time; without a part that is known, the rules.
RULES, PARAMS, FACTS = "rules", "params", "facts"
PARTS = {
    RULES: Text("规则", "Rules"),
    PARAMS: Text("参数", "Parameters"),
    FACTS: Text("要证明的事实", "Facts to prove"),
}
# The folds of the parameters: those that were ever changed stand first, as they are what one looks for.
CHANGED_ONCE = Text("改过的", "Changed over time")
TIMES, SUMS, OTHERS = (
    Text("时间", "Times"),
    Text("金额", "Amounts"),
    Text("比例、倍数和数量", "Shares, multiples and counts"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A rule in a list: its id, its sentence, and the law it stands on."""

    id: str
    label: str
    law: tuple[str, ...]


def rules(request: Visit) -> HttpResponse:
    """Which rules are in force now, since when, and the law they stand on; for everybody."""
    version = rules_at.current(now_of(request))
    return _pack_page(request, rules_at.pack_named(version.id), "policy/rules.html")


def policy_pack(request: Visit, pack: str) -> HttpResponse:
    """One edition: what it is made of, its rules by table, its parameters by date."""
    return _pack_page(request, rules_at.pack_named(pack), "policy/pack.html")


def _pack_page(request: Visit, pack: Pack, template: str) -> HttpResponse:
    speaker, lang = speaker_of(pack, request.lang), request.lang
    of, wanted = request.GET.get("of", OWN), request.GET.get("q", "").strip()[:MOST_WORDS]
    of = of if of in (rules_at.OWN, rules_at.BELOW) else OWN
    part = request.GET.get("part", RULES)
    family = law().library.families[pack.version.family]
    context = {
        "pack": pack,
        "family": family,
        "name": _title(family.label, pack.version.label, lang),
        "known": known_text(pack.version.trust, pack.version.source, lang),
        "editions": rules_at.editions(family, now_of(request)),
        "of": of,
        "wanted": wanted,
        "part": part if part in PARTS else RULES,
        "parts": [(name, label, _counted(pack, name)) for name, label in PARTS.items()],
        "maker": request.actor.has(POLICY),
    }
    if part == PARAMS:
        context["folds"] = _param_folds(speaker, pack, wanted)
    elif part == FACTS:
        context["folds"] = _fact_folds(speaker, pack, wanted)
    else:
        context |= _rule_folds(speaker, pack, of, wanted)
    return render(request, template, context)


def _counted(pack: Pack, part: str) -> int:
    if part == PARAMS:
        return len(pack.params)
    if part == FACTS:
        return sum(fact.prove is not None for fact in pack.facts.values())
    return sum(len(decision.rules) for decision in pack.decisions.values())


def _rule_folds(speaker: Speaker, pack: Pack, of: str, wanted: str) -> dict[str, Any]:
    """The tables with their rules; the many deadlines, mostly of one rule each, together in one fold."""
    found = rules_at.tables(pack, of, wanted, speaker.lang)
    rows = [(it, it.label.say(speaker.lang), [_row(speaker, rule) for rule in rules]) for it, rules in found]
    return {
        "tables": [(label, inside) for it, label, inside in rows if not it.deadline],
        "deadlines": [(label, row) for it, label, inside in rows if it.deadline for row in inside],
        "count": sum(len(inside) for _, _, inside in rows),
    }


def _param_folds(speaker: Speaker, pack: Pack, wanted: str) -> list[tuple[str, list[tuple[str, ...]]]]:
    """The parameters by what they count: id, name, value, since when, and what it was before."""
    folds: dict[Text, list[tuple[str, ...]]] = {CHANGED_ONCE: [], TIMES: [], SUMS: [], OTHERS: []}
    for it in pack.params.values():
        row = _param_row(speaker, it)
        if _has_words(" ".join(row), wanted):
            folds[_fold_of(it)].append(row)
    return [(label.say(speaker.lang), rows) for label, rows in folds.items() if rows]


def _param_row(speaker: Speaker, it: Param) -> tuple[str, ...]:
    (day, value), *before = _values(speaker, it)
    was = [f"{first.isoformat()} {text}" for first, text in before]
    return (
        f"p.{it.id}",
        it.label.say(speaker.lang),
        value,
        day.isoformat(),
        ("；" if speaker.lang == "zh" else "; ").join(was),
    )


def _fold_of(it: Param) -> Text:
    if len(it.values) > 1:
        return CHANGED_ONCE
    if it.type == MONEY:
        return SUMS
    counts_time = isinstance(it.type, Int) and (it.type.unit or it.id.endswith(("_days", "_months")))
    return TIMES if counts_time else OTHERS


def _fact_folds(speaker: Speaker, pack: Pack, wanted: str) -> list[tuple[str, list[str]]]:
    """The facts to be proved, by who must prove them and how well."""
    folds: dict[str, list[str]] = {}
    for it in pack.facts.values():
        if it.prove is not None and _has_words(f"{it.id} {it.label.say(speaker.lang)}", wanted):
            folds.setdefault(_burden(speaker, it), []).append(it.label.say(speaker.lang))
    return sorted(folds.items(), key=lambda fold: -len(fold[1]))


def _has_words(text: str, wanted: str) -> bool:
    return all(word in text.lower() for word in wanted.lower().split())


def policy_rule(request: Visit, pack: str, rule: str) -> HttpResponse:
    """One rule as a sentence, with its law, its parameters by date, and how it read before."""
    law_of = rules_at.pack_named(pack)
    decision, it = rules_at.rule_named(law_of, rule)
    speaker, lang = speaker_of(law_of, request.lang), request.lang
    family = law().library.families[law_of.version.family]
    context = {
        "pack": law_of,
        "name": _title(family.label, law_of.version.label, lang),
        "rule": it,
        "label": it.label.say(lang),
        "table": decision.label.say(lang),
        "rank": called(RANKS, RANK_ORDER[it.rank], lang),
        "own": it.family == law_of.version.family,
        "conditions": condition_lines(speaker, it),
        "then": (speaker.word("then"), then_text(speaker, decision, it)),
        "overrides": [_named(decision, name, lang) for name in it.overrides],
        "overridden": [_row(speaker, other) for other in rules_at.overriding(decision, it)],
        "law": [_law_row(speaker, *row, lang) for row in rules_at.since_when(law_of, (*it.law, *it.cites))],
        "params": [(p, p.label.say(lang), _values(speaker, p), _known_of(p.trust, p.source, lang))
                   for p in rules_at.params_of(law_of, it)],
        "burdens": [(fact.label.say(lang), _burden(speaker, fact)) for fact in rules_at.proved_facts(law_of, it)],
        "known": known_text(it.trust, it.source, lang),
        "history": [(stood.version, STOOD[stood.how], stood.how) for stood in rules_at.history(law_of, it)],
        "maker": request.actor.has(POLICY),
    }  # fmt: skip
    return render(request, "policy/rule.html", context)


def policy(request: Visit) -> HttpResponse:
    """Every family and its editions, by date."""
    found = rules_at.families(request.actor, now_of(request))
    ours = rules_at.platforms()
    near = [it for it in found if it.family.id in ours]
    context = {
        "near": near,
        "far": [it for it in found if it not in near],
        "current": rules_at.current(now_of(request)),
    }
    return render(request, "policy/families.html", context)


def policy_diff(request: Visit) -> HttpResponse:
    """What differs between two editions."""
    found = rules_at.families(request.actor, now_of(request))
    known = [it.version.id for shown in found for it in shown.editions]
    old, new = request.GET.get("old", ""), request.GET.get("new", "")
    if not old and not new:
        old, new = _latest(found)
    context: dict[str, Any] = {
        "families": [(it.family.label.say(request.lang), [e.version.id for e in it.editions]) for it in found],
        "old": old,
        "new": new,
    }
    if old in known and new in known:
        try:
            sections = list(_differences(rules_at.pack_named(old), rules_at.pack_named(new), request.lang))
        except BadInput as wrong:
            return render(request, "policy/diff.html", {**context, "problems": said(wrong, request.lang)}, status=422)
        found_marks = Counter(change.mark for _, _, rows in sections for change, _ in rows)
        context |= {
            "sections": sections,
            "total": found_marks.total(),
            "marks": [((mark, word), found_marks[mark]) for mark, word in MARK_WORDS.items() if found_marks[mark]],
        }
    return render(request, "policy/diff.html", context)


def _latest(found: Iterable[rules_at.Shown]) -> tuple[str, str]:
    """The edition before the newest and the newest one, of this marketplace's family."""
    ours = next((it.editions for it in found if it.ours and len(it.editions) > 1), ())
    return (ours[1].version.id, ours[0].version.id) if ours else ("", "")


def policy_checks(request: Visit, family: str) -> HttpResponse:
    """What the checks of a family gave: errors of editions, examples that differ, rules no example uses."""
    rules_at.making(request.actor)
    found, lang = rules_at.checked(family), request.lang
    context = {
        "found": found,
        "label": found.family.label.say(lang),
        "packs": [(version, said(wrong, lang) if wrong else [], count) for version, wrong, count in found.packs],
        "missed": [(ran, _amiss(ran, lang), [it.label.say(lang) for it in ran.broken]) for ran in found.missed],
        "agreed": found.examples - len(found.missed),
        "used": found.rules - len(found.idle),
    }  # fmt: skip
    return render(request, "policy/checks.html", context)


def _amiss(ran: Ran, lang: str) -> list[str]:
    """What is wrong with an example: that it cannot be decided, or each key that came out otherwise."""
    if ran.wrong:
        return said(ran.wrong, lang)
    return [OTHERWISE.say(lang).format(key=it.key, want=_plain(it.expected), got=_plain(it.got)) for it in ran.misses]


def _plain(value: object) -> str:
    """A value of an example as one reads it: rows by their values, one after the other."""
    if isinstance(value, dict):
        return " ".join(_plain(each) for each in value.values())
    if isinstance(value, list | tuple):
        return "; ".join(_plain(each) for each in value) or "—"
    return "—" if value is None else str(value)


def _differences(old: Pack, new: Pack, lang: str) -> Iterator[tuple[str, str, list[tuple[Any, Text]]]]:
    for kind, found in changes(old, new, lang).items():
        if found:
            yield kind, KINDS[kind].say(lang), [(change, MARK_WORDS[change.mark]) for change in found]


def _row(speaker: Speaker, rule: Rule) -> Row:
    return Row(rule.id, rule.label.say(speaker.lang), tuple(law_text(speaker, key) for key in rule.law))


def _values(speaker: Speaker, param: Param) -> list[tuple[date, str]]:
    """The values of a parameter, the newest first."""
    return [(day, param_value(speaker, param, value)) for day, value in reversed(param.values)]


def _burden(speaker: Speaker, fact: Fact) -> str:
    """Who must prove a fact, and how well."""
    return fact_lines(speaker, fact)[-1][1]


def _law_row(speaker: Speaker, key: str, since: Any, text: Text | None, lang: str) -> tuple[str, str, Any]:
    return law_text(speaker, key), text.say(lang) if text is not None else "", since


def _known_of(trust: str, source: str, lang: str) -> str:
    return known_text(trust, source, lang)


def _named(decision: Decision, name: str, lang: str) -> tuple[str, str]:
    """A rule that is overridden, by its id or by its row, and what it says."""
    found = next((rule for rule in decision.rules if name in (rule.id, rule.row)), None)
    return (found.id, found.label.say(lang)) if found is not None else (name, "")


def _title(family: Text, version: Text, lang: str) -> str:
    return f"{family.say(lang)} {version.say(lang)}".strip()
