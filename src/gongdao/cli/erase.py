"""``gongdao erase``: removes what one person wrote and handed in to one case; the chain stays as it is."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gongdao.cli.installation import add_installation, opened
from gongdao.cli.parser import Parser, add_lang
from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text

if TYPE_CHECKING:
    from gongdao.service.record.erasure import Holding
    from gongdao.service.record.law import Law

WORDS = {
    "about": Text(
        "删除一个人在一个案件里的文字和材料，连同他的盐；事件里只留编号，链条照样完整",
        "erase one person's texts and files in one case, and the salt; events keep commitments, the chain is whole",
    ),
    "case": Text("案件，如 taobao:C-1", "the case, such as taobao:C-1"),
    "person": Text(
        "谁：buyer、seller，或者案件里的名字，如 staff:7",
        "whose: buyer, seller, or an actor as the case knows him, such as staff:7",
    ),
    "yes": Text("确认删除；不写则只说明会删除什么", "do erase; without it only what would be erased is told"),
    "holds": Text(
        "{case}：{person} 的文字 {texts} 份、材料 {files} 份，共 {size} 字节",
        "{case}, {person}: texts {texts}, files {files}, bytes in all {size}",
    ),
    "before": Text("  此前已删除 {erased} 份", "  erased before: {erased}"),
    "running": Text(
        "  案件还没有结束：删除后，审理的人读不到这些内容，以后收到的文字也不能再与它们比较",
        "  the case is not over: who hears it will not read them, and no later text can be compared with them",
    ),
    "nothing": Text("没有什么可以删除了。", "There is nothing left to erase."),
    "done": Text(
        "已删除 {count} 份，盐也删除了，不能恢复。", "Erased: {count}, and the salt; nobody can restore them."
    ),
    "chain": Text(
        "链条完整：{seq} 条事件，末端 {digest}",
        "The chain is whole: {seq} events, its end {digest}",
    ),
    "vacuum": Text(
        "PostgreSQL：请由表的所有者运行 VACUUM record_blob，清除空出的行",
        "PostgreSQL: have the owner of the tables run VACUUM record_blob, which removes the rows that were left behind",
    ),
    "backups": Text("备份里的旧内容不归本程序管。", "Backups keep what they have."),
}


def add_parser(menu: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    parser = menu.add_parser("erase")
    said = {name: text.say(parser.lang) for name, text in WORDS.items()}
    parser.description = said["about"]
    parser.add_argument("case", metavar="CASE", help=said["case"])
    parser.add_argument("--person", metavar="WHO", required=True, help=said["person"])
    parser.add_argument("--yes", action="store_true", help=said["yes"])
    add_installation(parser)
    add_lang(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Tell what is kept and erase it; 0, or 2 where it is not confirmed, or there is no such case or person."""
    with opened(args) as law:
        # Not before the database is known: its tables can be named once Django is set up.
        from gongdao.service.record import erasure

        found = erasure.holding(law.using, args.case, args.person)
        _tell(found, args)
        if not found.texts + found.files:
            print(WORDS["nothing"].say(args.lang))
        elif not args.yes:
            raise Refused("erase-unconfirmed", case=args.case, person=found.person)
        else:
            _erase(law, args)
    return 0


def _tell(found: Holding, args: argparse.Namespace) -> None:
    said = WORDS["holds"].say(args.lang)
    print(
        said.format(case=args.case, person=found.person, texts=found.texts, files=found.files, size=f"{found.size:,}")
    )
    if found.erased:
        print(WORDS["before"].say(args.lang).format(erased=found.erased))
    if found.running and found.texts + found.files:
        print(WORDS["running"].say(args.lang))


def _erase(law: Law, args: argparse.Namespace) -> None:
    from gongdao.service.record import erasure

    count = erasure.erase(law.using, args.case, args.person, datetime.now(UTC))
    print(WORDS["done"].say(args.lang).format(count=count))
    if erasure.wants_vacuum(law.using):
        print(WORDS["vacuum"].say(args.lang))
    print(WORDS["backups"].say(args.lang))
    end = erasure.chain_end(law.using, args.case)
    if end.seq:
        print(WORDS["chain"].say(args.lang).format(seq=end.seq, digest=end.digest))
