"""The public lists of deceitful and honest addresses, and a blunt rule for which rows carry the brand they spoof.

The rule shares no code and no list with the detector: it tries every window of an address against every name.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from link_columns import COLUMNS, PLAIN

WRITTEN_AS = {"o": "o0", "l": "l1i", "i": "il1", "e": "e3", "a": "a4", "s": "s5"}
LATIN = re.compile(r"[a-z0-9]+")
LETTERS = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Row:
    """A deceitful address: when it was listed, whom it spoofs, and whether this half was looked at while building."""

    date: str
    link: str
    brand: str
    looked_at: bool


def phishing(data: Path) -> Iterator[Row]:
    """Every row of the dated list of phishing addresses."""
    with gzip.open(data / "measure-only/phishing_jpcert/phish_2019_2025.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            looked_at = row["date"] < "2025" or half(host_of(row["url"]))
            yield Row(row["date"], row["url"], row["brand"], looked_at)


def half(text: str) -> bool:
    """Whether a text falls into the half that was looked at while building."""
    return hashlib.sha256(text.encode()).digest()[0] < 128


def popular(data: Path) -> list[str]:
    """Popular domains."""
    return (data / "measure-only/benign_domains_popular/opendns_top.txt").read_text(encoding="utf-8").split()


def chinese(data: Path) -> list[str]:
    """Domains that are resolved within China."""
    with gzip.open(data / "trainable/benign_domains/china_domains.txt.gz", "rt", encoding="utf-8") as file:
        return file.read().split()


def official(data: Path) -> list[str]:
    """Domains of brands as others listed them."""
    lists = json.loads((data / "trainable/benign_domains/v2fly_brand_domains.json").read_text(encoding="utf-8"))
    rows = {row.removeprefix("full:").split(" ")[0].split("@")[0] for rows in lists.values() for row in rows}
    return sorted(row for row in rows if "." in row and ":" not in row)


def host_of(link: str) -> str:
    """The host of an address, bluntly."""
    return link.partition("://")[2].replace("\\", "/").partition("/")[0].partition("?")[0].rpartition("@")[2].lower()


def carries(row: Row) -> bool:
    """Whether host or path of a row holds the brand it spoofs, by name or misspelt."""
    return any(_holds(name, row.link) for name in names_of(row.brand)[1])


@lru_cache(maxsize=2000)
def names_of(brand: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Which of our brands are a right answer, and the names to look for."""
    if brand in COLUMNS:
        ours, names = COLUMNS[brand]
        return frozenset(ours.split()), tuple(names.split())
    name = "".join(LATIN.findall(brand.lower().partition(".com")[0]))
    return (frozenset((name,)) if brand in PLAIN else frozenset(), (name,) if len(name) > 2 else ())


def _holds(name: str, link: str) -> bool:
    rest = unquote(link.partition("://")[2].lower()).partition("?")[0]
    for part in re.split(r"[./]", rest):
        if len(name) >= 4 and _stands_in(name, "".join(LATIN.findall(part))):
            return True
        if any(name in (piece, *LETTERS.findall(piece)) for piece in LATIN.findall(part)):
            return True
        if len(name) >= 6 and any(
            _is_near(name, window) for piece in _pieces(part) for window in _windows(name, piece)
        ):
            return True
    return False


def _stands_in(name: str, text: str) -> bool:
    if name in text:
        return True
    return len(name) >= 5 and _looks(name).search(text) is not None


@lru_cache(maxsize=2000)
def _looks(name: str) -> re.Pattern[str]:
    return re.compile("".join(f"[{WRITTEN_AS.get(letter, letter)}]" for letter in name))


def _pieces(part: str) -> set[str]:
    return {*LATIN.findall(part), "".join(LATIN.findall(part))}


def _windows(name: str, piece: str) -> Iterator[str]:
    """Windows of about the name's length: at the ends of a piece; for long names anywhere."""
    for length in (len(name) - 1, len(name), len(name) + 1):
        if len(piece) < length:
            continue
        yield piece[:length]
        yield piece[-length:]
        if len(name) >= 8:
            yield from (piece[at : at + length] for at in range(1, len(piece) - length))


def _is_near(name: str, window: str) -> bool:
    """Whether two words are one slip apart: a letter more, less, other, or two swapped."""
    if name == window:
        return True
    short, long = sorted((name, window), key=len)
    at = next((at for at, (one, other) in enumerate(zip(short, long, strict=False)) if one != other), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    return short[at + 1 :] == long[at + 1 :] or (
        short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    )
