"""The signs that a shop may run away, sells absurdly cheap, or is silent to those alone who complain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import exp, log
from statistics import median

from gongdao.kernel.money import amount_text
from gongdao.kernel.text import Text
from gongdao.screening.odds import Beta, above, seen_with
from gongdao.screening.shop_facts import Market, Message, Shop, prices_by_category
from gongdao.screening.signal import Reason

Limits = Mapping[str, float]
_THIN = 60  # points at which two rates are compared
_EMPTY = Beta(1.0, 1.0)
STATES = {
    "abnormal": Text("被列入经营异常", "listed as abnormal"),
    "revoked": Text("已被吊销", "revoked"),
    "cancelled": Text("已经注销", "cancelled"),
}


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign with its measure from 0 to 1; one that calms has a negative weight in the model."""

    name: str
    measure: float
    reason: Reason


def signs_of(limits: Limits, shop: Shop, market: Market, now: datetime) -> tuple[Sign, ...]:
    """Give the signs of a shop at an instant, but for those of its name."""
    read = (_emptied, _withdrew, _young, _licence_state, _short_deposit, _disputes, _unshipped, _prices, _score)
    found = [sign for look in read for sign in look(limits, shop, market, now)]
    return (*found, *_messages(limits, shop, now), *_away(shop, now))


def _emptied(limits: Limits, shop: Shop, market: Market, now: datetime) -> Iterator[Sign]:
    days = sorted(it for it in shop.listed or () if it[0] <= now.date())
    since = now.date() - timedelta(days=limits["emptied_within_days"])
    first = since - timedelta(days=limits["emptied_before_days"])
    before = [number for day, number in days if first <= day < since]
    if not before or days[-1][0] < since or (usual := median(before)) < limits["emptied_least"]:
        return
    left = days[-1][1]
    gone = 1 - left / usual
    if gone >= limits["emptied_from"]:
        details = {"before": round(usual), "left": left, "day": _fell_on(days, usual)}
        yield Sign(
            "emptied", _rising(gone, limits["emptied_from"] - 0.2, 0.95), _why("shop-emptied", details, "listed")
        )


def _fell_on(days: Sequence[tuple[date, int]], usual: float) -> date:
    """The first day since when less than half was for sale."""
    fell = days[-1][0]
    for day, number in reversed(days):
        if number > usual / 2:
            break
        fell = day
    return fell


def _withdrew(limits: Limits, shop: Shop, market: Market, now: datetime) -> Iterator[Sign]:
    span = timedelta(days=limits["withdrawn_days"])
    weeks = int(limits["withdrawn_weeks"])
    paid = [0] * (weeks + 1)
    for day, amount in shop.withdrawals or ():
        week = (now.date() - day) // span
        if 0 <= week <= weeks:
            paid[week] += amount
    usual = median(paid[1:])
    emptied = shop.balance is not None and paid[0] > 4 * shop.balance
    if paid[0] > max(limits["withdrawn_times"] * usual, 0) and (emptied or shop.balance is None):
        times = min(paid[0] / usual / limits["withdrawn_times"], 2.0) if usual else 1.0
        details = {"amount": amount_text(paid[0], shop.currency), "usual": amount_text(round(usual), shop.currency)}
        yield Sign(
            "withdrew", min(1.0, times / 2 + 0.3 * emptied), _why("shop-withdrew", details, "withdrawals", "balance")
        )


def _young(limits: Limits, shop: Shop, market: Market, now: datetime) -> Iterator[Sign]:
    since = shop.opened or shop.licence.since
    if since and 0 <= (days := (now.date() - since).days) < limits["young_days"]:
        where = "opened" if shop.opened else "licence.since"
        yield Sign(
            "young", 1 - days / limits["young_days"] / 2, _why("shop-young", {"days": days, "day": since}, where)
        )


def _licence_state(limits: Limits, shop: Shop, market: Market, now: datetime) -> Iterator[Sign]:
    if shop.licence.state in STATES:
        yield Sign(
            "licence-state", 1.0, _why("shop-licence-state", {"state": STATES[shop.licence.state]}, "licence.state")
        )


def _short_deposit(limits: Limits, shop: Shop, market: Market, now: datetime) -> Iterator[Sign]:
    if shop.deposit is None or not shop.open_claims:
        return
    details = {
        "deposit": amount_text(shop.deposit, shop.currency), "claims": amount_text(shop.open_claims, shop.currency),
    }  # fmt: skip
    short = 1 - shop.deposit / shop.open_claims
    if short > 0:
        yield Sign("deposit-short", 0.4 + 0.6 * short, _why("shop-deposit-short", details, "deposit", "open_claims"))
    elif shop.deposit >= 2 * shop.open_claims:
        yield Sign("deposit-enough", 1.0, _why("shop-deposit-enough", details, "deposit", "open_claims"))


def _disputes(limits: Limits, shop: Shop, market: Market, now: datetime) -> Iterator[Sign]:
    usual = market.disputes.get(shop.category or "")
    if usual is None or shop.disputes is None or not shop.orders:
        return
    own = seen_with(usual, shop.disputes, shop.orders)
    sure = above(own, min(0.99, limits["disputes_times"] * usual.mean))
    if sure >= limits["disputes_sure"]:
        details = {"disputes": shop.disputes, "orders": shop.orders, "usual": _of_100(usual.mean)}
        yield Sign("disputes-high", 1.0, _why("shop-disputes-high", details, "disputes", "orders"))


