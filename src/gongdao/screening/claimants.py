"""Screens those who claim for refund abuse and groups of linked accounts; claiming often alone marks nobody.

A signal is for a person to look at. It counts what lies within the time that counts, names its reasons, and what was
proved just or shown to be harmless is left out when it is computed again: that is how it is contested.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from gongdao.screening.base_rates import Place, Rates, Tally, placed, rates_of, tally
from gongdao.screening.claimant_facts import Account, Order, by_buyer
from gongdao.screening.claimant_signs import Limits, Mark, Steps, group_marks, marks_of
from gongdao.screening.linked import Group, Sharing, Thing, groups_of, shared_by
from gongdao.screening.messages_of_claimants import THING_WORDS
from gongdao.screening.model_digest import model_digest
from gongdao.screening.odds import probability
from gongdao.screening.signal import Model, Reason, Signal

ABUSE = "claimant.refund_abuse"
LINKED = "claimant.linked"
SHOWN_FROM = 0.5
# Reasons that speak for a person.
CALMING = frozenset((
    "claimant-proved", "claimant-group-proved", "claimant-more-claims-not", "claimant-group-claims-not",
))  # fmt: skip
ADVICE = ("let-a-person-look",)


@dataclass(frozen=True, slots=True)
class ClaimantModel:
    """All that screening of those who claim needs; made once by `claimant_model`."""

    name: Model
    limits: Limits
    steps: Steps
    hard: frozenset[str]
    bias: Mapping[str, float]
    weights: Mapping[str, Mapping[str, float]]
    sharings: Mapping[str, Sharing]
    linked_from: float
    one_by_one: int


@dataclass(frozen=True, slots=True)
class Bond:
    """The group of a person, how likely it works together to abuse refunds, and why."""

    group: Group
    score: float
    marks: tuple[Mark, ...]
    placed: Mapping[Place, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Population:
    """All accounts with their orders within the time that counts, what is usual among them, and who is linked."""

    since: datetime
    now: datetime
    accounts: Mapping[str, Account]
    orders: Mapping[str, tuple[Order, ...]]
    rates: Rates
    bonds: Mapping[str, Bond]
    users: Mapping[Thing, int]


def claimant_model(data: Mapping[str, Any]) -> ClaimantModel:
    """Make the model from ``models/claimants/weights.json``, given as ``{"weights": ...}``."""
    it = data["weights"]
    return ClaimantModel(
        Model("claimants", it["version"], it["calibrated_on"], model_digest(it)),
        it["limits"],
        it["steps"],
        frozenset(it["hard"]),
        {kind: it[kind]["bias"] for kind in (ABUSE, LINKED)},
        {kind: it[kind]["weights"] for kind in (ABUSE, LINKED)},
        {kind: Sharing(one["weight"], one["half"]) for kind, one in it["things"].items()},
        it["linked_from"],
        it["compared_one_by_one"],
    )


def population_of(
    model: ClaimantModel, accounts: Iterable[Account], orders: Iterable[Order], now: datetime
) -> Population:
    """Take all accounts and orders together; orders before the time that counts, or later than now, are left out."""
    since = now - timedelta(days=model.limits["days"])
    known = {account.id: account for account in accounts}
    people = by_buyer(order for order in orders if since <= order.at <= now)
    rates = rates_of(people, model.limits["left_out"])
    users: dict[Thing, int] = {}
    for account in known.values():
        for thing in dict.fromkeys(account.things):
            users[thing] = users.get(thing, 0) + 1
    groups = groups_of(known.values(), model.sharings, model.linked_from, model.one_by_one)
    begun = {account.id: account.since for account in known.values() if account.since}
    bonds = {
        one: bond for group in groups for bond in [_bond(model, rates, group, people, begun)] for one in group.members
    }
    return Population(since, now, known, people, rates, bonds, users)


def screen_claimant(model: ClaimantModel, person: str, population: Population) -> tuple[Signal, ...]:
    """Give the signals of a person, the surest first; nothing where nobody has to look."""
    signals = (_abuse(model, person, population), _linked(model, person, population))
    return tuple(sorted((it for it in signals if it.score >= SHOWN_FROM), key=lambda it: -it.score))


def screen_claimants(model: ClaimantModel, population: Population) -> Iterator[tuple[str, tuple[Signal, ...]]]:
    """Give everybody of whom there is something to look at, with the signals."""
    for person in population.orders:
        if signals := screen_claimant(model, person, population):
            yield person, signals


def abuse_score(model: ClaimantModel, person: str, population: Population) -> float:
    """Give how likely a person abuses refunds, below the threshold too: for putting many in order."""
    return _score(model, ABUSE, _marks(model, person, population))


def marks_by_name(model: ClaimantModel, person: str, population: Population) -> dict[str, float]:
    """Give the measures of a person's signs: what training on one's own checked cases starts from."""
    return {mark.name: mark.measure for mark in _marks(model, person, population)}


def counted_of(person: str, population: Population) -> Tally:
    """Give a person's orders and claims beside what is usual among others, those linked to him left out."""
    orders = population.orders.get(person, ())
    bond = population.bonds.get(person)
    return tally(population.rates, orders, bond.placed if bond else placed(orders))


