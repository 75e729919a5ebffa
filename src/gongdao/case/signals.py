"""Signals of screening on a case: raised, contested by whom they concern, reviewed by a person; they decide nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from gongdao.case.court import Court, pack
from gongdao.case.state import CLOSED, NEW, OTHER, STAGES, Case, Signal, changed, role
from gongdao.kernel.errors import Refused

STAFF = ("staff", "supervisor")
SCREENER = "screener"
WHOM = ("buyer", "seller", "carrier", "stranger")
BEFORE, AFTER = "before", "after"
OPEN = ("raised", "contested")
# How signals are numbered, by which parties see them.
SERIES = {tuple(OTHER): "G", ("buyer",): "GB", ("seller",): "GS", (): "GD"}
# What a signal is about that is looked at again and again, as its facts change.
WATCHED = ("shop", "buyer")
# What a reason counts against somebody: more of it is new, as a further shop that got an empty parcel back.
COUNTED = ("shops", "accounts", "others")
MOST_REASONS, LONGEST_REASON = 40, 4000


@dataclass(frozen=True, slots=True)
class RaiseSignal:
    """``score`` in thousandths; ``reasons`` JSON texts without anybody's own words; ``screened`` before or after."""

    at: datetime
    by: str
    kind: str
    about: str
    whom: str
    score: int
    model: str
    reasons: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    seen_by: tuple[str, ...] = ()
    screened: str = AFTER


@dataclass(frozen=True, slots=True)
class ContestSignal:
    at: datetime
    by: str
    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class DecideSignal:
    at: datetime
    by: str
    id: str
    lifted: bool
    reason: str


@dataclass(frozen=True, slots=True)
class WithdrawSignal:
    """The screener no longer sees a reason for what it said."""

    at: datetime
    by: str
    id: str


@dataclass(frozen=True, slots=True)
class SignalRaised:
    """``actions`` are what the pack lets it trigger, ``rule`` by what; ``days`` how long it stands, 0 for always."""

    at: datetime
    by: str
    id: str
    kind: str
    about: str
    whom: str
    score: int
    model: str
    reasons: tuple[str, ...]
    scripts: tuple[str, ...]
    advice: tuple[str, ...]
    seen_by: tuple[str, ...]
    screened: str
    actions: tuple[str, ...]
    days: int
    rule: str


@dataclass(frozen=True, slots=True)
class SignalContested:
    at: datetime
    by: str
    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class SignalDecided:
    at: datetime
    by: str
    id: str
    lifted: bool
    reason: str
    seen_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignalWithdrawn:
    at: datetime
    by: str
    id: str
    seen_by: tuple[str, ...]


Command = RaiseSignal | ContestSignal | DecideSignal | WithdrawSignal
Event = SignalRaised | SignalContested | SignalDecided | SignalWithdrawn
_RUNNING = tuple(stage for stage in STAGES if stage not in (NEW, CLOSED))
_BEGUN = (*_RUNNING, CLOSED)
WHERE: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {
    RaiseSignal: ((SCREENER,), _RUNNING),
    ContestSignal: (tuple(OTHER), _BEGUN),
    DecideSignal: (STAFF, _BEGUN),
    WithdrawSignal: ((SCREENER,), _RUNNING),
}


def decide(case: Case, command: Command, court: Court) -> list[Event]:
    match command:
        case RaiseSignal():
            return [_raised(case, command, court)]
        case ContestSignal(at, by, id_, reason):
            _check_contest(_open(case, id_, at), command)
            return [SignalContested(at, by, id_, reason)]
        case DecideSignal(at, by, id_, lifted, reason):
            seen_by = _open(case, id_, at).seen_by
            _check_reason(reason)
            return [SignalDecided(at, by, id_, lifted, reason, seen_by)]
        case WithdrawSignal(at, by, id_):
            return [SignalWithdrawn(at, by, id_, _open(case, id_, at).seen_by)]
        case _:
            assert_never(command)


def _raised(case: Case, command: RaiseSignal, court: Court) -> SignalRaised:
    """What it may trigger, from which score on and for how long, only the pack says (P-SHIELD)."""
    law = pack(court, case)
    effect = law.signals.get(command.kind)
    if effect is None:
        raise Refused("signal-unknown", kind=command.kind, allowed=tuple(sorted(law.signals)))
    if not effect.at * 10 <= command.score <= 1000:
        raise Refused("signal-too-weak", kind=command.kind, score=command.score, least=effect.at * 10)
    _check_form(command)
    if known := next((it for it in case.signals if said_before(it, command)), None):
        raise Refused("signal-known", id=known.id)
    blocks = any(law.phrases[name].action == "block" for name in command.scripts if name in law.phrases)
    return SignalRaised(
        command.at, command.by, _next_id(case, _seen_by(command)), command.kind, command.about, command.whom,
        command.score, command.model, command.reasons, command.scripts, command.advice, _seen_by(command),
        command.screened, (*effect.actions, *(("block",) if blocks else ())), effect.lasts, effect.source,
    )  # fmt: skip


