"""Finds the readable signs of a script in a text, each with its place in the person's own words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gongdao.screening.lexicon import Lexicon, Phrase, Words
from gongdao.screening.text import Characters, heard, plain_with_places

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
_COUNTS = re.compile(r"[\d一二两三四五六七八九十百千万几]")  # what every number and amount begins with
_PHONE = re.compile(r"(?<!\d)\d{7,14}(?!\d)")
_LONG_NUMBER = re.compile(r"\d{7}")
_CARD_NUMBER = re.compile(r"(?<!\d)\d{16,19}(?!\d)")
_NARROW = {code + 0xFEE0: code for code in range(0x21, 0x7F)} | {0x3002: 0x2E}
# What every link has, also in wide letters: a mark right after a Latin letter or a digit.
_MARK_OF_LINK = re.compile(r"[.:．：。](?<=[a-z0-9ａ-ｚ０-９].)", re.IGNORECASE)
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


class _Hit(NamedTuple):  # there are many, and a tuple is made and compared fast
    sign: str
    start: int
    end: int
    last: int  # where its last word begins
    spread: bool = False  # several words with other words between


@dataclass(frozen=True, slots=True)
class _Read:
    """A text and its plain form, and whether anything in it denies, debunks or tells at all."""

    text: str
    bare: str
    where: Sequence[int]  # of each plain character, and the end of the text
    denies: bool
    debunks: bool
    tells: bool


def signs_in(characters: Characters, lexicon: Lexicon, text: str) -> tuple[Found, ...]:
    """Give the signs of a text in the order they stand; of a sign at one place only the longest."""
    bare, where = plain_with_places(characters, text)
    hits: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    _look_up(lexicon.written, bare, hits)
    sounded = _by_sound(characters, lexicon, bare, hits)
    if _MARK_OF_LINK.search(text):
        _links(text, where, hits)
    _numbers(bare, hits)
    met = set(_met(lexicon, {kind: _in_text_order(spans) for kind, spans in hits.items() if spans}))
    if not met:
        return ()
    read = _read(lexicon, text, bare, where)
    return tuple(
        Found(hit.sign, where[hit.start], _end(where, hit.end), _touches(hit, sounded), _told(lexicon, read, hit))
        for hit in _longest(lexicon, read, met)
    )


def _read(lexicon: Lexicon, text: str, bare: str, where: Sequence[int]) -> _Read:
    said = (pattern.search(bare) is not None for pattern in (lexicon.denying, lexicon.debunking, lexicon.telling))
    return _Read(text, bare, where, *said)


def _look_up(words: Words, text: str, hits: defaultdict[str, list[tuple[int, int]]]) -> None:
    ended = text + "\n"  # which no word holds
    for at, one in enumerate(text):
        begun, end = one, at + 1
        while begun in words:
            for kind in words[begun]:
                hits[kind].append((at, end))
            end += 1
            begun = ended[at:end]


def _numbers(bare: str, hits: defaultdict[str, list[tuple[int, int]]]) -> None:
    if not _COUNTS.search(bare):
        return
    if _LONG_NUMBER.search(bare):
        hits["<phone>"] += [match.span() for match in _PHONE.finditer(bare)]
        hits["<cardnumber>"] += [match.span() for match in _CARD_NUMBER.finditer(bare)]
    hits["<money>"] += [match.span() for match in _MONEY.finditer(bare)]
    hits["<number>"] += [match.span() for match in _NUMBER.finditer(bare)]


def _in_text_order(spans: list[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    return sorted(spans)[:MOST_OF_A_KIND] if len(spans) > 1 else spans


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
        written = [(at[start], at[end]) for start, end in spans] if at else spans
        fresh = [
            span
            for span, (first, last) in zip(written, spans, strict=True)
            if span not in known and _meant(lexicon, by_ear.text[first:last], bare[span[0] : span[1]])
        ]
        if fresh:
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
    kinds = hits.keys()
    for kind, spans in hits.items():
        for sign in lexicon.alone.get(kind, ()):
            for start, end in spans:
                yield _Hit(sign, start, end, start)
        after = lexicon.phrases.get(kind)
        if after is not None and not kinds.isdisjoint(after):
            for second in after.keys() & kinds:
                for phrase in after[second]:
                    yield from _in_order(phrase, hits)


def _in_order(phrase: Phrase, hits: Hits) -> Sequence[_Hit]:
    """The places where the words of a phrase stand in order, none too far from the one before."""
    reached = [(start, start, end) for start, end in hits[phrase.first]]
    for word, gap in phrase.after:
        follow = hits.get(word, ())
        before, reached = reached, []
        for start, _, end in before:
            at = bisect_left(follow, (end, 0))
            if at < len(follow) and follow[at][0] <= end + gap:
                reached.append((start, *follow[at]))
    return [_Hit(phrase.sign, start, end, last, True) for start, last, end in reached]


def _longest(lexicon: Lexicon, read: _Read, hits: Iterable[_Hit]) -> Iterator[_Hit]:
    """One of each sign at a place, of those not denied: what lies within a longer one says nothing more."""
    ends: dict[str, int] = {}
    for hit in sorted(hits, key=lambda it: (it.start, -it.end, it.sign, it.spread, it.last)):
        if hit.start >= ends.get(hit.sign, 0) and not _denied(lexicon, read, hit):
            ends[hit.sign] = hit.end
            yield hit


def _denied(lexicon: Lexicon, read: _Read, hit: _Hit) -> bool:
    """Whether the clause warns of it, or says that it will not happen: a warning is no demand."""
    bare = read.bare
    if hit.spread and (_torn(read, hit) or _refused_inside(lexicon, bare, hit)):
        return True
    if bare[hit.end : hit.end + 1] in QUESTION and bare.endswith(lexicon.asking, 0, hit.start):
        return True
    if read.denies and _refused(lexicon, read, hit):
        return True
    return read.debunks and lexicon.debunking.search(bare, hit.end, hit.end + DEBUNKED_WITHIN) is not None


def _refused(lexicon: Lexicon, read: _Read, hit: _Hit) -> bool:
    """Whether a no stands before it, in the same clause."""
    if not lexicon.denying.search(read.bare, max(0, hit.start - LISTED_WITHIN), hit.start + 2):
        return False
    first = max(0, hit.start - NEGATED_WITHIN)
    before = read.bare[first : hit.start]
    said = (first + before.rindex(word) for word in lexicon.negators if word in before)
    return any(_same_clause(read, at, hit.start) for at in said) or _refused_near(lexicon, read, hit)


def _refused_near(lexicon: Lexicon, read: _Read, hit: _Hit) -> bool:
    """Whether a no stands right before it, or before the list that it is in."""
    bare = read.bare
    first = max(0, hit.start - LISTED_WITHIN)
    near = bare[first : hit.start + 2]
    for word in lexicon.near_negators:
        at = first + near.rfind(word)
        denies = first <= at < hit.start and not bare.startswith(lexicon.no_negation, at)
        if denies and _same_clause(read, at, hit.start):
            if hit.start - at <= NEGATED_NEAR or "、" in read.text[read.where[at] : read.where[hit.start]]:
                return True
    return False


def _refused_inside(lexicon: Lexicon, bare: str, hit: _Hit) -> bool:
    """Whether a no stands between its words, right before the last: 验证码不要告诉别人."""
    if lexicon.signs[hit.sign].part not in REFUSABLE:
        return False
    between = bare[hit.start : hit.last]
    return any(no in between[-LONGEST_INNER - len(no) :] for no in lexicon.inner_negators)


def _told(lexicon: Lexicon, read: _Read, hit: _Hit) -> bool:
    return read.tells and lexicon.telling.search(read.bare, max(0, hit.start - TOLD_WITHIN), hit.last) is not None


def _torn(read: _Read, hit: _Hit) -> bool:
    """Whether the words of a phrase lie in two sentences; marks between all its characters are a disguise."""
    said = read.text[read.where[hit.start] : read.where[hit.end - 1]]
    return sum(map(SENTENCE_END.__contains__, said)) == 1


def _same_clause(read: _Read, start: int, end: int) -> bool:
    return CLAUSE_END.isdisjoint(read.text[read.where[start] : read.where[end]])


def _end(where: Sequence[int], end: int) -> int:
    """Where a span ends in the text: right after its last character, not at the next one that counts."""
    return where[end - 1] + 1


def _touches(hit: _Hit, places_: set[tuple[int, int]]) -> bool:
    return bool(places_) and any(start < hit.end and hit.start < end for start, end in places_)
