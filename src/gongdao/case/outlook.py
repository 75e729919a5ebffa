"""The outlook of a running case: how it may end, what each side must still prove, what each piece of evidence says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongdao.case.burden import Step, steps
from gongdao.case.court import Court, filed, stops_of
from gongdao.case.file import Case as Filed
from gongdao.case.foregone import Foregone, foregone
from gongdao.case.heads import Head, alone, heads, undecided
from gongdao.case.ruling import Decided, decide_with
from gongdao.case.state import Case
from gongdao.evidence.item import Weighed
from gongdao.policy.needs import Ending, endings


@dataclass(frozen=True, slots=True)
class Outlook:
    """How one head of claim stands: its endings, the one if evidence closes now, and the burden of each open fact.

    ``shut`` are the endings out of reach; ``decided`` is the decision as the evidence stands, for whoever tells it, and
    ``filed`` what it was made of.
    """

    head: Head
    endings: tuple[Ending, ...]
    now: Ending | None
    shut: tuple[Foregone, ...]
    steps: tuple[Step, ...]
    filed: Filed
    decided: Decided

    @property
    def pieces(self) -> tuple[Weighed, ...]:
        return tuple(self.decided.bound.evidence)


def outlooks(case: Case, court: Court) -> tuple[Outlook, ...]:
    """Give the outlook of each head that is still open, as of the last event, so that everybody is told the same."""
    return tuple(_outlooks(case, court)) if case.last_at is not None else ()


def _outlooks(case: Case, court: Court) -> Iterator[Outlook]:
    for head in undecided(case) or heads(case):
        yield _outlook(alone(case, head), court, head)


def _outlook(case: Case, court: Court, head: Head) -> Outlook:
    at = case.last_at
    assert at is not None
    file = filed(case, at)
    decided = decide_with(
        court.library, file, court.calendars, closed=False, stops=stops_of(court, case, at), told=False
    )
    ends, now = endings(decided.evaluation, court.calendars)
    shut = foregone(case, court, head, decided.evaluation, ends)
    return Outlook(head, ends, now, shut, steps(case, court, decided.evaluation), file, decided)
