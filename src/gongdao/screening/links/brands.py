"""The brands that swindlers imitate: their official domains, and their names made ready to be found in an address."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gongdao.kernel.text import Text
from gongdao.screening.links.domains import Web, parents, read_web
from gongdao.screening.links.letters import Letters, folded, read_letters
from gongdao.screening.model_digest import model_digest
from gongdao.screening.signal import Model

SHORTEST_FOLDED = 5
SHORTEST_LOOK = 6  # letters of a name that is looked for by its look anywhere in a part
SHORTEST_WORD = 2
START = 4  # letters; no name that counts wherever it stands is shorter
_HAN = re.compile("[\u4e00-\u9fff]{2,}")


@dataclass(frozen=True, slots=True)
class Brand:
    """A brand: ``domains`` are official, the first its main one; ``everywhere``: it holds its name in most lands."""

    id: str
    name: Text
    kind: str
    domains: tuple[str, ...]
    names: tuple[str, ...]
    words: tuple[str, ...]
    everywhere: bool

    @property
    def official(self) -> str:
        """The main official domain."""
        return self.domains[0]


@dataclass(frozen=True, slots=True)
class Names:
    """Names by how they are looked up: ``any`` wherever they stand, ``alone`` only by themselves or beside added words.

    ``folded`` are both by how they look, ``shortened`` every folded one without one of its letters. ``starts`` are the
    names in ``any`` by their first four letters, the longest first, ``folded_starts`` those of how they
    look, and ``alone_starts`` those in ``alone`` by their first two.
    """

    any: Mapping[str, Brand]
    alone: Mapping[str, Brand]
    han: Mapping[str, Brand]
    folded: Mapping[str, str]
    shortened: Mapping[str, tuple[str, ...]]
    starts: Mapping[str, tuple[str, ...]]
    folded_starts: Mapping[str, tuple[str, ...]]
    alone_starts: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Brands:
    """All brands, made ready by `read_brands`, with what else is known of addresses and how sure each trick makes."""

    official: Mapping[str, Brand]
    names: Names
    letters: Letters
    web: Web
    tricks: Mapping[str, float]
    unknown: float
    known: float
    model: Model


def read_brands(brands: Mapping[str, Any], links: Mapping[str, Any]) -> Brands:
    """Make them from ``models/brands.json`` and ``models/links.json``."""
    all_ = tuple(_brand(row) for row in brands["brands"])
    letters = read_letters(links)
    version = f"{brands['version']}.{links['version']}"
    return Brands(
        {domain: brand for brand in all_ for domain in brand.domains},
        _names(all_, letters),
        letters,
        read_web(links),
        links["tricks"],
        float(links["unknown"]),
        float(links["official"]),
        Model("links", version, links["calibrated_on"], model_digest(brands, links)),
    )


def brand_of(brands: Brands, labels: tuple[str, ...]) -> Brand | None:
    """Give whose official domain a host is, or stands under."""
    return next((brands.official[one] for one in parents(labels) if one in brands.official), None)


def _brand(row: Mapping[str, Any]) -> Brand:
    domains, names, words = (tuple(row[key]) for key in ("domains", "names", "words"))
    return Brand(
        row["id"], Text(row["zh"], row["en"]), row["kind"], domains, names, words, row.get("everywhere", False)
    )


def _names(brands: Iterable[Brand], letters: Letters) -> Names:
    any_: dict[str, Brand] = {}
    alone: dict[str, Brand] = {}
    han: dict[str, Brand] = {}
    for brand in brands:
        any_.update(dict.fromkeys(brand.names, brand))
        alone.update(dict.fromkeys(brand.words, brand))
        han.update(dict.fromkeys(_HAN.findall(brand.name.zh), brand))
    looks = {folded(letters, name): name for name in (*alone, *any_) if _is_foldable(name)}
    shortened: dict[str, list[str]] = defaultdict(list)
    for look in looks:
        for less in without_one(look):
            shortened[less].append(look)
    return Names(
        any_,
        alone,
        han,
        looks,
        {less: tuple(dict.fromkeys(ones)) for less, ones in shortened.items()},
        _starts(any_),
        _starts(look for look, name in looks.items() if name in any_ and len(look) >= SHORTEST_LOOK),
        _starts(alone, SHORTEST_WORD),
    )


def _is_foldable(name: str) -> bool:
    return len(name) >= SHORTEST_FOLDED and not name.isdigit()


def _starts(names: Iterable[str], start: int = START) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=len, reverse=True):
        found[name[:start]].append(name)
    return {start: tuple(ones) for start, ones in found.items()}


def without_one(word: str) -> list[str]:
    """Give a word without one of its letters, for each of them."""
    return [word[:at] + word[at + 1 :] for at in range(len(word))]
