"""How often people claim for the same goods in the same shops, so that who buys junk is not punished for saying so.

A shop's rate in a category is a beta-binomial around that of its category (empirical Bayes): a shop of few orders is
thought of as its category is. What one person claims is compared with what others of the same orders would have
claimed, without his own orders and those of accounts linked to his, which else would make their own norm.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gongdao.screening.claimant_facts import Order
from gongdao.screening.odds import Beta, fitted_beta, log_chance

Place = tuple[str, str]
ANY = Beta(1.0, 19.0)


@dataclass(frozen=True, slots=True)
class Rates:
    """What is usual: of each category a Beta, of each shop in it (claims, orders); how alike people are, as a strength.

    ``kept`` is how often the goods stayed with who got the money back.
    """

    categories: Mapping[str, Beta]
    shops: Mapping[Place, tuple[int, int]]
    strength: float
    kept: Beta


@dataclass(frozen=True, slots=True)
class Tally:
    """Somebody's orders: their number, the claims among them that were not proved just, and how many are usual."""

    orders: int
    claims: int
    usual: float
    kept: int = 0
    proved: int = 0

    @property
    def rate(self) -> float:
        """The rate that is usual for the same goods in the same shops."""
        return self.usual / self.orders if self.orders else 0.0


def shop_rates(orders: Iterable[Order]) -> tuple[dict[str, Beta], dict[Place, tuple[int, int]]]:
    """Give what is usual of each category, and the claims and orders of each shop in it."""
    shops = placed(orders)
    by_category: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for (category, _), counts in shops.items():
        by_category[category].append(counts)
    return {category: fitted_beta(counts) for category, counts in by_category.items()}, shops


def rates_of(people: Mapping[str, tuple[Order, ...]], left_out: float) -> Rates:
    """Give what is usual among all; how unlike people are is told without the share ``left_out`` that claims most."""
    every = [order for theirs in people.values() for order in theirs]
    categories, shops = shop_rates(every)
    claims = [order.claim for order in every if order.claim]
    kept = Beta(1.0 + sum(claim.kept for claim in claims), 1.0 + sum(not claim.kept for claim in claims))
    shrunk = Beta(kept.mean * 20, (1 - kept.mean) * 20)
    rough = Rates(categories, shops, 1.0, shrunk)
    tallies = [tally(rough, theirs, placed(theirs)) for theirs in people.values() if len(theirs) > 2]
    return Rates(categories, shops, _strength(tallies, left_out), shrunk)


def placed(orders: Iterable[Order]) -> dict[Place, tuple[int, int]]:
    """Give the claims and orders of each shop in a category."""
    found: dict[Place, tuple[int, int]] = {}
    for order in orders:
        place = (order.category, order.shop)
        claims, number = found.get(place, (0, 0))
        found[place] = (claims + (order.claim is not None), number + 1)
    return found


def tally(rates: Rates, orders: Iterable[Order], without: Mapping[Place, tuple[int, int]]) -> Tally:
    """Count somebody's orders and claims beside what is usual among others: all orders but those ``without``."""
    usual = 0.0
    number = claimed = kept = proved = 0
    for order in orders:
        number += 1
        usual += usual_rate(rates, (order.category, order.shop), without)
        if claim := order.claim:
            proved += claim.proved
            claimed += not claim.proved
            kept += claim.kept and not claim.proved
    return Tally(number, claimed, usual, kept, proved)


def usual_rate(rates: Rates, place: Place, without: Mapping[Place, tuple[int, int]]) -> float:
    """Give how often others claim in a shop for such goods."""
    thought = rates.categories.get(place[0], ANY)
    claims, number = rates.shops.get(place, (0, 0))
    own_claims, own = without.get(place, (0, 0))
    others, claimed = max(number - own, 0), max(claims - own_claims, 0)
    return (thought.yes + claimed) / (thought.yes + thought.no + max(others, claimed))


def beyond_usual(rates: Rates, abuser: Beta, counted: Tally, most: float) -> float:
    """Give by how much, as log odds held within ``most``, so many claims speak for abuse rather than for bad luck."""
    if not counted.orders:
        return 0.0
    rate = min(0.95, max(0.002, counted.rate))
    honest = Beta(rate * rates.strength, (1 - rate) * rates.strength)
    if counted.claims <= counted.usual:
        return -most / 2
    cases = max(counted.orders - counted.proved, counted.claims)
    more = log_chance(abuser, counted.claims, cases) - log_chance(honest, counted.claims, cases)
    return max(-most / 2, min(most, more))


def _strength(tallies: Iterable[Tally], left_out: float) -> float:
    """How alike people are: how little their claims vary beyond chance, by moments; from 4 (unlike) to 100 (alike)."""
    seen = [(one, one.orders * one.rate * (1 - one.rate)) for one in tallies if 0 < one.rate < 1]
    seen.sort(key=lambda it: (it[0].claims - it[0].usual) / it[1] ** 0.5)
    seen = seen[: max(1, round(len(seen) * (1 - left_out)))] if seen else []
    chance = sum(noise for _, noise in seen)
    room = sum(noise * (one.orders - 1) for one, noise in seen)
    beyond = sum((one.claims - one.usual) ** 2 for one, _ in seen) - chance
    return max(4.0, min(100.0, room / max(beyond, 1e-9) - 1)) if room else 20.0
