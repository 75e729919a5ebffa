"""The text that a reader of pictures (Tesseract) found in one, and where each piece of it stands in the picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from statistics import median

LEAST = 30.0  # of 100: what the reader is less sure of is mostly not writing
MOST_WORDS, LONGEST = 5_000, 200
COLUMNS, WORD = 12, "5"
WIDE_FROM = "\u2e80"
PITCH = 2.0  # heights of a line from the top of one to the top of the next, where both are of one paragraph or bubble
ENDS = frozenset("。！？!?；;：:")


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of text and its box in the picture that was read, in pixels; ``sure`` is the reader's own, 0 to 100."""

    text: str
    left: int
    top: int
    width: int
    height: int
    sure: float


@dataclass(frozen=True, slots=True)
class Writing:
    """The text of a picture, what ran on in the next line on one line; word ``n`` begins at ``text[starts[n]]``."""

    text: str
    words: tuple[Word, ...] = ()
    starts: tuple[int, ...] = ()


def writing_of(table: str) -> Writing:
    """Read the table (TSV) that Tesseract writes; lines of it that make no sense are left out."""
    text = ""
    words: list[Word] = []
    starts: list[int] = []
    above: list[Word] = []
    for _, rows in groupby(_rows(table), key=lambda row: row[0]):
        line = [word for _, word in rows]
        text += "\n" if text and not _runs_on(above, line) else ""
        for word in line:
            apart = bool(words) and text[-1:] != "\n" and not (_wide(text[-1:]) or _wide(word.text[0]))
            text += " " if apart and text else ""
            starts.append(len(text))
            words.append(word)
            text += word.text
        above = line
    return Writing(text, tuple(words), tuple(starts))


def _runs_on(above: list[Word], line: list[Word]) -> bool:
    """Whether a line goes on with the one above: right below it, as far to the left, and that one was full."""
    height = median(word.height for word in (*above, *line))
    down = median(word.top for word in line) - median(word.top for word in above)
    beside = abs(line[0].left - above[0].left)
    short = max(word.left + word.width for word in line) - max(word.left + word.width for word in above)
    return 0 < down <= PITCH * height and beside <= height and short <= height and above[-1].text[-1] not in ENDS


def words_at(writing: Writing, start: int, end: int) -> tuple[Word, ...]:
    """Give the words whose text lies at least partly in ``text[start:end]``, to mark them in the picture."""
    pairs = zip(writing.words, writing.starts, strict=True)
    return tuple(word for word, begins in pairs if begins < end and begins + len(word.text) > start)


def _rows(table: str) -> Iterator[tuple[tuple[str, ...], Word]]:
    """Each word with the numbers of its page, block, paragraph and line."""
    for number, row in enumerate(table.splitlines()):
        cells = row.split("\t", COLUMNS - 1)
        if number >= 4 * MOST_WORDS:
            return
        if len(cells) == COLUMNS and cells[0] == WORD and (word := _word(cells)):
            yield tuple(cells[1:5]), word


def _word(cells: list[str]) -> Word | None:
    text = cells[11].strip()[:LONGEST]
    try:
        left, top, width, height = (int(cell) for cell in cells[6:10])
        sure = float(cells[10])
    except ValueError:
        return None
    return Word(text, left, top, width, height, sure) if text and sure >= LEAST else None


def _wide(text: str) -> bool:
    """Whether a character is one beside which no space is written."""
    return bool(text) and text[0] >= WIDE_FROM
