"""Screens shops: who poses as a brand, who may run away, whose prices are absurd, who is silent to who complains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongdao.screening.model_digest import model_digest
from gongdao.screening.odds import probability
from gongdao.screening.shop_facts import Market, Shop
from gongdao.screening.shop_names import Borne, Name, Names, authorised, brand_in, holds, read_name, read_names
from gongdao.screening.shop_signs import Limits, Sign, signs_of
from gongdao.screening.signal import Model, Reason, Signal
from gongdao.screening.text import Characters, plain

FALSE_BRAND = "shop.false_brand"
RUN_AWAY = "shop.may_run_away"
PRICE = "shop.price_outlier"
SILENCE = "shop.selective_silence"
SHOWN_FROM = 0.5
# Reasons that speak for a shop.
CALMING = frozenset((
    "shop-authorised", "shop-of-the-brand", "shop-own-name", "shop-resale", "shop-away-announced",
    "shop-answers-complaints", "shop-deposit-enough",
))  # fmt: skip
ADVICE = {
    FALSE_BRAND: ("check-before-paying", "stay-on-platform", "ask-the-platform"),
    RUN_AWAY: ("keep-proof", "confirm-no-receipt", "ask-the-platform"),
    PRICE: ("check-before-paying", "stay-on-platform"),
    SILENCE: ("keep-proof", "ask-the-platform"),
}


@dataclass(frozen=True, slots=True)
class Weighing:
    """A sum of signs: the log odds without any, and what each adds at its full measure."""

    bias: float
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class ShopModel:
    """All that screening of shops needs; made once by `shop_model`."""

    name: Model
    names: Names
    limits: Limits
    weighed: Mapping[str, Weighing]


def shop_model(data: Mapping[str, Any], characters: Characters, brands: Iterable[Mapping[str, Any]] = ()) -> ShopModel:
    """Make the model from the files of ``models/shops``: ``names`` and ``weights``.

    ``brands`` is the marketplace's own register, in the form of ``names.json``; it goes before the one shipped.
    """
    weights = data["weights"]
    weighed = {kind: Weighing(weights[kind]["bias"], weights[kind]["weights"]) for kind in ADVICE}
    name = Model("shops", weights["version"], weights["calibrated_on"], model_digest(weights, data["names"]))
    return ShopModel(name, read_names(characters, data["names"], brands), weights["limits"], weighed)


def screen_shop(model: ShopModel, shop: Shop, market: Market, now: datetime) -> tuple[Signal, ...]:
    """Give the signals of a shop, the surest first; what is not known never counts against it.

    :raises Refused: ``name-too-long``.
    """
    return tuple(signal for signal in weigh_shop(model, shop, market, now) if signal.score >= SHOWN_FROM)


def weigh_shop(model: ShopModel, shop: Shop, market: Market, now: datetime) -> tuple[Signal, ...]:
    """Give every kind of signal that anything speaks for, however little, the surest first."""
    signs = signs_of(model.limits, shop, market, now)
    name = read_name(model.names, shop.name)
    borne = borne_by(model.names, name, shop)
    found = [_weighed(model, kind, signs) for kind in (RUN_AWAY, PRICE, SILENCE)]
    if borne:
        found.append(_weighed(model, FALSE_BRAND, (*brand_signs(model.names, name, borne, shop), *signs)))
    return tuple(sorted((signal for signal in found if signal.reasons), key=lambda it: -it.score))


def signs_by_kind(model: ShopModel, shop: Shop, market: Market, now: datetime) -> dict[str, dict[str, float]]:
    """Give for each kind of signal the measures of its signs: what training on one's own shops starts from."""
    signs = signs_of(model.limits, shop, market, now)
    name = read_name(model.names, shop.name)
    borne = borne_by(model.names, name, shop)
    named = brand_signs(model.names, name, borne, shop) if borne else ()
    both = {kind: (*named, *signs) if kind == FALSE_BRAND else signs for kind in ADVICE}
    return {kind: {it.name: it.measure for it in _counted(model, kind, both[kind])} for kind in ADVICE}


