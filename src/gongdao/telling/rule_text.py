"""Says a rule, fact, parameter or provision of a pack in words: when it applies, what follows, whence it is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongdao.case.cites import article_on
from gongdao.kernel.text import Text, listed
from gongdao.policy import types
from gongdao.policy.pack import RANKS as RANK_ORDER, Decision, Fact, Pack, Param, Provision, Rule, Source, Span
from gongdao.policy.syntax import Expr, Literal
from gongdao.policy.wording import Labels, say
from gongdao.telling.vocabulary import (
    ACCOUNTS,
    DEBTS,
    EFFECTS,
    FIELDS,
    PARTIES,
    RANKS,
    STANDARDS,
    TRUST,
    UNITS,
    called,
    singular,
)
from gongdao.telling.voice import Voice, article, labels_of, values_in

Line = tuple[str, str]

WORDS = {
    "when": Text("如果", "if"),
    "unless": Text("除非", "unless"),
    "then": Text("则", "then"),
    "always": Text("在任何情形下", "in every case"),
    "and": Text("且", "and"),
    "overrides": Text("优先于", "overrides"),
    "window": Text("有效期", "in force"),
    "from": Text("{since} 起", "from {since}"),
    "until": Text("{until} 前", "before {until}"),
    "clock": Text("（按{clock}）", " (by: {clock})"),
    "law": Text("依据", "law"),
    "cites": Text("同时适用", "applies also"),
    "known": Text("来源", "known"),
    "rank": Text("位阶", "rank"),
    "starts": Text("{start} 起 {length}", "{length} from {start}"),
    "roll": Text("，遇休息日顺延", ", rolling over free days"),
    "stops": Text("，{what}期间不计", ", not counting the time of {what}"),
    "effect": Text("；{effect}", "; {effect}"),
    "pays": Text("由{account}支付", "out of {account}"),
    "upto": Text("，以{amount}为限", ", up to {amount}"),
    "for": Text("，仅付{debts}", ", for {debts} only"),
    "type": Text("类型", "type"),
    "words": Text("取值", "words"),
    "found": Text("取自", "found at"),
    "presumed": Text("推定", "presumed"),
    "burden": Text("举证", "burden"),
    "bears": Text("由{by}证明，{standard}", "{by} must prove it, {standard}"),
    "arises": Text("何时出现", "arises"),
    "alleged": Text("何时算主张", "alleged"),
    "value": Text("取值", "value"),
    "since": Text("{day} 起 {value}", "{value} from {day}"),
    "articles": Text("条号", "article"),
    "text": Text("内容", "text"),
    "titled": Text("《{title}》{article}", "{title}, {article}"),
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """The voice of a pack with its labels for conditions."""

    voice: Voice
    labels: Labels

    @property
    def lang(self) -> str:
        return self.voice.lang

    def word(self, key: str, **parts: object) -> str:
        return WORDS[key].say(self.lang).format(**parts)

    def say(self, expr: Expr) -> str:
        return say(expr, self.labels, self.lang)


def speaker_of(pack: Pack, lang: str) -> Speaker:
    """A speaker that shows the last value that each parameter has in the edition."""
    values = {name: values_in(pack, param)[-1][1] for name, param in pack.params.items() if param.values}
    return Speaker(Voice(lang, pack, pack.currency), labels_of(pack, lang, values, pack.currency))


def rule_lines(speaker: Speaker, decision: Decision, rule: Rule) -> list[Line]:
    """The parts of a rule, each with its label."""
    return [*condition_lines(speaker, rule), (speaker.word("then"), then_text(speaker, decision, rule)),
            *_around(speaker, rule)]  # fmt: skip


def condition_lines(speaker: Speaker, rule: Rule) -> list[Line]:
    """When a rule applies: each test on a line of its own."""
    tests = [speaker.say(test) for test in rule.tests]
    lines = [(speaker.word("when" if i == 0 else "and"), test) for i, test in enumerate(tests)]
    if not tests:
        lines = [(speaker.word("when"), speaker.word("always"))]
    return lines + ([(speaker.word("unless"), speaker.say(rule.unless))] if rule.unless is not None else [])


def then_text(speaker: Speaker, decision: Decision, rule: Rule) -> str:
    """What a rule answers."""
    then = rule.then
    if isinstance(then, Span):
        return _span(speaker, then)
    if isinstance(then, Source):
        return _source(speaker, then)
    if isinstance(then, tuple):
        return listed((_field(speaker, decision, key, expr) for key, expr in then), speaker.lang)
    return f"{speaker.voice.name(decision.id)} = {_answer(speaker, decision.id, decision.answer, then)}"


def _field(speaker: Speaker, decision: Decision, key: str, expr: Expr) -> str:
    fields = dict(decision.answer.fields) if isinstance(decision.answer, types.Row) else {}
    return f"{called(FIELDS, key, speaker.lang)} = {_answer(speaker, decision.id, fields.get(key, types.TEXT), expr)}"


def _answer(speaker: Speaker, name: str, kind: types.Type, expr: Expr) -> str:
    if isinstance(expr, Literal):
        return speaker.voice.typed(name, expr.value, kind)
    return speaker.say(expr)


def _span(speaker: Speaker, span: Span) -> str:
    unit = singular(UNITS[span.unit].say(speaker.lang).format(n=speaker.say(span.n)))
    text = speaker.word("starts", start=speaker.say(span.starts), length=unit)
    text += speaker.word("roll") if span.roll else ""
    text += speaker.word("stops", what=speaker.voice.name(span.stops_while)) if span.stops_while else ""
    return text + (speaker.word("effect", effect=called(EFFECTS, span.effect, speaker.lang)) if span.effect else "")


def _source(speaker: Speaker, source: Source) -> str:
    text = speaker.word("pays", account=called(ACCOUNTS, source.account, speaker.lang))
    text += speaker.word("upto", amount=speaker.say(source.upto)) if source.upto is not None else ""
    debts = listed((called(DEBTS, debt, speaker.lang) for debt in source.debts), speaker.lang)
    return text + (speaker.word("for", debts=debts) if debts else "")


def _around(speaker: Speaker, rule: Rule) -> Iterator[Line]:
    """Rank, precedence, window, law and trust; what says nothing is left out."""
    yield speaker.word("rank"), called(RANKS, RANK_ORDER[rule.rank], speaker.lang)
    if rule.overrides:
        yield speaker.word("overrides"), listed(rule.overrides, speaker.lang)
    if rule.since or rule.until:
        yield speaker.word("window"), _window(speaker, rule)
    if rule.law:
        yield speaker.word("law"), listed((law_text(speaker, key) for key in rule.law), speaker.lang)
    if rule.cites:
        yield speaker.word("cites"), listed(rule.cites, speaker.lang)
    if known := known_text(rule.trust, rule.source, speaker.lang):
        yield speaker.word("known"), known


def _window(speaker: Speaker, rule: Rule) -> str:
    parts = [speaker.word("from", since=rule.since)] if rule.since else []
    parts += [speaker.word("until", until=rule.until)] if rule.until else []
    clock = speaker.word("clock", clock=speaker.voice.name(rule.clock)) if rule.clock else ""
    return listed(parts, speaker.lang) + clock


def law_text(speaker: Speaker, key: str) -> str:
    """A provision by its title and last number: 《消费者权益保护法》第二十四条 (CPL-24)."""
    provision = speaker.voice.pack.provisions.get(key)
    if provision is None:
        return key
    title = provision.label.say(speaker.lang)
    said = article(provision.articles[-1][1], speaker.lang) if provision.articles else ""
    if speaker.lang == "zh":
        return f"《{title}》{said}（{key}）"
    return f"{title}{', ' if said else ''}{said} ({key})"


def cited(lang: str, provision: Provision, day: date) -> str:
    """An article by the title of its law and the number it has on a day."""
    title = provision.label.say(lang)
    number = article_on(provision, day)
    said = article(number, lang) if number else ""
    if not said:
        return f"《{title}》" if lang == "zh" else title
    return WORDS["titled"].say(lang).format(title=title, article=said)


def known_text(trust: str, source: str, lang: str) -> str:
    """How well something is known: 已核对原文（T，S1）."""
    if not trust:
        return source
    marks = ", ".join(part for part in (trust, source) if part)
    return f"{TRUST[trust].say(lang)}{f'（{marks}）' if lang == 'zh' else f' ({marks})'}"


def fact_lines(speaker: Speaker, fact: Fact) -> list[Line]:
    """What a fact is, where it is found and who must prove it."""
    lines = [(speaker.word("type"), types.spelling(fact.type))]
    if fact.labels:
        named = (f"{word} {text.say(speaker.lang)}" for word, text in fact.labels.items())
        lines.append((speaker.word("words"), listed(named, speaker.lang)))
    if fact.binding is not None:
        lines.append((speaker.word("found"), fact.binding.path))
    for key, expr in (("arises", fact.arises), ("alleged", fact.alleged)):
        if expr is not None:
            lines.append((speaker.word(key), speaker.say(expr)))
    if fact.presumption is not None:
        lines.append((speaker.word("presumed"), _answer(speaker, fact.id, fact.type, fact.presumption)))
    return lines + _burden(speaker, fact)


def _burden(speaker: Speaker, fact: Fact) -> list[Line]:
    if fact.prove is None:
        return []
    by = called(PARTIES, fact.prove.by, speaker.lang) if fact.prove.by in PARTIES else speaker.voice.name(fact.prove.by)
    standard = called(STANDARDS, fact.prove.standard, speaker.lang)
    return [(speaker.word("burden"), speaker.word("bears", by=by, standard=standard))]


def param_lines(speaker: Speaker, param: Param) -> list[Line]:
    """The values of a parameter in the edition, by date."""
    lines = [(speaker.word("type"), types.spelling(param.type))]
    for day, value in values_in(speaker.voice.pack, param):
        lines.append((speaker.word("value"), speaker.word("since", day=day, value=param_value(speaker, param, value))))
    if param.law:
        lines.append((speaker.word("law"), listed((law_text(speaker, key) for key in param.law), speaker.lang)))
    known = known_text(param.trust, param.source, speaker.lang)
    return lines + ([(speaker.word("known"), known)] if known else [])


def param_value(speaker: Speaker, param: Param, value: object) -> str:
    """A value of a parameter; bands as pairs."""
    if param.type == types.BANDS and isinstance(value, tuple):
        return listed((f"<= {upto}%: {got}%" for upto, got in value), speaker.lang)
    return speaker.voice.typed("", value, param.type)


def provision_lines(speaker: Speaker, provision: Provision) -> list[Line]:
    """The numbers of an article by date, and what it says."""
    lines = [
        (speaker.word("articles"), speaker.word("since", day=day, value=article(text, speaker.lang)))
        for day, text in provision.articles
    ]
    if provision.text is not None:
        lines.append((speaker.word("text"), provision.text.say(speaker.lang)))
    known = known_text(provision.trust, provision.source, speaker.lang)
    return lines + ([(speaker.word("known"), known)] if known else [])
