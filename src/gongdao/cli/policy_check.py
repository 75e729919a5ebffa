"""``gongdao policy check``: composes packs, runs their examples, and tells what is wrong and what was used."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, field

from gongdao.cli.complaints import complain
from gongdao.cli.conform import differs
from gongdao.cli.page import Page, hanging, page_of
from gongdao.kernel.errors import BadInput, Refused
from gongdao.kernel.text import Text, listed
from gongdao.policy.faults import wrong_word
from gongdao.policy.library import Library
from gongdao.policy.pack import Pack
from gongdao.service.checks import Ran, examples, own_rules, sound
from gongdao.service.packs import Shelf, find_packs, open_library

WORDS = {
    "family": Text("{label}（{id}）", "{label} ({id})"),
    "pack": Text(
        "{id}：{facts} 项事实，{tables} 张表，{rules} 条规则，{params} 个参数",
        "{id}: {facts} facts, {tables} tables, {rules} rules, {params} parameters",
    ),
    "broken": Text("{id}：有错误", "{id}: has errors"),
    "examples": Text("例子：{agreed} / {count} 个符合", "examples: {agreed} of {count} conform"),
    "miss": Text("{file} {case}：不符", "{file} {case}: differs"),
    "floor": Text("{file} {case}：不满足 {id}（{label}）", "{file} {case}: does not keep {id} ({label})"),
    "used": Text(
        "例子用到了本族 {rules} 条规则中的 {used} 条", "the examples use {used} of the family's {rules} rules"
    ),
    "idle": Text("没有例子用到：{rules}", "no example uses: {rules}"),
    "sound": Text("全部通过。", "All is well."),
    "unsound": Text("有 {count} 处问题。", "problems: {count}."),
}


@dataclass(slots=True)
class Checking:
    """What has been checked so far."""

    shelf: Shelf
    library: Library
    page: Page
    problems: int = 0
    told: set[str] = field(default_factory=set)

    def say(self, key: str, **parts: object) -> str:
        return WORDS[key].say(self.page.lang).format(**parts)

    def tell(self, text: str, indent: int = 2) -> None:
        print("\n".join(hanging(self.page, " " * indent, text)))

    def complain(self, error: BadInput | Refused) -> None:
        before = len(self.told)
        complain(error, self.page.lang, self.told)
        self.problems += len(self.told) - before


def run(args: argparse.Namespace) -> int:
    """Print what was checked; 0, or 1 where something is wrong."""
    shelf = find_packs(args.packs)
    wanted = _wanted(shelf, args.wanted)
    checking = Checking(shelf, open_library(shelf, wanted), page_of(args.lang))
    for name, versions in wanted.items():
        _family(checking, name, versions, idle=args.idle)
        sys.stdout.flush()
    print(checking.say("unsound", count=checking.problems) if checking.problems else checking.say("sound"))
    return 1 if checking.problems else 0


def _wanted(shelf: Shelf, names: list[str]) -> dict[str, list[str]]:
    """The versions to check of each family, where packs or whole families may be named.

    :raises BadInput: there is no such pack.
    """
    versions, wanted = shelf.versions, dict[str, list[str]]()
    for name in names or shelf.heads:
        if name in versions:
            wanted.setdefault(versions[name].family, []).append(name)
        elif name in shelf.heads:
            wanted[name] = [version.id for version in shelf.heads[name].versions]
        else:
            raise BadInput([wrong_word("unknown-pack", name, (*versions, *shelf.heads), None)])
    return wanted


def _family(checking: Checking, name: str, versions: list[str], *, idle: bool) -> None:
    head = checking.shelf.heads[name]
    print(checking.page.paint(checking.say("family", label=head.label.say(checking.page.lang), id=name), "bold"))
    packs = [pack for pack in (_pack(checking, version) for version in versions) if pack is not None]
    used = _examples(checking, name) if len(packs) == len(versions) else set()
    own = own_rules(packs, name)
    if used and own:
        checking.tell(checking.say("used", used=len(used & own), rules=len(own)))
    if idle and own - used:
        checking.tell(checking.say("idle", rules=listed(sorted(own - used), checking.page.lang)))


def _pack(checking: Checking, version: str) -> Pack | None:
    try:
        pack = sound(checking.library, version)
    except BadInput as error:
        checking.tell(checking.say("broken", id=version))
        checking.complain(error)
        return None
    rules = sum(len(decision.rules) for decision in pack.decisions.values())
    counts = {"facts": len(pack.facts), "tables": len(pack.decisions), "rules": rules, "params": len(pack.params)}
    checking.tell(checking.say("pack", id=version, **counts))
    return pack


def _examples(checking: Checking, family: str) -> set[str]:
    """Run the examples of a family; the rules that fired in them."""
    count = agreed = 0
    used: set[str] = set()
    for ran in examples(checking.shelf, checking.library, family):
        count += bool(ran.id)
        agreed += ran.conforms
        used |= ran.used
        _tell(checking, ran)
    if count:
        checking.tell(checking.say("examples", agreed=agreed, count=count))
    return used


def _tell(checking: Checking, ran: Ran) -> None:
    """Say where an example did not come out as it says."""
    if ran.wrong is not None:
        checking.complain(ran.wrong)
    if ran.misses:
        checking.tell(checking.say("miss", file=ran.file, case=ran.id))
        for miss in ran.misses:
            print("\n".join(differs(miss, checking.page)))
    for floor in ran.broken:
        label = floor.label.say(checking.page.lang)
        checking.tell(checking.say("floor", file=ran.file, case=ran.id, id=floor.id, label=label))
    checking.problems += len(ran.misses) + len(ran.broken)
