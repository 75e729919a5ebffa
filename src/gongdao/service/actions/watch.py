"""Notes on open cases what is said of their shop or buyer, and withdraws it once its reasons are gone."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from gongdao.case.court import pack
from gongdao.case.signals import AFTER, OPEN, SCREENER, RaiseSignal, WithdrawSignal, grounds
from gongdao.case.state import Signal as Raised
from gongdao.kernel.errors import Refused
from gongdao.policy.pack import Pack
from gongdao.screening import claimants, shops
from gongdao.screening.signal import Signal
from gongdao.service.actions.screening import PARTIES, raise_all, raising
from gongdao.service.installation import law
from gongdao.service.queries.cases import case_of
from gongdao.service.queries.watched import TakenDown
from gongdao.service.record import store

log = logging.getLogger(__name__)
# A signal that stands goes only once its probability lies so far below what the pack asks, in percent, or it would
# come and go.
SLACK = 10
CALMING = shops.CALMING | claimants.CALMING
WHOM = {"shop": "seller", "buyer": "buyer"}


@dataclass(frozen=True, slots=True)
class Noted:
    """How many signals a watch raised and withdrew."""

    raised: int = 0
    withdrawn: int = 0

    def __add__(self, other: Noted) -> Noted:
        return Noted(self.raised + other.raised, self.withdrawn + other.withdrawn)


def note(
    about: str, subject: str, streams: Iterable[str], found: Sequence[Signal], taken: TakenDown, at: datetime
) -> Noted:
    """Note what was found of a shop or buyer on its open cases; ``taken`` is what a person took down before."""
    return sum((_noted(about, subject, stream, found, taken, at) for stream in streams), Noted())


def _noted(about: str, subject: str, stream: str, found: Sequence[Signal], taken: TakenDown, at: datetime) -> Noted:
    case = case_of(stream)
    if case is None:
        return Noted()
    known = pack(store.court(law()), case)
    said = [_raising(known, about, it, at) for it in found]
    fresh = [it for it in said if not grounds(it.reasons) <= taken.get((subject, it.kind), frozenset())]
    gone = [it for it in case.signals if _is_gone(known, it, about, fresh, at)]
    raised = raise_all(stream, case, fresh, at)
    return Noted(raised, sum(_withdrawn(stream, it, at) for it in gone))


def _raising(known: Pack, about: str, signal: Signal, at: datetime) -> RaiseSignal:
    made = raising(signal, about, WHOM[about], _seen_by(known, signal.kind), AFTER, 0, at)
    return replace(made, reasons=tuple(map(_calmed, made.reasons)))


def _calmed(text: str) -> str:
    """What speaks for somebody is marked as such: it is no ground to say again what a person took down."""
    reason = json.loads(text)
    return (
        json.dumps({**reason, "calms": True}, ensure_ascii=False, sort_keys=True) if reason["code"] in CALMING else text
    )


def _seen_by(known: Pack, kind: str) -> tuple[str, ...]:
    """Both see what the pack lets be shown; else only whom it concerns, and staff."""
    effect = known.signals.get(kind)
    return PARTIES if effect is not None and "show" in effect.actions else ()


def _is_gone(known: Pack, signal: Raised, about: str, fresh: Sequence[RaiseSignal], at: datetime) -> bool:
    """Whether a signal stands that nobody upheld and that the screener would not raise now."""
    if signal.about != about or signal.state not in OPEN or (signal.until is not None and at >= signal.until):
        return False
    effect = known.signals.get(signal.kind)
    least = (effect.at - SLACK) * 10 if effect is not None else 1001
    return not any(it.kind == signal.kind and it.score >= least for it in fresh)


def _withdrawn(stream: str, signal: Raised, at: datetime) -> int:
    try:
        store.submit(law(), stream, WithdrawSignal(at, SCREENER, signal.id), at)
    except Refused as no:
        log.info("the signal %s in %s was not withdrawn: %s", signal.id, stream, no.code)
        return 0
    return 1
