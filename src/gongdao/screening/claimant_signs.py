"""The signs of refund abuse, of one person and of a group of linked accounts, and those that speak for the person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from gongdao.screening.base_rates import Rates, Tally, beyond_usual, usual_rate
from gongdao.screening.claimant_facts import Account, Claim, Order
from gongdao.screening.linked import Group
from gongdao.screening.odds import Beta, at_least, more_often_than_by_chance
from gongdao.screening.signal import Reason

Limits = Mapping[str, float]
Steps = Mapping[str, Sequence[float]]


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign with its measure from 0 to 1; one that speaks for the person has a negative weight in the model."""

    name: str
    measure: float
    reason: Reason


def marks_of(
    limits: Limits, steps: Steps, rates: Rates, account: Account, orders: Sequence[Order], counted: Tally, now: datetime
) -> tuple[Mark, ...]:
    """Give the signs of one person's orders within the time that counts."""
    claimed = [(order, order.claim) for order in orders if order.claim and not order.claim.proved]
    return (
        *_more_claims(limits, rates, counted, "more-claims", "claimant-more-claims"),
        *_kept(limits, rates, counted),
        *_by_shops(steps, claimed, "empty-shown", lambda it: it.returned in ("empty", "swapped") and it.shown),
        *_by_shops(steps, claimed, "empty-said", lambda it: it.returned in ("empty", "swapped") and not it.shown),
        *_by_shops(steps, claimed, "pictures-reused", lambda it: it.reused),
        *_by_shops(steps, claimed, "extorts", lambda it: it.extorts),
        *_same_text(limits, claimed),
        *_burst(limits, rates, orders, claimed),
        *_new(limits, account, claimed),
        *_proved(limits, counted, "proved", "claimant-proved"),
    )


def group_marks(
    limits: Limits, rates: Rates, group: Group, people: Mapping[str, Sequence[Order]], since: Mapping[str, datetime],
    each: Sequence[Tally],
) -> tuple[Mark, ...]:  # fmt: skip
    """Give the signs of linked accounts taken together; ``each`` are the tallies of its members."""
    pooled = Tally(
        *(
            sum(parts)
            for parts in zip(*((it.orders, it.claims, it.usual, it.kept, it.proved) for it in each), strict=True)
        )
    )
    claims = [(order, order.claim) for one in group.members for order in people.get(one, ()) if order.claim]
    return (
        *_more_claims(limits, rates, pooled, "group-claims", "claimant-group-claims"),
        *_most_of_them(group, each),
        *_together(limits, claims),
        *_group_text(limits, claims),
        *_group_pictures(group),
        *_group_new(group, since),
        Mark(
            "strength", group.strength, _why("claimant-strength", {"accounts": len(group.members)}, "accounts.things")
        ),
        *_proved(limits, pooled, "group-proved", "claimant-group-proved"),
    )


def _more_claims(limits: Limits, rates: Rates, counted: Tally, name: str, code: str) -> Iterator[Mark]:
    """Counts for the person too: who claims as others do is less likely to be what other signs may hint at."""
    if counted.orders < limits["least_claims"]:
        return
    abuser = Beta(limits["abuser_yes"], limits["abuser_no"])
    measure = beyond_usual(rates, abuser, counted, limits["rate_most"]) / limits["rate_most"]
    details = {"claims": counted.claims, "orders": counted.orders, "usual": f"{counted.usual:.1f}"}
    if counted.claims >= limits["least_claims"] and measure > 0:
        yield Mark(name, measure, _why(code, details, "orders.claim", "orders.shop", "orders.category"))
    elif measure < 0:
        yield Mark(name, measure, _why(f"{code}-not", details, "orders.claim", "orders.shop", "orders.category"))


def _kept(limits: Limits, rates: Rates, counted: Tally) -> Iterator[Mark]:
    if counted.kept >= limits["least_claims"]:
        chance = at_least(rates.kept, counted.kept, min(counted.claims, 400)) if counted.claims <= 400 else 0.0
        if chance < 0.2:
            details = {"kept": counted.kept, "claims": counted.claims}
            yield Mark("kept", min(1.0, 0.4 + (0.2 - chance) * 3), _why("claimant-kept", details, "orders.claim.kept"))


def _by_shops(
    steps: Steps, claimed: Iterable[tuple[Order, Claim]], name: str, holds: Callable[[Claim], bool]
) -> Iterator[Mark]:
    """Counted by shops, not by claims: one shop that speaks ill of a buyer is one voice."""
    found = [order for order, claim in claimed if holds(claim)]
    shops = len({order.shop for order in found})
    if shops and (measure := steps[name][min(shops, len(steps[name])) - 1]):
        details = {"claims": len(found), "shops": shops}
        yield Mark(name, measure, _why(f"claimant-{name}", details, *_FIELDS[name]))


