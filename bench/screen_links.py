"""What the screening of links finds, how often it is wrong, and how fast it is.

    .venv/bin/python bench/screen_links.py [--data DIR] [--misses N] [--alarms N] [--quick]

``--data`` (or GONGDAO_DATA) is the folder of the public sets. Nothing was trained on them. Addresses up to 2024 and one
half of those of 2025 (by a digest of the host) were looked at while building, and one half of the honest domains; the
other halves were not. A row counts as carrying its brand by the rule of link_rows.py, which knows nothing of the
detector. Found means: the verdict names the brand and the trick. ``--misses`` and ``--alarms`` show examples, of the
halves that may be looked at.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from link_rows import Row, carries, chinese, half, names_of, official, phishing, popular

from gongdao.kernel.errors import Refused
from gongdao.screening.links.brands import Brands, read_brands
from gongdao.screening.links.screen import screen_link
from gongdao.screening.odds import interval
from gongdao.screening.signal import Signal
from gongdao.service.models import model

RECALL_BAR, ALARM_BAR = 0.95, 0.005
AGAINST = {"link.lookalike", "link.trick"}


def main() -> int:
    """Print every figure; 1 where one does not reach its bar."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", default=os.environ.get("GONGDAO_DATA"), help="folder of the public sets")
    options.add_argument("--misses", type=int, default=0, help="show so many rows that were not found")
    options.add_argument("--alarms", type=int, default=0, help="show so many honest domains that were")
    options.add_argument("--quick", action="store_true", help="every tenth row")
    asked = options.parse_args()
    start = time.perf_counter()
    brands = read_brands(model("brands"), model("links"))
    took = (time.perf_counter() - start) * 1000
    count = len({brand.id for brand in brands.official.values()})
    print(
        f"model links {brands.model.version}: {count} brands, {len(brands.official)} domains, read in {took:.0f} ms\n"
    )
    if not asked.data or not Path(asked.data).is_dir():
        print("public sets: not measured, for their folder was not named (--data DIR or GONGDAO_DATA)")
        speed(brands, ["https://www.taobao.com/a", "http://taoba0.com", "http://a.b.example/c?d=e"] * 2000)
        return 0
    every = 10 if asked.quick else 1
    rows = list(phishing(Path(asked.data)))[::every]
    reached = [recall(brands, rows, asked.misses), alarms(brands, Path(asked.data), every, asked.alarms)]
    calibration(brands, [row.link for row in rows if row.date > "2025"], popular(Path(asked.data))[::every])
    speed(brands, [row.link for row in rows[:: max(1, len(rows) // 20000)]])
    return 0 if all(reached) else 1


def recall(brands: Brands, rows: Sequence[Row], misses: int) -> bool:
    """Rows of 2025 that carry their brand, named with brand and trick."""
    of_2025 = [row for row in rows if row.date.startswith("2025")]
    held = [row for row in dict.fromkeys(of_2025) if carries(row)]
    verdicts = {row.link: verdict(brands, row.link) for row in of_2025}
    found = {row for row in held if named(verdicts[row.link], row)}
    part = share_of(len(held), len(of_2025))
    print(f"PHISHING OF 2025: {len(of_2025)} rows; host or path of {len(held)} holds the brand ({part})")
    for says, looked_at in (("looked at while building", True), ("never looked at", False)):
        ours = [row for row in held if row.looked_at is looked_at]
        print(f"  named with brand and trick, {says + ':':26} {told(sum(row in found for row in ours), len(ours))}")
    print(f"  named with brand and trick, {'all:':26} {told(len(found), len(held))}")
    of_all(of_2025, verdicts)
    by_trick(verdicts, found)
    missing = [row for row in held if row.looked_at and row not in found]
    for row in missing[:: max(1, len(missing) // misses)][:misses] if misses else ():
        print(f"  missed {row.brand}: {row.link[:110]} -> {shortly(verdicts[row.link])}")
    return len(found) >= RECALL_BAR * len(held)


def of_all(of_2025: Sequence[Row], verdicts: dict[str, Signal | None]) -> None:
    """What share of all rows of 2025 is warned of, whatever they carry."""
    kinds = Counter(found.kind if (found := verdicts[row.link]) else "refused" for row in of_2025)
    other = sum(
        (found := verdicts[row.link]) is not None and found.kind == "link.lookalike" and not named(found, row)
        for row in of_2025
    )
    told_kinds = ", ".join(f"{kind} {share_of(n, len(of_2025))}" for kind, n in kinds.most_common())
    print(f"  all rows of 2025 by kind: {told_kinds}")
    print(f"  rows where another brand was named than the one listed: {share_of(other, len(of_2025))}")


def by_trick(verdicts: dict[str, Signal | None], found: Iterable[Row]) -> None:
    """How often each trick was named."""
    tricks = Counter(code for row in found if (it := verdicts[row.link]) for code in it.details["tricks"])
    print("  tricks: " + ", ".join(f"{code.removeprefix('link-')} {n}" for code, n in tricks.most_common()) + "\n")


def alarms(brands: Brands, data: Path, every: int, shown: int) -> bool:
    """Honest domains that were called an imitation or a trick."""
    print("FALSE ALARMS (honest domains; the second list holds some deceitful ones too)")
    known = _alarms(brands, "popular", popular(data)[::every], shown)
    chinas = _alarms(brands, "resolved in China", chinese(data)[::every], shown)
    brands_ = _alarms(brands, "of brands", official(data)[::every], shown)
    unlisted = replace(brands, web=replace(brands.web, owned=frozenset()))
    _alarms(unlisted, "of brands not in our list of them", official(data)[::every], 0)
    both = known[0] + brands_[0], known[1] + brands_[1]
    print(f"  {'popular and of brands':51} {told(*both)}")
    print(f"  {'all together':51} {told(both[0] + chinas[0], both[1] + chinas[1])}\n")
    return all(wrong <= ALARM_BAR * count for wrong, count in (known, chinas, brands_, both))


def _alarms(brands: Brands, name: str, domains: Sequence[str], shown: int) -> tuple[int, int]:
    wrong = [domain for domain in domains if (it := verdict(brands, domain)) and it.kind in AGAINST]
    for says, part in (("looked at", True), ("never looked at", False)):
        ours = [domain for domain in domains if half(domain) is part]
        print(f"  {name + ', ' + says:51} {told(sum(half(domain) is part for domain in wrong), len(ours))}")
    print(f"  {name:51} {told(len(wrong), len(domains))}")
    visible = [domain for domain in wrong if half(domain)]
    for domain in visible[:: max(1, len(visible) // shown)][:shown] if shown else ():
        print(f"     {domain} -> {shortly(verdict(brands, domain))}")
    return len(wrong), len(domains)


def calibration(brands: Brands, deceitful: Sequence[str], honest: Sequence[str]) -> None:
    """How often a score was right in a mix of deceitful links and popular domains, half and half."""
    print(
        "CALIBRATION (phishing of 2025 and popular domains, half and half; popular ones have no path, so this flatters)"
    )
    shares: dict[int, list[float]] = {}
    for at, links in enumerate((deceitful, honest)):
        for link in links:
            if found := verdict(brands, link):
                band = shares.setdefault(min(9, int(found.score * 10)), [0.0, 0.0, 0.0])
                band[at] += 1 / len(links)
                band[2] += found.score / len(links)
    for _, (wrong, right, score) in sorted(shares.items()):
        both = wrong + right
        print(f"  score {score / both:.2f}: deceitful {100 * wrong / both:5.1f} %, of {50 * both:.1f} % of the links")
    print()


def verdict(brands: Brands, link: str) -> Signal | None:
    """The signal for a link; None where no browser could open it."""
    try:
        return screen_link(brands, link)
    except Refused:
        return None


def named(signal: Signal | None, row: Row) -> bool:
    """Whether a verdict names the brand that is listed, and a trick."""
    ours = names_of(row.brand)[0]
    return (
        signal is not None
        and signal.kind == "link.lookalike"
        and any(it.details.get("id") in ours for it in signal.reasons)
    )


def shortly(signal: Signal | None) -> str:
    """A verdict in a few words."""
    if signal is None:
        return "refused"
    return f"{signal.kind} {signal.details.get('id', '')} {', '.join(reason.code for reason in signal.reasons)}"


def speed(brands: Brands, links: Sequence[str]) -> None:
    """Links a second of one core's time, and the slowest one."""
    slowest = 0.0
    start = time.process_time()
    for link in links:
        one = time.process_time()
        verdict(brands, link)
        slowest = max(slowest, time.process_time() - one)
    took = time.process_time() - start
    print(
        f"SPEED: {len(links) / took:,.0f} links a second of one core's time; the slowest took {slowest * 1000:.1f} ms"
    )


def share_of(part: int, whole: int) -> str:
    """A share in percent."""
    return f"{100 * part / whole:.1f} %" if whole else "none"


def told(part: int, whole: int) -> str:
    """A count, its share and the Wilson bounds of it."""
    low, high = interval(part, whole)
    return f"{part} of {whole} = {100 * part / max(1, whole):.2f} % ({100 * low:.2f} to {100 * high:.2f})"


if __name__ == "__main__":
    sys.exit(main())
