"""Fits how surely a finding about a parcel is a fault, and writes the scores into models/parcels.json.

    PYTHONPATH=tests .venv/bin/python scripts/train_parcels.py                       # on generated parcels
    PYTHONPATH=tests .venv/bin/python scripts/train_parcels.py --parcels MINE.jsonl  # on your own, looked at by people

A line of MINE.jsonl is an object with ``format`` (kuaidi100, cainiao, 17track, aftership or rows), ``trace`` (what the
carrier answered), ``facts`` (fields of a case file, as ``facts.order``), ``earlier`` (an earlier answer, if any) and
``faults`` (the kinds that people found, such as ["parcel.far_away"]; an empty list for an honest parcel). A kind that
was found in fewer than 40 of them keeps its curve; every fifth finding is held back, and how well the old and the new
curve tell these is printed. ``--out FILE`` writes elsewhere.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from gongdao.screening.parcels.facts import Curve, ParcelModel, chance, parcel_model
from gongdao.screening.parcels.formats import read_trace
from gongdao.screening.parcels.rounds import batches, sign_off_of
from gongdao.screening.parcels.rows import facts_of, trace_of
from gongdao.screening.parcels.screen import findings
from gongdao.service.models import model, models_folder
from mischief import FAULTS, parcel
from rounds_walked import round_of
from traces_told import facts_told, formats_of, told_twice

BATCH = "parcel.batch_sign_off"
LEAST_FINDINGS = 40
HELD_BACK = 5
SMOOTH = 2.0  # so many made-up parcels, half of them faulty, stand in every step of a curve
LEAST, MOST = 0.01, 0.99
LEAST_SCORE, RIGHT = 0.5, 0.965  # what is said must be likely, and right so often
Pair = tuple[float, bool]


def main() -> None:
    """Fit the curves and write them."""
    args = arguments()
    found = model_now()
    seen = from_file(found, args.parcels) if args.parcels else generated(found, args.seed, args.parcels_each)
    pairs: dict[str, list[Pair]] = defaultdict(list)
    for kind, pair in seen:
        pairs[kind].append(pair)
    told = json.loads((models_folder() / "parcels.json").read_text(encoding="utf-8"))
    if args.parcels:
        told["version"] = f"{datetime.now(UTC).date()}"
    told["calibrated_on"] = args.parcels.name if args.parcels else CALIBRATED_ON.format(args.parcels_each, args.seed)
    for kind, rows in sorted(pairs.items()):
        fit(told, found.curves[kind], kind, rows, spare=bool(args.parcels))
    args.out.write_text(written(told), encoding="utf-8")


def fit(told: dict[str, Any], before: Curve, kind: str, rows: list[Pair], *, spare: bool) -> None:
    """Fit the curve of a kind, and print what was learned; ``spare`` a curve of which too little was seen."""
    seen = f"{kind:26} {len(rows):6} findings, {sum(faulty for _, faulty in rows):6} of them faults"
    if spare and len(rows) < LEAST_FINDINGS:
        print(f"{seen}; too few, its curve stays")
        return
    learned, held = ([row for at, row in enumerate(rows) if bool(at % HELD_BACK) is kept] for kept in (True, False))
    curve = points(learned if spare else rows)
    made = {"threshold": threshold(rows, curve), "points": curve}
    told["scores"][kind] = made
    was, now = (surprise(of, held) for of in (before, as_curve(made)))
    print(
        f"{seen}; surprise of {len(held)} {'held back' if spare else 'of them'} {was:.3f} before, {now:.3f} now (bits)"
    )
    if max(likely for _, likely in curve) < made["threshold"]:
        print(f"{kind:26} is right too seldom to be told: with this model it gives no signal")


def as_curve(made: Mapping[str, Any]) -> Curve:
    """Give a curve as the screening has it."""
    return Curve(tuple(it[0] for it in made["points"]), tuple(it[1] for it in made["points"]), made["threshold"])


def surprise(curve: Curve, rows: Sequence[Pair]) -> float:
    """Give the mean log loss in bits: how much the labels surprise."""
    chances = ((chance(curve, strength), faulty) for strength, faulty in rows)
    return -sum(math.log2(likely if faulty else 1 - likely) for likely, faulty in chances) / max(1, len(rows))


CALIBRATED_ON = (
    "generated parcels (scripts/train_parcels.py): {0} of each fault, as many honest as faulty ones, "
    "with noise; seed {1}"
)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parcels", type=Path, help="your own parcels, one JSON object a line")
    parser.add_argument("--out", type=Path, default=models_folder() / "parcels.json", help="the file to write")
    parser.add_argument("--parcels-each", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=41)
    return parser.parse_args()


def model_now() -> ParcelModel:
    """Give the model as it is."""
    return parcel_model(model("parcels"), model("places"))


def generated(found: ParcelModel, seed: int, each: int) -> Iterator[tuple[str, Pair]]:
    """Give what the checks find in generated parcels, and whether it is so."""
    rng = Random(seed)
    for fault in [*FAULTS, *([""] * len(FAULTS))]:
        for _ in range(each):
            journey = parcel(rng, fault)
            now, before = told_twice(rng, journey, rng.choice(list(formats_of(journey))))
            for finding in findings(found, now, facts_told(journey), before):
                yield finding.kind, (finding.strength, finding.kind in journey.faults)
    for number in range(max(20, each // 10)):
        yield from of_round(found, rng, batch=bool(number % 2))


def of_round(found: ParcelModel, rng: Random, *, batch: bool) -> Iterator[tuple[str, Pair]]:
    """Give what is found in a courier's round."""
    journeys = {journey.number: journey for journey in round_of(rng, batch=batch)}
    traces = ((told_twice(rng, journey, "cainiao")[0], facts_told(journey)) for journey in journeys.values())
    for one, finding in batches(found, [it for trace, facts in traces if (it := sign_off_of(trace, facts))]):
        yield finding.kind, (finding.strength, BATCH in journeys[one.waybill].faults)


