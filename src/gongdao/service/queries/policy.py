"""The rules this installation decides with: families and editions, what is in force, single rules, and their checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.conf import settings

from gongdao.kernel.errors import BadInput, Refused
from gongdao.kernel.text import Text
from gongdao.policy.family import Family
from gongdao.policy.graph import rule_exprs, rule_names
from gongdao.policy.library import pack_of
from gongdao.policy.pack import Decision, Fact, Pack, Param, Rule, Version
from gongdao.policy.select import select
from gongdao.policy.syntax import params
from gongdao.service.checks import Ran, examples, own_rules, sound
from gongdao.service.installation import law
from gongdao.service.packs import find_packs
from gongdao.service.people.actor import Actor
from gongdao.service.people.models import POLICY
from gongdao.telling.instants import HOME

OWN, BELOW = "own", "below"


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of a family's rules; ``in_force`` on the day that was asked for."""

    version: Version
    in_force: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A family with its editions, the newest first; ``ours``: this marketplace's platform decides by it."""

    family: Family
    editions: tuple[Edition, ...]
    ours: bool


@dataclass(frozen=True, slots=True)
class Stood:
    """How a rule stood in an edition: ``none``, ``same`` as now, or ``other``."""

    version: Version
    how: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checks of a family gave: each edition with its problems, its examples; none uses the ``idle`` rules.

    ``missed`` are the examples that came out otherwise or broke a floor.
    """

    family: Family
    packs: tuple[tuple[Version, BadInput | None, int], ...]
    examples: int
    missed: tuple[Ran, ...]
    rules: int
    idle: tuple[str, ...]


def making(actor: Actor) -> None:
    """Ask whether somebody makes rules.

    :raises Refused: ``page-not-found`` otherwise.
    """
    if not actor.has(POLICY):
        raise Refused("page-not-found")


def families(actor: Actor, now: datetime) -> tuple[Shown, ...]:
    """Give every family, that of this marketplace first and then those it stands on.

    :raises Refused: ``page-not-found`` for who makes no rules.
    """
    making(actor)
    known, ours = law().library.families, platforms()
    first = sorted(known.values(), key=lambda it: (ours.index(it.id) if it.id in ours else len(ours), it.id))
    return tuple(Shown(it, editions(it, now), it.id == settings.GONGDAO_PLATFORM) for it in first)


def platforms() -> list[str]:
    """Give the family this marketplace decides by, and all it extends."""
    known, chain = law().library.families, list[str]()
    name = settings.GONGDAO_PLATFORM
    while name in known and name not in chain:
        chain.append(name)
        name = known[name].extends
    return chain


def editions(family: Family, now: datetime) -> tuple[Edition, ...]:
    """Give the editions of a family, the newest first."""
    today = now.astimezone(HOME).date()
    rows = sorted(family.versions, key=lambda version: (version.since, version.id), reverse=True)
    return tuple(Edition(it, it.since <= today and (it.until is None or today < it.until)) for it in rows)


def current(now: datetime) -> Version:
    """Give the edition that this marketplace decides by at an instant.

    :raises Refused: none was in force.
    """
    return select(law().library.families[settings.GONGDAO_PLATFORM].versions, now, HOME.key)


def pack_named(name: str) -> Pack:
    """Give a pack.

    :raises Refused: ``page-not-found``: there is none of this name.
    :raises BadInput: it has errors.
    """
    if name not in law().library.versions:
        raise Refused("page-not-found")
    return pack_of(law().library, name)


def tables(pack: Pack, of: str, wanted: str, lang: str) -> tuple[tuple[Decision, tuple[Rule, ...]], ...]:
    """Give the tables of a pack with their rules: those of the family itself, or those it stands on.

    ``wanted`` words must stand in the rule's sentence, its id or its law.
    """
    found = (
        (decision, tuple(rule for rule in decision.rules if _meant(pack, rule, of, wanted, lang)))
        for decision in pack.decisions.values()
    )
    return tuple((decision, rules) for decision, rules in found if rules)


def rule_named(pack: Pack, name: str) -> tuple[Decision, Rule]:
    """Give a rule by its id, with its table.

    :raises Refused: ``page-not-found``: the pack has none of this id.
    """
    for decision in pack.decisions.values():
        for rule in decision.rules:
            if rule.id == name:
                return decision, rule
    raise Refused("page-not-found")


def params_of(pack: Pack, rule: Rule) -> tuple[Param, ...]:
    """Give the parameters that a rule asks for, itself or by its terms."""
    exprs = [*rule_exprs(rule), *(pack.terms[name].expr for name in rule_names(rule) if name in pack.terms)]
    found = frozenset().union(*(params(expr) for expr in exprs)) if exprs else frozenset()
    return tuple(pack.params[name] for name in sorted(found) if name in pack.params)


def proved_facts(pack: Pack, rule: Rule) -> tuple[Fact, ...]:
    """Give the facts a rule asks for that somebody must prove."""
    found = (pack.facts.get(name) for name in sorted(rule_names(rule)))
    return tuple(fact for fact in found if fact is not None and fact.prove is not None)


def overriding(decision: Decision, rule: Rule) -> tuple[Rule, ...]:
    """Give the rules of the same table that override one."""
    return tuple(it for it in decision.rules if rule.id in it.overrides or rule.row in it.overrides)


def history(pack: Pack, rule: Rule) -> tuple[Stood, ...]:
    """Give how a rule stood in every edition of the pack's family, the newest first."""
    family = law().library.families[pack.version.family]
    rows = sorted(family.versions, key=lambda version: (version.since, version.id), reverse=True)
    return tuple(Stood(version, _stood(version, rule)) for version in rows)


