"""Says in a dispute that screening raised a signal: what it is called, of whom it speaks, and what it is not."""

from __future__ import annotations

from collections.abc import Iterator

from gongdao.case.signals import SignalRaised
from gongdao.case.state import Case
from gongdao.telling.signal_words import RAISED, WHOM
from gongdao.telling.teller import Teller
from gongdao.telling.vocabulary import PARTIES, called


def raised(teller: Teller, before: Case, event: SignalRaised, after: Case) -> Iterator[str]:
    """What a signal is called by the pack of the case, and whom it concerns."""
    whom = teller.say(WHOM, whom=teller.who(event.whom)) if event.whom in PARTIES else ""
    yield teller.begun(teller.say(RAISED, id=event.id, kind=kind_said(teller, before, event.kind), whom=whom))


def kind_said(teller: Teller, case: Case, kind: str) -> str:
    """What the pack calls a kind of signal."""
    law = teller.pack(case)
    labels = {name: effect.label for name, effect in law.signals.items()} if law else {}
    return called(labels, kind, teller.lang)
