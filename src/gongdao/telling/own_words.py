"""What people wrote of a dispute in their own words: the request, its refusal, an appeal; by whom and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from gongdao.case.decider import Event, Recorded
from gongdao.case.rounds import Appealed
from gongdao.case.stages.negotiation import RequestRefused
from gongdao.case.stages.opening import RequestOpened
from gongdao.case.state import Row, role
from gongdao.kernel.text import Text
from gongdao.telling.teller import Teller
from gongdao.telling.vocabulary import PARTIES, called

# The fields of a claim that hold what was written with it.
OF_CLAIM = ("text", "note")
ASKS = Text("{who}说的经过", "What {who} says")
REFUSES = Text("{who}拒绝的理由", "Why {who} refuses")
APPEALS = Text("{who}第 {n} 次申诉的理由", "Grounds of {who}'s appeal {n}")
BRINGS = Text("{who}第 {n} 次申诉的新证据", "New evidence in {who}'s appeal {n}")


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What somebody wrote: under which heading, by whom, when; that it is gone, where it was erased."""

    heading: str
    who: str
    side: str
    at: datetime
    text: str


def written_with(claim: Row) -> str:
    """Give what was written with a claim, as the record keeps it; empty where nothing was."""
    said = dict(claim)
    return next((str(said[name]) for name in OF_CLAIM if said.get(name)), "")


def own_words(teller: Teller, course: Iterable[Recorded]) -> tuple[OwnWords, ...]:
    """Give what the people of a case wrote of it, the oldest first."""
    return tuple(it for recorded in course for it in _of(teller, recorded.event))


def _of(teller: Teller, event: Event) -> Iterator[OwnWords]:
    match event:
        case RequestOpened(claim=claim):
            found = [(ASKS, written_with(claim), 0)]
        case RequestRefused(reason=reason):
            found = [(REFUSES, reason, 0)]
        case Appealed(ground=ground, new_evidence=brings, number=number):
            found = [(APPEALS, ground, number), (BRINGS, brings, number)]
        case _:
            return
    side = role(event.by)
    for heading, kept, number in found:
        if kept.strip():
            name = teller.say(heading, who=called(PARTIES, side, teller.lang), n=number)
            who = teller.begun(teller.who(event.by))
            yield OwnWords(teller.begun(name), who, side, event.at, teller.text(kept))
