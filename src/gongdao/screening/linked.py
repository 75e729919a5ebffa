"""Finds accounts that belong together by what they share, where what many share weighs little.

A dormitory's address or a public network links nobody; a device, a way to pay or a picture that two accounts share
links them by a strength that grows with every further thing.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from gongdao.screening.claimant_facts import Account

Thing = tuple[str, str]
NEGLIGIBLE = 0.01
MOST_PAIRS = 1_000_000  # compared one by one, about 200 bytes and 3 microseconds each


@dataclass(frozen=True, slots=True)
class Sharing:
    """What one thing of a kind weighs that two alone share, and how many more accounts take half of it away."""

    weight: float
    half: float


@dataclass(frozen=True, slots=True)
class Group:
    """Accounts that belong together: how strongly on average, and how many of them share each kind of thing."""

    members: tuple[str, ...]
    strength: float
    shared: Mapping[str, int]


def weight_of(sharing: Sharing, accounts: int) -> float:
    """Give how strongly a thing links two of the accounts that share it."""
    return sharing.weight / (1 + math.pow(max(0, accounts - 2) / sharing.half, 1.5))


def groups_of(
    accounts: Iterable[Account], sharings: Mapping[str, Sharing], linked_from: float, one_by_one: int
) -> tuple[Group, ...]:
    """Give the groups of linked accounts, the larger first.

    A thing of more accounts than ``one_by_one`` joins each to the next only, so that the work stays linear; so does a
    thing that comes when `MOST_PAIRS` pairs are reached, those of few accounts going first.
    """
    users = _users(accounts)
    apart = _apart(users, sharings, one_by_one)
    linked = {pair: 1 - chance for pair, chance in apart.items() if 1 - chance >= linked_from}
    heads = _joined(linked)
    members: defaultdict[str, list[str]] = defaultdict(list)
    within: defaultdict[str, list[float]] = defaultdict(list)
    for account, head in heads.items():
        members[head].append(account)
    for (one, _), strength in linked.items():
        within[heads[one]].append(strength)
    kinds = _kinds(users, heads)
    found = (
        Group(tuple(sorted(them)), sum(within[head]) / len(within[head]), kinds[head]) for head, them in members.items()
    )
    return tuple(sorted(found, key=lambda group: (-len(group.members), group.members)))


def shared_by(account: Account, others: Mapping[Thing, int]) -> Iterator[tuple[str, int]]:
    """Give what an account shares, each with how many other accounts use it."""
    for kind, digest in account.things:
        if digest not in account.excused and (number := others.get((kind, digest), 1)) > 1:
            yield kind, number - 1


def _users(accounts: Iterable[Account]) -> dict[Thing, list[str]]:
    users: defaultdict[Thing, list[str]] = defaultdict(list)
    for account in accounts:
        for thing in dict.fromkeys(account.things):
            if thing[1] not in account.excused:
                users[thing].append(account.id)
    return {thing: using for thing, using in users.items() if len(using) > 1}


def _apart(
    users: Mapping[Thing, Sequence[str]], sharings: Mapping[str, Sharing], one_by_one: int
) -> dict[tuple[str, str], float]:
    """For pairs that share something: the chance that it means nothing."""
    apart: defaultdict[tuple[str, str], float] = defaultdict(lambda: 1.0)
    left = MOST_PAIRS
    for (kind, _), using in sorted(users.items(), key=lambda it: (len(it[1]), it[0])):
        weight = weight_of(sharings[kind], len(using)) if kind in sharings else 0.0
        if weight < NEGLIGIBLE:
            continue
        using, pairs = sorted(using), len(using) * (len(using) - 1) // 2
        every = len(using) <= one_by_one and pairs <= left
        left -= pairs if every else 0
        for pair in combinations(using, 2) if every else pairwise(using):
            apart[pair] *= 1 - weight
    return apart


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give for every account of the pairs the first of all that it is joined to."""
    heads: dict[str, str] = {}
    for one, other in pairs:
        first, second = _head(heads, one), _head(heads, other)
        if first != second:
            heads[max(first, second)] = min(first, second)
    return {account: _head(heads, account) for account in heads}


def _head(heads: dict[str, str], account: str) -> str:
    above = heads.setdefault(account, account)
    while (top := heads[above]) != above:
        heads[account] = top
        account, above = above, top
    return above


def _kinds(users: Mapping[Thing, Sequence[str]], heads: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """Of each group: how many of its accounts share a thing of each kind with another of the group."""
    sharing: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for (kind, _), using in users.items():
        together: defaultdict[str, list[str]] = defaultdict(list)
        for account in using:
            if account in heads:
                together[heads[account]].append(account)
        for head, them in together.items():
            if len(them) > 1:
                sharing[head][kind].update(them)
    return {head: {kind: len(them) for kind, them in kinds.items()} for head, kinds in sharing.items()}
