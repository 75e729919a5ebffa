"""A decision told on a page of the terminal."""

from __future__ import annotations

from dataclasses import dataclass

from gongdao.case.file import Case
from gongdao.case.ruling import Decided
from gongdao.cli.page import Page, section
from gongdao.kernel.text import Text
from gongdao.telling import decision


@dataclass(frozen=True, slots=True)
class Telling(decision.Telling):
    """One decision while it is told on a page; ``family`` is what the rules are called."""

    page: Page
    family: Text

    def section(self, heading: Text, lines: list[str]) -> list[str]:
        return section(self.page, heading.say(self.lang), lines)


def telling_of(case: Case, decided: Decided, page: Page, family: Text) -> Telling:
    """Put at hand what the telling of a decision needs."""
    made = decision.told(case, decided, page.lang)
    return Telling(made.case, made.decided, made.voice, made.reached, page, family)
