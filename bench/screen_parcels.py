"""What the screening of parcels finds in generated traces with labelled faults, and how fast it is.

    .venv/bin/python bench/screen_parcels.py [--each 1000] [--rounds 60] [--seed 7]

Every parcel is told as Kuaidi100, Cainiao, 17TRACK, AfterShip or the marketplace's own rows tell it, and read by the
adapter. For each fault are printed how many are found (recall), how many of the signals are right (precision), where
half of the parcels are honest, and how many false signals a thousand honest parcels get. Parcels have the noise that
tests/mischief.py describes. The generator shares no number with the detector; the scores of models/parcels.json were
fitted on it with another seed. Real traces will differ: these figures say that the checks do what they say.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests")]

from gongdao.screening.parcels.facts import ParcelModel, parcel_model
from gongdao.screening.parcels.screen import screen_parcel, screen_round
from gongdao.service.models import model
from mischief import FAULTS, parcel
from rounds_walked import round_of
from traces_told import facts_told, formats_of, told_twice

BATCH = "parcel.batch_sign_off"
RECALL, PRECISION = 0.9, 0.95


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=1000, help="parcels with each fault; as many honest ones as faulty")
    parser.add_argument("--rounds", type=int, default=60, help="rounds of couriers, half of them with a batch")
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    started = time.perf_counter()
    found = parcel_model(model("parcels"), model("places"))
    print(f"model and gazetteer loaded in {(time.perf_counter() - started) * 1000:.0f} ms; scores: {found.name.data}")
    counts, honest, times = measured(found, args.each, args.seed)
    counts[BATCH], times_of_rounds = of_rounds(found, args.rounds, args.seed)
    print(f"\n{'fault':26} {'faulty':>7} {'recall':>7} {'precision':>9}   false on 1,000 honest")
    for kind, count in sorted(counts.items()):
        print(line(kind, count, 1000 * honest[kind] / (args.each * len(FAULTS)) if kind != BATCH else None))
    worst = min(recall(count) for count in counts.values()), min(precision(count) for count in counts.values())
    print(f"\nleast recall {worst[0]:.3f} (to reach {RECALL}), least precision {worst[1]:.3f} (to reach {PRECISION})")
    middle, longest = statistics.median(times) * 1000, max(times) * 1000
    print(f"one parcel, told, read and screened: median {middle:.2f} ms, longest {longest:.1f} ms")
    print(f"one round of couriers: {statistics.median(times_of_rounds) * 1000:.0f} ms")


def measured(found: ParcelModel, each: int, seed: int) -> tuple[dict[str, Counter[str]], Counter[str], list[float]]:
    """Count for each fault what was found, missed and falsely said; and what honest parcels were told."""
    rng = Random(seed)
    counts: dict[str, Counter[str]] = {fault: Counter() for fault in FAULTS}
    honest: Counter[str] = Counter()
    times: list[float] = []
    for fault in [*FAULTS, *([""] * len(FAULTS))]:
        for _ in range(each):
            journey = parcel(rng, fault)
            format_ = rng.choice(list(formats_of(journey)))
            started = time.perf_counter()
            now, before = told_twice(rng, journey, format_)
            said = {signal.kind for signal in screen_parcel(found, now, facts_told(journey), before)}
            times.append(time.perf_counter() - started)
            honest.update(said if not fault else ())
            tally(counts, journey.faults, said)
    return counts, honest, times


def tally(counts: dict[str, Counter[str]], faults: set[str], said: set[str]) -> None:
    for kind in faults | said:
        if kind in counts:
            counts[kind]["found" if kind in faults & said else "missed" if kind in faults else "false"] += 1


def of_rounds(found: ParcelModel, rounds: int, seed: int) -> tuple[Counter[str], list[float]]:
    """Count the parcels of batches that were found, missed, and falsely said."""
    rng = Random(seed)
    counts: Counter[str] = Counter()
    times: list[float] = []
    for number in range(rounds):
        journeys = round_of(rng, batch=bool(number % 2))
        traces = [(told_twice(rng, journey, "cainiao")[0], facts_told(journey)) for journey in journeys]
        started = time.perf_counter()
        said = {waybill for waybill, _ in screen_round(found, traces)}
        times.append(time.perf_counter() - started)
        for journey in journeys:
            tally({BATCH: counts}, journey.faults, {BATCH} if journey.number in said else set())
    return counts, times


def recall(count: Counter[str]) -> float:
    return count["found"] / max(1, count["found"] + count["missed"])


def precision(count: Counter[str]) -> float:
    return count["found"] / max(1, count["found"] + count["false"])


def line(kind: str, count: Counter[str], false: float | None) -> str:
    faulty = count["found"] + count["missed"]
    said = f"{false:.2f}" if false is not None else f"{count['false']} parcels of honest stops, over all rounds"
    return f"{kind:26} {faulty:7} {recall(count):7.3f} {precision(count):9.3f}   {said}"


if __name__ == "__main__":
    main()
