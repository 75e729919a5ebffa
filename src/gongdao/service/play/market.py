"""The marketplace of a played scenario: it pays at once and in full, or answers as the scenario says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from gongdao.service.play.scenario import PAYS, MarketAnswer
from gongdao.service.record.law import Law


@dataclass(slots=True)
class Market:
    """Answers the payments of one case; ``next`` are the answers that the scenario gave beforehand."""

    law: Law
    stream: str
    pays: bool = True
    next: list[MarketAnswer] = field(default_factory=list)

    def told(self, mode: str, answers: tuple[MarketAnswer, ...]) -> None:
        """Take what a step says of the payments from here on."""
        self.pays = self.pays if not mode else mode == PAYS
        self.next += answers

    def pay(self, now: datetime) -> Iterator[MarketAnswer]:
        """Answer the payments that are asked for, one after the other."""
        yield from ()
