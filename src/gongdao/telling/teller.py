"""Who, when and what in a dispute, as a person says it: names, days, times left, quotations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from gongdao.case.court import Court
from gongdao.case.kinds import Kind
from gongdao.case.personal import COMMITMENT
from gongdao.case.schema import Shape
from gongdao.case.stages.ruled import RulingGiven
from gongdao.case.state import Case, role
from gongdao.kernel.money import show_money
from gongdao.kernel.text import Text, listed
from gongdao.policy.library import Library, pack_of
from gongdao.policy.pack import Pack
from gongdao.telling.parts import facts_part
from gongdao.telling.vocabulary import ACCOUNTS, PARTIES, called
from gongdao.telling.voice import Voice, decimal, in_language
from gongdao.telling.words import GONE, LEDGER, MONTHS, RECEIVERS, ROLES, SCANS, UNITS, WEEKDAYS, WORDS

# The table of fields explains itself after a comma or a bracket; a story does not.
_SHORT = re.compile("（|，|：|, |: ")
# The unit that a field is counted in stands at the end of its name.
_UNIT = re.compile(r"(?:（|, in )(小时|千克|hours|kg)）?$")
_ISSUERS = {
    "accredited": Text("有资质的机构", "an accredited body"),
    "attached": Text("未拆", "attached"),
    "retail_outlet": Text("门店", "a retail outlet"),
}
_AGAINST_PLATFORM = {
    "seller_account_suspension": Text("暂停店铺账户", "the shop's account suspended"),
    "listing_removed": Text("商品下架", "listing taken down"),
    "listing_demoted": Text("商品降权", "listing ranked lower"),
    "points_deducted": Text("扣分", "points deducted"),
    "deposit_forfeited": Text("扣除保证金", "deposit forfeited"),
    "label": Text("打标", "a label"),
    "misjudged": Text("判错", "misjudged"),
    "unanswered": Text("不答复", "no answer"),
    "conduct": Text("态度和行为", "conduct"),
}
# How carriers write that the addressee signed.
IN_PERSON = "本人"
# How the service names people in the record: such a name says nothing to anybody.
PSEUDONYM = "p-"
_HIMSELF = Text("本人", "the addressee in person")
_PLAIN_WORDS = {**LEDGER, **SCANS, **PARTIES, **ROLES, **_ISSUERS, **_AGAINST_PLATFORM}
ACTORS = {**PARTIES, **ROLES}
# Who has a number needs no article: adjudicator 7.
_ARTICLE = re.compile("^(the|an?) ")


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells one case: in which language, by which packs, what people are called, and the texts they wrote.

    ``people`` gives names by actor (``seller:p-7``) or by role; ``texts`` gives for what the record keeps in place of a
    personal text the text itself; ``case`` is the case as far as it is told and ``at`` that instant, whose year goes
    without saying; ``own`` is a name that a play gave the shop, which is nobody's word; ``as_page``: instants stand as
    on pages.
    """

    lang: str
    currency: str
    people: Mapping[str, Text]
    texts: Mapping[str, str]
    library: Library
    court: Court
    case: Case
    at: datetime
    home: tzinfo
    rulings: tuple[RulingGiven, ...] = ()
    own: str = ""
    as_page: bool = False

    def say(self, text: Text, /, **parts: object) -> str:
        """A text in the language of the telling, its parts filled in."""
        return text.say(self.lang).format(**parts)

    def pack(self, case: Case) -> Pack | None:
        """The edition a case stands under; None before it has one."""
        return pack_of(self.library, case.pack) if case.pack and case.pack != "auto" else None

    def voice(self, case: Case) -> Voice | None:
        """The voice that names things as the pack of the case does."""
        pack = self.pack(case)
        return Voice(self.lang, pack, self.currency, self.as_page) if pack else None

    def who(self, by: str) -> str:
        """Who acts: by the name that is known, else by the role."""
        people = self.people
        for name in (by, role(by)):
            if name in people:
                return people[name].say(self.lang)
        name, _, number = by.partition(":")
        said = called(ACTORS, name, self.lang)
        if not number or name not in ("staff", "juror") or number.startswith(PSEUDONYM):
            return said
        return f"{said} {number} 号" if self.lang == "zh" else f"{_ARTICLE.sub('', said)} {number}"

    def money(self, minor: int) -> str:
        """An amount of the case's currency."""
        return show_money(minor, self.currency)

    def account(self, name: str) -> str:
        """What an account that pays is called, whoever owns it."""
        return called({**ACCOUNTS, **LEDGER}, name.partition(":")[0], self.lang)

    def receiver(self, name: str) -> str:
        """Who gets what is paid into an account."""
        return called({**ACCOUNTS, **RECEIVERS}, name.partition(":")[0], self.lang)

    def all_of(self, names: Iterable[str]) -> str:
        """Several people: 买家和卖家."""
        return ("和" if self.lang == "zh" else " and ").join(self.who(name) for name in names)

    @property
    def gap(self) -> str:
        """What stands between two sentences."""
        return "" if self.lang == "zh" else " "

    def with_id(self, text: str, id_: str) -> str:
        """What a rule or a law says, with the name it is known by."""
        return f"{text}（{id_}）" if self.lang == "zh" else f"{text} ({id_})"

    def begun(self, text: str) -> str:
        """A sentence with its first letter."""
        return text[:1].upper() + text[1:] if self.lang == "en" else text

    def text(self, kept: str) -> str:
        """What somebody wrote, where the record keeps only what stands for it; that it is gone, where it is."""
        if kept not in self.texts and COMMITMENT.fullmatch(kept):
            return GONE.say(self.lang)
        return in_language(str(self.texts.get(kept, kept)), self.lang)

    def quoted(self, kept: str) -> str:
        """What somebody wrote, as it is added to a sentence; nothing where nothing was written."""
        return self.say(WORDS["reason"], text=self.text(kept).rstrip("。.")) if kept.strip() else ""

    def day(self, at: datetime) -> str:
        """A day with its weekday: 2025 年 9 月 22 日 星期一."""
        local = at.astimezone(self.home)
        weekday = WEEKDAYS[local.weekday()].say(self.lang)
        if self.lang == "zh":
            return f"{local.year} 年 {local.month} 月 {local.day} 日 {weekday}"
        return f"{weekday}, {local.day} {MONTHS[local.month - 1]} {local.year}"

    def clock(self, at: datetime) -> str:
        """The time of day, with seconds only where there are any."""
        return f"{at.astimezone(self.home):%H:%M:%S}".removesuffix(":00")

    def moment(self, at: datetime) -> str:
        """A day and its time inside a sentence: 9 月 24 日（星期三）10:00."""
        local = at.astimezone(self.home)
        weekday = WEEKDAYS[local.weekday()].say(self.lang)
        year = local.year != self.at.astimezone(self.home).year
        if self.lang == "zh":
            return f"{f'{local.year} 年 ' if year else ''}{local.month} 月 {local.day} 日（{weekday}）{self.clock(at)}"
        return f"{weekday}, {local.day} {MONTHS[local.month - 1]}{f' {local.year}' if year else ''}, {self.clock(at)}"

    def until(self, at: datetime) -> str:
        """The end of a time; midnight is the end of the day before, as people say it."""
        local = at.astimezone(self.home)
        if local.timetz().replace(tzinfo=None) != time():
            return self.moment(at)
        before = self.moment(at - timedelta(days=1))
        if self.lang == "zh":
            return f"{before.removesuffix('00:00')}24:00"
        return f"the end of {before.removesuffix(', 00:00')}"

    def length(self, span: timedelta) -> str:
        """A length of time by its two biggest units: 1 天 3 小时."""
        left = int(span.total_seconds())
        parts: list[str] = []
        for seconds, unit in UNITS:
            if n := left // seconds:
                said = self.say(unit, n=n)
                parts.append(said[:-1] if n == 1 and self.lang == "en" else said)
            left %= seconds
        return " ".join(parts[:2]) or self.say(UNITS[-1][1], n=0)

    def fields(self, path: str, row: Mapping[str, Any]) -> list[tuple[str, str]]:
        """The fields of a row of facts with their values, as the table of fields calls them."""
        parts = _shape(path).parts
        said = []
        for key, value in row.items():
            known = parts.get(key)
            name = Text(known.field.zh, known.field.en).say(self.lang) if known else key
            unit = _UNIT.search(name)
            shown = self.value(key, value, known.kind if known else None)
            said.append((_SHORT.split(name)[0], f"{shown} {unit[1]}" if unit else shown))
        return said

    def part(self, path: str) -> str:
        """What a part of the facts is called: 订单."""
        field = _shape(path).field
        return _SHORT.split(Text(field.zh, field.en).say(self.lang))[0]

    def value(self, name: str, value: Any, kind: Kind | None) -> str:
        """A value of the facts as people say it."""
        if isinstance(value, bool):
            return {"zh": ("否", "是"), "en": ("no", "yes")}[self.lang][value]
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, int):
            if kind is not None and kind.name == "money":
                return self.money(value)
            return decimal(value, kind.places) if kind is not None and kind.name == "decimal" else str(value)
        if isinstance(value, tuple):
            return listed((self.value(name, each, kind) for each in value), self.lang)
        if kind is not None and kind.name == "enum" and value in _PLAIN_WORDS:
            return _PLAIN_WORDS[value].say(self.lang)
        if name == "signer" and value == IN_PERSON:
            return self.say(_HIMSELF)
        return self.who(value) if name == "staff" else self.text(str(value))


def _shape(path: str) -> Shape:
    """The part of the facts at a path; of a list, its rows."""
    first, *rest = path.split(".")
    shape = facts_part(first)
    for step in rest:
        shape = shape.parts[step]
    return shape.item or shape


def home_of(library: Library, pack: str, at: datetime) -> tzinfo:
    """The zone in which a case tells its times: that of its pack, else that of an instant."""
    home: tzinfo | None = at.tzinfo
    if pack and pack != "auto":
        zone = pack_of(library, pack).zone
        home = home if zone == "start" else ZoneInfo(zone)
    assert home is not None
    return home
