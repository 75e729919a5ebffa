"""Runs the simulated court for as many cases as wanted: python tests/service/simulate.py --cases N --seed S."""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path
from random import SystemRandom

ROOT = Path(__file__).resolve().parent.parent.parent


def main() -> None:
    """This function will read the arguments, run the court and print what was seen."""
    sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]
    from grounds import Ground, fresh, opened_law, release
    from simulation import simulate

    args = _arguments()
    seed = SystemRandom().randrange(10**9) if args.seed is None else args.seed
    given = nullcontext(Ground("", args.database, args.database)) if args.database else None
    print(f"seed {seed}, {args.cases} cases", flush=True)
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            given or fresh(args.vendor, Path(folder)) as ground,
            opened_law(ground) as law,
        ):
            seen = simulate(law, seed, args.cases)
    finally:
        release()
    for what, times in seen.most_common():
        print(f"{times:8} {what}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--database", metavar="URL", help="a migrated, empty database; without it a fresh one")
    parser.add_argument("--vendor", choices=("sqlite", "postgres"), default="sqlite", help="which fresh database")
    return parser.parse_args()


if __name__ == "__main__":
    main()
