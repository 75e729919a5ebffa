"""The rules a shop's figures are counted by: the edition in force now, its parameters and rules on a shop's score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.conf import settings

from gongdao.kernel.text import Text
from gongdao.policy.library import pack_of
from gongdao.policy.pack import Pack, Param, Rule, Version
from gongdao.policy.syntax import names
from gongdao.service.installation import law
from gongdao.telling.instants import HOME

SCORE = "shop_score"
COUNTING = "counts_against_shop"


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of the platform's rules: in force when, and what it makes of a shop's score; ``now`` if it governs."""

    version: Version
    now: bool
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """How a shop's dispute rate is counted: the rules of what counts, over how many days, from when it is looked at.

    ``count`` and ``times``: from so many disputes on, and so many times the mean of the marketplace; ``least`` is the
    base a share needs to be shown.
    """

    pack: Pack
    rules: tuple[Rule, ...]
    days: int
    count: int
    times: int
    least: int
    known: tuple[Param, ...]


def rules_now(at: datetime) -> Pack:
    """Give the edition of the platform's rules that is in force at an instant."""
    return pack_of(law().library, _versions(at)[-1].id)


def formula(at: datetime) -> Formula:
    """Give the formula of the dispute rate in force at an instant."""
    pack = rules_now(at)
    names = ("rate_days", "rate_count", "rate_times", "rate_base_least")
    days, count, times, least = (number(pack, name, at) for name in names)
    return Formula(
        pack, pack.decisions[COUNTING].rules, days, count, times, least, tuple(pack.params[name] for name in names)
    )


def number(pack: Pack, name: str, at: datetime) -> int:
    """Give the value of a whole parameter, or of an amount in minor units, on a day."""
    return int(str(value_on(pack.params[name], at.astimezone(HOME).date())))


def value_on(param: Param, day: date) -> object:
    """Give the value of a parameter on a day: before its first day, the first one."""
    past = [value for since, value in param.values if since <= day]
    return past[-1] if past else param.values[0][1]


def editions(at: datetime) -> tuple[Edition, ...]:
    """Give every edition of the platform's rules that has begun, the latest first, with its rules on a shop's score."""
    begun = _versions(at)
    return tuple(
        Edition(version, version is begun[-1], _on_score(pack_of(law().library, version.id))) for version in begun[::-1]
    )


def threshold(at: datetime) -> tuple[Param, int] | None:
    """Give the score from which a shop stands otherwise, with the parameter it comes from; None where there is none."""
    pack = rules_now(at)
    found = next((param for name, param in pack.params.items() if name == "autonomy_score"), None)
    return (found, int(str(value_on(found, at.astimezone(HOME).date())))) if found is not None else None


def reason_called(at: datetime, word: str) -> Text:
    """Give what the rules in force call a reason."""
    labels = rules_now(at).facts["claim_reason"].labels
    return labels.get(word, Text(word, word))


def outcome_called(at: datetime, word: str) -> Text:
    """Give what the rules in force call an outcome."""
    labels = rules_now(at).decisions["outcome"].labels
    return labels.get(word, Text(word, word))


def _versions(at: datetime) -> list[Version]:
    day = at.astimezone(HOME).date()
    known = law().library.families[settings.GONGDAO_PLATFORM].versions
    return sorted((version for version in known if version.since <= day), key=lambda version: version.since)


@lru_cache(maxsize=32)
def _on_score(pack: Pack) -> tuple[Rule, ...]:
    """The rules of a version that turn on the score of the shop."""
    return tuple(dict.fromkeys(_rules_on_score(pack)))


def _rules_on_score(pack: Pack) -> Iterator[Rule]:
    terms = {SCORE} | {name for name, term in pack.terms.items() if SCORE in names(term.expr)}
    for decision in pack.decisions.values():
        for rule in decision.rules:
            asked = {name for test in rule.tests for name in names(test)}
            if asked & terms:
                yield rule
