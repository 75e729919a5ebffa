"""``gongdao policy list``: the families, their editions, when each is in force and how well it is known."""

from __future__ import annotations

import argparse

from gongdao.cli.complaints import complain
from gongdao.cli.page import Page, hanging, page_of
from gongdao.kernel.errors import BadInput
from gongdao.kernel.text import Text, pad, width
from gongdao.policy.family import Family
from gongdao.policy.library import pack_of
from gongdao.policy.pack import Pack, Version
from gongdao.service.kept import open_packs
from gongdao.service.packs import find_packs
from gongdao.telling.rule_text import known_text

WORDS = {
    "extends": Text("{label}（{id}），在 {floor} 之上", "{label} ({id}), on top of {floor}"),
    "root": Text("{label}（{id}）", "{label} ({id})"),
    "window": Text("{since} 至 {until}", "{since} to {until}"),
    "open": Text("{since} 起", "from {since}"),
    "rules": Text("{own} 条规则（含底层 {all} 条）", "{own} rules ({all} with its floor)"),
    "broken": Text("有错误，见 policy check", "has errors, see policy check"),
}


def run(args: argparse.Namespace) -> int:
    """Print the list; 0, or 1 where a pack is broken."""
    shelf = find_packs(args.packs)
    library, page = open_packs(shelf), page_of(args.lang)
    status, told = 0, set[str]()
    for i, head in enumerate(shelf.heads.values()):
        print("\n".join(([""] if i else []) + _family(page, head)))
        for version in head.versions:
            try:
                pack: Pack | None = pack_of(library, version.id)
            except BadInput as error:
                pack, status = None, 1
                complain(error, args.lang, told)
            print("\n".join(_version(page, head, version, pack)))
    return status


def _family(page: Page, head: Family) -> list[str]:
    key = "extends" if head.extends else "root"
    parts = {"label": head.label.say(page.lang), "id": head.id, "floor": head.extends}
    return [page.paint(line, "bold") for line in hanging(page, "", WORDS[key].say(page.lang).format(**parts))]


def _version(page: Page, head: Family, version: Version, pack: Pack | None) -> list[str]:
    margin = max(width(it.id) for it in head.versions) + 4
    key = "window" if version.until else "open"
    parts = [WORDS[key].say(page.lang).format(since=version.since, until=version.until)]
    parts += [known_text(version.trust, "", page.lang)] if version.trust else []
    parts.append(counts(pack, page.lang) if pack is not None else WORDS["broken"].say(page.lang))
    return hanging(page, pad(f"  {version.id}", margin), ("，" if page.lang == "zh" else ", ").join(parts))


def counts(pack: Pack, lang: str) -> str:
    """How many rules a pack has."""
    rules = [rule for decision in pack.decisions.values() for rule in decision.rules]
    own = sum(1 for rule in rules if rule.family == pack.version.family)
    return WORDS["rules"].say(lang).format(own=own, all=len(rules))
