"""Texts for people: two languages, sentences from codes, columns on a screen, the nearest word, phrases in chats."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

NO_LINE_START = frozenset("，。、；：？！）》」』】〕〉”’…—～·％‰℃,.;:?!)]}%>")
NO_LINE_END = frozenset("（《「『【〔〈“‘([{<￥¥$")

_RUN = re.compile("[^\\s\u00a0]*(?:\u00a0[^\\s\u00a0]*)+|\\S+")
_COLOUR = re.compile("\x1b\\[[0-9;]*m")
_SILENT = frozenset(("Mn", "Me", "Cf", "Cc"))
_IGNORED = frozenset("PZCS")
_MARKS = frozenset(("Mn", "Me"))


@dataclass(frozen=True, slots=True)
class Text:
    """One text in Chinese and in English."""

    zh: str
    en: str

    def say(self, lang: str) -> str:
        """The text in ``lang``; in the other language where this one is empty."""
        return (self.zh or self.en) if lang == "zh" else (self.en or self.zh)


def sentence(messages: Mapping[str, tuple[str, str]], code: str, lang: str, details: Mapping[str, object]) -> str:
    """What ``code`` means, for a person; a code without a sentence is shown as it is."""
    if code not in messages:
        return f"{code} {listed((f'{key}={value}' for key, value in details.items()), lang)}".rstrip()
    zh, en = messages[code]
    return (zh if lang == "zh" else en).format_map({key: shown(value, lang) for key, value in details.items()})


def shown(value: object, lang: str) -> str:
    """A detail of a sentence as text."""
    if isinstance(value, Text):
        return value.say(lang)
    if isinstance(value, Mapping) and value.keys() == {"zh", "en"}:  # a text that was written down as JSON
        return str(value[lang])
    if isinstance(value, list | tuple | set | frozenset):
        return listed((shown(item, lang) for item in value), lang)
    return str(value)


def snake(name: str) -> str:
    """The name of a class as files, addresses and the interface write it: ``MakeOffer`` is ``make_offer``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def listed(words: Iterable[str], lang: str) -> str:
    """Words in a row: 甲、乙 or a, b."""
    return ("、" if lang == "zh" else ", ").join(words)


def width(text: str) -> int:
    """Columns on a terminal: wide characters take two, combining and invisible ones and colour codes none."""
    if text.isascii() and "\x1b" not in text:
        return len(text)
    return sum(map(_columns, _COLOUR.sub("", text)))


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """``text`` filled with spaces to ``columns``, on its left when it stands ``right``; never cut."""
    gap = " " * (columns - width(text))
    return gap + text if right else text + gap


def wrap(text: str, columns: int, *, indent: str = "") -> list[str]:
    """Lines of at most ``columns``; ``indent`` stands before every line but the first.

    Latin words stay whole, Chinese breaks between any two characters; no line begins with a closing mark or ends with
    an opening one. What is wider than a line is cut. At a no-break space (U+00A0) no line breaks.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_fill(paragraph, columns, indent, first=not lines))
    return lines


def nearest(word: str, allowed: Iterable[str]) -> str | None:
    """The allowed word that was probably meant, if any; Chinese words of two characters may differ in one."""
    wanted = _plain_word(word)
    best = min(((_unlike(wanted, _plain_word(other)), other) for other in allowed), default=None)
    return best[1] if best and best[0] <= 1 else None


def normalise(text: str) -> str:
    """``text`` for matching phrases: full width as half width, no case, no spaces, punctuation, symbols or marks.

    Not done: traditional to simplified characters, look-alikes of other scripts, pinyin, homophones, digits written
    as words. A list of phrases has to name those itself.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(character for character in folded if _kept(character))


def _kept(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] not in _IGNORED and category not in _MARKS


def _columns(character: str) -> int:
    if character < "\u0300":
        return 1 if character >= " " else 0
    if unicodedata.category(character) in _SILENT or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _fill(paragraph: str, columns: int, indent: str, *, first: bool) -> Iterator[str]:
    line = "" if first else indent
    bare = True
    for atom, spaced in _atoms(paragraph):
        joined = f"{line} {atom}" if spaced and not bare else line + atom
        if not bare and width(joined) > columns:
            yield line
            joined = indent + atom
        while width(joined) > columns and len(joined) > len(indent) + 1:
            head, joined = _cut(joined, columns, indent)
            yield head
        line, bare = joined, False
    yield line


def _atoms(paragraph: str) -> Iterator[tuple[str, bool]]:
    """What may not be broken, each with whether a space stands before it."""
    for number, run in enumerate(_RUN.findall(paragraph)):
        start = 0
        for at in range(1, len(run)):
            if _may_break(run[at - 1], run[at]):
                yield run[start:at], bool(number) and start == 0
                start = at
        yield run[start:], bool(number) and start == 0


def _may_break(before: str, after: str) -> bool:
    wide = _columns(before) == 2 or _columns(after) == 2
    return wide and after not in NO_LINE_START and before not in NO_LINE_END and _columns(after) > 0


def _cut(line: str, columns: int, indent: str) -> tuple[str, str]:
    end = len(indent) + 1
    while width(line[: end + 1]) <= columns:
        end += 1
    return line[:end], indent + line[end:]


def _plain_word(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().replace("-", "_")


def _unlike(word: str, other: str) -> float:
    """How far two words are apart, where up to 1 may be a slip."""
    if word == other:
        return 0.0
    if not word or not other or not set(word) & set(other):
        return 2.0
    changes = _changes(word, other) / max(1.0, (min(len(word), len(other)) + 1) // 3)
    if len(word) >= 4 and (other.startswith(word) or word.startswith(other)):
        changes = min(changes, 1.0)
    ratio = difflib.SequenceMatcher(None, word, other).ratio()
    return min(changes, 4 * (1 - ratio)) + 0.001 * (1 - ratio) if changes > 1 else changes - 0.001 * ratio


def _changes(word: str, other: str) -> int:
    """Letters to change, leave out, add or swap with the next one (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        older, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == wanted:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]
