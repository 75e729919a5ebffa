"""What differs between two packs, by id and in words: entries added, removed or changed, and how each part read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from gongdao.kernel.text import Text
from gongdao.policy.pack import Decision, Pack
from gongdao.telling.rule_text import Line, Speaker, fact_lines, param_lines, provision_lines, rule_lines, speaker_of

Told = dict[str, tuple[str, list[Line]]]
ADDED, REMOVED, CHANGED = "+", "-", "~"
MARKS = (ADDED, REMOVED, CHANGED)
KINDS = {
    "rules": Text("规则与期限", "Rules and deadlines"),
    "params": Text("参数", "Parameters"),
    "facts": Text("事实", "Facts"),
    "terms": Text("词条", "Terms"),
    "law": Text("法律条文", "Provisions"),
}
TEXT, TABLE = Text("文字", "text"), Text("表", "table")


@dataclass(frozen=True, slots=True)
class Change:
    """An entry that differs: ``mark`` is +, - or ~; ``parts`` give of each part what it was and is, None for nothing.

    A removed entry has no parts; those of an added one were nothing before.
    """

    mark: str
    name: str
    label: str
    parts: tuple[tuple[str, str | None, str | None], ...]


def changes(old: Pack, new: Pack, lang: str) -> dict[str, tuple[Change, ...]]:
    """Give what differs by kind (rules, params, facts, terms, law), in the order of the new pack, the removed first."""
    before, after = speaker_of(old, lang), speaker_of(new, lang)
    return {kind: tuple(_changes(lang, told(before), told(after))) for kind, told in _KINDS.items()}


def _changes(lang: str, old: Told, new: Told) -> Iterator[Change]:
    for name, (label, _) in old.items():
        if name not in new:
            yield Change(REMOVED, name, label, ())
    for name, (label, lines) in new.items():
        if name not in old:
            yield Change(ADDED, name, label, tuple((key, None, text) for key, text in lines))
        elif parts := tuple(_differing(lang, old[name], new[name])):
            yield Change(CHANGED, name, label, parts)


def _differing(
    lang: str, old: tuple[str, list[Line]], new: tuple[str, list[Line]]
) -> Iterator[tuple[str, str | None, str | None]]:
    """The parts of an entry that are not the same, as they were and as they are."""
    before, after = _gathered(lang, old), _gathered(lang, new)
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            yield key, before.get(key), after.get(key)


def _gathered(lang: str, entry: tuple[str, list[Line]]) -> Mapping[str, str]:
    label, lines = entry
    gathered = {TEXT.say(lang): label}
    for key, text in lines:
        gathered[key] = f"{gathered[key]}; {text}" if key in gathered else text
    return gathered


def _rules(speaker: Speaker) -> Told:
    told: Told = {}
    for decision in speaker.voice.pack.decisions.values():
        for rule in decision.rules:
            lines = [_table(speaker, decision), *rule_lines(speaker, decision, rule)]
            told[rule.id] = (rule.label.say(speaker.lang), lines)
    return told


def _table(speaker: Speaker, decision: Decision) -> Line:
    return TABLE.say(speaker.lang), decision.label.say(speaker.lang)


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


_KINDS: Mapping[str, Callable[[Speaker], Told]] = {
    "rules": _rules, "params": _params, "facts": _facts, "terms": _terms, "law": _law,
}  # fmt: skip
