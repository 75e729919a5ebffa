"""Opens a case for whoever may see it: as it stands now, also where the clerk has not come to it yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from gongdao.case.court import Court
from gongdao.case.decider import Event, Recorded, catch_up, fold
from gongdao.case.signals import Event as SignalEvent
from gongdao.case.stages.jury import VoteCast, VoteVoided, is_voting, sealed
from gongdao.case.state import Case, role
from gongdao.service.installation import law, now as instant
from gongdao.service.people.actor import MARKETPLACE, Actor
from gongdao.service.people.models import AccessRow
from gongdao.service.queries.access import Place, place
from gongdao.service.record import folded
from gongdao.service.record.commitment import TEXT
from gongdao.service.record.instants import stored
from gongdao.service.record.stream import Head, Stored, recorded_of
from gongdao.service.record.tables import EVENT_COLUMNS, Register

PARTIES = ("buyer", "seller")
# Who may void a vote sees it while the jury votes.
SEE_VOTES = ("staff", "supervisor")
_COLUMNS = "c.source, c.case_id, c.currency, c.seq, c.digest, c.updated_at, c.wake, c.deadlines, r.pauses_seq, p.digest"
_READ = (
    f"SELECT {_COLUMNS} FROM record_case c JOIN record_register r ON r.id = 1"
    " LEFT JOIN record_event p ON p.stream = 'register:pauses' AND p.seq = r.pauses_seq WHERE c.stream = %s"
)


@dataclass(frozen=True, slots=True)
class Row:
    """What the table says of a case: whose it is, where its chain ends, when it wakes, each party's next deadline.

    ``wake`` is an instant as the record keeps it; ``deadlines`` the JSON of [party, name, due, effect, rule,
    provisional]; ``pauses`` the length of the register of pauses and ``register`` the digest of its end.
    """

    source: str
    number: str
    currency: str
    seq: int
    digest: str
    updated_at: str
    wake: str | None
    deadlines: str
    pauses: int
    register: str | None

    @property
    def head(self) -> Head:
        return Head(self.seq, self.digest, self.updated_at)


@dataclass(frozen=True, slots=True)
class Opened:
    """A case that somebody looks at: from which place, at which instant, and as the table has it.

    While a jury votes, ``case`` has no vote but that of who looks, and none is counted, but for staff.
    """

    stream: str
    place: Place
    case: Case
    court: Court
    now: datetime
    row: Row

    @property
    def side(self) -> str:
        """``buyer`` or ``seller`` for a party, else nothing."""
        return self.place.role if self.place.role in PARTIES else ""

    @property
    def sees_people(self) -> bool:
        """Whether names and personal texts are shown to who looks: to the parties and to who decides."""
        return self.place.role in (*PARTIES, "staff", "supervisor", MARKETPLACE)


def opened(actor: Actor, stream: str, *roles: str) -> Opened:
    """Open a case from the nearest place an actor has in it, or the nearest among these roles.

    What fell due shows even if the clerk is late. Who reads it besides the parties and the marketplace is noted.

    :raises Refused: ``case-not-found`` or ``not-yours``, as `access.place` says.
    """
    standing = place(actor, stream, *roles)
    at = instant()
    row = glance(stream)
    assert row is not None, "who has a place in a case has a case"
    sitting = folded.court_at(law(), Register(row.pauses, None, row.register))
    case = _case(stream, row)
    if row.wake is not None and row.wake <= stored(at):
        case = fold(case, catch_up(case, sitting, at))
    if standing.role not in (*PARTIES, MARKETPLACE):
        AccessRow.objects.create(
            at=at, person=actor.person, role=standing.role, what="case", stream=stream, via=actor.via
        )
    shown = case if standing.role in SEE_VOTES else sealed(case, standing.by)
    return Opened(stream, standing, shown, sitting, at, row)


def glance(stream: str) -> Row | None:
    """Give what the table says of a case, for nobody in particular; one indexed read."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, [stream])
        found = cursor.fetchone()
    return Row(*found) if found is not None else None


