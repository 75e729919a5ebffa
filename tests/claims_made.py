"""A made-up population that buys and claims: honest people of many kinds, buyers of junk, lone abusers, rings.

Everything is drawn from a seed. No number in here is taken from the detector, nor the other way round.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from gongdao.screening.claimant_facts import Account, Claim, Order

NOW = datetime(2026, 6, 1, tzinfo=UTC)
SALES = (datetime(2025, 6, 18, tzinfo=UTC), datetime(2025, 11, 11, tzinfo=UTC))
# How often an order of the category goes wrong in a decent shop, and how often a claim leaves the goods with the buyer.
CATEGORIES = {
    "clothes": (0.13, 0.05), "shoes": (0.10, 0.05), "food": (0.022, 0.85), "phones": (0.035, 0.1),
    "furniture": (0.07, 0.35), "toys": (0.045, 0.4), "cosmetics": (0.03, 0.5), "household": (0.025, 0.55),
}  # fmt: skip
HONEST = {"usual": 0.62, "thrifty": 0.14, "heavy": 0.07, "picky": 0.05, "unlucky": 0.04, "rare": 0.08}
HOMES = {"young": 0.35, "middle": 0.45, "old": 0.199, "student": 0.0016}
SAID_EMPTY = {"good": 0.002, "junk": 0.03}  # how often a shop says falsely that a return was empty
SCALE_ERRS = 0.0008
FALSE_TALK = 0.006  # how often honest anger is taken for extortion
FALSE_PICTURE = 0.004  # an honest buyer hands in the listing's picture, which others handed in too
TEXTS = ("broken on arrival", "wrong colour", "too small", "never came", "smells bad", "not as shown")


@dataclass(slots=True)
class Made:
    """The population: accounts, orders, of each account what it truly is, its groups, and who is a heavy complainer."""

    accounts: list[Account] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    truth: dict[str, str] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)
    claims: dict[str, int] = field(default_factory=dict)

    @property
    def abusers(self) -> set[str]:
        """Those who abuse refunds."""
        return {who for who, kind in self.truth.items() if kind in ("lone", "ring")}


@dataclass(frozen=True, slots=True)
class Mix:
    """What a population is made of.

    ``abusers`` is the share of accounts that abuse refunds, most of them in rings; ``noise`` multiplies how often
    scales err, shops say something false and honest people look odd to other screening; ``junk`` is the share of junk
    shops, ``wrong`` multiplies how often orders go wrong; to so many people there is one who buys for others
    (``agents``); ``dormitories`` multiplies how many students there are.
    """

    abusers: float = 0.02
    noise: float = 1.0
    junk: float = 0.08
    wrong: float = 1.0
    agents: int = 400
    dormitories: float = 1.0


USUAL = Mix()


class Noisy(Random):
    """Chance, and the mix that it is drawn for."""

    def __init__(self, seed: int, mix: Mix) -> None:
        super().__init__(seed)
        self.mix = mix

    def errs(self, rate: float) -> bool:
        """Whether an error of this rate happens."""
        return self.random() < rate * self.mix.noise


@dataclass(frozen=True, slots=True)
class Shelf:
    """A shop with its category, how much oftener than usual its orders go wrong, and how popular it is."""

    name: str
    category: str
    times: float
    pull: float


def made(seed: int, people: int, mix: Mix = USUAL) -> Made:
    """Make a population of so many people."""
    chance = Noisy(seed, mix)
    shelves = _shelves(chance, max(60, people // 25))
    found = Made()
    number = round(people * (1 - mix.abusers))
    for who in range(number):
        _honest(chance, found, f"h{who}", shelves)
    _homes(chance, found, number)
    for at in range(number // mix.agents):
        _agent(chance, found, f"g{at}", shelves)
    _classes(chance, found, shelves)
    honest = len(found.truth)
    while len(found.truth) < honest + people * mix.abusers:
        if chance.random() < 0.7:
            _lone(chance, found, shelves)
        else:
            _ring(chance, found, shelves, chance.choice((3, 4, 5, 6, 8, 12, 20, 35)))
    chance.shuffle(found.orders)
    return found


def _shelves(chance: Noisy, number: int) -> list[Shelf]:
    shelves = []
    for at in range(number):
        junk = chance.random() < chance.mix.junk
        times = chance.uniform(4, 9) if junk else chance.lognormvariate(0, 0.35)
        shelves.append(Shelf(f"s{at}", chance.choice(list(CATEGORIES)), times, chance.paretovariate(1.3)))
    return shelves


def _honest(chance: Noisy, found: Made, who: str, shelves: list[Shelf]) -> None:
    kind = chance.choices(list(HONEST), list(HONEST.values()))[0]
    number = {"rare": 4, "heavy": 140, "usual": 26}.get(kind, 34)
    number = max(1, round(chance.lognormvariate(0, 0.5) * number))
    temper = {"picky": 2.6, "usual": 1.0}.get(kind, 1.0) * chance.lognormvariate(0, 0.3)
    visited = [it for it in shelves if it.times > 3] if kind == "unlucky" else shelves
    if kind == "thrifty":
        visited = [it for it in shelves if it.times > 1.1]
    picked = chance.choices(visited, [it.pull for it in visited], k=number)
    found.truth[who] = kind
    for shelf in picked:
        _honest_order(chance, found, who, shelf, temper, _moment(chance))


def _honest_order(chance: Noisy, found: Made, who: str, shelf: Shelf, temper: float, at: datetime) -> None:
    wrong, keeps = CATEGORIES[shelf.category]
    claim = None
    if chance.random() < min(0.85, wrong * chance.mix.wrong * shelf.times * temper):
        kept = chance.random() < keeps
        claim = Claim(
            at + timedelta(days=chance.uniform(1, 12)),
            kept=kept,
            proved=chance.random() < (0.3 if shelf.times > 3 else 0.12),
            text=chance.choice(TEXTS) if chance.random() < 0.05 else f"{who}{at}",
            extorts=chance.errs(FALSE_TALK),
            reused=chance.errs(FALSE_PICTURE),
            **({} if kept else _returned(chance, shelf)),
        )
    found.orders.append(Order(who, shelf.name, shelf.category, at, claim))
    found.claims[who] = found.claims.get(who, 0) + (claim is not None)


def _returned(chance: Noisy, shelf: Shelf) -> dict[str, object]:
    if chance.errs(SCALE_ERRS):
        return {"returned": "empty", "shown": True}
    said = chance.errs(SAID_EMPTY["junk" if shelf.times > 3 else "good"])
    return {"returned": chance.choice(("empty", "swapped")) if said else "whole"}


def _homes(chance: Noisy, found: Made, number: int) -> None:
    """Households, dormitories, villages with one parcel point, offices, second-hand telephones."""
    names = [f"h{at}" for at in range(number)]
    chance.shuffle(names)
    at = 0
    while at < len(names):
        weights = {**HOMES, "student": HOMES["student"] * chance.mix.dormitories}
        group = chance.choices(list(weights), list(weights.values()))[0]
        size = chance.choice((1, 1, 2, 2, 3, 4)) if group != "student" else chance.randint(40, 300)
        _home(chance, found, group, names[at : at + size], at)
        at += size


def _home(chance: Random, found: Made, group: str, members: list[str], at: int) -> None:
    village = chance.random() < 0.25
    begun = NOW - timedelta(days=chance.uniform(100, 3000))
    for number, who in enumerate(members):
        things = [("network", f"n{at}"), ("device", f"d{who}"), ("payment", f"p{who}"), ("address", f"a{at}")]
        if village:
            things[-1] = ("address", f"v{at % 97}")
        if group in ("old", "young") and number and chance.random() < 0.5:
            things.append(("device", f"d{members[0]}"))
        if group != "student" and number and chance.random() < 0.3:
            things.append(("payment", f"p{members[0]}"))
        if chance.random() < 0.05:
            things.append(("network", f"wifi{chance.randint(0, 20)}"))
        if chance.random() < 0.01:
            things.append(("device", f"d{chance.choice(members)}"))
        since = NOW - timedelta(days=chance.uniform(5, 200)) if chance.random() < 0.1 else begun
        found.accounts.append(Account(who, since, tuple(things)))
        found.groups[who] = [group, "village" if village else "town", "new" if since != begun else "settled"]


def _agent(chance: Noisy, found: Made, agent: str, shelves: list[Shelf]) -> None:
    """Honest: somebody buys for a whole village or workshop with several accounts, one telephone and one way to pay."""
    temper = chance.lognormvariate(0, 0.5)
    for number in range(chance.randint(3, 9)):
        who = f"{agent}-{number}"
        things = (("device", f"d{agent}"), ("payment", f"p{agent}"), ("address", f"a{agent}"), ("network", f"n{agent}"))
        found.accounts.append(Account(who, NOW - timedelta(days=chance.uniform(100, 900)), things))
        found.truth[who] = "agent"
        found.groups[who] = ["middle", "village", "settled"]
        for shelf in chance.choices(shelves, [it.pull for it in shelves], k=chance.randint(20, 80)):
            _honest_order(chance, found, who, shelf, temper, _moment(chance))


def _classes(chance: Random, found: Made, shelves: list[Shelf]) -> None:
    """Honest: a class buys the same at one junk shop on a day, and all complain within days in the same words."""
    junk = [it for it in shelves if it.times > 3]
    rooms: dict[str, list[str]] = {}
    for account in found.accounts:
        if "student" in found.groups[account.id]:
            rooms.setdefault(account.things[-1][1], []).append(account.id)
    for room, them in rooms.items():
        for _ in range(3 if junk else 0):
            shelf = chance.choice(junk)
            at = _moment(chance)
            for who in chance.sample(them, min(len(them), 25)):
                claim = Claim(at + timedelta(days=chance.uniform(3, 6)), kept=True, text=f"class {room}{at}")
                found.orders.append(Order(who, shelf.name, shelf.category, at, claim))
                found.claims[who] = found.claims.get(who, 0) + 1


def _moment(chance: Random) -> datetime:
    if chance.random() < 0.25:
        return chance.choice(SALES) + timedelta(days=chance.expovariate(0.5))
    return NOW - timedelta(days=chance.uniform(1, 364))


def _lone(chance: Random, found: Made, shelves: list[Shelf]) -> None:
    who = f"l{len(found.truth)}"
    since = NOW - timedelta(days=chance.uniform(30, 900))
    things = (("device", f"d{who}"), ("payment", f"p{who}"), ("address", f"a{who}"), ("network", f"n{who}"))
    found.accounts.append(Account(who, since, things))
    found.truth[who] = "lone"
    found.groups[who] = []
    _abuse(chance, found, who, chance.choices(shelves, k=chance.randint(10, 40)), _way(chance), since)


def _ring(chance: Random, found: Made, shelves: list[Shelf], size: int) -> None:
    """One hand behind several accounts: few devices, ways to pay and addresses, the same shops within days."""
    ring = f"r{len(found.truth)}"
    begun = NOW - timedelta(days=chance.uniform(20, 300))
    targets = chance.sample(shelves, min(len(shelves), chance.randint(6, 15)))
    way = _way(chance)
    for number in range(size):
        who = f"{ring}-{number}"
        since = begun + timedelta(days=chance.uniform(0, 25))
        things = [("network", f"n{ring}{number // 10}"), ("address", f"a{ring}{chance.randint(0, 1 + size // 4)}")]
        things.append(("device", f"d{ring}{number // 3}" if chance.random() < 0.8 else f"d{who}"))
        things.append(("payment", f"p{ring}{number // 4}" if chance.random() < 0.7 else f"p{who}"))
        if chance.random() < 0.3:
            things.append(("picture", f"i{ring}{chance.randint(0, 2)}"))
        found.accounts.append(Account(who, since, tuple(things)))
        found.truth[who] = "ring"
        found.groups[who] = []
        picked = [chance.choice(targets if chance.random() < 0.6 else shelves) for _ in range(chance.randint(5, 16))]
        _abuse(chance, found, who, picked, way, begun)


def _way(chance: Random) -> dict[str, float]:
    """How an abuser works; many hide among honest orders."""
    return {
        "claims": chance.uniform(0.15, 0.95), "kept": chance.uniform(0.3, 0.95), "empty": chance.uniform(0.05, 0.5),
        "weighed": chance.uniform(0.2, 0.7), "pictures": chance.choice((0.0, 0.1, 0.35)),
        "text": chance.choice((0.0, 0.3, 0.8)), "extorts": chance.choice((0.0, 0.0, 0.15)),
    }  # fmt: skip


def _abuse(chance: Random, found: Made, who: str, picked: list[Shelf], way: dict[str, float], since: datetime) -> None:
    last = (NOW - since).days
    for shelf in picked:
        at = NOW - timedelta(days=chance.uniform(1, max(2, min(last, 300))))
        claim = _abusive(chance, who, at, way) if chance.random() < way["claims"] else None
        found.orders.append(Order(who, shelf.name, shelf.category, at, claim))
        found.claims[who] = found.claims.get(who, 0) + (claim is not None)


def _abusive(chance: Random, who: str, at: datetime, way: dict[str, float]) -> Claim:
    kept = chance.random() < way["kept"]
    empty = not kept and chance.random() < way["empty"]
    return Claim(
        at + timedelta(days=chance.uniform(1, 8)),
        kept=kept,
        returned="" if kept else ("empty" if empty else "whole"),
        shown=empty and chance.random() < way["weighed"],
        proved=chance.random() < 0.02,
        text=f"script {who.partition('-')[0]}" if chance.random() < way["text"] else f"{who}{at}",
        extorts=chance.random() < way["extorts"],
        reused=chance.random() < way["pictures"],
    )


def heavy_honest(population: Made) -> Iterator[str]:
    """Give the honest people who claimed ten times or more, or on a third of at least nine orders."""
    bought: dict[str, int] = {}
    for order in population.orders:
        bought[order.buyer] = bought.get(order.buyer, 0) + 1
    for who, kind in population.truth.items():
        claims = population.claims.get(who, 0)
        if kind not in ("lone", "ring") and (claims >= 10 or (bought.get(who, 0) >= 9 and 3 * claims >= bought[who])):
            yield who
