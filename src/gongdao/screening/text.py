"""Reads a text as it sounds and looks: one plain form for matching, with the way back to the person's own words.

Plain is: simplified, half width, lower case, without spaces, marks, emoji and invisible characters, with characters
that were written in two parts put together. Beside it stands the text by its sounds, where every character is its
toneless syllable and pinyin in Latin letters is read as syllables too, so that 薇信, 微❤ and weixin are one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, count, islice

SYLLABLES_FROM = 0xE000  # private use: one character for every syllable
LONGEST_LATIN = 60
LONGEST_SYLLABLE = 6
_NO_WAY = (LONGEST_LATIN + 1, 0)
KEPT_POINTS = 0x30000  # beyond the planes of Han nothing is remembered
_LATIN = re.compile(r"[a-z]{4,}")
_DROPPED = frozenset("PZCSM")
_LIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"))
_TAILS = (("ing", "in"), ("eng", "en"))


class Table(dict[int, str]):
    """What each character becomes; an unknown one is worked out and remembered."""

    def __init__(self, known: Mapping[str, str]) -> None:
        super().__init__({ord(one): other for one, other in known.items()})

    def __missing__(self, point: int) -> str:
        found = self._worked_out(chr(point))
        if point < KEPT_POINTS:
            self[point] = found
        return found

    def _worked_out(self, character: str) -> str:
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", character).casefold())
        kept = (one for one in folded if unicodedata.category(one)[0] not in _DROPPED)
        return "".join(dict.get(self, ord(one), one) for one in islice(kept, 4))


@dataclass(frozen=True, slots=True)
class Characters:
    """The tables that a text is read with; made once by `read_characters`."""

    plain: Table
    sounds: Mapping[int, str]
    syllables: Mapping[str, str]
    parts: Mapping[str, str]
    halves: frozenset[str]


@dataclass(frozen=True, slots=True)
class Heard:
    """A plain text by its sounds; ``at`` maps each of its characters to the plain one, None where they are the same."""

    text: str
    at: Sequence[int] | None = None


def read_characters(data: Mapping[str, Mapping[str, str]]) -> Characters:
    """Make the tables from ``models/talk/characters.json``."""
    known = {one: plain for plain, ones in data["simplified"].items() for one in ones}
    known |= {**data["alike"], **data["letters"]}
    keys = sorted({like(sound) for sound in data["sounds"]})
    signs = {sound: chr(SYLLABLES_FROM + number) for number, sound in enumerate(keys)}
    spelled = {sound: signs[like(sound)] for sound in data["sounds"]}
    sounds: dict[int, str] = {}
    for sound, ones in data["sounds"].items():
        sounds.update(dict.fromkeys(map(ord, ones), spelled[sound]))
    return Characters(Table(known), sounds, spelled, data["parts"], frozenset(pair[0] for pair in data["parts"]))


def like(sound: str) -> str:
    """Give the sound that it is often taken for: ``zhong`` and ``zong`` are one, so are ``xin`` and ``xing``."""
    for head, short in _LIKE:
        sound = short + sound[len(head) :] if sound.startswith(head) else sound
    for tail, short in _TAILS:
        sound = sound[: -len(tail)] + short if sound.endswith(tail) else sound
    return sound


def plain(characters: Characters, text: str) -> str:
    """Give the plain form of a text."""
    bare = text.translate(characters.plain)
    if characters.halves.isdisjoint(bare):
        return bare
    for parts, whole in characters.parts.items():
        if parts in bare:
            bare = bare.replace(parts, whole)
    return bare


def plain_with_places(characters: Characters, text: str) -> tuple[str, tuple[int, ...]]:
    """Give the plain form, and for each of its characters where in ``text`` it stands; one more is the text's end.

    A character that was put together from two stands where its first part does.
    """
    read = [*map(characters.plain.__getitem__, map(ord, text))]
    bare = "".join(read)
    where = (*compress(count(), read), len(text))
    if len(where) <= len(bare):  # a character that became several stands for each of them
        where = (*(at for at, ones in enumerate(read) for _ in ones), len(text))
    if characters.halves.isdisjoint(bare):
        return bare, where
    for parts, whole in characters.parts.items():
        if parts in bare:
            where = tuple(_joined(bare, where, parts))
            bare = bare.replace(parts, whole)
    return bare, where


def heard(characters: Characters, bare: str) -> Heard:
    """Give a plain text by its sounds."""
    runs = [(run.start(), run.end(), spelled(characters, run.group())) for run in _LATIN.finditer(bare)]
    runs = [run for run in runs if run[2]]
    if not runs:
        return Heard(bare.translate(characters.sounds))
    text: list[str] = []
    at: list[int] = []
    last = 0
    for start, end, syllables in (*runs, (len(bare), len(bare), ())):
        text.append(bare[last:start].translate(characters.sounds))
        at.extend(range(last, start))
        for sign, offset in syllables:
            text.append(sign)
            at.append(start + offset)
        last = end
    return Heard("".join(text), (*at, len(bare)))


def spelled(characters: Characters, run: str) -> tuple[tuple[str, int], ...]:
    """Read Latin letters as pinyin: the syllables, each with where it begins; nothing where they are no pinyin."""
    if len(run) > LONGEST_LATIN:
        return ()
    # For each length: how many syllables, and where the last begins.
    best: list[tuple[int, int] | None] = [(0, 0), *[None] * len(run)]
    reached = 0
    for start, before in enumerate(best):
        if start > reached:
            return ()
        if before is not None:
            for end in _ends(characters, run, start):
                best[end] = min(best[end] or _NO_WAY, (before[0] + 1, start))
                reached = max(reached, end)
    if (whole := best[-1]) is None or whole[0] < 2:
        return ()
    return tuple(reversed(list(_back(characters, run, best))))


def _ends(characters: Characters, run: str, start: int) -> Iterator[int]:
    """Where a syllable that begins there may end."""
    longest = min(start + LONGEST_SYLLABLE, len(run))
    return (end for end in range(start + 1, longest + 1) if run[start:end] in characters.syllables)


def _back(characters: Characters, run: str, best: Sequence[tuple[int, int] | None]) -> Iterator[tuple[str, int]]:
    end = len(run)
    while end and (step := best[end]):
        yield characters.syllables[run[step[1] : end]], step[1]
        end = step[1]


def _joined(bare: str, where: Sequence[int], parts: str) -> Iterator[int]:
    """The places without those of each second part, which goes into the first."""
    last = 0
    while (at := bare.find(parts, last)) >= 0:
        yield from where[last : at + 1]
        last = at + 2
    yield from where[last:]
