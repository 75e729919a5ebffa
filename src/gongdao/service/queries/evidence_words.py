"""What somebody may say that a piece of evidence shows, and of which fact: in the words of the rules of the case."""

from __future__ import annotations

from dataclasses import dataclass

from gongdao.case.burden import SETTLED, Step, steps
from gongdao.case.court import pack
from gongdao.case.state import Case
from gongdao.kernel.text import Text
from gongdao.policy.pack import Word
from gongdao.service.queries.cases import Opened
from gongdao.service.queries.proofs import Proof, proofs_of

# What somebody can show of himself; the rest of the words are what others wrote, found or admitted.
OWN_GRADES = ("", "party", "chain")


@dataclass(frozen=True, slots=True)
class Point:
    """A fact in dispute, with what speaks for it; ``mine`` where who asks must prove it."""

    fact: str
    label: Text
    mine: bool
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen: the facts still in dispute, one's own first, and words of the pack by their ids."""

    points: tuple[Point, ...]
    words: tuple[tuple[str, Text], ...]

    def word_of(self, said: str) -> str:
        """Give the word that somebody wrote out as the pack calls it, in either language; nothing where it is none."""
        plain = said.strip().rstrip("。.").casefold()
        return next((id_ for id_, label in self.words if plain in (label.zh.casefold(), label.en.casefold())), "")


def choices(seen: Opened) -> Choices:
    """Give what a party of an opened case may say that its evidence shows."""
    law = pack(seen.court, seen.case)
    open_ = [step for step in steps(seen.case, seen.court) if step.state not in SETTLED]
    points = [
        Point(step.fact, law.facts[step.fact].label, step.bearer == seen.side, proofs_of(law, step.fact))
        for step in open_
    ]
    words = [(word.id, word.label) for word in law.words.values() if _helps(word, open_, seen.side) and word.label.zh]
    return Choices(tuple(sorted(points, key=lambda point: not point.mine)), tuple(words))


def _helps(word: Word, open_: list[Step], side: str) -> bool:
    bearers = {step.fact: step.bearer for step in open_}
    return any(
        fact in bearers and (bearers[fact] == side) is speaks and grade in OWN_GRADES
        for fact, speaks, grade in word.speaks
    )


def is_late(case: Case, seen: Opened) -> bool:
    """Whether what is handed in now comes after the time for evidence."""
    return case.evidence_closed_at is not None and seen.now >= case.evidence_closed_at