def _unshipped(limits: Limits, shop: Shop, market: Market, now: datetime) -> Iterator[Sign]:
    if not shop.orders or not shop.unshipped or shop.unshipped < limits["unshipped_least"]:
        return
    share = shop.unshipped / max(shop.orders, shop.unshipped)
    if share >= limits["unshipped_from"]:
        details = {"unshipped": shop.unshipped, "orders": shop.orders}
        yield Sign("unshipped", _rising(share, 0, 0.4), _why("shop-unshipped", details, "unshipped", "orders"))


def _score(limits: Limits, shop: Shop, market: Market, now: datetime) -> Iterator[Sign]:
    if shop.score is not None and shop.score < limits["score_low"]:
        yield Sign("score-low", 1.0, _why("shop-score-low", {"score": shop.score}, "score"))


def _prices(limits: Limits, shop: Shop, market: Market, now: datetime) -> Iterator[Sign]:
    """The category in which the shop's typical price lies the most deviations below what other shops ask."""
    worst: tuple[float, str, float] | None = None
    for category, prices in prices_by_category(shop).items():
        usual = market.prices.get((shop.currency, category))
        if usual is None or usual.shops < limits["price_shops"]:
            continue
        own = median(prices)
        below = (usual.middle - own) / max(usual.spread, limits["price_least_spread"])
        if below >= limits["price_deviations"] and own - usual.middle < log(limits["price_shown_below"]):
            worst = max(worst or (below, category, own), (below, category, own))
    if worst:
        below, category, own = worst
        usual = market.prices[shop.currency, category]
        # The one price of the shop that is nearest, for people look for what they are told.
        asked = min(prices_by_category(shop)[category], key=lambda price: abs(price - own))
        details = {
            "category": category,
            "price": amount_text(round(exp(asked)), shop.currency),
            "usual": amount_text(round(exp(usual.middle)), shop.currency),
            "shops": usual.shops,
        }
        measure = _rising(below, limits["price_deviations"] - 2, limits["price_deviations"] + 2)
        yield Sign("price-low", measure, _why("shop-price-low", details, "prices"))


def _away(shop: Shop, now: datetime) -> Iterator[Sign]:
    if shop.away_until and shop.away_until >= now.date():
        yield Sign("away-announced", 1.0, _why("shop-away-announced", {"day": shop.away_until}, "away_until"))


def _messages(limits: Limits, shop: Shop, now: datetime) -> Iterator[Sign]:
    """Silence, counted once for each account and day: who writes ten times in an hour waits once."""
    since = now - timedelta(days=limits["messages_days"])
    ripe = now - timedelta(hours=limits["ignored_hours"])
    due = [it for it in shop.messages or () if since <= it.at <= now and (it.answered_at or it.at <= ripe)]
    complaining = _by_account_and_day(it for it in due if it.complains)
    others = _by_account_and_day(it for it in due if not it.complains)
    both = (*complaining, *others)
    unread = sum(not any(it.read_at or it.answered_at for it in day) for day in both)
    if len(both) >= limits["messages_least"] and unread >= len(both) / 2:
        details = {"unread": unread, "number": len(both), "days": round(limits["messages_days"])}
        yield Sign("unread", _rising(unread / len(both), 0.3, 1), _why("shop-unread", details, "messages.read_at"))
    silent = sum(not any(it.answered_at for it in day) for day in both)
    if len(both) >= limits["messages_least"] and silent >= len(both) / 2:
        details = {"silent": silent, "number": len(both), "days": round(limits["messages_days"])}
        yield Sign(
            "unanswered",
            _rising(silent / len(both), 0.4, 0.95),
            _why("shop-unanswered", details, "messages.answered_at"),
        )
    yield from _silence(limits, complaining, others)


def _silence(
    limits: Limits, complaining: Sequence[Sequence[Message]], others: Sequence[Sequence[Message]]
) -> Iterator[Sign]:
    if len(complaining) < limits["messages_least"]:
        return
    heard, told = (sum(any(it.answered_at for it in day) for day in days) for days in (complaining, others))
    details = {
        "ignored": len(complaining) - heard,
        "complaints": len(complaining),
        "answered": told,
        "others": len(others),
    }
    fields = ("messages.complains", "messages.answered_at")
    if heard >= 0.7 * len(complaining):
        yield Sign("answers-complaints", 1.0, _why("shop-answers-complaints", details, *fields))
    elif told:
        theirs = seen_with(_EMPTY, told, len(others))
        sure = _less_than_half(seen_with(_EMPTY, heard, len(complaining)), theirs)
        if sure >= 0.5:
            yield Sign(
                "silent-to-complaints", _rising(sure, 0.3, 0.9), _why("shop-silent-to-complaints", details, *fields)
            )


def _by_account_and_day(messages: Iterator[Message]) -> tuple[tuple[Message, ...], ...]:
    found: dict[tuple[str, date], list[Message]] = {}
    for message in messages:
        found.setdefault((message.account, message.at.date()), []).append(message)
    return tuple(map(tuple, found.values()))


def _less_than_half(own: Beta, others: Beta) -> float:
    """The probability that the one rate is below half of the other, by cutting the other into thin slices."""
    cuts = [above(others, number / _THIN) for number in range(_THIN + 1)]
    slices = ((cuts[at] - cuts[at + 1], (at + 0.5) / _THIN / 2) for at in range(_THIN))
    return sum(weight * (1 - above(own, rate)) for weight, rate in slices)


def _rising(value: float, low: float, high: float) -> float:
    return max(0.0, min(1.0, (value - low) / (high - low)))


def _of_100(rate: float) -> str:
    return f"{100 * rate:.1f}"


def _why(code: str, details: Mapping[str, object], *fields: str) -> Reason:
    return Reason(code, details, fields=fields)
