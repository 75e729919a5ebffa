"""What a supervisor looks after: steps that are overdue, the load of each adjudicator, corrections, failed payments."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from gongdao.kernel.errors import Refused
from gongdao.service.people.actor import Actor
from gongdao.service.people.models import SUPERVISOR
from gongdao.service.queries.desk import COLUMNS, HEARD, Entry, at_the_desk, entry, select
from gongdao.service.record.instants import read, stored

SOON = timedelta(hours=48)
MONTH = timedelta(days=30)
MOST = 200
_OVERDUE = (
    "SELECT e.stream, MAX(e.at) FROM record_event e JOIN record_case c ON c.stream = e.stream"
    " WHERE c.closed_at IS NULL AND c.turn LIKE %s AND e.type = 'DeadlinePassed' AND e.body LIKE %s"
    " GROUP BY e.stream"
)
_RECUSALS = (
    "SELECT e.stream, e.at, e.actor FROM record_event e JOIN record_case c ON c.stream = e.stream"
    " WHERE c.closed_at IS NULL AND c.owner <> '' AND e.type = 'RecusalAsked' AND NOT EXISTS ("
    "SELECT 1 FROM record_event l WHERE l.stream = e.stream AND l.seq > e.seq"
    " AND l.type IN ('RecusalDecided', 'CaseHandedOver', 'Recused')) ORDER BY e.at"
)
_CORRECTED = (
    "SELECT e.stream, c.case_id, e.type, e.at, e.actor, e.body FROM record_event e"
    " JOIN record_case c ON c.stream = e.stream"
    " WHERE (e.type = 'StaffErrorNoted' OR e.type = 'ClericalErrorCorrected') AND e.at >= %s"
    " ORDER BY e.at DESC LIMIT %s"
)
_REVERSED = (
    "SELECT n.stream, c.case_id, n.at, o.number, o.outcome, o.winner, o.refund, n.number, n.outcome, n.winner,"
    " n.refund, c.currency, c.pack, e.actor FROM record_ruling n JOIN record_ruling o ON o.stream = n.stream"
    " AND o.number = n.number - 1 JOIN record_case c ON c.stream = n.stream"
    " JOIN record_event e ON e.stream = o.stream AND e.type = 'RulingGiven' AND e.at = o.at"
    " WHERE c.round > 0 AND n.at >= %s AND (n.winner <> o.winner OR n.outcome <> o.outcome OR n.refund <> o.refund)"
    " AND EXISTS (SELECT 1 FROM record_event a WHERE a.stream = n.stream AND a.type = 'Appealed'"
    " AND a.at >= o.at AND a.at <= n.at) ORDER BY n.at DESC LIMIT %s"
)
_RULED = "SELECT actor, COUNT(*) FROM record_event WHERE type = 'RulingGiven' AND at >= %s GROUP BY actor"
_ERRED = "SELECT body FROM record_event WHERE type = 'StaffErrorNoted' AND at >= %s"
_FAILED = (
    "SELECT e.stream, e.type, e.at, e.body FROM record_event e JOIN record_case c ON c.stream = e.stream"
    " WHERE e.type IN ('LegHeld', 'LegSent', 'LegAnswered', 'LegFailed', 'LegReleased') AND e.stream IN ("
    "SELECT DISTINCT f.stream FROM record_event f JOIN record_case k ON k.stream = f.stream"
    " WHERE f.type = 'LegFailed' AND k.stage IN ('ruled', 'returning', 'remedy')) ORDER BY e.stream, e.seq"
)


@dataclass(frozen=True, slots=True)
class Late:
    """A case whose step was not taken in time: since when it is with the supervisor, or has been due."""

    entry: Entry
    since: datetime
    passed_on: bool


@dataclass(frozen=True, slots=True)
class Recusal:
    """A recusal that was asked for and not decided: by whom (``buyer:p-1``) and when."""

    entry: Entry
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Load:
    """What one adjudicator has in hand, and how many rulings he gave in thirty days; ``by`` as cases know him."""

    by: str
    open: int
    soon: int
    overdue: int
    ruled: int
    errors: int


@dataclass(frozen=True, slots=True)
class Correction:
    """An error that was noted or corrected: ``kind`` is the event's type, ``staff`` whose ruling it was."""

    stream: str
    number: str
    kind: str
    at: datetime
    staff: str
    ruling: int


