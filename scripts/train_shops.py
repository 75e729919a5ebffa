"""Fits the weights of screened shops to a marketplace's own labelled shops; the names and limits stay as they are.

    python scripts/train_shops.py FILE.jsonl [--now 2026-03-20T00:00:00+08:00] [--out models/shops/weights.json]

Each line of the file is {"shop": {...as `gongdao screen shop` takes it}, "labels": {"shop.may_run_away": true, ...}}; a
kind that is not named is not learned from that shop. The shops of the file are the market they are compared with. Every
fifth shop is held back, and how well both the old and the new weights tell these is printed.
"""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fitted_weights import Row, fitted, surprise
from gongdao.screening.shop_facts import market_of, read_shop
from gongdao.screening.shops import ADVICE, ShopModel, shop_model, signs_by_kind
from gongdao.screening.text import read_characters

MODELS = Path(__file__).resolve().parent.parent / "models"
HELD_BACK = 5


def main() -> None:
    """Read, fit, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--now", type=datetime.fromisoformat, default=datetime.now(UTC))
    parser.add_argument("--out", type=Path, default=MODELS / "shops" / "weights.json")
    options = parser.parse_args()
    weights = _json(MODELS / "shops" / "weights.json")
    names = _json(MODELS / "shops" / "names.json")
    model = shop_model(
        {"names": names, "weights": weights}, read_characters(_json(MODELS / "talk" / "characters.json"))
    )
    lines = [json.loads(line) for line in options.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    options.out.write_text(
        json.dumps(trained(model, weights, lines, options.now), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


def trained(model: ShopModel, weights: dict[str, Any], lines: list[dict[str, Any]], now: datetime) -> dict[str, Any]:
    """Give the weights fitted to labelled shops, and print how well they do on those held back."""
    shops = [read_shop(line["shop"]) for line in lines]
    market = market_of(shops)
    signs = [signs_by_kind(model, shop, market, now) for shop in shops]
    fresh = dict(weights)
    for kind in ADVICE:
        rows: list[Row] = [
            (found[kind], bool(line["labels"][kind]))
            for found, line in zip(signs, lines, strict=True)
            if kind in line["labels"]
        ]
        fresh[kind] = _fitted_kind(kind, rows, weights[kind])
    return {**fresh, "version": f"{now.date()}", "calibrated_on": f"{len(lines)} labelled shops of one's own"}


def _fitted_kind(kind: str, rows: list[Row], before: dict[str, Any]) -> dict[str, Any]:
    learned = [row for at, row in enumerate(rows) if at % HELD_BACK]
    held = rows[::HELD_BACK]
    bias, weights = fitted(learned, before["bias"], before["weights"])
    was, now = (surprise(held, *it) for it in ((before["bias"], before["weights"]), (bias, weights)))
    print(f"{kind}: {len(learned)} learned, {len(held)} held back; surprise {was:.3f} before, {now:.3f} now (bits)")
    return {"bias": bias, "weights": weights}


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
