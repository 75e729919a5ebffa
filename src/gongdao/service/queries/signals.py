"""What screening says in all cases: the signals that stand, and the messages that wait for a person."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from gongdao.case.notices import LOOKED_AT
from gongdao.service.people.actor import Actor
from gongdao.service.queries.desk import Entry, at_the_desk, select
from gongdao.service.queries.supervise import MOST, entries
from gongdao.service.record.instants import read, stored

# What stands in a case that was closed and not touched for so long is looked up in the case itself.
KEPT = timedelta(days=90)
WAITS, CONTESTED, ALL = "waits", "contested", "all"
SHOWS = (WAITS, CONTESTED, ALL)
# A message that the pack holds back by its words alone, with no signal about it.
HELD = "message.held"
STANDS = ("raised", "contested", "upheld")
_SEEN = (
    "SELECT e.stream, e.type, e.at, e.body, c.seller, c.closed_at FROM record_case c"
    " JOIN record_event e ON e.stream = c.stream WHERE (c.closed_at IS NULL OR c.updated_at >= %s) AND c.buyer <> %s"
    " AND e.type IN ('SignalRaised', 'SignalContested', 'SignalDecided', 'SignalWithdrawn', 'MessageHeld',"
    " 'MessageReleased') AND e.stream IN (SELECT f.stream FROM record_event f WHERE f.type = 'SignalRaised'"
    " OR f.type = 'MessageHeld') ORDER BY e.stream, e.seq"
)
_TURNED = {"SignalContested": "contested", "SignalWithdrawn": "withdrawn"}
Said = Mapping[str, Any]


@dataclass(slots=True)
class Seen:
    """A signal, or a message that was held without one; it is as ``state`` says ``since``.

    ``checks``: the pack asks that a person looks at it; ``held``: the message that it is about is not shown.
    """

    stream: str
    id: str
    kind: str
    about: str
    whom: str
    since: datetime
    until: datetime | None
    closed: bool
    checks: bool
    held: bool = False
    state: str = "raised"

    @property
    def waits(self) -> bool:
        """Whether a person has to look: it is contested, it holds a message back, or the pack asks for it."""
        return self.state == "contested" or (self.state == "raised" and not self.closed and (self.checks or self.held))

    @property
    def order(self) -> tuple[bool, bool, datetime, str, str]:
        """What sorts it: a message that is not shown before what is contested, that before the rest."""
        return not self.held, self.state != "contested", self.since, self.stream, self.id

    def shown(self, show: str) -> bool:
        """Whether a filter shows it."""
        return {WAITS: self.waits, CONTESTED: self.state == "contested"}.get(show, True)


@dataclass(frozen=True, slots=True)
class Found:
    """A part of the list with the case of each, how many each filter shows, the kinds that occur, how many are left."""

    rows: tuple[tuple[Seen, Entry], ...]
    counts: Mapping[str, int]
    kinds: Mapping[str, int]
    more: int


def standing(actor: Actor, now: datetime, show: str = WAITS, kind: str = "") -> Found:
    """Give what screening says in the cases of others; one read, and one for the cases.

    Held messages come first, then what is contested; of each, what waits longest.

    :raises Refused: ``page-not-found`` for who is neither staff nor supervisor.
    """
    at_the_desk(actor)
    all_ = [it for it in _standing(actor, now) if it.state in STANDS]
    shown = [it for it in all_ if it.shown(show)]
    wanted = sorted((it for it in shown if kind in ("", it.kind)), key=lambda it: it.order)
    first = wanted[:MOST]
    known = entries(actor, (it.stream for it in first))
    return Found(
        tuple((it, known[it.stream]) for it in first if it.stream in known),
        {name: sum(it.shown(name) for it in all_) for name in SHOWS},
        dict(sorted(Counter(it.kind for it in shown).items())),
        len(wanted) - len(first),
    )


def _standing(actor: Actor, now: datetime) -> Iterator[Seen]:
    rows = select(_SEEN, [stored(now - KEPT), actor.person])
    for _, course in groupby((row for row in rows if row[4] not in actor.shops), key=itemgetter(0)):
        yield from (it for it in _of_case(course) if it.held or it.until is None or now < it.until)


def _of_case(course: Iterable[tuple[Any, ...]]) -> Iterable[Seen]:
    """What stands in one case after all that happened."""
    found: dict[str, Seen] = {}
    for stream, type_, at, body, _, closed_at in course:
        said: Said = json.loads(body)
        if type_ == "SignalRaised":
            found[said["id"]] = _raised(stream, read(at), said, closed_at is not None)
        elif type_ == "MessageHeld":
            _held(found, stream, read(at), said, closed_at is not None)
        elif type_ == "MessageReleased":
            _released(found, said)
        elif said["id"] in found:
            found[said["id"]].state = _TURNED.get(type_) or ("lifted" if said["lifted"] else "upheld")
            found[said["id"]].since = read(at)
    return found.values()


def _raised(stream: str, at: datetime, said: Said, closed: bool) -> Seen:
    until = at + timedelta(days=said["days"]) if said["days"] else None
    checks = not LOOKED_AT.isdisjoint(said["actions"])
    return Seen(stream, said["id"], said["kind"], said["about"], said["whom"], at, until, closed, checks)


def _held(found: dict[str, Seen], stream: str, at: datetime, said: Said, closed: bool) -> None:
    """A message that is held belongs to the signal about it; without one it stands for itself."""
    about = f"message:{said['id']}"
    its = [it for it in found.values() if it.about == about]
    for it in its:
        it.held = True
    if not its:
        whom = str(said["by"]).partition(":")[0]
        found[about] = Seen(stream, said["id"], HELD, about, whom, at, None, closed, checks=True, held=True)


def _released(found: dict[str, Seen], said: Said) -> None:
    about = f"message:{said['id']}"
    found.pop(about, None)
    for it in found.values():
        it.held = it.held and it.about != about
