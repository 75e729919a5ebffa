"""Finds a brand's name in a part of an address, also misspelt, with words added, or in letters that look alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gongdao.screening.links.brands import (
    SHORTEST_FOLDED,
    SHORTEST_LOOK,
    SHORTEST_WORD,
    START,
    Brand,
    Brands,
    Names,
    without_one,
)
from gongdao.screening.links.letters import Letters, folded, latin

SAME, ADDED, WITHIN, LETTERS, OFF = "same", "added", "within", "letters", "off"
LONGEST_PART = 80  # characters of one part of an address that are looked at
MOST_PIECES = 12
SHORT_WORD = 3
LEAST_ADDED = 3  # letters of added words that a short word needs beside it
# How long a name must be for a slip of each kind to be no chance: shorter ones are too near to honest words.
SLIPS = {"same": 5, "swapped": 5, "repeated": 5, "beside": 7, "more": 7, "less": 7, "other": 9}
MILD = frozenset(("same", "repeated", "more"))
LEAST_CORE = 4  # letters of a name that are its own
# Who keeps money or parcels is imitated most and has few domains.
GUARDED = frozenset(("bank", "card", "payment", "loan", "courier", "authority", "telecom"))
LONGEST_NAME = 20
LONGEST_WINDOW = 15
ENDS_ONLY = -1  # a piece without its last letter: for guarded names alone
DIGITS = "0123456789"
_BETWEEN = re.compile(r"[-_.\s]+")


@dataclass(frozen=True, slots=True)
class Imitation:
    """Whose name stands there, which one, how, and the part as it is written.

    ``how``: same; added: all else is words that swindlers add; within: something else stands around it; letters: it is
    written in letters that look alike; off: it is one slip away.
    """

    brand: Brand
    name: str
    how: str
    written: str


def imitation(brands: Brands, part: str, *, loose: bool = False) -> Imitation | None:
    """Find the brand in one part of an address, in lower case; None where there is none.

    ``loose`` is for places that cost nothing to write: there a short word among others counts too.
    """
    part = part[:LONGEST_PART]
    pieces = tuple(filter(None, _BETWEEN.split(latin(brands.letters, part))))[:MOST_PIECES]
    bare = "".join(pieces)
    found = (
        _han(brands.names, part)
        or _plain(brands, bare, pieces, part, loose=loose)
        or _alike(brands, bare, part)
        or _off(brands, bare, pieces, part, loose=loose)
    )
    if found and found.how in {SAME, ADDED, WITHIN} and not part.isascii() and found.name.isascii():
        return replace(found, how=LETTERS)
    return found


def _han(names: Names, part: str) -> Imitation | None:
    if part.isascii():
        return None
    held = max((name for name in names.han if name in part), key=len, default="")
    return Imitation(names.han[held], held, SAME if held == part else ADDED, part) if held else None


def _plain(brands: Brands, bare: str, pieces: Sequence[str], part: str, *, loose: bool) -> Imitation | None:
    names = brands.names
    if brand := names.any.get(bare) or names.alone.get(bare):
        return Imitation(brand, bare, SAME, part)
    if held := _within(names.starts, bare):
        return Imitation(names.any[held], held, _dress(brands, bare.split(held, 1)), part)
    word = _word(brands, pieces, loose=loose)
    return Imitation(names.alone[word], word, _dress(brands, bare.split(word, 1)), part) if word else None


def _dress(brands: Brands, rest: Sequence[str]) -> str:
    """Say how a name is dressed: with nothing but usual words, at least one of them a swindler's, or otherwise."""
    usual = brands.web.usual
    lures = any(_without_neutral(other, brands) for other in rest)
    return ADDED if lures and all(_made_of(other, usual) for other in rest) else WITHIN


def _without_neutral(text: str, brands: Brands) -> bool:
    return not _made_of(text, brands.web.neutral)


def _within(starts: Mapping[str, tuple[str, ...]], text: str) -> str:
    """Give the longest known name that stands in a text."""
    longest = ""
    for at in range(len(text) - START + 1):
        for name in starts.get(text[at : at + START], ()):
            if len(name) > len(longest) and text.startswith(name, at):
                longest = name
    return longest


def _word(brands: Brands, pieces: Sequence[str], *, loose: bool) -> str:
    """Give the word that stands alone, or among words that swindlers add."""
    added = brands.web.usual
    for at, piece in enumerate(pieces):
        rest = [*pieces[:at], *pieces[at + 1 :]]
        if piece in brands.names.alone and (_enough(piece, rest, added) or (loose and len(piece) >= SHORT_WORD)):
            return piece
    for at, piece in enumerate(pieces):
        rest = [*pieces[:at], *pieces[at + 1 :]]
        if (loose or all(_made_of(other, added) for other in rest)) and (word := _inside(brands, piece)):
            return word
    return ""


def _inside(brands: Brands, piece: str) -> str:
    best = ""
    for at in range(len(piece) - 1):
        for word in brands.names.alone_starts.get(piece[at : at + SHORTEST_WORD], ()):
            longer = len(best) < len(word) < len(piece)
            if longer and piece.startswith(word, at):
                rest = [piece[:at], piece[at + len(word) :]]
                best = word if _enough(word, rest, brands.web.usual) else best
    return best


def _enough(word: str, rest: Sequence[str], added: frozenset[str]) -> bool:
    """Say whether all the rest is added words, and enough of them for a word so short."""
    if not all(_made_of(other, added) for other in rest):
        return False
    return len(word) > SHORT_WORD or sum(map(str.isalpha, "".join(rest))) >= LEAST_ADDED