@dataclass(frozen=True, slots=True)
class Reversal:
    """A ruling that came out otherwise on appeal; amounts in minor units."""

    stream: str
    number: str
    at: datetime
    staff: str
    before: tuple[int, str, str, int]
    after: tuple[int, str, str, int]
    currency: str
    pack: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A payment that failed and waits to be tried again or given up; ``amount`` in minor units."""

    entry: Entry
    leg: str
    at: datetime
    reason: str
    amount: int
    to: str


@dataclass(frozen=True, slots=True)
class Unpaid:
    """A payment that failed; ``reason`` as the record keeps it, ``amount`` in minor units."""

    stream: str
    leg: str
    at: datetime
    reason: str
    amount: int
    to: str


def supervising(actor: Actor) -> None:
    """Ask whether somebody is a supervisor.

    :raises Refused: ``page-not-found`` otherwise.
    """
    if not actor.has(SUPERVISOR):
        raise Refused("page-not-found")


def overdue(actor: Actor, now: datetime) -> tuple[Late, ...]:
    """Give the cases of which a step of the platform is late, the longest waiting first.

    :raises Refused: ``page-not-found`` for who is no supervisor.
    """
    supervising(actor)
    passed = {stream: read(at) for stream, at in select(_OVERDUE, ["%supervisor%", '%"effect":"escalate"%'])}
    late_too = (
        "SELECT stream, MIN(due) FROM record_deadline WHERE party IN ('platform', 'supervisor') AND due <= %s"
        " GROUP BY stream ORDER BY MIN(due) LIMIT %s"
    )
    due = {stream: read(at) for stream, at in select(late_too, [stored(now), MOST])}
    found = [
        Late(it, passed.get(it.stream) or due[it.stream], it.stream in passed)
        for it in entries(actor, [*passed, *due]).values()
    ]
    return tuple(sorted(found, key=lambda late: late.since))


def recusals(actor: Actor) -> tuple[Recusal, ...]:
    """Give the recusals that wait to be decided, the oldest first.

    :raises Refused: ``page-not-found`` for who is no supervisor.
    """
    supervising(actor)
    rows = select(_RECUSALS, [])
    known = entries(actor, [row[0] for row in rows])
    return tuple(Recusal(known[stream], read(at), by) for stream, at, by in rows if stream in known)


def complaints(actor: Actor) -> tuple[Entry, ...]:
    """Give the open complaints about staff, what is due first before the rest.

    :raises Refused: ``page-not-found`` for who is no supervisor.
    """
    supervising(actor)
    rows = select(
        "SELECT DISTINCT e.stream FROM record_event e JOIN record_case c ON c.stream = e.stream"
        " WHERE e.type = 'RequestOpened' AND c.closed_at IS NULL AND e.body LIKE %s LIMIT %s",
        ['%"complaint_about_staff"%', MOST],
    )
    found = entries(actor, [stream for (stream,) in rows]).values()
    return tuple(sorted(found, key=lambda it: (it.ours is None, it.ours.at if it.ours else None, it.stream)))


def loads(actor: Actor, now: datetime) -> tuple[Load, ...]:
    """Give what each adjudicator has in hand, who has most first; who has nothing and ruled nothing is left out.

    :raises Refused: ``page-not-found`` for who is no supervisor.
    """
    supervising(actor)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    rows = select(
        "SELECT c.owner, c.turn, (SELECT MIN(d.due) FROM record_deadline d WHERE d.stream = c.stream AND d.party IN"
        " ('platform', 'supervisor')) FROM record_case c WHERE c.closed_at IS NULL AND c.owner <> ''"
        " AND c.stage IN (%s, %s, %s)",
        [*HEARD],
    )
    for owner, turn, due in rows:
        late = "supervisor" in turn or (due is not None and due <= stored(now))
        soon = not late and due is not None and due <= stored(now + SOON)
        counts[owner] = [n + more for n, more in zip(counts[owner], (1, soon, late, 0, 0), strict=True)]
    month = stored(now - MONTH)
    for by, count in select(_RULED, [month]):
        if by.partition(":")[0] in ("staff", "supervisor"):
            counts[by][3] += count
    for (body,) in select(_ERRED, [month]):
        counts[json.loads(body)["staff"]][4] += 1
    return tuple(sorted((Load(by, *row) for by, row in counts.items()), key=lambda it: (-it.open, -it.overdue, it.by)))


def corrections(actor: Actor, now: datetime) -> tuple[tuple[Correction, ...], tuple[Reversal, ...]]:
    """Give the errors noted and corrected in ninety days, and the rulings that came out otherwise on appeal.

    :raises Refused: ``page-not-found`` for who is no supervisor.
    """
    supervising(actor)
    since = stored(now - 3 * MONTH)
    noted = [
        Correction(stream, number, kind, read(at), said.get("staff", by), int(said["ruling"]))
        for stream, number, kind, at, by, body in select(_CORRECTED, [since, MOST])
        for said in (json.loads(body),)
    ]
    turned = [
        Reversal(row[0], row[1], read(row[2]), row[13], row[3:7], row[7:11], row[11], row[12])
        for row in select(_REVERSED, [since, MOST])
    ]
    return tuple(noted), tuple(turned)


def failures(actor: Actor) -> tuple[Failure, ...]:
    """Give the payments that failed and are neither tried again nor given up.

    :raises Refused: ``page-not-found`` for who is neither staff nor supervisor.
    """
    at_the_desk(actor)
    failed = unpaid()
    known = entries(actor, [it.stream for it in failed])
    said = _texts(it.reason for it in failed)
    return tuple(
        Failure(known[it.stream], it.leg, it.at, said.get(it.reason, it.reason), it.amount, it.to)
        for it in failed
        if it.stream in known
    )


def unpaid() -> tuple[Unpaid, ...]:
    """Give every payment that stands as failed, for nobody in particular; one read."""
    last: dict[tuple[str, str], Unpaid | None] = {}
    held: dict[tuple[str, str], tuple[int, str]] = {}
    for stream, kind, at, body in select(_FAILED, []):
        said = json.loads(body)
        name = (stream, str(said["leg"]))
        if kind == "LegHeld":
            held[name] = (int(said["amount"]), str(said["to"]))
        failed = kind == "LegFailed" or (kind == "LegAnswered" and not said["amount"])
        amount, to = held.get(name, (0, ""))
        last[name] = Unpaid(*name, read(at), str(said.get("reason", "")), amount, to) if failed else None
    return tuple(it for it in last.values() if it is not None)


def _texts(commitments: Iterable[str]) -> dict[str, str]:
    """The words that some commitments stand for, as the marketplace wrote them."""
    wanted = sorted(set(commitments) - {""})
    if not wanted:
        return {}
    marks = ", ".join(["%s"] * len(wanted))
    statement = f"SELECT commitment, content FROM record_blob WHERE commitment IN ({marks}) AND content IS NOT NULL"
    return {commitment: bytes(content).decode() for commitment, content in select(statement, wanted)}


def entries(actor: Actor, streams: Iterable[str]) -> dict[str, Entry]:
    """Give some cases by their streams; a dispute of one's own is left out."""
    wanted = sorted(set(streams))[:MOST]
    if not wanted:
        return {}
    marks = ", ".join(["%s"] * len(wanted))
    rows = select(
        f"SELECT {COLUMNS}, c.seller FROM record_case c WHERE c.stream IN ({marks}) AND c.buyer <> %s",
        [*wanted, actor.person],
    )
    return {row[0]: entry(row[:-1]) for row in rows if row[-1] not in actor.shops}
