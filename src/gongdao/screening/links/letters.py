"""How letters look: one form for all that a hurried eye takes for the same, and which alphabets stand in a word."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

TOGETHER = (
    frozenset(("LATIN", "CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA")),
    frozenset(("LATIN", "CJK", "BOPOMOFO")),
    frozenset(("LATIN", "CJK", "HANGUL")),
)


@dataclass(frozen=True, slots=True)
class Letters:
    """``alike`` gives the Latin letter that a foreign one is taken for, ``look`` what digits and i are taken for too.

    ``pairs`` are two letters that look like one; ``beside`` the keys around each key.
    """

    alike: Mapping[int, str]
    look: Mapping[int, str]
    pairs: Mapping[str, str]
    beside: Mapping[str, str]


def read_letters(data: Mapping[str, Any]) -> Letters:
    """Make them from ``models/links.json``."""
    alike = {ord(other): letter for letter, others in data["alike"].items() for other in others}
    look = {**alike, ord("i"): "l", **{ord(digit): letter for digit, letter in data["digits_alike"].items()}}
    return Letters(alike, look, data["pairs_alike"], _beside(data["keyboard"]))


def latin(letters: Letters, word: str) -> str:
    """Give a word with every foreign letter as the Latin one it is taken for; accents and marks go."""
    if word.isascii():
        return word
    split = unicodedata.normalize("NFKD", word.translate(letters.alike))
    bare = "".join(one for one in split if not unicodedata.category(one).startswith("M"))
    return bare.translate(letters.alike).casefold()


def folded(letters: Letters, word: str) -> str:
    """Give what a word looks like: paypa1 and paypai are paypal, rn is m."""
    look = latin(letters, word).translate(letters.look)
    for pair, one in letters.pairs.items():
        if pair in look:
            look = look.replace(pair, one)
    return look


def alphabets(word: str) -> frozenset[str]:
    """Give the alphabets of a word, as LATIN, CYRILLIC, CJK; digits and hyphens have none."""
    return frozenset(
        unicodedata.name(one, "UNKNOWN").split(" ")[0] for one in word if one.isalpha() and not one.isdigit()
    )


def is_mixed(word: str) -> bool:
    """Say whether alphabets stand together that no language writes together."""
    if word.isascii():
        return False
    found = alphabets(word)
    return len(found) > 1 and not any(found <= usual for usual in TOGETHER)


def _beside(rows: list[str]) -> dict[str, str]:
    places = {key: (row, column) for row, keys in enumerate(rows) for column, key in enumerate(keys)}
    return {
        key: "".join(
            other
            for other, (line, at) in places.items()
            if other != key and abs(line - row) <= 1 and abs(at - column) <= 1
        )
        for key, (row, column) in places.items()
    }
