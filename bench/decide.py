"""How fast a case is decided: our engines against zen-engine, the official CEL binding and rule-engine, in one run.

    scripts/setup bench && .venv/bin/python bench/decide.py [--n 3000] [--rounds 7] [--cases FILE]

Prints medians of CPU time per decision over the rounds, and ratios to zen-engine; then whole decisions of a case file
and the start of the command line. The engines' outcomes are compared first; a difference stops the run.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import cases27
import rivals

from gongdao.case.file import Case, read_cases
from gongdao.case.ruling import decide_case
from gongdao.case.trace import trace_of
from gongdao.policy.code import PAYS_AFTER
from gongdao.policy.compiled import compiled
from gongdao.policy.evaluate import evaluate
from gongdao.policy.given import Given, Proof, State
from gongdao.policy.library import pack_of, read_library
from gongdao.policy.pack import Pack
from gongdao.service.kept import open_packs
from gongdao.service.packs import find_packs

HERE = Path(__file__).parent
TAOBAO = HERE.parent / "packs" / "taobao" / "examples"
START = "import sys; from gongdao.cli.main import main; sys.exit(main())"
PROOF = {True: Proof(State.PROVED, 40), False: Proof(State.REFUTED)}


def policy27() -> Pack:
    """Read the sample policy from beside this file."""
    file = HERE / "policy27" / "family.yaml"
    return pack_of(read_library({"policy27": {file.name: file.read_text(encoding="utf-8")}}), "policy27")


def cpu_us(run: Callable[[Any], object], cases: Sequence[Any]) -> float:
    """Give the CPU time per case, in microseconds."""
    start = time.process_time()
    for case in cases:
        run(case)
    return (time.process_time() - start) / len(cases) * 1e6


def medians_us(table: dict[str, tuple[Callable[[Any], object], Sequence[Any]]], rounds: int) -> dict[str, float]:
    """Give each median over the rounds; all engines take turns in every round, so that a busy machine hits all."""
    times: dict[str, list[float]] = {name: [] for name in table}
    for _ in range(rounds):
        for name, (run, cases) in table.items():
            times[name].append(cpu_us(run, cases))
    return {name: statistics.median(found) for name, found in times.items()}


def settle_memory() -> None:
    """Take what lives on out of the garbage collector's sight, as a server does once it has read its packs."""
    gc.collect()
    gc.freeze()


def given(pack: Pack, case: dict[str, Any]) -> Given:
    """Give a case as our evaluation takes it: stated values, and how each provable fact stands."""
    provable = {name for name, fact in pack.facts.items() if fact.prove}
    values = {k: v for k, v in case.items() if k not in provable and v is not None}
    return Given(datetime(2026, 1, 1, tzinfo=UTC), values, {k: PROOF[case[k]] for k in provable})


def engines(pack: Pack) -> dict[str, tuple[Callable[[Any], str], str]]:
    """Give each engine with the form of case that it takes, made beforehand: facts, given, or a row for the rivals."""
    fast = compiled(pack, {}, ["outcome"])

    def reasoned(case: Given) -> str:
        return str(evaluate(pack, case, {}).values["outcome"])

    def traced(case: Given) -> str:
        evaluation = evaluate(pack, case, {})
        trace_of(evaluation, evaluation.answers["outcome"].winners, ())
        return str(evaluation.values["outcome"])

    return {
        "gongdao compiled, closed": (lambda case: str(fast(case)["outcome"]), "facts"),
        "gongdao evaluated, no trace": (reasoned, "given"),
        "gongdao evaluated, full trace": (traced, "given"),
        "zen-engine": (rivals.zen(pack, trace=False), "row"),
        "zen-engine, trace": (rivals.zen(pack, trace=True), "row"),
        "CEL (official binding)": (rivals.cel(pack), "row"),
        "rule-engine": (rivals.rule_engine(pack), "row"),
    }


def compare_engines(n: int, rounds: int) -> None:
    """Print the table of engines on the 27-rule policy."""
    pack = policy27()
    cases = cases27.generate(n)
    forms = {
        "facts": cases,
        "given": [given(pack, case) for case in cases],
        "row": [rivals.row(pack, case) for case in cases],
    }
    table = engines(pack)
    outcomes = {name: [run(case) for case in forms[form]] for name, (run, form) in table.items()}
    expected = outcomes["zen-engine"]
    for name, found in outcomes.items():
        different = [i for i, (a, b) in enumerate(zip(expected, found, strict=True)) if a != b]
        if different:
            sys.exit(f"{name}: {len(different)} outcomes differ, first case {different[0]}: {found[different[0]]}")
    print(f"27 rules, {n} closed cases, the same {len(set(expected))} outcomes from every engine; median of {rounds}")
    settle_memory()
    medians = medians_us({name: (run, forms[form]) for name, (run, form) in table.items()}, rounds)
    for name, us in medians.items():
        plain, with_trace = medians["zen-engine"] / us, medians["zen-engine, trace"] / us
        print(
            f"  {name:32} {us:9.2f} us  {1e6 / us:11,.0f} /s   {plain:8.1f} x zen  {with_trace:8.1f} x zen with trace"
        )


def whole_decisions(files: Sequence[Path], rounds: int) -> None:
    """Print the median of deciding each case of some files, from its facts to the ruling with its trace."""
    shelf = find_packs()
    library, calendars = open_packs(shelf), shelf.calendars
    texts = {str(file): file.read_text(encoding="utf-8") for file in files}
    cases = [case for name, text in texts.items() for case in read_cases(text, name, library.versions).cases]

    def decide(case: Case) -> object:
        return decide_case(library, case, calendars)

    for case in cases * PAYS_AFTER:
        decide(case)
    settle_memory()
    table = {f"{i} {case.id}": (decide, [case]) for i, case in enumerate(cases)}
    each = [us / 1000 for us in medians_us(table, rounds).values()]
    what = files[0].name if len(files) == 1 else f"{len(files)} files"
    print(
        f"{what}: {len(cases)} whole decisions with trace, "
        f"median {statistics.median(each):.2f} ms, slowest {max(each):.2f} ms"
    )


def start_up(file: Path, rounds: int) -> None:
    """Print the median time of the command line: until the first output, and the CPU time of its whole run."""
    command = [sys.executable, "-c", START, "decide", str(file)]
    first, cpu = [], []
    for _ in range(rounds + 1):
        start, before = time.perf_counter(), os.times()
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
            assert running.stdout is not None
            if not running.stdout.read(1):
                sys.exit(f"gongdao decide {file.name} said nothing")
            first.append(time.perf_counter() - start)
            running.stdout.read()
        after = os.times()
        cpu.append(after.children_user + after.children_system - before.children_user - before.children_system)
    print(
        f"gongdao decide {file.name}: first output after {statistics.median(first[1:]) * 1000:.0f} ms, "
        f"{statistics.median(cpu[1:]) * 1000:.0f} ms of CPU from start to end"
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--n", type=int, default=3000, help="cases of the comparison")
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--cases", type=Path, help="a case file to decide whole; else the examples of Taobao")
    asked = options.parse_args()
    compare_engines(asked.n, asked.rounds)
    whole_decisions([asked.cases] if asked.cases else sorted(TAOBAO.glob("*.yaml")), asked.rounds)
    start_up(HERE.parent / "examples" / "paid-and-not-shipped.yaml", asked.rounds)


if __name__ == "__main__":
    main()
