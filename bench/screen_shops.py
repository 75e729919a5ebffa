"""How well bad shops are told from good ones, on made-up markets: no marketplace's data is public.

    .venv/bin/python bench/screen_shops.py [--shops 4000] [--seeds 5]

The market (tests/shops_made.py) has honest shops of many kinds (flagships, authorised dealers, second-hand shops,
holidays, shops that close in order, new ones, clearance, overrun ones), posers by name in four ways, and shops about to
run away in three; facts are missing here and there. It shares no number or table with the detector. Printed for each
kind of signal: recall by kind of bad shop, false alarms by kind of honest shop with 95 % bounds, precision, calibration
and speed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from itertools import pairwise, product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from gongdao.screening.odds import interval
from gongdao.screening.shop_facts import NO_MARKET, Licence, Shop, market_of
from gongdao.screening.shop_names import brand_in, read_name
from gongdao.screening.shops import FALSE_BRAND, PRICE, RUN_AWAY, SHOWN_FROM, SILENCE, ShopModel, shop_model, weigh_shop
from gongdao.screening.text import read_characters
from gongdao.service.models import model
from shops_made import NAMING, NOW, POSERS, RUNNERS, TRADES, made_market

MEANT = {FALSE_BRAND: POSERS, RUN_AWAY: RUNNERS, PRICE: ("absurd",), SILENCE: ("silent",)}
# What also shows the sign, though it is not what the signal is for: neither a hit nor a false alarm.
ALSO = {SILENCE: RUNNERS, PRICE: ("slow",)}
BANDS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shops", type=int, default=4000)
    parser.add_argument("--seeds", type=int, default=5)
    options = parser.parse_args()
    weights = shop_model(model("shops"), read_characters(model("talk")["characters"]))
    scores: dict[str, list[tuple[str, float]]] = defaultdict(list)
    spent = sum(measure(weights, 2000 + seed, options.shops, scores) for seed in range(options.seeds))
    print("On made-up markets; the weights were set by hand while looking at others of the same make")
    for kind, seen in scores.items():
        print_kind(kind, seen)
    print_likenesses(weights)
    print(f"\nSpeed: {options.shops * options.seeds / spent:.0f} shops/s on one core, the market's prices included")


def measure(weights: ShopModel, seed: int, shops: int, scores: dict[str, list[tuple[str, float]]]) -> float:
    """Screen one market, add the scores of every shop for every kind, and give the CPU time."""
    there = made_market(seed, shops)
    start = time.process_time()
    market = market_of(it.shop for it in there)
    found = [{signal.kind: signal.score for signal in weigh_shop(weights, it.shop, market, NOW)} for it in there]
    spent = time.process_time() - start
    for kind in MEANT:
        scores[kind] += [(it.kind, signals.get(kind, 0.0)) for it, signals in zip(there, found, strict=True)]
    return spent


def print_likenesses(weights: ShopModel) -> None:
    """Print how many names of two common characters are taken for a brand, and signalled though registered."""
    taken = signalled = number = 0
    for trade in TRADES:
        for word in map("".join, product(NAMING, repeat=2)):
            number += 1
            if brand_in(weights.names, read_name(weights.names, f"{word}{trade}店")):
                taken += 1
                shop = Shop(f"{word}{trade}店", trade, licence=Licence(f"杭州{word}商贸有限公司"), authorisations=())
                signalled += any(it.score >= SHOWN_FROM for it in weigh_shop(weights, shop, NO_MARKET, NOW))
    print("\nNames of two common characters that nobody meant")
    share("taken for a brand", taken, number)
    share("and signalled", signalled, number)


def print_kind(kind: str, seen: list[tuple[str, float]]) -> None:
    """Print recall, false alarms and calibration of one kind of signal."""
    print(f"\n{kind}")
    seen = [(truth, score) for truth, score in seen if truth not in ALSO.get(kind, ())]
    shown = Counter(truth for truth, score in seen if score >= SHOWN_FROM)
    number = Counter(truth for truth, _ in seen)
    right = sum(shown[truth] for truth in MEANT[kind])
    share("recall", right, sum(number[truth] for truth in MEANT[kind]))
    share("precision", right, sum(shown.values()))
    others = [truth for truth in number if truth not in MEANT[kind]]
    share("false alarms", sum(shown[truth] for truth in others), sum(number[truth] for truth in others))
    for truth in sorted(number, key=lambda it: (it not in MEANT[kind], it)):
        if truth in MEANT[kind] or shown[truth]:
            share(f"  {'recall' if truth in MEANT[kind] else 'false'} {truth}", shown[truth], number[truth])
    for low, high in pairwise(BANDS):
        band = [(score, truth in MEANT[kind]) for truth, score in seen if low <= score < high]
        if band:
            said = sum(score for score, _ in band) / len(band)
            print(f"  says {said:.2f}, is {sum(true for _, true in band) / len(band):.2f} of {len(band)}")


def share(what: str, yes: int, cases: int) -> None:
    """Print a share with its 95 % bounds."""
    low, high = interval(yes, cases)
    print(f"  {what:22} {yes:6} of {cases:6} = {100 * yes / max(1, cases):6.2f} %  ({100 * low:.2f}-{100 * high:.2f})")


if __name__ == "__main__":
    main()