def borne_by(names: Names, name: Name, shop: Shop) -> Borne | None:
    """Give the brand that the shop's name bears, in the light of what it sells."""
    sold = " ".join((shop.category or "", *shop.trades, *(it.category for it in (shop.prices or ())[:100])))
    bare = plain(names.characters, sold[:2000])
    trades = frozenset().union(*(trades for word, trades in names.trades.items() if word in bare))
    return brand_in(names, name, trades)


def brand_signs(names: Names, name: Name, borne: Borne, shop: Shop) -> tuple[Sign, ...]:
    """Give the signs of a name that bears a brand: how it is written, and whether licence and authorisation agree."""
    return (
        Sign(f"brand-{borne.how}", 1.0, _why(f"shop-brand-{borne.how}", borne, shop)),
        *_authorisation(names, borne, shop),
        *_licence(names, name, borne, shop),
        *_promises(name, borne, shop),
    )


def _authorisation(names: Names, borne: Borne, shop: Shop) -> Iterator[Sign]:
    if shop.authorisations is None:
        return
    if authorised(names, shop.authorisations, borne.brand):
        yield Sign("authorised", 1.0, _why("shop-authorised", borne, shop, "authorisations"))
    else:
        yield Sign("not-authorised", 1.0, _why("shop-not-authorised", borne, shop, "authorisations"))


def _licence(names: Names, name: Name, borne: Borne, shop: Shop) -> Iterator[Sign]:
    licence = shop.licence
    if licence.name is None:
        return
    if holds(names, licence.name, borne.brand):
        yield Sign("of-the-brand", 1.0, _why("shop-of-the-brand", borne, shop, "licence.name"))
        return
    holder = read_name(names, licence.name[:100])
    if borne.how != "exact" and borne.written in holder.text:
        yield Sign("own-name", 1.0, _why("shop-own-name", borne, shop, "licence.name"))
    yield Sign("not-of-the-brand", 1.0, _why("shop-not-of-the-brand", borne, shop, "licence.name"))
    allowed = holder.trades | trades_in(names, licence.scope or "")
    sold = name.trades & borne.brand.trades or name.trades
    if sold and allowed and not sold & allowed:
        yield Sign("other-trade", 1.0, _why("shop-other-trade", borne, shop, "licence.name", "licence.scope"))
    there = holder.places | _places_in(names, licence.place or "")
    if name.places and there and not name.places & there:
        places = {"here": sorted(name.places), "there": sorted(there)}
        yield Sign("other-place", 1.0, _why("shop-other-place", borne, shop, "licence.place", **places))
    if name.company and holder.individual:
        yield Sign("no-company", 1.0, _why("shop-no-company", borne, shop, "licence.name"))


def _promises(name: Name, borne: Borne, shop: Shop) -> Iterator[Sign]:
    if name.official:
        yield Sign("official", 1.0, _why("shop-official-word", borne, shop, words=sorted(name.official)))
    if name.resale:
        yield Sign("resale", 1.0, _why("shop-resale", borne, shop))


def trades_in(names: Names, text: str) -> frozenset[str]:
    """Give the trades that a text names."""
    bare = plain(names.characters, text)
    return frozenset().union(*(trades for word, trades in names.trades.items() if word in bare))


def _places_in(names: Names, text: str) -> frozenset[str]:
    bare = plain(names.characters, text)
    return frozenset(province for place, province in names.places.items() if place in bare)


def _weighed(model: ShopModel, kind: str, signs: Sequence[Sign]) -> Signal:
    weighing = model.weighed[kind]
    counted = sorted(_counted(model, kind, signs), key=lambda it: -abs(weighing.weights[it.name] * it.measure))
    score = probability(weighing.bias + sum(weighing.weights[it.name] * it.measure for it in counted))
    return Signal(kind, score, model.name, tuple(sign.reason for sign in counted), advice=ADVICE[kind])


def _counted(model: ShopModel, kind: str, signs: Iterable[Sign]) -> list[Sign]:
    return [sign for sign in signs if sign.name in model.weighed[kind].weights]


def _why(code: str, borne: Borne, shop: Shop, *fields: str, **more: object) -> Reason:
    details = {
        "brand": borne.brand.name,
        "name": shop.name,
        "licence": shop.licence.name or "",
        "written": borne.written,
        **more,
    }
    return Reason(code, details, fields=("name", *fields))
