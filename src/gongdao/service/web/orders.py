"""The pages of what somebody bought: the list, and how the money of an order comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongdao.case.foregone import MEANT
from gongdao.case.words import STAGES
from gongdao.kernel.text import Text
from gongdao.service.market.models import Order
from gongdao.service.queries.orders import OwnCase, bought, bought_by, bought_for, cases_of, lines_of
from gongdao.service.queries.ways import Way, Ways, ways_of
from gongdao.service.web.drafts import for_people
from gongdao.service.web.visitor import Visit, now_of
from gongdao.telling import asking
from gongdao.telling.turns import IF_SELLER_SILENT

NO_WAY = ("awaiting_payment", "closed")


@dataclass(frozen=True, slots=True)
class Shown:
    """An order in the list: its name, state and sentence, its cases, and whether a request may be begun."""

    order: Order
    name: str
    state: Text
    means: Text
    cases: list[OwnCase]
    may_ask: bool


@dataclass(frozen=True, slots=True)
class Door:
    """Requests that come to the same: what one may wish, for which reasons, whose clock runs then, until when.

    ``groups`` are the reasons, under what they have in common where they are many; ``gives`` is how it may end where
    that is not what one wishes.
    """

    wishes: tuple[Text, ...]
    groups: tuple[tuple[Text | None, tuple[tuple[str, Text], ...]], ...]
    first: Way
    silence: Text
    gives: tuple[Text, ...]


@require_safe
@for_people
def orders(request: Visit) -> HttpResponse:
    """My orders: state, money, what can be done now."""
    page = _page(request.GET.get("page", "1"))
    found, more = bought_by(request.actor, page)
    cases = cases_of(request.actor, found)
    shown = [_shown(order, cases.get((order.source, order.external_id), [])) for order in found]
    return render(request, "orders/list.html", {"orders": shown, "page": page, "more": more, "stages": STAGES})


@require_safe
@for_people
def order(request: Visit, source: str, external_id: str) -> HttpResponse:
    """How do I get my money back: every way that the rules leave open for this order, and the clock of each."""
    found = bought(request.actor, source, external_id)
    cases = cases_of(request.actor, [found]).get((source, external_id), [])
    ways = ways_of(found, now_of(request))
    state, means = asking.state(found.status)
    open_ = doors(ways)
    shown: dict[str, Any] = {
        "order": found, "name": bought_for(found), "state": state, "means": means, "lines": lines_of(found),
        "cases": cases, "open_case": next((case for case in cases if case.stage != "closed"), None),
        "doors": open_, "shared": _shared(open_), "tried": ways, "never": asking.HEAR["never"], "stages": STAGES,
    }  # fmt: skip
    return render(request, "orders/one.html", shown)


def doors(ways: Ways) -> list[Door]:
    """Gather the reasons that come to the same, the surest first; each reason stands behind one door only."""
    by_reason: dict[str, list[Way]] = {}
    for way in ways.open:
        by_reason.setdefault(way.reason, []).append(way)
    alike: dict[tuple[object, ...], list[list[Way]]] = {}
    for found in by_reason.values():
        first, clock = found[0], found[0].clock
        claims = tuple(way.claim for way in found)
        sort = (claims, first.stage, clock and clock.effect, clock and clock.rule, first.windows, first.only_if)
        alike.setdefault(sort, []).append(found)
    return sorted((_door(group) for group in alike.values()), key=_rank)


def _door(group: list[list[Way]]) -> Door:
    first = group[0][0]
    words = sorted((found[0].reason for found in group), key=asking.place)
    gives = dict.fromkeys(word for found in group for way in found for word in way.gives)
    silence = IF_SELLER_SILENT.get(first.clock.effect, Text("", "")) if first.clock else Text("", "")
    named = [(name, tuple((word, asking.reason(word)[0]) for word in found)) for name, found in asking.grouped(words)]
    wished = {MEANT.get(way.claim) for way in group[0]}
    return Door(
        tuple(asking.claim(way.claim)[0] for way in group[0]),
        tuple(named),
        first,
        silence,
        tuple(asking.OUTCOMES[word] for word in gives) if set(gives) - wished else (),
    )


def _shared(found: list[Door]) -> Door | None:
    """The first way where all begin alike: the same answer by the same time, the same silence."""
    if len(found) < 2 or any(door.first.at_once or door.first.clock is None for door in found):
        return None
    alike = {(door.first.clock, door.silence) for door in found}
    return found[0] if len(alike) == 1 else None


def _rank(door: Door) -> tuple[bool, bool, bool, int]:
    """What is paid by itself comes first, then what the seller's silence pays, then what the rules already grant."""
    clock, way = door.first.clock, door.first
    return (
        not way.at_once,
        not (clock and clock.effect == "refund"),
        way.amount is None,
        -sum(len(found) for _, found in door.groups),
    )


def _shown(found: Order, cases: list[OwnCase]) -> Shown:
    state, means = asking.state(found.status)
    still_open = any(case.stage != "closed" for case in cases)
    return Shown(found, bought_for(found), state, means, cases, not still_open and found.status not in NO_WAY)


def _page(said: str) -> int:
    return int(said) if said.isdecimal() and 0 < int(said) < 10_000 else 1
