"""``gongdao screen fairness``: whom screening labelled wrongly in the last year, by the groups of a marketplace."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gongdao.cli.installation import opened
from gongdao.kernel.text import Text

if TYPE_CHECKING:
    from gongdao.service.queries.fairness import Report

WORDS = {
    "head": Text(
        "{source}：近一年申请过退款的人，被误标的", "{source}: of those who claimed in a year, wrongly labelled"
    ),
    "share": Text(
        "  {group}  {labelled}/{honest}，{low:.2%}–{high:.2%}{apart}",
        "  {group}  {labelled}/{honest}, {low:.2%}–{high:.2%}{apart}",
    ),
    "apart": Text("  高于其他人", "  above all others"),
    "nobody": Text("  还没有人", "  nobody yet"),
    "no-case": Text("这里还没有案件。", "There is no case here yet."),
    "left-out": Text(
        "  没有算进来：人工保留提示的 {upheld} 人，等人工看的 {waiting} 人",
        "  left out: {upheld} of whom a person upheld a signal, {waiting} who wait for a person's look",
    ),
}


def run(args: argparse.Namespace) -> int:
    """Print the report on every marketplace of the installation; 0."""
    now = datetime.now(UTC)
    with opened(args) as law:
        from gongdao.service.queries import fairness

        found = {source: fairness.report(law.using, source, now) for source in fairness.sources(law.using)}
        shares = {source: fairness.shares_of(it.shares) for source, it in found.items()}
    if args.json:
        rows = [
            {"source": source, "groups": shares[source], "upheld": it.upheld, "waiting": it.waiting}
            for source, it in found.items()
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        lines = [line for source, it in found.items() for line in _lines(source, it, args.lang)]
        print("\n".join(lines or [WORDS["no-case"].say(args.lang)]))
    return 0


def _lines(source: str, report: Report, lang: str) -> list[str]:
    lines = [WORDS["head"].say(lang).format(source=source)]
    for it in report.shares:
        apart = WORDS["apart"].say(lang) if it.apart else ""
        said = {"group": it.group, "labelled": it.labelled, "honest": it.honest, "low": it.low, "high": it.high}
        lines.append(WORDS["share"].say(lang).format(**said, apart=apart))
    if not report.shares:
        lines.append(WORDS["nobody"].say(lang))
    return [*lines, WORDS["left-out"].say(lang).format(upheld=report.upheld, waiting=report.waiting)]
