"""Screens the shops of a marketplace against one another, and notes what is odd on their open cases."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from gongdao.kernel.errors import Refused
from gongdao.screening.shop_facts import Market, Shop, market_of
from gongdao.screening.shops import weigh_shop
from gongdao.screening.signal import Reason, Signal
from gongdao.service.actions.screen_later import SHOP
from gongdao.service.actions.watch import Noted, note
from gongdao.service.queries.watched import open_cases, taken_down
from gongdao.service.queries.watched_shops import shops_of, with_talk
from gongdao.service.screener import shops


def screen_shops(source: str, at: datetime, wanted: Collection[str] = ()) -> Noted:
    """Screen shops by their keys, or all, that have an open case; all others are what they are compared with."""
    cases = open_cases(source, SHOP, sorted(wanted))
    if not cases:
        return Noted()
    every = shops_of(source, at)
    market, taken = market_of(every.values()), taken_down(source, SHOP, sorted(cases), at)
    watched = with_talk(source, every, cases, at)
    found = ((key, _screened(shop, market, at)) for key, shop in watched.items())
    return sum((note(SHOP, key, cases[key], signals, taken, at) for key, signals in found), Noted())


def _screened(shop: Shop, market: Market, at: datetime) -> tuple[Signal, ...]:
    try:
        found = weigh_shop(shops(), shop, market, at)
    except Refused:
        return ()  # a name longer than any shop's says nothing
    return tuple(replace(it, reasons=tuple(map(_shown, it.reasons))) for it in found)


def _shown(reason: Reason) -> Reason:
    """A reason as the other side may read it: how much money a shop takes out is nobody's but the shop's."""
    return Reason("shop-withdrew-shown", fields=reason.fields) if reason.code == "shop-withdrew" else reason
