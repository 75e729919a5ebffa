"""What bad input costs each screen: the longest and the largest of hostile inputs, each in a process with limits.

    .venv/bin/python bench/screen_bad_input.py [--only parcel] [--seconds 5] [--megabytes 1024]

Every input is screened in a process of its own that is stopped after 60 s of CPU and may take 4 GB. Printed for each
screen: the input that took the longest and the one that took the most memory beyond what the program takes anyway,
and how many were refused and how many screened; then whatever broke. Inputs are text of the greatest length that is
read and beyond, hostile Unicode, deep and wide JSON, numbers that are none, absurd times, a million scans, and pictures
that burst. Ends with 1 where something broke or took more than the limits.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from bad_inputs import INPUTS
from gongdao.kernel.errors import BadInput, Refused
from gongdao.service import screener

CPU_SECONDS, MEMORY = 60, 4 << 30


@dataclass(frozen=True, slots=True)
class Cost:
    """What became of an input, the CPU seconds it took and the megabytes beyond what stood there before."""

    name: str
    ended: str
    seconds: float
    megabytes: float


def main() -> None:
    """Measure every screen, and print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--only", choices=tuple(INPUTS))
    asked.add_argument("--seconds", type=float, default=5, help="what an input may take of CPU")
    asked.add_argument("--megabytes", type=float, default=1024, help="what an input may take of memory")
    asked.add_argument("--all", action="store_true", help="print every input")
    sys.stdout.reconfigure(line_buffering=True)  # whoever watches a file sees how far it is
    options = asked.parse_args()
    screener.ready()
    wrong: list[tuple[str, Cost]] = []
    print(f"{'screen':13} {'inputs':>6} {'refused':>8} {'screened':>8}   longest and largest")
    for what, inputs in INPUTS.items():
        if options.only in (None, what):
            costs = [cost(name, run) for name, run in inputs()]
            report(what, costs, everything=options.all)
            wrong += [(what, it) for it in costs if broken(it, options)]
    for what, it in wrong:
        print(f"WRONG {what} {it.name}: {it.ended}, {it.seconds:.1f} s, {it.megabytes:.0f} MB")
    sys.exit(bool(wrong))


def broken(it: Cost, options: argparse.Namespace) -> bool:
    """Whether an input broke a screen or took too much."""
    return it.ended.startswith("BROKE") or it.seconds > options.seconds or it.megabytes > options.megabytes


def report(what: str, costs: list[Cost], *, everything: bool) -> None:
    """Print the worst of a screen."""
    refused = sum(it.ended.startswith("refused") for it in costs)
    screened = sum(it.ended.startswith("screened") for it in costs)
    longest, largest = max(costs, key=lambda it: it.seconds), max(costs, key=lambda it: it.megabytes)
    print(
        f"{what:13} {len(costs):6} {refused:8} {screened:8}   {longest.seconds:.2f} s {longest.name};"
        f" {largest.megabytes:.0f} MB {largest.name}",
        flush=True,
    )
    for it in costs if everything else ():
        print(f"    {it.seconds:6.2f} s {it.megabytes:6.0f} MB  {it.name}: {it.ended}")


def cost(name: str, run: Callable[[], Any]) -> Cost:
    """Screen an input in a process of its own."""
    here, there = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(here)
        try:
            os.write(there, _outcome(run).encode(errors="replace")[:400])
        finally:
            print(traceback.format_exc(limit=-3) if sys.exc_info()[0] else "", file=sys.stderr, end="", flush=True)
            os._exit(0)
    os.close(there)
    with os.fdopen(here, "rb") as told:
        result = told.read().decode().rsplit(" ", 2)
    _, status, used = os.wait4(child, 0)
    if len(result) < 3:
        return Cost(name, f"BROKE off with status {status}", used.ru_utime + used.ru_stime, 0)
    return Cost(name, result[0], float(result[1]), float(result[2]))


def _outcome(run: Callable[[], Any]) -> str:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    started, before = time.process_time(), _kilobytes("VmRSS")
    try:
        found = f"screened: {len(run())} signals"
    except Refused as refused:
        found = f"refused: {refused.code}"
    except BadInput as wrong:
        found = f"refused: {wrong.problems[0].code}"
    return f"{found} {time.process_time() - started:.3f} {max(0, _kilobytes('VmHWM') - before) / 1024:.0f}"


def _kilobytes(name: str) -> int:
    """Give what this process takes of memory now (VmRSS), or took at the most (VmHWM)."""
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in told.splitlines() if line.startswith(name))


if __name__ == "__main__":
    main()