def case_of(stream: str) -> Case | None:
    """Give a case as it is written now, for nobody in particular; None where there is none."""
    row = glance(stream)
    return _case(stream, row) if row is not None else None


def course(seen: Opened) -> tuple[Recorded, ...]:
    """Give every event of an opened case in order, also what fell due and is not written yet; one read."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(EVENT_COLUMNS[1:])} FROM record_event WHERE stream = %s AND seq <= %s ORDER BY seq",
            [seen.stream, seen.row.seq],
        )
        rows: Sequence[tuple[Any, ...]] = cursor.fetchall()
    written = [recorded_of(Stored(*row)) for row in rows]
    return (*written, *_unwritten(seen))


def rows_of(seen: Opened, *kinds: str) -> tuple[Stored, ...]:
    """Give the rows of the events of some kinds that are written of an opened case, in order; one read."""
    marks = ", ".join(["%s"] * len(kinds))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(EVENT_COLUMNS[1:])} FROM record_event WHERE stream = %s AND seq <= %s"
            f" AND type IN ({marks}) ORDER BY seq",
            [seen.stream, seen.row.seq, *kinds],
        )
        rows: Sequence[tuple[Any, ...]] = cursor.fetchall()
    return tuple(Stored(*row) for row in rows)


def texts(seen: Opened) -> dict[str, str]:
    """Give the personal texts of an opened case by what stands for them; nothing for who may not see them."""
    if not seen.sees_people:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT commitment, content FROM record_blob WHERE stream = %s AND media_type = %s AND erased_at IS NULL",
            [seen.stream, TEXT],
        )
        found = {commitment: bytes(content).decode() for commitment, content in cursor.fetchall()}
    for commitment in _held_back(seen):
        found.pop(commitment, None)
    return found


def _held_back(seen: Opened) -> frozenset[str]:
    """What a message says that the other side sent and nobody has let through."""
    if not seen.side:
        return frozenset()
    return frozenset(it.text for it in seen.case.messages if it.state == "held" and it.by != seen.side)


def facts_shown(seen: Opened) -> dict[str, Any]:
    """Give the facts of an opened case for who looks: neither accounts, nor how the votes of a sitting jury stand."""
    facts = {name: part for name, part in seen.case.facts.items() if name != "accounts"}
    if "jury" in facts and _is_sealed(seen):
        facts["jury"] = {name: value for name, value in facts["jury"].items() if name != "votes"}
    return facts


def _is_sealed(seen: Opened) -> bool:
    """While a jury votes, nobody sees a vote but who cast it, and staff, who may void it."""
    return is_voting(seen.case) and seen.place.role not in SEE_VOTES


def shown_to(seen: Opened, event: Event) -> bool:
    """Whether an event is shown to who looks: a signal is not to everybody, nor a vote while others vote."""
    if isinstance(event, VoteCast | VoteVoided):
        whose = event.by if isinstance(event, VoteCast) else event.juror
        return whose == seen.place.by or not _is_sealed(seen)
    if not isinstance(event, SignalEvent):
        return True
    if seen.place.role in ("staff", "supervisor", MARKETPLACE):
        return True
    return any(it.id == event.id and seen.side in it.seen_by for it in seen.case.signals if seen.side)


def by_shown(seen: Opened, by: str) -> str:
    """Give who did something as it is shown: a juror by his name in the record to himself and to staff only."""
    named = role(by) != "juror" or by == seen.place.by or seen.place.role in SEE_VOTES
    return by if named else "juror"


def _case(stream: str, row: Row) -> Case:
    with connection.cursor() as cursor:
        case = folded.case_at(cursor, stream, row.head)
    folded.remember(row.head, case)
    return case


def _unwritten(seen: Opened) -> list[Recorded]:
    if seen.case.seq == seen.row.seq:
        return []
    return catch_up(_case(seen.stream, seen.row), seen.court, seen.now)
