"""Shops and those who claim, as tests build them: one ordinary shop, one ordinary market, one ordinary person."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

from gongdao.screening.claimant_facts import Account, Claim, Order
from gongdao.screening.claimants import claimant_model
from gongdao.screening.shop_facts import Licence, Listing, Message, Shop, market_of
from gongdao.screening.shops import screen_shop, shop_model, weigh_shop
from gongdao.screening.signal import Signal, told
from gongdao.screening.text import read_characters
from gongdao.service.models import model

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
SHOPS = shop_model(model("shops"), read_characters(model("talk")["characters"]))
CLAIMANTS = claimant_model(model("claimants"))
PLAIN = Shop(
    "福州老陈卫浴店",
    category="卫浴",
    licence=Licence("福州老陈商贸有限公司", "销售卫浴", date(2020, 1, 1), "福建省福州市", "in_business"),
    opened=date(2020, 2, 1),
    authorisations=(),
)
MARKET = market_of(
    replace(PLAIN, prices=(Listing("洗脸台", 60_000 + 900 * at),), orders=100, disputes=at % 4) for at in range(30)
)


def shop(**facts: object) -> Shop:
    """Give the ordinary shop, but for some facts."""
    return replace(PLAIN, **facts)


def signals(of: Shop) -> dict[str, Signal]:
    """Give the signals of a shop by kind."""
    return {signal.kind: signal for signal in screen_shop(SHOPS, of, MARKET, NOW)}


def weighed(of: Shop) -> dict[str, Signal]:
    """Give everything that speaks for a signal, by kind, however little."""
    return {signal.kind: signal for signal in weigh_shop(SHOPS, of, MARKET, NOW)}


def codes(signal: Signal) -> set[str]:
    """Give the codes of a signal's reasons."""
    return {reason.code for reason in signal.reasons}


def said(signal: Signal, lang: str = "zh") -> str:
    """Give all reasons as a person reads them."""
    return " ".join(told(reason, lang) for reason in signal.reasons)


def wrote(account: str, days: float, *, complains: bool = False, answered: bool = False) -> Message:
    """Give a message of some days ago."""
    at = NOW - timedelta(days=days)
    then = at + timedelta(minutes=5) if answered else None
    return Message(account, at, complains, then, then)


def bystanders(seed: int = 3, people: int = 120, rate: float = 0.08) -> tuple[list[Account], list[Order]]:
    """Give people who buy the same shoes in the same twelve shops and claim at an ordinary rate."""
    chance = Random(seed)
    orders = [
        bought(f"b{who}", f"shop{chance.randrange(12)}", chance.uniform(20, 300), claimed=chance.random() < rate)
        for who in range(people)
        for _ in range(12)
    ]
    return [Account(f"b{who}", NOW - timedelta(days=900)) for who in range(people)], orders


def bought(who: str, where: str, days: float, *, claimed: bool = False, **claim: object) -> Order:
    """Give an order of some days ago, with a claim three days later where it was claimed."""
    at = NOW - timedelta(days=days)
    what = Claim(at + timedelta(days=3), **claim) if claimed or claim else None
    return Order(who, where, "shoes", at, what)
