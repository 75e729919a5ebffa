"""Reads the names of shops and licences: which brand is in it, how it is written, and what was put around it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gongdao.kernel.errors import Refused
from gongdao.screening.text import Characters, plain

LONGEST_NAME = 100
SHORTEST_MISSPELT = 5  # letters of a Latin name that may be one letter off
_LATIN = re.compile(r"[a-z0-9]+")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_DIGITS_LIKE = str.maketrans("0135", "oies")


@dataclass(frozen=True, slots=True)
class Brand:
    """A brand: its name, the names its companies hold, the trades it is of; ``word`` if it is a common word too."""

    name: str
    companies: tuple[str, ...] = ()
    trades: frozenset[str] = frozenset()
    word: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """All that reading names needs; made once by `read_names`."""

    characters: Characters
    added: Mapping[str, tuple[str, ...]]
    places: Mapping[str, str]
    trades: Mapping[str, frozenset[str]]
    alike: Mapping[str, frozenset[int]]
    spelled: Mapping[str, Brand]
    latin: Mapping[str, Brand]
    by_sound: Mapping[str, tuple[str, ...]]
    by_character: Mapping[str, tuple[tuple[str, int], ...]]


@dataclass(frozen=True, slots=True)
class Name:
    """What a name says: its words that promise something official, its places, its trades, and what stays of it."""

    text: str
    core: str
    official: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    company: bool = False
    individual: bool = False
    resale: bool = False
    claims_brand: bool = False
    around: tuple[str, ...] = ()
    places: frozenset[str] = frozenset()
    trades: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Borne:
    """A brand in a name: ``how`` is exact, sound, looks, letters, or claimed where the name alone says it is one.

    ``written`` is how it stands there in plain form.
    """

    brand: Brand
    how: str
    written: str


def read_names(characters: Characters, data: Mapping[str, Any], own: Iterable[Mapping[str, Any]] = ()) -> Names:
    """Make the tables from ``models/shops/names.json``; ``own`` are brands of the marketplace, which go before."""
    spelled: dict[str, Brand] = {}
    for item in (*own, *data["brands"]):
        brand = Brand(
            item["name"], tuple(item.get("companies", ())), frozenset(item.get("trades", ())), bool(item.get("word"))
        )
        for name in (item["name"], *item.get("also", ())):
            spelled.setdefault(_bare(characters, name), brand)
    chinese = {name: brand for name, brand in spelled.items() if _CHINESE.search(name) and len(name) > 1}
    kinds = ("official", "forms", "individual", "claims_company", "resale", "claims_brand")
    return Names(
        characters,
        {kind: _longest_first(plain(characters, word) for word in data[kind].split()) for kind in kinds},
        _places(data["places"]),
        _trades(data["trades"]),
        _alike(data["alike"]),
        chinese,
        {name: brand for name, brand in spelled.items() if name.isascii() and len(name) > 1},
        _grouped((name.translate(characters.sounds), name) for name in chinese),
        _positions(chinese),
    )


def read_name(names: Names, text: str) -> Name:
    """Give what a name says.

    :raises Refused: ``name-too-long``.
    """
    if len(text) > LONGEST_NAME:
        raise Refused("name-too-long", most=LONGEST_NAME, length=len(text))
    bare = plain(names.characters, text)
    there = {kind: tuple(word for word in words if word in bare) for kind, words in names.added.items()}
    places = tuple(place for place in names.places if place in bare)
    trades = tuple(word for word in names.trades if word in bare)
    core = bare
    for word in (*there["official"], *_longest_first(trades), *there["forms"], *_longest_first(places)):
        core = core.replace(word, " ")
    return Name(
        bare,
        core,
        tuple(word for word in there["official"] if not any(word != it and word in it for it in there["official"])),
        there["forms"],
        bool(there["claims_company"]),
        any(bare.endswith(word) for word in names.added["individual"]) and "公司" not in bare,
        bool(there["resale"]),
        bool(there["claims_brand"]),
        (*there["official"], *trades, *places),
        frozenset(names.places[place] for place in places),
        frozenset().union(*(names.trades[word] for word in trades)),
    )


def brand_in(names: Names, name: Name, trades: frozenset[str] = frozenset()) -> Borne | None:
    """Give the brand that a shop's name bears, or None.

    ``trades`` are those of its goods. A common word is a brand only where the trade fits or something official is
    promised; so is a likeness. Of several the longest is meant: 九牧王 is not 九牧.
    """
    here = name.trades | trades
    found = [*_written_out(names, name), *_letters(names, name.text)]
    found += _likenesses(names, name) if not found else ()
    meant = [borne for borne in found if _is_meant(borne, name, here)]
    return max(meant, key=lambda borne: len(borne.written), default=None) or _claimed(name)


def holds(names: Names, licence: str, brand: Brand) -> bool:
    """Whether the holder of a licence is, by its name, a company of the brand."""
    bare = plain(names.characters, licence[:LONGEST_NAME])
    return any(plain(names.characters, company) in bare for company in brand.companies)


def share_a_word(one: Name, other: Name) -> bool:
    """Whether what stays of two names, without places, trades and promises, has two characters in a row in common."""
    pieces = {one.core[at : at + 2] for at in range(len(one.core) - 1)}
    return any(" " not in piece and piece in other.core for piece in pieces)


def authorised(names: Names, authorisations: Iterable[str], brand: Brand) -> bool:
    """Whether one of the authorisations is for the brand, in any of its spellings."""
    bare = (_bare(names.characters, it[:LONGEST_NAME]) for it in authorisations)
    own = plain(names.characters, brand.name)
    return any(it == own or names.spelled.get(it, names.latin.get(it)) == brand for it in bare)


def _claimed(name: Name) -> Borne | None:
    """A brand that nobody registered, where the name promises the official shop of something."""
    words = [word for word in name.core.split() if len(word) > 1]
    return Borne(Brand(words[0], tuple(words)), "claimed", words[0]) if name.claims_brand and words else None


def _is_meant(borne: Borne, name: Name, trades: frozenset[str]) -> bool:
    fits = bool(trades & borne.brand.trades)
    if borne.how == "exact" and not borne.brand.word:
        return fits or bool(name.official) or not trades
    return fits or (bool(name.official) and not trades)


def _written_out(names: Names, name: Name) -> Iterator[Borne]:
    text = name.text
    tried = (text[at:end] for at in range(len(text)) for end in range(at + 2, min(at + 9, len(text) + 1)))
    hits = dict.fromkeys(piece for piece in tried if piece in names.spelled)
    for piece in hits:
        if not any(piece != other and piece in other for other in (*hits, *name.around)):
            yield Borne(names.spelled[piece], "exact", piece)


def _letters(names: Names, text: str) -> Iterator[Borne]:
    for run in _LATIN.findall(text):
        if run in names.latin:
            yield Borne(names.latin[run], "exact", run)
        elif (read := run.translate(_DIGITS_LIKE)) in names.latin:
            yield Borne(names.latin[read], "letters", run)
        elif len(run) >= SHORTEST_MISSPELT:
            near = (
                brand for name, brand in names.latin.items() if len(name) >= SHORTEST_MISSPELT and _near(read, name)
            )
            yield from (Borne(brand, "letters", run) for brand in near)


def _likenesses(names: Names, name: Name) -> Iterator[Borne]:
    for part in name.core.split():
        for at, character in enumerate(part):
            for spelling, place in names.by_character.get(character, ()):
                written = part[at - place : at - place + len(spelling)] if at >= place else ""
                if len(written) == len(spelling) and (how := _how_alike(names, written, spelling)):
                    yield Borne(names.spelled[spelling], how, written)
        if name.official:
            for spelling in names.by_sound.get(part.translate(names.characters.sounds), ()):
                yield Borne(names.spelled[spelling], "sound", part)


def _how_alike(names: Names, written: str, spelling: str) -> str:
    """Whether at least half of the characters are the same and the others sound or look the same."""
    others = [(one, other) for one, other in zip(written, spelling, strict=True) if one != other]
    if not others or 2 * len(others) > len(spelling):
        return ""
    sounds = names.characters.sounds
    if all(one.translate(sounds) == other.translate(sounds) for one, other in others):
        return "sound"
    none: frozenset[int] = frozenset()
    return "looks" if all(names.alike.get(one, none) & names.alike.get(other, none) for one, other in others) else ""


def _near(one: str, other: str) -> bool:
    """Whether two words differ in at most one letter, changed, left out or added, or in two that changed places."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )
    left, right = one[start:], other[start:]
    return (
        left[1:] == right[1:]
        or left == right[1:]
        or left[1:] == right
        or (left[:2] == right[1::-1] and left[2:] == right[2:])
    )


def _bare(characters: Characters, name: str) -> str:
    return plain(characters, name)


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=len, reverse=True))


def _places(data: Mapping[str, str]) -> dict[str, str]:
    return {place: province for province, cities in data.items() for place in (province, *cities.split())}


def _trades(data: Mapping[str, str]) -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for trade, words in data.items():
        for word in words.split():
            found[word].add(trade)
    return {word: frozenset(trades) for word, trades in found.items()}


def _alike(groups: Iterable[str]) -> dict[str, frozenset[int]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(groups):
        for character in group.split():
            found[character].add(number)
    return {character: frozenset(numbers) for character, numbers in found.items()}


def _positions(spellings: Iterable[str]) -> dict[str, tuple[tuple[str, int], ...]]:
    found: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for spelling in spellings:
        for place, character in enumerate(spelling):
            found[character].append((spelling, place))
    return {character: tuple(where) for character, where in found.items()}


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one, other in pairs:
        found[one].append(other)
    return {one: tuple(others) for one, others in found.items()}
