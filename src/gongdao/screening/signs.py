"""Finds the readable signs of a script in a text, each with its place in the person's own words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import add

from gongdao.screening.lexicon import Lexicon, Phrase, Words
from gongdao.screening.text import Characters, heard, places, plain

CLAUSE_END = frozenset("，,。；;！!？?\n\r：:…")
NEGATED_WITHIN = 12
NEGATED_NEAR = 8
LISTED_WITHIN = 16  # 不要透露卡号、密码、验证码: the no is said once for the whole list
SENTENCE_END = frozenset("。！？!?\n；;")
DEBUNKED_WITHIN = 24
TOLD_WITHIN = 6
LONGEST_INNER = 4  # characters between the no inside a phrase and what it denies: 验证码不要随便告诉
QUESTION = frozenset("吗么嘛")
REFUSABLE = frozenset(("demand", "place"))
MOST_OF_A_KIND = 120  # in one piece of text; more say nothing new
_ENDINGS = "com|cn|net|cc|top|xyz|vip|club|info|me|io|ly|im|co|org|tk|ml|shop|site|online|wang|link|app|ru|pw|tv"
_LINK = re.compile(rf"https?:|www\.|[a-z0-9]\.(?:{_ENDINGS})(?![a-z])", re.IGNORECASE)
_PHONE = re.compile(r"(?<!\d)\d{7,14}(?!\d)")
_LONG_NUMBER = re.compile(r"\d{7}")
_CARD_NUMBER = re.compile(r"(?<!\d)\d{16,19}(?!\d)")
_NARROW = {code + 0xFEE0: code for code in range(0x21, 0x7F)} | {0x3002: 0x2E}
_MARKS_OF_LINKS = frozenset(".:．：。")
_MONEY = re.compile(r"[\d一二两三四五六七八九十百千万几]{1,9}(?:元|块|万|千|rmb|yuan|dollars)")
_NUMBER = re.compile(r"(?<!\d)\d{2,6}(?!\d)|[一二两三四五六七八九几][十百千万]")
Hits = Mapping[str, Sequence[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Found:
    """A sign in a text: ``start`` and ``end`` in the text as it was handed in, in code points.

    It is ``told`` where the writer says that somebody else wanted it.
    """

    sign: str
    start: int
    end: int
    disguised: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True)
class _Hit:
    sign: str
    start: int
    end: int
    last: int  # where its last word begins
    spread: bool = False  # several words with other words between


def signs_in(characters: Characters, lexicon: Lexicon, text: str) -> tuple[Found, ...]:
    """Give the signs of a text in the order they stand; of a sign at one place only the longest."""
    bare = plain(characters, text)
    hits: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    _look_up(lexicon.written, bare, hits)
    sounded = _by_sound(characters, lexicon, bare, hits)
    where: tuple[int, ...] = ()
    if not _MARKS_OF_LINKS.isdisjoint(text):
        where = places(characters, text)
        _links(text, where, hits)
    if _LONG_NUMBER.search(bare):
        hits["<phone>"] += [match.span() for match in _PHONE.finditer(bare)]
        hits["<cardnumber>"] += [match.span() for match in _CARD_NUMBER.finditer(bare)]
    hits["<money>"] += [match.span() for match in _MONEY.finditer(bare)]
    hits["<number>"] += [match.span() for match in _NUMBER.finditer(bare)]
    met = list(_met(lexicon, {kind: sorted(spans)[:MOST_OF_A_KIND] for kind, spans in hits.items() if spans}))
    if not met:
        return ()
    where = where or places(characters, text)
    kept = _longest(hit for hit in met if not _denied(lexicon, bare, text, where, hit))
    return tuple(
        Found(hit.sign, where[hit.start], _end(where, hit.end), _touches(hit, sounded), _told(lexicon, bare, hit))
        for hit in kept
    )


def _look_up(words: Words, text: str, hits: defaultdict[str, list[tuple[int, int]]]) -> None:
    pairs, singles = words.pairs, words.singles
    begins = [(at, two) for at, two in enumerate(map(add, text, text[1:])) if two in pairs]
    for at, two in begins:
        for word, kinds in pairs[two]:
            if text.startswith(word, at):
                for kind in kinds:
                    hits[kind].append((at, at + len(word)))
    if singles:
        for at, one in enumerate(text):
            for kind in singles.get(one, ()):
                hits[kind].append((at, at + 1))


def _by_sound(
    characters: Characters, lexicon: Lexicon, bare: str, hits: defaultdict[str, list[tuple[int, int]]]
) -> set[tuple[int, int]]:
    """Add the words that only the ear finds; give their places."""
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    by_ear = heard(characters, bare)
    _look_up(lexicon.sounded, by_ear.text, found)
    at = by_ear.at
    new: set[tuple[int, int]] = set()
    for kind, spans in found.items():
        known = frozenset(hits.get(kind, ()))
        here = ((at[start], at[end], start, end) if at else (start, end, start, end) for start, end in spans)
        fresh = [
            (start, end)
            for start, end, first, last in here
            if (start, end) not in known and _meant(lexicon, by_ear.text[first:last], bare[start:end])
        ]
        hits[kind] += fresh
        new.update(fresh)
    return new


def _meant(lexicon: Lexicon, sound: str, written: str) -> bool:
    """Whether it is a word in disguise: in pinyin, or with half of its characters as they should be."""
    if len(written) != len(sound):
        return True
    return any(2 * sum(map(str.__eq__, word, written)) >= len(word) for word in lexicon.spellings[sound])


def _links(text: str, where: Sequence[int], hits: defaultdict[str, list[tuple[int, int]]]) -> None:
    for match in _LINK.finditer(text.translate(_NARROW)):
        start = bisect_left(where, match.start())
        hits["<link>"].append((start, start + 1))


def _met(lexicon: Lexicon, hits: Hits) -> Iterator[_Hit]:
    for kind in tuple(hits):
        for sign in lexicon.alone.get(kind, ()):
            yield from (_Hit(sign, start, end, start) for start, end in hits[kind])
        after = lexicon.phrases.get(kind)
        if after is None:
            continue
        for second in after.keys() & hits.keys():
            for phrase in after[second]:
                if len(phrase.words) == 2 or all(word in hits for word in phrase.words):
                    yield from _in_order(phrase, hits)


def _in_order(phrase: Phrase, hits: Hits) -> Iterator[_Hit]:
    """The places where the words of a phrase stand in order, none too far from the one before."""
    reached = [(start, start, end) for start, end in hits[phrase.words[0]]]
    for word, gap in zip(phrase.words[1:], phrase.gaps[1:], strict=True):
        follow = hits[word]
        steps = ((start, end, bisect_left(follow, (end, 0))) for start, _, end in reached)
        reached = [(start, *follow[at]) for start, end, at in steps if at < len(follow) and follow[at][0] <= end + gap]
    yield from (_Hit(phrase.sign, start, end, last, spread=True) for start, last, end in reached)


def _longest(hits: Iterator[_Hit]) -> list[_Hit]:
    """One of each sign at a place: those that lie within a longer one say nothing more."""
    kept: list[_Hit] = []
    last: dict[str, _Hit] = {}
    for hit in sorted(set(hits), key=lambda it: (it.start, -it.end, it.sign, it.spread, it.last)):
        before = last.get(hit.sign)
        if before is None or hit.start >= before.end:
            kept.append(hit)
            last[hit.sign] = hit
    return kept


def _denied(lexicon: Lexicon, bare: str, text: str, where: Sequence[int], hit: _Hit) -> bool:
    """Whether the clause warns of it, or says that it will not happen: a warning is no demand."""
    if hit.spread and (_torn(text, where, hit) or _refused_inside(lexicon, bare, hit)):
        return True
    if bare[hit.end : hit.end + 1] in QUESTION and bare.endswith(lexicon.asking, 0, hit.start):
        return True
    if lexicon.denying.search(bare, max(0, hit.start - LISTED_WITHIN), hit.start + 2):
        before = bare[max(0, hit.start - NEGATED_WITHIN) : hit.start]
        said = filter(before.__contains__, lexicon.negators)
        if any(_one_clause(before, word, text, where, hit) for word in said):
            return True
        if _refused_near(lexicon, bare, text, where, hit):
            return True
    return any(map(bare[hit.end : hit.end + DEBUNKED_WITHIN].__contains__, lexicon.debunkers))


def _refused_near(lexicon: Lexicon, bare: str, text: str, where: Sequence[int], hit: _Hit) -> bool:
    """Whether a no stands right before it, or before the list that it is in."""
    first = max(0, hit.start - LISTED_WITHIN)
    near = bare[first : hit.start + 2]
    for word in lexicon.near_negators:
        at = first + near.rfind(word)
        denies = first <= at < hit.start and not bare.startswith(lexicon.no_negation, at)
        if denies and _same_clause(text, where, at, hit.start):
            if hit.start - at <= NEGATED_NEAR or "、" in text[where[at] : where[hit.start]]:
                return True
    return False


def _refused_inside(lexicon: Lexicon, bare: str, hit: _Hit) -> bool:
    """Whether a no stands between its words, right before the last: 验证码不要告诉别人."""
    if lexicon.signs[hit.sign].part not in REFUSABLE:
        return False
    between = bare[hit.start : hit.last]
    return any(no in between[-LONGEST_INNER - len(no) :] for no in lexicon.inner_negators)


def _told(lexicon: Lexicon, bare: str, hit: _Hit) -> bool:
    return lexicon.telling.search(bare, max(0, hit.start - TOLD_WITHIN), hit.last) is not None


def _torn(text: str, where: Sequence[int], hit: _Hit) -> bool:
    """Whether the words of a phrase lie in two sentences; marks between all its characters are a disguise."""
    return sum(map(SENTENCE_END.__contains__, text[where[hit.start] : where[hit.end - 1]])) == 1


def _one_clause(before: str, word: str, text: str, where: Sequence[int], hit: _Hit) -> bool:
    at = hit.start - len(before) + before.rindex(word)
    return _same_clause(text, where, at, hit.start)


def _same_clause(text: str, where: Sequence[int], start: int, end: int) -> bool:
    return CLAUSE_END.isdisjoint(text[where[start] : where[end]])


def _end(where: Sequence[int], end: int) -> int:
    """Where a span ends in the text: right after its last character, not at the next one that counts."""
    return where[end - 1] + 1


def _touches(hit: _Hit, places_: set[tuple[int, int]]) -> bool:
    return any(start < hit.end and hit.start < end for start, end in places_)
