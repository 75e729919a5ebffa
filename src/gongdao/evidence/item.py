"""One item of evidence and what became of it: weighed for which facts, or not weighed and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why an item counted or not; the sentences are made at the edge."""

    JUDGED_VALID = "judged_valid"
    JUDGED_AGAINST = "judged_against"
    PRIMA_FACIE_ACCEPTED = "prima_facie_accepted"
    PRIMA_FACIE_REJECTED = "prima_facie_rejected"
    WORD = "word"
    KIND = "kind"
    LATE = "late"
    LEFT = "left"
    UNMAPPED = "unmapped"
    NOTHING = "nothing"
    OUTLET_ALONE = "outlet_alone"
    WORD_ALONE = "word_alone"
    NO_FACT = "no_fact"


@dataclass(frozen=True, slots=True)
class Speech:
    """What an item says of one fact: for or against it, with a weight of 0 to 100."""

    fact: str
    speaks: bool
    grade: str
    weight: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """An item with its speeches; none when it was not weighed."""

    id: str
    by: str
    kind: str
    item: Mapping[str, object]
    speeches: tuple[Speech, ...]
    reason: Reason
    words: tuple[str, ...] = ()
    unmapped: tuple[str, ...] = ()

    @property
    def counted(self) -> bool:
        return any(s.weight > 0 for s in self.speeches)
