"""Says who holds a host: where its ending stops, which name somebody registered, and what stands before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Web:
    """What is known of addresses in general, made by `read_web` from ``models/links.json``.

    ``second_level`` are words that make an ending of two parts under a country, as co in co.jp; ``hosting`` are domains
    under which anybody may put pages; ``usual`` are words that stand beside a brand, ``neutral`` those of
    them that anybody adds; ``cheap`` endings cost next to nothing; ``known`` are sites that
    write of brands every day and imitate none; ``owned`` are domains that carry a brand's name and belong to it, though
    nobody is sent to them.
    """

    second_level: frozenset[str]
    second_level_of: Mapping[str, frozenset[str]]
    hosting: frozenset[str]
    shorteners: frozenset[str]
    usual: frozenset[str]
    neutral: frozenset[str]
    endings: frozenset[str]
    cheap: frozenset[str]
    downloads: frozenset[str]
    leads_on: frozenset[str]
    known: frozenset[str]
    owned: frozenset[str]


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a host: ``domain`` was registered, as ``own`` with ``ending``; ``before`` are the labels before it.

    On ``hosting`` the ending is that of the host where anybody may put pages; where its pages lie behind the slash
    alone, as on docs.google.com, nobody registered a name: ``own`` is empty.
    """

    domain: str
    own: str
    ending: str
    before: tuple[str, ...]
    hosting: bool


def read_web(data: Mapping[str, Any]) -> Web:
    """Make it from ``models/links.json``."""
    of = {country: frozenset(words) for country, words in data["second_level_of"].items()}
    usual = frozenset((*data["added"], *data["neutral"]))
    hosting, shorteners = frozenset(data["hosting"]), frozenset(data["shorteners"])
    keys = ("neutral", "endings", "cheap", "downloads", "leads_on", "known", "owned")
    return Web(frozenset(data["second_level"]), of, hosting, shorteners, usual, *(frozenset(data[key]) for key in keys))


def holder(web: Web, labels: Sequence[str]) -> Holder:
    """Say who holds a host of two labels or more."""
    whole = ".".join(labels)
    if whole in web.hosting:
        return Holder(whole, "", whole, (), True)
    hosting = next((at for at in range(1, len(labels)) if ".".join(labels[at:]) in web.hosting), 0)
    first = hosting or len(labels) - ending_length(web, labels)
    first = max(first, 1)
    own = labels[first - 1]
    ending = ".".join(labels[first:])
    return Holder(f"{own}.{ending}".rstrip("."), own, ending, tuple(labels[: first - 1]), bool(hosting))


def ending_length(web: Web, labels: Sequence[str]) -> int:
    """Give how many labels the ending has: two where a country's second level stands before it, else one."""
    if len(labels) < 3 or len(labels[-1]) != 2:
        return 1
    country, second = labels[-1], labels[-2]
    return 2 if second in web.second_level or second in web.second_level_of.get(country, ()) else 1


def is_country(ending: str) -> bool:
    """Say whether an ending is a country's, as jp or co.uk."""
    return len(ending.rpartition(".")[2]) == 2


def is_cheap(web: Web, ending: str) -> bool:
    """Say whether an ending costs next to nothing."""
    return ending.rpartition(".")[2] in web.cheap


def parents(labels: Sequence[str]) -> list[str]:
    """Give a host and everything it stands under, the longest first: a.b.cn, b.cn."""
    return [".".join(labels[at:]) for at in range(len(labels) - 1)]
