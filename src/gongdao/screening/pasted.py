"""Reads a conversation that somebody pasted: who says what, as far as the text shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_SPEAKERS = 6
LONGEST_NAME = 20
LONGEST_HEAD = 80
# 客服小李：您好  ·  [10:02] Ann: hello  ·  卖家 2025-11-02 10:03:11 (and the text on the next lines)
_STAMP = (
    r"[\[(（【]?(?:\d{2,4}[-/.年]\d{1,2}[-/.月]\d{1,2}日? ?)?(?:(?:上午|下午) ?)?\d{1,2}:\d{2}(?::\d{2})?[\])）】]?"
)
_SAID = re.compile(rf"^\s*(?:{_STAMP}\s*)?(?P<who>[^\s:：，。！？,!?]{{1,20}})\s*[:：](?!//)\s*(?P<text>.*)")
_ALONE = re.compile(rf"^\s*(?P<who>[^\s:：，。！？,!?]{{1,20}})\s+{_STAMP}\s*\Z")


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody says in a conversation; ``who`` is any name for the speaker, empty where it is not known."""

    who: str
    text: str


def read_conversation(text: str) -> tuple[Turn, ...]:
    """Give the turns of a pasted text; where no speakers can be told apart, all of it is one turn of nobody.

    A line begins a turn when it names who speaks (``客服：您好``, ``[10:02] Ann: hello``) or when it stands above
    what is said with its time (``卖家 2025-11-02 10:03``); other lines go on with the turn before.
    """
    turns = tuple(turn for turn in _turns(text.splitlines()) if turn.text)
    speakers = {turn.who for turn in turns if turn.who}
    named = sum(bool(turn.who) for turn in turns)
    if named < 2 or not 1 <= len(speakers) <= MOST_SPEAKERS:
        return (Turn("", text),)
    return turns


def _turns(lines: list[str]) -> Iterator[Turn]:
    who, said = "", list[str]()
    for line in lines:
        found = _head(line)
        if found is None:
            said.append(line)
            continue
        yield Turn(who, "\n".join(said).strip())
        who, said = found[0], [found[1]]
    yield Turn(who, "\n".join(said).strip())


def _head(line: str) -> tuple[str, str] | None:
    """Who speaks, and what stands on the same line."""
    if len(line) <= LONGEST_HEAD and (alone := _ALONE.match(line)):
        return alone["who"], ""
    found = _SAID.match(line[:LONGEST_HEAD])
    if found is None or found["who"].isdigit():
        return None
    return found["who"], line[found.start("text") :]
