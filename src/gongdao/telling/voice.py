"""Says the values of a decision to people: money, times, and words by the labels of the pack."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongdao.kernel.money import show_money
from gongdao.kernel.text import Text, listed
from gongdao.policy import types
from gongdao.policy.kleene import Maybe, Unknown
from gongdao.policy.pack import Decision, Fact, Pack, Param
from gongdao.policy.wording import Labels
from gongdao.telling.vocabulary import ACCOUNTS, KINDS, PARTIES, called

COMMON = {**KINDS, **ACCOUNTS, **PARTIES}
YES, NO = Text("是", "yes"), Text("否", "no")
OPEN = Text("未定", "open")
NOTHING = Text("不适用", "does not apply")
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")}
_TENS = {"十": 10, "百": 100, "千": 1000}
_ARTICLE = re.compile(
    "第([零一二三四五六七八九十百千]+)条(?:第([零一二三四五六七八九十]+)款)?(?:第([零一二三四五六七八九十]+)项)?"
)


@dataclass(frozen=True, slots=True)
class Voice:
    """The language a decision is told in, the pack whose labels name things, and the currency of the case.

    ``as_page``: instants stand as on pages: 11月26日（周四）24:00.
    """

    lang: str
    pack: Pack
    currency: str
    as_page: bool = False

    def say(self, text: Text) -> str:
        return text.say(self.lang)

    def name(self, name: str) -> str:
        """What a fact, term, decision or parameter is called."""
        pack = self.pack
        found = pack.facts.get(name) or pack.terms.get(name) or pack.decisions.get(name) or pack.params.get(name)
        return found.label.say(self.lang) if found else name

    def word(self, name: str, word: str) -> str:
        """What a word is called where it is a value of a fact or decision."""
        name = "outcome" if name == "remedy" else name  # the same words
        owner: Fact | Decision | None = self.pack.facts.get(name) or self.pack.decisions.get(name)
        labels = owner.labels if owner is not None else {}
        return labels[word].say(self.lang) if word in labels else called(COMMON, word, self.lang)

    def money(self, minor: int) -> str:
        return show_money(minor, self.currency)

    def value(self, name: str, value: object) -> str:
        """The value of a fact or decision, as its type says."""
        fact = self.pack.facts.get(name)
        decision = self.pack.decisions.get(name)
        kind = fact.type if fact else decision.answer if decision else types.BOOL
        return self.typed(name, value, kind)

    def typed(self, name: str, value: object, kind: types.Type) -> str:
        """A value of a type; ``name`` is whose words it may hold."""
        if isinstance(value, Unknown):
            return self.say(OPEN)
        if isinstance(value, Maybe):
            return "/".join(sorted(self.typed(name, v, kind) for v in value.candidates))
        if value is None:
            return self.say(NOTHING)
        if isinstance(value, list | tuple):
            return listed((self.typed(name, item, kind) for item in value), self.lang)
        if isinstance(value, Mapping):
            return self._row(name, value, kind)
        return self._single(name, value, kind)

    def _row(self, name: str, value: Mapping[str, Any], kind: types.Type) -> str:
        fields = dict(kind.fields) if isinstance(kind, types.Row) else {}
        return " ".join(self.typed(name, v, fields.get(k, types.TEXT)) for k, v in value.items() if v is not None)

    def _single(self, name: str, value: object, kind: types.Type) -> str:
        if isinstance(value, bool):
            return self.say(YES if value else NO)
        if isinstance(value, datetime):
            return moment(value)
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, int):
            return self._number(value, kind)
        return self.word(name, str(value))

    def _number(self, value: int, kind: types.Type) -> str:
        if kind == types.MONEY:
            return self.money(value)
        return decimal(value, kind.places) if isinstance(kind, types.Decimal) else str(value)


def decimal(scaled: int, places: int) -> str:
    """A scaled whole number as people write it: 480 of 2 places is 4.80."""
    digits = str(abs(scaled)).rjust(places + 1, "0")
    point = len(digits) - places
    return f"{'-' if scaled < 0 else ''}{digits[:point]}{'.' if places else ''}{digits[point:]}"


def moment(instant: datetime) -> str:
    """An instant without its offset, 2025-10-16 16:00, that no line end divides."""
    return f"{instant:%Y-%m-%d\u00a0%H:%M:%S}".removesuffix(":00")


def offset(instant: datetime) -> str:
    """The offset of an instant: +08:00."""
    return instant.isoformat()[-6:] if instant.utcoffset() else "+00:00"


def article(text: str, lang: str) -> str:
    """An article number: 第二十三条第三款 is art. 23(3) in English; nothing where a Chinese one has no number."""
    found = _ARTICLE.fullmatch(text)
    if lang == "zh" or found is None:
        return text if lang == "zh" or text.isascii() else ""
    main, paragraph, item = (number(part) if part else 0 for part in found.groups())
    return f"art. {main}{f'({paragraph})' if paragraph else ''}{f' no. {item}' if item else ''}"


def number(chinese: str) -> int:
    """A Chinese number below ten thousand."""
    total = last = 0
    for character in chinese:
        if character in _TENS:
            total += (last or 1) * _TENS[character]
            last = 0
        else:
            last = _DIGITS[character]
    return total + last


def labels_of(pack: Pack, lang: str, params: Mapping[str, object] | None = None, currency: str = "CNY") -> Labels:
    """What the things of a pack are called in a condition, with the values that parameters have."""
    voice = Voice(lang, pack, currency)
    names = {n: x.label for table in (pack.facts, pack.terms, pack.decisions) for n, x in table.items()}
    words = {n: x.labels for table in (pack.facts, pack.decisions) for n, x in table.items()}
    kinds: dict[str, types.Type] = {n: fact.type for n, fact in pack.facts.items()}
    kinds |= {n: decision.answer for n, decision in pack.decisions.items()}
    kinds |= {n: param.type for n, param in pack.params.items()}
    shown = {n: voice.typed("", v, pack.params[n].type) for n, v in (params or {}).items() if n in pack.params}
    return Labels(names, words, {n: p.label for n, p in pack.params.items()}, shown, common=COMMON, types=kinds)


def values_in(pack: Pack, param: Param) -> tuple[tuple[date, object], ...]:
    """The values of a parameter that an edition meets, each with its first day: as it begins, and while it is in force.

    By a clock other than that of the edition (the law's, say) all of them may be met.
    """
    if param.clock != pack.governs.clock:
        return param.values
    until = pack.version.until or date.max
    begun = [number for number, (since, _) in enumerate(param.values) if since <= pack.version.since]
    first = begun[-1] if begun else 0
    return tuple(pair for pair in param.values[first:] if pair[0] < until) or param.values[:1]


def in_language(text: str, lang: str) -> str:
    """The half of a title written ``中文 / English`` that is in the language; the whole of any other text."""
    halves = text.split(" / ")
    if len(halves) != 2:
        return text
    chinese = [any("\u4e00" <= c <= "\u9fff" for c in half) for half in halves]
    if chinese == [True, False]:
        return halves[0] if lang == "zh" else halves[1]
    return text
