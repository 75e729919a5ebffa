"""``gongdao policy show``: a pack, one of its tables or one of its rules, in words."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from gongdao.cli.page import Page, entries, hanging, page_of, section
from gongdao.cli.policy_list import counts
from gongdao.kernel.errors import BadInput, Problem
from gongdao.kernel.text import Text, nearest
from gongdao.policy.library import pack_of
from gongdao.policy.pack import Decision, Pack, Rule
from gongdao.service.kept import open_packs
from gongdao.service.packs import find_packs
from gongdao.telling.rule_text import (
    Speaker,
    fact_lines,
    known_text,
    param_lines,
    param_value,
    provision_lines,
    rule_lines,
    speaker_of,
)
from gongdao.telling.voice import values_in

WORDS = {
    "tables": Text("表", "Tables"),
    "deadlines": Text("期限", "Deadlines"),
    "params": Text("参数", "Parameters"),
    "burdens": Text("要证明的事实", "Facts to be proved"),
    "count": Text("{label}（{count} 条规则）", "{label} ({count} rules)"),
    "window": Text("有效期", "in force"),
    "from": Text("{since} 起", "from {since}"),
    "until": Text("{since} 至 {until}", "{since} to {until}"),
    "chain": Text("组成", "made of"),
    "digest": Text("摘要", "digest"),
    "rules": Text("规则", "rules"),
    "known": Text("来源", "known"),
    "empty": Text("没有规则", "no rules"),
}
EVERYTHING = "rules"


def run(args: argparse.Namespace) -> int:
    """Print what was asked for."""
    shelf = find_packs(args.packs)
    pack, page = pack_of(open_packs(shelf), args.pack), page_of(args.lang)
    speaker = speaker_of(pack, args.lang)
    family = shelf.heads[pack.version.family].label
    lines = _overview(page, speaker, family) if args.what is None else _asked(page, speaker, args.what)
    print("\n".join(lines))
    return 0


def _overview(page: Page, speaker: Speaker, family: Text) -> list[str]:
    pack = speaker.voice.pack
    title = f"{pack.id}  {family.say(page.lang)} {pack.version.label.say(page.lang)}".rstrip()
    lines = [page.paint(title, "bold"), *entries(page, _head(pack, page.lang))]
    tables = [d for d in pack.decisions.values() if not d.deadline and d.rules]
    lines += section(page, WORDS["tables"].say(page.lang), _table_names(page, tables))
    deadlines = [d for d in pack.decisions.values() if d.deadline and d.rules]
    lines += section(page, WORDS["deadlines"].say(page.lang), _table_names(page, deadlines))
    lines += section(page, WORDS["burdens"].say(page.lang), _burdens(page, speaker))
    return lines + section(page, WORDS["params"].say(page.lang), _params(page, speaker))


def _head(pack: Pack, lang: str) -> list[tuple[str, str]]:
    version = pack.version
    window = WORDS["until" if version.until else "from"].say(lang).format(since=version.since, until=version.until)
    rows = [(WORDS["window"].say(lang), window), (WORDS["rules"].say(lang), counts(pack, lang))]
    rows += [(WORDS["known"].say(lang), known_text(version.trust, version.source, lang))] if version.trust else []
    rows += [(WORDS["chain"].say(lang), " < ".join(pack.chain)), (WORDS["digest"].say(lang), pack.digest)]
    return rows


def _table_names(page: Page, decisions: list[Decision]) -> list[str]:
    count = WORDS["count"].say(page.lang)
    rows = [(d.id, count.format(label=d.label.say(page.lang), count=len(d.rules))) for d in decisions]
    return entries(page, rows, indent=2, most=30)


def _burdens(page: Page, speaker: Speaker) -> list[str]:
    facts = [fact for fact in speaker.voice.pack.facts.values() if fact.prove is not None]
    return entries(page, [(fact.id, fact.label.say(page.lang)) for fact in facts], indent=2, most=30)


def _params(page: Page, speaker: Speaker) -> list[str]:
    pack = speaker.voice.pack
    last = ((param, values_in(pack, param)[-1][1]) for param in pack.params.values())
    rows = [(f"p.{it.id}", f"{it.label.say(page.lang)}: {param_value(speaker, it, value)}") for it, value in last]
    return entries(page, rows, indent=2, most=30)


def _asked(page: Page, speaker: Speaker, what: str) -> list[str]:
    pack = speaker.voice.pack
    name = what.removeprefix("p.")
    blocks: list[list[str]] = []
    if what == EVERYTHING:
        blocks += [_table(page, speaker, d) for d in pack.decisions.values() if d.rules]
    elif what in pack.decisions:
        blocks.append(_table(page, speaker, pack.decisions[what]))
    blocks += [_rule(page, speaker, d, rule) for d, rule in _rules(pack, what)]
    blocks += [_entry(page, *it) for it in _entries(speaker, what, name)]
    if not blocks:
        raise BadInput([_unknown(pack, what)])
    return [line for i, block in enumerate(blocks) for line in ([""] if i else []) + block]


def _rules(pack: Pack, what: str) -> Iterator[tuple[Decision, Rule]]:
    """The rules of that id, or of that row."""
    for decision in pack.decisions.values():
        for rule in decision.rules:
            if what in (rule.id, rule.row):
                yield decision, rule


def _entries(speaker: Speaker, what: str, name: str) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    pack, lang = speaker.voice.pack, speaker.lang
    if what in pack.facts:
        yield what, pack.facts[what].label.say(lang), fact_lines(speaker, pack.facts[what])
    if what in pack.terms:
        yield what, pack.terms[what].label.say(lang), [("=", speaker.say(pack.terms[what].expr))]
    if name in pack.params:
        yield f"p.{name}", pack.params[name].label.say(lang), param_lines(speaker, pack.params[name])
    if what in pack.provisions:
        yield what, pack.provisions[what].label.say(lang), provision_lines(speaker, pack.provisions[what])


def _entry(page: Page, name: str, label: str, lines: list[tuple[str, str]]) -> list[str]:
    head = [page.paint(line, "bold") for line in hanging(page, f"{name}  ", label)]
    return [*head, *entries(page, lines, indent=2)]


def _table(page: Page, speaker: Speaker, decision: Decision) -> list[str]:
    head = hanging(page, f"{decision.id}  ", decision.label.say(page.lang))
    lines = [page.paint(line, "bold") for line in head]
    for rule in decision.rules:
        lines += ["", *_rule(page, speaker, decision, rule)]
    return lines if decision.rules else [*lines, f"  {WORDS['empty'].say(page.lang)}"]


def _rule(page: Page, speaker: Speaker, decision: Decision, rule: Rule) -> list[str]:
    head = hanging(page, f"{rule.id}  ", rule.label.say(page.lang))
    return [*(page.paint(line, "cyan") for line in head), *entries(page, rule_lines(speaker, decision, rule), indent=2)]


def _unknown(pack: Pack, what: str) -> Problem:
    ids = [rule.id for decision in pack.decisions.values() for rule in decision.rules]
    rows = [rule.row for decision in pack.decisions.values() for rule in decision.rules]
    params = [f"p.{name}" for name in pack.params]
    known = (*pack.decisions, *pack.facts, *pack.terms, *params, *pack.provisions, *ids, *rows, EVERYTHING)
    close = nearest(what, known)
    details = {"value": what, "pack": pack.id}
    if close is None:
        return Problem("nothing-to-show", None, details)
    return Problem("nothing-to-show-near", None, {**details, "nearest": close})
