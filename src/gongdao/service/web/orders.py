"""The pages of what somebody bought: the list, and how the money of an order comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongdao.case.foregone import MEANT
from gongdao.case.words import STAGES
from gongdao.kernel.money import show_money
from gongdao.kernel.text import Text
from gongdao.service.market.models import Order
from gongdao.service.queries.orders import (
    OwnCase,
    bought,
    bought_by,
    bought_for,
    cases_of,
    held_for,
    left_of,
    lines_of,
    ruled_on,
)
from gongdao.service.queries.ways import COMPENSATION, Way, Ways, ways_of
from gongdao.service.web.drafts import for_people
from gongdao.service.web.visitor import Visit, now_of
from gongdao.telling import asking, orders as told
from gongdao.telling.turns import IF_SELLER_SILENT

NO_WAY = ("awaiting_payment", "closed")


@dataclass(frozen=True, slots=True)
class Past:
    """A case of an order and what it came to, if it has come to something."""

    case: OwnCase
    result: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An order in the list: its name, state and sentence, its cases, and what may be done with it.

    ``may_look`` is whether there is money to speak of, ``may_ask`` whether a request may be begun from here.
    """

    order: Order
    name: str
    state: Text
    means: str
    cases: list[Past]
    may_look: bool
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
    shown = [_shown(order, cases.get((order.source, order.external_id), []), request.lang) for order in found]
    return render(request, "orders/list.html", {"orders": shown, "page": page, "more": more, "stages": STAGES})


@require_safe
@for_people
def order(request: Visit, source: str, external_id: str) -> HttpResponse:
    """How do I get my money back: every way that the rules leave open for this order, and the clock of each."""
    found = bought(request.actor, source, external_id)
    cases = cases_of(request.actor, [found]).get((source, external_id), [])
    ways, left = ways_of(found, now_of(request)), left_of(found, cases)
    state, means = standing(found, cases, request.lang)
    open_ = doors(replace(ways, open=_within(ways.open, left, ruled_on(found, cases))))
    shown: dict[str, Any] = {
        "order": found, "name": bought_for(found), "state": state, "means": means, "lines": lines_of(found),
        "cases": pasts(found, cases, request.lang), "open_case": open_case(cases), "left": left,
        "looks": found.status not in NO_WAY and left > 0,
        "doors": open_, "shared": _shared(open_), "tried": ways, "never": asking.HEAR["never"], "stages": STAGES,
        "clocks": [] if cases else [(clock, rule, clock.at > now_of(request)) for clock, rule in ways.otherwise],
    }  # fmt: skip
    return render(request, "orders/one.html", shown)


def open_case(cases: Sequence[OwnCase]) -> OwnCase | None:
    """Give the case of an order that is not over."""
    return next((case for case in cases if not case.closed), None)


def standing(order: Order, cases: list[OwnCase], lang: str) -> tuple[Text, str]:
    """Give what the state of an order is called, and where its money is: as its cases left it."""
    state, means = asking.state(order.status)
    left, held = left_of(order, cases), held_for(order, cases)
    back = order.paid - left
    moved = told.means(back, order.paid, held) if any(case.out or case.back for case in cases) else None
    said = (moved or means).say(lang).format(back=show_money(back, order.currency))
    return told.badge(back, order.paid) or state, said


def pasts(order: Order, cases: Sequence[OwnCase], lang: str) -> list[Past]:
    """Give the cases of an order with what each came to."""
    said = [(case, told.result(case.back, case.closed, case.ruled)) for case in cases]
    return [
        Past(case, text.say(lang).format(back=show_money(case.back, order.currency)) if text else "")
        for case, text in said
    ]


def _within(ways: tuple[Way, ...], left: int, ruled: frozenset[str]) -> tuple[Way, ...]:
    """The ways to what is left of the price for reasons not ruled on, and those to more than the price."""
    more = left > 0
    ways = tuple(way for way in ways if way.claim == COMPENSATION or (more and way.reason not in ruled))
    return tuple(replace(way, amount=min(way.amount, left)) if way.amount else way for way in ways)


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


def _shown(found: Order, cases: list[OwnCase], lang: str) -> Shown:
    """Who has a case goes there first: what was decided is to be known before one asks again."""
    state, means = standing(found, cases, lang)
    looks = found.status not in NO_WAY and left_of(found, cases) > 0
    past = pasts(found, cases, lang)
    return Shown(found, bought_for(found), state, means, past, looks, looks and not cases)


def _page(said: str) -> int:
    return int(said) if said.isdecimal() and 0 < int(said) < 10_000 else 1
