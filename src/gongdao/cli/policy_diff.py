"""``gongdao policy diff``: what differs between two packs, by id and in words."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping

from gongdao.cli.page import Page, entries, hanging, page_of, section
from gongdao.kernel.text import Text
from gongdao.policy.library import pack_of
from gongdao.policy.pack import Decision, Pack
from gongdao.service.kept import open_packs
from gongdao.service.packs import find_packs
from gongdao.telling.rule_text import Line, Speaker, fact_lines, param_lines, provision_lines, rule_lines, speaker_of

Told = dict[str, tuple[str, list[Line]]]

WORDS = {
    "title": Text("{old} 变为 {new}", "{old} becomes {new}"),
    "rules": Text("规则与期限", "Rules and deadlines"),
    "params": Text("参数", "Parameters"),
    "facts": Text("事实", "Facts"),
    "terms": Text("词条", "Terms"),
    "law": Text("法律条文", "Provisions"),
    "same": Text("没有不同。", "Nothing differs."),
    "total": Text(
        "新增 {added}，删去 {removed}，改变 {changed}。", "{added} added, {removed} removed, {changed} changed."
    ),
    "text": Text("文字", "text"),
    "table": Text("表", "table"),
    "before": Text("原：", "was: "),
    "after": Text("新：", "now: "),
}
ADDED, REMOVED, CHANGED = "+", "-", "~"
COLOURS = {ADDED: "green", REMOVED: "red", CHANGED: "yellow"}


def run(args: argparse.Namespace) -> int:
    """Print what differs; always 0."""
    library = open_packs(find_packs(args.packs))
    old, new = pack_of(library, args.old), pack_of(library, args.new)
    print("\n".join(_report(page_of(args.lang), old, new)))
    return 0


def _report(page: Page, old: Pack, new: Pack) -> list[str]:
    before, after = speaker_of(old, page.lang), speaker_of(new, page.lang)
    title = WORDS["title"].say(page.lang).format(old=old.id, new=new.id)
    lines, counts = [page.paint(title, "bold")], dict.fromkeys(COLOURS, 0)
    for kind, told in {"rules": _rules, "params": _params, "facts": _facts, "terms": _terms, "law": _law}.items():
        said: list[str] = []
        for mark, name, (label, changes) in _changes(page, told(before), told(after)):
            counts[mark] += 1
            said += [page.paint(line, COLOURS[mark]) for line in hanging(page, f"  {mark} {name}  ", label)]
            said += entries(page, changes, indent=4)
        lines += section(page, WORDS[kind].say(page.lang), said)
    if not any(counts.values()):
        return [*lines, WORDS["same"].say(page.lang)]
    added, removed, changed = (counts[mark] for mark in (ADDED, REMOVED, CHANGED))
    total = WORDS["total"].say(page.lang).format(added=added, removed=removed, changed=changed)
    return [*lines, "", total]


def _changes(page: Page, old: Told, new: Told) -> Iterator[tuple[str, str, tuple[str, list[Line]]]]:
    """Each entry that was added, removed or changed, in the order of the new pack, the removed ones first."""
    for name, (label, _) in old.items():
        if name not in new:
            yield REMOVED, name, (label, [])
    for name, (label, lines) in new.items():
        if name not in old:
            yield ADDED, name, (label, lines)
        elif differing := _differing(page, old[name], new[name]):
            yield CHANGED, name, (label, differing)


def _differing(page: Page, old: tuple[str, list[Line]], new: tuple[str, list[Line]]) -> list[Line]:
    """The parts of an entry that are not the same, as they were and as they are."""
    before, after = _gathered(page, old), _gathered(page, new)
    rows: list[Line] = []
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            rows += [(key, WORDS["before"].say(page.lang) + before[key])] if key in before else []
            rows += [(key, WORDS["after"].say(page.lang) + after[key])] if key in after else []
    return rows


def _gathered(page: Page, entry: tuple[str, list[Line]]) -> Mapping[str, str]:
    label, lines = entry
    gathered = {WORDS["text"].say(page.lang): label}
    for key, text in lines:
        gathered[key] = f"{gathered[key]}; {text}" if key in gathered else text
    return gathered


def _rules(speaker: Speaker) -> Told:
    told: Told = {}
    for decision in speaker.voice.pack.decisions.values():
        for rule in decision.rules:
            told[rule.id] = (
                rule.label.say(speaker.lang),
                [_table(speaker, decision), *rule_lines(speaker, decision, rule)],
            )
    return told


def _table(speaker: Speaker, decision: Decision) -> Line:
    return WORDS["table"].say(speaker.lang), decision.label.say(speaker.lang)


def _params(speaker: Speaker) -> Told:
    params = speaker.voice.pack.params
    return {f"p.{name}": (it.label.say(speaker.lang), param_lines(speaker, it)) for name, it in params.items()}


def _facts(speaker: Speaker) -> Told:
    facts = speaker.voice.pack.facts
    return {name: (it.label.say(speaker.lang), fact_lines(speaker, it)) for name, it in facts.items()}


def _terms(speaker: Speaker) -> Told:
    terms = speaker.voice.pack.terms
    return {name: (it.label.say(speaker.lang), [("=", speaker.say(it.expr))]) for name, it in terms.items()}


def _law(speaker: Speaker) -> Told:
    provisions = speaker.voice.pack.provisions
    return {name: (it.label.say(speaker.lang), provision_lines(speaker, it)) for name, it in provisions.items()}
