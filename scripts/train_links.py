"""Says anew how sure each trick of a link makes, from one's own links: writes ``tricks`` of models/links.json.

    python scripts/train_links.py --bad FILE --good FILE [--to FILE] [--weight 20]
    python scripts/train_links.py --owned FILE [--to FILE]

Each file has one link a line: deceitful ones, and honest ones. The share of deceitful links among those with a trick,
half and half of both files, moves the written figure; ``--weight`` is how many links the written figure counts as. The
lists themselves are written by hand: a brand, its domains and names are a line of models/brands.json. ``--owned`` is a
file of domains that brands own, one a line or lists of them by brand in JSON: those that would be taken for an
imitation are added to ``owned`` of models/links.json.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gongdao.kernel.errors import Refused
from gongdao.screening.links.brands import Brands, read_brands
from gongdao.screening.links.screen import screen_link
from gongdao.service.models import model, models_folder

LEAST, MOST = 0.5, 0.97
AGAINST = ("link.lookalike", "link.trick")


def main() -> None:
    """Count, move the figures, write them."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--bad", type=Path, help="deceitful links, one a line")
    options.add_argument("--good", type=Path, help="honest links, one a line")
    options.add_argument("--owned", type=Path, help="domains that brands own, one a line or lists of them in JSON")
    options.add_argument("--to", type=Path, default=models_folder() / "links.json", help="the file to write")
    options.add_argument("--weight", type=float, default=20, help="how many links the written figure counts as")
    asked = options.parse_args()
    links = dict(model("links"))
    if not asked.owned and not (asked.bad and asked.good):
        options.error("name --bad and --good, or --owned")
    if asked.owned:
        more = owned(links, domains_in(asked.owned.read_text(encoding="utf-8")))
        links["owned"] = sorted({*links["owned"], *more})
        print(f"{len(more)} domains carry a brand's name and are its own; the list has {len(links['owned'])} now")
    if asked.bad and asked.good:
        brands = read_brands(model("brands"), links)
        bad, good = (tricks_in(brands, path.read_text(encoding="utf-8").split()) for path in (asked.bad, asked.good))
        moved = moved_tricks(links["tricks"], bad, good, asked.weight)
        for trick, sure in moved.items():
            print(f"{trick:28} {links['tricks'][trick]:.2f} -> {sure:.2f}")
        links |= {
            "version": f"{datetime.now(UTC).date()}",
            "calibrated_on": _counted_on(bad[""], good[""], asked.weight),
        }
        links["tricks"] = moved
    asked.to.write_text(written(links), encoding="utf-8")


def domains_in(text: str) -> list[str]:
    """Give the domains of a file: one a line, or every whole domain of lists in JSON."""
    if not text.lstrip().startswith("{"):
        return text.split()
    entries = (str(entry).removeprefix("full:") for entries in json.loads(text).values() for entry in entries)
    return sorted({entry.split()[0] for entry in entries if ":" not in entry and "." in entry})


def owned(links: Mapping[str, Any], domains: Iterable[str]) -> list[str]:
    """Give those domains that would be taken for an imitation."""
    brands = read_brands(model("brands"), {**links, "owned": []})
    return [domain for domain in sorted(set(domains)) if domain.isascii() and _is_against(brands, domain)]


def _is_against(brands: Brands, domain: str) -> bool:
    try:
        return screen_link(brands, domain).kind in AGAINST
    except Refused:
        return False


def _counted_on(bad: float, good: float, weight: float) -> str:
    return (
        f"{bad:.0f} deceitful and {good:.0f} honest links of one's own; the written figure counts as {weight:g} links"
    )


def tricks_in(brands: Brands, links: list[str]) -> Mapping[str, float]:
    """Give how large a share of links has each trick."""
    counted: Counter[str] = Counter()
    for link in links:
        try:
            counted.update({reason.code for reason in screen_link(brands, link).reasons})
        except Refused:
            continue
    return {trick: number / len(links) for trick, number in counted.items()} | {"": float(len(links))}


def moved_tricks(
    tricks: Mapping[str, float], bad: Mapping[str, float], good: Mapping[str, float], weight: float
) -> dict[str, float]:
    """Give each trick's figure moved towards what was counted."""
    links = min(bad[""], good[""])
    moved = {}
    for trick, sure in tricks.items():
        wrong, right = bad.get(trick, 0.0) * links, good.get(trick, 0.0) * links
        share = (wrong + sure * weight) / (wrong + right + weight)
        moved[trick] = round(min(MOST, max(LEAST, share)), 2)
    return moved


def written(links: Mapping[str, Any]) -> str:
    """Give the lists as the file has them: every key by itself, long lists in lines of about 110 characters."""
    return "{\n" + ",\n".join(f' "{key}": {_value(value)}' for key, value in links.items()) + "\n}\n"


def _value(value: object) -> str:
    if isinstance(value, dict):
        rows = (f'  "{key}": {json.dumps(row, ensure_ascii=False)}' for key, row in value.items())
        return "{\n" + ",\n".join(rows) + "\n }"
    if isinstance(value, list) and len(json.dumps(value)) > 110:
        return "[\n" + ",\n".join(f"  {line}" for line in _lines(value)) + "\n ]"
    return json.dumps(value, ensure_ascii=False)


def _lines(words: list[str]) -> list[str]:
    lines = [""]
    for word in words:
        told = json.dumps(word, ensure_ascii=False)
        if len(lines[-1]) + len(told) > 110:
            lines.append("")
        lines[-1] += f", {told}" if lines[-1] else told
    return lines


if __name__ == "__main__":
    main()
