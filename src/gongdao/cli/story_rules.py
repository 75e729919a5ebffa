"""Tells by which rules and law a case was decided, which rules gave way, and how well the rules are known."""

from __future__ import annotations

from collections.abc import Iterable

from gongdao.cli.page import entries, hanging
from gongdao.cli.telling import Telling
from gongdao.kernel.text import Text, listed
from gongdao.policy.given import State
from gongdao.policy.graph import rule_exprs
from gongdao.policy.pack import RANKS, Rule
from gongdao.policy.settle import Answer
from gongdao.policy.syntax import params
from gongdao.telling.rule_text import cited
from gongdao.telling.vocabulary import TRUST

WORDS = {
    "reasons": Text("理由", "Reasons"),
    "answer": Text("{decision}：{answer}", "{decision}: {answer}"),
    "law": Text("法律依据", "Law"),
    "notes": Text("附注", "Notes"),
    "chosen": Text("适用版本：{rule}（{rules}）", "The edition was chosen by rule: {rule} ({rules})"),
    "presumed": Text(
        "无人主张、文件也未写明的，按推定（CV-16）：{facts}。",
        "Presumed, as nobody alleged otherwise and the file is silent (CV-16): {facts}.",
    ),
    "fact": Text("{fact}={value}", "{fact}: {value}"),
    "gave-way": Text("{rule} 让位于 {by}（{decision}）。", "{rule} gave way to {by} ({decision})."),
    "trust": Text("规则的可靠程度：{marks}。", "How well the rules are known: {marks}."),
    "mark": Text("{what}（{mark}）：{rules}", "{what} ({mark}): {rules}"),
    "edition-trust": Text("本版规则的可靠程度：{what}。", "This edition of the rules: {what}."),
    "pins": Text(
        "可复核：规则包 {pack}@{digest}，事实 {facts}，引擎 {edition}。",
        "To check this again: pack {pack}@{digest}, facts {facts}, engine {edition}.",
    ),
}
SAID = ("outcome", "admissible", "remedy", "heads", "winner", "next_steps", "referrals", "flags", "penalties")
FIRST = ("admissible", "outcome", "remedy")
DOUBTFUL = ("A", "M", "B")
LAST = len(RANKS) - 1


def reasons(telling: Telling) -> list[str]:
    """Each question that led to the ruling, its answer and the rules that gave it."""
    lines: list[str] = []
    for answer in _told(telling):
        decision = answer.decision
        head = telling.voice.name(decision.id)
        if decision.waterfall is None:
            said = telling.voice.value(decision.id, answer.value)
            head = telling.say(WORDS["answer"], decision=head, answer=said)
        lines += hanging(telling.page, "  ", telling.capital(head))
        rows = [(rule.id, telling.voice.say(rule.label)) for rule in answer.winners]
        lines += entries(telling.page, rows, indent=4, most=14)
    return telling.section(WORDS["reasons"], lines)


def _told(telling: Telling) -> list[Answer]:
    """The answers worth a reason: of tables that were reached, given by more than a default of the conventions."""
    answers = [telling.evaluation.answers[name] for name in telling.reached if name in telling.evaluation.answers]
    worth = [a for a in answers if _is_worth(a)]
    if telling.decision["remedy"] != telling.decision["outcome"] and "remedy" in telling.evaluation.answers:
        worth.append(telling.evaluation.answers["remedy"])
    return sorted(worth, key=lambda a: FIRST.index(a.decision.id) if a.decision.id in FIRST else len(FIRST))


def _is_worth(answer: Answer) -> bool:
    if answer.decision.deadline or answer.decision.id in SAID[2:] or not answer.winners:
        return False
    return answer.decision.cite and not all(_is_plumbing(rule) for rule in answer.winners)


def _is_plumbing(rule: Rule) -> bool:
    return rule.row.startswith("CV-")


def law(telling: Telling) -> list[str]:
    """The provisions cited, each by its number on the day of the decision."""
    pack = telling.evaluation.pack
    day = telling.case.policy.decided_at.date()
    rows = [
        (key, cited(telling.lang, pack.provisions[key], day))
        for key in telling.decision["cites"]["law"]
        if key in pack.provisions
    ]
    return telling.section(WORDS["law"], entries(telling.page, rows, indent=2, most=14))


def notes(telling: Telling) -> list[str]:
    """What chose the edition, what was presumed, which rules gave way, what is not well known, and the digests."""
    said = [*_chosen(telling), *_presumed(telling), *_gave_way(telling), *_trust(telling), _pins(telling)]
    lines = [line for text in said for line in hanging(telling.page, "  - ", text)]
    return telling.section(WORDS["notes"], [telling.page.paint(line, "dim") for line in lines])


def _chosen(telling: Telling) -> list[str]:
    governs = telling.evaluation.pack.governs
    if not telling.decided.chosen or not governs.rules:
        return []
    rule = telling.voice.say(governs.label).rstrip("。.")
    return [telling.say(WORDS["chosen"], rule=rule, rules=listed(governs.rules, telling.lang))]


def _presumed(telling: Telling) -> list[str]:
    states, voice = telling.evaluation.states, telling.voice
    names = [name for name in telling.reached if states.get(name) is State.PRESUMED]
    said = [
        telling.say(WORDS["fact"], fact=voice.name(name), value=voice.value(name, telling.evaluation.values[name]))
        for name in names
    ]
    return [telling.say(WORDS["presumed"], facts=listed(said, telling.lang))] if said else []


def _gave_way(telling: Telling) -> list[str]:
    """Rules that were true and lost; a default that any rule beats is not worth a word."""
    said = []
    for name in telling.reached:
        answer = telling.evaluation.answers.get(name)
        for rule, by in answer.defeated if answer else ():
            if rule.rank != LAST and not _is_plumbing(rule):
                decision = telling.voice.name(name)
                said.append(telling.say(WORDS["gave-way"], rule=rule.id, by=by.id, decision=decision))
    return said


def _trust(telling: Telling) -> list[str]:
    """The rules and numbers that nobody has read in their text."""
    pack = telling.evaluation.pack
    marked: dict[str, list[str]] = {}
    for rule in _fired(telling):
        used = (pack.params[name] for name in _params(rule) if name in pack.params)
        for trust, what in [(rule.trust, rule.id), *((p.trust, f"p.{p.id}") for p in used)]:
            if trust in DOUBTFUL and what not in marked.setdefault(trust, []):
                marked[trust].append(what)
    marks = [
        telling.say(WORDS["mark"], what=TRUST[mark].say(telling.lang), mark=mark, rules=listed(rules, telling.lang))
        for mark, rules in sorted(marked.items())
    ]
    said = []
    if pack.version.trust in DOUBTFUL:
        said.append(telling.say(WORDS["edition-trust"], what=TRUST[pack.version.trust].say(telling.lang)))
    if marks:
        gap = "；" if telling.lang == "zh" else "; "
        said.append(telling.say(WORDS["trust"], marks=gap.join(marks)))
    return said


def _params(rule: Rule) -> Iterable[str]:
    return sorted(frozenset().union(*(params(expr) for expr in rule_exprs(rule))))


def _fired(telling: Telling) -> list[Rule]:
    answers = [telling.evaluation.answers[name] for name in telling.reached if name in telling.evaluation.answers]
    return list(dict.fromkeys(rule for a in answers if a.decision.cite for rule in a.winners))


def _pins(telling: Telling) -> str:
    pins = telling.decision["pins"]
    parts = {"pack": pins["pack"], "digest": pins["digest"][:12], "facts": pins["facts"][:12]}
    return telling.say(WORDS["pins"], edition=pins["edition"], **parts)
