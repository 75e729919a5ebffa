"""The marketplace of a played scenario: it pays at once and in full, or answers as the scenario says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from gongdao.case.stages.remedy import AnswerLeg, goods_back
from gongdao.case.state import Case
from gongdao.ledger.execution import Payment, State
from gongdao.service.play import books
from gongdao.service.play.scenario import PAYS, MarketAnswer
from gongdao.service.record import store
from gongdao.service.record.law import Law
from gongdao.service.record.outbox import MONEY
from gongdao.service.work.courier import Answer, Parcel, deliver

FULL = MarketAnswer("full")


@dataclass(slots=True)
class Market:
    """Answers the payments of one case; ``next`` are the answers that the scenario gave beforehand.

    ``late`` are the answers that are still to come, each with its instant and its payment.
    """

    law: Law
    stream: str
    pays: bool = True
    next: list[MarketAnswer] = field(default_factory=list)
    late: list[tuple[datetime, str, MarketAnswer]] = field(default_factory=list)
    given: int = 0

    def told(self, mode: str, answers: tuple[MarketAnswer, ...]) -> None:
        """Take what a step says of the payments from here on."""
        self.pays = self.pays if not mode else mode == PAYS
        self.next += answers

    def wake(self) -> datetime | None:
        """The next instant at which a late answer comes."""
        return min((at for at, _, _ in self.late), default=None)

    def pay(self, case: Case, now: datetime) -> Iterator[None]:
        """Answer what is asked for until now, one payment after the other; who listens looks at the case in between."""
        for each in sorted(late for late in self.late if late[0] <= now):
            self.late.remove(each)
            self._hear(case, each[1], each[2], now)
            yield
        while (self.pays or self.next) and self._asked(now):
            deliver(self.law, now, lambda parcel: self._send(parcel, now), 1)
            yield

    def _asked(self, now: datetime) -> bool:
        """Whether a payment waits that the case lets go now."""
        case = store.load(self.law, self.stream)
        return any(_may_go(case, leg) for leg in case.legs if leg.id in books.waiting(self.law.using, self.stream, now))

    def _send(self, parcel: Parcel, now: datetime) -> Answer | None:
        if parcel.kind != MONEY or parcel.stream != self.stream:
            return None
        said = self.next.pop(0) if self.next else FULL
        case, leg = store.load(self.law, self.stream), str(parcel.body["leg"])
        if said.answer == "late":
            self.late.append((now + said.after, leg, said))
            return None
        if said.answer == "twice":
            self.late.append((now, leg, said))
        return self._answer(case, leg, said)

    def _hear(self, case: Case, leg: str, said: MarketAnswer, now: datetime) -> None:
        answer = self._answer(case, leg, said)
        told = AnswerLeg(now, "marketplace", leg, answer.receipt, answer.amount, answer.reason)
        store.submit(self.law, self.stream, told, now)

    def _answer(self, case: Case, leg: str, said: MarketAnswer) -> Answer:
        """An answer under a receipt of its own; one that comes twice has the same receipt both times."""
        payment = next(each for each in case.legs if each.id == leg)
        amount = {"part": said.amount, "refuse": 0}.get(said.answer, said.amount or payment.amount - payment.paid)
        self.given += said.answer != "twice"
        receipt = f"{leg}-again" if said.answer == "twice" else f"{leg}-{self.given}"
        return Answer(receipt, amount, said.reason)


def _may_go(case: Case, leg: Payment) -> bool:
    return leg.state in (State.HELD, State.SENT) and goods_back(case, leg) and not case.suspended
