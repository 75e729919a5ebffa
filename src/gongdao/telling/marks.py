"""A text with the places marked that gave something away, each with the number of its reason; the rest cut to size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongdao.screening.pasted import Turn

# A text up to this long is shown whole; of a longer one so much stands around each mark.
WHOLE, AROUND = 400, 60
ENDS = "。！？!?\n"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place of a turn, ``text[start:end]``, and the number of the reason it gives."""

    turn: int
    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; ``number`` is that of its reason where it is marked, else 0."""

    text: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """What somebody said, in pieces; ``cut`` is whether something was left out before it."""

    who: str
    pieces: tuple[Piece, ...]
    cut: bool = False


def passages(turns: Sequence[Turn], marks: Sequence[Mark], whole: bool = False) -> tuple[Passage, ...]:
    """Give the marked turns, long ones cut to what stands around the marks; all and uncut where ``whole``.

    Marks must not overlap.
    """
    return tuple(_passages(turns, marks, whole))


def _passages(turns: Sequence[Turn], marks: Sequence[Mark], whole: bool) -> Iterator[Passage]:
    left_out = False
    for number, turn in enumerate(turns):
        ours = sorted((mark for mark in marks if mark.turn == number), key=lambda mark: mark.start)
        if not ours and not whole:
            left_out = True
            continue
        for start, end in [(0, len(turn.text))] if whole else _kept(turn.text, ours):
            yield Passage(turn.who, tuple(pieces(turn.text, ours, start, end)), left_out or start > 0)
            left_out = False
        left_out = end < len(turn.text)


def _kept(text: str, marks: Sequence[Mark]) -> list[tuple[int, int]]:
    """The parts of a text that are shown: all of it, or what stands around the marks, joined where they touch."""
    if len(text) <= WHOLE:
        return [(0, len(text))]
    kept: list[tuple[int, int]] = []
    for mark in marks:
        start, end = _begin(text, mark.start), _end(text, mark.end)
        if kept and start <= kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept


def _begin(text: str, at: int) -> int:
    """Where the sentence begins that a place stands in, or not too far before it."""
    least = max(0, at - AROUND)
    return max((text.rfind(end, least, at) + 1 for end in ENDS), default=0) or least


def _end(text: str, at: int) -> int:
    most = min(len(text), at + AROUND)
    found = [place + 1 for end in ENDS if (place := text.find(end, at, most)) >= 0]
    return min(found, default=most)


def pieces(text: str, marks: Sequence[Mark], start: int, end: int) -> Iterator[Piece]:
    """Give what stands from start to end in pieces; marks are in order, and of two that overlap the first is marked."""
    at = start
    for mark in marks:
        if at <= mark.start and mark.end <= end:
            if at < mark.start:
                yield Piece(text[at : mark.start])
            yield Piece(text[mark.start : mark.end], mark.number)
            at = mark.end
    if at < end:
        yield Piece(text[at:end])
