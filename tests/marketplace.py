"""A marketplace by chance: it pays in full or in part, refuses, answers late or twice, or pays twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from gongdao.case.stages.remedy import AnswerLeg
from gongdao.service.work.courier import Answer, Parcel


@dataclass(slots=True)
class Marketplace:
    """What it answered each payment, by the payment's name; ``late`` are answers still to come, by stream and leg."""

    draw: Random
    book: dict[str, list[Answer]] = field(default_factory=dict)
    late: list[tuple[str, str, Answer]] = field(default_factory=list)
    notices: dict[str, int] = field(default_factory=dict)

    def asked(self, parcel: Parcel) -> Answer | None:
        """Answer a payment, or say nothing yet; the same payment asked for again is answered the same."""
        if parcel.kind != "money.execute":
            self.notices[parcel.key] = self.notices.get(parcel.key, 0) + 1
            return None
        name, amount = f"{parcel.stream}/{parcel.body['leg']}", parcel.body["amount"]
        known = self.book.setdefault(name, [])
        if known:
            return known[0]
        moved = self.draw.choice((amount, amount, amount, amount // 2, 0))
        answer = Answer(f"{name}#1", moved, "" if moved == amount else "insufficient")
        known.append(answer)
        where = parcel.stream, parcel.body["leg"]
        if self.draw.random() < 0.1:
            known.append(Answer(f"{name}#2", amount))
            self.late.append((*where, known[1]))
        if self.draw.random() < 0.2:
            self.late.append((*where, answer))
        if self.draw.random() < 0.2:
            self.late.append((*where, answer))
            return None
        return answer

    def comes(self, now: datetime) -> tuple[str, AnswerLeg] | None:
        """Give an answer that was late, with the stream it belongs to."""
        if not self.late:
            return None
        stream, leg, answer = self.late.pop(self.draw.randrange(len(self.late)))
        return stream, AnswerLeg(now, "marketplace", leg, answer.receipt, answer.amount, answer.reason)
