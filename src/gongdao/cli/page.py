"""Lays text out on a page: headings, hanging items and tables that stay inside the width."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO

from gongdao.cli.terminal import colourful, columns, paint
from gongdao.kernel.text import pad, width, wrap

NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Page:
    """How wide a page is, its language, and whether it has colours."""

    columns: int
    lang: str
    colour: bool = False

    def paint(self, text: str, *colours: str) -> str:
        return paint(text, *colours, on=self.colour)


def page_of(lang: str, stream: TextIO | None = None) -> Page:
    """The page of a stream (the standard output)."""
    out = sys.stdout if stream is None else stream
    return Page(columns(out), lang, colourful(out))


def section(page: Page, heading: str, lines: Sequence[str]) -> list[str]:
    """A heading with its lines, a blank line before it; nothing where there are no lines."""
    return ["", page.paint(heading, "bold"), *lines] if lines else []


def hanging(page: Page, start: str, text: str, margin: int | None = None) -> list[str]:
    """``text`` behind ``start``, its further lines below its first; ``margin`` is where it begins."""
    at = width(start) if margin is None else margin
    lead = pad(start, at)
    if width(lead) > at:
        return [lead, *hanging(page, " " * at, text)]
    lines = enumerate(wrap(text, page.columns - at))
    return [(lead if i == 0 else " " * at) + line.replace(NO_BREAK, " ") for i, line in lines]


def entries(page: Page, rows: Sequence[tuple[str, str]], indent: int = 0, most: int = 24) -> list[str]:
    """Labels with their texts, all texts beginning in one column."""
    margin = min(most, max((width(label) for label, _ in rows), default=0)) + indent + 2
    lines: list[str] = []
    for label, text in rows:
        lines += hanging(page, " " * indent + label, text, margin)
    return lines


def amounts(page: Page, rows: Sequence[tuple[str, str]], indent: int = 2) -> list[str]:
    """Rows of a label and an amount that stands right, on the last line of its label."""
    right = max((width(amount) for _, amount in rows), default=0)
    room = page.columns - indent - 2 - right
    labels = [wrap(label, room, indent="  ") for label, _ in rows]
    left = max((width(line) for lines in labels for line in lines), default=0)
    told: list[str] = []
    for lines, (_, amount) in zip(labels, rows, strict=True):
        told += [" " * indent + line for line in lines[:-1]]
        told.append(f"{' ' * indent}{pad(lines[-1], left)}  {pad(amount, right, right=True)}")
    return told
