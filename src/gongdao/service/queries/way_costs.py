"""What each way out of a dispute costs the shop: every way tried on the case as it stands, by the rules, unwritten.

Nothing here guesses: amounts, freight, what counts against the shop and what silence does follow from the same fold
that would be written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from gongdao.case.allowed import preview
from gongdao.case.burden import SETTLED, steps
from gongdao.case.court import ask, pack
from gongdao.case.decider import Command, Recorded, catch_up, fold
from gongdao.case.due import clocks, due
from gongdao.case.floor import floor_under
from gongdao.case.heads import unsent
from gongdao.case.stages.negotiation import AgreeRefund, AgreeReturn, CallPlatform, RefuseRequest, claimed
from gongdao.case.stages.offers import MakeOffer
from gongdao.case.state import EVIDENCE, JURY, NEGOTIATION, REVIEW, Case, Offer, told
from gongdao.kernel.errors import Refused
from gongdao.service.queries.cases import Opened
from gongdao.service.queries.kept_answers import kept
from gongdao.service.queries.prospects import inputs, prospects
from gongdao.service.record.instants import read

TALKING = (NEGOTIATION, EVIDENCE, JURY, REVIEW)
COUNTS = "counts_against_shop"
# What changes with the clock on the wall alone is asked again after so long.
STALE = timedelta(minutes=5)
CLOSES = ("close_evidence", "decide_on_file")
RETURNS, AGAINST_PLATFORM = "return_refund", ("contest_measure", "complaint_about_staff")


@dataclass(frozen=True, slots=True)
class WayOut:
    """One way: what the shop pays at least and at most, in minor units; whether goods come back, at whose freight.

    ``kind`` is one of `gongdao.telling.shops.WAYS`; ``counts`` is no, yes or if_lost; ``prove`` the facts the shop must
    prove then, ``hours`` how long it has for it; ``url`` the page on which it is done, empty for silence.
    """

    kind: str
    least: int
    most: int
    goods_back: bool
    freight: str
    counts: str
    prove: tuple[str, ...] = ()
    hours: int = 0
    url: str = ""


@dataclass(frozen=True, slots=True)
class WaysOut:
    """Every way out that is open now, the cheapest certain one first; ``low``: a return is not worth its freight.

    ``silence`` is the way of doing nothing until ``until``, which does ``effect`` by ``rule``.
    """

    ways: tuple[WayOut, ...]
    silence: WayOut | None
    until: datetime | None
    effect: str
    rule: str
    low: bool
    asked: int


def ways_out(seen: Opened) -> WaysOut | None:
    """Give the ways out for the shop in an opened case; None for who is not the shop, or where there is none to choose.

    One indexed read where it is known.
    """
    case = seen.case
    if seen.side != "seller" or case.stage not in TALKING or case.suspended or _kind(case) in AGAINST_PLATFORM:
        return None
    wakes = read(seen.row.wake) if seen.row.wake else seen.now
    until = wakes if wakes > seen.now else seen.now + STALE
    body = kept({"what": "ways_out 2", **inputs(seen)}, seen.now, lambda: (_body(seen), until))
    made = [_way(row) for row in body["ways"]]
    at = datetime.fromisoformat(body["until"]) if body["until"] else None
    silence = _way(body["silence"]) if body["silence"] else None
    return WaysOut(tuple(made), silence, at, body["effect"], body["rule"], body["low"], body["asked"])


def _way(row: dict[str, Any]) -> WayOut:
    return WayOut(**{**row, "prove": tuple(row["prove"])})


def _body(seen: Opened) -> dict[str, Any]:
    clock = due(seen.case, seen.court).get("seller")
    silent = _silence(seen, clock.at) if clock is not None else None
    low = pack(seen.court, seen.case).params.get("low_value")
    asked = claimed(seen.case)
    cap = max((int(str(value)) for _, value in low.values), default=0) if low is not None else 0
    found = sorted(_tried(seen), key=lambda way: (way.counts != "no", way.most, way.goods_back))
    return {
        "ways": [_row(way) for way in found],
        "silence": _row(silent) if silent else None,
        "until": clock.at.isoformat() if clock else None,
        "effect": clock.effect if clock else "",
        "rule": clock.rule if clock else "",
        "low": _kind(seen.case) == RETURNS and 0 < asked <= cap,
        "asked": asked,
    }


def _row(way: WayOut) -> dict[str, Any]:
    return {name: getattr(way, name) for name in WayOut.__dataclass_fields__}


def _kind(case: Case) -> str:
    return str(case.facts.get("claim", {}).get("type", ""))


def _tried(seen: Opened) -> Iterator[WayOut]:
    """Every way the rules leave open, each tried as it would be done."""
    at, by, asked = seen.now, seen.place.by, claimed(seen.case)
    wants_return = _kind(seen.case) == RETURNS
    if wants_return:
        yield from _return(seen, asked)
    agreed = _after(seen, AgreeRefund(at, by))
    if agreed is not None:
        kind = "keep_goods" if wants_return else "agree_refund"
        yield WayOut(kind, asked, asked, False, "", _counted(seen, agreed), url=_page(seen, "agree_refund"))
    least = _least(seen)
    if least is not None and least < asked and not unsent(seen.case):
        made = _after(seen, _offer(seen, least))
        counts = _counted(seen, made) if made is not None else "no"
        yield WayOut("partial", least, asked, False, "", counts, url=_page(seen, "make_offer"))
    yield from _fight(seen)


def _return(seen: Opened, asked: int) -> Iterator[WayOut]:
    after = _after(seen, AgreeReturn(seen.now, seen.place.by, "-", freight_mentioned=False))
    if after is not None:
        freight = ask(seen.court, after, seen.now, "freight_return", closed=False).get("freight_return")
        # Whoever agrees to a return without a word on its freight bears it (TB-49).
        bears = freight if isinstance(freight, str) and freight != "none" else "seller"
        counts = _counted(seen, after)
        yield WayOut("agree_return", asked, asked, True, bears, counts, url=_page(seen, "agree_return"))


def _fight(seen: Opened) -> Iterator[WayOut]:
    """To refuse, or where the platform is in already to go on: what may come of it, and what must be proved by when."""
    case = seen.case
    if case.stage == NEGOTIATION:
        refused = _after(seen, RefuseRequest(seen.now, seen.place.by, "-"))
        if refused is None and not case.answered:
            return
        heard = _called(seen, refused or case)
        kind = "refuse" if refused is not None else "defend"
    else:
        heard, kind = case, "defend"
    page = _page(seen, "refuse_request") if kind == "refuse" else f"/cases/{seen.stream}/evidence/new"
    low, high, back = _range(seen)
    ends = _evidence_ends(seen, heard) if heard is not None else None
    hours = int((ends - seen.now).total_seconds() // 3600) if ends is not None else 0
    counts = "if_lost" if high and _counted(seen, _lost(heard or case, seen.now, high)) == "yes" else "no"
    prove = _to_prove(seen, heard or case)
    yield WayOut(kind, low, high, back, "seller" if back else "", counts, prove, hours, page)


def _called(seen: Opened, case: Case) -> Case | None:
    """The case if the buyer called the platform in as soon as he may."""
    try:
        return preview(case, CallPlatform(seen.now, f"buyer:{case.buyer}"), seen.court)[0]
    except Refused as no:
        since = no.details.get("since")
        if not isinstance(since, str):
            return None
    try:
        return preview(case, CallPlatform(datetime.fromisoformat(since), f"buyer:{case.buyer}"), seen.court)[0]
    except Refused:
        return None


def _evidence_ends(seen: Opened, case: Case) -> datetime | None:
    """Until when the shop may hand in evidence, before the platform or as soon as it is called."""
    found = clocks(case, seen.court)
    return next((it.at for it in found if it.effect in CLOSES and it.party in ("seller", "both")), None)


def _lost(case: Case, at: datetime, amount: int) -> Case:
    """The case as if the platform had found for the buyer."""
    asked = told(case, at, "platform", "intervene_and_request_evidence")
    return told(asked, at, "platform", "ruling", winner="buyer", amount=amount)


def _range(seen: Opened) -> tuple[int, int, bool]:
    """The least and the most the rulings still possible give the buyer, over all heads; whether goods may go back."""
    low = high = 0
    back = False
    for head in prospects(seen)["heads"]:
        sums = [
            (end["refund"] or 0) + (end["compensation"] or 0)
            for end in head["endings"]
            if end["winner"] not in ("pending", None)
        ] or [0, head["amount"] or claimed(seen.case)]
        back = back or any(end["outcome"] == "return_refund" for end in head["endings"])
        low, high = low + min(sums), high + max(sums)
    return low, high, back


def _to_prove(seen: Opened, case: Case) -> tuple[str, ...]:
    """The facts the shop must prove, or the buyer wins; where none is its own, those by which it could still win."""
    own = [step.fact for step in steps(case, seen.court) if step.bearer == "seller" and step.state not in SETTLED]
    if own:
        return tuple(dict.fromkeys(own))
    found: dict[str, None] = {}
    for head in prospects(seen)["heads"]:
        for end in head["endings"]:
            if end["winner"] == "seller" and end["ways"]:
                wins = end["ways"][0]
                found.update(dict.fromkeys(f for f, holds in wins.items() if holds and head["bearers"][f] == "seller"))
    return tuple(found)


def _silence(seen: Opened, at: datetime) -> WayOut:
    """Nothing done until the shop's own deadline: what happened by then takes effect as the clerk would write it."""
    events = catch_up(seen.case, seen.court, at)
    after = fold(seen.case, events)
    amount = _moved(after, events)
    if after.stage == seen.case.stage or not amount:
        _, high, back = _range(seen) if after.stage in TALKING else (0, amount, False)
        counts = "if_lost" if high else "no"
        return WayOut("silence", 0, high, back, "", counts)
    return WayOut("silence", amount, amount, False, "", _counted(seen, after))


