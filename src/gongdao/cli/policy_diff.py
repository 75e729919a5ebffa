"""``gongdao policy diff``: what differs between two packs, by id and in words."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from gongdao.cli.page import Page, entries, hanging, page_of, section
from gongdao.kernel.text import Text
from gongdao.policy.library import pack_of
from gongdao.policy.pack import Pack
from gongdao.service.kept import open_packs
from gongdao.service.packs import find_packs
from gongdao.telling.policy_changes import ADDED, CHANGED, KINDS, REMOVED, Change, changes
from gongdao.telling.rule_text import Line

WORDS = {
    "title": Text("{old} 变为 {new}", "{old} becomes {new}"),
    "same": Text("没有不同。", "Nothing differs."),
    "total": Text(
        "新增 {added}，删去 {removed}，改变 {changed}。", "{added} added, {removed} removed, {changed} changed."
    ),
    "before": Text("原：", "was: "),
    "after": Text("新：", "now: "),
}
COLOURS = {ADDED: "green", REMOVED: "red", CHANGED: "yellow"}


def run(args: argparse.Namespace) -> int:
    """Print what differs; always 0."""
    library = open_packs(find_packs(args.packs))
    old, new = pack_of(library, args.old), pack_of(library, args.new)
    print("\n".join(_report(page_of(args.lang), old, new)))
    return 0


def _report(page: Page, old: Pack, new: Pack) -> list[str]:
    title = WORDS["title"].say(page.lang).format(old=old.id, new=new.id)
    lines, counts = [page.paint(title, "bold")], dict.fromkeys(COLOURS, 0)
    for kind, found in changes(old, new, page.lang).items():
        said: list[str] = []
        for change in found:
            counts[change.mark] += 1
            first = hanging(page, f"  {change.mark} {change.name}  ", change.label)
            said += [page.paint(line, COLOURS[change.mark]) for line in first]
            said += entries(page, list(_parts(page, change)), indent=4)
        lines += section(page, KINDS[kind].say(page.lang), said)
    if not any(counts.values()):
        return [*lines, WORDS["same"].say(page.lang)]
    added, removed, changed = (counts[mark] for mark in (ADDED, REMOVED, CHANGED))
    total = WORDS["total"].say(page.lang).format(added=added, removed=removed, changed=changed)
    return [*lines, "", total]


def _parts(page: Page, change: Change) -> Iterator[Line]:
    """What is new as it reads; what changed as it was and as it is."""
    for key, was, now in change.parts:
        if change.mark == ADDED and now is not None:
            yield key, now
            continue
        if was is not None:
            yield key, WORDS["before"].say(page.lang) + was
        if now is not None:
            yield key, WORDS["after"].say(page.lang) + now
