"""What the owner of a case works on: claim, disputed facts, evidence, findings, and the ruling that follows so far."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

from gongdao.case.burden import Step, steps
from gongdao.case.court import Court, decision, pack
from gongdao.case.decider import evolve
from gongdao.case.heads import Head, alone, heads, undecided
from gongdao.case.stages.review import FOUND, JUDGMENTS, PRIMA_FACIE, findings
from gongdao.case.stages.ruled import RulingDeferred, RulingGiven, rule
from gongdao.case.state import Case, changed, merged

STAFF_NAME = "staff:desk"
MOST = 2048


@dataclass(frozen=True, slots=True)
class Word:
    """What a piece of evidence says of a fact: for or against it, how much it weighs (0 to 100), and by which grade."""

    fact: str
    speaks: bool
    weight: int
    grade: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence: ``state`` is open, judged, left or late; ``why`` says why it counts or not."""

    id: str
    by: str
    kind: str
    at: datetime | None
    shows: Mapping[str, Any]
    state: str
    judged: str
    prima_facie: str
    counted: bool
    why: str
    words: tuple[Word, ...]
    challenges: tuple[str, ...]

    @property
    def waits(self) -> bool:
        """Whether it must still be judged, or left with a reason."""
        return self.state == "open"


@dataclass(frozen=True, slots=True)
class Lead:
    """Where the case would come out: ``open`` where the rules leave it so. ``refund`` in minor units."""

    outcome: str
    winner: str
    refund: int
    money: tuple[tuple[str, int], ...]

    @property
    def open(self) -> bool:
        """Whether nothing can be ruled on it."""
        return self.winner == ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the rules leave to a person: the facts it settles, what was found, and where either answer leads."""

    name: str
    facts: tuple[str, ...]
    holds: bool | None
    yes: Lead
    no: Lead


@dataclass(frozen=True, slots=True)
class Bench:
    """Everything the owner works on. ``draft`` are the rulings that follow as the case stands, one per head.

    ``swings`` say of a piece that waits where the case comes out if it is accepted, and if it is not.
    """

    heads: tuple[Head, ...]
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]
    pieces: tuple[Piece, ...]
    draft: tuple[RulingGiven | RulingDeferred, ...]
    lead: Lead
    swings: Mapping[str, tuple[Lead, Lead]]

    @property
    def waiting(self) -> tuple[Piece, ...]:
        """Give the pieces that must still be dealt with."""
        return tuple(piece for piece in self.pieces if piece.waits)

    @property
    def unfound(self) -> tuple[Finding, ...]:
        """Give what nobody has found yet although the ruling depends on it."""
        return tuple(finding for finding in self.findings if finding.holds is None)


def bench(case: Case, court: Court, at: datetime, digest: str = "") -> Bench:
    """Give the work on a case at an instant; ``digest`` of its chain lets what was worked out be used again."""
    named = undecided(case) or heads(case)
    draft = drafted(case, court, at)
    lead = _lead(draft)
    pieces = tuple(_pieces(case, court, named, at))
    swings = {piece.id: _swing(case, court, at, piece.id, digest) for piece in pieces if piece.waits}
    found = tuple(_findings(case, court, at, lead, digest))
    return Bench(named, steps(case, court), found, pieces, draft, lead, swings)


def drafted(case: Case, court: Court, at: datetime, by: str = STAFF_NAME) -> tuple[RulingGiven | RulingDeferred, ...]:
    """Give the rulings that follow from the facts as they stand, one per head; nothing is checked, nothing written."""
    if not undecided(case):
        return ()
    case = changed(case, ripe="findings", rest=())
    made: list[RulingGiven | RulingDeferred] = []
    while True:
        said = rule(case, court, at, by)
        made.append(said)
        if not isinstance(said, RulingGiven) or not said.rest:
            return tuple(made)
        case = evolve(case, said)


def _lead(draft: Iterable[RulingGiven | RulingDeferred]) -> Lead:
    said = list(draft)
    given = [it for it in said if isinstance(it, RulingGiven)]
    if len(given) < len(said) or not said:
        return Lead(next((it.outcome for it in said if isinstance(it, RulingDeferred)), ""), "", 0, ())
    money = Counter[str]()
    for it in given:
        money.update({key: amount for key, amount in it.payers if isinstance(amount, int)})
    winner = given[0].winner if len({it.winner for it in given}) == 1 else "split"
    return Lead(given[0].outcome, winner, sum(it.refund for it in given), tuple(money.items()))


_leads: OrderedDict[tuple[str, str, str, str], Lead] = OrderedDict()
_guard = Lock()


def _findings(case: Case, court: Court, at: datetime, now: Lead, digest: str) -> Iterator[Finding]:
    """Only what makes a difference to the ruling is asked of a person, and what was found before."""
    known = case.facts.get("findings_by_staff", {})
    for name in findings(case, court):
        holds = known.get(name)
        yes = now if holds is True else _led(case, court, at, name, True, digest)
        no = now if holds is False else _led(case, court, at, name, False, digest)
        if holds is not None or yes != now or no != now:
            yield Finding(name, _settled_by(case, court, name), holds, yes, no)


def _led(case: Case, court: Court, at: datetime, name: str, holds: bool, digest: str) -> Lead:
    """Where a finding would lead."""
    found = merged(case, "findings_by_staff", {name: holds})
    return _kept(f"{name} {holds}", digest, found, court, at)


def _swing(case: Case, court: Court, at: datetime, id_: str, digest: str) -> tuple[Lead, Lead]:
    """Where the case comes out if a piece is accepted, also as prima facie proof, and if it is not."""
    return (
        _kept(f"{id_} +", digest, _weighed(case, id_, JUDGMENTS[0], PRIMA_FACIE[1]), court, at),
        _kept(f"{id_} -", digest, _weighed(case, id_, JUDGMENTS[2], PRIMA_FACIE[2]), court, at),
    )


def _weighed(case: Case, id_: str, judged: str, prima_facie: str) -> Case:
    rows = [
        {**row, "judged": judged, "prima_facie": prima_facie} if row["id"] == id_ else row
        for row in case.facts.get("evidence", ())
    ]
    return changed(case, facts={**case.facts, "evidence": rows})


def _kept(what: str, digest: str, case: Case, court: Court, at: datetime) -> Lead:
    """Where a case would come out; worked out once for a state of the case on a day under a register of pauses."""
    key = (digest, what, f"{at.date()} {len(court.pauses)}", case.pack)
    with _guard:
        known = _leads.get(key) if digest else None
    if known is not None:
        return known
    made = _lead(drafted(case, court, at))
    if digest:
        with _guard:
            _leads[key] = made
            if len(_leads) > MOST:
                _leads.popitem(last=False)
    return made


def _settled_by(case: Case, court: Court, name: str) -> tuple[str, ...]:
    path = f"{FOUND}{name}"
    facts = pack(court, case).facts.values()
    return tuple(f.id for f in facts if f.finding == path or (f.binding is not None and f.binding.path == path))


def _pieces(case: Case, court: Court, named: tuple[Head, ...], at: datetime) -> Iterator[Piece]:
    weighed: dict[str, dict[str, Any]] = {}
    for head in named:
        for row in decision(court, alone(case, head), at).decision["evidence"]:
            old = weighed.setdefault(str(row["id"]), {**row, "speaks": []})
            old["speaks"] = [*old["speaks"], *(said for said in row["speaks"] if said not in old["speaks"])]
    for row in case.facts.get("evidence", ()):
        yield _piece(case, row, weighed.get(str(row["id"]), {}))


def _piece(case: Case, row: Mapping[str, Any], weighed: Mapping[str, Any]) -> Piece:
    said = tuple(Word(w["fact"], bool(w["for"]), int(w["weight"]), str(w["grade"])) for w in weighed.get("speaks", ()))
    about = ("id", "by", "kind", "at", "judged", "prima_facie", "left", "late")
    return Piece(
        str(row["id"]), str(row["by"]), str(row["kind"]), row.get("at"),
        {key: value for key, value in row.items() if key not in about}, _state_of(row), str(row.get("judged", "")),
        str(row.get("prima_facie", "")), bool(weighed.get("weighed")), str(weighed.get("reason", "")), said,
        tuple(ground for piece, ground in sorted(case.challenged) if piece == row["id"]),
    )  # fmt: skip


def _state_of(row: Mapping[str, Any]) -> str:
    if row.get("late"):
        return "late"
    if row.get("left"):
        return "left"
    return "judged" if row.get("judged") or row.get("prima_facie") else "open"