def _check_form(command: RaiseSignal) -> None:
    if command.whom not in WHOM or command.screened not in (BEFORE, AFTER):
        raise Refused("signal-form", whom=command.whom, allowed=WHOM)
    if len(command.reasons) > MOST_REASONS or any(len(reason) > LONGEST_REASON for reason in command.reasons):
        raise Refused("signal-reasons", most=MOST_REASONS, longest=LONGEST_REASON)


def said_before(signal: Signal, command: RaiseSignal) -> bool:
    """Whether a signal leaves nothing to say: one that was lifted is not raised again for the same thing.

    What is watched over time is raised again when its signal has ended or was withdrawn; and after a person took it
    down, only where there is a ground that she had not before her.
    """
    if (signal.kind, signal.about) != (command.kind, command.about):
        return False
    if signal.about not in WATCHED:
        return True
    if signal.state == "lifted":
        return grounds(command.reasons) <= grounds(signal.reasons)
    return signal.state != "withdrawn" and (signal.until is None or command.at < signal.until)


def grounds(reasons: Iterable[str]) -> frozenset[tuple[str, int]]:
    """Give what the reasons of a signal rest on: their codes, each as often as it counts against somebody.

    That another day has passed, or another order came, is no new ground, nor is what speaks for somebody (``calms``);
    that another shop got back an empty parcel is.
    """
    found: set[tuple[str, int]] = set()
    for text in reasons:
        reason = json.loads(text)
        if reason.get("calms"):
            continue
        counts = [reason.get("details", {}).get(name) for name in COUNTED]
        most = max((it for it in counts if type(it) is int), default=1)
        found |= {(str(reason["code"]), times) for times in range(1, min(most, 100) + 1)}
    return frozenset(found)


def _next_id(case: Case, seen_by: tuple[str, ...]) -> str:
    """Number signals per who sees them: a gap would tell a party of one that it is not shown."""
    series = SERIES[seen_by]
    used = (it.id.removeprefix(series) for it in case.signals)
    return f"{series}{max((int(number) for number in used if number.isdecimal()), default=0) + 1}"


def _seen_by(command: RaiseSignal) -> tuple[str, ...]:
    """Whom it concerns always sees it."""
    return tuple(party for party in OTHER if party == command.whom or party in command.seen_by)


def _open(case: Case, id_: str, at: datetime) -> Signal:
    signal = next((it for it in case.signals if it.id == id_), None)
    if signal is None:
        raise Refused("no-such-signal", id=id_)
    if signal.until is not None and at >= signal.until:
        raise Refused("signal-expired", id=id_, until=signal.until.isoformat())
    if signal.state not in OPEN:
        raise Refused("signal-decided", id=id_)
    return signal


def _check_contest(signal: Signal, command: ContestSignal) -> None:
    if not concerns(signal, role(command.by)):
        raise Refused("signal-not-yours", id=signal.id, whom=signal.whom)
    if signal.state == "contested":
        raise Refused("signal-contested", id=signal.id)
    _check_reason(command.reason)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused("reason-missing")


def evolve(case: Case, event: Event) -> Case:
    match event:
        case SignalRaised():
            return changed(case, signals=(*case.signals, _noted(event)))
        case SignalContested():
            return _turned(case, event.id, "contested")
        case SignalDecided():
            return _turned(case, event.id, "lifted" if event.lifted else "upheld")
        case SignalWithdrawn():
            return _turned(case, event.id, "withdrawn")
        case _:
            assert_never(event)


def _noted(event: SignalRaised) -> Signal:
    until = event.at + timedelta(days=event.days) if event.days else None
    return Signal(
        event.id, event.kind, event.about, event.whom, event.seen_by, event.score, event.model, event.reasons,
        event.scripts, event.advice, event.actions, event.rule, event.at, until, event.screened,
    )  # fmt: skip


def _turned(case: Case, id_: str, state: str) -> Case:
    return changed(case, signals=tuple(replace(it, state=state) if it.id == id_ else it for it in case.signals))


def concerns(signal: Signal, party: str) -> bool:
    """Whether a party may contest a signal: it speaks of the party, or of nobody of the case and the party sees it."""
    return party == signal.whom or (signal.whom not in OTHER and party in signal.seen_by)


def standing(case: Case, who: str, at: datetime) -> tuple[Signal, ...]:
    """Give the signals that stand at an instant and that somebody of this role may see: staff all of them."""
    return tuple(
        it
        for it in case.signals
        if it.state not in ("lifted", "withdrawn")
        and (it.until is None or at < it.until)
        and (role(who) in STAFF or role(who) in it.seen_by)
    )
