"""The views of a case that lists, inboxes and the lab read; each follows from the stream, and is written with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongdao.case.court import Court
from gongdao.case.decider import Recorded, evolve
from gongdao.case.due import due, turn, wake
from gongdao.case.stages.ruled import RulingGiven
from gongdao.case.state import CLOSED, Case
from gongdao.kernel.digest import canonical, plain
from gongdao.policy.library import Library
from gongdao.service.record.instants import stored
from gongdao.service.record.stream import Head

CASE_COLUMNS = (
    "platform", "pack", "stage", "round", "suspended", "reason", "currency", "claimed", "order_id", "buyer", "seller",
    "owner", "turn", "deadlines", "seq", "digest", "wake", "pauses", "editions", "opened_at", "entered_at",
    "closed_at", "updated_at",
)  # fmt: skip
DEADLINE_COLUMNS = ("stream", "party", "name", "due", "effect", "rule", "provisional")
PARTY_COLUMNS = ("person", "stream", "role")
RULING_COLUMNS = (
    "stream", "number", "at", "recorded_at", "outcome", "winner", "refund", "pack", "pack_digest", "facts_digest",
    "digest", "facts",
)  # fmt: skip
CURRENCY = "CNY"
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class View:
    """What the tables say of a case: its row in the order of CASE_COLUMNS, each party's deadline, who is in it."""

    case: Row
    deadlines: tuple[Row, ...]
    parties: tuple[Row, ...]

    def __getitem__(self, column: str) -> Any:
        return self.case[CASE_COLUMNS.index(column)]


def view(stream: str, case: Case, court: Court, head: Head, pauses: int) -> View:
    """Give what the tables must say of a case; ``pauses`` is the length of the register that the court was told of."""
    deadlines = deadline_rows(stream, case, court)
    parties = party_rows(stream, case)
    return View(_case_row(case, court, head, pauses, deadlines, parties), deadlines, parties)


def blank() -> Row:
    """Give the row of a case of which nothing is known yet."""
    return _case_row(Case(), None, Head(), 0, (), ())


def editions(library: Library, platform: str) -> str:
    """Give the known versions of a platform's rules, each with its first day: what a wake was computed with."""
    family = library.families.get(platform)
    known = family.versions if family is not None else ()
    return " ".join(sorted(f"{version.id}@{version.since.isoformat()}" for version in known))


def deadline_rows(stream: str, case: Case, court: Court) -> tuple[Row, ...]:
    """Give each party's own next deadline, by party."""
    return tuple(
        (stream, party, clock.name, stored(clock.at), clock.effect, clock.rule, clock.provisional)
        for party, clock in sorted(due(case, court).items())
    )


def party_rows(stream: str, case: Case) -> tuple[Row, ...]:
    """Give who has to do with the case, and as what; nobody is taken out again."""
    if not case.id:
        return ()
    people = {("buyer", _person(case, "buyer")), ("seller", _person(case, "seller"))}
    people |= {("owner", owner) for owner in (*case.former, case.owner) if owner}
    people |= {("juror", juror) for juror, _ in case.voted}
    return tuple((person, stream, role) for role, person in sorted(people))


def ruling_rows(stream: str, before: Case, events: Iterable[Recorded], heads: Sequence[Head]) -> list[Row]:
    """Give the rulings among new events, each with the facts as they were known when it was given."""
    rows: list[Row] = []
    case = before
    for recorded, head in zip(events, heads, strict=True):
        event = recorded.event
        if isinstance(event, RulingGiven):
            facts = canonical(case.facts).decode()
            rows.append(
                (stream, event.number, stored(event.at), head.recorded_at, event.outcome, event.winner, event.refund,
                 event.pack, event.pack_digest, event.facts_digest, event.digest, facts)
            )  # fmt: skip
        case = evolve(case, event)
    return rows


def _case_row(
    case: Case, court: Court | None, head: Head, pauses: int, deadlines: Sequence[Row], parties: Sequence[Row]
) -> Row:
    claim = case.facts.get("claim", {})
    people = {role: person for person, _, role in parties}
    waits = turn(case, court) if court is not None and case.last_at is not None else ()
    known = editions(court.library, case.platform) if court is not None else ""
    wakes = wake(case, court) if court is not None and case.last_at is not None else None
    return (
        case.platform, case.pack, case.stage, case.round, case.suspended, str(claim.get("reason", "")), CURRENCY,
        int(claim.get("amount", 0)), str(case.facts.get("order", {}).get("id", "order")), people.get("buyer", "buyer"),
        people.get("seller", "seller"), case.owner, " ".join(waits),
        plain([row[1:] for row in deadlines]), head.seq, head.digest,
        _instant(wakes), pauses, known, _instant(claim.get("opened_at")),
        _instant(case.entered), _instant(case.entered) if case.stage == CLOSED else None, head.recorded_at,
    )  # fmt: skip


def _person(case: Case, party: str) -> str:
    if party == "seller":
        return str(case.facts.get("seller", {}).get("id", "seller"))
    return case.buyer or "buyer"


def _instant(at: datetime | None) -> str | None:
    return stored(at) if at is not None else None