def _made_of(text: str, added: frozenset[str]) -> bool:
    """Say whether a text is nothing but added words of two letters or more, and digits."""
    reached = [True] + [False] * len(text)
    for end in range(1, len(text) + 1):
        reached[end] = (reached[end - 1] and text[end - 1].isdigit()) or any(
            reached[start] and text[start:end] in added for start in range(max(0, end - 12), end - 1)
        )
    return reached[-1]


def _alike(brands: Brands, bare: str, part: str) -> Imitation | None:
    names, look = brands.names, folded(brands.letters, bare)
    if look in names.folded:
        name = names.folded[look]
        return Imitation(_owner(names, name), name, LETTERS, part)
    name = names.folded.get(_within(names.folded_starts, look), "")
    return Imitation(names.any[name], name, LETTERS, part) if name else None


def _off(brands: Brands, bare: str, pieces: Sequence[str], part: str, *, loose: bool) -> Imitation | None:
    for piece, ease in _slippery(bare, pieces, brands.web.usual, loose=loose).items():
        if piece not in brands.web.usual and (name := _one_off(brands, piece, ease)):
            same = folded(brands.letters, piece) == folded(brands.letters, name)
            return Imitation(_owner(brands.names, name), name, LETTERS if same else OFF, part)
    return None


def _slippery(bare: str, pieces: Sequence[str], usual: frozenset[str], *, loose: bool) -> dict[str, int]:
    """Give what a misspelt name may be: the whole, its pieces, what is left without added words, beginnings and ends.

    Each with how many letters shorter the name may be: shorter where all around it is dressed up with usual words.
    """
    ease = 1 if loose else 0
    found: dict[str, int] = {}
    if loose:
        for piece in pieces:
            for length in range(SHORTEST_LOOK + 1, min(len(piece), LONGEST_WINDOW)):
                found |= {piece[:length]: 0, piece[-length:]: 0}
    found |= {piece[:-1]: ENDS_ONLY for piece in pieces if piece[:-1] not in found}
    found |= dict.fromkeys(_without_added(bare, usual), ease)
    found |= {piece.strip(DIGITS): ease for piece in pieces}
    if len(pieces) > 1:
        dressed = sum(piece not in usual for piece in pieces) == 1
        found |= dict.fromkeys(pieces, ease + (2 if dressed else 0))
    return {bare: ease} | found


def _one_off(brands: Brands, piece: str, ease: int) -> str:
    if piece.isdigit():
        return ""
    names, look = brands.names, folded(brands.letters, piece)
    if not SHORTEST_FOLDED <= len(look) <= LONGEST_NAME:
        return ""
    near = dict.fromkeys(names.shortened.get(look, ()))
    for less in without_one(look):
        if less in names.shortened:
            near.update(dict.fromkeys(names.shortened[less]))
        if less in names.folded:
            near[less] = None
    if not near:
        return ""
    if piece in names.alone:  # as it is written it was weighed already
        near.pop(look, None)
    fitting = (one for one in near if _counts(brands, look, one, ease))
    return names.folded.get(max(fitting, key=len, default=""), "")


def _counts(brands: Brands, look: str, name: str, ease: int) -> bool:
    """Say whether a word is one slip away from a name that is long enough for such a slip."""
    meant = brands.names.folded[name]
    guarded = meant in brands.names.any and brands.names.any[meant].kind in GUARDED
    if ease == ENDS_ONLY and not guarded:
        return False
    slip = _slip(brands.letters, look, name)
    if slip not in MILD and len(_core(meant, brands.web.usual)) < LEAST_CORE:
        return False
    least = SLIPS.get(slip, 0)
    return bool(least) and len(name) >= max(SHORTEST_FOLDED, least - max(ease, 0) - guarded)


def _core(name: str, usual: frozenset[str]) -> str:
    """What is the name's own: tdbank without bank is td, and any two letters may stand before a bank."""
    words = [word for word in usual if len(word) > SHORT_WORD]
    name = name.removesuffix(max(filter(name.endswith, words), key=len, default=""))
    return name.removeprefix(max(filter(name.startswith, words), key=len, default=""))


def _slip(letters: Letters, look: str, name: str) -> str:
    if len(look) != len(name):
        slip = _more_or_less(*sorted((look, name), key=len))
        return "less" if slip == "more" and len(look) < len(name) else slip
    places = [at for at, (one, other) in enumerate(zip(look, name, strict=True)) if one != other]
    if not places:
        return "same"
    if len(places) == 1:
        return "beside" if look[places[0]] in letters.beside.get(name[places[0]], "") else "other"
    first, last = places[0], places[-1]
    swapped = last == first + 1 and look[first] == name[last] and look[last] == name[first]
    return "swapped" if swapped else ""


def _more_or_less(short: str, long: str) -> str:
    at = next((at for at, one in enumerate(short) if one != long[at]), len(short))
    if len(long) != len(short) + 1 or short[at:] != long[at + 1 :]:
        return ""
    return "repeated" if at and long[at] == long[at - 1] else "more"


def _without_added(bare: str, added: frozenset[str]) -> Iterator[str]:
    """Give a text without the added words at its ends, after each that is taken off."""
    while True:
        head = next((n for n in range(min(12, len(bare) - 4), 1, -1) if bare[:n] in added), 0)
        tail = next((n for n in range(min(12, len(bare) - head - 4), 1, -1) if bare[-n:] in added), 0)
        if not head and not tail:
            return
        bare = bare[head : len(bare) - tail]
        yield bare


def _owner(names: Names, name: str) -> Brand:
    return names.any[name] if name in names.any else names.alone[name]
