"""Finds the Chinese city that a text names, and how far two cities are apart."""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

READ = 200  # characters of a text in which a place is looked for
EARTH_KM = 6371.0
ENDINGS = ("特别行政区", "维吾尔自治区", "回族自治区", "壮族自治区", "自治区", "省", "市")
# 北京路 is a street, not a city; nor is 东营 in 城东营业部.
STREETS = (
    "路", "街", "大道", "东路", "西路", "南路", "北路", "中路", "东街", "西街", "南街", "北街", "大街", "巷", "弄",
    "大厦", "花园",
    "酒店", "银行", "一路", "二路", "三路", "业部", "业厅", "业点", "业所",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class City:
    """A division with the coordinates of its seat in degrees; ``level``: prefecture or county."""

    name: str
    english: str
    province: str
    level: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Places:
    """The gazetteer, made by `read_places`: names to cities, and to provinces; ``longest`` name in characters."""

    cities: Mapping[str, tuple[City, ...]]
    provinces: Mapping[str, str]
    longest: int


def read_places(data: Mapping[str, Any]) -> Places:
    """Make the gazetteer from ``models/places.json``."""
    named: dict[str, list[City]] = defaultdict(list)
    for row in data["places"]:
        city = City(row["name"], row["en"], row["province"], row["level"], float(row["lat"]), float(row["lon"]))
        for name in {row["name"], *row["also"], latin(row["en"])}:
            named[name].append(city)
    provinces = {alias: name for name, en in data["provinces"].items() for alias in (name, bare(name), latin(en))}
    longest = max(map(len, (*named, *provinces)))
    return Places({name: tuple(cities) for name, cities in named.items()}, provinces, longest)


def bare(province: str) -> str:
    """Give a province without its ending: 内蒙古自治区 is 内蒙古."""
    for ending in ENDINGS:
        if province.endswith(ending):
            return province.removesuffix(ending)
    return province


def latin(name: str) -> str:
    """Give a romanised name in small letters, without marks: Xi’an is xian, Ürümqi is urumqi."""
    spread = unicodedata.normalize("NFKD", name)
    return "".join(one for one in spread if one.isascii() and (one.isalnum() or one == " ")).lower()


def city_in(places: Places, text: str) -> City | None:
    """Give the first city that a text names, the smallest of a row such as 江苏省苏州市昆山市; None where none is."""
    read = text[:READ]
    province, found = "", None
    at = end = 0
    while at < len(read) and (found is None or at <= end + 1):
        if not (name := _longest(places, read, at)):
            at += 1
            continue
        city = _of(places, name, province)
        if found is not None and city is not None and city.province != found.province:
            break
        province = province or places.provinces.get(name, "")
        found = city or found
        end = at = at + len(name)
    return found or _romanised(places, read)


def _longest(places: Places, text: str, at: int) -> str:
    """Give the longest name that begins here and is no street."""
    for length in range(min(places.longest, len(text) - at), 1, -1):
        name = text[at : at + length]
        if (name in places.cities or name in places.provinces) and not name.isascii():
            return "" if text.startswith(STREETS, at + length) else name
    return ""


def _of(places: Places, name: str, province: str) -> City | None:
    """Give the city of that name; several of a name are told apart by the province, else nobody knows."""
    cities = places.cities.get(name, ())
    if len(cities) > 1:
        cities = tuple(city for city in cities if city.province == province)
    return cities[0] if len(cities) == 1 else None


def _romanised(places: Places, text: str) -> City | None:
    words = latin(text.replace(",", " ").replace("/", " ")).split()
    pairs = pairwise(words)
    named = [*(f"{one} {other}" for one, other in pairs), *words]
    province = next((places.provinces[name] for name in named if name in places.provinces), "")
    return next((city for name in named if (city := _of(places, name, province))), None)


def km(one: City, other: City) -> float:
    """Give the distance between two cities in kilometres, as the crow flies."""
    return km_between((one.lat, one.lon), (other.lat, other.lon))


def km_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Give the distance between two points of latitude and longitude in kilometres."""
    lat, lon, other_lat, other_lon = map(math.radians, (*one, *other))
    half = math.sin((other_lat - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(other_lat) * math.sin((other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
