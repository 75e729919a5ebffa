"""Ruled: the policy derives the ruling from the facts found; there is no other way to one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, assert_never

from gongdao.case.court import Court, asked, countdowns, decision
from gongdao.case.heads import Head, alone, heads, lines_of, several, undecided, winners
from gongdao.case.ruling import Decided
from gongdao.case.served import unanswered
from gongdao.case.state import (
    CLOSED,
    NEGOTIATION,
    REMEDY,
    RETURNING,
    REVIEW,
    RULED,
    Case,
    Row,
    Ruled,
    changed,
    role,
    told,
)
from gongdao.kernel.calendar import Calendar
from gongdao.kernel.digest import digest
from gongdao.kernel.errors import Refused
from gongdao.policy.library import pack_of
from gongdao.policy.pack import Pack
from gongdao.policy.work import Evaluation

FINAL = ("refund", "return_refund", "partial_refund", "repair", "pay_seller", "dismiss", "inadmissible",
         "correct_ruling", "redo_internal_review_by_human", "lift_measure", "keep_measure", "uphold_complaint",
         "reject_complaint")  # fmt: skip
DECISION = ("admissible", "winner", "outcome", "remedy", "refund", "compensation", "compensation_items", "deductions",
            "freight", "risk", "payers", "shortfall", "heads", "flags", "cites", "needs_human", "pins")  # fmt: skip


@dataclass(frozen=True, slots=True)
class GiveRuling:
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class CorrectClericalError:
    at: datetime
    by: str
    ruling: int
    note: str


@dataclass(frozen=True, slots=True)
class RulingGiven:
    """``head`` is the ground of the one head it decides, empty where there is one only; ``rest`` are those that follow.

    ``heads`` say who won what, ``lines`` what is refunded for each order line, in minor units.
    """

    at: datetime
    by: str
    number: int
    basis: str
    outcome: str
    winner: str
    refund: int
    rules: tuple[str, ...]
    law: tuple[str, ...]
    evidence: tuple[str, ...]
    pack: str
    pack_digest: str
    floor: tuple[str, ...]
    calendar_digest: str
    pauses_digest: str
    facts_digest: str
    edition: str
    digest: str
    payers: Row
    sources: Row
    shortfalls: Row
    head: str
    heads: Row
    lines: Row
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RulingDeferred:
    at: datetime
    by: str
    outcome: str


@dataclass(frozen=True, slots=True)
class HeadsReserved:
    """Some heads were decided before the others, which the parties go on with."""

    at: datetime
    by: str
    heads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StaffErrorNoted:
    """A ruling of staff was corrected on appeal; the error counts against its maker, not against a party."""

    at: datetime
    by: str
    staff: str
    ruling: int


@dataclass(frozen=True, slots=True)
class ClericalErrorCorrected:
    at: datetime
    by: str
    ruling: int
    note: str


Command = GiveRuling | CorrectClericalError
Event = RulingGiven | RulingDeferred | HeadsReserved | StaffErrorNoted | ClericalErrorCorrected
WHERE: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {
    GiveRuling: (("staff", "supervisor"), (REVIEW,)),
    CorrectClericalError: (("staff", "supervisor"), (RULED, RETURNING, REMEDY, CLOSED)),
}


def decide(case: Case, command: Command, court: Court) -> list[Event]:
    match command:
        case GiveRuling():
            return _by_owner(case, command, court)
        case CorrectClericalError(at, by, number, note):
            if not 1 <= number <= len(case.rulings):
                raise Refused("no-such-ruling", number=number)
            if not note.strip():
                raise Refused("reason-missing")
            return [ClericalErrorCorrected(at, by, number, note)]
        case _:
            assert_never(command)


def _by_owner(case: Case, command: GiveRuling, court: Court) -> list[Event]:
    _check_ready(case, command, court)
    ready = changed(case, ripe="findings")
    for head in undecided(case):
        outcome = _outcome(decision(court, alone(ready, head), command.at))
        if outcome not in (*FINAL, "continue_negotiation"):
            raise Refused("not-ripe", outcome=outcome)
    said = rule(ready, court, command.at, command.by)
    return [said, *_error(case, said)]


def _check_ready(case: Case, command: GiveRuling, court: Court) -> None:
    """Only the owner rules, when nobody may still object and every piece of evidence was dealt with (CV-14)."""
    if case.owner != command.by:
        raise Refused("not-the-owner", owner=case.owner or "-")
    if case.recusal_asked:
        raise Refused("recusal-pending", by=case.recusal_asked, rule="P-RECUSE")
    moving = [leg.id for leg in case.legs if leg.state == "sent"]
    if moving:
        raise Refused("payment-under-way", leg=moving[0])
    unweighed = [row["id"] for row in case.facts.get("evidence", ()) if not row.keys() & DEALT_WITH]
    if unweighed:
        raise Refused("evidence-unweighed", ids=tuple(unweighed))
    open_piece = unanswered(case, court, command.at)
    if open_piece is not None:
        raise Refused("challenge-window-open", id=open_piece[0], since=open_piece[1].isoformat())


# What a clock that pays by itself does at its end.
PAYS = frozenset({"refund", "system_decides"})
DEALT_WITH = frozenset({"judged", "prima_facie", "left", "late"})


def _error(case: Case, said: Event) -> list[Event]:
    if not isinstance(said, RulingGiven) or said.outcome != "correct_ruling":
        return []
    wrong = next((old for old in reversed(case.rulings) if old.head == said.head), None)
    if wrong is None or role(wrong.by) not in ("staff", "supervisor"):
        return []
    return [StaffErrorNoted(said.at, "platform", wrong.by, wrong.number)]


def rule(case: Case, court: Court, at: datetime, by: str = "platform") -> RulingGiven | RulingDeferred:
    """Apply the pack to the next head of the case as it stands; what it leaves open is no ruling."""
    grounds = case.rest or _ripe(case, court, at)
    head = next(head for head in heads(case) if head.ground == grounds[0])
    decided = decision(court, alone(case, head), at)
    if _outcome(decided) not in FINAL:
        return RulingDeferred(at, by, _outcome(decided))
    return _ruling(case, court, at, case.rulings[-1].by if case.rest else by, head, decided, grounds[1:])


def _outcome(decided: Decided) -> str:
    return str(decided.decision["outcome"] or "open")


def _ripe(case: Case, court: Court, at: datetime) -> tuple[str, ...]:
    """The heads to be decided on this occasion; a head whose goods must come back first is decided last."""
    if not several(case):
        return tuple(head.ground for head in heads(case))
    found = [head for head in undecided(case) if _is_ripe(alone(case, head), court, at)] or list(undecided(case))
    outcomes = {head.ground: _outcome(decision(court, alone(case, head), at)) for head in found}
    ready = [ground for ground, outcome in outcomes.items() if outcome in FINAL] or list(outcomes)
    return tuple(sorted(ready, key=lambda ground: outcomes[ground] == "return_refund"))


def _is_ripe(case: Case, court: Court, at: datetime) -> bool:
    """What the system refunds, and what silence decides, is only the head whose own rule says so."""
    if case.ripe == "automatic":
        return asked(court, case, at, "route", closed=False).values.get("route") == "automatic"
    if case.ripe == "silence":
        return any(count.due.at <= at for count in countdowns(court, case, at, PAYS).values())
    return True


def _ruling(
    case: Case, court: Court, at: datetime, by: str, head: Head, decided: Decided, rest: tuple[str, ...]
) -> RulingGiven:
    made, law, pins = decided.decision, decided.evaluation.pack, decided.decision["pins"]
    refund = _minor(decided.evaluation.values.get("refund"))
    return RulingGiven(
        at, by, len(case.rulings) + 1, case.ripe, _outcome(decided), str(made["winner"]), refund,
        tuple(made["cites"]["rules"]), tuple(made["cites"]["law"]), tuple(str(row["id"]) for row in made["evidence"]),
        pins["pack"], pins["digest"], _floor(court, law), _digest_of(court.calendars.get(law.calendar)),
        digest(court.pauses), pins["facts"], pins["edition"], decided_as(made), *_money(decided.evaluation),
        head.ground if several(case) else "", winners(case, head, made), lines_of(decided.evaluation, refund), rest,
    )  # fmt: skip


def _floor(court: Court, law: Pack) -> tuple[str, ...]:
    """What the pack stands on, each with its own digest where it can be applied alone: ``cn-law@…``."""
    known = court.library.versions
    return tuple(f"{own}@{pack_of(court.library, own).digest}" if own in known else own for own in law.chain[:-1])


@lru_cache(maxsize=64)
def _digest_of(calendar: Calendar | None) -> str:
    """A calendar is read once and known by itself; its digest costs as much as the whole rest of a ruling."""
    return digest(calendar)


def reserved(case: Case) -> bool:
    """Tell whether some heads were decided and others are still to be gone on with."""
    waiting = bool(case.rulings) and not case.rest and case.settled is None
    return waiting and several(case) and bool(undecided(case))


def reserve(case: Case, at: datetime) -> list[Event]:
    """Go on with the heads that are left."""
    return [HeadsReserved(at, "platform", tuple(head.ground for head in undecided(case)))]


def _minor(amount: object) -> int:
    return amount if isinstance(amount, int) else 0


def _money(evaluation: Evaluation) -> tuple[Row, Row, Row]:
    """Give what is paid as ``escrow|buyer|refund``, all that may pay as ``1|escrow|refund``, up to an amount or
    without limit (empty), and what finds no source as ``buyer|refund``; in minor units.
    """
    paid: Counter[str] = Counter()
    sources: list[tuple[str, str | int]] = []
    short: Counter[str] = Counter()
    for name, pool in sorted(evaluation.poured.items()):
        rows: Any = evaluation.values[name]
        to = pool.to
        short.update({f"{to}|{debt}": max(0, owed) for debt, owed in pool.debts})
        for row in rows:
            paid[f"{row['from']}|{row['to']}|{row['for']}"] += row["amount"]
            short[f"{to}|{row['for']}"] -= row["amount"]
        for source, upto in pool.sources:
            debts = ",".join(source.debts or (debt for debt, _ in pool.debts))
            sources.append((f"{len(sources) + 1}|{source.account}|{debts}", "" if upto is None else max(0, upto)))
    return tuple(paid.items()), tuple(sources), tuple((key, amount) for key, amount in short.items() if amount)


def decided_as(made: dict[str, Any]) -> str:
    """Give the digest of a decision, which never covers its wording."""
    return digest({key: made[key] for key in DECISION})


def evolve(case: Case, event: Event) -> Case:
    match event:
        case RulingGiven():
            return _given(case, event)
        case RulingDeferred():
            back = NEGOTIATION if event.outcome == "continue_negotiation" else REVIEW
            return changed(case, ripe="", rest=(), stage=back)
        case HeadsReserved():
            return changed(case, stage=NEGOTIATION)
        case StaffErrorNoted():
            return changed(case, errors=(*case.errors, event.staff))
        case ClericalErrorCorrected():
            return case
        case _:
            assert_never(event)


def _given(case: Case, event: RulingGiven) -> Case:
    made = Ruled(event.number, event.at, event.outcome, event.winner, event.refund, event.pack, event.digest,
                 event.payers, event.sources, event.shortfalls, event.by, event.heads, event.lines, event.head,
                 case.round)  # fmt: skip
    winner = event.winner if event.winner in ("buyer", "seller", "split", "none") else ""
    said = told(case, event.at, "platform", "ruling", winner=winner, amount=event.refund, head=event.head)
    offers = tuple(replace(o, state="lapsed") if o.state == "open" else o for o in case.offers)
    ripe = event.basis if event.rest else ""
    return changed(said, ripe=ripe, rest=event.rest, stage=RULED, rulings=(*case.rulings, made), offers=offers)
