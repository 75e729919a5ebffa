"""What a juror is shown: the cases before the jury, without who the parties are and without the votes of others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongdao.case.burden import SETTLED, steps
from gongdao.case.decider import Event
from gongdao.case.due import due
from gongdao.case.stages.jury import VoteCast
from gongdao.case.stages.negotiation import RequestRefused
from gongdao.case.stages.opening import RequestOpened
from gongdao.case.state import JURY
from gongdao.kernel.errors import Refused
from gongdao.service.people.actor import Actor
from gongdao.service.people.models import JUROR
from gongdao.service.queries.cases import Opened, course, opened
from gongdao.service.queries.desk import select
from gongdao.service.queries.people import names, shop_names
from gongdao.service.record.commitment import TEXT
from gongdao.service.record.instants import read

MOST = 50
# The texts of an order that say who or where somebody is.
PRIVATE = ("address", "receiver", "listed_ship_from", "return_to", "system_return_address", "seller_later_address")
NUMBER = r"1[3-9]\d{9}|\d{8,}"
BLACK = "■■"
_OPEN = (
    "SELECT c.stream, c.case_id, c.reason, c.pack, c.seller, (SELECT MIN(d.due) FROM record_deadline d"
    " WHERE d.stream = c.stream AND d.party = 'jury'), c.stage, CASE WHEN p.person IS NULL THEN 0 ELSE 1 END"
    " FROM record_case c LEFT JOIN record_party p ON p.stream = c.stream AND p.person = %s AND p.role = 'juror'"
    " WHERE c.buyer <> %s AND (c.stage = 'jury' OR p.person IS NOT NULL) ORDER BY 8, 6, 1 LIMIT %s"
)


@dataclass(frozen=True, slots=True)
class Seat:
    """A case a juror may vote in, or has voted in; ``due`` is when voting ends."""

    stream: str
    number: str
    reason: str
    pack: str
    due: datetime | None
    open: bool
    voted: bool


def seats(actor: Actor) -> tuple[Seat, ...]:
    """Give the cases before the jury, those still to be voted in first; no dispute of one's own or of one's shop.

    :raises Refused: ``page-not-found`` for who is no juror.
    """
    if not actor.has(JUROR):
        raise Refused("page-not-found")
    rows = select(_OPEN, [f"{JUROR}:{actor.person}", actor.person, MOST])
    return tuple(
        Seat(stream, number, reason, pack, read(due) if due else None, stage == "jury", bool(voted))
        for stream, number, reason, pack, seller, due, stage, voted in rows
        if seller not in actor.shops
    )


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A piece of evidence without names: ``shows`` are the fields of its row with the texts that stand there."""

    id: str
    by: str
    kind: str
    shows: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Hearing:
    """What a juror decides on: the one fact and who must prove it, what both say, and the evidence, without names.

    ``fact`` is empty where no fact is in dispute; ``state`` is open, voted, void or over. ``cast`` counts all votes.
    """

    seen: Opened
    fact: str
    bearer: str
    standard: str
    words: Mapping[str, str]
    exhibits: tuple[Exhibit, ...]
    due: datetime | None
    size: int
    to_win: int
    cast: int
    state: str
    side: str


def hearing(actor: Actor, stream: str) -> Hearing:
    """Give a case as a juror sees it: roles instead of people, and no vote but his own.

    :raises Refused: ``case-not-found``, or ``not-yours`` for who has another part in it.
    """
    seen = opened(actor, stream, JUROR)
    case = seen.case
    found = steps(case, seen.court)
    step = next((it for it in found if it.state not in SETTLED), next(iter(found), None))
    told, events = _without_names(seen, _texts(stream)), [recorded.event for recorded in course(seen)]
    end = due(case, seen.court).get("jury")
    jury = case.facts.get("jury", {})
    mine = dict(case.voted).get(seen.place.by, "")
    return Hearing(
        seen, step.fact if step else "", step.bearer if step else "", step.standard if step else "",
        _words(events, told),
        tuple(_exhibit(row, told) for row in case.facts.get("evidence", ()) if not row.get("late")),
        end.at if end else None, int(jury.get("size", 0)), int(jury.get("to_win", 0)),
        sum(isinstance(event, VoteCast) for event in events), _state(seen, mine), mine,
    )  # fmt: skip


def _state(seen: Opened, mine: str) -> str:
    if mine:
        return "voted"
    if seen.place.by in seen.case.void:
        return "void"
    return "open" if seen.case.stage == JURY else "over"


def _texts(stream: str) -> dict[str, str]:
    rows = select(
        "SELECT commitment, content FROM record_blob WHERE stream = %s AND media_type = %s AND content IS NOT NULL",
        [stream, TEXT],
    )
    return {commitment: bytes(content).decode() for commitment, content in rows}


def _without_names(seen: Opened, texts: Mapping[str, str]) -> dict[str, str]:
    """Blacken the parties' names, shops, addresses and numbers in what they wrote."""
    facts = seen.case.facts
    shop = str(facts.get("seller", {}).get("id", ""))
    order = facts.get("order", {})
    known = [*names([seen.case.buyer]).values(), *shop_names([shop]).values()]
    known += [
        texts[value] for key, value in order.items() if key in PRIVATE and isinstance(value, str) and value in texts
    ]
    known += [str(order.get("id", "")), str(order.get("waybill", ""))]
    wanted = sorted(
        {half for name in known for half in (name, *name.split(" / ")) if len(half) > 1}, key=len, reverse=True
    )
    pattern = re.compile("|".join([*map(re.escape, wanted), NUMBER]))
    return {commitment: pattern.sub(BLACK, text) for commitment, text in texts.items()}


def _words(events: Iterable[Event], texts: Mapping[str, str]) -> dict[str, str]:
    """What each side said: the buyer when he asked, the seller when he refused."""
    said: dict[str, str] = {}
    for event in events:
        match event:
            case RequestOpened(claim=claim):
                row = dict(claim)
                said["buyer"] = str(row.get("text") or row.get("note") or "")
            case RequestRefused(reason=reason):
                said["seller"] = reason
    return {side: texts.get(text, "" if len(text) == 64 else text) for side, text in said.items() if text}


def _exhibit(row: Mapping[str, Any], texts: Mapping[str, str]) -> Exhibit:
    about = ("id", "by", "kind", "at", "judged", "prima_facie", "left", "late", "reused_in_cases", "waybill")
    shows = {key: texts.get(value, value) if isinstance(value, str) else value for key, value in row.items()}
    return Exhibit(str(row["id"]), str(row["by"]), str(row["kind"]), {k: v for k, v in shows.items() if k not in about})
