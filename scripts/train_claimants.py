"""Fits the weights of screened claimants to a marketplace's own checked cases; limits and what things weigh stay.

    python scripts/train_claimants.py FILE.json --now 2026-06-01T00:00:00+08:00 [--out models/claimants/weights.json]

The file is {"accounts": [...], "orders": [...]} as `gongdao screen claimant` takes it, and "checked": {"ID": true or
false}: what people found who looked into a case. Only they are learned from. Every fifth is held back, and how well the
old and the new weights tell these is printed. Train on what was checked without looking at the score, for else the
model learns itself.
"""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fitted_weights import Row, fitted, surprise
from gongdao.screening.claimant_facts import read_people
from gongdao.screening.claimants import ABUSE, ClaimantModel, claimant_model, marks_by_name, population_of

WEIGHTS = Path(__file__).resolve().parent.parent / "models" / "claimants" / "weights.json"
HELD_BACK = 5


def main() -> None:
    """Read, fit, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--now", type=datetime.fromisoformat, default=datetime.now(UTC))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    weights = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    data = json.loads(options.file.read_text(encoding="utf-8"))
    fresh = trained(claimant_model({"weights": weights}), weights, data, options.now)
    options.out.write_text(json.dumps(fresh, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def trained(model: ClaimantModel, weights: dict[str, Any], data: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Give the weights fitted to checked people, and print how well they do on those held back."""
    checked = data["checked"]
    accounts, orders = read_people({key: data[key] for key in ("accounts", "orders")})
    population = population_of(model, accounts, orders, now)
    rows: list[Row] = [(marks_by_name(model, who, population), bool(checked[who])) for who in sorted(checked)]
    before = weights[ABUSE]
    bias, moved = fitted([row for at, row in enumerate(rows) if at % HELD_BACK], before["bias"], before["weights"])
    held = rows[::HELD_BACK]
    was, is_now = (surprise(held, *it) for it in ((before["bias"], before["weights"]), (bias, moved)))
    print(f"{ABUSE}: {len(rows)} checked, {len(held)} held back; surprise {was:.3f} before, {is_now:.3f} now (bits)")
    calibrated = f"{len(rows)} checked people of one's own"
    return {**weights, ABUSE: {"bias": bias, "weights": moved}, "version": f"{now.date()}", "calibrated_on": calibrated}


if __name__ == "__main__":
    main()
