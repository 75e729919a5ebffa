"""The state of a running case: the facts as a case file would tell them, and what only a process has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from gongdao.case.kept import Kept
from gongdao.ledger.execution import Payment
from gongdao.ledger.settlement import Settlement

Scalar = str | int | bool | datetime | date | tuple[str, ...]
Row = tuple[tuple[str, Scalar], ...]

NEW, OPENING, NEGOTIATION, RETURNING, EVIDENCE = "new", "opening", "negotiation", "returning", "evidence"
JURY, REVIEW, RULED, REMEDY, CLOSED = "jury", "review", "ruled", "remedy", "closed"
STAGES = (NEW, OPENING, NEGOTIATION, RETURNING, EVIDENCE, JURY, REVIEW, RULED, REMEDY, CLOSED)
# Either party, and who stands against it.
OTHER = {"buyer": "seller", "seller": "buyer"}
LISTS = ("events", "evidence", "logistics", "items", "chat", "payments")


@dataclass(frozen=True, slots=True)
class Stop:
    """A time in which no clock of ours runs, from (inclusive) until (exclusive); open while ``until`` is None."""

    since: datetime
    until: datetime | None = None
    ground: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What one side proposed to the other; ``answers`` names the offer it counters, ``hours`` how long it stands."""

    id: str
    by: str
    kind: str
    amount: int
    freight: str
    state: str = "open"
    answers: str = ""
    extras: Row = ()
    hours: int = 0
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a seller offers to everybody who asks for a certain reason."""

    id: str
    reason: str
    kind: str
    amount: int


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruling as it was given, with the digests of what it was made of."""

    number: int
    at: datetime
    outcome: str
    winner: str
    refund: int
    pack: str
    digest: str
    payers: Row
    sources: Row = ()
    shortfalls: Row = ()
    by: str = ""
    heads: Row = ()
    lines: Row = ()
    head: str = ""
    round: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """What the platform asked a party to prove, or both to bring; ``fact`` is empty where it is not about one fact."""

    at: datetime
    what: str
    fact: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True)
class Signal:
    """What screening said of one thing in the case, and what the pack let that trigger when it was said.

    ``about`` is ``message:M1``, ``text:`` and a commitment, ``evidence:E2``, ``parcel:`` and a waybill, ``shop`` or
    ``buyer``; ``whom`` it concerns; ``seen_by`` the parties it is shown to; ``score`` in thousandths; ``reasons`` are
    JSON texts; ``state`` is raised, contested, upheld, lifted (by a person) or withdrawn (by the screener).
    """

    id: str
    kind: str
    about: str
    whom: str
    seen_by: tuple[str, ...]
    score: int
    model: str
    reasons: tuple[str, ...]
    scripts: tuple[str, ...]
    advice: tuple[str, ...]
    actions: tuple[str, ...]
    rule: str
    at: datetime
    until: datetime | None = None
    screened: str = "after"
    state: str = "raised"


@dataclass(frozen=True, slots=True)
class Message:
    """What a party said to the other in the case; ``state`` is said, held or released."""

    id: str
    by: str
    text: str
    at: datetime
    scripts: tuple[str, ...] = ()
    state: str = "said"