def _moved(case: Case, events: Sequence[Recorded]) -> int:
    """What a deadline that passed gave the buyer."""
    refunds = [each.refund for each in case.rulings] if any(hasattr(it.event, "refund") for it in events) else []
    agreed = case.settled.amount if case.settled is not None else 0
    return refunds[-1] if refunds else agreed


def _least(seen: Opened) -> int | None:
    """The least that may be offered for goods the buyer keeps; None where no offer may be made."""
    least = _offer(seen, 1)
    below = floor_under(seen.case, Offer(least.id, least.by, least.kind, 1, ""), seen.court, seen.now)
    amount = below.least if below is not None else 1
    return amount if _after(seen, _offer(seen, amount)) is not None else None


def _offer(seen: Opened, amount: int) -> MakeOffer:
    return MakeOffer(seen.now, seen.place.by, f"tried-{len(seen.case.offers)}", "refund", amount, "")


def _after(seen: Opened, command: Command) -> Case | None:
    """The case after a command; None where the rules forbid it."""
    try:
        return preview(seen.case, command, seen.court)[0]
    except Refused:
        return None


def _counted(seen: Opened, case: Case) -> str:
    """Whether the pack counts it against the shop, as it stands."""
    if not case.pack or COUNTS not in pack(seen.court, case).decisions:
        return "no"
    return "yes" if ask(seen.court, case, seen.now, COUNTS, closed=False)[COUNTS] else "no"


def _page(seen: Opened, command: str) -> str:
    return f"/cases/{seen.stream}/do/{command}"
