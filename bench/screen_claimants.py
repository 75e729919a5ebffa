"""How well refund abuse is told from bad luck, on made-up populations: no marketplace's data is public.

    .venv/bin/python bench/screen_claimants.py [--people 20000] [--seeds 5] [--noise 5] [--orders 1000000]

The population (tests/claims_made.py) has honest people of many kinds (heavy shoppers, picky ones, buyers of junk
shops), households and dormitories, lone abusers and organised rings; it shares no number with the detector. Printed:
precision among the 1 % of buyers that are put first, false labels of honest people who claim much, labels by kind of
abuser, how well the probability is calibrated, false labels by group with 95 % bounds, and the speed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from claims_made import NOW, Made, heavy_honest, made
from gongdao.screening.claimants import (
    ABUSE,
    ClaimantModel,
    abuse_score,
    claimant_model,
    population_of,
    screen_claimants,
)
from gongdao.screening.fairness import fairness
from gongdao.screening.odds import interval
from gongdao.service.models import model

LABEL_AT = 0.9  # as packs/conventions/words/signals.yaml says
BANDS = (0.0, 0.05, 0.2, 0.5, 0.8, 0.9, 1.0)


def main() -> None:
    """Measure and print."""
    options = read_options()
    weights = claimant_model(model("claimants"))
    totals: Counter[str] = Counter()
    judged: list[tuple[str, bool]] = []
    scored: list[tuple[float, bool]] = []
    for seed in range(options.seeds):
        measure(
            weights,
            made(1000 + seed, options.people, abusers=options.abusers, noise=options.noise),
            totals,
            judged,
            scored,
        )
    print_counts(totals)
    print_calibration(scored)
    print("\nFalse labels of honest people by group")
    for group in fairness(judged):
        mark = "apart from the others" if group.apart else ""
        share(f"  {group.group} {mark}", group.labelled, group.honest)
    speed(weights, options.orders)


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=20000)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--abusers", type=float, default=0.02)
    parser.add_argument("--noise", type=float, default=1.0, help="how much oftener honest people look odd")
    parser.add_argument("--orders", type=int, default=1_000_000)
    return parser.parse_args()


def measure(
    weights: ClaimantModel,
    there: Made,
    totals: Counter[str],
    judged: list[tuple[str, bool]],
    scored: list[tuple[float, bool]],
) -> None:
    """Screen one population and add what came out."""
    population = population_of(weights, there.accounts, there.orders, NOW)
    scores = {who: abuse_score(weights, who, population) for who in there.truth}
    abusers = there.abusers
    first = sorted(scores, key=lambda who: -scores[who])[: len(scores) // 100]
    labelled = {who for who, score in scores.items() if score >= LABEL_AT}
    heavy = list(heavy_honest(there))
    totals.update(
        first=len(first), first_right=len(abusers.intersection(first)), labelled=len(labelled),
        labelled_right=len(labelled & abusers), heavy=len(heavy), heavy_wrong=len(labelled.intersection(heavy)),
        honest=len(scores) - len(abusers), honest_wrong=len(labelled - abusers), abusers=len(abusers),
    )  # fmt: skip
    for bond in {bond.group.members: bond for bond in population.bonds.values()}.values():
        honest = abusers.isdisjoint(bond.group.members) and len(bond.group.members) > 2
        totals.update(groups=honest, groups_wrong=honest and bond.score >= LABEL_AT)
        totals["ring_seen"] += len(abusers.intersection(bond.group.members)) * (bond.score >= LABEL_AT)
    for who, kind in there.truth.items():
        totals[f"of {kind}"] += 1
        totals[f"labelled {kind}"] += who in labelled
        scored.append((scores[who], who in abusers))
        if who not in abusers:
            judged.extend((group, who in labelled) for group in there.groups.get(who, ()))


def print_counts(totals: Counter[str]) -> None:
    """Print the shares that were asked for."""
    print("On made-up populations; the weights were set by hand while looking at others of the same make")
    share("precision among the first 1 % of buyers", totals["first_right"], totals["first"])
    share("  of all who abuse, among them", totals["first_right"], totals["abusers"])
    share("precision of labels (score 90 % and more)", totals["labelled_right"], totals["labelled"])
    share("false labels of honest people who claim much", totals["heavy_wrong"], totals["heavy"])
    share("false labels of all honest people", totals["honest_wrong"], totals["honest"])
    share("honest groups of three and more signalled", totals["groups_wrong"], totals["groups"])
    share("accounts of rings in a group signalled", totals["ring_seen"], totals["of ring"])
    for kind in sorted(key.removeprefix("of ") for key in totals if key.startswith("of ")):
        share(f"  labelled of {kind}", totals[f"labelled {kind}"], totals[f"of {kind}"])


def share(what: str, yes: int, cases: int) -> None:
    """Print a share with its 95 % bounds."""
    low, high = interval(yes, cases)
    print(f"{what:46} {yes:6} of {cases:7} = {100 * yes / max(1, cases):7.3f} %  ({100 * low:.3f}-{100 * high:.3f})")


def print_calibration(scored: list[tuple[float, bool]]) -> None:
    """Print how often it is so where the score says so much."""
    print("\nCalibration: what the score says, and how many abuse")
    for low, high in pairwise(BANDS):
        band = [(score, right) for score, right in scored if low <= score < high]
        if band:
            said = sum(score for score, _ in band) / len(band)
            true = sum(right for _, right in band)
            print(f"  {low:.2f}-{high:.2f}: says {said:.3f}, is {true / len(band):.3f} ({true} of {len(band)})")


def speed(weights: ClaimantModel, orders: int) -> None:
    """Print the time that screening everybody takes."""
    there = made(7, max(100, orders // 36))
    start = time.process_time()
    population = population_of(weights, there.accounts, there.orders, NOW)
    gathered = time.process_time()
    found = sum(any(it.kind == ABUSE for it in signals) for _, signals in screen_claimants(weights, population))
    done = time.process_time()
    number = len(there.orders)
    print(
        f"\nSpeed: {number} orders of {len(there.truth)} people gathered in {gathered - start:.1f} s of CPU,"
        f" all screened in {done - gathered:.1f} s ({number / (done - start):.0f} orders/s); {found} to look at"
    )


if __name__ == "__main__":
    main()
