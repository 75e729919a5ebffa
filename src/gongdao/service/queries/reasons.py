"""What was written while a case was heard: the reason for each piece of evidence and each fact, what was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from gongdao.case.decider import Event, Recorded
from gongdao.case.stages.evidence import EvidenceAsked, EvidenceChallenged, EvidenceReopened
from gongdao.case.stages.review import CaseHandedOver, EvidenceJudged, EvidenceLeft, FactFound, RecusalAsked


@dataclass(frozen=True, slots=True)
class Written:
    """Something written in a hearing: by whom, when, about what, and the words; empty once they were erased."""

    kind: type
    by: str
    at: datetime
    about: str
    text: str
    evidence: tuple[str, ...] = ()


def written(course: Iterable[Recorded], texts: Mapping[str, str]) -> tuple[Written, ...]:
    """Give what was written in the course of a case, the oldest first."""
    found = (_written(recorded.event, texts) for recorded in course)
    return tuple(it for it in found if it is not None)


def latest(found: Iterable[Written], *kinds: type) -> dict[str, Written]:
    """Give the last thing of some kinds that was written about each."""
    return {it.about: it for it in found if it.kind in kinds}


def _written(event: Event, texts: Mapping[str, str]) -> Written | None:
    match event:
        case EvidenceJudged(at, by, id_, _, _, said) | EvidenceLeft(at, by, id_, said):
            return Written(type(event), by, at, id_, texts.get(said, said))
        case EvidenceChallenged(at, by, id_, said):
            return Written(type(event), by, at, id_, texts.get(said, said))
        case FactFound(at, by, fact, _, evidence, said):
            return Written(type(event), by, at, fact, texts.get(said, said), evidence)
        case EvidenceAsked(at, by, _, note, fact, _):
            return Written(type(event), by, at, fact, texts.get(note, note))
        case EvidenceReopened(at, by, ground, evidence, said):
            return Written(type(event), by, at, ground, texts.get(said, said), evidence)
        case RecusalAsked(at, by, said):
            return Written(type(event), by, at, by, texts.get(said, said))
        case CaseHandedOver(at, by, to, said):
            return Written(type(event), by, at, to, texts.get(said, said))
        case _:
            return None
