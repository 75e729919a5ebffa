"""Draws the charts of pages: bars and spans, each in two widths, labelled directly, with the figures as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDE, SLIM = 640, 350
BAR = 24
# On a wide drawing names stand left of their bars, on a slim one above them.
ROW = {WIDE: 44, SLIM: 64}
LABEL = {WIDE: 168, SLIM: 0}
ABOVE = {WIDE: 0, SLIM: 22}
# So much of the width is for the figures on the right; so wide is a letter of theirs.
FIGURE = {WIDE: 150, SLIM: 130}
LETTER = {WIDE: 8, SLIM: 11}
LETTERS = {WIDE: 11, SLIM: 17}


@dataclass(frozen=True, slots=True)
class Label:
    """A text of a drawing: where its baseline begins, and its class."""

    x: float
    y: float
    text: str
    kind: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a drawing, of a class."""

    x: float
    y: float
    width: float
    height: float
    kind: str


@dataclass(frozen=True, slots=True)
class Plot:
    """One drawing in its own units; ``size`` is wide or slim."""

    size: str
    width: int
    height: int
    boxes: tuple[Box, ...]
    labels: tuple[Label, ...]
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: what it stands for, its length, the figure beside it and more in paler letters; ``kind`` is its colour."""

    name: str
    value: float
    figure: str
    more: str = ""
    kind: str = "c1"


@dataclass(frozen=True, slots=True)
class Span:
    """A range from low to high with its middle, and the figure beside it."""

    name: str
    low: float
    middle: float
    high: float
    figure: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as ``parts/chart.html`` shows it: a finding, how to read it, two drawings, and the table behind them.

    ``head`` are the columns of the table, ``rows`` its cells as texts; ``told`` says in a sentence what the picture
    shows, for who cannot see it.
    """

    title: str
    read: str
    told: str
    plots: tuple[Plot, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def bars(found: Sequence[Bar]) -> tuple[Plot, ...]:
    """Draw bars from the first down, the longest over the whole width."""
    most = max((bar.value for bar in found), default=0) or 1
    return tuple(_bars(found, most, width) for width in (WIDE, SLIM))


def spans(found: Sequence[Span], ticks: Sequence[tuple[float, str]]) -> tuple[Plot, ...]:
    """Draw ranges over a scale; ``ticks`` are the marks of the scale with their words, the last one its end."""
    return tuple(_spans(found, ticks, width) for width in (WIDE, SLIM))


def ticks(most: float, unit: str) -> list[tuple[float, str]]:
    """Give four or five round marks from nothing to beyond the most."""
    steps = (1, 2, 3, 5, 6, 10, 12, 20, 24, 48, 72, 120, 240, 480, 960)
    step = next((each for each in steps if each * 4 >= most), int(most / 4) + 1)
    return [(step * n, f"{step * n}{unit if n == 4 else ''}") for n in range(5)]


def _bars(found: Sequence[Bar], most: float, width: int) -> Plot:
    left, room, row, above = LABEL[width], width - LABEL[width] - FIGURE[width], ROW[width], ABOVE[width]
    boxes, labels = list[Box](), list[Label]()
    for n, bar in enumerate(found):
        length, top = round(room * bar.value / most, 1), n * row + above
        boxes.append(Box(left, top + 8, max(length, 1), BAR, bar.kind))
        labels.append(Label(0, n * row + (20 if above else 25), _short(bar.name, width)))
        labels.append(Label(left + length + 8, top + 25, bar.figure, "tb"))
        if bar.more:
            past = 16 + LETTER[width] * len(bar.figure)
            labels.append(Label(left + length + past, top + 25, bar.more, "t2"))
    return Plot(_size(width), width, max(1, len(found)) * row, tuple(boxes), tuple(labels))


def _spans(found: Sequence[Span], scale: Sequence[tuple[float, str]], width: int) -> Plot:
    left, row, above = LABEL[width] or 8, ROW[width], ABOVE[width]
    room, end, bottom = width - left - FIGURE[width], scale[-1][0] or 1, len(found) * row

    def place(value: float) -> float:
        return round(left + room * min(value, end) / end, 1)

    boxes, labels = list[Box](), list[Label]()
    for n, span in enumerate(found):
        low, high, middle, top = place(span.low), place(span.high), place(span.middle), n * row + above
        boxes.append(Box(low, top + 12, max(round(high - low, 1), 2), 16, "c2 flow"))
        boxes.append(Box(middle - 2, top + 6, 4, 28, "c1"))
        labels.append(Label(0, n * row + (20 if above else 25), _short(span.name, width), "halo"))
        labels.append(Label(high + 8, top + 25, span.figure, "tb halo"))
    marks = [place(value) for value, _ in scale]
    labels += [Label(x, bottom + 20, word, "t2", "middle") for x, (_, word) in zip(marks, scale, strict=True)]
    lines = tuple(f"M{x} 4V{bottom + 2}" for x in marks)
    return Plot(_size(width), width, bottom + 28, tuple(boxes), tuple(labels), lines)


def _size(width: int) -> str:
    return "wide" if width == WIDE else "slim"


def _short(name: str, width: int) -> str:
    """A name that fits beside its bar; a letter of ours takes the room of two of the alphabet."""
    room, taken = LETTERS[width] * 2, 0
    for place, letter in enumerate(name):
        taken += 2 if ord(letter) > 0x2E7F else 1
        if taken > room:
            return f"{name[: place - 1]}…"
    return name