@cache
def checked(family: str) -> Checked:
    """Check every edition of a family and run its examples; takes seconds the first time, and is kept.

    :raises Refused: ``page-not-found``: there is no such family.
    """
    library = law().library
    if family not in library.families:
        raise Refused("page-not-found")
    shelf = find_packs(settings.GONGDAO_PACKS)
    packs = tuple(_sound(version) for version in library.families[family].versions)
    good = [pack_of(library, version.id) for version, wrong, _ in packs if wrong is None]
    ran = list(examples(shelf, library, family)) if len(good) == len(packs) else []
    own = own_rules(good, family)
    used = frozenset[str]().union(*(it.used for it in ran))
    missed = tuple(it for it in ran if not it.conforms)
    return Checked(
        library.families[family], packs, sum(bool(it.id) for it in ran), missed, len(own),
        tuple(sorted(own - used)) if ran else (),
    )  # fmt: skip


def since_when(pack: Pack, keys: Iterable[str]) -> Iterator[tuple[str, date | None, Text | None]]:
    """Give the provisions of some keys: since when each has its present number, and what it says."""
    for key in keys:
        it = pack.provisions.get(key)
        yield key, it.articles[-1][0] if it is not None and it.articles else None, it.text if it is not None else None


def _sound(version: Version) -> tuple[Version, BadInput | None, int]:
    try:
        pack = sound(law().library, version.id)
    except BadInput as wrong:
        return version, wrong, 0
    return version, None, sum(len(decision.rules) for decision in pack.decisions.values())


def _meant(pack: Pack, rule: Rule, of: str, wanted: str, lang: str) -> bool:
    if (rule.family == pack.version.family) is not (of == OWN):
        return False
    if not wanted:
        return True
    titles = (pack.provisions[key].label.say(lang) for key in rule.law if key in pack.provisions)
    text = " ".join((rule.id, rule.label.say(lang), *rule.law, *titles)).lower()
    return all(word in text for word in wanted.lower().split())


def _stood(version: Version, rule: Rule) -> str:
    try:
        _, it = rule_named(pack_of(law().library, version.id), rule.id)
    except (BadInput, Refused):
        return "none"
    return "same" if _says(it) == _says(rule) else "other"


def _says(rule: Rule) -> tuple[object, ...]:
    """What a rule says, wherever it stands."""
    return rule.label, rule.tests, rule.unless, rule.then, rule.overrides, rule.law
