"""Cases for the 27-rule policy: the distributions of the comparison; a quarter of the proofs is missing."""

from __future__ import annotations

import math
import random
from datetime import date, timedelta

REQUESTS = ("refund_only", "return_refund", "exchange", "compensation")
REASONS = ("no_reason", "quality", "damaged", "misdescribed", "wrong_item", "not_received", "counterfeit", "late")
CATEGORIES = ("normal", "food", "fresh", "custom", "digital")
PROVED = {
    "delivered": 0.8, "false_signoff": 0.05, "defect": 0.5, "misdescription": 0.4, "fake": 0.05, "fraud": 0.03,
    "unsafe_food": 0.03, "not_intact": 0.1, "returned": 0.15,
}  # fmt: skip
STATED = {"seller_replied": 0.8, "agreed": 0.15, "withdrawn": 0.05, "seller_gone": 0.02, "abuse_label": 0.05}


def generate(n: int, seed: int = 1, missing: float = 0.25) -> list[dict[str, object]]:
    """Give n closed cases: a proof that is missing is false; `days_signed` may not apply (None)."""
    chance = random.Random(seed)
    return [_case(chance, missing) for _ in range(n)]


def _case(chance: random.Random, missing: float) -> dict[str, object]:
    return {
        "request": chance.choices(REQUESTS, (40, 45, 5, 10))[0],
        "reason": chance.choices(REASONS, (20, 20, 8, 15, 5, 18, 4, 10))[0],
        "category": chance.choices(CATEGORIES, (70, 12, 8, 5, 5))[0],
        "paid": int(math.exp(chance.gauss(8.6, 1.1))),
        "shop_score": min(500, max(300, int(chance.gauss(470, 20)))),
        "opened_on": date(2016, 1, 1) + timedelta(days=chance.randrange(3600)),
        "hours_open": chance.randrange(200),
        "days_signed": None if chance.random() < 0.12 else chance.randrange(30),
        "late_days": max(0, chance.randrange(-5, 8)),
        **{name: chance.random() < share for name, share in STATED.items()},
        **{name: chance.random() < share and chance.random() >= missing for name, share in PROVED.items()},
    }
