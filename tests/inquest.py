"""What must hold of a record whatever happened, found from its tables and from the fold of its events alone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from django.db import connections

from gongdao.case.codec import decode_body
from gongdao.case.court import Court
from gongdao.case.decider import evolve
from gongdao.case.due import due, turn, wake
from gongdao.case.overlays import VersionChanged
from gongdao.case.stages.ruled import RulingGiven
from gongdao.case.state import CLOSED, NEW, Case
from gongdao.service.record import store
from gongdao.service.record.instants import read, stored
from gongdao.service.record.law import Law

EVENT = ("stream", "seq", "type", "version", "body", "at", "recorded_at", "actor", "previous", "digest")

UNBALANCED = "SELECT key, SUM(amount) FROM record_entry GROUP BY key HAVING SUM(amount) <> 0"
UNLIKE = """
    SELECT account, balance, COALESCE((SELECT SUM(amount) FROM record_entry e WHERE e.account = a.account), 0)
    FROM record_account a
    WHERE balance <> COALESCE((SELECT SUM(amount) FROM record_entry e WHERE e.account = a.account), 0)
"""
FORBIDDEN = """
    SELECT account, balance FROM record_account
    WHERE (balance < 0 AND NOT may_be_negative) OR (balance > 0 AND NOT may_be_positive)
"""
RULING = RulingGiven.__name__


@dataclass(frozen=True, slots=True)
class Line:
    """A case as its rows tell it: the events as stored, and the case after each."""

    rows: list[dict[str, Any]]
    cases: list[Case]

    @property
    def end(self) -> Case:
        return self.cases[-1] if self.cases else Case()


def line(law: Law, stream: str) -> Line:
    """This function will read a stream and fold it, event by event."""
    found = query(law, f"SELECT {', '.join(EVENT)} FROM record_event WHERE stream = %s ORDER BY seq", stream)
    rows = [dict(zip(EVENT, row, strict=True)) for row in found]
    cases, case = [], Case()
    for row in rows:
        case = evolve(case, decode_body(row["type"], row["version"], json.loads(row["body"])))
        cases.append(case)
    return Line(rows, cases)


def streams(law: Law) -> list[str]:
    """This function will name all cases of a record."""
    return [stream for (stream,) in query(law, "SELECT stream FROM record_case ORDER BY stream")]


def query(law: Law, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """This function will read rows."""
    with connections[law.using].cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def faults(law: Law, stream: str) -> list[str]:
    """This function will tell everything that is wrong with one case; nothing is."""
    told = line(law, stream)
    found = [*_chain(stream, told), *_order(told), *_rulings(told), *_silence(told), *_promises(told, store.court(law))]
    return [f"{stream}: {fault}" for fault in [*found, *_views(law, stream, told.end)]]


def _chain(stream: str, told: Line) -> Iterator[str]:
    """Each digest covers its event and the one before; written here anew, so that a mistake is not made twice."""
    previous = "0" * 64
    for number, row in enumerate(told.rows, 1):
        covered = {name: row[name] for name in ("type", "version", "body", "recorded_at")}
        said = {**covered, "stream": stream, "seq": number, "previous": previous}
        text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        previous = sha256(text.encode()).hexdigest()
        if (row["seq"], row["digest"]) != (number, previous):
            yield f"the chain breaks at {number}, stored as {row['seq']}"


def _order(told: Line) -> Iterator[str]:
    for column in ("at", "recorded_at"):
        instants = [row[column] for row in told.rows]
        if instants != sorted(instants):
            yield f"{column} goes back"
    for row in told.rows:
        if row["at"] > row["recorded_at"]:
            yield f"event {row['seq']} was known before it took effect"


def _rulings(told: Line) -> Iterator[str]:
    """One ruling for each head of each round; goods that came back otherwise than ruled are heard by themselves."""
    given: Counter[tuple[int, str]] = Counter()
    for row, case in zip(told.rows, told.cases, strict=True):
        if row["type"] == "DeadlinePassed" and json.loads(row["body"])["effect"] == "intervene":
            given.clear()
        if row["type"] == RULING:
            given[case.round, json.loads(row["body"])["head"]] += 1
    yield from (f"round {number} has {count} rulings {head}" for (number, head), count in given.items() if count > 1)


def _silence(told: Line) -> Iterator[str]:
    """Silence takes effect when it was promised to, or later."""
    for row in told.rows:
        if row["type"] == "DeadlinePassed" and read(json.loads(row["body"])["due"]) > read(row["at"]):
            yield f"the deadline of event {row['seq']} passed before it was due"


def _promises(told: Line, court: Court) -> Iterator[str]:
    """A new edition and a pause of the platform put nobody's deadline forward."""
    for number, row in enumerate(told.rows):
        if row["type"] == VersionChanged.__name__:
            yield from _earlier(told.cases[number - 1], told.cases[number], court, court)
    yield from _earlier(told.end, told.end, replace(court, pauses=()), court)


def _earlier(before: Case, after: Case, court: Court, later: Court) -> Iterator[str]:
    promised, now = due(before, court), due(after, later)
    for party in promised.keys() & now.keys():
        if promised[party].name == now[party].name and now[party].at < promised[party].at:
            yield f"{party} was promised {promised[party]} and has {now[party]}"


def _views(law: Law, stream: str, case: Case) -> Iterator[str]:
    court = store.court(law)
    columns = ("stage", "round", "pack", "platform", "owner", "turn", "wake", "seq")
    [row] = query(law, f"SELECT {', '.join(columns)} FROM record_case WHERE stream = %s", stream)
    running = bool(case.id) and case.stage != CLOSED
    wakes = wake(case, court) if running else None
    meant = (case.stage, case.round, case.pack, case.platform, case.owner, " ".join(turn(case, court)),
             wakes and stored(wakes), case.seq)  # fmt: skip
    yield from (f"{n} is {x!r}, folded {y!r}" for n, x, y in zip(columns, row, meant, strict=True) if x != y)
    rows = query(law, "SELECT party, name, due, effect FROM record_deadline WHERE stream = %s ORDER BY party", stream)
    own = [(party, clock.name, stored(clock.at), clock.effect) for party, clock in sorted(due(case, court).items())]
    if rows != own:
        yield f"the deadlines are {rows}, folded {own}"


def limbo(law: Law, stream: str) -> list[str]:
    """This function will tell whether an open case is nobody's turn or waits without an end; none does.

    While the platform pauses nobody knows until when, all clocks stand still; it is asked what will be after it.
    """
    case, court = line(law, stream).end, store.court(law)
    court = replace(court, pauses=tuple(stop for stop in court.pauses if stop.until is not None))
    if case.stage in (NEW, CLOSED) or (turn(case, court) and due(case, court) and wake(case, court)):
        return []
    return [f"{stream}: nobody's turn or no deadline in {case.stage}"]


def money_faults(law: Law) -> list[str]:
    """This function will tell everything that is wrong with the money of a whole record; nothing is."""
    found = [f"the lines of {key} sum to {total}" for key, total in query(law, UNBALANCED)]
    found += [f"{account} holds {held}, its entries sum to {total}" for account, held, total in query(law, UNLIKE)]
    return [*found, *(f"{account} holds {held}" for account, held in query(law, FORBIDDEN))]
