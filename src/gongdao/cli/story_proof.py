"""Tells the evidence of a case and what it proved: each item weighed or not and why, each fact with its burden."""

from __future__ import annotations

from gongdao.cli.page import hanging
from gongdao.cli.telling import Telling
from gongdao.kernel.text import Text, width
from gongdao.telling.proof import finding, handed, in_issue, in_point, weighed

WORDS = {
    "evidence": Text("证据", "Evidence"),
    "findings": Text("事实认定", "Findings"),
}


def evidence(telling: Telling) -> list[str]:
    """Each item: what it is, whether it counted, and why."""
    items = telling.decided.bound.evidence
    margin = max((width(item.id) for item in items), default=0) + 4
    lines: list[str] = []
    for item in items:
        lines += hanging(telling.page, f"  {item.id}", handed(telling, item), margin)
        shown = hanging(telling.page, " " * margin, weighed(telling, item))
        lines += shown if in_point(telling, item) else [telling.page.paint(line, "dim") for line in shown]
    return telling.section(WORDS["evidence"], lines)


def findings(telling: Telling) -> list[str]:
    """Each fact in issue: how it stands, who had to prove it and what spoke of it."""
    lines: list[str] = []
    for fact in in_issue(telling):
        lines += hanging(telling.page, "  - ", telling.capital(finding(telling, fact)))
    return telling.section(WORDS["findings"], lines)