def _same_text(limits: Limits, claimed: Sequence[tuple[Order, Claim]]) -> Iterator[Mark]:
    shops: dict[str, set[str]] = {}
    for order, claim in claimed:
        if claim.text:
            shops.setdefault(claim.text, set()).add(order.shop)
    most = max((len(them) for them in shops.values()), default=0)
    if most >= limits["same_text_least"]:
        yield Mark("same-text", min(1.0, most / 5), _why("claimant-same-text", {"shops": most}, "orders.claim.text"))


def _burst(
    limits: Limits, rates: Rates, orders: Sequence[Order], claimed: Sequence[tuple[Order, Claim]]
) -> Iterator[Mark]:
    """Many claims in few days, beside what the orders of the weeks before would bring: who buys much may claim more."""
    times = sorted(claim.at for _, claim in claimed)
    span = timedelta(days=limits["burst_days"])
    start = most = 0
    last = times[0] if times else None
    for end, at in enumerate(times):
        while times[start] <= at - span:
            start += 1
        if end - start + 1 > most:
            most, last = end - start + 1, at
    if last is None or most < limits["burst_least"]:
        return
    before = last - timedelta(days=limits["burst_orders_days"])
    usual = sum(usual_rate(rates, (it.category, it.shop), {}) for it in orders if before <= it.at <= last)
    if (chance := more_often_than_by_chance(usual, most)) < 0.01:
        details = {"claims": most, "days": round(limits["burst_days"]), "day": last.date()}
        yield Mark("burst", 1.0 if chance < 0.0001 else 0.6, _why("claimant-burst", details, "orders.claim.at"))


def _new(limits: Limits, account: Account, claimed: Sequence[tuple[Order, Claim]]) -> Iterator[Mark]:
    if account.since is None:
        return
    until = account.since + timedelta(days=limits["new_days"])
    early = sum(claim.at <= until for _, claim in claimed)
    if early >= limits["least_claims"]:
        details = {"claims": early, "days": round(limits["new_days"])}
        yield Mark("new", 1.0, _why("claimant-new", details, "accounts.since", "orders.claim.at"))


def _proved(limits: Limits, counted: Tally, name: str, code: str) -> Iterator[Mark]:
    if counted.proved >= limits["proved_least"]:
        details = {"proved": counted.proved, "claims": counted.proved + counted.claims}
        share = counted.proved / (counted.proved + counted.claims)
        yield Mark(name, share, _why(code, details, "orders.claim.proved"))


def _most_of_them(group: Group, each: Sequence[Tally]) -> Iterator[Mark]:
    many = sum(it.claims > max(2.0, 2 * it.usual) for it in each)
    if 2 * many > len(each):
        details = {"many": many, "accounts": len(group.members)}
        yield Mark("most-of-them", many / len(each), _why("claimant-most-of-them", details, "orders.claim"))


def _together(limits: Limits, claims: Sequence[tuple[Order, Claim]]) -> Iterator[Mark]:
    """Several of the accounts claimed at one shop within days."""
    span = timedelta(days=limits["burst_days"])
    by_shop: dict[str, list[tuple[datetime, str]]] = {}
    for order, claim in claims:
        by_shop.setdefault(order.shop, []).append((claim.at, order.buyer))
    shops = 0
    for them in by_shop.values():
        them.sort()
        shops += any(one[1] != other[1] and other[0] - one[0] <= span for one, other in pairwise(them))
    if shops > 1:
        details = {"shops": shops, "days": round(limits["burst_days"])}
        yield Mark(
            "together", min(1.0, shops / 4), _why("claimant-together", details, "orders.claim.at", "orders.shop")
        )


def _group_text(limits: Limits, claims: Sequence[tuple[Order, Claim]]) -> Iterator[Mark]:
    writers: dict[str, set[str]] = {}
    for order, claim in claims:
        if claim.text:
            writers.setdefault(claim.text, set()).add(order.buyer)
    most = max((len(them) for them in writers.values()), default=0)
    if most >= limits["group_least"]:
        yield Mark(
            "group-text", min(1.0, most / 4), _why("claimant-group-text", {"accounts": most}, "orders.claim.text")
        )


def _group_pictures(group: Group) -> Iterator[Mark]:
    if sharing := group.shared.get("picture", 0):
        details = {"accounts": sharing}
        yield Mark("group-pictures", min(1.0, sharing / 4), _why("claimant-group-pictures", details, "accounts.things"))


def _group_new(group: Group, since: Mapping[str, datetime]) -> Iterator[Mark]:
    begun = Counter(since[one].date().toordinal() // 7 for one in group.members if one in since)
    most = max(begun.values(), default=0)
    if most >= 3 and 2 * most > len(group.members):
        yield Mark("group-new", 1.0, _why("claimant-group-new", {"accounts": most}, "accounts.since"))


_FIELDS = {
    "empty-shown": ("orders.claim.returned", "orders.claim.shown"),
    "empty-said": ("orders.claim.returned",),
    "pictures-reused": ("orders.claim.reused",),
    "extorts": ("orders.claim.extorts",),
}


def _why(code: str, details: Mapping[str, object], *fields: str) -> Reason:
    return Reason(code, details, fields=fields)
