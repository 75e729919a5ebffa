"""Screening as the program uses it: what is asked for as JSON, with the models of shops, claimants and pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from gongdao.kernel.errors import BadInput, Place, Problem, Refused
from gongdao.kernel.text import Text
from gongdao.screening.claimant_facts import read_people
from gongdao.screening.claimants import ClaimantModel, claimant_model, population_of, screen_claimant
from gongdao.screening.given import Given, given
from gongdao.screening.links.screen import screen_link, screen_links
from gongdao.screening.parcels.facts import ParcelFacts
from gongdao.screening.parcels.formats import FORMATS, read_trace
from gongdao.screening.parcels.rows import facts_given, facts_of, trace_of
from gongdao.screening.parcels.screen import screen_parcel, screen_round
from gongdao.screening.parcels.trace import Trace
from gongdao.screening.pictures.reading import read_picture
from gongdao.screening.pictures.screen import About, screen_picture
from gongdao.screening.shop_check import Item, check_shop
from gongdao.screening.shop_facts import Market, Shop, market_of, read_market, read_shop
from gongdao.screening.shops import ShopModel, screen_shop, shop_model
from gongdao.screening.signal import Reason, Signal, Span
from gongdao.screening.talk import (
    LONGEST,
    Turn,
    read_conversation,
    screen_conversation,
    screen_message,
)
from gongdao.service.models import model
from gongdao.service.screening_models import brands, parcels, pictures, talk

Signals = tuple[Signal, ...]
_A_TEXT = Text("一段文字", "a text")
LONGEST_NAME, MOST_BEFORE, MOST_BESIDE = 120, 1_000, 500
CONTEXT = 24  # turns before a message that it is read with
# Scans as a marketplace mirrors them with us, beside the formats of `read_trace`.
OURS = "gongdao"


@lru_cache(maxsize=1)
def shops() -> ShopModel:
    """Give what shops are screened with."""
    return shop_model(model("shops"), talk().characters)


@lru_cache(maxsize=1)
def claimants() -> ClaimantModel:
    """Give what claimants are screened with."""
    return claimant_model(model("claimants"))


def message(data: object, now: datetime) -> Signals:
    """Screen ``{"text", "who"?, "before"?: [{"who", "text"}]}``, and the links in it.

    A span names its turn: those of ``before`` from 0 on, then the message itself.
    """
    it = given(data, "message")
    it.only("text", "who", "before")
    text, who, before = _words(it), it.text("who", LONGEST_NAME) or "", _turns(it, "before")
    it.checked()
    near = _near(before)
    found = screen_message(talk(), text, near, who)
    earlier = len(before) - len(near)
    return (*((_moved(found, earlier),) if found else ()), *_links(text, len(before)))


def _near(before: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """Give the last turns, no more and no longer all together than a conversation that is read."""
    length, kept = 0, 0
    for turn in reversed(before[-CONTEXT:]):
        length += len(turn.text)
        if length > LONGEST:
            break
        kept += 1
    return before[len(before) - kept :]


def scripts_of(text: str, who: str = "") -> tuple[str, ...]:
    """Give the scripts that a message follows by its own text, as one that is said in a case is marked with them.

    Who only tells what a swindler wanted of him follows none.
    """
    alone = screen_message(talk(), text, who=who)
    return () if alone is None or alone.details.get("told") else alone.scripts


def written(texts: Sequence[str]) -> Signals:
    """Screen what stands in a picture, each text by itself; the turn of a span is the number of its text."""
    found: list[Signal] = []
    for number, text in enumerate(texts):
        alone = screen_message(talk(), text[:LONGEST])
        found += [*([_moved(alone, number)] if alone else []), *_links(text[:LONGEST], number)]
    return tuple(found)


def conversation(data: object, now: datetime) -> Signals:
    """Screen ``{"text"}`` as it was pasted, or ``{"turns": [{"who", "text"}]}``, and the links in it."""
    it = given(data, "conversation")
    it.only("text", "turns")
    turns = _turns(it, "turns") if it.data.get("turns") is not None else read_conversation(_words(it))
    it.checked()
    found = screen_conversation(talk(), turns)
    links = (signal for number, turn in enumerate(turns) for signal in _links(turn.text, number))
    return (*((found,) if found else ()), *links)


def link(data: object, now: datetime) -> Signals:
    """Screen ``{"link"}``: always one signal, never that it is safe."""
    it = given(data, "link")
    it.only("link")
    text = it.needed("link") if len(str(it.data.get("link"))) <= 200 else str(it.data["link"])
    it.checked()
    return (screen_link(brands(), text),)


def parcel(data: object, now: datetime) -> Signals:
    """Screen ``{"format", "trace", "order"? or "facts"?, "earlier"?, "beside"?}``: a trace as its carrier gives it.

    ``order`` is that of a case file, ``facts`` are those of `facts_given`; ``earlier`` an earlier reading of the trace,
    ``beside`` other parcels of the day: ``[{"format", "trace"}]``.
    """
    it = given(data, "parcel")
    it.only("format", "trace", "order", "facts", "earlier", "beside")
    format_, order, beside = it.needed("format"), it.part("order"), it.rows("beside", MOST_BESIDE) or []
    if it.data.get("trace") is None:
        it.needed("trace")
    it.checked()
    earlier = it.data.get("earlier")
    trace = _trace(format_, it.data.get("trace"))
    facts = _facts(it, now) if it.data.get("facts") is not None else facts_of({"order": order.data}, asked_at=now)
    if not trace.scans and facts.shipped_at is None:
        raise Refused("trace-without-scans", place="trace")
    alone = screen_parcel(parcels(), trace, facts, _trace(format_, earlier) if earlier is not None else None)
    others = [(_trace(row.needed("format"), row.data.get("trace")), ParcelFacts()) for row in beside]
    told = screen_round(parcels(), [(trace, facts), *others]) if others else ()
    kinds = {signal.kind for signal in alone}
    return (*alone, *(signal for waybill, signal in told if waybill == trace.waybill and signal.kind not in kinds))


def _trace(format_: str, data: object) -> Trace:
    if format_ not in (*FORMATS, OURS):
        raise Refused("trace-format-unknown", format=format_, known=[*FORMATS, OURS])
    if format_ != OURS:
        return read_trace(format_, data)
    it = given(data, "trace")
    it.only("waybill", "carrier", "scans")
    waybill, carrier, scans = it.text("waybill") or "", it.text("carrier") or "", it.rows("scans") or []
    it.checked()
    return trace_of([row.data for row in scans], waybill, carrier)


def _facts(it: Given, now: datetime) -> ParcelFacts:
    facts = facts_given(it.data["facts"])
    return facts if facts.asked_at else replace(facts, asked_at=now)


def shop(data: object, now: datetime) -> Signals:
    """Screen ``{"shop", "market"?: {"shops": []}}``, each as `shop_facts` takes it."""
    return screen_shop(shops(), *_shop_and_market(data), now)


def shop_lines(data: object, now: datetime) -> tuple[Item, ...]:
    """Give the check before buying of the same, line by line, each with its source, or "not known"."""
    return check_shop(shops(), *_shop_and_market(data), now)


def _shop_and_market(data: object) -> tuple[Shop, Market]:
    it = given(data, "shop")
    it.only("shop", "market")
    it.checked()
    market = it.data.get("market")
    return read_shop(it.data.get("shop")), read_market(market) if market else market_of(())


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


def _links(text: str, turn: int) -> Signals:
    return tuple(_placed(signal, found.start, found.end, turn) for found, signal in screen_links(brands(), text))


def _placed(signal: Signal, start: int, end: int, turn: int) -> Signal:
    """A signal of a link with where the link stands."""
    reasons = (replace(reason, spans=(Span(signal.kind, start, end, turn),)) for reason in signal.reasons)
    return replace(signal, reasons=tuple(reasons))


def _moved(signal: Signal, by: int) -> Signal:
    """A signal whose turns are counted from so many turns earlier on."""
    return replace(signal, reasons=tuple(_moved_reason(reason, by) for reason in signal.reasons)) if by else signal


def _moved_reason(reason: Reason, by: int) -> Reason:
    return replace(reason, spans=tuple(replace(span, turn=span.turn + by) for span in reason.spans))


def _words(it: Given) -> str:
    """The text as it was handed in: the places of signs are counted in it."""
    value = it.data.get("text")
    if not isinstance(value, str) or not value.strip():
        raise BadInput([Problem("given-form", Place(it.what, path=f"{it.path}text"), {"value": "", "wanted": _A_TEXT})])
    return value


def _turns(it: Given, key: str) -> tuple[Turn, ...]:
    """The turns as they were handed in: the places of signs are counted in them."""
    rows = it.rows(key, MOST_BEFORE) or []
    return tuple(
        Turn(row.text("who", LONGEST_NAME) or "", row.data["text"] if row.text("text", LONGEST) else "") for row in rows
    )


def ready() -> None:
    """Read every model, so that no request waits for one."""
    for read in (talk, brands, parcels, shops, claimants, pictures):
        read()
