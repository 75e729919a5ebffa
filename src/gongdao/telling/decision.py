"""What every part of a told decision needs at hand: the case, the decision, its making and the voice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongdao.case.cites import reached
from gongdao.case.file import Case
from gongdao.case.ruling import Decided
from gongdao.kernel.text import Text
from gongdao.policy.work import Evaluation
from gongdao.telling import instants
from gongdao.telling.voice import Voice, moment, offset


@dataclass(frozen=True, slots=True)
class Telling:
    """One decision while it is told."""

    case: Case
    decided: Decided
    voice: Voice
    reached: tuple[str, ...]

    @property
    def decision(self) -> Mapping[str, Any]:
        return self.decided.decision

    @property
    def evaluation(self) -> Evaluation:
        return self.decided.evaluation

    @property
    def lang(self) -> str:
        return self.voice.lang

    def say(self, text: Text, **parts: object) -> str:
        """A text in the language of the telling, its parts filled in."""
        return text.say(self.lang).format(**parts)

    def capital(self, text: str) -> str:
        """A text that begins a line or sentence."""
        return text[:1].upper() + text[1:] if self.lang == "en" else text

    def when(self, instant: datetime) -> str:
        """An instant as pages say it; else with its offset where that differs from the offset of the decision."""
        if self.voice.as_page:
            return instants.until(instant, self.lang, self.case.policy.decided_at)
        home = offset(self.case.policy.decided_at)
        return moment(instant) if offset(instant) == home else f"{moment(instant)} ({offset(instant)})"


def told(case: Case, decided: Decided, lang: str, *, as_page: bool = False) -> Telling:
    """Put at hand what the telling of a decision needs; ``as_page``: instants stand as on pages."""
    evaluation = decided.evaluation
    return Telling(case, decided, Voice(lang, evaluation.pack, decided.currency, as_page), tuple(reached(evaluation)))
