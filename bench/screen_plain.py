"""The rivals of the screening of parcels, shops and claimants: the plain rules that a marketplace writes in a day.

They read the same values. Times are taken as they are written, names and cities as they are spelt, a deviation is a
multiple of the standard deviation (the three-sigma rule) and a limit is a round number; nothing is weighed together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise
from math import log
from statistics import fmean, pstdev

from gongdao.screening.claimant_facts import Order
from gongdao.screening.parcels.facts import Look, ParcelFacts, ParcelModel, look, sign_off
from gongdao.screening.parcels.places import km
from gongdao.screening.parcels.trace import CARRYING, COLLECTED, LEFT, PICKED_UP, Trace
from gongdao.screening.shop_facts import Listing, Shop

FASTEST_KMH = 900
OFF = 0.2  # a fifth of the weight
SIGMAS = 3.0
LEAST_ORDERS = 5
Test = Callable[[Look], bool]


def plain_parcel(model: ParcelModel, trace: Trace, facts: ParcelFacts, earlier: Trace | None) -> set[str]:
    """Give the kinds that plain rules see in a trace."""
    seen = look(model, trace, facts)
    found = {kind for kind, test in PARCEL_RULES.items() if test(seen)}
    told = [(scan.at, scan.kind, scan.place, scan.signer) for scan in trace.scans]
    if earlier and any((it.at, it.kind, it.place, it.signer) not in told for it in earlier.scans):
        found.add("parcel.edited_trace")
    return found


def plain_round(traces: Sequence[tuple[Trace, ParcelFacts]], least: int = 5) -> set[str]:
    """Give the waybills that were signed off in the same second as others."""
    times: defaultdict[object, set[str]] = defaultdict(set)
    for trace, _ in traces:
        if trace.scans:
            times[trace.scans[-1].at].add(trace.waybill)
    return {waybill for them in times.values() if len(them) >= least for waybill in them}


def _early(seen: Look) -> bool:
    signed = sign_off(seen)
    return signed is not None and any(it.kind in CARRYING and it.at > signed.at for it in seen.scans)


def _fast(seen: Look) -> bool:
    placed = [(scan.at, city) for scan, city in zip(seen.scans, seen.cities, strict=True) if city]
    return any(
        km(here, there) > FASTEST_KMH * max(0.0, (later - at).total_seconds() / 3600)
        for (at, here), (later, there) in pairwise(placed)
        if here != there
    )


def _unsent(seen: Look) -> bool:
    sent = seen.facts.shipped_at
    taken = next((it.at for it in seen.scans if it.kind == PICKED_UP), seen.facts.asked_at)
    return bool(sent and taken and taken - sent > timedelta(hours=24))


def _reused(seen: Look) -> bool:
    ordered = seen.facts.ordered_at
    older = ordered is not None and any(it.at < ordered for it in seen.scans)
    last = next((city for city in reversed(seen.cities) if city), None)
    elsewhere = seen.home is not None and last is not None and last != seen.home
    return bool(seen.facts.other_orders) or (older and not seen.facts.returned) or elsewhere


def _weight(seen: Look) -> bool:
    return not seen.facts.returned and _off(seen)


def _swapped(seen: Look) -> bool:
    return seen.facts.returned and _off(seen)


def _off(seen: Look) -> bool:
    sent, weighed = seen.facts.outbound_kg or seen.facts.goods_kg, seen.facts.weighed_kg
    return bool(sent and weighed is not None and abs(float(weighed / sent) - 1) > OFF)


def _signer(seen: Look) -> bool:
    signed = sign_off(seen)
    return bool(signed and signed.signer and signed.signer not in ("本人", seen.facts.addressee))


def _unasked(seen: Look) -> bool:
    kinds = {scan.kind for scan in seen.scans}
    return LEFT in kinds and COLLECTED not in kinds and not seen.facts.consent


def _far(seen: Look) -> bool:
    signed = sign_off(seen)
    if signed is None:
        return False
    city = seen.cities[seen.scans.index(signed)]
    return (signed.km_from_address or 0) > 1 or bool(city and seen.home and city != seen.home)


PARCEL_RULES: Mapping[str, Test] = {
    "parcel.early_sign_off": _early, "parcel.impossible_speed": _fast, "parcel.no_pick_up": _unsent,
    "parcel.reused_waybill": _reused, "parcel.weight": _weight, "parcel.swapped_return": _swapped,
    "parcel.other_signer": _signer, "parcel.without_consent": _unasked, "parcel.far_away": _far,
}  # fmt: skip


def plain_shops(shops: Sequence[Shop], brands: Iterable[str]) -> list[set[str]]:
    """Give the kinds that plain rules see in each shop of a market."""
    names = tuple(brands)
    usual = _usual_prices(shops)
    return [_plain_shop(shop, names, usual) for shop in shops]


def _usual_prices(shops: Iterable[Shop]) -> dict[str, tuple[float, float]]:
    prices: defaultdict[str, list[float]] = defaultdict(list)
    for shop in shops:
        for listing in shop.prices or ():
            prices[listing.category].append(log(max(1, listing.price)))
    return {category: (fmean(them), pstdev(them)) for category, them in prices.items()}


def _plain_shop(shop: Shop, brands: Sequence[str], usual: Mapping[str, tuple[float, float]]) -> set[str]:
    found = set()
    bears = any(brand.lower() in shop.name.lower() for brand in brands)
    if bears and not shop.authorisations:
        found.add("shop.false_brand")
    listed = [number for _, number in sorted(shop.listed or ())]
    emptied = len(listed) > 7 and listed[-1] < listed[-8] / 2
    short = shop.deposit is not None and (shop.open_claims or 0) > shop.deposit
    if emptied or short:
        found.add("shop.may_run_away")
    if any(_low(listing, *usual[listing.category]) for listing in shop.prices or ()):
        found.add("shop.price_outlier")
    complaints = [it for it in shop.messages or () if it.complains]
    if len(complaints) > 2 and sum(it.answered_at is not None for it in complaints) * 2 < len(complaints):
        found.add("shop.selective_silence")
    return found


def _low(listing: Listing, mean: float, spread: float) -> bool:
    """Three sigmas below the mean, of logarithms: prices lie far from a bell curve."""
    return log(max(1, listing.price)) < mean - SIGMAS * spread


def claim_sigmas(orders: Iterable[Order]) -> dict[str, float]:
    """Give by how many standard deviations each buyer's share of claims lies above the mean of all buyers."""
    bought: Counter[str] = Counter()
    claimed: Counter[str] = Counter()
    for order in orders:
        bought[order.buyer] += 1
        claimed[order.buyer] += order.claim is not None
    shares = {who: claimed[who] / number for who, number in bought.items() if number >= LEAST_ORDERS}
    mean, spread = fmean(shares.values()), pstdev(shares.values())
    return {who: (share - mean) / spread for who, share in shares.items()}
