"""Screening as the program uses it: what is asked for as JSON, with the models of shops, claimants and pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache

from gongdao.kernel.errors import BadInput, Place, Problem, Refused
from gongdao.kernel.text import Text
from gongdao.screening.claimant_facts import read_people
from gongdao.screening.claimants import ClaimantModel, claimant_model, population_of, screen_claimant
from gongdao.screening.given import Given, given
from gongdao.screening.links.screen import screen_link, screen_links
from gongdao.screening.parcels.formats import read_trace
from gongdao.screening.parcels.rows import facts_of
from gongdao.screening.parcels.screen import screen_parcel
from gongdao.screening.pictures.model import PictureModel, picture_model
from gongdao.screening.pictures.reading import read_picture
from gongdao.screening.pictures.screen import About, screen_picture
from gongdao.screening.shop_facts import market_of, read_market, read_shop
from gongdao.screening.shops import ShopModel, screen_shop, shop_model
from gongdao.screening.signal import Signal
from gongdao.screening.talk import (
    LONGEST,
    Turn,
    read_conversation,
    screen_conversation,
    screen_message,
)
from gongdao.service.models import model
from gongdao.service.screening_models import brands, parcels, talk

Signals = tuple[Signal, ...]
_A_TEXT = Text("一段文字", "a text")
LONGEST_NAME, MOST_BEFORE = 120, 1_000


@lru_cache(maxsize=1)
def shops() -> ShopModel:
    """Give what shops are screened with."""
    return shop_model(model("shops"), talk().characters)


@lru_cache(maxsize=1)
def claimants() -> ClaimantModel:
    """Give what claimants are screened with."""
    return claimant_model(model("claimants"))


@lru_cache(maxsize=1)
def pictures() -> PictureModel:
    """Give what pictures are screened with."""
    return picture_model(model("pictures"))


def message(data: object, now: datetime) -> Signals:
    """Screen ``{"text", "who"?, "before"?: [{"who", "text"}]}``, and the links in it."""
    it = given(data, "message")
    it.only("text", "who", "before")
    text, who, before = _words(it), it.text("who", LONGEST_NAME) or "", _turns(it, "before")
    it.checked()
    found = screen_message(talk(), text, before, who)
    return (*((found,) if found else ()), *_links(text))


def conversation(data: object, now: datetime) -> Signals:
    """Screen ``{"text"}`` as it was pasted, or ``{"turns": [{"who", "text"}]}``, and the links in it."""
    it = given(data, "conversation")
    it.only("text", "turns")
    turns = _turns(it, "turns") if it.data.get("turns") is not None else read_conversation(_words(it))
    it.checked()
    found = screen_conversation(talk(), turns)
    return (*((found,) if found else ()), *(signal for turn in turns for signal in _links(turn.text)))


def link(data: object, now: datetime) -> Signals:
    """Screen ``{"link"}``: always one signal, never that it is safe."""
    it = given(data, "link")
    it.only("link")
    text = it.needed("link") if len(str(it.data.get("link"))) <= 200 else str(it.data["link"])
    it.checked()
    return (screen_link(brands(), text),)


def parcel(data: object, now: datetime) -> Signals:
    """Screen ``{"format", "trace", "order"?, "earlier"?}``: a trace as its carrier gives it, and the order."""
    it = given(data, "parcel")
    it.only("format", "trace", "order", "earlier")
    format_, order = it.needed("format"), it.part("order")
    it.checked()
    earlier = it.data.get("earlier")
    return screen_parcel(
        parcels(),
        read_trace(format_, it.data.get("trace")),
        facts_of({"order": order.data}, asked_at=now),
        read_trace(format_, earlier) if earlier is not None else None,
    )


def shop(data: object, now: datetime) -> Signals:
    """Screen ``{"shop", "market"?: {"shops": []}}``, each as `shop_facts` takes it."""
    it = given(data, "shop")
    it.only("shop", "market")
    it.checked()
    market = it.data.get("market")
    return screen_shop(shops(), read_shop(it.data.get("shop")), read_market(market) if market else market_of(()), now)


def claimant(data: object, now: datetime) -> Signals:
    """Screen ``{"person", "accounts", "orders"}``: one person among all."""
    it = given(data, "claimant")
    it.only("person", "accounts", "orders")
    person = it.needed("person")
    it.checked()
    accounts, orders = read_people({key: it.data.get(key) or [] for key in ("accounts", "orders")})
    if person not in {account.id for account in accounts} | {order.buyer for order in orders}:
        raise Refused("claimant-unknown", person=person)
    return screen_claimant(claimants(), person, population_of(claimants(), accounts, orders, now))


def picture(content: bytes, now: datetime, ordered_at: datetime | None = None) -> Signals:
    """Screen a picture by itself: when it was taken, whether it was edited or made; reuse needs an index."""
    return screen_picture(pictures(), read_picture(content), About("", "", now, ordered_at))


# What is asked for as JSON, by its name.
SCREENS: Mapping[str, Callable[[object, datetime], Signals]] = {
    "message": message, "conversation": conversation, "link": link, "parcel": parcel, "shop": shop,
    "claimant": claimant,
}  # fmt: skip


def _links(text: str) -> Signals:
    return tuple(signal for _, signal in screen_links(brands(), text))


def _words(it: Given) -> str:
    """The text as it was handed in: the places of signs are counted in it."""
    value = it.data.get("text")
    if not isinstance(value, str) or not value.strip():
        raise BadInput([Problem("given-form", Place(it.what, path=f"{it.path}text"), {"value": "", "wanted": _A_TEXT})])
    return value


def _turns(it: Given, key: str) -> tuple[Turn, ...]:
    rows = it.rows(key, MOST_BEFORE) or []
    return tuple(Turn(row.text("who", LONGEST_NAME) or "", row.text("text", LONGEST) or "") for row in rows)