def _marks(model: ClaimantModel, person: str, population: Population) -> tuple[Mark, ...]:
    orders = population.orders.get(person, ())
    if not any(order.claim for order in orders):
        return ()
    account = population.accounts.get(person, Account(person))
    counted = counted_of(person, population)
    own = marks_of(model.limits, model.steps, population.rates, account, orders, counted, population.now)
    bond = population.bonds.get(person)
    if bond is None or bond.score < SHOWN_FROM:
        return own
    return (*own, Mark("in-a-group", bond.score, _in_a_group(account, bond, population)))


def _abuse(model: ClaimantModel, person: str, population: Population) -> Signal:
    return _signal(model, ABUSE, _marks(model, person, population), population)


def _linked(model: ClaimantModel, person: str, population: Population) -> Signal:
    bond = population.bonds.get(person)
    if bond is None:
        return Signal(LINKED, 0.0, model.name)
    account = population.accounts.get(person, Account(person))
    reasons = (_in_a_group(account, bond, population), *_reasons(model, LINKED, bond.marks))
    return Signal(LINKED, bond.score, model.name, reasons, advice=ADVICE, details=_time(population))


def _bond(
    model: ClaimantModel,
    rates: Rates,
    group: Group,
    people: Mapping[str, Sequence[Order]],
    since: Mapping[str, datetime],
) -> Bond:
    own = placed(order for one in group.members for order in people.get(one, ()))
    each = [tally(rates, people.get(one, ()), own) for one in group.members]
    marks = group_marks(model.limits, rates, group, people, since, each)
    score = _score(model, LINKED, marks) if len(group.members) >= model.limits["group_least"] else 0.0
    return Bond(group, score, marks, own)


def _signal(model: ClaimantModel, kind: str, marks: Sequence[Mark], population: Population) -> Signal:
    scripts = ("SC-8",) if any(mark.name == "extorts" for mark in marks) else ()
    reasons = _reasons(model, kind, marks)
    score = _score(model, kind, marks)
    return Signal(kind, score, model.name, reasons, scripts, ADVICE, _time(population))


def _score(model: ClaimantModel, kind: str, marks: Sequence[Mark]) -> float:
    """Without a hard sign, as an empty return shown by the scale, nobody is surer than a person's look would need."""
    weights = model.weights[kind]
    score = probability(model.bias[kind] + sum(weights[mark.name] * mark.measure for mark in marks))
    if kind == ABUSE and not any(mark.name in model.hard for mark in marks):
        return min(score, model.limits["without_hard"])
    return score


def _reasons(model: ClaimantModel, kind: str, marks: Iterable[Mark]) -> tuple[Reason, ...]:
    weights = model.weights[kind]
    return tuple(mark.reason for mark in sorted(marks, key=lambda it: -abs(weights[it.name] * it.measure)))


def _in_a_group(account: Account, bond: Bond, population: Population) -> Reason:
    """How many others share what, and never who they are."""
    kinds = sorted({kind for kind, _ in shared_by(account, population.users) if kind in bond.group.shared})
    details = {"others": len(bond.group.members) - 1, "kinds": [THING_WORDS[kind] for kind in kinds]}
    return Reason("claimant-linked", details, fields=("accounts.things",))


def _time(population: Population) -> dict[str, object]:
    return {"since": population.since.date(), "until": population.now.date()}