@dataclass(frozen=True)
class Case:
    """Everything a case is at one moment; only `evolve` makes the next one, by `changed`.

    ``memo`` keeps what was worked out about this very state, so that it is not worked out again; ``kept`` what was
    worked out of parts of it, which later states that have the very same parts find there.
    """

    id: str = ""
    buyer: str = ""
    stage: str = NEW
    round: int = 0
    pack: str = ""
    platform: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    standing: tuple[Standing, ...] = ()
    offers: tuple[Offer, ...] = ()
    settled: Offer | None = None
    stops: tuple[Stop, ...] = ()
    passed: Mapping[str, tuple[datetime, datetime]] = field(default_factory=dict)
    served: Mapping[tuple[str, str], datetime] = field(default_factory=dict)
    challenged: frozenset[tuple[str, str]] = frozenset()
    asked: tuple[Asked, ...] = ()
    done: frozenset[str] = frozenset()
    evidence_closed_at: datetime | None = None
    owner: str = ""
    former: tuple[str, ...] = ()
    escalated: int = 0
    answered: bool = False
    inspected: str = ""
    goods: str = ""
    ripe: str = ""
    rest: tuple[str, ...] = ()
    planned: int = 0
    recusals: tuple[str, ...] = ()
    recusal_asked: str = ""
    voted: tuple[tuple[str, str], ...] = ()
    void: tuple[str, ...] = ()
    appeals: frozenset[str] = frozenset()
    errors: tuple[str, ...] = ()
    plans: tuple[Settlement, ...] = ()
    goods_first: frozenset[str] = frozenset()
    rulings: tuple[Ruled, ...] = ()
    stated: Mapping[str, datetime] = field(default_factory=dict)
    promised: Mapping[str, datetime] = field(default_factory=dict)
    promised_at: datetime | None = None
    escalated_at: datetime | None = None
    suspended_days: int = 0
    pause_asked: tuple[str, int] = ("", 0)
    signals: tuple[Signal, ...] = ()
    messages: tuple[Message, ...] = ()
    spoken_at: datetime | None = None
    entered: datetime | None = None
    last_at: datetime | None = None
    seq: int = 0
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    kept: Kept = field(default_factory=dict, compare=False, repr=False)

    @property
    def suspended(self) -> bool:
        """Whether a suspension is open now."""
        return bool(self.stops) and self.stops[-1].until is None

    @property
    def overdue_at(self) -> datetime | None:
        """When the case was last passed on to the supervisor in this stage."""
        at = self.escalated_at
        return at if at is not None and self.entered is not None and at >= self.entered else None

    @property
    def goods_due(self) -> bool:
        """Whether goods that a settlement owes the buyer have not arrived."""
        return self.goods in ("owed", "sent", "unperformed")

    @property
    def legs(self) -> tuple[Payment, ...]:
        """Every payment of every plan, in the order they were made."""
        return tuple(sorted((leg for plan in self.plans for leg in plan.payments), key=lambda leg: int(leg.key.leg)))


def changed(case: Case, **fields: Any) -> Case:
    """Give the case with some fields changed; what `dataclasses.replace` does, ten times as fast for so many fields."""
    after: Case = object.__new__(Case)
    after.__dict__.update(case.__dict__)
    after.__dict__.update(fields)
    after.__dict__["memo"] = {}
    return after


def placed(before: Case, after: Case, at: datetime, by: str) -> Case:
    """Note in a case just made when its last event took effect, whose it was, and how many there were.

    Nobody else knows that case yet, so it needs no further copy.
    """
    if after is before:
        after = changed(before)
    entered = before.entered if after.stage == before.stage else at
    spoken = at if by.startswith(("buyer", "seller")) else before.spoken_at
    after.__dict__.update(entered=entered, spoken_at=spoken, last_at=at, seq=before.seq + 1)
    return after


def role(by: str) -> str:
    """Give the role of an actor: ``buyer``, or the word before the colon of ``staff:7``."""
    return by.partition(":")[0]


def open_offers(case: Case, side: str) -> tuple[Offer, ...]:
    """Give the offers of a side that wait for an answer, the oldest first."""
    return tuple(offer for offer in case.offers if offer.state == "open" and role(offer.by) == side)


def did(case: Case, act: str) -> bool:
    """Whether the facts tell of an act."""
    return any(row["act"] == act for row in case.facts.get("events", ()))


def told(case: Case, at: datetime, by: str, act: str, **more: object) -> Case:
    """Write an act into the facts, as a row of ``facts.events``."""
    row = {"at": at, "actor": by, "act": act, **{key: value for key, value in more.items() if value not in ("", None)}}
    return added(case, "events", row)


def added(case: Case, path: str, row: Mapping[str, object]) -> Case:
    """Append a row to a list of the facts."""
    return changed(case, facts={**case.facts, path: [*case.facts.get(path, ()), dict(row)]})


def merged(case: Case, path: str, row: Mapping[str, object]) -> Case:
    """Set fields of a mapping of the facts, such as ``order`` or ``order.promotion``."""
    return changed(case, facts=_merged(case.facts, path.split("."), row))


def _merged(facts: Mapping[str, Any], keys: list[str], row: Mapping[str, object]) -> dict[str, Any]:
    here = facts.get(keys[0])
    below = here if isinstance(here, dict) else {}
    return {**facts, keys[0]: _merged(below, keys[1:], row) if keys[1:] else {**below, **row}}
