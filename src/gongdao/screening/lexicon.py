"""The lexicon of screening: signs with the phrases that show them, made ready so that a text is read once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from gongdao.screening.text import Characters, plain

SHORTEST_BY_SOUND = 4
DENYING = ("negators", "near_negators", "inner_negators", "debunkers", "no_negation", "asking", "tellers")
_CHUNK = re.compile(r"<[a-z]{1,30}>|[^<>]+")
_HAN = re.compile("^[\u4e00-\u9fff]+$")
_FOUND_OTHERWISE = ("link", "phone", "money", "number", "cardnumber")
Words = Mapping[str, tuple[str, ...]]  # each word and each beginning of one, with its kinds: a mere beginning has none
Plainly = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Sign:
    """One readable sign; ``part`` is its part in a script: who, pretext, lure, demand, place, pressure and so on."""

    name: str
    part: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Kinds of words in order: the first, and the ones after it, each with its gap.

    A word stands at most so many characters after the one before as its gap says.
    """

    sign: str
    first: str
    after: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All signs, made ready by `read_lexicon`.

    ``alone`` gives the signs that one kind of word shows by itself, ``phrases`` those of several by their first and
    second word, ``spellings`` how a sounded word is written, ``denying`` finds any negator, ``debunking`` any debunker
    and ``telling`` any teller. ``inner_negators`` deny right before the last word of a phrase, ``asking`` words make a
    phrase before a 吗 a question, a debunker after it says that it is a fraud, a teller that somebody else wanted it.
    """

    signs: Mapping[str, Sign]
    scripts: Mapping[str, tuple[frozenset[str], ...]]
    together: Mapping[str, tuple[frozenset[str], ...]]
    advice: tuple[tuple[str, frozenset[str]], ...]
    written: Words
    sounded: Words
    spellings: Mapping[str, tuple[str, ...]]
    alone: Mapping[str, tuple[str, ...]]
    phrases: Mapping[str, Mapping[str, tuple[Phrase, ...]]]
    negators: tuple[str, ...]
    near_negators: tuple[str, ...]
    inner_negators: tuple[str, ...]
    no_negation: tuple[str, ...]
    asking: tuple[str, ...]
    denying: re.Pattern[str]
    debunking: re.Pattern[str]
    telling: re.Pattern[str]


def read_lexicon(characters: Characters, data: Mapping[str, Any]) -> Lexicon:
    """Make the lexicon from ``models/talk/lexicon.json``."""
    signs = {name: Sign(name, it["part"]) for name, it in data["signs"].items()}
    plainly = cache(partial(plain, characters))
    gap = int(data["gap"])
    phrases = [_phrase(plainly, name, text, gap) for name, it in data["signs"].items() for text in it["phrases"]]
    kinds = _kinds(plainly, phrases, data["sets"])
    heard = _heard(kinds, data["by_sound"])
    sounds = {word: word.translate(characters.sounds) for word in heard}
    alone = _grouped((phrase.first, phrase.sign) for phrase in phrases if not phrase.after)
    more: dict[str, dict[str, tuple[Phrase, ...]]] = defaultdict(dict)
    for phrase in phrases:
        if phrase.after:
            second = phrase.after[0][0]
            more[phrase.first][second] = (*more[phrase.first].get(second, ()), phrase)
    denials = {key: tuple(map(plainly, data[key])) for key in DENYING}
    return Lexicon(
        signs,
        {rule: tuple(map(frozenset, groups)) for rule, groups in data["scripts"].items()},
        {name: tuple(map(frozenset, groups)) for name, groups in data["together"].items()},
        tuple((step["say"], frozenset(step["for"])) for step in data["advice"]),
        _words(kinds),
        _words(_grouped((sounds[word], kind) for word in heard for kind in kinds[word])),
        _grouped((sounds[word], word) for word in heard),
        alone,
        dict(more),
        denials["negators"],
        denials["near_negators"],
        denials["inner_negators"],
        denials["no_negation"],
        denials["asking"],
        _any_of(*denials["negators"], *denials["near_negators"]),
        _any_of(*denials["debunkers"]),
        _any_of(*denials["tellers"]),
    )


def all_met(named: Mapping[str, tuple[frozenset[str], ...]], signs: frozenset[str]) -> list[str]:
    """Give the names of ``scripts``, or of what stands ``together``, of whose every group a sign is met."""
    return [name for name, groups in named.items() if not any(map(signs.isdisjoint, groups))]


def _any_of(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))


def _phrase(plainly: Plainly, sign: str, text: str, gap: int) -> Phrase:
    words: list[tuple[str, int]] = []
    for far in filter(None, text.split("…")):
        for near, chunk in enumerate(_CHUNK.findall(far)):
            word = chunk if chunk.startswith("<") else plainly(chunk)
            words.append((word, 0 if near else gap))
    return Phrase(sign, words[0][0], tuple(words[1:]))


def _kinds(
    plainly: Plainly, phrases: Iterable[Phrase], sets: Mapping[str, Iterable[str]]
) -> dict[str, tuple[str, ...]]:
    """Each written word with its kinds: itself where a phrase names it, and the sets it belongs to."""
    words = {phrase.first for phrase in phrases} | {word for phrase in phrases for word, _ in phrase.after}
    named = {(word, word) for word in words if not word.startswith("<")}
    of_sets = {(plainly(word), f"<{name}>") for name, words in sets.items() for word in words}
    return _grouped(sorted(named | of_sets))


def _heard(kinds: Mapping[str, tuple[str, ...]], short: Iterable[str]) -> tuple[str, ...]:
    """The Chinese words that are found by their sounds too: longer ones, and shorter ones that the lexicon names."""
    also = frozenset(short)
    return tuple(word for word in kinds if _HAN.match(word) and (len(word) >= SHORTEST_BY_SOUND or word in also))


def _words(kinds: dict[str, tuple[str, ...]]) -> Words:
    return {word[:end]: () for word in kinds for end in range(1, len(word))} | kinds


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one, other in pairs:
        found[one].append(other)
    return {one: tuple(dict.fromkeys(others)) for one, others in found.items()}


def unknown_sets(data: Mapping[str, Any]) -> Iterator[str]:
    """The sets that a phrase names and nobody wrote."""
    for name, it in data["signs"].items():
        for word in re.findall(r"<([a-z]{1,30})>", "".join(it["phrases"])):
            if word not in data["sets"] and word not in _FOUND_OTHERWISE:
                yield f"{name}: {word}"
