"""What a pack is made of: frozen values, checked once, then only read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongdao.kernel.errors import Place
from gongdao.kernel.text import Text
from gongdao.policy.syntax import Expr
from gongdao.policy.types import Type

RANKS = ("procedure", "law", "regulation", "departmental", "agreement", "special", "general", "default")
PARTIES = ("buyer", "seller", "platform")


class Hit(StrEnum):
    """How the rules of one table become one answer (POLICY-LANGUAGE 6b, after DMN's hit policies)."""

    ONE = "one"
    COLLECT = "collect"
    HIGHEST = "highest"
    LOWEST = "lowest"


class Trust(StrEnum):
    """How well a number or rule is known: text read, excerpt, secondary, memory, article, assumed."""

    TEXT = "T"
    EXCERPT = "X"
    SECONDARY = "S"
    MEMORY = "M"
    ARTICLE = "B"
    ASSUMED = "A"


@dataclass(frozen=True, slots=True)
class Binding:
    """Where a fact stands in a case file: a path, or one pick out of a list."""

    path: str
    where: tuple[tuple[str, tuple[object, ...]], ...] = ()
    pick: str = ""
    take: str = ""
    times: str = ""
    ends: tuple[tuple[str, tuple[object, ...]], ...] = ()
    same: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Burden:
    """Who must prove a fact, to what standard, within which deadline, asked how often."""

    by: str
    standard: str
    within: str = ""
    asks: int = 1


@dataclass(frozen=True, slots=True)
class Fact:
    id: str
    type: Type
    label: Text
    labels: Mapping[str, Text]
    binding: Binding | None
    optional: bool
    presumption: Expr | None
    prove: Burden | None
    arises: Expr | None
    alleged: Expr | None
    finding: str
    trust: str
    place: Place


@dataclass(frozen=True, slots=True)
class Param:
    """A number of the law or of a platform, by date. Money in minor units, decimals scaled."""

    id: str
    type: Type
    label: Text
    values: tuple[tuple[date, object], ...]
    law: tuple[str, ...]
    trust: str
    source: str
    clock: str
    place: Place


@dataclass(frozen=True, slots=True)
class Term:
    id: str
    expr: Expr
    label: Text
    place: Place


@dataclass(frozen=True, slots=True)
class Span:
    """The computation of a deadline: where it starts, how long it is, what it does."""

    starts: Expr
    n: Expr
    unit: str
    roll: bool = False
    calendar: str = ""
    zone: str = ""
    stops_while: str = ""
    effect: str = ""
    never_stops: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """One source of a waterfall: it pays the debts in ``debts`` (all when empty) up to ``upto``."""

    account: str
    upto: Expr | None
    debts: tuple[str, ...] = ()


Then = Expr | tuple[tuple[str, Expr], ...] | Span | Source


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    rank: int
    tests: tuple[Expr, ...]
    unless: Expr | None
    overrides: tuple[str, ...]
    then: Then
    label: Text
    law: tuple[str, ...]
    cites: tuple[str, ...]
    since: date | None
    until: date | None
    clock: str
    trust: str
    source: str
    stacks: str
    family: str
    place: Place

    @property
    def row(self) -> str:
        """The row of the rule book that this rule is a part of."""
        return self.id.split(".")[0]


@dataclass(frozen=True, slots=True)
class Waterfall:
    """Debts in their order, each an amount, and who is owed."""

    debts: tuple[tuple[str, Expr], ...]
    to: str


@dataclass(frozen=True, slots=True)
class Decision:
    id: str
    label: Text
    labels: Mapping[str, Text]
    answer: Type
    hit: Hit
    rules: tuple[Rule, ...]
    each: bool
    cite: bool
    highest_of: str
    deadline: bool
    hidden: bool
    waterfall: Waterfall | None
    beaten_by: tuple[frozenset[int], ...]
    overridden_by: tuple[frozenset[int], ...]
    place: Place

    @property
    def total(self) -> bool:
        """Whether some rule always applies, so that there is always an answer."""
        if self.hit is Hit.COLLECT or self.waterfall:
            return True
        return any(not r.tests and r.unless is None and r.since is None and r.until is None for r in self.rules)


@dataclass(frozen=True, slots=True)
class Invariant:
    id: str
    when: Expr | None
    always: Expr
    law: tuple[str, ...]
    label: Text
    place: Place


@dataclass(frozen=True, slots=True)
class Provision:
    """An article of an instrument; its number by date, because articles are renumbered (EX-28 became EX-29)."""

    id: str
    label: Text
    articles: tuple[tuple[date, str], ...]
    text: Text | None
    trust: str
    source: str


@dataclass(frozen=True, slots=True)
class Weighing:
    """Which items of evidence speak for which fact, and with what grade."""

    fact: str
    speaks: bool
    grade: str
    where: tuple[tuple[str, tuple[object, ...]], ...]
    when: Expr | None
    place: Place


@dataclass(frozen=True, slots=True)
class Word:
    """What a word in ``says``, ``shows`` or ``finding`` speaks for."""

    id: str
    speaks: tuple[tuple[str, bool, str], ...]
    label: Text


@dataclass(frozen=True, slots=True)
class Phrase:
    """A scam script: it is met when one phrase of every group stands in the normalised text.

    A phrase does not count right after one of the words ``unless`` in the same clause: who warns of it, or tells that
    somebody else said it, does not ask for it.
    """

    id: str
    groups: tuple[tuple[str, ...], ...]
    action: str
    label: Text
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """What a signal of screening may trigger, and nothing else (P-SHIELD).

    ``at``: from which score on, in percent; ``actions``: words of `ACTIONS`; ``lasts``: days it stands, 0 for always;
    ``source``: the rule it comes from.
    """

    id: str
    at: int
    actions: tuple[str, ...]
    lasts: int
    source: str
    label: Text


@dataclass(frozen=True, slots=True)
class Governs:
    """The rule by which a family chooses its version."""

    clock: str
    rules: tuple[str, ...]
    label: Text


@dataclass(frozen=True, slots=True)
class Version:
    id: str
    family: str
    since: date
    until: date | None
    trust: str
    source: str
    label: Text


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """One version of a family, with everything it extends; known by the digest of its canonical form."""

    id: str
    version: Version
    governs: Governs
    chain: tuple[str, ...]
    zone: str
    calendar: str
    currency: str
    late_after: str
    facts: Mapping[str, Fact]
    params: Mapping[str, Param]
    terms: Mapping[str, Term]
    decisions: Mapping[str, Decision]
    invariants: tuple[Invariant, ...]
    provisions: Mapping[str, Provision]
    grades: Mapping[str, int]
    standards: Mapping[str, Mapping[str, int]]
    weighing: tuple[Weighing, ...]
    words: Mapping[str, Word]
    phrases: Mapping[str, Phrase]
    signals: Mapping[str, Effect]
    order: tuple[str, ...]
    digest: str

    def kind(self, name: str) -> str:
        """Whether a name is a ``fact``, ``term`` or ``decision`` here; empty when it is none."""
        for kind, table in (("fact", self.facts), ("term", self.terms), ("decision", self.decisions)):
            if name in table:
                return kind
        return ""