def from_file(found: ParcelModel, path: Path) -> Iterator[tuple[str, Pair]]:
    """Give what the checks find in parcels that people looked at."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        earlier = read(row["format"], row["earlier"]) if row.get("earlier") else None
        for finding in findings(found, read(row["format"], row["trace"]), facts_of(row.get("facts", {})), earlier):
            yield finding.kind, (finding.strength, finding.kind in row["faults"])


def read(format_: str, trace: Any) -> Any:
    """Read a trace of any format."""
    return trace_of(trace) if format_ == "rows" else read_trace(format_, trace)


def points(rows: Iterable[Pair]) -> list[list[float]]:
    """Give a curve that only rises (pool adjacent violators), as points of strength and probability."""
    steps: list[list[float]] = []  # strength from, to, faults, count
    for strength, faulty in sorted(rows):
        steps.append([strength, strength, float(faulty), 1.0])
        while len(steps) > 1 and (same(steps) or rate(steps[-2]) >= rate(steps[-1])):
            last = steps.pop()
            steps[-1] = [steps[-1][0], last[1], steps[-1][2] + last[2], steps[-1][3] + last[3]]
    found: list[list[float]] = []
    for low, high, faults, count in steps:
        chance = round(min(MOST, max(LEAST, (faults + SMOOTH / 2) / (count + SMOOTH))), 3)
        for strength in (low, high):
            if not found or round(strength, 3) > found[-1][0]:
                found.append([round(strength, 3), max(chance, found[-1][1] if found else 0.0)])
    return found


def threshold(rows: Iterable[Pair], curve: list[list[float]]) -> float:
    """Give the least probability, a half or more, from which on few enough of the findings are wrong."""
    made = as_curve({"points": curve, "threshold": LEAST_SCORE})
    scored = sorted(((chance(made, strength), faulty) for strength, faulty in rows), reverse=True)
    best, faults = MOST, 0
    for number, (score, faulty) in enumerate(scored, start=1):
        faults += faulty
        last = number == len(scored) or scored[number][0] < score
        if last and score >= LEAST_SCORE and faults >= RIGHT * number:
            best = min(best, score)
    return math.floor(best * 1000) / 1000


def same(steps: list[list[float]]) -> bool:
    """Tell whether the last two steps have the same strength."""
    return steps[-2][1] == steps[-1][0]


def rate(step: list[float]) -> float:
    """Give the share of faults in a step."""
    return step[2] / step[3]


def written(told: dict[str, Any]) -> str:
    """Write the model so that a person can read it: a curve is a line."""
    rest = json.dumps({key: value for key, value in told.items() if key != "scores"}, ensure_ascii=False, indent=1)
    curves = ",\n".join(f"  {json.dumps(kind)}: {json.dumps(it)}" for kind, it in sorted(told["scores"].items()))
    return f'{rest.removesuffix(chr(10) + "}")},\n "scores": {{\n{curves}\n }}\n}}\n'


if __name__ == "__main__":
    main()
