"""How well bad shops are told from good ones, on made-up markets: no marketplace's data is public.

    .venv/bin/python bench/screen_shops.py [--shops 4000] [--seeds 5]

The market (tests/shops_made.py) has honest shops of many kinds (flagships, authorised dealers, second-hand shops,
holidays, shops that close in order, new ones, clearance, overrun ones), posers by name in four ways, and shops about to
run away in three; facts are missing here and there. It shares no number or table with the detector. Printed for each
kind of signal: recall by kind of bad shop, false alarms by kind of honest shop with 95 % bounds, precision, what the
plain rules of bench/screen_plain.py find in the same shops, and calibration; then how often each reason is named, the
least of all seeds, and the speed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from screen_plain import plain_shops

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


@dataclass(slots=True)
class Seen:
    """Of every kind each shop's truth and score; what the plain rules see; who shows which reason; CPU seconds."""

    scores: dict[str, list[tuple[str, float]]] = field(default_factory=lambda: defaultdict(list))
    plain: dict[str, list[tuple[str, float]]] = field(default_factory=lambda: defaultdict(list))
    reasons: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    spent: float = 0.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shops", type=int, default=4000)
    parser.add_argument("--seeds", type=int, default=5)
    sys.stdout.reconfigure(line_buffering=True)  # whoever watches a file sees how far it is
    options = parser.parse_args()
    weights = shop_model(model("shops"), read_characters(model("talk")["characters"]))
    each = [measure(weights, 2000 + seed, options.shops) for seed in range(options.seeds)]
    print("On made-up markets; the weights were set by hand while looking at others of the same make")
    for kind in MEANT:
        print_kind(
            kind, [row for one in each for row in one.scores[kind]], [row for it in each for row in it.plain[kind]]
        )
    print_signs(each)
    print_least(each)
    print_likenesses(weights)
    spent = sum(one.spent for one in each)
    print(f"\nSpeed: {options.shops * options.seeds / spent:.0f} shops/s on one core, the market's prices included")


def measure(weights: ShopModel, seed: int, shops: int) -> Seen:
    """Screen one market: every shop for every kind, and by the plain rules."""
    there, seen = made_market(seed, shops), Seen()
    start = time.process_time()
    market = market_of(it.shop for it in there)
    found = [{signal.kind: signal for signal in weigh_shop(weights, it.shop, market, NOW)} for it in there]
    seen.spent = time.process_time() - start
    plain = plain_shops([it.shop for it in there], {brand.name for brand in weights.names.spelled.values()})
    for it, signals, said in zip(there, found, plain, strict=True):
        for kind in MEANT:
            score = signals[kind].score if kind in signals else 0.0
            seen.scores[kind].append((it.kind, score))
            seen.plain[kind].append((it.kind, float(kind in said)))
        for kind, signal in signals.items():
            if signal.score >= SHOWN_FROM:
                right = it.kind in (*MEANT[kind], *ALSO.get(kind, ()))
                for code in {reason.code for reason in signal.reasons}:
                    seen.reasons[kind, code]["right" if right else "wrong"] += 1
    return seen


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


def print_kind(kind: str, seen: list[tuple[str, float]], plain: list[tuple[str, float]]) -> None:
    """Print recall, false alarms and calibration of one kind of signal, and the plain rules beside it."""
    print(f"\n{kind}")
    seen = [(truth, score) for truth, score in seen if truth not in ALSO.get(kind, ())]
    shown = Counter(truth for truth, score in seen if score >= SHOWN_FROM)
    number = Counter(truth for truth, _ in seen)
    others = [truth for truth in number if truth not in MEANT[kind]]
    print_shares(kind, shown, number)
    print_shares(kind, Counter(truth for truth, said in plain if said and truth in number), number, " of plain rules")
    for truth in sorted(number, key=lambda it: (it not in MEANT[kind], it)):
        if truth in MEANT[kind] or shown[truth]:
            share(f"  {'false' if truth in others else 'recall'} {truth}", shown[truth], number[truth])
    print_calibration(kind, seen)


def print_shares(kind: str, shown: Counter[str], number: Counter[str], of: str = "") -> None:
    """Print recall, precision and false alarms."""
    right = sum(shown[truth] for truth in MEANT[kind])
    meant = sum(number[truth] for truth in MEANT[kind])
    share(f"recall{of}", right, meant)
    share(f"precision{of}", right, sum(shown.values()))
    share(f"false alarms{of}", sum(shown.values()) - right, sum(number.values()) - meant)


def print_calibration(kind: str, seen: list[tuple[str, float]]) -> None:
    """Print how often it is so where the score says so much."""
    for low, high in pairwise(BANDS):
        band = [(score, truth in MEANT[kind]) for truth, score in seen if low <= score < high]
        if band:
            said = sum(score for score, _ in band) / len(band)
            print(f"  says {said:.2f}, is {sum(true for _, true in band) / len(band):.2f} of {len(band)}")


def print_signs(each: Sequence[Seen]) -> None:
    """Print how many signals name each reason, those of shops that are so and the others."""
    print("\nReasons named in signals: of shops that are so, and of others")
    for kind, code in sorted({key for one in each for key in one.reasons}):
        right, wrong = (sum(one.reasons[kind, code][truth] for one in each) for truth in ("right", "wrong"))
        print(f"  {kind:24} {code:28} {right:6} {wrong:6}")


def print_least(each: Sequence[Seen]) -> None:
    """Print the least recall and precision of all seeds."""
    print(f"\nThe least of {len(each)} seeds")
    for kind in MEANT:
        rates = [rates_of(kind, [row for row in one.scores[kind] if row[0] not in ALSO.get(kind, ())]) for one in each]
        recall, precision = (min(rate[at] for rate in rates) for at in (0, 1))
        print(f"  {kind:24} recall {100 * recall:5.1f} %, precision {100 * precision:5.1f} %")


def rates_of(kind: str, seen: list[tuple[str, float]]) -> tuple[float, float]:
    """Give recall and precision of one seed."""
    right = sum(score >= SHOWN_FROM for truth, score in seen if truth in MEANT[kind])
    meant, shown = sum(truth in MEANT[kind] for truth, _ in seen), sum(score >= SHOWN_FROM for _, score in seen)
    return right / max(1, meant), right / max(1, shown)


def share(what: str, yes: int, cases: int) -> None:
    """Print a share with its 95 % bounds."""
    low, high = interval(yes, cases)
    print(f"  {what:28} {yes:6} of {cases:6} = {100 * yes / max(1, cases):6.2f} %  ({100 * low:.2f}-{100 * high:.2f})")


if __name__ == "__main__":
    main()
